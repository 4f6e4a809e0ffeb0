import Testing

@testable import Business

@Suite struct CompactJWSTests {
    /// Two vectors that repeat case 357, a valid text, under the title of a padding error that was lost.
    private static let sameAsValid: Set<Int> = [367, 370]
    /// Two vectors that let a reader drop a stray "?"; a strict one refuses.
    private static let needsLeniency: Set<Int> = [372, 373]

    @Test(
        "every HS256 signature of Wycheproof is judged as published", .enabled(if: Wycheproof.isPresent)
    )
    func wycheproofSignatures() throws {
        var judged = 0
        for group in try Wycheproof.read(
            "json_web_signature_test.json", as: Wycheproof.SignatureFile.self
        ).testGroups {
            guard group.private?.alg == "HS256", let text = group.private?.k else { continue }
            let jws = try CompactJWS(key: #require(Base64URL.decode(text)))
            for vector in group.tests where !Self.sameAsValid.contains(vector.tcId) {
                let expected = vector.result == "valid" && !Self.needsLeniency.contains(vector.tcId)
                let accepted = (try? jws.payload(of: vector.jws)) != nil
                #expect(accepted == expected, "case \(vector.tcId): \(vector.comment)")
                judged += 1
            }
        }
        #expect(judged == 38)
    }

    @Test(
        "texts of any other algorithm are refused, right or wrong", .enabled(if: Wycheproof.isPresent))
    func otherAlgorithms() throws {
        let jws = try CompactJWS(key: [UInt8](repeating: 7, count: 32))
        var judged = 0
        for group in try Wycheproof.read(
            "json_web_signature_test.json", as: Wycheproof.SignatureFile.self
        ).testGroups
        where group.private?.alg != "HS256" {
            for vector in group.tests {
                #expect(throws: AccountError.self) { try jws.payload(of: vector.jws) }
                judged += 1
            }
        }
        #expect(judged > 300)
    }

    @Test("short and empty keys are refused and a long one works", .enabled(if: Wycheproof.isPresent))
    func wycheproofKeys() throws {
        var judged = 0
        for group in try Wycheproof.read("json_web_key_test.json", as: Wycheproof.KeyFile.self)
            .testGroups
        where group.comment == "HS256" {
            let key = try #require(group.private?.keys?.first?.k.flatMap { Base64URL.decode($0) })
            for vector in group.tests {
                let payload = try? CompactJWS(key: key).payload(of: vector.jws)
                #expect(
                    (payload != nil) == (vector.result == "valid"), "case \(vector.tcId): \(vector.comment)")
                judged += 1
            }
        }
        #expect(judged == 3)
    }

    @Test("a key of 31 bytes is refused and told by its size, one of 32 is taken")
    func keySize() throws {
        #expect(throws: KeyError(needed: 32, found: 31)) {
            try CompactJWS(key: [UInt8](repeating: 1, count: 31))
        }
        _ = try CompactJWS(key: [UInt8](repeating: 1, count: 32))
    }

    @Test("what was signed comes back, byte for byte")
    func roundTrip() throws {
        let jws = try CompactJWS(key: [UInt8](repeating: 1, count: 32))
        for count in 0..<70 {
            let payload = SecureRandom.bytes(count)
            #expect(try jws.payload(of: jws.sign(payload)) == payload)
        }
    }

    @Test("a text over 4096 bytes is refused before it is decoded")
    func tooLong() throws {
        let jws = try CompactJWS(key: [UInt8](repeating: 1, count: 32))
        #expect(throws: AccountError.malformedToken) {
            try jws.payload(of: jws.sign([UInt8](repeating: 65, count: 4000)))
        }
    }

    @Test(
        "a header is judged by its algorithm and its critical extensions, and by nothing it offers",
        arguments: [
            (#"{"alg":"HS256"}"#, true),
            (#"{"typ":"jwt","alg":"HS256"}"#, true),
            (#"{"alg":"HS256","kid":"../../dev/null"}"#, true),
            (#"{"alg":"HS256","jku":"https://example.com/keys","x5u":"https://example.com/cert"}"#, true),
            (#"{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}"#, true),
            (#"{"alg":"none"}"#, false),
            (#"{"alg":"None"}"#, false),
            (#"{"alg":"hs256"}"#, false),
            (#"{"alg":"HS256 "}"#, false),
            (#"{"alg":"HS384"}"#, false),
            (#"{"alg":"HS512"}"#, false),
            (#"{"alg":"RS256"}"#, false),
            (#"{"alg":["HS256"]}"#, false),
            (#"{"alg":null}"#, false),
            (#"{"typ":"JWT"}"#, false),
            (#"{"alg":"HS256","typ":"JWE"}"#, false),
            (#"{"alg":"HS256","typ":1}"#, false),
            (#"{"alg":"HS256","crit":[]}"#, false),
            (#"{"alg":"HS256","crit":["b64"],"b64":false}"#, false),
            (#"{"alg":"none","alg":"HS256"}"#, false),
            (#"{"alg":"HS256","alg":"HS256"}"#, false),
            (#"{"alg":"HS256"} {}"#, false),
            (#"[{"alg":"HS256"}]"#, false),
            (#"{"alg":"HS256""#, false),
            ("", false),
        ])
    func headers(header: String, isAccepted: Bool) throws {
        let key = [UInt8](repeating: 9, count: 32)
        let text = Forge.token(header: header, payload: "{}", key: key)
        let payload = try? CompactJWS(key: key).payload(of: text)
        #expect((payload != nil) == isAccepted)
    }
}

/// Signs what the codec itself never would.
enum Forge {
    static func token(header: String, payload: String, key: [UInt8]) -> String {
        let signed = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(payload.utf8)))"
        return "\(signed).\(Base64URL.encode(HMACSHA256(key: key).tag(of: signed.utf8)))"
    }
}
