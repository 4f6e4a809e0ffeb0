/// Why somebody could not sign in, register or prove who they are.
package enum AccountError: Error, Sendable, Hashable {
    /// Too many passwords are waiting to be checked; the same request may be repeated in a moment.
    case busy
    /// No such account, or another password; which of the two is never told.
    case invalidCredentials
    /// Another user already signs in with this email.
    case emailTaken
    /// The rules the new password breaks, as Portuguese sentences for the person who typed it.
    case weakPassword([String])
    /// The text does not have the shape of a token.
    case malformedToken
    /// The token was ours and is past its time; refreshing helps.
    case expiredToken
    /// The token is forged, revoked or of another kind.
    case invalidToken
    /// The company was switched off; nobody of it may sign in.
    case companyInactive
    /// The password given as the present one is not.
    case wrongPassword
    /// Nobody would be left who may run the company.
    case lastOwner
    /// No such person in this company.
    case unknownPerson
    /// Somebody may not give or take a role above their own.
    case aboveOwnRole
    /// The invitation is unknown, used or expired.
    case invitationOver
    /// This server takes no new companies, or only invited ones.
    case registrationClosed
    /// The first owner exists already, so the set-up link no longer works.
    case setupDone
}
