import CSodium

/// SHA-256 (FIPS 180-4), for secrets that are random already and so need no slow hash: refresh tokens,
/// invitations, the set-up link.
package enum Digest {
    /// 32 bytes.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        _ = crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest
    }

    /// 64 lower-case hexadecimal characters, the form kept in the database.
    package static func sha256Hex(_ text: String) -> String { Hex.encode(sha256(Array(text.utf8))) }
}
