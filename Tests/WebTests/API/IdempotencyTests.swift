import HTTPTypes
import Support
import Testing

@testable import Web

@Suite("One act, sent twice") struct IdempotencyTests {
    private let site: Site
    private let body = #"{"nome": "Spa", "duracaoMinutos": 60, "preco": 80}"#

    init() async throws { site = try await Site() }

    private func post(_ body: String, key: String, as shop: Shop? = nil) async throws -> Site.Answer {
        try await site.call(
            .post, "/api/services", token: (shop ?? site.shops.first).signedIn.tokens.access,
            headers: ["Content-Type": "application/json", "Idempotency-Key": key], body: body)
    }

    private func count(_ shop: Shop) async throws -> Int? { try await site.get("/api/services", as: shop).at("total") }

    @Test("is done once and answered alike")
    func once() async throws {
        let before = try #require(try await count(site.shops.first))
        let first = try await post(body, key: "a")
        let again = try await post(body, key: "a")
        #expect(first.status == .created && again.status == .created)
        #expect(first.body == again.body)
        #expect(first.header("Idempotency-Replayed") == nil && again.header("Idempotency-Replayed") == "true")
        #expect(try await count(site.shops.first) == before + 1)
    }

    @Test("is refused when the key stands for something else, and is nobody else's business")
    func others() async throws {
        _ = try await post(body, key: "a")
        let other = try await post(body.replacing("Spa", with: "Tosa"), key: "a")
        #expect(other.status == .unprocessableContent)
        let theirs = try await post(body, key: "a", as: site.shops.second)
        #expect(theirs.status == .created && theirs.header("Idempotency-Replayed") == nil)
    }

    @Test("sent ten times at once, is done once; the others get its answer or are told to wait")
    func race() async throws {
        let before = try #require(try await count(site.shops.first))
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10 { group.addTask { try await post(body, key: "r").status.code } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(statuses).isSubset(of: [201, 409]) && statuses.contains(201))
        #expect(try await count(site.shops.first) == before + 1)
    }

    @Test("a refused act is refused alike, and a key that is none is told")
    func refused() async throws {
        let wrong = #"{"nome": "Spa", "duracaoMinutos": 60, "precos": {}}"#
        #expect(try await post(wrong, key: "b").status == .badRequest)
        let again = try await post(wrong, key: "b")
        #expect(again.status == .badRequest && again.header("Idempotency-Replayed") == "true")
        #expect(try await post(body, key: "é").status == .badRequest)
        #expect(try await post(body, key: String(repeating: "x", count: 129)).status == .badRequest)
    }
}
