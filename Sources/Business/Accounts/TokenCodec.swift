import Domain
import Foundation

/// Writes and reads access tokens: JWT (RFC 7519) with HS256 and nothing else, after the advice of RFC 8725.
package struct TokenCodec: Sendable {
    package static let issuer = "auzap-api"
    package static let audience = "auzap-client"
    /// Longest life of an access token, in seconds.
    package static let maximumLifetime = 15 * 60
    /// How far two machines' clocks may be apart, in seconds.
    static let leeway: Int64 = 30

    private let jws: CompactJWS
    private let clock: any ShopClock
    let verified = VerifiedTokens()

    /// - Parameter key: At least 32 bytes, from a random source.
    package init(key: [UInt8], clock: any ShopClock) throws(KeyError) {
        jws = try CompactJWS(key: key)
        self.clock = clock
    }

    /// A new token for `user`, in the form sent to the client and in the form that `verify` will return.
    ///
    /// - Parameters:
    ///   - version: The user's present token version.
    ///   - family: Names the sign-in; at most 64 bytes.
    ///   - lifetime: In seconds, 1 to `maximumLifetime`; taken to the nearest of these when outside.
    package func issue(
        for user: User, version: Int, family: String = "", lifetime: Int = maximumLifetime
    ) throws -> (text: String, token: AccessToken) {
        let now = clock.now.milliseconds / 1000
        let expiry = now + Int64(min(max(lifetime, 1), Self.maximumLifetime))
        let token = AccessToken(
            userID: user.id, companyID: user.companyID, role: user.role, email: user.email,
            id: SecureRandom.base64url(16), family: family, issuedAt: Moment(milliseconds: now * 1000),
            expiresAt: Moment(milliseconds: expiry * 1000), version: version)
        let payload = try JSONEncoder().encode(Claims(token))
        return (jws.sign([UInt8](payload)), token)
    }

    /// What a token of ours says, once everything about it has been checked.
    ///
    /// - Throws: `AccountError.malformedToken`, `.invalidToken`, or `.expiredToken`; the last only for a token
    ///   that is right in all else.
    package func verify(_ text: String) throws(AccountError) -> AccessToken {
        if let token = verified[text] {
            try checkTime(of: token, notBefore: nil)
            return token
        }
        let payload = try jws.payload(of: text)
        guard let claims = JSONValue(bytes: payload, depth: 8)?.members, let token = AccessToken(claims) else {
            throw .invalidToken
        }
        try checkTime(of: token, notBefore: claims["nbf"])
        // Ours have none; one that does must be looked at in full each time.
        if claims["nbf"] == nil { verified.insert(token, for: text) }
        return token
    }

    private func checkTime(of token: AccessToken, notBefore: JSONValue?) throws(AccountError) {
        let leeway = Self.leeway * 1000
        let life = token.expiresAt.since(token.issuedAt)
        let age = clock.now.since(token.issuedAt)
        guard life > 0, life <= Int64(Self.maximumLifetime) * 1000, age >= -leeway else {
            throw .invalidToken
        }
        if let notBefore {
            guard let start = Moment(claim: notBefore), clock.now.since(start) >= -leeway else {
                throw .invalidToken
            }
        }
        guard clock.now.since(token.expiresAt) < leeway else { throw .expiredToken }
    }
}

/// The claims as written, in the order a person would read them.
private struct Claims: Encodable {
    let iss = TokenCodec.issuer
    let aud = TokenCodec.audience
    let type = "access"
    let sub: String
    let userId: Int64
    let companyId: Int64
    let role: String
    let email: String
    let ver: Int
    let jti: String
    let sid: String
    let iat: Int64
    let exp: Int64

    init(_ token: AccessToken) {
        sub = token.userID.description
        userId = token.userID.rawValue
        companyId = token.companyID.rawValue
        role = token.role.rawValue
        email = token.email
        ver = token.version
        jti = token.id
        sid = token.family
        iat = token.issuedAt.milliseconds / 1000
        exp = token.expiresAt.milliseconds / 1000
    }
}

extension AccessToken {
    /// Reads the claims; nil when one is missing, of another JSON type, out of range, or meant for others.
    fileprivate init?(_ claims: [String: JSONValue]) {
        guard claims["iss"] == .string(TokenCodec.issuer),
            claims["aud"] == .string(TokenCodec.audience),
            claims["type"] == .string("access"),
            case .string(let subject) = claims["sub"], let userID = User.ID(text: subject),
            claims["userId"] == nil || claims["userId"] == .integer(userID.rawValue),
            case .integer(let company) = claims["companyId"],
            let companyID = Company.ID(text: String(company)),
            case .string(let roleName) = claims["role"], let role = Role(rawValue: roleName),
            case .string(let email) = claims["email"], !email.isEmpty,
            case .string(let id) = claims["jti"], (1...64).contains(id.utf8.count),
            case .string(let family) = claims["sid"], family.utf8.count <= 64,
            case .integer(let version) = claims["ver"], version >= 0,
            let issuedAt = Moment(claim: claims["iat"]), let expiresAt = Moment(claim: claims["exp"])
        else { return nil }
        self.init(
            userID: userID, companyID: companyID, role: role, email: email, id: id, family: family, issuedAt: issuedAt,
            expiresAt: expiresAt, version: Int(version))
    }
}

extension Moment {
    /// Reads a NumericDate of whole seconds, up to the year 9999.
    fileprivate init?(claim: JSONValue?) {
        guard case .integer(let seconds) = claim, (0...253_402_300_799).contains(seconds) else {
            return nil
        }
        self.init(milliseconds: seconds * 1000)
    }
}
