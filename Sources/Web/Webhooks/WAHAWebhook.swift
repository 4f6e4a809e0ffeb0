import Business
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Storage

/// `POST /webhook`: what WAHA tells us. 200 means stored, or never of use: WAHA sends anything else again.
struct WAHAWebhook: Sendable {
    let sessions: Sessions
    let inbox: Inbox
    /// nil: bodies are not signed.
    let secret: String?

    /// Where WAHA posts, such as "/webhook".
    let path: String
    let limits: RequestLimits

    var operations: [Operation] {
        [
            Operation(
                .post, path, "receiveWAHAEvent", .webhooks, "What WAHA tells; 200 after it is durable", open: .everyone,
                body: .raw(.anything),
                answers: [
                    .ok(.object(.always("received", .boolean))), .other(.unauthorized, "The signature does not match"),
                ], run: receive)
        ]
    }

    @Sendable func receive(_ call: OpenCall) async throws -> Response {
        let body = Data(try await call.request.collected().readableBytesView)
        try await checkSignature(of: body, call.request)
        let context = call.context
        do {
            try await handle(try WAHAEvent(body: body), context)
        } catch WAHAEventError.notJSON {
            throw Problem.invalid("O corpo da requisição não é um JSON válido.")
        } catch WAHAEventError.unusable {
            drop("unusable", context)
        }
        return try JSONBody.response(Receipt())
    }

    private func checkSignature(of body: Data, _ request: Request) async throws {
        guard let secret else { return }
        if let given = Self.signature.flatMap({ request.headers[$0] }) {
            let bytes = [UInt8](body)
            if WebhookSignature.isValid(hex: given, body: bytes, key: secret) { return }
            // A session that we made at WAHA signs with a key of its own, good for no other session.
            if let name = WAHAEvent.session(of: body), let session = try await sessions.named(name),
                let key = sessions.webhookKey(of: session),
                WebhookSignature.isValid(hex: given, body: bytes, key: key)
            {
                return
            }
        }
        throw Problem.unauthorized("A assinatura do webhook não confere. Use o segredo configurado no WAHA.")
    }

    private func handle(_ event: WAHAEvent, _ context: AppContext) async throws {
        switch event {
        case .message(let message):
            guard let session = try await use(message.session, context) else { return }
            _ = try await inbox.receive(message, from: session)
        case .own(let own):
            guard let session = try await use(own.session, context) else { return }
            _ = try await inbox.receive(own: own, from: session)
        case .changed(let name, let change):
            guard let session = try await use(name, context) else { return }
            try await inbox.apply(change, from: session)
        case .sessionStatus(let name, let state, let phone):
            guard let session = try await sessions.named(name) else { return drop("unknown_session", context) }
            try await sessions.note(state, phone: phone, of: session)
        case .ignored(let reason):
            context.log.debug("webhook ignored", metadata: ["reason": "\(reason)"])
        }
    }

    /// The session of that name, if it may send more now.
    ///
    /// - Throws: `Overrun`, answered 503: WAHA sends again later, and nothing is lost.
    private func use(_ name: SessionName, _ context: AppContext) async throws -> WhatsAppSession? {
        guard let session = try await sessions.named(name) else {
            drop("unknown_session", context)
            return nil
        }
        guard let decision = await limits.webhook?.take("\(session.id)"), !decision.isAllowed else { return session }
        throw Overrun(decision: decision)
    }

    /// A body that we shall never use is answered 200, or WAHA would send it for ever.
    private func drop(_ reason: String, _ context: AppContext) {
        context.log.warning("webhook dropped", metadata: ["reason": "\(reason)"])
    }

    private static let signature = HTTPField.Name("X-Webhook-Hmac")
}

/// More webhooks of one session than a minute may bring.
struct Overrun: Error {
    let decision: RateDecision
}

private struct Receipt: Encodable {
    var received = true
}
