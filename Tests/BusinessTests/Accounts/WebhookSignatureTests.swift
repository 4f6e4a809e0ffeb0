import Testing

@testable import Business

@Suite struct WebhookSignatureTests {
    private let key = "my-secret-key"
    private let body = Array(#"{"event":"message","session":"default","engine":"WEBJS"}"#.utf8)
    /// From WAHA's documentation of webhook HMAC.
    private let published =
        "208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8"
        + "097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89"

    @Test("WAHA's published example is accepted, in either case")
    func publishedExample() {
        #expect(WebhookSignature.isValid(hex: published, body: body, key: key))
        #expect(WebhookSignature.isValid(hex: published.uppercased(), body: body, key: key))
        #expect(WebhookSignature.hex(body: body, key: key) == published)
    }

    @Test("a body with accents is signed over its bytes as they came")
    func accents() {
        let body = Array("{\"body\":\"Vocês têm horário pra banho amanhã?\"}".utf8)
        // From another implementation of HMAC, over the same UTF-8 bytes.
        let signature =
            "89dfe26744b05815a4cd81edb32b70e810e287baedbd092f35da67633e0ca66e"
            + "94f60acc18309ff0af056bb8494c26b84f217d1d256c7599dc611c29be117d77"
        #expect(WebhookSignature.isValid(hex: signature, body: body, key: "segredo-de-exemplo"))
        #expect(
            !WebhookSignature.isValid(hex: signature, body: body + [0x0A], key: "segredo-de-exemplo"))
    }

    @Test("another body, key or signature is refused")
    func forgeries() {
        #expect(!WebhookSignature.isValid(hex: published, body: body + [32], key: key))
        #expect(!WebhookSignature.isValid(hex: published, body: [], key: key))
        #expect(!WebhookSignature.isValid(hex: published, body: body, key: "my-secret-kez"))
        #expect(!WebhookSignature.isValid(hex: "", body: body, key: key))
        #expect(!WebhookSignature.isValid(hex: String(published.dropLast(2)), body: body, key: key))
        #expect(!WebhookSignature.isValid(hex: published + "00", body: body, key: key))
        #expect(
            !WebhookSignature.isValid(hex: String(repeating: "z", count: 128), body: body, key: key))
    }

    @Test("an empty key accepts nothing, not even what was signed with it")
    func emptyKey() {
        #expect(
            !WebhookSignature.isValid(hex: WebhookSignature.hex(body: body, key: ""), body: body, key: "")
        )
    }
}
