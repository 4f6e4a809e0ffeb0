import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("What a new shop starts with") struct ShopTemplateTests {
    @Test("every template's services fit into one of its days, and have prices that rise with the size")
    func services() {
        for template in ShopTemplate.allCases {
            for service in template.services(ids: IDMaker(clock: ManualClock())) {
                #expect((5...1440).contains(service.minutes))
                let prices = Pet.Size.allCases.map { service.price(for: $0) }
                #expect(prices == prices.sorted())
                #expect(service.basePrice == service.price(for: .medium))
                let longest = Weekday.allCases.flatMap { template.hours[$0] }
                    .map { $0.closes.minutes - $0.opens.minutes }.max()
                #expect(service.minutes <= longest ?? 0)
            }
        }
    }

    @Test("templates are open on the days their names promise")
    func hours() {
        #expect(ShopTemplate.petShop.hours[.sunday].isEmpty)
        #expect(!ShopTemplate.petShop.hours[.saturday].isEmpty)
        #expect(Weekday.allCases.allSatisfy { !ShopTemplate.petShopEveryDay.hours[$0].isEmpty })
        #expect(ShopTemplate.empty.hours[.saturday].isEmpty)
        #expect(ShopTemplate.empty.services(ids: IDMaker(clock: ManualClock())).isEmpty)
    }

    @Test("a new company has its template's services, hours and settings", arguments: ShopTemplate.allCases)
    func applied(template: ShopTemplate) async throws {
        let shops = try await TwoShops()
        let signedIn = try await shops.accounts.register(
            .init(
                email: "cida@example.com", password: TwoShops.password, name: "Cida", companyName: "Bicho Bom",
                template: template))
        let scope = TenantScope(companyID: signedIn.user.companyID, actor: .operatorCommand)
        let catalog = Catalog(database: shops.database, clock: shops.clock)
        let expected = template.services(ids: IDMaker(clock: ManualClock()))
        let services = try await catalog.services(.init(), limit: 100, offset: 0, in: scope).services.map(\.service)
        #expect(services.map(\.name) == expected.map(\.name))
        #expect(services.map(\.priceBySize) == expected.map(\.priceBySize))
        #expect(services.map(\.category) == expected.map(\.category))
        let shop = try await catalog.shop(in: scope)
        #expect(shop?.hours == template.hours)
        #expect(shop?.company.settings == template.settings)
    }
}
