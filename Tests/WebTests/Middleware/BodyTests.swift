import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("Bodies that cannot be read") struct BodyTests {
    private static let shared = Task { try await Site() }

    static let writes: [(String, HTTPRequest.Method, Bool)] = [
        ("/api/auth/register", .post, false), ("/api/auth/login", .post, false), ("/api/auth/refresh", .post, false),
        ("/api/services", .post, true), ("/api/settings", .put, true), ("/api/whatsapp/sessions", .post, true),
        ("/api/simulator/messages", .post, true), ("/webhook", .post, false),
    ]

    @Test("a body that is no JSON is 400, and says so", arguments: writes.indices)
    func broken(place: Int) async throws {
        let site = try await Self.shared.value
        let (uri, method, isWalled) = Self.writes[place]
        for body in ["{", "", "nome=Banho", "{\"nome\": }", "\u{0}"] {
            let answer = try await site.send(method, uri, body, as: isWalled ? site.shops.first : nil)
            #expect(answer.status == .badRequest, "\(body)")
            #expect(answer.message == "O corpo da requisição não é um JSON válido.", "\(body)")
        }
    }

    @Test("a field of another type is 400, and named")
    func oddTypes() async throws {
        let site = try await Self.shared.value
        let answer = try await site.send(
            .post, "/api/services", #"{"nome": "x", "preco": 10, "duracaoMinutos": "uma hora"}"#, as: site.shops.first)
        #expect(answer.status == .badRequest)
        #expect(answer.errors == ["duracaoMinutos: número inteiro"])
        let list = try await site.send(.post, "/api/services", "[]", as: site.shops.first)
        #expect(list.status == .badRequest)
        #expect(list.errors == ["corpo: objeto"])
    }

    @Test("a body of over one MiB is 413; one of just that much is read", arguments: writes.indices)
    func large(place: Int) async throws {
        let site = try await Self.shared.value
        let (uri, method, isWalled) = Self.writes[place]
        let shop = isWalled ? site.shops.first : nil
        let over = try await site.send(method, uri, String(repeating: " ", count: (1 << 20) + 1), as: shop)
        #expect(over.status == .contentTooLarge)
        #expect(over.error == "Payload too large")
        let full = try await site.send(method, uri, String(repeating: " ", count: 1 << 20), as: shop)
        #expect(full.status == .badRequest)
    }
}
