import Domain

/// What the agent did, in the owner's words.
struct ActionWords {
    let text: String
    let icon: String

    init(_ action: String) {
        (text, icon) =
            switch action {
            case "book": ("Agendou um horário", "📅")
            case "move": ("Remarcou um horário", "🔁")
            case "cancel": ("Cancelou um horário", "❌")
            case "keep": ("Manteve o horário", "👍")
            case "offer", "offer_gone": ("Ofereceu horários", "🕑")
            case "hand_over": ("Passou para a equipe", "🙋")
            case "opt_out": ("Parou de enviar mensagens", "🔕")
            case "follow_up", "reminder": ("Enviou um lembrete", "⏰")
            case "not_understood": ("Não entendeu", "❓")
            case _ where action.hasPrefix("ask_"): ("Fez uma pergunta", "💬")
            default: ("Respondeu o cliente", "💬")
            }
    }

    /// "agora", "há 5 min", "há 2 h", "há 1 dia".
    static func ago(_ then: Moment, now: Moment) -> String {
        let minutes = max(0, now.since(then) / 60_000)
        switch minutes {
        case 0: return "agora"
        case ..<60: return "há \(minutes) min"
        case ..<1440: return "há \(minutes / 60) h"
        default: return "há \(minutes / 1440) \(minutes < 2880 ? "dia" : "dias")"
        }
    }
}
