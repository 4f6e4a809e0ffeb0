import CSodium

/// HMAC with SHA-256 (RFC 2104) under one key of any length.
struct HMACSHA256: Sendable {
    /// The key has been worked in already, so that each message starts from a copy.
    private let keyed: crypto_auth_hmacsha256_state

    init(key: [UInt8]) {
        _ = Sodium.isReady
        var state = crypto_auth_hmacsha256_state()
        crypto_auth_hmacsha256_init(&state, key, key.count)
        keyed = state
    }

    /// 32 bytes that only a holder of the key can make for `message`.
    func tag(of message: some Collection<UInt8>) -> [UInt8] {
        var state = keyed
        let message = Array(message)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        var tag = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        _ = crypto_auth_hmacsha256_final(&state, &tag)
        return tag
    }

    /// True when `tag` is the whole, right tag of `message`; compared in constant time.
    func accepts(_ tag: [UInt8], of message: some Collection<UInt8>) -> Bool {
        Sodium.equal(tag, self.tag(of: message))
    }
}
