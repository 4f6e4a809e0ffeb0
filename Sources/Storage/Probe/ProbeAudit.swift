import Domain

/// Statements run outside the wall, on their way into `audit_log`.
final class ProbeAudit {
    private let actor: String
    private let ids: IDMaker
    private let clock: any ShopClock
    private var waiting: [(text: String, at: Moment)] = []

    init(actor: String, ids: IDMaker, clock: any ShopClock) {
        self.actor = actor
        self.ids = ids
        self.clock = clock
    }

    func note(_ text: String) { waiting.append((text, clock.now)) }

    /// Writes what waits, in a commit of its own; the connection has no transaction open.
    func flush(to connection: SQLiteConnection) throws {
        guard !waiting.isEmpty else { return }
        let entries = waiting
        try connection.acting(as: .system) { session in
            try connection.execute("BEGIN IMMEDIATE")
            do {
                for entry in entries { try insert(entry.text, at: entry.at, session) }
                try connection.execute("COMMIT")
            } catch {
                try? connection.execute("ROLLBACK")
                throw error
            }
        }
        waiting = []
    }

    private func insert(_ text: String, at moment: Moment, _ session: any SQLSession) throws {
        let id: Identifier<ProbeAudit> = ids.next()
        _ = try session.run(
            """
            INSERT INTO audit_log (id, at, actor, act, detail)
            VALUES (\(id), \(moment), \(actor), 'sql.system', \(text))
            """)
    }
}
