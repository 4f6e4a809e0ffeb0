import Domain

/// Answers from what the shop has entered; and goes back to the open question afterwards.
struct InformationTalk {
    private let rules: RuleProcessor
    private var facts: RecallCustomer.Facts { rules.facts }
    private var reading: MessageReading { rules.reading }

    init(_ rules: RuleProcessor) { self.rules = rules }

    /// - Returns: nil when nothing of the message is a question we can answer.
    func answer() throws -> Decision? {
        for intent in reading.intents {
            switch intent {
            case .askPrice: return reply(prices(), "answer_price", "Preços da lista de serviços da loja.")
            case .askService: return reply(services(), "answer_service", "Serviços da lista da loja.")
            case .askHours: return reply(hours(), "answer_hours", "Horários cadastrados pela loja.")
            case .askLocation: return location()
            case .confirm: return try confirmation()
            case .followUp: return try followUp()
            case .greeting: return greeting()
            case .praise: return reply("Que bom! Obrigado pelo carinho. 🐾", "thank", "É um elogio.")
            case .farewell: return farewell()
            case .question where !reading.services.isEmpty:
                return reply(services(), "answer_service", "Serviços da lista da loja.")
            default: continue
            }
        }
        return nil
    }

    private func prices() -> String {
        let named = facts.services.filter { reading.services.contains($0.id) }
        let asked = named.isEmpty ? facts.services : named
        guard !asked.isEmpty else { return "Ainda não tenho os preços por aqui. Quer que eu chame alguém da equipe?" }
        let size =
            reading.size ?? reading.breed.flatMap(Pet.Size.init(usualFor:)) ?? facts.pets.first {
                reading.pets.contains($0.id)
            }?.size
            ?? (facts.pets.count == 1 ? facts.pets[0].size : nil)
        let coat = facts.pets.first { reading.pets.contains($0.id) || facts.pets.count == 1 }?.coat
        let lines = asked.prefix(12).map { service in
            guard let size, service.priceDependsOnSize else { return "\(service.name): \(Wording.prices(of: service))" }
            return "\(service.name), porte \(size.portugueseName): \(service.price(for: size, coat: coat).formatted)"
        }
        return lines.joined(separator: "\n") + "\nQuer marcar um horário?"
    }

    private func services() -> String {
        let named = facts.services.filter { reading.services.contains($0.id) }
        guard !facts.services.isEmpty else {
            return "Ainda não tenho a lista de serviços por aqui. Quer que eu chame alguém da equipe?"
        }
        let lines = (named.isEmpty ? facts.services : named).prefix(12).map { service in
            let about = service.summary.isEmpty ? "" : " (\(service.summary))"
            return "\(service.name)\(about): \(Wording.length(service.minutes)), \(Wording.prices(of: service))"
        }
        return lines.joined(separator: "\n") + "\nQuer marcar um horário?"
    }

    private func hours() -> String {
        let hours = rules.context.hours
        guard !hours.isEmpty else { return "Ainda não tenho os horários da loja por aqui." }
        let span = TimeSpans.days(reading.day, lastDay: rules.context.lastBookableDay, today: rules.today)
        guard let day = span?.single else { return "Nosso horário:\n\(Wording.week(hours))" }
        let name = Wording.capitalized(Wording.day(day, today: rules.today))
        let windows = hours[day.weekday]
        return windows.isEmpty
            ? "\(name): fechado. Nosso horário:\n\(Wording.week(hours))"
            : "\(name): \(Wording.windows(windows))."
    }

    private func location() -> Decision {
        let address = facts.company.settings.address
        guard address.isEmpty else { return reply("Estamos em \(address).", "answer_location", "Endereço da loja.") }
        return rules.handOver(
            "Ainda não tenho o endereço por aqui. Estou passando sua conversa para a equipe responder.",
            action: "hand_over", reason: "A loja não cadastrou o endereço.")
    }

    private func confirmation() throws -> Decision? {
        guard let tutor = facts.tutor, let visit = try rules.context.upcoming(of: tutor.id).first else { return nil }
        let appointment = visit.appointment
        let subject = Wording.visit(visit, today: rules.today)
        guard appointment.status == .confirmed, appointment.isConfirmedByCustomer else {
            let offer = Dialogue.Offer(
                id: rules.makeOfferID(), act: .confirm(appointment.id), summary: subject, madeAt: facts.now)
            return rules.act(offer, reason: "O cliente confirmou a próxima visita.")
        }
        return reply(Wording.seeYou(subject), "confirm_visit", "A visita já está confirmada na agenda.")
    }

    private func followUp() throws -> Decision {
        rules.handOver(
            "Vou pedir para a equipe te responder sobre isso por aqui.", action: "hand_over",
            reason: "O cliente quer saber do atendimento em curso.")
    }

    private func greeting() -> Decision {
        let name = facts.tutor.map(\.name).flatMap { $0 == "Cliente" ? nil : $0.split(separator: " ").first }
        let hello = name.map { "Oi, \($0)!" } ?? "Oi!"
        return reply(
            "\(hello) Aqui é \(facts.company.settings.agentName), assistente virtual da loja \(facts.company.name). "
                + "Posso marcar, remarcar ou cancelar horários e informar preços. Como posso ajudar?",
            "greet", "O cliente cumprimentou.")
    }

    private func farewell() -> Decision {
        reply("Por nada! Qualquer coisa, é só chamar. 🐾", "farewell", "O cliente se despediu.")
    }

    /// The answer, with the question that was open before it said again.
    private func reply(_ text: String, _ action: String, _ reason: String) -> Decision {
        var text = text
        if let offer = rules.dialogue.offer { text += "\n\nE posso confirmar \(offer.summary)?" }
        var next = rules.dialogue
        if !reading.services.isEmpty || !reading.pets.isEmpty || reading.newPetName != nil || reading.size != nil {
            next.topic = rules.merged(into: next.topic ?? .init())
            next.topic?.days = nil
            next.topic?.clock = nil
        }
        return rules.say(text, next, action: action, reason: reason)
    }
}
