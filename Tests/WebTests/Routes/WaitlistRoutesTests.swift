import Domain
import HTTPTypes
import Support
import Testing

@testable import Web

@Suite("/api/waitlist") struct WaitlistRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private func add(_ more: String, pet: Pet.ID? = nil) async throws -> Site.Answer {
        try await site.send(
            .post, "/api/waitlist",
            #"{"petId": \#(pet ?? shop.pet.id), "serviceId": \#(shop.bath.id)\#(more)}"#, as: shop)
    }

    @Test("an entry is made, shown, listed by status and taken off")
    func life() async throws {
        let made = try await add(#", "inicio": "2026-03-03", "fim": "2026-03-05", "periodo": "tarde""#)
        #expect(made.status == .created)
        #expect(made.at("data", "status") == "esperando")
        #expect(made.body.contains(#""reserva":null"#))
        let id = try #require(made.at("data", "id", as: Int.self))
        #expect(try await site.get("/api/waitlist/\(id)", as: shop).at("data", "periodo") == "tarde")
        #expect(try await site.get("/api/waitlist", as: shop).at("total") == 2)
        #expect(try await site.get("/api/waitlist?status=esperando", as: shop).at("total") == 1)
        #expect(try await site.get("/api/waitlist/\(id)", as: site.shops.second).status == .notFound)
        let foreign = try await site.call(
            .delete, "/api/waitlist/\(id)", token: site.shops.second.signedIn.tokens.access)
        #expect(foreign.status == .notFound)
        let gone = try await site.call(.delete, "/api/waitlist/\(id)", token: shop.signedIn.tokens.access)
        #expect(gone.message == "Cliente retirado da lista de espera.")
        #expect(try await site.get("/api/waitlist/\(id)", as: shop).at("data", "status") == "retirado")
    }

    @Test("what cannot wait is told")
    func faults() async throws {
        #expect(try await add(#", "inicio": "2026-03-01""#).errors.first?.hasPrefix("fim:") == true)
        #expect(try await add(#", "inicio": "2026-03-05", "fim": "2026-03-04""#).status == .badRequest)
        #expect(try await add(#", "inicio": "2026-03-03", "periodo": "madrugada""#).status == .badRequest)
        #expect(try await add(#", "inicio": "2026-03-03", "professionalId": 99999"#).status == .notFound)
        #expect(try await add(#", "inicio": "2026-03-03""#, pet: site.shops.second.pet.id).status == .notFound)
    }

    @Test("how long places are held, and when the shop writes first, are settings")
    func settings() async throws {
        let saved = try await site.send(
            .put, "/api/settings",
            #"{"waitlist_hold_minutes": 45, "contact_opening_time": "09:00", "contact_closing_time": "18:00"}"#,
            as: shop)
        #expect(saved.at("settings", "waitlistHoldMinutes") == 45)
        #expect(saved.at("settings", "contactOpeningTime") == "09:00")
        let wrong = try await site.send(
            .put, "/api/settings", #"{"contact_opening_time": "22:00", "contact_closing_time": "08:00"}"#, as: shop)
        #expect(wrong.errors.first?.hasPrefix("contact_closing_time:") == true)
        let late = try await site.send(.put, "/api/settings", #"{"contact_closing_time": "20:00"}"#, as: shop)
        #expect(late.at("settings", "contactClosingTime") == "20:00")
        #expect(late.at("settings", "contactOpeningTime") == "09:00")
    }
}
