import Domain

/// The way to a booking: service, pet, day and time, then an offer.
struct BookingTalk {
    private let rules: RuleProcessor
    private var facts: RecallCustomer.Facts { rules.facts }

    init(_ rules: RuleProcessor) { self.rules = rules }

    /// Asks for the first thing that is missing, or offers.
    func advance(_ request: Dialogue.Request) throws -> Decision {
        var request = request
        guard let service = service(request.serviceID) ?? onlyService else { return askService(request) }
        request.serviceID = service.id
        guard pet(of: &request.first) != nil else { return askPet(request) }
        let visits = request.items.compactMap { view($0, usually: service) }
        guard visits.count <= VisitsTogether.most else { return tooMany() }
        let time = TimeTalk(
            rules, visits: VisitsTogether(visits), moved: nil,
            subject: Wording.list(visits.map(\.subject)), under: { .booking($0) })
        return try time.settle(request) { slots in
            visits.count == 1 ? offer(request, visits[0], slots[0].starts) : offer(request, visits, slots)
        }
    }

    // MARK: - Who and what

    private func view(_ item: Dialogue.Item, usually service: PetService) -> VisitInView? {
        var item = item
        guard let pet = pet(of: &item) else { return nil }
        let service = self.service(item.serviceID) ?? service
        item.serviceID = service.id
        return VisitInView(item: item, service: service, pet: pet)
    }

    private func service(_ id: PetService.ID?) -> PetService? { facts.services.first { $0.id == id } }

    private var onlyService: PetService? { facts.services.count == 1 ? facts.services[0] : nil }

    private func pet(of item: inout Dialogue.Item) -> PetInView? {
        if let name = item.petName { return PetInView(name: name, size: item.size, breed: item.breed) }
        let id = item.petID
        let known = facts.pets.first { $0.id == id } ?? (facts.pets.count == 1 ? facts.pets[0] : nil)
        guard let known else { return nil }
        item.petID = known.id
        return PetInView(
            name: known.name, size: item.size ?? known.size, breed: item.breed ?? known.breed, coat: known.coat)
    }

    // MARK: - What is missing

    private func askService(_ request: Dialogue.Request) -> Decision {
        var next = rules.dialogue
        next.offer = nil
        next.task = .booking(request)
        guard !facts.services.isEmpty else {
            return rules.handOver(
                Phrase(
                    "Ainda não tenho a lista de serviços da loja por aqui. Estou passando sua conversa para a equipe.",
                    "Sem a lista de serviços eu não consigo marcar. A equipe continua com você por aqui."),
                reason: "A loja não tem serviços cadastrados.")
        }
        let listed = Array(facts.services.prefix(9))
        next.options = listed.map { .service($0.id) }
        next.expecting = .choice(count: listed.count)
        let list = Wording.numbered(listed.map { "\($0.name) (a partir de \($0.cheapest.formatted))" })
        return rules.say(
            Phrase("Qual serviço você quer marcar?", "Me diz qual destes serviços você quer, pelo nome ou número:")
                .between("", "\n\(list)"),
            next, action: "ask_service", reason: "Falta saber o serviço.")
    }

    private func askPet(_ request: Dialogue.Request) -> Decision {
        var next = rules.dialogue
        next.offer = nil
        next.task = .booking(request)
        guard facts.pets.count > 1 else {
            next.expecting = .petName
            next.options = []
            return rules.say(
                Phrase("Qual é o nome do pet?", "Como o seu pet se chama?"), next, action: "ask_pet",
                reason: "Falta saber para qual pet é.")
        }
        let listed = Array(facts.pets.prefix(9))
        next.options = listed.map { .pet($0.id) }
        next.expecting = .choice(count: listed.count)
        return rules.say(
            Phrase("Para qual pet?", "Qual dos seus pets vem?").between(
                "", "\n\(Wording.numbered(listed.map(\.name)))"),
            next, action: "ask_pet", reason: "O cliente tem mais de um pet.")
    }

    private func tooMany() -> Decision {
        rules.handOver(
            Phrase(
                "São muitos horários de uma vez. Estou passando sua conversa para a equipe marcar todos com você.",
                "Para tantos de uma vez é melhor a equipe marcar com você por aqui."),
            reason: "O pedido junta mais de \(VisitsTogether.most) visitas.")
    }

    // MARK: - The offer

    private func offer(_ request: Dialogue.Request, _ visit: VisitInView, _ starts: LocalDateTime) -> Decision {
        var agreed = request
        agreed.first = visit.agreed
        let summary = "\(visit.subject), \(Wording.starts(starts, today: rules.today)), por \(visit.price.formatted)"
        let rest = [assumption(visit), "Posso confirmar?"].compactMap(\.self).joined(separator: " ")
        return offer(
            .book(agreed, starts), summary: summary, request,
            Phrase("Tenho esse horário! \(summary). \(rest)", "Está livre: \(summary). \(rest)"))
    }

    /// All of them in one offer, for one yes.
    private func offer(_ request: Dialogue.Request, _ visits: [VisitInView], _ slots: [Slot]) -> Decision {
        var agreed = request
        agreed.items = visits.map(\.agreed)
        let lines = zip(visits, slots).map { visit, slot in
            "\(visit.subject), \(Wording.starts(slot.starts, today: rules.today)), por \(visit.price.formatted)"
        }
        let total = visits.reduce(Money(centavos: 0)) { Money(centavos: $0.centavos + $1.price.centavos) }
        let guesses = visits.filter { assumption($0) != nil }.map(\.pet.name)
        let guess =
            guesses.isEmpty
            ? nil
            : "Para \(Wording.list(guesses)) contei o porte mais comum; se for outro, me diga que eu ajusto."
        let rest = ["Total: \(total.formatted).", guess, "Posso confirmar \(visits.count == 2 ? "os dois" : "todos")?"]
            .compactMap(\.self).joined(separator: " ")
        let list = lines.map { "• \($0)" }.joined(separator: "\n")
        return offer(
            .bookTogether(agreed, slots.map(\.starts)), summary: Wording.list(lines), request,
            Phrase("Tenho lugar para \(visits.count == 2 ? "os dois" : "todos")!", "Ficaria assim:")
                .between("", "\n\(list)\n\(rest)"))
    }

    private func offer(
        _ act: Dialogue.Offer.Act, summary: String, _ request: Dialogue.Request, _ text: Phrase
    ) -> Decision {
        var next = rules.dialogue
        next.task = .booking(request)
        next.topic = nil
        next.options = []
        next.expecting = .confirmation
        next.offer = .init(id: rules.makeOfferID(), act: act, summary: summary, madeAt: facts.now)
        return rules.say(
            text, next, action: "offer", reason: "O horário está livre: falta o sim do cliente.", offer: summary)
    }

    /// Says what the price takes for granted, so that the customer can put it right.
    private func assumption(_ visit: VisitInView) -> String? {
        guard visit.pet.size == nil, visit.service.priceDependsOnSize else { return nil }
        if let size = visit.pet.likelySize, let breed = visit.pet.breed {
            return "Considerei porte \(size.portugueseName), por ser \(breed); se for outro, me diga que eu ajusto."
        }
        return "Esse é o valor para porte médio; se for pequeno, grande ou gigante, me diga que eu ajusto."
    }

    /// "Banho para Thor": needs no guess at the pet's sex, as "do" or "da" would.
    static func subject(_ service: String, _ pet: String) -> String { "\(service) para \(pet)" }
}
