import Domain

/// Answers from what the shop has entered; and goes back to the open question afterwards.
struct InformationTalk {
    private let rules: RuleProcessor
    private var facts: RecallCustomer.Facts { rules.facts }
    private var reading: MessageReading { rules.reading }

    init(_ rules: RuleProcessor) { self.rules = rules }

    /// - Returns: nil when nothing of the message is a question we can answer.
    func answer() throws -> Decision? {
        if reading.intents.first == .confirm, let confirmed = try confirmation() {
            return confirmed.saying(first: aside())
        }
        if let facts = self.facts(for: reading.intents) {
            let invitation = facts.invites ? "\nQuer marcar um horário?" : ""
            let text = Phrase(
                facts.texts.map(\.first).joined(separator: "\n\n"), facts.texts.map(\.second).joined(separator: "\n\n"))
            return reply(text.between("", invitation), facts.action, facts.reason)
        }
        for intent in reading.intents {
            switch intent {
            case .askLocation: return location()
            case .followUp: return try followUp()
            case .bookService where reading.cues.contains(.ownVisits): return try ownVisits()
            case .greeting where !reading.intents.contains(.question): return greeting()
            case .praise:
                return reply(
                    Phrase("Que bom! Obrigado pelo carinho. 🐾", "Ficamos muito felizes! 🐾"), "thank", "É um elogio.")
            case .farewell where !reading.intents.contains(.question): return farewell()
            default: continue
            }
        }
        return nil
    }

    /// What the message also asks beside its main wish: the address and the opening hours.
    func aside() -> String? {
        let texts = reading.intents.compactMap { intent -> String? in
            switch intent {
            case .askLocation: facts.company.settings.address.isEmpty ? nil : address.first
            case .askHours: rules.context.hours.isEmpty ? nil : hours().first
            default: nil
            }
        }
        return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
    }

    // MARK: - What the shop has entered

    fileprivate struct Found {
        var texts: [Phrase] = []
        var action = ""
        var reason = ""
        var invites = false
    }

    /// Every question of the message that rows answer; nil when there is none.
    private func facts(for intents: [Intent]) -> Found? {
        var found = Found()
        for intent in intents {
            switch intent {
            case .askPrice: found.add(prices(), "answer_price", "Preços da lista de serviços da loja.", invites: true)
            case .askService where namesOrWantsServices, .question where !reading.services.isEmpty:
                found.add(services(), "answer_service", "Serviços da lista da loja.", invites: true)
            case .askHours: found.add(hours(), "answer_hours", "Horários cadastrados pela loja.")
            case .askLocation where !facts.company.settings.address.isEmpty:
                found.add(address, "answer_location", "Endereço da loja.")
            default: continue
            }
        }
        return found.texts.isEmpty ? nil : found
    }

    private var namesOrWantsServices: Bool { !reading.services.isEmpty || reading.cues.contains(.wholeList) }

    private func prices() -> Phrase {
        let named = facts.services.filter { reading.services.contains($0.id) }
        let asked = named.isEmpty ? facts.services : named
        guard !asked.isEmpty else {
            return Phrase(
                "Ainda não tenho os preços por aqui. Escreva \"atendente\" que eu chamo alguém da equipe.",
                "Os preços a equipe te passa: é só escrever \"atendente\".")
        }
        let size =
            reading.size ?? reading.breed.flatMap(Pet.Size.init(usualFor:)) ?? facts.pets.first {
                reading.pets.contains($0.id)
            }?.size
            ?? (facts.pets.count == 1 ? facts.pets[0].size : nil)
        let coat = facts.pets.first { reading.pets.contains($0.id) || facts.pets.count == 1 }?.coat
        let lines = asked.prefix(12).map { service in
            guard let size, service.priceDependsOnSize else { return "\(service.name): \(Wording.prices(of: service))" }
            return "\(service.name), porte \(size.portugueseName): \(service.price(for: size, coat: coat).formatted)"
        }.joined(separator: "\n")
        return Phrase(lines, "Os valores são:\n\(lines)")
    }

    private func services() -> Phrase {
        let named = facts.services.filter { reading.services.contains($0.id) }
        guard !facts.services.isEmpty else {
            return Phrase(
                "Ainda não tenho a lista de serviços por aqui. Escreva \"atendente\" que eu chamo alguém da equipe.",
                "Sobre os serviços a equipe te conta: é só escrever \"atendente\".")
        }
        let lines = (named.isEmpty ? facts.services : named).prefix(12).map { service in
            let about = service.summary.isEmpty ? "" : " (\(service.summary))"
            return "\(service.name)\(about): \(Wording.length(service.minutes)), \(Wording.prices(of: service))"
        }.joined(separator: "\n")
        return Phrase(lines, "Fazemos assim:\n\(lines)")
    }

