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
    /// As the user typed it.
    package var phone: String?
    package var avatarURL: String?
    package var preferences = UserPreferences()

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

/// By which ways a user wants to be told; stored as JSON.
package struct UserPreferences: Sendable, Hashable, Codable {
    package var notifications = true
    package var emailNotifications = true
    package var whatsappNotifications = true

    package init() {}
}

/// What a user may do. Raw values are the words stored and sent over the API.
package enum Role: String, Sendable, Codable, CaseIterable {
    case superAdmin = "super_admin"
    case owner
    case manager
    case staff
}
