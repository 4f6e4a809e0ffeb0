/// What a pet's size and coat change about the length and price of a service; stored as JSON with the service.
package struct ServiceAdjustments: Sendable, Hashable, Codable {
    /// What a coat adds.
    package struct Change: Sendable, Hashable, Codable {
        /// Of the price for the pet's size, -90...300.
        package var percent = 0
        /// Added after that, zero or more.
        package var amount = Money.zero
        /// Added to the length, -240...480.
        package var minutes = 0

        package init(percent: Int = 0, amount: Money = .zero, minutes: Int = 0) {
            self.percent = percent
            self.amount = amount
            self.minutes = minutes
        }

        /// True when it changes the price.
        package var isPriced: Bool { percent != 0 || amount != .zero }
    }

    package var byCoat: [Pet.Coat: Change] = [:]
    /// Lengths that depend on the pet's size, 5...1440; a size left out takes the service's own.
    package var minutesBySize: [Pet.Size: Int] = [:]

    package init(byCoat: [Pet.Coat: Change] = [:], minutesBySize: [Pet.Size: Int] = [:]) {
        self.byCoat = byCoat
        self.minutesBySize = minutesBySize
    }

    package var isEmpty: Bool { byCoat.isEmpty && minutesBySize.isEmpty }

    /// To the nearest centavo, halves up.
    func price(_ price: Money, for coat: Pet.Coat?) -> Money {
        guard let change = coat.flatMap({ byCoat[$0] }) else { return price }
        let hundredfold = price.centavos * Int64(100 + change.percent)
        return Money(centavos: (hundredfold + 50) / 100) + change.amount
    }

    func minutes(_ minutes: Int, for size: Pet.Size?, _ coat: Pet.Coat?) -> Int {
        let bySize = size.flatMap { minutesBySize[$0] } ?? minutes
        return min(max(bySize + (coat.flatMap { byCoat[$0]?.minutes } ?? 0), 5), 1440)
    }
}
