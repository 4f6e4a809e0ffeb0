import CSodium

/// libsodium, made ready once for the process.
enum Sodium {
    /// Picks the fastest code for this processor and opens the kernel's random source. Everything below
    /// that calls libsodium touches this first.
    static let isReady: Bool = sodium_init() >= 0

    /// True when both have the same bytes; takes as long whether they differ early, late or not at all.
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }
}

/// Bytes nobody can guess, from the kernel through libsodium's `randombytes`.
package enum SecureRandom {
    /// - Parameter count: How many bytes, 0 or more.
    package static func bytes(_ count: Int) -> [UInt8] {
        _ = Sodium.isReady
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// `count` random bytes in lower-case hexadecimal, so twice as many characters.
    package static func hex(_ count: Int) -> String { Hex.encode(bytes(count)) }

    /// `count` random bytes in base64url without padding: fit for URLs, cookies and file names.
    package static func base64url(_ count: Int) -> String { Base64URL.encode(bytes(count)) }
}

/// Comparing secrets.
package enum SecretText {
    /// True when both are equal; takes as long wherever they differ.
    package static func areEqual(_ left: String, _ right: String) -> Bool {
        Sodium.equal(Digest.sha256(Array(left.utf8)), Digest.sha256(Array(right.utf8)))
    }
}
