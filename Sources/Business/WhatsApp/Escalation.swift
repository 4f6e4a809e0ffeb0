import Domain
import Storage

/// Writes to the owner's own WhatsApp when a chat needs a person: from the shop's session to the number in the settings.
package struct Escalation: Sendable {
    /// The job that writes once. It names the chat only: what is told is read when it is told, and goes with the chat.
    package struct Payload: Codable, Sendable {
        package let conversationID: Conversation.ID
    }

    package static let kind = "escalation"
    /// The owner is not written to about one chat more often, in seconds.
    static let pause = 15 * 60
    /// Pauses before the second try and each later one, in seconds. Later than that nobody is helped.
    static let retries = [10, 30, 60, 120, 300]

    let database: Database
    let sessions: Sessions
    let clock: any ShopClock

    package init(database: Database, sessions: Sessions, clock: any ShopClock) {
        self.database = database
        self.sessions = sessions
        self.clock = clock
    }

    /// Stores the job in the transaction that hands a chat over; does nothing without a number, in the simulator, or
    /// when the owner was written to about the chat just now.
    package static func queue(
        about chat: Conversation, to phone: PhoneNumber?, ids: IDMaker, at now: Moment, _ tx: TenantTransaction
    ) throws {
        guard let phone, chat.chatID.phone?.key != phone.key,
            try WhatsAppSessionsDAO(tx).find(chat.sessionID)?.transport == .waha,
            try SessionCareDAO(tx).noteEscalation(of: chat.id, notSince: now.adding(seconds: -pause), at: now)
        else { return }
        try JobQueue(tx).enqueue(
            ids.next(), kind: kind, lane: lane(of: chat.id), payload: Payload(conversationID: chat.id), runAt: now,
            at: now)
    }

    /// A lane of its own, so that a word to the owner that cannot be sent holds up no word to the customer.
    package static func lane(of chat: Conversation.ID) -> String { "escalation:\(chat)" }

    /// Writes to the owner, once: before any second try the chat with the owner is read.
    package func send(_ job: Job) async throws -> ChoreEnding {
        let id = try JobQueue.decode(Payload.self, from: job).conversationID
        let facts = try await database.read(job.scope) { tx in
            (chat: try ConversationListDAO(tx).find(id), company: try CompaniesDAO(tx).current())
        }
        guard let chat = facts.chat, let phone = facts.company?.settings.escalationPhone else { return .done }
        do {
            let way = try await sessions.gateway(for: chat.chat.sessionID, in: job.scope)
            guard let waha = way.gateway as? WAHAGateway else { return .done }
            guard let owner = try await waha.chat(of: phone, seenBy: way.name) else {
                // Under load WhatsApp denies numbers that are there.
                return again(job, "nobody has WhatsApp at the number")
            }
            let text = Self.text(about: chat)
            if job.attempts > 1, try await wasSent(text, to: owner, job, way) { return .done }
            let sendID = try await waha.newMessageID(in: way.name)
            _ = try await waha.send(text, to: owner, from: way.name, as: sendID)
            return .done
        } catch let error as GatewayError {
            return again(job, "\(error)")
        } catch let error as SessionError {
            return .givenUp("\(error)")
        }
    }

    private func again(_ job: Job, _ error: String) -> ChoreEnding {
        guard job.attempts <= Self.retries.count else { return .givenUp(error) }
        return .again(seconds: Self.retries[max(1, job.attempts) - 1], error: error)
    }

    /// An engine without a history says no: better told twice than never.
    private func wasSent(
        _ text: String, to owner: ChatID, _ job: Job, _ way: (gateway: any WhatsAppGateway, name: SessionName)
    ) async throws -> Bool {
        let since = clock.now.adding(seconds: -Self.pause)
        do {
            let history = try await way.gateway.recentMessages(in: owner, of: way.name, since: since)
            return history.contains { $0.fromMe && $0.text == text }
        } catch GatewayError.refused(let status, _, _) where status < 500 && status != 429 {
            return false
        }
    }

    static func text(about chat: ConversationSummary) -> String {
        let name = chat.tutorName.flatMap { $0.isEmpty ? nil : $0 } ?? "Um cliente"
        let phone = (chat.tutorPhone ?? chat.chat.chatID.phone).map { " (+\($0))" } ?? ""
        let reason = chat.lastReason.map { "\nMotivo: \($0)" } ?? ""
        return """
            🔔 Um cliente precisa de você.
            Cliente: \(name)\(phone)\(reason)

            Responda pelo WhatsApp da loja ou pelo painel. Enquanto isso, o agente fica em silêncio nessa conversa.
            """
    }
}
