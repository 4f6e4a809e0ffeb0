import Domain

/// What a verified access token says about its holder.
package struct AccessToken: Sendable, Hashable {
    package let userID: User.ID
    package let companyID: Company.ID
    package let role: Role
    package let email: String
    /// Names this one token (`jti`), so that signing out can refuse it.
    package let id: String
    /// Names the sign-in that this token descends from (`sid`), as its refresh tokens do.
    package let family: String
    package let issuedAt: Moment
    package let expiresAt: Moment
    /// The user's token version when it was issued; an older one than the user's present version is refused.
    package let version: Int

    package init(
        userID: User.ID, companyID: Company.ID, role: Role, email: String, id: String, family: String, issuedAt: Moment,
        expiresAt: Moment, version: Int
    ) {
        self.userID = userID
        self.companyID = companyID
        self.role = role
        self.email = email
        self.id = id
        self.family = family
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.version = version
    }
}
