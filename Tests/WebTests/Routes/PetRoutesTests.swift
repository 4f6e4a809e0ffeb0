import Domain
import HTTPTypes
import Storage
import Support
import Testing

@testable import Web

@Suite("Pets over the API") struct PetRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private var nested: String { "/api/tutors/\(shop.tutor.id)/pets" }
    private var flat: String { "/api/pets/\(shop.pet.id)" }

    @Test("a pet is shown with every key that readers read, alike at both addresses")
    func show() async throws {
        let answer = try await site.get(flat, as: shop)
        let data: [String: any Sendable] = try #require(answer.at("data"))
        let keys = """
            id company_id tutor_id nome tipo especie raca idade data_nascimento porte pelagem peso sexo castrado chip_numero \
            foto_url temperamento condicoes_saude alergias medicamentos veterinario_nome veterinario_telefone \
            observacoes servicos_preferidos proximo_banho ultimo_banho vacinas is_active created_at updated_at
            """
        #expect(Set(data.keys) == Set(keys.split(separator: " ").map(String.init)))
        #expect(answer.at("data", "tipo") == "cao")
        #expect(answer.at("data", "especie") == "cao")
        #expect(try await site.get("\(nested)/\(shop.pet.id)", as: shop) == answer)
        let list = try await site.get(nested, as: shop)
        #expect(list.at("total") == 1)
        #expect(try await site.get("/api/pets?tutor_id=\(shop.tutor.id)", as: shop).at("total") == 1)
        #expect(try await site.get("/api/pets?tutor_id=999", as: shop).at("total") == 0)
    }

    @Test("a pet is added at either address, changed, and removed", arguments: [true, false])
    func write(isNested: Bool) async throws {
        let owner = isNested ? "" : "\"tutor_id\": \(shop.tutor.id), "
        let made = try await site.send(
            .post, isNested ? nested : "/api/pets",
            "{\(owner)\"nome\": \"Mia\", \"especie\": \"cachorro\", \"porte\": \"\", \"peso\": 4.25, \"castrado\": true}",
            as: shop)
        #expect(made.status == .created)
        #expect(made.at("data", "tipo") == "cao")
        #expect(made.at("data", "peso") == 4.25)
        let id = try #require(made.at("data", "id", as: Int.self))
        let path = isNested ? "\(nested)/\(id)" : "/api/pets/\(id)"
        let changed = try await site.send(
            .patch, path,
            #"{"tipo": "gato", "peso": null, "vacinas": [{"nome": "V4", "data": "2026-03-01", "proxima_dose": ""}]}"#,
            as: shop)
        #expect(changed.at("data", "especie") == "gato")
        #expect(changed.at("data", "nome") == "Mia")
        #expect(changed.body.contains("\"peso\":null"))
        #expect(changed.body.contains("\"proxima_dose\":null"))
        #expect(try await site.send(.put, path, #"{"nome": "Mimi"}"#, as: shop).at("data", "nome") == "Mimi")
        #expect(try await site.send(.delete, path, "", as: shop).message == "Pet excluído.")
        #expect(try await site.get(path, as: shop).status == .notFound)
    }

    @Test("another customer's or another shop's pet is none, and a pet needs a customer of the shop")
    func foreign() async throws {
        let other = site.shops.second
        for path in ["/api/pets/\(other.pet.id)", "\(nested)/\(other.pet.id)", "/api/tutors/999/pets/\(shop.pet.id)"] {
            #expect(try await site.get(path, as: shop).status == .notFound)
            #expect(try await site.send(.patch, path, #"{"nome": "X"}"#, as: shop).status == .notFound)
            #expect(try await site.send(.delete, path, "", as: shop).status == .notFound)
        }
        let body = "{\"nome\": \"X\", \"tutor_id\": \(other.tutor.id)}"
        #expect(try await site.send(.post, "/api/pets", body, as: shop).status == .notFound)
        #expect(try await site.send(.post, "/api/tutors/\(other.tutor.id)/pets", body, as: shop).status == .notFound)
        #expect(try await site.get("/api/pets", as: other).at("total") == 1)
    }

    @Test("a picture is an address or base64 of an image; lists leave the long form out")
    func pictures() async throws {
        func send(_ picture: String) async throws -> Site.Answer {
            try await site.send(.patch, flat, "{\"foto_url\": \"\(picture)\"}", as: shop)
        }
        let image = "data:image/png;base64," + String(repeating: "A", count: 200_000)
        #expect(try await send(image).at("data", "foto_url") == image)
        #expect(try await site.get(flat, as: shop).at("data", "foto_url") == image)
        #expect(try await site.get(nested, as: shop).body.contains(image))
        #expect(try await !site.get("/api/pets", as: shop).body.contains(image))
        #expect(try await send("https://x.example/a.png").at("data", "foto_url") == "https://x.example/a.png")
        #expect(try await site.get("/api/pets", as: shop).body.contains("https://x.example/a.png"))
        for wrong in [
            "javascript:alert(1)", "data:image/svg+xml;base64,AAAA", "data:image/png;base64,<script>",
            "data:image/png;base64," + String(repeating: "A", count: 300_001), "https://x/\\\"onerror",
        ] {
            #expect(try await send(wrong).status == .badRequest)
        }
        #expect(try await send("").body.contains("\"foto_url\":null"))
    }

    @Test("lists of what is due, and the acts that change it")
    func care() async throws {
        #expect(try await site.get("/api/pets/needing-bath", as: shop).at("total") == 0)
        let planned = try await site.send(.post, "\(flat)/schedule-bath", #"{"date": "2026-03-02"}"#, as: shop)
        #expect(planned.at("data", "proximo_banho") == "2026-03-02")
        #expect(try await site.get("/api/pets/needing-bath", as: shop).at("total") == 1)
        let vaccine = try await site.send(
            .post, "\(flat)/vaccines", #"{"nome": "V10", "data": "2025-03-10", "proxima_dose": "2026-03-10"}"#, as: shop
        )
        #expect(vaccine.status == .created)
        #expect(try await site.get("/api/pets/needing-vaccination?days=30", as: shop).at("total") == 1)
        #expect(try await site.get("/api/pets/needing-vaccination?days=5", as: shop).at("total") == 0)
        _ = try await site.send(.patch, flat, #"{"data_nascimento": "2020-03-09"}"#, as: shop)
        #expect(try await site.get("/api/pets/birthdays", as: shop).at("total") == 1)
        #expect(try await site.get("/api/pets/birthdays?month=4", as: shop).at("total") == 0)
        #expect(try await site.send(.post, "\(flat)/deactivate", "", as: shop).at("data", "is_active") == false)
        let stats = try await site.get("/api/pets/stats", as: shop)
        #expect(stats.at("data", "total") == 1)
        #expect(stats.at("data", "ativos") == 0)
        #expect(stats.at("data", "por_especie", "cao") == 1)
        #expect(try await site.send(.post, "\(flat)/reactivate", "", as: shop).at("data", "is_active") == true)
        #expect(try await site.send(.delete, flat, "", as: shop).message?.contains("desativado") == true)
    }
}
