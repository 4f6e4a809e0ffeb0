import Domain

/// The way out for the simulator and `auzap chat`: what is sent is already stored, and nothing leaves.
struct SimulatorGateway: WhatsAppGateway {
    func markSeen(_ chat: ChatID, in session: SessionName) async throws {}
    func startTyping(_ chat: ChatID, in session: SessionName) async throws {}
    func stopTyping(_ chat: ChatID, in session: SessionName) async throws {}
    func newMessageID(in session: SessionName) async throws -> MessageID? { nil }

    func send(
        _ text: String, to chat: ChatID, from session: SessionName, as id: MessageID?
    ) async throws -> MessageID? { nil }

    func recentMessages(in chat: ChatID, of session: SessionName, since: Moment) async throws -> [SentMessage] { [] }
    func status(of session: SessionName) async throws -> SessionState { .working }
}
