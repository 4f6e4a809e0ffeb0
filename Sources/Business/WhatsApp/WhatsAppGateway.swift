import Domain

/// The way out to WhatsApp.
///
/// Every call throws `GatewayError`. A failure of `markSeen`, `startTyping` or `stopTyping` is the caller's to ignore.
package protocol WhatsAppGateway: Sendable {
    /// Marks everything in the chat as read.
    func markSeen(_ chat: ChatID, in session: SessionName) async throws

    /// Shows "digitando…" in the chat until `stopTyping`, a sent message, or some seconds pass.
    func startTyping(_ chat: ChatID, in session: SessionName) async throws

    /// Takes back what `startTyping` shows.
    func stopTyping(_ chat: ChatID, in session: SessionName) async throws

    /// A fresh id to send a message with, so that a repeat of the same send shows once.
    ///
    /// - Returns: nil where the engine gives none; sending then takes no id.
    func newMessageID(in session: SessionName) async throws -> MessageID?

    /// Sends one text of at most 4096 characters.
    ///
    /// - Parameter id: From `newMessageID`; nil lets the engine choose.
    /// - Returns: The id WhatsApp gave the message; nil when it was sent but the answer does not tell.
    /// - Throws: `GatewayError.unreachable` and `.suspended` (nothing left, retry is safe), `.unanswered` (it may
    ///   have been sent: look at `recentMessages` first), `.refused` (WAHA said no: see its status).
    func send(_ text: String, to chat: ChatID, from session: SessionName, as id: MessageID?) async throws -> MessageID?

    /// The newest messages of a chat since a moment, newest first, at most 100; for read-back after a crash.
    ///
    /// - Parameter since: WhatsApp keeps whole seconds, so messages of the same second are included.
    func recentMessages(in chat: ChatID, of session: SessionName, since: Moment) async throws -> [SentMessage]

    /// Where the session stands.
    ///
    /// - Throws: `GatewayError.refused(status: 404, …)` when WAHA knows no such session.
    func status(of session: SessionName) async throws -> SessionState
}

/// One message as WhatsApp's own history shows it.
package struct SentMessage: Sendable, Hashable {
    package let id: MessageID
    /// True when the shop wrote it, by this server or by hand.
    package let fromMe: Bool
    /// Text or caption; empty for media without one.
    package let text: String
    /// Whole seconds.
    package let at: Moment

    package var bareID: String { id.bare }

    package init(id: MessageID, fromMe: Bool, text: String, at: Moment) {
        self.id = id
        self.fromMe = fromMe
        self.text = text
        self.at = at
    }
}

/// A session's state in WAHA's own word. The set is open: new versions bring new words.
package struct SessionState: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let stopped = SessionState(rawValue: "STOPPED")
    package static let starting = SessionState(rawValue: "STARTING")
    package static let scanQRCode = SessionState(rawValue: "SCAN_QR_CODE")
    package static let passkeyRequired = SessionState(rawValue: "PASSKEY_REQUIRED")
    package static let passkeyConfirmationRequired = SessionState(rawValue: "PASSKEY_CONFIRMATION_REQUIRED")
    package static let working = SessionState(rawValue: "WORKING")
    package static let failed = SessionState(rawValue: "FAILED")

    package var description: String { rawValue }
}

/// A WAHA server, as configured for one session or for all of them.
package struct WAHAEndpoint: Sendable, Hashable {
    /// Such as `http://waha:3000`, with or without a trailing slash.
    package var baseURL: String
    package var apiKey: String?
    package var addressPolicy: AddressPolicy

    package init(baseURL: String, apiKey: String?, addressPolicy: AddressPolicy) {
        self.baseURL = baseURL
        self.apiKey = apiKey
        self.addressPolicy = addressPolicy
    }
}

extension WAHAEndpoint: CustomStringConvertible {
    /// Without the key.
    package var description: String { baseURL }
}
