import Domain

/// The `events` table: what happened in the company, for whoever watches. An event commits with its fact.
package struct EventsDAO {
    /// One thing that happened. Its number grows by one from event to event of a company.
    package struct Event: Sendable, Hashable {
        package let id: Int64
        package let kind: String
        /// JSON.
        package let payload: String
    }

    /// How many of a company are kept.
    package static let kept: Int64 = 1000

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// - Parameters:
    ///   - kind: What happened to what: "appointment.created".
    ///   - payload: Ids and states as JSON, no personal data.
    package func append(_ kind: String, _ payload: String, at now: Moment) throws {
        let id = try newest() + 1
        try tx.run(
            """
            INSERT INTO events (id, kind, payload, created_at) VALUES (\(id), \(kind), \(payload), \(now))
            """)
        try tx.run("DELETE FROM events WHERE id <= \(id - Self.kept)")
    }

    /// The number of the last event; 0 before the first.
    package func newest() throws -> Int64 {
        try tx.first("SELECT id FROM events ORDER BY id DESC LIMIT 1") { $0.int64(0) } ?? 0
    }

    /// Events after `id`, oldest first.
    package func after(_ id: Int64, limit: Int = 100) throws -> [Event] {
        try tx.rows(
            "SELECT id, kind, payload FROM events WHERE id > \(id) ORDER BY id LIMIT \(limit)"
        ) { Event(id: $0.int64(0), kind: $0.string(1), payload: $0.string(2)) }
    }

    /// The oldest number still kept; nil when there are none.
    package func oldest() throws -> Int64? {
        try tx.first("SELECT id FROM events ORDER BY id LIMIT 1") { $0.int64(0) }
    }
}
