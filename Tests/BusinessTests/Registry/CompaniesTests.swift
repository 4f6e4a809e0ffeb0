import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("The company itself") struct CompaniesTests {
    private let shops: TwoShops
    private let shop: Shop
    private let companies: Companies

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        companies = Companies(database: shops.database, clock: shops.clock)
    }

    @Test("what is set comes back, hours and settings that booking reads too")
    func roundTrip() async throws {
        let window = try #require(BusinessHours.Window(opens: .at(7), closes: .at(12)))
        let changed = try #require(
            try await companies.change(in: shop.scope) { details in
                details.company.settings.card.persona = "Alegre"
                details.company.settings.card.whatsapp = Shop.phone
                details.company.settings.horizonDays = 90
                details.hours = BusinessHours([.monday: [window]])
                details.logo = "https://x.example/logo.png"
            })
        #expect(try await companies.find(in: shop.scope) == changed)
        let seen = try await shops.database.read(shop.scope) { tx in
            (try CompaniesDAO(tx).current()?.settings.horizonDays, try BusinessHoursDAO(tx).week())
        }
        #expect(seen.0 == 90)
        #expect(seen.1 == changed.hours)
    }

    @Test("a slug of another company is refused")
    func slug() async throws {
        let taken = try #require(try await companies.find(in: shops.second.scope)).company.slug
        await #expect(throws: RegistryError.slugTaken) {
            _ = try await companies.change(in: shop.scope) { $0.company.slug = taken }
        }
    }

    @Test("a key finds its company until another is made, or it is taken away, or the company is off")
    func keys() async throws {
        let first = try await companies.makeKey(in: shop.scope)
        #expect(try await companies.company(apiKey: first)?.id == shop.companyID)
        let second = try await companies.makeKey(in: shop.scope)
        #expect(second != first)
        #expect(try await companies.company(apiKey: first) == nil)
        #expect(try await companies.find(in: shop.scope)?.keyHint == String(second.suffix(4)))
        _ = try await companies.change(in: shop.scope) { $0.company.isActive = false }
        #expect(try await companies.company(apiKey: second) == nil)
        _ = try await companies.change(in: shop.scope) { $0.company.isActive = true }
        #expect(try await companies.company(apiKey: second)?.id == shop.companyID)
        try await companies.dropKey(in: shop.scope)
        #expect(try await companies.company(apiKey: second) == nil)
        #expect(try await companies.company(apiKey: "") == nil)
    }

    @Test("the public card is that of an active company")
    func card() async throws {
        let slug = try #require(try await companies.find(in: shop.scope)).company.slug
        #expect(try await companies.card(slug: slug)?.company.id == shop.companyID)
        _ = try await companies.change(in: shop.scope) { $0.company.isActive = false }
        #expect(try await companies.card(slug: slug) == nil)
    }

    @Test("a new company has the template's services and hours, and a slug of its own")
    func open() async throws {
        let made = try await companies.open(
            name: "Amigo Fiel", slug: nil, template: .petShop, by: shop.scope.actor
        ) { $0.company.settings.agentName = "Bia" }
        #expect(made.company.slug.hasPrefix("amigo-fiel-"))
        #expect(made.company.settings.agentName == "Bia")
        #expect(!made.hours.isEmpty)
        let scope = TenantScope(companyID: made.company.id, actor: .worker)
        #expect(try await shops.database.read(scope) { try ServicesDAO($0).list().count } == 5)
        await #expect(throws: RegistryError.slugTaken) {
            _ = try await companies.open(
                name: "X", slug: made.company.slug, template: .empty, by: shop.scope.actor
            ) { _ in }
        }
    }
}
