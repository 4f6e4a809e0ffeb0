/// Someone who signs in to the panel or the API.
package struct User: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<User>

    package let id: ID
    package let companyID: Company.ID
    /// Lower-cased, unique over all companies.
    package var email: String
    package var name: String
    package var role: Role
    package var isActive: Bool
    package let createdAt: Moment

    package init(
        id: ID, companyID: Company.ID, email: String, name: String, role: Role, isActive: Bool, createdAt: Moment
    ) {
        self.id = id
        self.companyID = companyID
        self.email = email
        self.name = name
        self.role = role
        self.isActive = isActive
        self.createdAt = createdAt
    }
}

/// What a user may do. Raw values are the words stored and sent over the API.
package enum Role: String, Sendable, Codable, CaseIterable {
    case superAdmin = "super_admin"
    case owner
    case manager
    case staff
}
