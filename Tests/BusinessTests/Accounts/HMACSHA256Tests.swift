import Testing

@testable import Business

@Suite struct HMACSHA256Tests {
    @Test("a key longer than a block gives the tag of RFC 4231, case 6")
    func longKey() {
        let hmac = HMACSHA256(key: [UInt8](repeating: 0xAA, count: 131))
        let tag = hmac.tag(of: "Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        #expect(Hex.encode(tag) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test("a tag cut short, lengthened or empty is refused")
    func partialTags() {
        let hmac = HMACSHA256(key: [1, 2, 3])
        let tag = hmac.tag(of: "oi".utf8)
        #expect(hmac.accepts(tag, of: "oi".utf8))
        #expect(!hmac.accepts(Array(tag.dropLast()), of: "oi".utf8))
        #expect(!hmac.accepts(tag + [0], of: "oi".utf8))
        #expect(!hmac.accepts([], of: "oi".utf8))
        #expect(!hmac.accepts(tag, of: "oI".utf8))
    }

    @Test("every Wycheproof vector is judged as published", .enabled(if: Wycheproof.isPresent))
    func wycheproof() throws {
        var judged = 0
        for group in try Wycheproof.read("hmac_sha256_test.json", as: Wycheproof.MACFile.self)
            .testGroups
        {
            for vector in group.tests {
                let key = try #require(Hex.decode(vector.key))
                let message = try #require(Hex.decode(vector.msg))
                let tag = try #require(Hex.decode(vector.tag))
                let hmac = HMACSHA256(key: key)
                // A shortened tag is compared with the start of ours: `accepts` takes whole tags only.
                let isRight =
                    group.tagSize == 256
                    ? hmac.accepts(tag, of: message)
                    : Array(hmac.tag(of: message).prefix(group.tagSize / 8)) == tag
                #expect(isRight == (vector.result == "valid"), "case \(vector.tcId)")
                judged += 1
            }
        }
        #expect(judged == 174)
    }
}
