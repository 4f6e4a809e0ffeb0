import Domain
import Storage

/// The shop's figures over days, services, customers and talks. Every one is computed from rows; those that need an
/// assumption use the company's own and show it.
package struct Reports: Sendable {
    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// A moment in one shop, inside a transaction.
    struct Desk {
        let tx: TenantTransaction
        let settings: CompanySettings
        let zone: ShopZone
        let now: Moment
        /// What the shop's wall shows.
        let wall: LocalDateTime

        init(_ tx: TenantTransaction, now: Moment) throws {
            self.tx = tx
            self.now = now
            settings = try CompaniesDAO(tx).current()?.settings ?? CompanySettings()
            zone = settings.zone
            wall = zone.wall(at: now)
        }

        var today: LocalDay { wall.day }

        func midnight(of day: LocalDay) -> Moment {
            zone.moment(of: LocalDateTime(day: day, time: .midnight))
        }

        /// Where the last `count` days begin, today being one of them.
        func start(ofLast count: Int) -> Moment { midnight(of: firstDay(ofLast: count)) }
        func firstDay(ofLast count: Int) -> LocalDay { today.adding(days: 1 - ReportPeriod.lawful(days: count)) }
    }

    func read<T: Sendable>(_ scope: TenantScope, _ body: @Sendable (Desk) throws -> T) async throws -> T {
        let now = clock.now
        return try await database.read(scope) { tx in try body(Desk(tx, now: now)) }
    }
}
