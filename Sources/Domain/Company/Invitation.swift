/// Somebody asked to join a company's team.
package struct Invitation: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Invitation>

    package let id: ID
    /// Lower-cased.
    package let email: String
    package let name: String
    package let role: Role
    package let expiresAt: Moment
    package let createdAt: Moment

    package init(id: ID, email: String, name: String, role: Role, expiresAt: Moment, createdAt: Moment) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
        self.expiresAt = expiresAt
        self.createdAt = createdAt
    }
}
