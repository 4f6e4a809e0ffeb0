import Domain
import HTTPTypes
import Support
import Testing

@testable import Business

@Suite("Tokens that nobody was given") struct ForgedTokenTests {
    private static let site = Task { try await Site() }
    private static let header = #"{"alg":"HS256","typ":"JWT"}"#
    private static let serverKey = [UInt8](repeating: 7, count: 32)

    /// A token of the first shop's owner, with the key of the server unless told.
    private static func token(
        _ site: Site, header: String = header, key: [UInt8] = serverKey,
        _ edit: (inout [String: JSONValue]) -> Void = { _ in }
    ) throws -> String {
        let user = site.shops.first.signedIn.user
        let now = site.shops.clock.now.milliseconds / 1000
        var claims: [String: JSONValue] = [
            "iss": .string("auzap-api"), "aud": .string("auzap-client"), "type": .string("access"),
            "sub": .string("\(user.id)"), "userId": .integer(user.id.rawValue),
            "companyId": .integer(user.companyID.rawValue), "role": .string("owner"), "email": .string(user.email),
            "ver": .integer(0), "jti": .string("forged"), "sid": .string("family"), "iat": .integer(now),
            "exp": .integer(now + 900),
        ]
        edit(&claims)
        let payload = JSONText.text(.object(claims))
        let signed = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(payload.utf8)))"
        return "\(signed).\(Base64URL.encode(HMACSHA256(key: key).tag(of: signed.utf8)))"
    }

    private static func answer(_ token: String, _ site: Site) async throws -> Site.Answer {
        try await site.call(.get, "/api/auth/me", token: token)
    }

    private static func expectRefusal(_ token: String, _ note: String) async throws {
        let site = try await site.value
        let answer = try await answer(token, site)
        #expect(answer.status == .unauthorized, "\(note)")
        #expect(answer == (try await Self.answer("a.b.c", site)), "\(note): every refusal is the same")
    }

    @Test("the tokens of this suite are good but for what is wrong with them")
    func good() async throws {
        let site = try await Self.site.value
        #expect(try await Self.answer(try Self.token(site), site).status == .ok)
    }

    @Test(
        "another algorithm is refused, whatever signs it",
        arguments: [
            #"{"alg":"none","typ":"JWT"}"#, #"{"alg":"None"}"#, #"{"alg":"NONE"}"#, #"{"alg":"nOnE"}"#,
            #"{"alg":""}"#, #"{"alg":null}"#, #"{"alg":["HS256"]}"#, #"{"alg":"hs256"}"#, #"{"alg":"HS384"}"#,
            #"{"alg":"HS512"}"#, #"{"alg":"RS256"}"#, #"{"alg":"ES256"}"#, #"{"alg":"PS256"}"#, #"{"alg":"EdDSA"}"#,
            #"{"alg":"dir","enc":"A256GCM"}"#, #"{"typ":"JWT"}"#, "{}", "[]", "null", "",
            #"{"alg":"HS256","crit":["exp"]}"#, #"{"alg":"HS256","crit":[]}"#, #"{"alg":"HS256","typ":"refresh"}"#,
            #"{"alg":"HS256","typ":7}"#, #"{"alg":"HS256","alg":"none"}"#, #"{"alg":"HS256"} x"#,
        ])
    func algorithm(header: String) async throws {
        let site = try await Self.site.value
        let token = try Self.token(site, header: header)
        try await Self.expectRefusal(token, header)
        let unsigned = token.split(separator: ".").prefix(2).joined(separator: ".")
        try await Self.expectRefusal(unsigned + ".", header)
        try await Self.expectRefusal(unsigned, header)
    }

    @Test("another key is refused", arguments: [[UInt8](repeating: 0, count: 32), [UInt8](repeating: 7, count: 31)])
    func key(key: [UInt8]) async throws {
        try await Self.expectRefusal(try Self.token(try await Self.site.value, key: key), "key")
    }

    @Test("one letter changed anywhere is refused")
    func edited() async throws {
        let token = try Self.token(try await Self.site.value)
        for place in stride(from: 0, to: token.utf8.count, by: 7) {
            var bytes = Array(token.utf8)
            guard bytes[place] != UInt8(ascii: ".") else { continue }
            bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            try await Self.expectRefusal(String(decoding: bytes, as: UTF8.self), "letter \(place)")
        }
        for text in [token + "A", token + ".", "." + token, token + "." + token, String(token.dropLast())] {
            try await Self.expectRefusal(text, "length")
        }
    }

    @Test(
        "a claim that is missing or of another type is refused",
        arguments: ["iss", "aud", "type", "sub", "companyId", "role", "email", "ver", "jti", "sid", "iat", "exp"])
    func types(claim: String) async throws {
        let site = try await Self.site.value
        let wrong: [JSONValue?] = [
            nil, .null, .bool(true), .integer(-1), .number(1.5), .string(""), .array([]), .object([:]),
            .array([.string("auzap-client")]), .integer(.max), .string(String(repeating: "9", count: 40)),
        ]
        for value in wrong {
            // An empty name of the sign-in is lawful: it names none.
            if claim == "sid", value == .string("") || value == .string(String(repeating: "9", count: 40)) { continue }
            if ["jti", "email"].contains(claim), value == .string(String(repeating: "9", count: 40)) { continue }
            let token = try Self.token(site) { $0[claim] = value }
            let answer = try await Self.answer(token, site)
            #expect(answer.status == .unauthorized, "\(claim): \(String(describing: value))")
            #expect(answer == (try await Self.answer("a.b.c", site)), "\(claim): \(String(describing: value))")
        }
    }

    @Test("a claim that says something else is refused")
    func values() async throws {
        let site = try await Self.site.value
        let now = site.shops.clock.now.milliseconds / 1000
        let (first, second) = (site.shops.first.signedIn.user, site.shops.second.signedIn.user)
        let edits: [(String, [String: JSONValue])] = [
            ("issuer", ["iss": .string("auzap")]), ("audience", ["aud": .string("auzap-api")]),
            ("refresh used as access", ["type": .string("refresh")]), ("role", ["role": .string("root")]),
            ("two users", ["userId": .integer(second.id.rawValue)]),
            ("other company", ["companyId": .integer(second.companyID.rawValue)]),
            ("no such company", ["companyId": .integer(999_999)]),
            (
                "user of another company",
                ["sub": .string("\(second.id)"), "userId": .integer(second.id.rawValue)]
            ),
            ("version behind", ["ver": .integer(-1)]), ("version ahead", ["ver": .integer(1)]),
            ("from the future", ["iat": .integer(now + 60), "exp": .integer(now + 900)]),
            ("not before", ["nbf": .integer(now + 60)]), ("too long a life", ["exp": .integer(now + 901)]),
            ("ends before it begins", ["iat": .integer(now), "exp": .integer(now)]),
            ("ends in the year 10000", ["exp": .integer(253_402_300_800)]),
        ]
        for (note, edit) in edits {
            try await Self.expectRefusal(try Self.token(site) { $0.merge(edit) { $1 } }, note)
        }
        #expect(first.companyID != second.companyID)
    }

    @Test("an expired one says so, in a body of the same form; signing in again or refreshing helps")
    func expired() async throws {
        let site = try await Self.site.value
        let now = site.shops.clock.now.milliseconds / 1000
        let token = try Self.token(site) { $0.merge(["iat": .integer(now - 1000), "exp": .integer(now - 100)]) { $1 } }
        let answer = try await Self.answer(token, site)
        #expect(answer.status == .unauthorized)
        #expect(answer.json.keys.sorted() == ["error", "message", "success"])
        #expect(answer.error == "Unauthorized" && answer.message?.contains("expirou") == true)
    }

    @Test("a refresh token, a setup link and the operator's token open nothing")
    func others() async throws {
        let site = try await Self.site.value
        for token in [site.shops.first.signedIn.tokens.refresh, Site.operatorToken, "1.setup"] {
            try await Self.expectRefusal(token, "other kind")
        }
    }
}

/// Claims as compact JSON.
private enum JSONText {
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): "\"\(text)\""
        case .array(let items): "[\(items.map(Self.text).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\"\($0.key)\":\(Self.text($0.value))" }.sorted().joined(separator: ","))}"
        }
    }
}
