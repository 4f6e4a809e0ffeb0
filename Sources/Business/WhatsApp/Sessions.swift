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

        package init(url: String?, apiKey: String?, allowedHosts: Set<String>) {
            self.url = url
            self.apiKey = apiKey
            self.allowedHosts = allowedHosts
        }
    }

    let database: Database
    let secrets: SecretBox
    let clock: any ShopClock
    let defaults: ServerDefaults
    let http: HTTPCaller

    package init(
        database: Database, secrets: SecretBox, clock: any ShopClock, defaults: ServerDefaults, http: HTTPCaller
    ) {
        self.database = database
        self.secrets = secrets
        self.clock = clock
        self.defaults = defaults
        self.http = http
    }

    package func list(in scope: TenantScope) async throws -> [WhatsAppSession] {
        try await database.read(scope) { tx in try WhatsAppSessionsDAO(tx).list() }
    }

    /// Connects a WAHA session to the company.
    ///
    /// - Parameters:
    ///   - url: Where its WAHA answers; nil for the server's own.
    ///   - apiKey: Kept sealed, never shown again.
    /// - Throws: `SessionError.nameTaken`, `.noWAHA` when neither the session nor the server names one.
    package func add(
        _ name: SessionName, url: String?, apiKey: String?, in scope: TenantScope
    ) async throws -> WhatsAppSession {
        guard url != nil || defaults.url != nil else { throw SessionError.noWAHA }
        let now = clock.now
        let session = WhatsAppSession(
            id: database.ids.next(), companyID: scope.companyID, name: name, transport: .waha, status: .connecting,
            wahaURL: url, createdAt: now, updatedAt: now)
        let sealed = apiKey.map { secrets.seal($0, at: Self.place(of: session)) }
        do {
            try await database.write(scope) { tx in try WhatsAppSessionsDAO(tx).insert(session, sealedKey: sealed) }
        } catch StorageError.unique {
            throw SessionError.nameTaken
        }
        return session
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

    /// Follows what WAHA says of a session.
    package func note(_ state: SessionState, of session: WhatsAppSession) async throws {
        let scope = TenantScope(companyID: session.companyID, actor: .webhook)
        let status: WhatsAppSession.Status =
            switch state {
            case .working: .connected
            case .failed: .failed
            case .stopped: .disconnected
            default: .connecting
            }
        let now = clock.now
        try await database.write(scope) { tx in
            try WhatsAppSessionsDAO(tx).setStatus(status, phone: nil, of: session.id, at: now)
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
        guard let url = found.session.wahaURL ?? defaults.url else { throw SessionError.noWAHA }
        let own = try found.sealed.map { try secrets.open($0, at: Self.place(of: found.session)) }
        let key = found.session.wahaURL == nil ? own ?? defaults.apiKey : own
        let policy: AddressPolicy =
            found.session.wahaURL == nil ? .operatorConfigured : .publicOnly(allowedHosts: defaults.allowedHosts)
        let endpoint = WAHAEndpoint(baseURL: url, apiKey: key, addressPolicy: policy)
        return (WAHAGateway(http: http) { _ in endpoint }, found.session.name)
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
}
