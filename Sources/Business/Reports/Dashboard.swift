import Domain
import Storage

/// The figures of the shop's first page. Every one is counted from rows.
package struct Dashboard: Sendable {
    package struct Stats: Sendable, Hashable {
        package var conversationsToday = 0
        package var messagesToday = 0
        /// Chats that wait for an answer.
        package var waiting = 0
        /// Chats that a human has taken over.
        package var escalated = 0
        /// Of today's answers, how many the agent wrote: 0...100; nil when there was no answer yet.
        package var automationRate: Double?
        package var whatsapp = WhatsAppSession.Status.disconnected
        package var visits = VisitTally()
        package var at = Moment(milliseconds: 0)
    }

    let database: Database
    let clock: any ShopClock
    /// Writes drop the figures at once; this bounds what only the clock changes, such as "today".
    private static let lifetime = Duration.seconds(30)

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// The figures as `write` words them, counted anew after each write of the company and at least twice a minute.
    package func text(
        in scope: TenantScope, _ write: @escaping @Sendable (Stats) throws -> String
    ) async throws -> String {
        try await database.cache.value(for: .figures(of: scope.companyID), lifetime: Self.lifetime) {
            try write(try await stats(in: scope))
        }
    }

    /// The figures, counted now.
    package func stats(in scope: TenantScope) async throws -> Stats {
        let now = clock.now
        return try await database.report(scope) { tx in
            let zone = try CompaniesDAO(tx).zone()
            let midnight = zone.moment(of: LocalDateTime(day: zone.wall(at: now).day, time: .midnight))
            let chats = try ConversationsDAO(tx).counters(since: midnight, now: now)
            let messages = try MessagesDAO(tx).counters(since: midnight)
            var stats = Stats()
            stats.conversationsToday = chats.today
            stats.waiting = chats.waiting
            stats.escalated = chats.paused
            stats.messagesToday = messages.all
            let answers = messages.byAgent + messages.byHuman
            stats.automationRate = answers == 0 ? nil : .percent(messages.byAgent, of: answers)
            stats.whatsapp = Self.best(of: try WhatsAppSessionsDAO(tx).list().map(\.status))
            stats.visits = try FiguresDAO(tx).totals()
            stats.at = now
            return stats
        }
    }

    /// With several sessions the shop is as connected as its best one.
    private static func best(of statuses: [WhatsAppSession.Status]) -> WhatsAppSession.Status {
        [.connected, .connecting, .failed].first(where: statuses.contains) ?? .disconnected
    }
}
