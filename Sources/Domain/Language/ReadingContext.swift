/// What the reader knows before it reads: the shop's clock, its services, the customer's pets, the open question.
package struct ReadingContext: Sendable, Hashable {
    /// What the shop's wall shows.
    package var now: LocalDateTime
    package var services: [NamedService]
    /// The customer's own pets.
    package var pets: [NamedPet]
    /// What the agent asked last; nil when no answer is awaited.
    package var expecting: Expectation?

    package init(
        now: LocalDateTime, services: [NamedService] = [], pets: [NamedPet] = [], expecting: Expectation? = nil
    ) {
        self.now = now
        self.services = services
        self.pets = pets
        self.expecting = expecting
    }
}

/// A service as customers hear it called.
package struct NamedService: Sendable, Hashable {
    package let id: PetService.ID
    package let name: String

    package init(id: PetService.ID, name: String) {
        self.id = id
        self.name = name
    }
}

/// A pet of the customer, by name.
package struct NamedPet: Sendable, Hashable {
    package let id: Pet.ID
    package let name: String

    package init(id: Pet.ID, name: String) {
        self.id = id
        self.name = name
    }
}

/// The question that the customer's next message probably answers.
package enum Expectation: Sendable, Hashable, Codable {
    case confirmation
    case service
    case petName
    case petSize
    case day
    case time
    case dayOrTime
    /// `count` numbered options were listed.
    case choice(count: Int)
    case customerName
    case whichVisit
}
