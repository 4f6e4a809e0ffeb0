import Domain

/// A job that was set aside after its last try.
package struct DeadJob: Sendable, Hashable, Identifiable {
    package let id: Job.ID
    package let companyID: Company.ID
    package let kind: String
    package let lane: String
    /// How often it was begun.
    package let attempts: Int
    /// Of the last try.
    package let error: String?
    package let createdAt: Moment

    init(row: Row) {
        id = row.id(0)
        companyID = row.id(1)
        kind = row.string(2)
        lane = row.string(3)
        attempts = row.int(4)
        error = row.optionalString(5)
        createdAt = row.moment(6)
    }
}
