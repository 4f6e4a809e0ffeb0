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
            case let command where command.hasPrefix("/"):
                Output.line("Comandos: /porque /agenda /nova /sair")
            default:
                try await line.send(text, phone: phone, name: name)
                last = try await answer(after: last)
            }
        }
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
