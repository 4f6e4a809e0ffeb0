import Testing

@testable import Business

@Suite struct TextEncodingsTests {
    @Test(
        "base64url has the texts of RFC 4648 without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test("base64url writes its own two letters and refuses those of plain base64")
    func alphabet() {
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64URL.decode("-_8") == [0xFB, 0xFF])
        #expect(Base64URL.decode("+/8") == nil)
    }

    @Test(
        "base64url that could be written another way is refused",
        arguments: [
            "Zg==", "Zg=", "Zh", "Zm9", "Z", "A", "Zm9vY", "Zm9vA", "Zm 8", "Zm8\n", " Zm8", "Zm8.", "Zm8\0", "Zmã",
        ])
    func strict(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test("every byte string up to 40 long comes back from its text")
    func everyLength() {
        for count in 0...40 {
            let bytes = SecureRandom.bytes(count)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }

    @Test("hexadecimal is written in lower case, read in either, and refused when odd or foreign")
    func hex() {
        #expect(Hex.encode([0, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
        #expect(Hex.decode("000Fa5fF") == [0, 0x0F, 0xA5, 0xFF])
        for text in ["0", "0g", "0x", "é1", " 1", "1 "] { #expect(Hex.decode(text) == nil) }
    }

    @Test("random texts have the asked size and do not repeat")
    func random() {
        #expect(SecureRandom.bytes(0).isEmpty)
        #expect(SecureRandom.hex(16).utf8.count == 32)
        #expect(Base64URL.decode(SecureRandom.base64url(32))?.count == 32)
        #expect(Set((0..<200).map { _ in SecureRandom.hex(16) }).count == 200)
    }

    @Test("SHA-256 gives the digest of FIPS 180")
    func sha256() {
        #expect(
            Digest.sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest.sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
