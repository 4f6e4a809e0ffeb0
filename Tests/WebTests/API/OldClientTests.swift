import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("The old front end") struct OldClientTests {
    private static let signedIn = Task { () -> (Site, OldClient) in
        let site = try await Site()
        let client = OldClient(site)
        _ = try await client.signIn(site.shops.first.email, TwoShops.password)
        _ = try await client.call(.patch, "/auth/profile", #"{"phone": "11 90000-0009", "avatar_url": "/eu.png"}"#)
        _ = try await client.call(
            .patch, "/appointments/\(site.shops.first.visit.id)/status", #"{"status": "concluido"}"#)
        return (site, client)
    }

    private static let chat = "\(Shop.phone)@c.us"

    private static func path(_ template: String, _ shop: Shop) -> String {
        template.replacing("{tutor}", with: "\(shop.tutor.id)").replacing("{pet}", with: "\(shop.pet.id)")
            .replacing("{chat}", with: chat)
    }

    @Test("finds in each answer what its pages read", arguments: OldClientRead.all)
    func reads(read: OldClientRead) async throws {
        let (site, client) = try await Self.signedIn.value
        let answer = try await client.get(Self.path(read.path, site.shops.first))
        #expect(answer.status == .ok)
        #expect(answer.missing(read.names, at: read.place) == [], "\(answer.body.prefix(600))")
    }

    @Test("is signed in with whatever the login page needs")
    func signIn() async throws {
        let site = try await Site()
        let answer = try await OldClient(site).signIn(site.shops.first.email, TwoShops.password)
        #expect(answer.status == .ok)
        #expect(answer.missing("id email name companyId companyName role", at: "user") == [])
        #expect(answer.missing("accessToken refreshToken expiresIn", at: "tokens") == [])
        #expect(["owner", "admin", "agent", "viewer"].contains(answer.at("user", "role") ?? ""))
    }

    @Test("goes on for as long as its one refresh token lives, though it never keeps another")
    func renewal() async throws {
        let site = try await Site()
        let client = OldClient(site)
        _ = try await client.signIn(site.shops.first.email, TwoShops.password)
        for day in 1...6 {
            site.shops.clock.advance(seconds: 86_400)
            #expect(try await client.get("/services").status == .ok)
            #expect(client.renewals == day)
        }
        site.shops.clock.advance(seconds: 86_400)
        #expect(try await client.get("/services").status == .unauthorized)
        #expect(client.renewals == 6)
    }

    @Test("asks several times at once with an expired token, and each is served")
    func renewalAtOnce() async throws {
        let site = try await Site()
        let client = OldClient(site)
        _ = try await client.signIn(site.shops.first.email, TwoShops.password)
        site.shops.clock.advance(seconds: 1000)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for path in ["/services", "/appointments", "/settings", "/dashboard/stats"] {
                group.addTask { try await client.get(path).status.code }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [200, 200, 200, 200])
    }

    @Test("may name any company in the query: it sees its own")
    func company() async throws {
        let site = try await Site()
        let (first, second) = (site.shops.first, site.shops.second)
        for named in ["\(second.companyID)", "987654", "", "x", "null", "undefined"] {
            let answer = try await site.get("/api/appointments?companyId=\(named)", as: first)
            #expect(answer.status == .ok)
            let plain = try await site.get("/api/appointments", as: first)
            #expect(answer.body == plain.body)
        }
    }

    @Test("writes the chat's address raw or encoded, and a repeated /api is one", arguments: ["@", "%40"])
    func addresses(at: String) async throws {
        let (site, client) = try await Self.signedIn.value
        let chat = Self.chat.replacing("@", with: at)
        for path in ["/conversations/\(chat)", "/api/conversations/\(chat)"] {
            let answer = try await client.get(path)
            #expect(answer.status == .ok)
            #expect(answer.at("data", "chatId") == Self.chat)
        }
        _ = site
    }

    @Test("finds numbers where it calculates, texts where it searches, and no secret")
    func kinds() async throws {
        let (_, client) = try await Self.signedIn.value
        let services = try await client.get("/appointments/services")
        let list = try #require(services.json["data"] as? [[String: Any]])
        for service in list {
            let prices = try #require(service["precos"] as? [String: Any])
            #expect(prices.values.allSatisfy { $0 is Double || $0 is Int })
        }
        let chats = try await client.get("/conversations")
        for chat in try #require(chats.json["conversations"] as? [[String: Any]]) {
            for name in ["clientName", "clientPhone", "lastMessage"] { #expect(chat[name] is String) }
        }
        let sessions = try await client.get("/whatsapp/sessions")
        #expect(!sessions.body.contains("waha_api_key"))
    }

    @Test("books, moves, advances and cancels, the last without any body")
    func visits() async throws {
        let site = try await Site()
        let (shop, client) = (site.shops.first, OldClient(site))
        _ = try await client.signIn(shop.email, TwoShops.password)
        let form = """
            {"tutorNome": "Rita", "tutorTelefone": "(11) 95555-1234", "petNome": "Luna", "serviceId": \(shop.bath.id), \
            "dataAgendamento": "2026-03-03", "horaAgendamento": "10:00", "observacoes": ""}
            """
        let made = try await client.call(.post, "/appointments", form)
        #expect(made.status == .created)
        let id = try #require(made.at("appointment", "id", as: Int.self))
        #expect(made.at("appointment", "petNome") == "Luna")
        let path = "/appointments/\(id)"
        let moved = try await client.call(
            .patch, "\(path)/reschedule", #"{"dataAgendamento": "2026-03-04", "horaAgendamento": "11:00"}"#)
        #expect(moved.status == .ok)
        #expect(moved.at("appointment", "dataAgendamento") == "2026-03-04")
        let closed = try await client.call(
            .patch, "\(path)/reschedule", #"{"dataAgendamento": "2026-03-04", "horaAgendamento": "03:00"}"#)
        #expect(closed.status == .badRequest)
        #expect(closed.error != nil)
        #expect(closed.missing("disponivel motivo sugestoes", at: "availability") == [])
        let confirmed = try await client.call(.patch, "\(path)/status", #"{"status": "confirmado"}"#)
        #expect(confirmed.status == .ok && confirmed.at("success") == true)
        #expect(try await client.call(.patch, "\(path)/status", #"{"status": "feito"}"#).status == .badRequest)
        let cancelled = try await client.call(.patch, "\(path)/cancel")
        #expect(cancelled.status == .ok && cancelled.at("success") == true)
        #expect(try await client.get(path).at("data", "status") == "cancelado")
    }

    @Test("edits its services; prices left out are none")
    func services() async throws {
        let site = try await Site()
        let client = OldClient(site)
        _ = try await client.signIn(site.shops.first.email, TwoShops.password)
        let made = try await client.call(
            .post, "/services",
            #"{"nome": "Spa", "descricao": "", "categoria": "", "duracaoMinutos": 45, "ativo": true, "precos": {"medio": 80.5}}"#
        )
        #expect(made.status == .created)
        let id = try #require(made.at("data", "id", as: Int.self))
        #expect(made.at("data", "precos", "medio") == 80.5)
        let changed = try await client.call(
            .patch, "/services/\(id)", #"{"nome": "Spa completo", "ativo": false, "precos": {"grande": 120}}"#)
        #expect(changed.status == .ok)
        #expect(changed.at("data", "nome") == "Spa completo")
        #expect(changed.at("data", "ativo") == false)
        #expect(changed.at("data", "precos", "grande") == 120)
    }

    @Test("saves the customer's form with its blanks, and the pets below it")
    func people() async throws {
        let site = try await Site()
        let (shop, client) = (site.shops.first, OldClient(site))
        _ = try await client.signIn(shop.email, TwoShops.password)
        let tutor = "/tutors/\(shop.tutor.id)"
        let saved = try await client.call(
            .patch, tutor,
            #"""
            {"nome": "Carla Dias", "telefone": "5511900000001", "email": "", "cpf": "", "endereco": "", "bairro": "",
             "cidade": "", "estado": "", "cep": "", "observacoes": "", "data_nascimento": ""}
            """#)
        #expect(saved.status == .ok)
        #expect(saved.at("data", "nome") == "Carla Dias")
        let made = try await client.call(
            .post, "\(tutor)/pets",
            #"{"nome": "Nina", "tipo": "gato", "raca": "", "porte": "pequeno", "sexo": "femea", "castrado": false}"#)
        #expect(made.status == .created)
        let pet = "\(tutor)/pets/\(try #require(made.at("data", "id", as: Int.self)))"
        let changed = try await client.call(.patch, pet, #"{"nome": "Nina", "observacoes": "Mansa", "raca": ""}"#)
        #expect(changed.status == .ok)
        #expect(changed.at("data", "observacoes") == "Mansa")
        #expect(try await client.call(.delete, pet).status == .ok)
    }

    @Test("marks chats, reads and removes notices, saves settings and the wizard")
    func rest() async throws {
        let site = try await Site()
        let (shop, client) = (site.shops.first, OldClient(site))
        _ = try await client.signIn(shop.email, TwoShops.password)
        let chat = "/conversations/\(Self.chat)"
        let archived = try await client.call(.patch, "\(chat)/status", #"{"status": "archived"}"#)
        #expect(archived.at("data", "status") == "archived")
        #expect(try await client.call(.patch, "\(chat)/read").at("success") == true)
        let notice = "/notifications/\(shop.notice)"
        #expect(try await client.call(.patch, "\(notice)/read").status == .ok)
        #expect(try await client.call(.patch, "/notifications/read-all").status == .ok)
        #expect(try await client.get("/notifications/count").at("count") == 0)
        #expect(try await client.call(.delete, notice).status == .ok)
        let settings = try await client.call(
            .put, "/settings",
            #"{"company_name": "Amigo Fiel", "opening_time": "09:00:00", "closing_time": "19:00", "max_concurrent_capacity": 3}"#
        )
        #expect(settings.status == .ok)
        #expect(settings.at("settings", "maxConcurrentCapacity") == 3)
        let step = try await client.call(
            .put, "/api/onboarding/progress", #"{"currentStep": 2, "data": {"step1": {"seen": true}}}"#)
        #expect(step.missing("currentStep completed data updatedAt", at: "progress") == [])
        #expect(step.at("progress", "data", "step1", "seen") == true)
        let done = try await client.call(.post, "/api/onboarding/complete", "{}")
        #expect(done.status == .ok)
        #expect(done.at("progress", "completed") == true)
        #expect(done.missing("completed completedAt data", at: "progress") == [])
    }

    @Test("changes profile and password, and goes on after either")
    func account() async throws {
        let site = try await Site()
        let client = OldClient(site)
        _ = try await client.signIn(site.shops.first.email, TwoShops.password)
        let profile = try await client.call(
            .patch, "/auth/profile", #"{"nome": "Ana Lima", "preferences": {"email_notifications": false}}"#)
        #expect(profile.status == .ok)
        #expect(profile.at("data", "nome") == "Ana Lima")
        let wrong = try await client.call(
            .patch, "/auth/password", #"{"currentPassword": "errada", "newPassword": "Gato&Sapato-2027"}"#)
        #expect(wrong.status == .badRequest)
        #expect(client.renewals == 0)
        let changed = try await client.call(
            .patch, "/auth/password",
            #"{"currentPassword": "\#(TwoShops.password)", "newPassword": "Gato&Sapato-2027"}"#)
        #expect(changed.status == .ok && changed.at("success") == true)
        #expect(try await client.get("/services").status == .ok)
        #expect(client.renewals == 1)
        #expect(try await client.call(.post, "/auth/logout").status == .ok)
        #expect(try await client.get("/services").status == .unauthorized)
    }
}
