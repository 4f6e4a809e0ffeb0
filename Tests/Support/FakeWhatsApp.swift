import Business
import Domain
import Synchronization

/// WhatsApp as a sender sees it, in memory: it keeps what it was given, and breaks off where a test says so.
package final class FakeWhatsApp: WhatsAppGateway {
    /// The process ends here.
    package struct Crash: Error {
        package init() {}
    }

    /// Where a send is torn.
    package enum Gap: Sendable, CaseIterable {
        case beforeAttempt, beforeCall, afterCall
    }

    package struct Sent: Sendable, Hashable {
        package let text: String
        package let chat: ChatID
        package let bareID: String
    }

    private struct State {
        var gaps: [Gap] = []
        var failures: [GatewayError] = []
        var sent: [Sent] = []
        var history: [SentMessage] = []
        var number = 0
    }

    private let state = Mutex(State())
    private let clock: any ShopClock
    /// It gives ids to send with, as NOWEB and GOWS do.
    private let makesIDs: Bool
    /// Its answers tell the id.
    private let tellsIDs: Bool
    private let hasHistory: Bool
    private let onSend: @Sendable (Sent) async throws -> Void

    /// - Parameter onSend: Called when a message is with WhatsApp and its send is not answered yet.
    package init(
        clock: any ShopClock, makesIDs: Bool = true, tellsIDs: Bool = true, hasHistory: Bool = true,
        onSend: @escaping @Sendable (Sent) async throws -> Void = { _ in }
    ) {
        self.clock = clock
        self.makesIDs = makesIDs
        self.tellsIDs = tellsIDs
        self.hasHistory = hasHistory
        self.onSend = onSend
    }

    /// What is with WhatsApp, in order.
    package var sent: [Sent] { state.withLock { $0.sent } }
    package var texts: [String] { sent.map(\.text) }

    /// Tears the next send.
    package func tear(_ gap: Gap) { state.withLock { $0.gaps.append(gap) } }
    /// Refuses the next sends, in order.
    package func fail(_ errors: GatewayError...) { state.withLock { $0.failures += errors } }
    /// Puts a message into the chat's history that did not come this way.
    package func addToHistory(_ message: SentMessage) { state.withLock { $0.history.append(message) } }

    private func crash(_ gap: Gap) throws {
        let isHere = state.withLock { state -> Bool in
            guard let place = state.gaps.firstIndex(of: gap) else { return false }
            state.gaps.remove(at: place)
            return true
        }
        if isHere { throw Crash() }
    }

    package func markSeen(_ chat: ChatID, in session: SessionName) async throws {}
    package func startTyping(_ chat: ChatID, in session: SessionName) async throws {}
    package func stopTyping(_ chat: ChatID, in session: SessionName) async throws {}
    package func status(of session: SessionName) async throws -> SessionState { .working }

    package func newMessageID(in session: SessionName) async throws -> MessageID? {
        try crash(.beforeAttempt)
        return makesIDs ? freshID() : nil
    }

    private func freshID() -> MessageID? {
        MessageID("3EB0\(state.withLock { state in state.number += 1; return 1000 + state.number })")
    }

    package func send(
        _ text: String, to chat: ChatID, from session: SessionName, as id: MessageID?
    ) async throws -> MessageID? {
        try crash(.beforeCall)
        if let error = state.withLock({ $0.failures.isEmpty ? nil : $0.failures.removeFirst() }) { throw error }
        guard let whole = (id ?? freshID()).flatMap({ MessageID(sentTo: chat, bare: $0.bare) }) else { throw Crash() }
        let sent = Sent(text: text, chat: chat, bareID: whole.bare)
        let second = Moment(milliseconds: clock.now.milliseconds / 1000 * 1000)
        state.withLock { state in
            state.sent.append(sent)
            state.history.append(SentMessage(id: whole, fromMe: true, text: text, at: second))
        }
        try await onSend(sent)
        try crash(.afterCall)
        return tellsIDs ? whole : nil
    }

    package func recentMessages(
        in chat: ChatID, of session: SessionName, since: Moment
    ) async throws -> [SentMessage] {
        guard hasHistory else { throw GatewayError.refused(status: 501, message: "not implemented") }
        return state.withLock { $0.history }.filter { $0.at >= since }.sorted { $0.at > $1.at }
    }
}
