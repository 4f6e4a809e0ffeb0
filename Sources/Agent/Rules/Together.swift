import Domain

/// One visit of a request with the facts an offer states.
struct VisitInView {
    let item: Dialogue.Item
    let service: PetService
    let pet: PetInView

    /// What it costs for the size and coat that are known or likely.
    var price: Money { service.price(for: pet.likelySize, coat: pet.coat) }
    var minutes: Int { service.minutes(for: pet.likelySize, coat: pet.coat) }
    var subject: String { BookingTalk.subject(service.name, pet.name) }

    /// The item with the size that its price rests on.
    var agreed: Dialogue.Item {
        var agreed = item
        agreed.size = pet.likelySize
        return agreed
    }
}

/// The pet as the offer sees it: on record, or named and not yet on record.
struct PetInView {
    let name: String
    let size: Pet.Size?
    let breed: String?
    var coat: Pet.Coat?

    /// Known, or what the breed usually has.
    var likelySize: Pet.Size? { size ?? breed.flatMap(Pet.Size.init(usualFor:)) }
}

extension VisitsTogether {
    /// - Parameter visits: Visits of the same pet, by id or name, follow one another.
    init(_ visits: [VisitInView]) {
        var pets: [String] = []
        self.init(
            visits.map { visit in
                let key = visit.item.petID.map { "\($0)" } ?? visit.pet.name
                let number = pets.firstIndex(of: key) ?? pets.count
                if number == pets.count { pets.append(key) }
                return Part(minutes: visit.minutes, pet: number, service: visit.service.id)
            })
    }
}

extension Dialogue.Request {
    /// What a message's own pairs of service and pet ask for, with the time that was said before.
    init(_ wishes: [VisitWish], after earlier: Dialogue.Request) {
        self.init()
        days = earlier.days
        clock = earlier.clock
        items = wishes.map { wish in
            var item = Dialogue.Item(serviceID: wish.service ?? earlier.serviceID, size: wish.size)
            switch wish.pet {
            case .known(let id): item.petID = id
            case .named(let name): item.petName = name
            case nil: (item.petID, item.petName) = (earlier.petID, earlier.petName)
            }
            return item
        }
    }
}