    private func hours() -> Phrase {
        let hours = rules.context.hours
        guard !hours.isEmpty else {
            return Phrase(
                "Ainda não tenho os horários da loja por aqui.",
                "Os horários a equipe te passa: é só escrever \"atendente\".")
        }
        let week = Phrase("Nosso horário:\n", "Atendemos assim:\n").between("", Wording.week(hours))
        let span = TimeSpans.days(reading.day, lastDay: rules.context.lastBookableDay, today: rules.today)
        guard let day = span?.single else { return week }
        let name = Wording.capitalized(Wording.day(day, today: rules.today))
        if let holiday = rules.context.holiday(on: day) {
            return week.between("\(name): fechado, é feriado (\(holiday.portugueseName)). ")
        }
        let windows = hours[day.weekday]
        return windows.isEmpty
            ? week.between("\(name): fechado. ")
            : Phrase("\(name): \(Wording.windows(windows)).", "\(name) atendemos: \(Wording.windows(windows)).")
    }

    private var address: Phrase {
        let address = facts.company.settings.address
        return Phrase("Estamos em \(address).", "O endereço é \(address).")
    }

    private func location() -> Decision {
        rules.handOver(
            Phrase(
                "Ainda não tenho o endereço por aqui. Estou passando sua conversa para a equipe responder.",
                "O endereço a equipe te manda por aqui."),
            reason: "A loja não cadastrou o endereço.")
    }

    // MARK: - The customer's own visits

    private func confirmation() throws -> Decision? {
        guard let tutor = facts.tutor, let visit = try rules.context.upcoming(of: tutor.id).first else { return nil }
        let appointment = visit.appointment
        let subject = Wording.visit(visit, today: rules.today)
        guard appointment.status == .confirmed, appointment.isConfirmedByCustomer else {
            let offer = Dialogue.Offer(
                id: rules.makeOfferID(), act: .confirm(appointment.id), summary: subject, madeAt: facts.now)
            return rules.act(offer, reason: "O cliente confirmou a próxima visita.")
        }
        return reply(
            Phrase(Wording.seeYou(subject), "Está confirmado: \(subject)."), "confirm_visit",
            "A visita já está confirmada na agenda.")
    }

    private func followUp() throws -> Decision {
        if reading.cues.contains(.ownVisits) { return try ownVisits() }
        return rules.handOver(
            Phrase(
                "Vou pedir para a equipe te responder sobre isso por aqui.",
                "A equipe já foi avisada e te responde por aqui."),
            reason: "O cliente quer saber do atendimento em curso.")
    }

    private func ownVisits() throws -> Decision {
        let visits = try facts.tutor.map { try rules.context.upcoming(of: $0.id) } ?? []
        guard !visits.isEmpty else {
            return reply(ChangeTalk.nothingBooked, "no_visit", "O cliente não tem visita em aberto.")
        }
        let list = visits.prefix(9).map { "• \(Wording.visit($0, today: rules.today))" }.joined(separator: "\n")
        return reply(
            Phrase("Na agenda:", "O que tenho marcado para você:").between("", "\n\(list)"), "answer_visits",
            "Visitas do cliente na agenda.")
    }

    // MARK: - Courtesy

    private func greeting() -> Decision {
        let name = facts.tutor.map(\.name).flatMap { $0 == "Cliente" ? nil : $0.split(separator: " ").first }
        let hello = name.map { "Oi, \($0)!" } ?? "Oi!"
        let (agent, shop) = (facts.company.settings.agentName, facts.company.name)
        return reply(
            Phrase(
                "\(hello) Aqui é \(agent), assistente virtual da loja \(shop). "
                    + "Posso marcar, remarcar ou cancelar horários e informar preços. Como posso ajudar?",
                "\(hello) Sou \(agent), da loja \(shop). Me conta: quer marcar um horário ou saber um preço?"),
            "greet", "O cliente cumprimentou.")
    }

    private func farewell() -> Decision {
        reply(
            Phrase("Por nada! Qualquer coisa, é só chamar. 🐾", "Eu que agradeço. Até mais! 🐾"), "farewell",
            "O cliente se despediu.")
    }

    /// The answer, with the question that was open before it said again.
    func reply(_ text: Phrase, _ action: String, _ reason: String) -> Decision {
        let question = rules.dialogue.offer.map { "\n\nE posso confirmar \($0.summary)?" } ?? ""
        var next = rules.dialogue
        if !reading.services.isEmpty || !reading.pets.isEmpty || reading.newPetName != nil || reading.size != nil {
            next.topic = rules.merged(into: next.topic ?? .init())
            next.topic?.days = nil
            next.topic?.clock = nil
        }
        return rules.say(text.between("", question), next, action: action, reason: reason)
    }
}

extension InformationTalk.Found {
    /// The first answer names what was done.
    fileprivate mutating func add(_ text: Phrase, _ action: String, _ reason: String, invites: Bool = false) {
        texts.append(text)
        if self.action.isEmpty { (self.action, self.reason) = (action, reason) }
        self.invites = self.invites || invites
    }
}
