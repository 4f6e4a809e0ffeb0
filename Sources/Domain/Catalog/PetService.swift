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
    /// The shop's own grouping: "banho", "tosa".
    package var category: String?
    package var subcategory: String?
    package var requiresBooking = true
    /// May be had without a booking.
    package var allowsWalkIn = false
    /// What size and coat change beside `priceBySize`.
    package var adjustments = ServiceAdjustments()
    /// Shown first among what is offered.
    package var isPopular = false

    package init(
        id: ID, name: String, summary: String = "", minutes: Int, basePrice: Money,
        priceBySize: [Pet.Size: Money] = [:], isActive: Bool = true, category: String? = nil
    ) {
        self.id = id
        self.name = name
        self.summary = summary
        self.minutes = minutes
        self.basePrice = basePrice
        self.priceBySize = priceBySize
        self.isActive = isActive
        self.category = category
    }

    /// The same service under another id.
    package func with(id: ID) -> PetService {
        var copy = PetService(
            id: id, name: name, summary: summary, minutes: minutes, basePrice: basePrice, priceBySize: priceBySize,
            isActive: isActive, category: category)
        copy.subcategory = subcategory
        copy.requiresBooking = requiresBooking
        copy.allowsWalkIn = allowsWalkIn
        copy.isPopular = isPopular
        copy.adjustments = adjustments
        return copy
    }

    /// What a visit costs for a pet of this size and coat, as far as they are known.
    package func price(for size: Pet.Size?, coat: Pet.Coat? = nil) -> Money {
        adjustments.price(size.flatMap { priceBySize[$0] } ?? basePrice, for: coat)
    }

    /// How long a visit takes for such a pet, in minutes, 5...1440.
    package func minutes(for size: Pet.Size?, coat: Pet.Coat? = nil) -> Int {
        adjustments.minutes(minutes, for: size, coat)
    }

    /// What it costs for the pet that it costs least.
    package var cheapest: Money {
        // The base price is nobody's when each size has one of its own.
        let others = priceBySize.count < Pet.Size.allCases.count ? [basePrice] : []
        let lowest = (others + priceBySize.values).min() ?? basePrice
        return Pet.Coat.allCases.map { adjustments.price(lowest, for: $0) }.reduce(lowest, min)
    }

    /// True when knowing the pet's coat changes the price.
    package var priceDependsOnCoat: Bool { adjustments.byCoat.values.contains(where: \.isPriced) }

    /// True when knowing the pet's size changes the price.
    package var priceDependsOnSize: Bool { Set(priceBySize.values).subtracting([basePrice]).isEmpty == false }
}

/// A service with its place in the shop's list.
package struct ServiceDetails: Sendable, Hashable {
    package let service: PetService
    package let place: Int
    package let createdAt: Moment
    package let updatedAt: Moment

    package init(service: PetService, place: Int, createdAt: Moment, updatedAt: Moment) {
        self.service = service
        self.place = place
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
