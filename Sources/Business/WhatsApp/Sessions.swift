import Domain
import Storage

/// A shop's connections to WhatsApp: who they belong to, and how to reach the WAHA behind each.
package struct Sessions: Sendable {
    /// The server's own WAHA, for sessions that name none.
    package struct ServerDefaults: Sendable {
        package var url: String?
        package var apiKey: String?
        /// Hosts inside the operator's own network that a session may name.
        package var allowedHosts: Set<String>
        /// Where WAHA reaches our webhook; nil when no address of ours is known before the start.
        package var webhookURL: String?
        /// From which each session's own key is made; nil leaves bodies unsigned.
        package var webhookSecret: String?

        package init(
            url: String?, apiKey: String?, allowedHosts: Set<String>, webhookURL: String? = nil,
            webhookSecret: String? = nil
        ) {
            self.url = url
            self.apiKey = apiKey
            self.allowedHosts = allowedHosts
            self.webhookURL = webhookURL
            self.webhookSecret = webhookSecret
        }
    }

    let database: Database
    let secrets: SecretBox
    let clock: any ShopClock
    let defaults: ServerDefaults
    let http: HTTPCaller
    let notices: Notices
    let revived = Revived()
    /// Sleeps between two looks at a session that is starting.
    let pause: @Sendable (Duration) async throws -> Void

    package init(
        database: Database, secrets: SecretBox, clock: any ShopClock, defaults: ServerDefaults, http: HTTPCaller,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.database = database
        self.secrets = secrets
        self.clock = clock
        self.defaults = defaults
        self.http = http
        self.pause = pause
        notices = Notices(database: database, clock: clock)
    }

    package func list(in scope: TenantScope) async throws -> [WhatsAppSession] {
        try await database.read(scope) { tx in try WhatsAppSessionsDAO(tx).list() }
    }

    /// The company's session at WAHA.
    ///
    /// - Throws: `SessionError.unknown`; so do all acts below.
    package func find(_ id: WhatsAppSession.ID, in scope: TenantScope) async throws -> WhatsAppSession {
        let found = try await database.read(scope) { tx in try WhatsAppSessionsDAO(tx).find(id) }
        guard let found, found.transport == .waha else { throw SessionError.unknown }
        return found
    }

    /// Connects a WAHA session to the company: claims its name here, then makes it at WAHA, stopped. A WAHA that
    /// cannot be reached now is told at the first `start`.
    ///
    /// - Parameters:
    ///   - url: Where its WAHA answers; nil for the server's own.
    ///   - apiKey: Kept sealed, never shown again.
    /// - Throws: `SessionError.nameTaken`, `.noWAHA` when neither the session nor the server names one,
    ///   `GatewayError.forbiddenAddress`.
    package func add(
        _ name: SessionName, url: String?, apiKey: String?, in scope: TenantScope
    ) async throws -> WhatsAppSession {
        guard url != nil || defaults.url != nil else { throw SessionError.noWAHA }
        let now = clock.now
        let session = WhatsAppSession(
            id: database.ids.next(), companyID: scope.companyID, name: name, transport: .waha, status: .disconnected,
            wahaURL: url, createdAt: now, updatedAt: now)
        let sealed = apiKey.map { secrets.seal($0, at: Self.place(of: session)) }
        do {
            try await database.write(scope) { tx in try WhatsAppSessionsDAO(tx).insert(session, sealedKey: sealed) }
        } catch StorageError.unique {
            throw SessionError.nameTaken
        }
        do {
            return try await claim(session, in: scope)
        } catch SessionError.nameTaken {
            try await database.write(scope) { tx in try WhatsAppSessionsDAO(tx).delete(session.id) }
            throw SessionError.nameTaken
        } catch let error as GatewayError {
            guard case .forbiddenAddress = error else { return session }
            try await database.write(scope) { tx in try WhatsAppSessionsDAO(tx).delete(session.id) }
            throw error
        }
    }

    /// The company's simulator session, made on first use.
    package func simulator(in scope: TenantScope) async throws -> WhatsAppSession {
        let id: WhatsAppSession.ID = database.ids.next()
        let now = clock.now
        return try await database.write(scope) { tx in
            if let known = try WhatsAppSessionsDAO(tx).simulator() { return known }
            guard let name = SessionName("simulador-\(scope.companyID)") else { throw SessionError.nameTaken }
            let made = WhatsAppSession(
                id: id, companyID: scope.companyID, name: name, transport: .simulator, status: .connected,
                createdAt: now, updatedAt: now)
            try WhatsAppSessionsDAO(tx).insert(made, sealedKey: nil)
            return made
        }
    }

    /// The session a webhook names; nil when no company has it.
    package func named(_ name: SessionName) async throws -> WhatsAppSession? {
        guard let found = try await database.system.session(named: name), found.transport == .waha else { return nil }
        return found
    }

    /// Follows what WAHA says of a session, and tells the shop when it has failed.
    ///
    /// - Parameter phone: The shop's own number; nil when not told.
    package func note(_ state: SessionState, phone: PhoneNumber? = nil, of session: WhatsAppSession) async throws {
        let scope = TenantScope(companyID: session.companyID, actor: .webhook)
        let now = clock.now
        let before = try await database.write(scope) { [notices] tx -> WhatsAppSession.Status? in
            let dao = WhatsAppSessionsDAO(tx)
            guard let before = try dao.find(session.id) else { return nil }
            try dao.setStatus(state.status, phone: phone, of: session.id, at: now)
            try noteCode(state, of: session, at: now, in: tx)
            if state == .working { try SessionCareDAO(tx).noteFirstWork(session.id, at: now) }
            guard before.status != state.status else { return before.status }
            try CompanyEvent.sessionChanged(session.id, state.status).tell(in: tx, at: now)
            // One that fails while it is being restarted has been told of.
            if state == .failed, before.status == .connected { try notices.tell(.sessionFailed(before), in: tx) }
            return before.status
        }
        if state == .working, before != .connected { revived.note(session.id) }
    }

    /// A new QR code is read by the worker; one that is no longer shown is forgotten.
    private func noteCode(
        _ state: SessionState, of session: WhatsAppSession, at now: Moment, in tx: TenantTransaction
    ) throws {
        if state == .scanQRCode { return try Self.queueCode(of: session, ids: database.ids, at: now, tx) }
        if try SessionCareDAO(tx).setCode(nil, of: session.id, at: now) {
            try CompanyEvent.codeChanged(session.id).tell(in: tx, at: now)
        }
    }

    /// The way out to WhatsApp for a session, with its name there.
    ///
    /// - Throws: `SessionError.unknown` when the session is gone, `.noWAHA`.
    package func gateway(
        for id: WhatsAppSession.ID, in scope: TenantScope
    ) async throws -> (gateway: any WhatsAppGateway, name: SessionName) {
        let found = try await database.read(scope) { tx in
            let dao = WhatsAppSessionsDAO(tx)
            return try dao.find(id).map { (session: $0, sealed: try dao.sealedKey(of: id)) }
        }
        guard let found else { throw SessionError.unknown }
        guard found.session.transport == .waha else { return (SimulatorGateway(), found.session.name) }
        return (try waha(of: found.session, sealedKey: found.sealed), found.session.name)
    }

    /// The WAHA behind a session.
    func waha(of session: WhatsAppSession, in scope: TenantScope) async throws -> WAHAGateway {
        let sealed = try await database.read(scope) { tx in try WhatsAppSessionsDAO(tx).sealedKey(of: session.id) }
        return try waha(of: session, sealedKey: sealed)
    }

    private func waha(of session: WhatsAppSession, sealedKey: String?) throws -> WAHAGateway {
        guard let url = session.wahaURL ?? defaults.url else { throw SessionError.noWAHA }
        let own = try sealedKey.map { try secrets.open($0, at: Self.place(of: session)) }
        let key = session.wahaURL == nil ? own ?? defaults.apiKey : own
        let policy: AddressPolicy =
            session.wahaURL == nil ? .operatorConfigured : .publicOnly(allowedHosts: defaults.allowedHosts)
        let endpoint = WAHAEndpoint(baseURL: url, apiKey: key, addressPolicy: policy)
        return WAHAGateway(http: http) { _ in endpoint }
    }

    private static func place(of session: WhatsAppSession) -> SecretPlace {
        SecretPlace(
            table: "whatsapp_sessions", column: "waha_api_key", companyID: session.companyID, row: "\(session.id)")
    }
}

extension Sessions.ServerDefaults: CustomStringConvertible {
    /// Without the key.
    package var description: String { "ServerDefaults(url: \(url ?? "none"))" }
}

/// Why a WhatsApp session could not be used.
package enum SessionError: Error, Sendable, Hashable {
    /// Another session of this server has the name; a webhook names only its session.
    case nameTaken
    /// Neither the session nor the server says where WAHA answers.
    case noWAHA
    case unknown
    /// It is still starting: ask again in some seconds.
    case notReady
    /// Nobody has WhatsApp at that number.
    case notOnWhatsApp
    /// It is not paired with a phone now.
    case notConnected
}

extension SessionState {
    /// What the shop is shown.
    var status: WhatsAppSession.Status {
        switch self {
        case .working: .connected
        case .failed: .failed
        case .stopped: .disconnected
        default: .connecting
        }
    }
}
