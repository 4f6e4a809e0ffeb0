import Business
import Domain
import Foundation

/// A conversation on standard input and output.
struct TerminalTalk: Sendable {
    let line: any ChatLine
    let phone: PhoneNumber
    let name: String
    let alwaysWhy: Bool

    /// Reads lines until /sair or the end of input.
    func run() async throws {
        Output.line("Você está falando com \(line.shop) como \(name). Escreva como no WhatsApp; /sair para sair.")
        var last = try await line.messages(phone: phone, after: nil).messages.last?.id
        while let text = prompt() {
            switch text {
            case "": continue
            case "/sair": return
            case "/nova":
                try await line.reset(phone: phone)
                Output.line("Conversa recomeçada.")
            case "/agenda": try await agenda()
            case "/porque": try await why()
            case let command where command == "/hora" || command.hasPrefix("/hora "):
                try await setClock(command.dropFirst("/hora".count).trimmingCharacters(in: .whitespaces))
            case let command where command.hasPrefix("/"):
                Output.line("Comandos: /porque /agenda /hora /nova /sair")
            default:
                try await line.send(text, phone: phone, name: name)
                last = try await answer(after: last)
            }
        }
    }

    /// "2026-03-10 09:00", "+2h", "agora"; nothing only shows the clock.
    private func setClock(_ text: String) async throws {
        let now = try await line.now(phone: phone)
        guard let change = ClockChange(text) else {
            return Output.line("Escreva /hora 2026-03-10 09:00, /hora +2h, /hora +3d ou /hora agora.")
        }
        let shown =
            switch change {
            case .show: now
            case .present: try await line.setClock(nil, phone: phone)
            case .to(let moment): try await line.setClock(moment, phone: phone)
            case .by(let minutes): try await line.setClock(now.adding(minutes: minutes), phone: phone)
            }
        Output.line("Para esta conversa são \(shown.time) de \(shown.day), \(shown.day.weekday.portugueseName).")
    }

    private func prompt() -> String? {
        Output.write("\n> ")
        return readLine()?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Prints what comes back until the agent has nothing more to say.
    private func answer(after id: Message.ID?) async throws -> Message.ID? {
        var last = id
        for _ in 0..<200 {
            let chat = try await line.messages(phone: phone, after: last)
            for message in chat.messages {
                last = message.id
                guard message.author != .customer else { continue }
                Output.line("\n\(line.agent): \(message.body)")
                if alwaysWhy { show(message.decision) }
            }
            if !chat.isPending { break }
            try await Task.sleep(for: .milliseconds(150))
        }
        return last
    }

    private func why() async throws {
        let chat = try await line.messages(phone: phone, after: nil)
        show(chat.messages.last { $0.author == .agent }?.decision)
    }

    private func show(_ decision: DecisionRecord?) {
        guard let decision else { return Output.line("Ainda não houve resposta.") }
        Output.line("  intenção: \(decision.intents.map(\.rawValue).joined(separator: ", "))")
        for (slot, value) in decision.slots.sorted(by: { $0.key < $1.key }) { Output.line("  \(slot): \(value)") }
        if let offer = decision.offer { Output.line("  proposta: \(offer)") }
        Output.line("  ação: \(decision.action)\n  motivo: \(decision.reason)")
    }

    private func agenda() async throws {
        let visits = try await line.agenda()
        if visits.isEmpty { Output.line("Nenhuma visita marcada.") }
        for visit in visits { Output.line("  \(visit)") }
    }
}
