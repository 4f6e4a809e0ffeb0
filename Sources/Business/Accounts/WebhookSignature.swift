import CSodium

/// The signature WAHA puts on a webhook: `X-Webhook-Hmac`, HMAC-SHA512 over the raw body in hexadecimal.
package enum WebhookSignature {
    /// True when `hex` is what a holder of `key` would have sent with these very bytes.
    ///
    /// - Parameters:
    ///   - hex: 128 hexadecimal digits of either case; anything else is false.
    ///   - key: The shared secret as its UTF-8 bytes; an empty one accepts nothing.
    package static func isValid(hex: String, body: [UInt8], key: String) -> Bool {
        guard !key.isEmpty, hex.utf8.count == 2 * Int(crypto_auth_hmacsha512_BYTES),
            let sent = Hex.decode(hex)
        else { return false }
        return Sodium.equal(sent, tag(of: body, key: Array(key.utf8)))
    }

    /// The signature as sent, in lower case.
    package static func hex(body: [UInt8], key: String) -> String {
        Hex.encode(tag(of: body, key: Array(key.utf8)))
    }

    private static func tag(of body: [UInt8], key: [UInt8]) -> [UInt8] {
        _ = Sodium.isReady
        var state = crypto_auth_hmacsha512_state()
        crypto_auth_hmacsha512_init(&state, key, key.count)
        crypto_auth_hmacsha512_update(&state, body, UInt64(body.count))
        var tag = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha512_BYTES))
        _ = crypto_auth_hmacsha512_final(&state, &tag)
        return tag
    }
}
