import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("Notices over the API") struct NotificationRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private func count() async throws -> Int? { try await site.get("/api/notifications/count", as: shop).at("count") }

    @Test("a notice has both readers' keys, and the list's pagination exactly its four")
    func list() async throws {
        let answer = try await site.get("/api/notifications", as: shop)
        let notice = try #require((answer.json["data"] as? [[String: Any]])?.first)
        for key in [
            "id", "company_id", "user_id", "tipo", "titulo", "mensagem", "nivel", "lida", "lida_em", "arquivada",
            "acao_url", "acao_label", "link_acao", "dados", "created_at", "updated_at",
        ] {
            #expect(notice[key] != nil, "\(key)")
        }
        let pagination = try #require(answer.json["pagination"] as? [String: Any])
        #expect(Set(pagination.keys) == ["total", "limit", "offset", "hasMore"])
        #expect(pagination["limit"] as? Int == 50)
    }

    @Test("a notice is left with the usual level, shown, and filtered")
    func create() async throws {
        let made = try await site.send(
            .post, "/api/notifications",
            #"{"tipo": "novo_agendamento", "titulo": "Novo", "mensagem": "Banho às 10h", "acao_url": "/agenda"}"#,
            as: shop)
        #expect(made.status == .created)
        #expect(made.at("data", "nivel") == "medium")
        #expect(made.at("data", "link_acao") == "/agenda")
        let id = try #require(made.at("data", "id", as: Int.self))
        #expect(try await site.get("/api/notifications/\(id)", as: shop).at("data", "titulo") == "Novo")
        for (query, total) in [
            ("tipo=novo_agendamento", 1), ("nivel=medium", 1), ("nivel=info", 1), ("lida=false", 2), ("lida=true", 0),
            ("arquivada=true", 0), ("lida=false&arquivada=false&tipo=aviso&nivel=info", 1),
        ] {
            #expect(
                try await site.get("/api/notifications?\(query)", as: shop).at("pagination", "total") == total,
                "\(query)")
        }
        #expect(try await site.get("/api/notifications?nivel=urgente", as: shop).status == .badRequest)
    }

    @Test("all that is wrong with a notice is told at once")
    func refusals() async throws {
        let wrong = try await site.send(
            .post, "/api/notifications", #"{"titulo": "ab", "mensagem": "", "nivel": "x"}"#, as: shop)
        #expect(wrong.errors.count == 4)
        for link in ["javascript:alert(1)", "//mal.example", "data:text/html,x", #"/\\mal.example"#, "/a b"] {
            let answer = try await site.send(
                .post, "/api/notifications",
                #"{"tipo": "x", "titulo": "abc", "mensagem": "abc", "acao_url": "\#(link)"}"#, as: shop)
            #expect(answer.status == .badRequest, "\(link)")
        }
        let foreign = site.shops.second.signedIn.user.id
        for user in ["\(foreign)", "4503599627370495"] {
            let answer = try await site.send(
                .post, "/api/notifications",
                #"{"tipo": "x", "titulo": "abc", "mensagem": "abc", "user_id": \#(user)}"#, as: shop)
            #expect(answer.status == .badRequest)
        }
    }

    @Test("a notice is read, made unread, put away and removed")
    func marks() async throws {
        let path = "/api/notifications/\(shop.notice)"
        #expect(try await count() == 1)
        #expect(try await site.get("/api/notifications/unread", as: shop).at("count") == 1)
        #expect(try await site.send(.patch, "\(path)/read", "", as: shop).status == .ok)
        #expect(try await count() == 0)
        #expect(try await site.get(path, as: shop).at("data", "lida_em") == "2026-03-02T12:00:00.000Z")
        #expect(try await site.send(.patch, "\(path)/unread", "", as: shop).status == .ok)
        #expect(try await count() == 1)
        #expect(try await site.send(.patch, "\(path)/archive", "", as: shop).status == .ok)
        #expect(try await count() == 0)
        #expect(try await site.send(.delete, path, "", as: shop).status == .ok)
        #expect(try await site.get(path, as: shop).status == .notFound)
    }

    @Test(
        "all are read at either address",
        arguments: [
            (HTTPRequest.Method.post, "/api/notifications/mark-all-read"), (.patch, "/api/notifications/read-all"),
        ])
    func markAll(method: HTTPRequest.Method, path: String) async throws {
        #expect(try await site.send(method, path, "", as: shop).status == .ok)
        #expect(try await count() == 0)
        let other = try await site.get("/api/notifications/count", as: site.shops.second)
        #expect(other.at("count") == 1)
    }

    @Test("old read ones are removed, and how many is told")
    func cleanUp() async throws {
        _ = try await site.send(.patch, "/api/notifications/\(shop.notice)/read", "", as: shop)
        site.shops.clock.advance(seconds: 2 * 86_400)
        let signedIn = try await site.parts.accounts.signIn(email: shop.email, password: TwoShops.password)
        func clean(_ body: String) async throws -> Site.Answer {
            try await site.call(
                .post, "/api/notifications/cleanup", token: signedIn.tokens.access,
                headers: ["Content-Type": "application/json"], body: body)
        }
        #expect(try await clean("").at("deletedCount") == 0)
        #expect(try await clean(#"{"days": 1}"#).at("deletedCount") == 1)
        #expect(try await clean(#"{"days": 0}"#).status == .badRequest)
    }

    @Test("another company's notice is answered as one that does not exist")
    func foreign() async throws {
        let stranger = site.shops.second
        let path = "/api/notifications/\(shop.notice)"
        let missing = try await site.get("/api/notifications/4503599627370495", as: stranger)
        #expect(try await site.get(path, as: stranger) == missing)
        for (method, act) in [
            (HTTPRequest.Method.patch, "/read"), (.patch, "/unread"), (.patch, "/archive"), (.delete, ""),
        ] {
            #expect(try await site.send(method, path + act, "", as: stranger).status == .notFound)
        }
        #expect(try await site.get(path, as: shop).at("data", "lida") == false)
    }
}
