import Domain
import Storage

/// Notices a session that says it works and hears nothing (waha#2151).
package struct Watchdog: Sendable {
    let database: Database
    let clock: any ShopClock
    let notices: Notices

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
        notices = Notices(database: database, clock: clock)
    }

    /// Tells the shop, once for each silence, when nothing has come in for unusually long and the shop is open.
    ///
    /// - Returns: True when it was told.
    @discardableResult
    package func look(at session: WhatsAppSession) async throws -> Bool {
        let now = clock.now
        let scope = TenantScope(companyID: session.companyID, actor: .worker)
        let silence = try await database.read(scope) { tx in try Self.silence(of: session, at: now, in: tx) }
        guard let silence else { return false }
        try await database.write(scope) { [notices] tx in
            try SessionCareDAO(tx).noteSilence(session.id, at: now)
            try notices.tell(.silent(session, silence), in: tx)
        }
        return true
    }

    /// What is unusual about a session.
    struct Silence: Sendable, Hashable {
        /// On the shop's wall.
        let since: LocalDateTime
        let hours: Int
        let expected: Int
    }

    static func silence(
        of session: WhatsAppSession, at now: Moment, in tx: TenantTransaction
    ) throws -> Silence? {
        let care = SessionCareDAO(tx)
        let from = now.adding(milliseconds: -Int(SilenceRule.longest))
        guard let heard = try care.lastHeard(session.id, since: from),
            now.since(heard) >= SilenceRule.shortest
        else { return nil }
        if let told = try care.silenceToldAt(session.id), told >= heard { return nil }
        let settings = try CompaniesDAO(tx).current()?.settings ?? CompanySettings()
        let wall = settings.zone.wall(at: now)
        guard try isOpen(wall, settings, in: tx) else { return nil }
        let counts = try (1...SilenceRule.weeks).compactMap { week -> Int? in
            let back = -week * 7 * 86_400
            let start = heard.adding(seconds: back).adding(milliseconds: 1)
            guard session.createdAt <= start else { return nil }
            return try care.heard(session.id, from: start, to: now.adding(seconds: back))
        }
        guard let expected = SilenceRule.expected(from: counts) else { return nil }
        return Silence(
            since: settings.zone.wall(at: heard), hours: Int(now.since(heard) / 3_600_000), expected: expected)
    }

    private static func isOpen(
        _ wall: LocalDateTime, _ settings: CompanySettings, in tx: TenantTransaction
    ) throws -> Bool {
        let slot = Slot(day: wall.day, start: wall.time, minutes: 1)
        guard try BusinessHoursDAO(tx).week().cover(slot), settings.holidays.closing(on: wall.day) == nil else {
            return false
        }
        return try !BlockedDatesDAO(tx).list(from: wall.day).contains { $0.touches(slot) }
    }
}
