import Domain

/// Work that outlives the process: kept in the database in the transaction that made it necessary.
package struct Job: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Job>

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

    /// The right to work inside the job's company.
    package var scope: TenantScope { TenantScope(companyID: companyID, actor: .worker) }
}
