import Domain
import HTTPTypes
import Storage
import Support
import Testing

@testable import Web

@Suite("The company over the API") struct CompanyRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    @Test("the company is listed for both readers, and shown with every key")
    func show() async throws {
        let list = try await site.get("/api/companies", as: shop)
        let companies: [[String: any Sendable]] = try #require(list.at("companies"))
        #expect(companies.first?["id"] as? String == "\(shop.companyID)")
        #expect(companies.count == 1)
        let answer = try await site.get("/api/companies/current", as: shop)
        let data: [String: any Sendable] = try #require(answer.at("data"))
        let keys = """
            nome slug whatsapp email telefone endereco_rua endereco_numero endereco_bairro endereco_cidade \
            endereco_estado endereco_cep logo_url cor_primaria cor_secundaria agente_nome agente_persona \
            horario_funcionamento max_agendamentos_dia tempo_medio_servico antecedencia_minima_horas \
            antecedencia_maxima_dias permite_cancelamento horas_antecedencia_cancelamento mensagem_boas_vindas \
            mensagem_confirmacao mensagem_lembrete enviar_lembrete_horas_antes webhook_url api_key
            """
        #expect(Set(keys.split(separator: " ").map(String.init)).isSubset(of: data.keys))
        #expect(answer.at("data", "horario_funcionamento", "segunda") == "08:00-18:00")
        #expect(answer.at("data", "horario_funcionamento", "domingo") == "fechado")
        #expect(try await site.get("/api/companies/me", as: shop) == answer)
        #expect(try await site.get("/api/companies/\(shop.companyID)", as: shop) == answer)
    }

    @Test("what is set is returned as set; what is left out stays")
    func change() async throws {
        let changed = try await site.send(
            .patch, "/api/companies/current",
            #"""
            {"nome": "Amigo Fiel 2", "whatsapp": "11900000009", "endereco_rua": "Rua A", "endereco_numero": "5",
             "antecedencia_minima_horas": 1.5, "max_agendamentos_dia": 20, "mensagem_lembrete": "Até já!",
             "horario_funcionamento": {"segunda": "08:00-12:00,14:00-18:00", "sábado": "fechado"},
             "webhook_url": "https://x.example/hook", "permite_cancelamento": false}
            """#, as: shop)
        #expect(changed.status == .ok)
        #expect(changed.at("data", "horario_funcionamento", "segunda") == "08:00-12:00,14:00-18:00")
        #expect(changed.at("data", "horario_funcionamento", "sabado") == "fechado")
        #expect(changed.at("data", "horario_funcionamento", "terca") == "08:00-18:00")
        #expect(changed.at("data", "antecedencia_minima_horas") == 1.5)
        #expect(changed.at("data", "permite_cancelamento") == false)
        #expect(try await site.get("/api/settings", as: shop).at("settings", "address") == "Rua A, 5")
        for (path, body, key) in [
            ("booking-settings", #"{"antecedencia_maxima_dias": 30}"#, "antecedencia_maxima_dias"),
            ("messages", #"{"mensagem_boas_vindas": "Oi!"}"#, "mensagem_boas_vindas"),
            ("business-hours", #"{"horario_funcionamento": {"domingo": "09:00-13:00"}}"#, "horario_funcionamento"),
        ] {
            let answer = try await site.send(.patch, "/api/companies/me/\(path)", body, as: shop)
            #expect(answer.status == .ok)
            #expect(answer.at("data", as: [String: any Sendable].self)?[key] != nil)
        }
        let after = try await site.get("/api/companies/current", as: shop)
        #expect(after.at("data", "antecedencia_maxima_dias") == 30)
        #expect(after.at("data", "mensagem_boas_vindas") == "Oi!")
        #expect(after.at("data", "mensagem_lembrete") == "Até já!")
        #expect(after.at("data", "horario_funcionamento", "domingo") == "09:00-13:00")
        let other = try await site.get("/api/companies/current", as: site.shops.second)
        #expect(other.at("data", "nome") == "Amigo Fiel")
        #expect(other.at("data", "horario_funcionamento", "domingo") == "fechado")
    }

    @Test("all that is wrong is told at once; a slug that is taken is a conflict")
    func errors() async throws {
        let wrong = try await site.send(
            .patch, "/api/companies/current",
            #"{"slug": "Não Vale", "logo_url": "x", "horario_funcionamento": {"segunda": "18-8", "natal": "fechado"}}"#,
            as: shop)
        #expect(wrong.status == .badRequest)
        #expect(wrong.errors.count == 4)
        let mine = try await site.get("/api/companies/current", as: shop)
        let slug: String = try #require(mine.at("data", "slug"))
        let taken = try await site.send(
            .patch, "/api/companies/current", "{\"slug\": \"\(slug)\"}", as: site.shops.second)
        #expect(taken.status == .conflict)
    }

    @Test("a key is shown once and masked from then on")
    func keys() async throws {
        let made = try await site.send(.post, "/api/companies/me/api-key/generate", "", as: shop)
        let key: String = try #require(made.at("data", "api_key"))
        #expect(key.count == 49)
        let shown = try await site.get("/api/companies/current", as: shop)
        #expect(shown.at("data", "api_key") == "auzap_••••\(key.suffix(4))")
        #expect(!shown.body.contains(key))
        #expect(try await site.send(.delete, "/api/companies/me/api-key", "", as: shop).status == .ok)
        #expect(try await site.get("/api/companies/current", as: shop).body.contains("\"api_key\":null"))
    }

    @Test("the public card tells nothing that is not for everybody")
    func card() async throws {
        _ = try await site.send(
            .patch, "/api/companies/current",
            #"{"email": "dona@x.example", "webhook_url": "https://x.example/hook", "whatsapp": "11900000009"}"#,
            as: shop)
        let slug: String = try #require(try await site.get("/api/companies/current", as: shop).at("data", "slug"))
        let card = try await site.call(.get, "/api/companies/slug/\(slug)")
        #expect(card.status == .ok)
        #expect(card.at("data", "whatsapp") == "5511900000009")
        #expect(card.at("data", "horario_funcionamento", "segunda") == "08:00-18:00")
        #expect(!card.body.contains("dona@") && !card.body.contains("hook") && !card.body.contains("api_key"))
        #expect(try await site.call(.get, "/api/companies/slug/nenhuma").status == .notFound)
    }

    @Test("a company that is switched off lets nobody in; a super_admin switches it on again")
    func standing() async throws {
        let upgraded = try await site.send(.post, "/api/companies/me/upgrade", #"{"plano": "profissional"}"#, as: shop)
        #expect(upgraded.at("data", "plano") == "profissional")
        let off = try await site.send(.post, "/api/companies/me/deactivate", "", as: shop)
        #expect(off.at("data", "ativo") == false)
        #expect(try await site.get("/api/companies/current", as: shop).status == .unauthorized)
        let admin = try await site.token(role: .superAdmin, in: site.shops.second)
        let on = try await site.call(
            .post, "/api/companies/me/activate", token: admin, headers: ["X-Company-ID": "\(shop.companyID)"])
        #expect(on.at("data", "ativo") == true)
        #expect(try await site.get("/api/companies/current", as: shop).status == .ok)
    }

    @Test("only a super_admin sees other companies and opens new ones")
    func administration() async throws {
        let (first, second) = (site.shops.first, site.shops.second)
        #expect(try await site.get("/api/companies/\(second.companyID)", as: first).status == .notFound)
        let put = try await site.send(.put, "/api/companies/\(second.companyID)", #"{"nome": "X"}"#, as: first)
        #expect(put.status == .notFound)
        #expect(try await site.send(.post, "/api/companies", #"{"nome": "Nova"}"#, as: first).status == .forbidden)
        let admin = try await site.token(role: .superAdmin, in: first)
        let json = ["Content-Type": "application/json"]
        let made = try await site.call(
            .post, "/api/companies", token: admin, headers: json, body: #"{"nome": "Nova", "email": "n@x.example"}"#)
        #expect(made.status == .created)
        #expect(made.at("data", "slug") == "nova")
        let id = try #require(made.at("data", "id", as: Int.self))
        let shown = try await site.call(.get, "/api/companies/\(id)", token: admin)
        #expect(shown.at("data", "email") == "n@x.example")
        #expect(try await site.call(.get, "/api/companies", token: admin).at("total") == 3)
        let again = try await site.call(
            .post, "/api/companies", token: admin, headers: json, body: #"{"nome": "Outra", "slug": "nova"}"#)
        #expect(again.status == .conflict)
    }
}
