/// Something the shop sells by the visit: a bath, a clip (table `services`).
package struct PetService: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<PetService>

    package let id: ID
    package var name: String
    package var summary: String
    /// Length of the visit in minutes, 5...1440.
    package var minutes: Int
    /// Price when the size is unknown or has no price of its own.
    package var basePrice: Money
    /// Prices that depend on the pet's size; a size left out costs `basePrice`.
    package var priceBySize: [Pet.Size: Money]
    package var isActive: Bool

    package init(
        id: ID, name: String, summary: String = "", minutes: Int, basePrice: Money,
        priceBySize: [Pet.Size: Money] = [:], isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.summary = summary
        self.minutes = minutes
        self.basePrice = basePrice
        self.priceBySize = priceBySize
        self.isActive = isActive
    }

    /// What a visit costs for a pet of this size.
    package func price(for size: Pet.Size?) -> Money {
        size.flatMap { priceBySize[$0] } ?? basePrice
    }

    /// True when knowing the pet's size changes the price.
    package var priceDependsOnSize: Bool { Set(priceBySize.values).subtracting([basePrice]).isEmpty == false }
}
