import Domain

/// The `idempotency_keys` table: what clients called their acts, and how each was answered.
package struct IdempotencyDAO {
    /// How an act under a key stands.
    package enum Standing: Sendable, Hashable {
        /// This caller may do it.
        case begun
        /// Somebody is doing it now.
        case running
        case answered(status: Int, body: String)
        /// The key stands for another request.
        case other
    }

    /// After so long an act without an answer counts as broken off, in milliseconds.
    private static let patience: Int64 = 60_000
    /// How long answers are kept, in seconds.
    private static let lifetime = 86_400

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    package func begin(_ key: String, of user: User.ID, requestHash: String, at now: Moment) throws -> Standing {
        try tx.run("DELETE FROM idempotency_keys WHERE started_at < \(now.adding(seconds: -Self.lifetime))")
        let known = try tx.first(
            """
            SELECT request_hash, status, body, started_at FROM idempotency_keys
            WHERE user_id = \(user) AND key = \(key)
            """
        ) { row in
            (
                hash: row.string(0), status: row.optional(1) { $0.int(1) }, body: row.optionalString(2),
                startedAt: row.moment(3)
            )
        }
        guard let known else {
            try tx.run(
                """
                INSERT INTO idempotency_keys (user_id, key, request_hash, started_at)
                VALUES (\(user), \(key), \(requestHash), \(now))
                """)
            return .begun
        }
        guard known.hash == requestHash else { return .other }
        if let status = known.status { return .answered(status: status, body: known.body ?? "") }
        guard now.since(known.startedAt) > Self.patience else { return .running }
        try tx.run(
            "UPDATE idempotency_keys SET started_at = \(now) WHERE user_id = \(user) AND key = \(key)")
        return .begun
    }

    package func answer(_ key: String, of user: User.ID, status: Int, body: String) throws {
        try tx.run(
            """
            UPDATE idempotency_keys SET status = \(status), body = \(body) WHERE user_id = \(user) AND key = \(key)
            """)
    }

    /// Lets the act be tried again under the same key.
    package func forget(_ key: String, of user: User.ID) throws {
        try tx.run("DELETE FROM idempotency_keys WHERE user_id = \(user) AND key = \(key)")
    }
}
