import Domain
import Storage

/// What a shop does with its sessions at WAHA.
extension Sessions {
    /// How a phone is paired.
    package enum Method: Sendable, Hashable {
        case qr
        /// Of the phone that is to be paired.
        case pairing(PhoneNumber)
    }

    /// What pairing needs now.
    package enum Start: Sendable, Hashable {
        /// The code's own text, and WAHA's picture of it as a `data:` URL where it gives one.
        case qr(text: String, image: String?)
        case pairing(code: String)
        case connected
    }

    /// Where a session stands, as WAHA says now.
    package struct Standing: Sendable, Hashable {
        package let session: WhatsAppSession
        /// nil when WAHA could not be asked; `session` then says what was last known.
        package let state: SessionState?
    }

    /// Makes the session at WAHA ours: with our webhook, its own key, and a mark of whose it is.
    ///
    /// - Throws: `SessionError.nameTaken` when the server's WAHA has a session of that name which is not this
    ///   company's: what runs there may be another shop's phone. On a WAHA that the company itself brought, with its
    ///   key, the session is taken over.
    func claim(_ session: WhatsAppSession, in scope: TenantScope) async throws -> WhatsAppSession {
        let waha = try await waha(of: session, in: scope)
        let config = config(for: session)
        if try await !waha.create(session.name, config) {
            let known = try await waha.describe(session.name)
            let isOurs = session.isConfigured || known?.metadata == config.metadata
            guard session.wahaURL != nil || isOurs else { throw SessionError.nameTaken }
            try await waha.configure(session.name, config)
        }
        let state = try await waha.describe(session.name)
        let now = clock.now
        try await database.write(scope) { tx in try WhatsAppSessionsDAO(tx).noteConfigured(session.id, at: now) }
        if let state { try await note(state.state, phone: state.phone, of: session) }
        return try await find(session.id, in: scope)
    }

    /// Starts a session, and waits until it can be paired or is connected.
    ///
    /// - Throws: `SessionError.notReady` when that takes too long, `.nameTaken`; `GatewayError`.
    package func start(_ id: WhatsAppSession.ID, by method: Method, in scope: TenantScope) async throws -> Start {
        var session = try await find(id, in: scope)
        let waha = try await waha(of: session, in: scope)
        let isThere = session.isConfigured ? try await waha.describe(session.name) != nil : false
        if !isThere {
            session = try await claim(session, in: scope)
        }
        var wasTold = false
        for _ in 0..<Self.looks {
            let known = try await waha.describe(session.name)
            if let known { try await note(known.state, phone: known.phone, of: session) }
            switch known?.state {
            case .working: return .connected
            case .scanQRCode:
                if let start = try await pairing(session.name, method, waha) { return start }
            case .stopped, .failed:
                if !wasTold {
                    try await waha.tell(session.name, to: known?.state == .failed ? .restart : .start)
                    wasTold = true
                    continue
                }
            default: break
            }
            try await pause(Self.lookEvery)
        }
        throw SessionError.notReady
    }

    private static let looks = 20
    private static let lookEvery = Duration.milliseconds(500)

    /// - Returns: nil when the code has just run out.
    private func pairing(_ name: SessionName, _ method: Method, _ waha: WAHAGateway) async throws -> Start? {
        switch method {
        case .pairing(let phone): return .pairing(code: try await waha.pairingCode(of: name, for: phone))
        case .qr:
            guard let text = try await waha.qrText(of: name) else { return nil }
            return .qr(text: text, image: try await waha.qrImage(of: name))
        }
    }

    /// Asks WAHA where a session stands, and keeps the answer.
    package func standing(of id: WhatsAppSession.ID, in scope: TenantScope) async throws -> Standing {
        let session = try await find(id, in: scope)
        do {
            let known = try await waha(of: session, in: scope).describe(session.name)
            let state = known?.state ?? .stopped
            try await note(state, phone: known?.phone, of: session)
            return Standing(session: try await find(id, in: scope), state: state)
        } catch is GatewayError {
            return Standing(session: session, state: nil)
        }
    }

    /// Stops a session; the phone stays paired.
    package func stop(_ id: WhatsAppSession.ID, in scope: TenantScope) async throws {
        let session = try await find(id, in: scope)
        try await waha(of: session, in: scope).tell(session.name, to: .stop)
        try await note(.stopped, of: session)
    }

