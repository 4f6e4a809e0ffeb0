import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("The shop's resources") struct ResourceRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    @Test("a visit is shown with what was agreed")
    func visit() async throws {
        let answer = try await site.get("/api/appointments/\(shop.visit.id)", as: shop)
        #expect(answer.at("data", "preco") == 50.0)
        #expect(answer.at("data", "dataAgendamento") == "2026-03-02")
        #expect(answer.at("data", "horaAgendamento") == "14:00")
        #expect(answer.at("data", "status") == "confirmado")
        #expect(answer.at("data", "petNome") == "Thor")
        #expect(answer.at("data", "tutorTelefone") == "5511900000001")
    }

    @Test("visits are filtered, and a filter that is none is told")
    func filters() async throws {
        func total(_ query: String) async throws -> Int? {
            try await site.get("/api/appointments?\(query)", as: shop).at("total")
        }
        #expect(try await total("status=confirmado,pendente") == 1)
        #expect(try await total("status=cancelado") == 0)
        #expect(try await total("dataInicio=2026-03-03") == 0)
        #expect(try await total("dataInicio=2026-03-02T00:00:00.000Z&dataFim=2026-03-02") == 1)
        let status = try await site.get("/api/appointments?status=talvez", as: shop)
        #expect(status.status == .badRequest)
        #expect(status.errors.first?.hasPrefix("status:") == true)
        #expect(try await site.get("/api/appointments?dataInicio=ontem", as: shop).status == .badRequest)
    }

    @Test(
        "an id that is none is answered as one that does not exist",
        arguments: ["0", "-1", "abc", "1.5", "99999999999999999999", "1%20OR%201=1", "%00"])
    func oddIDs(id: String) async throws {
        for path in ["appointments", "services"] {
            let answer = try await site.get("/api/\(path)/\(id)", as: shop)
            #expect(answer.status == .notFound)
            #expect(answer.error == "Not found")
        }
    }

    @Test("a service is added, shown, changed field by field, and switched off")
    func service() async throws {
        let created = try await site.send(
            .post, "/api/services",
            #"{"nome": " Spa ", "duracaoMinutos": 90, "precos": {"pequeno": 80, "grande": 120.5}}"#, as: shop)
        #expect(created.status == .created)
        #expect(created.at("data", "nome") == "Spa")
        #expect(created.at("data", "preco") == 80.0)
        let id = try #require(created.at("data", "id", as: Int.self))
        let changed = try await site.send(.patch, "/api/services/\(id)", #"{"ativo": false, "preco": 99.9}"#, as: shop)
        #expect(changed.at("data", "nome") == "Spa")
        #expect(changed.at("data", "preco") == 99.9)
        #expect(changed.at("data", "precos", "grande") == 120.5)
        #expect(try await site.get("/api/services", as: shop).at("total") == 6)
        #expect(try await site.get("/api/services?ativo=true", as: shop).at("total") == 5)
    }

    @Test("services stand at both addresses, narrowed and in the shop's own order")
    func serviceLists() async throws {
        let list = try await site.get("/api/services", as: shop)
        #expect(try await site.get("/api/appointments/services", as: shop) == list)
        #expect(list.at("pagination", "limit") == 100)
        #expect(try await site.get("/api/services?categoria=banho", as: shop).at("total") == 2)
        #expect(try await site.get("/api/services/category/tosa", as: shop).at("total") == 2)
        #expect(try await site.get("/api/services?popular=true", as: shop).at("total") == 0)
        let made = try await site.send(
            .post, "/api/appointments/services",
            #"{"nome": "Spa", "duracaoMinutos": 90, "preco": 80, "ordem": 0, "popular": true, "categoria": "spa"}"#,
            as: shop)
        let id = try #require(made.at("data", "id", as: Int.self))
        #expect(made.at("data", "requerAgendamento") == true)
        #expect(made.at("data", "preco_base") == 80.0)
        let first = try await site.get("/api/services?limit=1", as: shop)
        #expect(first.body.contains("\"id\":\(id)"))
        #expect(try await site.send(.delete, "/api/appointments/services/\(id)", "", as: shop).status == .ok)
        #expect(try await site.get("/api/services/\(id)", as: shop).status == .notFound)
    }

    @Test("a service that visits name is switched off and not deleted")
    func serviceInUse() async throws {
        let answer = try await site.send(.delete, "/api/services/\(shop.bath.id)", "", as: shop)
        #expect(answer.message?.contains("desativado") == true)
        #expect(try await site.get("/api/services/\(shop.bath.id)", as: shop).at("data", "ativo") == false)
        #expect(
            try await site.send(.delete, "/api/services/\(site.shops.second.bath.id)", "", as: shop).status == .notFound
        )
    }

    @Test("every wrong field of a service is told at once")
    func serviceErrors() async throws {
        let empty = try await site.send(.post, "/api/services", "{}", as: shop)
        #expect(empty.errors.map { $0.prefix { $0 != ":" } } == ["nome", "duracaoMinutos", "preco"])
        let wrong = try await site.send(
            .post, "/api/services",
            #"{"nome": "x", "duracaoMinutos": 3, "preco": -1, "precos": {"medio": -1, "grande": 1e300}}"#, as: shop)
        #expect(wrong.status == .badRequest)
        #expect(wrong.errors.count == 4)
    }

    @Test("settings left out stay; all that is wrong is told at once")
    func settings() async throws {
        let saved = try await site.send(
            .put, "/api/settings", #"{"agent_name": "Bia", "opening_time": "09:00", "max_concurrent_capacity": 3}"#,
            as: shop)
        #expect(saved.at("settings", "agentName") == "Bia")
        #expect(saved.at("settings", "companyName") == "Amigo Fiel")
        #expect(saved.at("settings", "openingTime") == "09:00")
        #expect(saved.at("settings", "closingTime") == "18:00")
        let wrong = try await site.send(
            .put, "/api/settings",
            #"{"company_name": " ", "max_concurrent_capacity": 21, "timezone": "Marte", "opening_time": "9h"}"#,
            as: shop)
        #expect(wrong.status == .badRequest)
        #expect(wrong.errors.count == 4)
        let backwards = try await site.send(
            .put, "/api/settings", #"{"opening_time": "19:00", "closing_time": "08:00"}"#, as: shop)
        #expect(backwards.status == .badRequest)
        let after = try await site.get("/api/settings", as: shop)
        #expect(after.at("settings", "maxConcurrentCapacity") == 3)
    }

    @Test("the simulator takes a message as a webhook would, and shows the chat")
    func simulator() async throws {
        let sent = try await site.send(
            .post, "/api/simulator/messages", #"{"phone": "(11) 90000-0001", "text": "Oi"}"#, as: shop)
        #expect(sent.status == .accepted)
        let id = try #require(sent.at("data", "messageId", as: Int.self))
        let chat = try await site.get("/api/simulator/messages?phone=11900000001", as: shop)
        #expect(chat.at("pending") == true)
        #expect(chat.body.contains("\"body\":\"Oi\""))
        let after = try await site.get("/api/simulator/messages?phone=11900000001&after=\(id)", as: shop)
        #expect(!after.body.contains("\"body\":\"Oi\""))
        let moved = try await site.send(
            .post, "/api/simulator/clock", #"{"phone": "11900000001", "day": "2027-12-24", "time": "10:00"}"#, as: shop)
        #expect(moved.at("data", "isPresent") == false)
        let later = try await site.get("/api/simulator/messages?phone=11900000001", as: shop)
        #expect(later.at("now", "day") == "2027-12-24")
        #expect(later.at("now", "time") == "10:00")
        let other = try await site.get("/api/simulator/messages?phone=11900000002", as: shop)
        #expect(other.at("now", "isPresent") == true)
        let half = try await site.send(
            .post, "/api/simulator/clock", #"{"phone": "11900000001", "day": "2027-12-24"}"#, as: shop)
        #expect(half.status == .badRequest)
        let back = try await site.send(.post, "/api/simulator/clock", #"{"phone": "11900000001"}"#, as: shop)
        #expect(back.at("data", "isPresent") == true)
        let wrong = try await site.send(.post, "/api/simulator/messages", #"{"phone": "1"}"#, as: shop)
        #expect(wrong.errors.count == 2)
        #expect(try await site.get("/api/simulator/messages", as: shop).status == .badRequest)
    }
}
