import Domain
import Foundation
import Testing

@Suite struct ServiceAdjustmentsTests {
    private var service: PetService {
        var service = PetService(
            id: .init(1), name: "Banho", minutes: 60, basePrice: Money(centavos: 5000),
            priceBySize: [.large: Money(centavos: 8333)])
        service.adjustments.minutesBySize = [.large: 90]
        service.adjustments.byCoat = [
            .long: .init(percent: 15, amount: Money(centavos: 500), minutes: 20), .short: .init(percent: -50),
            .double: .init(minutes: -240),
        ]
        return service
    }

    @Test("price is size's, by the coat's percentage to the nearest centavo, plus its amount")
    func price() {
        #expect(service.price(for: .large, coat: .long) == Money(centavos: 9583 + 500))
        #expect(service.price(for: .small, coat: .short) == Money(centavos: 2500))
        #expect(service.price(for: nil, coat: .medium) == Money(centavos: 5000))
        #expect(service.price(for: .large) == Money(centavos: 8333))
        #expect(service.priceDependsOnCoat)
        #expect(service.cheapest == Money(centavos: 2500))
    }

    @Test("length is size's or the service's own, with the coat's minutes, from five minutes to a day")
    func minutes() {
        #expect(service.minutes(for: .large, coat: .long) == 110)
        #expect(service.minutes(for: .small) == 60)
        #expect(service.minutes(for: .small, coat: .double) == 5)
        #expect(service.minutes(for: nil, coat: .long) == 80)
    }

    @Test("they are kept as JSON by their Portuguese words")
    func json() throws {
        let data = try JSONEncoder().encode(service.adjustments)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains(#""longa":{"#))
        #expect(text.contains(#""grande":90"#))
        #expect(try JSONDecoder().decode(ServiceAdjustments.self, from: data) == service.adjustments)
    }

    @Test("the same service under another id keeps them")
    func copy() { #expect(service.with(id: .init(2)).adjustments == service.adjustments) }
}
