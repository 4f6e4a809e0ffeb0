import Domain
import HTTPTypes
import Support
import Testing

@testable import Web

@Suite("/api/series") struct SeriesRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private func begin(_ more: String) async throws -> Site.Answer {
        try await site.send(
            .post, "/api/series",
            """
            {"petId": \(shop.pet.id), "serviceId": \(shop.bath.id), "inicio": "2026-03-03", "hora": "10:00"\(more)}
            """, as: shop)
    }

    @Test("a series is begun, shown, listed, changed, paused, taken up and ended")
    func life() async throws {
        let made = try await begin(#", "intervaloSemanas": 2, "termino": "2026-12-31", "observacoes": "fiel""#)
        #expect(made.status == .created)
        #expect(made.at("data", "intervaloDias") == 14)
        let id = try #require(made.at("data", "id", as: Int.self))
        let path = "/api/series/\(id)"
        #expect(try await site.get(path, as: shop).at("data", "visitas", as: [String].self) == [])
        #expect(try await site.get("/api/series?petId=\(shop.pet.id)", as: shop).at("total") == 2)
        #expect(try await site.get("/api/series?status=ativa&tutorId=\(shop.tutor.id)", as: shop).at("total") == 1)
        let changed = try await site.send(.patch, path, #"{"hora": "15:00", "termino": null}"#, as: shop)
        #expect(changed.at("data", "hora") == "15:00")
        #expect(changed.body.contains(#""termino":null"#))
        #expect(changed.body.contains(#""recusadas":[]"#))
        func act(_ name: String) async throws -> Site.Answer {
            try await site.call(.post, "\(path)/\(name)", token: shop.signedIn.tokens.access)
        }
        #expect(try await act("pause").at("data", "status") == "pausada")
        #expect(try await act("resume").at("data", "status") == "ativa")
        #expect(
            try await site.send(.post, "\(path)/end", #"{"cancelarVisitas": true}"#, as: shop).at("data", "status")
                == "encerrada")
        #expect(try await act("resume").status == .conflict)
        #expect(try await site.send(.patch, path, "{}", as: shop).status == .conflict)
        #expect(try await site.get(path, as: site.shops.second).status == .notFound)
    }

    @Test("the visits of a series are cancelled with it when asked, and named by its page")
    func visits() async throws {
        let path = "/api/series/\(shop.series.id)"
        let shown = try await site.get(path, as: shop)
        #expect(shown.body.contains(#""visitas":[{"dataAgendamento":"2026-03-02","horaAgendamento":"14:00""#))
        _ = try await site.send(.post, "\(path)/end", #"{"cancelarVisitas": true}"#, as: shop)
        #expect(try await site.get("/api/appointments/\(shop.visit.id)", as: shop).at("data", "status") == "cancelado")
    }

    @Test("what cannot be begun is told")
    func faults() async throws {
        #expect(try await begin("").errors.first?.hasPrefix("intervaloDias:") == true)
        #expect(try await begin(#", "intervaloDias": 400"#).status == .badRequest)
        #expect(try await begin(#", "intervaloDias": 7, "professionalId": 99999"#).status == .notFound)
        let past = try await site.send(
            .post, "/api/series",
            """
            {"petId": \(shop.pet.id), "serviceId": \(shop.bath.id), "inicio": "2026-02-03", "hora": "10:00",
             "intervaloDias": 7}
            """, as: shop)
        #expect(past.errors.first?.hasPrefix("inicio:") == true)
        let foreign = try await site.send(
            .post, "/api/series",
            """
            {"petId": \(site.shops.second.pet.id), "serviceId": \(shop.bath.id), "inicio": "2026-03-03",
             "hora": "10:00", "intervaloDias": 7}
            """, as: shop)
        #expect(foreign.status == .notFound)
        #expect(try await site.get("/api/pets/\(shop.pet.id)/rhythm", as: shop).body.contains(#""intervaloDias":null"#))
        #expect(try await site.get("/api/pets/999999/rhythm", as: shop).status == .notFound)
    }
}
