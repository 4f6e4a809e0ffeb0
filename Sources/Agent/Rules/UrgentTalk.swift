import Domain

/// What goes before anything else: emergencies, people who want people, and who wants no messages.
struct UrgentTalk {
    private let rules: RuleProcessor

    init(_ rules: RuleProcessor) { self.rules = rules }

    func answer() -> Decision? {
        if rules.reading.cues.contains(.optIn), rules.reading.intents.first != .optOut { return optIn() }
        switch rules.reading.intents.first {
        case .emergency:
            return rules.handOver(
                Phrase(
                    "Isso pode ser urgente. Leve o pet agora ao veterinário ou plantão mais próximo. "
                        + "Estou passando sua conversa para a equipe da loja.",
                    "Não espere por mim: procure agora o veterinário ou plantão mais próximo. "
                        + "A equipe da loja já foi avisada."),
                reason: "Parece uma emergência: a conversa foi para a equipe.")
        case .askHuman:
            return person("O cliente pediu para falar com uma pessoa.")
        case .complaint:
            return rules.handOver(
                Phrase(
                    "Sinto muito por isso. Estou passando sua conversa para a equipe da loja, "
                        + "para resolver com você por aqui.",
                    "Entendo, e peço desculpas. A equipe da loja vai falar com você por aqui para resolver."),
                reason: "É uma reclamação: a conversa foi para a equipe.")
        case .optOut:
            return optOut()
        default:
            return nil
        }
    }

    /// The answer to "quer que eu chame alguém?".
    func answerToPersonOffered() -> Decision? {
        guard rules.dialogue.offersPerson == true else { return nil }
        if rules.reading.cues.contains(.goAhead), rules.reading.answer != .no, !rules.saysSomething {
            return person("O cliente aceitou falar com a equipe.")
        }
        switch rules.reading.answer {
        case .yes where !rules.saysSomething: return person("O cliente aceitou falar com a equipe.")
        case .no where !rules.saysSomething:
            return rules.say(
                Phrase("Certo! Se precisar, é só chamar.", "Tudo certo. Fico por aqui se precisar."), rules.dialogue,
                action: "acknowledge", reason: "O cliente não quis falar com a equipe.")
        default: return nil
        }
    }

    private func person(_ reason: String) -> Decision {
        rules.handOver(
            Phrase(
                "Claro! Estou passando sua conversa para uma pessoa da equipe, que responde por aqui.",
                "Já chamei a equipe. Uma pessoa continua com você por aqui."),
            reason: reason)
    }

    private func optOut() -> Decision {
        var kept = rules.dialogue
        kept.settle()
        kept.hasOptedOut = true
        return rules.say(
            Phrase(
                "Tudo bem, não vou mandar mensagens por conta própria. Se precisar de algo, é só chamar.",
                "Já está anotado: só respondo quando você escrever."),
            kept, action: "opt_out", reason: "O cliente pediu para não receber mensagens.")
    }

    private func optIn() -> Decision {
        var kept = rules.dialogue
        kept.hasOptedOut = false
        return rules.say(
            Phrase(
                "Certo, volto a mandar os lembretes dos seus horários.",
                "Já está anotado: você recebe os lembretes dos seus horários."),
            kept, action: "opt_in", reason: "O cliente quer voltar a receber mensagens.")
    }
}
