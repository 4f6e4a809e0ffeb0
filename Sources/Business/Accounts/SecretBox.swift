import CSodium
import Domain

/// A key that cannot be used, found at start-up.
package struct KeyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Bytes needed and bytes given.
    package let needed: Int
    package let found: Int

    package var description: String { "the key has \(found) bytes where \(needed) are needed" }
}

/// Why a sealed secret could not be read. The two look alike to an attacker; the operator must tell them apart.
package enum SecretBoxError: Error, Sendable, Hashable {
    /// Not text that this version of the server wrote.
    case unknownForm
    /// Sealed under another key, for another place, or changed since.
    case notOurs
}

/// Where a sealed secret is kept. A secret copied to any other place does not open there.
package struct SecretPlace: Sendable, Hashable {
    package let table: String
    package let column: String
    package let companyID: Company.ID
    /// The row's id, or its name where the row has one.
    package let row: String

    package init(table: String, column: String, companyID: Company.ID, row: String) {
        self.table = table
        self.column = column
        self.companyID = companyID
        self.row = row
    }

    /// Each part with its length, so that no two places read the same.
    fileprivate var associatedData: [UInt8] {
        [table, column, companyID.description, row].flatMap { Array("\($0.utf8.count):\($0),".utf8) }
    }
}

/// Keeps the shops' own keys (WAHA, model, Asaas) unreadable in the database and its backups.
///
/// XChaCha20-Poly1305 with a random nonce for each sealing and the place as associated data
/// (libsodium's `crypto_aead_xchacha20poly1305_ietf`). Written as `s1.` and base64url of nonce and box.
package struct SecretBox: Sendable {
    package static let keySize = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    private static let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagSize = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    private static let form = "s1."

    private let key: [UInt8]

    /// - Parameter key: Exactly `keySize` (32) random bytes.
    package init(key: [UInt8]) throws(KeyError) {
        guard key.count == Self.keySize else { throw KeyError(needed: Self.keySize, found: key.count) }
        _ = Sodium.isReady
        self.key = key
    }

    /// The sealed text of `secret`; another one each time, even for the same secret.
    package func seal(_ secret: String, at place: SecretPlace) -> String {
        let nonce = SecureRandom.bytes(Self.nonceSize)
        let plain = Array(secret.utf8)
        let context = place.associatedData
        var box = [UInt8](repeating: 0, count: plain.count + Self.tagSize)
        _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
            &box, nil, plain, UInt64(plain.count), context, UInt64(context.count), nil, nonce, key)
        return Self.form + Base64URL.encode(nonce + box)
    }

    /// The secret sealed at `place`.
    package func open(_ sealed: String, at place: SecretPlace) throws(SecretBoxError) -> String {
        guard sealed.hasPrefix(Self.form),
            let bytes = Base64URL.decode(sealed.utf8.dropFirst(Self.form.utf8.count)),
            bytes.count >= Self.nonceSize + Self.tagSize
        else { throw .unknownForm }
        let nonce = Array(bytes.prefix(Self.nonceSize))
        let box = Array(bytes.dropFirst(Self.nonceSize))
        let context = place.associatedData
        var plain = [UInt8](repeating: 0, count: box.count - Self.tagSize)
        let failure = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain, nil, nil, box, UInt64(box.count), context, UInt64(context.count), nonce, key)
        guard failure == 0, let secret = String(validating: plain, as: UTF8.self) else {
            throw .notOurs
        }
        return secret
    }
}

extension SecretBox: CustomStringConvertible {
    /// Never the key: a log line that shows a part shows what it is made of.
    package var description: String { "SecretBox" }
}
