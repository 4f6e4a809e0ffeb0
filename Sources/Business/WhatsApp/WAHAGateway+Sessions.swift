import Domain
import Foundation

/// A session as WAHA describes it.
package struct WAHASession: Sendable, Hashable {
    package let state: SessionState
    /// The shop's own number; nil until it is paired.
    package let phone: PhoneNumber?
    /// What we wrote into it when we made it; empty for a session of somebody else.
    package let metadata: [String: String]
    /// WAHA's word for it; empty when not told.
    package var engine = ""
}

/// What WAHA is told of a session: where to post, what to leave out, and whose it is.
struct WAHASessionConfig: Encodable, Sendable, Hashable {
    struct Webhook: Encodable, Sendable, Hashable {
        struct Key: Encodable, Sendable, Hashable { let key: String }
        struct Retries: Encodable, Sendable, Hashable {
            let policy: String
            let delaySeconds: Int
            let attempts: Int
        }

        let url: String
        /// `message.any` alone: with `message` beside it each message would come twice (waha#1384).
        var events = [
            "message.any", "message.ack", "message.edited", "message.revoked", "message.reaction", "session.status",
            "call.received", "poll.vote",
        ]
        let hmac: Key?
        // About a quarter of an hour in all: long enough for a restart of ours.
        var retries = Retries(policy: "exponential", delaySeconds: 2, attempts: 9)
    }

    /// Cuts off at the source what no shop answers.
    struct Ignore: Encodable, Sendable, Hashable {
        var status = true
        var groups = true
        var channels = true
        var broadcast = true
    }

    let metadata: [String: String]
    var ignore = Ignore()
    let webhooks: [Webhook]
}

extension WAHAGateway {
    /// Makes a session, stopped.
    ///
    /// - Returns: False when WAHA has one of that name already.
    func create(_ session: SessionName, _ config: WAHASessionConfig) async throws -> Bool {
        let body = CreateBody(name: session.rawValue, start: false, config: config)
        let answer = try await http.answer(to: try await request(.post, "/api/sessions", session, body))
        if answer.status == 422 { return false }
        _ = try answer.orRefusal()
        return true
    }

    /// Puts this config in place of the session's own. A running session stops and starts again.
    func configure(_ session: SessionName, _ config: WAHASessionConfig) async throws {
        let body = CreateBody(name: session.rawValue, start: nil, config: config)
        _ = try await http.call(try await request(.put, Self.path(session), session, body))
    }

    /// - Returns: nil when WAHA knows no such session.
    func describe(_ session: SessionName) async throws -> WAHASession? {
        let answer = try await http.answer(to: try await request(.get, Self.path(session), session))
        if answer.status == 404 { return nil }
        let told = try answer.orRefusal().json(SessionBody.self)
        return WAHASession(
            state: SessionState(rawValue: told.status), phone: told.me?.id.flatMap { ChatID($0) }?.phone,
            metadata: told.config?.metadata?.compactMapValues(\.text) ?? [:], engine: told.engine?.engine ?? "")
    }

    /// What may be done to a session that is there. Each may be done twice.
    enum Act: String, Sendable { case start, stop, restart, logout }

    func tell(_ session: SessionName, to act: Act) async throws {
        _ = try await http.call(try await request(.post, "\(Self.path(session))/\(act.rawValue)", session))
    }

    /// Signs the session out of WhatsApp and removes it from WAHA. One that is gone already stays gone.
    func remove(_ session: SessionName) async throws {
        let answer = try await http.answer(to: try await request(.delete, Self.path(session), session))
        if answer.status != 404 { _ = try answer.orRefusal() }
    }

    /// The text behind the QR code, as a reader of codes would see it.
    ///
    /// - Returns: nil while the session shows none.
    func qrText(of session: SessionName) async throws -> String? {
        let path = "/api/\(session)/auth/qr?format=raw"
        let answer = try await http.answer(to: try await request(.get, path, session))
        if answer.status == 422 { return nil }
        return try answer.orRefusal().json(RawQR.self).value
    }

    /// WAHA's own picture of the QR code, as a `data:` URL; nil while the session shows none.
    func qrImage(of session: SessionName) async throws -> String? {
        let answer = try await http.answer(to: try await request(.get, "/api/\(session)/auth/qr", session))
        guard answer.isSuccess, let image = try? answer.json(QRImage.self), image.isPicture else { return nil }
        return "data:\(image.mimetype);base64,\(image.data)"
    }

    /// A code to type into the phone in place of scanning.
    func pairingCode(of session: SessionName, for phone: PhoneNumber) async throws -> String {
        let body = PairingBody(phoneNumber: phone.digits)
        let answer = try await http.call(try await request(.post, "/api/\(session)/auth/request-code", session, body))
        return try answer.json(PairingCode.self).code
    }

    /// The chat under which WhatsApp knows a number: many Brazilian ones are there without their ninth digit.
    ///
    /// - Returns: nil when nobody has WhatsApp at that number.
    func chat(of phone: PhoneNumber, seenBy session: SessionName) async throws -> ChatID? {
        let path = "/api/contacts/check-exists?phone=\(phone)&session=\(session)"
        let told = try await http.call(try await request(.get, path, session)).json(Presence.self)
        guard told.numberExists else { return nil }
        return told.chatId.flatMap { ChatID($0) } ?? ChatID(phone: phone)
    }

    private static func path(_ session: SessionName) -> String { "/api/sessions/\(session)" }
}

private struct CreateBody: Encodable {
    let name: String
    let start: Bool?
    let config: WAHASessionConfig
}

private struct PairingBody: Encodable { let phoneNumber: String }
private struct PairingCode: Decodable { let code: String }
private struct RawQR: Decodable { let value: String }

private struct QRImage: Decodable {
    let mimetype: String
    let data: String

    /// It goes into a page as it is, so only a plain picture will do.
    var isPicture: Bool {
        ["image/png", "image/jpeg"].contains(mimetype)
            && data.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [43, 47, 61].contains(byte)
            }
    }
}

private struct Presence: Decodable {
    let numberExists: Bool
    let chatId: String?
}

private struct SessionBody: Decodable {
    struct Me: Decodable { let id: String? }
    struct Config: Decodable { let metadata: [String: Word]? }
    /// WAHA keeps metadata as it was sent; what is no text is not ours.
    struct Word: Decodable {
        let text: String?
        init(from decoder: any Decoder) throws { text = try? decoder.singleValueContainer().decode(String.self) }
    }

    struct Engine: Decodable { let engine: String? }

    let status: String
    let me: Me?
    let config: Config?
    let engine: Engine?
}
