import Domain
import Storage
import Synchronization

/// Sessions that began to work again, until somebody has looked after them: between two looks a session may have come and
/// gone unseen.
final class Revived: Sendable {
    private let ids = Mutex<Set<WhatsAppSession.ID>>([])

    func note(_ id: WhatsAppSession.ID) { ids.withLock { _ = $0.insert(id) } }

    /// - Returns: True once for each time it began.
    func take(_ id: WhatsAppSession.ID) -> Bool { ids.withLock { $0.remove(id) != nil } }
}

/// What is done to sessions without anybody asking for it.
extension Sessions {
    /// Asks WAHA where a session stands and keeps the answer when it is news, and now and then as a sign of life.
    ///
    /// - Returns: nil when WAHA knows no such session.
    /// - Throws: `GatewayError` when it does not answer.
    func ask(_ session: WhatsAppSession) async throws -> WAHASession? {
        let scope = TenantScope(companyID: session.companyID, actor: .worker)
        let known = try await waha(of: session, in: scope).describe(session.name)
        let state = known?.state ?? .stopped
        let isNews = state.status != session.status || known?.phone != session.phone || state == .scanQRCode
        if isNews || clock.now.since(session.updatedAt) >= Self.signOfLife {
            try await note(state, phone: known?.phone, of: session)
        }
        return known
    }

    /// Milliseconds.
    private static let signOfLife: Int64 = 120_000

    /// True once for each time that the session began to work.
    func isRevived(_ session: WhatsAppSession) -> Bool {
        revived.take(session.id)
    }

    func restart(_ session: WhatsAppSession) async throws {
        let scope = TenantScope(companyID: session.companyID, actor: .worker)
        try await waha(of: session, in: scope).tell(session.name, to: .restart)
    }

    /// Drops the phone's credentials, starts the session anew, and tells the shop that it has to be paired.
    func startOver(_ session: WhatsAppSession) async throws {
        let scope = TenantScope(companyID: session.companyID, actor: .worker)
        let waha = try await waha(of: session, in: scope)
        try await waha.tell(session.name, to: .logout)
        try await waha.tell(session.name, to: .start)
        let now = clock.now
        try await database.write(scope) { [notices] tx in
            try SessionCareDAO(tx).forgetPhone(of: session.id, at: now)
            try notices.tell(.pairingLost(session), in: tx)
        }
    }
}