    /// Unpairs the phone. The session stays, stopped.
    package func logOut(_ id: WhatsAppSession.ID, in scope: TenantScope) async throws {
        let session = try await find(id, in: scope)
        let waha = try await waha(of: session, in: scope)
        try await waha.tell(session.name, to: .logout)
        try await waha.tell(session.name, to: .stop)
        try await note(.stopped, of: session)
    }

    /// Gives a session up: unpairs the phone, removes it at WAHA, and only then frees its name. Chats and messages
    /// stay with the company; key, address and number are forgotten.
    ///
    /// - Parameter force: Gives it up also when WAHA does not answer. The name then stays taken, so that nobody gets
    ///   what may still run under it.
    package func remove(_ id: WhatsAppSession.ID, force: Bool, in scope: TenantScope) async throws {
        let session = try await find(id, in: scope)
        var isGone = true
        do {
            // What was never ours at WAHA is not ours to remove there.
            if session.isConfigured { try await waha(of: session, in: scope).remove(session.name) }
        } catch let error as GatewayError {
            guard force else { throw error }
            isGone = false
        }
        let now = clock.now
        let freesName = isGone
        _ = try await database.write(scope) { tx in
            try WhatsAppSessionsDAO(tx).remove(id, freesName: freesName, at: now)
        }
    }

    /// Sends a text to any number, to see whether the connection works. It enters no chat.
    ///
    /// - Returns: The chat it went to.
    /// - Throws: `SessionError.notOnWhatsApp`; `GatewayError`.
    package func test(
        _ id: WhatsAppSession.ID, phone: PhoneNumber, text: String, in scope: TenantScope
    ) async throws -> ChatID {
        let session = try await find(id, in: scope)
        let waha = try await waha(of: session, in: scope)
        guard let known = try await waha.describe(session.name), known.state == .working else {
            throw SessionError.notConnected
        }
        guard let chat = try await waha.chat(of: phone, seenBy: session.name) else { throw SessionError.notOnWhatsApp }
        _ = try await waha.send(text, to: chat, from: session.name, as: nil)
        return chat
    }

    /// The session that matters most: a connected one before one that connects, the newest of equals.
    package func main(in scope: TenantScope) async throws -> WhatsAppSession? {
        let order: [WhatsAppSession.Status] = [.connected, .connecting, .failed, .disconnected]
        return try await list(in: scope).max { left, right in
            let places = (order.firstIndex(of: left.status) ?? 0, order.firstIndex(of: right.status) ?? 0)
            return places.0 == places.1 ? left.id < right.id : places.0 > places.1
        }
    }

    /// The company's session, made at the server's own WAHA where there is none yet.
    ///
    /// - Throws: `SessionError.noWAHA`.
    package func mainOrNew(in scope: TenantScope) async throws -> WhatsAppSession {
        if let session = try await main(in: scope) { return session }
        guard defaults.url != nil else { throw SessionError.noWAHA }
        // No other company's, whatever they call themselves.
        guard let name = SessionName("auzap-\(scope.companyID)-\(SecureRandom.hex(3))") else {
            throw SessionError.nameTaken
        }
        return try await add(name, url: nil, apiKey: nil, in: scope)
    }

    /// The key a session's webhooks are signed with: its own, so that whoever runs one WAHA cannot speak for the
    /// session of another, nor a former holder of a name for the present one. nil when bodies are not signed.
    package func webhookKey(of session: WhatsAppSession) -> String? {
        defaults.webhookSecret.map { secret in
            let purpose = "auzap webhook \(session.companyID) \(session.id)"
            return Hex.encode(HMACSHA256(key: Array(secret.utf8)).tag(of: Array(purpose.utf8)))
        }
    }

    private func config(for session: WhatsAppSession) -> WAHASessionConfig {
        let hook = defaults.webhookURL.map { url in
            WAHASessionConfig.Webhook(url: url, hmac: webhookKey(of: session).map { .init(key: $0) })
        }
        return WAHASessionConfig(
            metadata: ["auzap_company": "\(session.companyID)", "auzap_session": "\(session.id)"],
            webhooks: hook.map { [$0] } ?? [])
    }
}
