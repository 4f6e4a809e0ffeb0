import Domain

/// Work that outlives the process: kept in the database in the transaction that made it necessary.
package struct Job: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Job>

    /// Which due jobs are begun first.
    package enum Priority: Int, Sendable, CaseIterable, SQLBindable {
        /// Somebody waits for it: answers.
        case awaited = 0
        /// Nobody does: reminders, housekeeping.
        case background = 1

        package var sqlValue: SQLValue { .integer(Int64(rawValue)) }
    }

    package let id: ID
    package let companyID: Company.ID
    /// Which worker takes it.
    package let kind: String
    /// Jobs of one lane run one at a time, oldest first.
    package let lane: String
    /// JSON of the kind's own shape.
    package let payload: String
    /// How often it was begun, this time included.
    package let attempts: Int

    package init(
        id: ID, companyID: Company.ID, kind: String, lane: String, payload: String, attempts: Int
    ) {
        self.id = id
        self.companyID = companyID
        self.kind = kind
        self.lane = lane
        self.payload = payload
        self.attempts = attempts
    }

    /// The right to work inside the job's company.
    package var scope: TenantScope { TenantScope(companyID: companyID, actor: .worker) }
}
