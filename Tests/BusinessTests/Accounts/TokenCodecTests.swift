import Domain
import Foundation
import Synchronization
import Testing

@testable import Business

@Suite struct TokenCodecTests {
    private static let key = [UInt8](repeating: 5, count: 32)
    private static let now: Int64 = 1_793_534_400
    private static let header = #"{"alg":"HS256","typ":"JWT"}"#

    private let clock = SetClock(seconds: Self.now)
    private let user = User(
        id: User.ID(7), companyID: Company.ID(3), email: "ana+1@exemplo.com.br",
        name: "Ana \"Lu\" Souza",
        role: .manager, isActive: true, createdAt: Moment(milliseconds: 0))

    private func codec() throws -> TokenCodec { try TokenCodec(key: Self.key, clock: clock) }

    @Test("an issued token says who its holder is, for fifteen minutes")
    func roundTrip() throws {
        let (text, token) = try codec().issue(for: user, version: 4)
        #expect(try codec().verify(text) == token)
        #expect(token.userID == user.id && token.companyID == user.companyID && token.role == .manager)
        #expect(token.email == user.email && token.version == 4)
        #expect(token.issuedAt == clock.now)
        #expect(token.expiresAt == clock.now.adding(seconds: 900))
    }

    @Test("a token that was looked at before still ends with its time, and a changed one is still refused")
    func seenBefore() throws {
        let codec = try codec()
        let text = try codec.issue(for: user, version: 4).text
        _ = try codec.verify(text)
        #expect(codec.verified.count == 1)
        #expect(throws: AccountError.invalidToken) { try codec.verify(text.dropLast(3) + "AAA") }
        clock.set(seconds: Self.now + 931)
        #expect(throws: AccountError.expiredToken) { try codec.verify(text) }
    }

    @Test("no more tokens are remembered than a fixed number")
    func bounded() throws {
        let known = VerifiedTokens()
        let token = try codec().issue(for: user, version: 4).token
        for number in 0..<3 * VerifiedTokens.most { known.insert(token, for: "\(number)") }
        #expect((1...VerifiedTokens.most).contains(known.count))
    }

