/// A visit that a message names: what is wanted, and for whom.
package struct VisitWish: Sendable, Hashable {
    package enum Animal: Sendable, Hashable {
        case known(Pet.ID)
        /// None of the customer's pets.
        case named(String)
    }

    /// nil when no service stands with the pet.
    package var service: PetService.ID?
    package var pet: Animal?
    /// Said of this pet: "a Mel pequena".
    package var size: Pet.Size?
}

/// Pairs the services and pets of one message: "banho no Thor e tosa na Mel", "banho pro Thor e pra Mel".
struct VisitWishes {
    enum Mention: Hashable {
        case service(PetService.ID)
        case pet(VisitWish.Animal)
    }

    /// More than this is no wish but a list.
    static let most = 12

    private var groups: [(services: [PetService.ID], pets: [VisitWish.Animal])] = []

    /// - Parameter mentions: In the order of the text.
    init(_ mentions: [Mention]) {
        for mention in mentions {
            switch mention {
            case .service(let id): add(service: id)
            case .pet(let pet): add(pet: pet)
            }
        }
        settle()
    }

    /// "banho no Thor e tosa…": a service after pets opens a new group, unless the pets came first.
    private mutating func add(service: PetService.ID) {
        if let last = groups.indices.last, groups[last].pets.isEmpty || startsWithPets && groups[last].services.isEmpty
        {
            groups[last].services.append(service)
        } else {
            groups.append(([service], []))
        }
    }

    private var startsWithPets = false

    private mutating func add(pet: VisitWish.Animal) {
        if groups.isEmpty { startsWithPets = true }
        if let last = groups.indices.last, !startsWithPets || groups[last].services.isEmpty {
            if !groups[last].pets.contains(pet) { groups[last].pets.append(pet) }
        } else if !groups.contains(where: { $0.pets.contains(pet) }) {
            groups.append(([], [pet]))
        }
    }

    /// A service without a pet is for the pets beside it, and a pet without a service wants what the others want.
    private mutating func settle() {
        for index in groups.indices {
            if groups[index].pets.isEmpty {
                groups[index].pets = index > 0 ? groups[index - 1].pets : groups.element(index + 1)?.pets ?? []
            }
            if groups[index].services.isEmpty {
                groups[index].services =
                    index > 0 ? groups[index - 1].services : groups.element(index + 1)?.services ?? []
            }
        }
    }

    /// In the order of the text, each pair once.
    var all: [VisitWish] {
        var found: [VisitWish] = []
        for group in groups {
            let pets: [VisitWish.Animal?] = group.pets.isEmpty ? [nil] : group.pets
            let services: [PetService.ID?] = group.services.isEmpty ? [nil] : group.services
            for pet in pets {
                for service in services where found.count < Self.most {
                    let wish = VisitWish(service: service, pet: pet)
                    if !found.contains(wish) { found.append(wish) }
                }
            }
        }
        return found
    }
}
