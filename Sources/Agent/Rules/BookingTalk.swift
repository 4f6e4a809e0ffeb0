import Domain

/// The way to a booking: service, pet, day and time, then an offer.
struct BookingTalk {
    private let rules: RuleProcessor
    private var facts: RecallCustomer.Facts { rules.facts }

    init(_ rules: RuleProcessor) { self.rules = rules }

    /// Asks for the first thing that is missing, or offers.
    func advance(_ request: Dialogue.Request) throws -> Decision {
        var request = request
        guard let service = service(for: request) else { return askService(request) }
        request.serviceID = service.id
        guard let pet = pet(for: &request) else { return askPet(request) }
        let time = TimeTalk(
            rules, service: service.id, minutes: service.minutes(for: pet.likelySize, coat: pet.coat), moved: nil,
            subject: Self.subject(service.name, pet.name),
            under: { .booking($0) })
        return try time.settle(request) { starts in
            offer(request, service: service, pet: pet, starts: starts)
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

    private func service(for request: Dialogue.Request) -> PetService? {
        if let id = request.serviceID, let known = facts.services.first(where: { $0.id == id }) { return known }
        return facts.services.count == 1 ? facts.services[0] : nil
    }

    private func pet(for request: inout Dialogue.Request) -> PetInView? {
        if let name = request.petName { return PetInView(name: name, size: request.size, breed: request.breed) }
        let id = request.petID
        let known = facts.pets.first { $0.id == id } ?? (facts.pets.count == 1 ? facts.pets[0] : nil)
        guard let known else { return nil }
        request.petID = known.id
        return PetInView(
            name: known.name, size: request.size ?? known.size, breed: request.breed ?? known.breed,
            coat: known.coat)
    }

    private func askService(_ request: Dialogue.Request) -> Decision {
        var next = rules.dialogue
        next.offer = nil
        next.task = .booking(request)
        guard !facts.services.isEmpty else {
            return rules.handOver(
                "Ainda não tenho a lista de serviços da loja por aqui. "
                    + "Estou passando sua conversa para a equipe.",
                action: "hand_over", reason: "A loja não tem serviços cadastrados.")
        }
        let listed = Array(facts.services.prefix(9))
        next.options = listed.map { .service($0.id) }
        next.expecting = .choice(count: listed.count)
        let lines = listed.map { "\($0.name) (a partir de \($0.cheapest.formatted))" }
        return rules.say(
            "Qual serviço você quer marcar?\n\(Wording.numbered(lines))", next, action: "ask_service",
            reason: "Falta saber o serviço.")
    }

    private func askPet(_ request: Dialogue.Request) -> Decision {
        var next = rules.dialogue
        next.offer = nil
        next.task = .booking(request)
        guard facts.pets.count > 1 else {
            next.expecting = .petName
            next.options = []
            return rules.say(
                "Qual é o nome do pet?", next, action: "ask_pet", reason: "Falta saber para qual pet é.")
        }
        let listed = Array(facts.pets.prefix(9))
        next.options = listed.map { .pet($0.id) }
        next.expecting = .choice(count: listed.count)
        return rules.say(
            "Para qual pet?\n\(Wording.numbered(listed.map(\.name)))", next, action: "ask_pet",
            reason: "O cliente tem mais de um pet.")
    }

    private func offer(
        _ request: Dialogue.Request, service: PetService, pet: PetInView, starts: LocalDateTime
    ) -> Decision {
        var agreed = request
        // What the price rests on is what gets booked.
        agreed.size = pet.likelySize
        let price = service.price(for: pet.likelySize, coat: pet.coat)
        let summary = "\(Self.subject(service.name, pet.name)), \(Wording.starts(starts, today: rules.today))"
        var next = rules.dialogue
        next.task = .booking(request)
        next.topic = nil
        next.options = []
        next.expecting = .confirmation
        next.offer = .init(
            id: rules.makeOfferID(), act: .book(agreed, starts), summary: "\(summary), por \(price.formatted)",
            madeAt: facts.now)
        let text = [
            "Tenho esse horário! \(summary), por \(price.formatted).", assumption(pet, service), "Posso confirmar?",
        ]
        return rules.say(
            text.compactMap(\.self).joined(separator: " "), next, action: "offer",
            reason: "O horário está livre: falta o sim do cliente.", offer: "\(summary), \(price.formatted)")
    }

    /// Says what the price takes for granted, so that the customer can put it right.
    private func assumption(_ pet: PetInView, _ service: PetService) -> String? {
        guard pet.size == nil, service.priceDependsOnSize else { return nil }
        if let size = pet.likelySize, let breed = pet.breed {
            return "Considerei porte \(size.portugueseName), por ser \(breed); se for outro, me diga que eu ajusto."
        }
        return "Esse é o valor para porte médio; se for pequeno, grande ou gigante, me diga que eu ajusto."
    }

    /// "Banho para Thor": needs no guess at the pet's sex, as "do" or "da" would.
    static func subject(_ service: String, _ pet: String) -> String { "\(service) para \(pet)" }
}