    @Test("the payload carries the names that API clients read")
    func wireNames() throws {
        let text = try codec().issue(for: user, version: 4).text
        let payload = try #require(Base64URL.decode(String(text.split(separator: ".")[1])))
        let claims = try #require(JSONValue(bytes: payload, depth: 8)?.members)
        #expect(claims["iss"] == .string("auzap-api") && claims["aud"] == .string("auzap-client"))
        #expect(claims["sub"] == .string("7") && claims["userId"] == .integer(7))
        #expect(claims["companyId"] == .integer(3) && claims["role"] == .string("manager"))
        #expect(
            claims["email"] == .string("ana+1@exemplo.com.br") && claims["type"] == .string("access"))
        #expect(claims["iat"] == .integer(Self.now) && claims["exp"] == .integer(Self.now + 900))
        #expect(claims["ver"] == .integer(4))
        #expect(claims["jti"] != nil)
    }

    @Test("two tokens of one moment differ in their id")
    func distinctIDs() throws {
        let codec = try codec()
        #expect(
            try codec.issue(for: user, version: 1).token.id != codec.issue(for: user, version: 1).token.id
        )
    }

    @Test("a token is taken until thirty seconds past its time, and then told to be expired")
    func expiry() throws {
        let text = try codec().issue(for: user, version: 1, lifetime: 60).text
        clock.set(seconds: Self.now + 89)
        _ = try codec().verify(text)
        clock.set(seconds: Self.now + 90)
        #expect(throws: AccountError.expiredToken) { try codec().verify(text) }
    }

    @Test("a lifetime outside one second to fifteen minutes is brought inside")
    func lifetimeLimits() throws {
        let long = try codec().issue(for: user, version: 1, lifetime: 86_400).token
        #expect(long.expiresAt == clock.now.adding(seconds: 900))
        let short = try codec().issue(for: user, version: 1, lifetime: -5).token
        #expect(short.expiresAt == clock.now.adding(seconds: 1))
    }

    @Test("a token of another server's key is refused")
    func otherKey() throws {
        let other = try TokenCodec(key: [UInt8](repeating: 6, count: 32), clock: clock)
        let text = try other.issue(for: user, version: 1).text
        #expect(throws: AccountError.invalidToken) { try codec().verify(text) }
    }

    @Test("a signing key under 32 bytes is refused when the codec is made")
    func shortKey() {
        #expect(throws: KeyError(needed: 32, found: 16)) {
            try TokenCodec(key: [UInt8](repeating: 5, count: 16), clock: clock)
        }
    }

    @Test("a changed character anywhere makes the token worthless")
    func everyCharacter() throws {
        let text = Array(try codec().issue(for: user, version: 1).text.utf8)
        for index in text.indices {
            var edited = text
            edited[index] = edited[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: AccountError.self) {
                try codec().verify(String(decoding: edited, as: UTF8.self))
            }
        }
    }

    @Test("text around, inside or missing from a token makes it malformed")
    func shapes() throws {
        let text = try codec().issue(for: user, version: 1).text
        let parts = text.split(separator: ".").map(String.init)
        let shapes = [
            "", ".", "..", "...", " ", text + ".", "." + text, text + " ", " " + text, text + "\n",
            text + "=",
            text + ".x", parts[0] + "=." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "=." + parts[2],
            parts[0] + "." + parts[1], parts[0] + " ." + parts[1] + "." + parts[2],
            text.replacing(".", with: ". "), "Bearer " + text, text + "\0",
            "{\"payload\":\"\(parts[1])\"}",
        ]
        for shape in shapes where shape != ".." {
            #expect(throws: AccountError.malformedToken, "\(shape)") { try codec().verify(shape) }
        }
        #expect(throws: AccountError.invalidToken) { try codec().verify("..") }
        #expect(throws: AccountError.invalidToken) { try codec().verify("\(parts[0]).\(parts[1]).") }
    }

    @Test(
        "a claim that is absent, of another type or meant for others is refused, though rightly signed")
    func claims() throws {
        let wrong: [(String, String?)] = [
            ("iss", nil), ("iss", #""other""#), ("aud", nil), ("aud", #"["auzap-client"]"#),
            ("aud", #""auzap-api""#),
            ("type", nil), ("type", #""refresh""#), ("type", "true"), ("sub", nil), ("sub", "7"),
            ("sub", #""0""#),
            ("sub", #""-7""#), ("sub", #""7 ""#), ("sub", #""x""#), ("userId", "8"), ("userId", #""7""#),
            ("companyId", nil), ("companyId", #""3""#), ("companyId", "0"), ("companyId", "-3"),
            ("companyId", "3.0"),
            ("companyId", "null"), ("companyId", "[3]"), ("role", nil), ("role", #""admin""#),
            ("role", "1"),
            ("email", nil), ("email", "5"), ("email", #""""#), ("jti", nil), ("jti", #""""#),
            ("jti", "1"), ("sid", nil), ("sid", "1"), ("sid", "\"\(String(repeating: "s", count: 65))\""),
            ("jti", "\"\(String(repeating: "j", count: 65))\""), ("ver", nil), ("ver", "-1"),
            ("ver", #""1""#),
            ("iat", nil), ("iat", "\"\(Self.now)\""), ("iat", "\(Self.now).0"), ("iat", "-1"),
            ("exp", nil),
            ("exp", "\"\(Self.now + 60)\""), ("exp", "true"), ("exp", "9223372036854775807"),
            ("exp", "1e300"),
            ("exp", "\(Self.now)"), ("exp", "\(Self.now - 60)"), ("exp", "\(Self.now + 901)"),
            ("iat", "\(Self.now + 31)"), ("nbf", "\(Self.now + 31)"), ("nbf", #""1""#),
        ]
        for (name, value) in wrong {
            let token = forged { $0[name] = value }
            #expect(throws: AccountError.invalidToken, "\(name) = \(value ?? "absent")") {
                try codec().verify(token)
            }
        }
    }

    @Test("claims within what is allowed are taken, known or not")
    func allowedClaims() throws {
        _ = try codec().verify(forged { _ in })
        let changes: [(String, String?)] = [
            ("userId", nil), ("nbf", "\(Self.now + 30)"), ("iat", "\(Self.now + 30)"),
            ("extra", #"{"a":[1]}"#),
        ]
        for (name, value) in changes { _ = try codec().verify(forged { $0[name] = value }) }
    }

    @Test("a claim given twice is refused, though rightly signed")
    func duplicateClaim() throws {
        let payload = forgedPayload { _ in }.dropLast() + #","companyId":4}"#
        let token = Forge.token(header: Self.header, payload: String(payload), key: Self.key)
        #expect(throws: AccountError.invalidToken) { try codec().verify(token) }
    }

    private func forged(_ edit: (inout [String: String]) -> Void) -> String {
        Forge.token(header: Self.header, payload: forgedPayload(edit), key: Self.key)
    }

    private func forgedPayload(_ edit: (inout [String: String]) -> Void) -> String {
        var claims = [
            "iss": #""auzap-api""#, "aud": #""auzap-client""#, "type": #""access""#, "sub": #""7""#,
            "userId": "7",
            "companyId": "3", "role": #""owner""#, "email": #""a@b.co""#, "jti": #""j1""#, "ver": "1",
            "sid": #""f1""#,
            "iat": "\(Self.now)", "exp": "\(Self.now + 900)",
        ]
        edit(&claims)
        return "{" + claims.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }
}

/// A clock that stands where a test puts it.
private final class SetClock: ShopClock {
    private let moment: Mutex<Moment>

    init(seconds: Int64) { moment = Mutex(Moment(milliseconds: seconds * 1000)) }

    var now: Moment { moment.withLock { $0 } }
    func set(seconds: Int64) { moment.withLock { $0 = Moment(milliseconds: seconds * 1000) } }
}
