import Domain

/// A user as the API shows them.
struct UserBody: Encodable {
    let id: User.ID
    let email: String
    let name: String
    let phone: String?
    let role: Role
    let isActive: Bool
    let companyId: Company.ID
    let companyName: String?
    let companySlug: String?
    let createdAt: String

    static let schema: Schema = .named(
        "User",
        .object(
            .always("id", .id), .always("email", .text), .always("name", .text), .maybe("phone", .text),
            .always("role", .words(Role.self)), .always("isActive", .boolean), .always("companyId", .id),
            .maybe("companyName", .text), .maybe("companySlug", .text), .always("createdAt", .moment)))

    init(_ user: User, companyName: String? = nil, slug: String? = nil) {
        id = user.id
        email = user.email
        name = user.name
        phone = user.phone
        role = user.role
        isActive = user.isActive
        companyId = user.companyID
        self.companyName = companyName
        companySlug = slug
        createdAt = user.createdAt.iso8601
    }
}
