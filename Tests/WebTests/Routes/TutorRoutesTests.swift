import Domain
import HTTPTypes
import Storage
import Support
import Testing

@testable import Web

@Suite("Customers over the API") struct TutorRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private var path: String { "/api/tutors/\(shop.tutor.id)" }

    private func finishVisit() async throws {
        _ = try await shop.database.write(shop.scope) { tx in
            try AppointmentsDAO(tx).setStatus(.done, of: shop.visit.id, at: shop.clock.now)
        }
    }

    @Test("a customer is shown with every key that readers read, the unknown ones as null")
    func show() async throws {
        try await finishVisit()
        let answer = try await site.get(path, as: shop)
        #expect(answer.status == .ok)
        let data: [String: any Sendable] = try #require(answer.at("data"))
        let keys = """
            id company_id nome telefone whatsapp_id email cpf data_nascimento genero endereco bairro cidade estado cep \
            is_vip is_inativo observacoes notas_internas como_conheceu aceita_marketing tags preferencias \
            cliente_desde ultima_interacao ultima_compra total_servicos valor_total_gasto ticket_medio conversoes \
            taxa_conversao score_fidelidade created_at updated_at
            """
        #expect(Set(data.keys) == Set(keys.split(separator: " ").map(String.init)))
        #expect(answer.at("data", "total_servicos") == 1)
        #expect(answer.at("data", "valor_total_gasto") == 50.0)
        #expect(answer.at("data", "ticket_medio") == 50.0)
        #expect(answer.at("data", "taxa_conversao") == 1.0)
        #expect(answer.at("data", "ultima_compra") == "2026-03-02")
        #expect(answer.at("data", "cliente_desde") == "2026-03-02T12:00:00.000Z")
        #expect(answer.body.contains("\"cpf\":null"))
        #expect(try await site.get("/api/customers/\(shop.tutor.id)", as: shop) == answer)
    }

    @Test("a customer is added, found by phone, changed field by field, and cleared by empty texts")
    func write() async throws {
        let made = try await site.send(
            .post, "/api/tutors",
            #"""
            {"nome": " Dora ", "telefone": "(11) 97777-0000", "email": "Dora@X.example", "cpf": "123.456.789-09",
             "data_nascimento": "1990-03-14T00:00:00.000Z", "tags": ["gato", "Gato", "novo"],
             "preferencias": {"horario": "manhã"}}
            """#, as: shop)
        #expect(made.status == .created)
        #expect(made.at("data", "nome") == "Dora")
        #expect(made.at("data", "email") == "dora@x.example")
        #expect(made.at("data", "cpf") == "12345678909")
        #expect(made.at("data", "data_nascimento") == "1990-03-14")
        #expect(made.at("data", "tags") == ["gato", "novo"])
        let id = try #require(made.at("data", "id", as: Int.self))
        #expect(try await site.get("/api/tutors/phone/1177770000", as: shop).at("data", "id") == id)
        #expect(try await site.get("/api/tutors/phone/11911112222", as: shop).status == .notFound)
        let changed = try await site.send(
            .patch, "/api/tutors/\(id)",
            #"{"email": "", "data_nascimento": "", "telefone": "11977770000", "cidade": "Campinas", "is_vip": true}"#,
            as: shop)
        #expect(changed.at("data", "nome") == "Dora")
        #expect(changed.at("data", "cidade") == "Campinas")
        #expect(changed.at("data", "is_vip") == true)
        #expect(changed.body.contains("\"email\":null"))
        #expect(changed.body.contains("\"data_nascimento\":null"))
        #expect(changed.at("data", "preferencias", "horario") == "manhã")
        let put = try await site.send(.put, "/api/tutors/\(id)", #"{"nome": "Dora Lima"}"#, as: shop)
        #expect(put.at("data", "nome") == "Dora Lima")
        #expect(put.at("data", "cidade") == "Campinas")
    }

    @Test("a phone that another customer has is a conflict; all wrong fields are told at once")
    func errors() async throws {
        let taken = try await site.send(
            .post, "/api/tutors", #"{"nome": "Eva", "telefone": "11 90000-0001"}"#, as: shop)
        #expect(taken.status == .conflict)
        let wrong = try await site.send(
            .post, "/api/tutors", #"{"nome": "", "telefone": "1", "email": "x", "tags": [""], "is_vip": 1}"#, as: shop)
        #expect(wrong.status == .badRequest)
        #expect(wrong.errors.count == 5)
        let rules = try await site.send(.patch, path, #"{"cpf": "123"}"#, as: shop)
        #expect(rules.errors == ["cpf: onze números"])
        let long = String(repeating: "x", count: 9000)
        let large = try await site.send(.patch, path, "{\"preferencias\": {\"a\": \"\(long)\"}}", as: shop)
        #expect(large.errors == ["preferencias: no máximo 8 KB"])
        #expect(try await site.send(.patch, "/api/tutors/999", "{}", as: shop).status == .notFound)
    }

    @Test("lists are paged, searched and narrowed")
    func lists() async throws {
        for number in 1...5 {
            _ = try await site.send(
                .post, "/api/tutors", "{\"nome\": \"Zé \(number)\", \"telefone\": \"1198888000\(number)\"}", as: shop)
        }
        let page = try await site.get("/api/tutors?page=2&limit=4", as: shop)
        #expect(page.at("pagination", "total") == 6)
        #expect(page.at("pagination", "hasMore") == false)
        #expect(page.at("pagination", "totalPages") == 2)
        #expect(page.at("data", as: [[String: any Sendable]].self)?.count == 2)
        #expect(try await site.get("/api/tutors?search=ze%203", as: shop).at("total") == 1)
        #expect(try await site.get("/api/tutors?limit=100000", as: shop).at("pagination", "limit") == 100)
        #expect(try await site.get("/api/tutors?is_vip=true", as: shop).at("total") == 0)
        #expect(try await site.get("/api/tutors/vip", as: shop).at("total") == 0)
        #expect(try await site.get("/api/tutors/birthdays?month=3", as: shop).at("total") == 0)
        #expect(try await site.get("/api/tutors/inactive?days=30", as: shop).at("total") == 0)
        #expect(try await site.get("/api/tutors/birthdays?month=13", as: shop).status == .badRequest)
        #expect(try await site.get("/api/tutors?sort=preco", as: shop).status == .badRequest)
        try await finishVisit()
        #expect(try await site.get("/api/tutors/top", as: shop).at("total") == 1)
        #expect(try await site.get("/api/customers?search=carla", as: shop).at("total") == 1)
    }

    @Test("marks and tags are put on and taken off")
    func marks() async throws {
        #expect(try await site.send(.patch, "\(path)/toggle-vip", "", as: shop).at("data", "is_vip") == true)
        #expect(try await site.send(.patch, "\(path)/toggle-vip", "", as: shop).at("data", "is_vip") == false)
        #expect(try await site.send(.post, "\(path)/vip", "", as: shop).at("data", "is_vip") == true)
        #expect(try await site.send(.patch, "\(path)/toggle-inactive", "", as: shop).at("data", "is_inativo") == true)
        #expect(try await site.send(.post, "\(path)/reactivate", "", as: shop).at("data", "is_inativo") == false)
        let off = try await site.send(.post, "\(path)/deactivate", "", as: shop)
        #expect(off.message == "Cliente atualizado: VIP, inativo.")
        for tag in ["Alérgico", "alergico", "novo"] {
            let added = try await site.send(.post, "\(path)/tags", "{\"tag\": \"\(tag)\"}", as: shop)
            #expect(added.status == .ok)
        }
        #expect(try await site.get(path, as: shop).at("data", "tags") == ["Alérgico", "novo"])
        #expect(try await site.send(.delete, "\(path)/tags/al%C3%A9rgico", "", as: shop).status == .ok)
        #expect(try await site.get(path, as: shop).at("data", "tags") == ["novo"])
        for number in 0..<49 {
            _ = try await site.send(.post, "\(path)/tags", "{\"tag\": \"t\(number)\"}", as: shop)
        }
        #expect(try await site.send(.post, "\(path)/tags", #"{"tag": "mais uma"}"#, as: shop).status == .badRequest)
    }

    @Test("mood and journey never answer with a fault")
    func softFacts() async throws {
        for id in ["\(shop.tutor.id)", "999"] {
            let mood = try await site.get("/api/tutors/\(id)/emotional-context", as: shop)
            #expect(mood.body == #"{"data":null,"success":true}"#)
        }
        let journey = try await site.get("\(path)/journey", as: shop)
        #expect(journey.at("data", "estagio_atual") == "decisao")
        #expect(journey.at("data", "proximo_estagio_esperado") == "pos_venda")
        #expect(journey.at("data", "pronto_avancar") == true)
        #expect(try await site.get("/api/tutors/999/journey", as: shop).body == #"{"data":null,"success":true}"#)
    }

    @Test("an owner hands a customer's data out and erases it; staff may do neither")
    func privacy() async throws {
        let export = try await site.get("\(path)/export", as: shop)
        #expect(export.at("data", "tutor", "nome") == "Carla")
        #expect(export.at("data", "pets", as: [[String: any Sendable]].self)?.count == 1)
        #expect(export.at("data", "appointments", as: [[String: any Sendable]].self)?.count == 1)
        #expect(export.body.contains("Olá!"))
        let staff = try await site.token(role: .staff, in: shop)
        #expect(try await site.call(.delete, path, token: staff).status == .forbidden)
        #expect(try await site.call(.get, "\(path)/export", token: staff).status == .forbidden)
        #expect(try await site.call(.get, path, token: staff).status == .ok)
        let erased = try await site.send(.delete, path, "", as: shop)
        #expect(erased.at("data", "visitas_anonimizadas") == 1)
        #expect(try await site.get(path, as: shop).status == .notFound)
        let visit = try await site.get("/api/appointments/\(shop.visit.id)", as: shop)
        #expect(visit.at("data", "tutorNome") == "Cliente removido")
        #expect(visit.at("data", "status") == "cancelado")
    }
}

extension Site {
    /// Another role's token, for the owner of the shop.
    func token(role: Role, in shop: Shop) async throws -> String {
        try await shop.database.write(shop.scope) { tx in
            _ = try tx.run("UPDATE users SET role = \(role)")
        }
        let answer = try await send(
            .post, "/api/auth/login", "{\"email\": \"\(shop.email)\", \"password\": \"\(TwoShops.password)\"}")
        let token: String = try #require(answer.at("tokens", "accessToken"))
        return token
    }
}
