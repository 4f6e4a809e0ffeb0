import Domain

/// The `onboarding` table: at most one row a company.
package struct OnboardingDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Bytes that this data takes in its column.
    package static func size(of data: [String: JSONValue]) throws -> Int { try JSONText.encode(data).utf8.count }

    package func progress() throws -> OnboardingProgress? {
        try tx.first("SELECT step, data, created_at, updated_at, completed_at FROM onboarding") { row in
            OnboardingProgress(
                step: row.int(0), data: JSONValue(bytes: row.string(1).utf8)?.members ?? [:],
                createdAt: row.moment(2), updatedAt: row.moment(3), completedAt: row.optionalMoment(4))
        }
    }

    package func insert(_ progress: OnboardingProgress) throws {
        try tx.run(
            """
            INSERT INTO onboarding (step, data, created_at, updated_at, completed_at)
            VALUES (\(progress.step), \(try JSONText.encode(progress.data)), \(progress.createdAt),
                    \(progress.updatedAt), \(progress.completedAt))
            """)
    }

    package func update(_ progress: OnboardingProgress) throws {
        try tx.run(
            """
            UPDATE onboarding SET step = \(progress.step), data = \(try JSONText.encode(progress.data)),
                updated_at = \(progress.updatedAt), completed_at = \(progress.completedAt)
            """)
    }

    /// - Returns: False when there was none.
    package func delete() throws -> Bool { try tx.run("DELETE FROM onboarding") > 0 }
}
