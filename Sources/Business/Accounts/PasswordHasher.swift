import CCrypt
import CSodium
import Foundation

/// Turns passwords into argon2id hashes (RFC 9106) and checks them, without ever blocking other requests.
///
/// At most two run at once, since each takes tens of milliseconds of a core and 64 MiB; sixteen more wait, and
/// beyond that `AccountError.busy` is thrown, so that a flood of sign-ins cannot exhaust the machine.
package struct PasswordHasher: Sendable {
    /// How much work one hash is.
    package struct Cost: Sendable, Hashable {
        /// In bytes, 8192 or more; a multiple of 1024.
        package let memory: Int
        /// Passes over the memory, 1 or more.
        package let passes: Int

        package init(memory: Int, passes: Int) {
            self.memory = memory
            self.passes = passes
        }

        /// 64 MiB twice, libsodium's `INTERACTIVE`.
        package static let interactive = Cost(memory: 64 << 20, passes: 2)
    }

    private let cost: Cost
    let threads: PasswordThreads

    package init(cost: Cost = .interactive, atOnce: Int = 2, inLine: Int = 16) {
        self.cost = cost
        threads = PasswordThreads(atOnce: atOnce, inLine: inLine)
    }

    /// The text to store for `password`: algorithm, cost, random salt and hash, at most 127 characters.
    ///
    /// - Throws: `AccountError.busy` when too many wait or memory is short; the call may be repeated.
    ///   `AccountError.weakPassword` when the password is over 256 bytes.
    package func hash(_ password: String) async throws -> String {
        guard let secret = Self.prepared(password) else {
            throw AccountError.weakPassword(PasswordRules.violations(in: password))
        }
        let cost = cost
        let stored = try await threads.run { () -> String? in
            var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
            let failure = crypto_pwhash_str(
                &text, secret, UInt64(secret.count), UInt64(cost.passes), cost.memory)
            guard failure == 0 else { return nil }
            return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        guard let stored else { throw AccountError.busy }
        return stored
    }

    /// True when `stored` was made from `password`; false too for a hash of an unknown kind. bcrypt hashes of older
    /// systems (`$2a$`, `$2b$`, `$2y$`) count as well, up to cost 14.
    ///
    /// - Throws: `AccountError.busy`, as `hash`.
    package func verify(_ password: String, against stored: String) async throws -> Bool {
        guard let secret = Self.prepared(password) else { return false }
        let answer = try await threads.run { () -> Bool? in
            if Self.isBcrypt(stored) { return Self.matchesBcrypt(password, secret, stored) }
            errno = 0
            if crypto_pwhash_str_verify(stored, secret, UInt64(secret.count)) == 0 { return true }
            return errno == ENOMEM ? nil : false
        }
        guard let answer else { throw AccountError.busy }
        return answer
    }

    /// Takes as long as `verify` does for a real account, so that time does not tell which emails exist.
    package func verifyNothing(_ password: String) async throws {
        _ = try await verify(password, against: nobody)
    }

    /// True when the next password would be refused for want of a place in line.
    package var isBusy: Bool { threads.isFull }

    /// True when `stored` was made at another cost than today's, or is no argon2id hash at all: store a new one
    /// at the next sign-in.
    package func needsRehash(_ stored: String) -> Bool {
        crypto_pwhash_str_needs_rehash(stored, UInt64(cost.passes), cost.memory) != 0
    }

    /// The old system hashed the bytes as they came, which were composed ones from nearly every keyboard.
    private static func matchesBcrypt(_ password: String, _ secret: [UInt8], _ stored: String) -> Bool {
        if ccrypt_matches(String(decoding: secret, as: UTF8.self), stored) { return true }
        return !password.utf8.elementsEqual(secret) && ccrypt_matches(password, stored)
    }

    /// A cost beyond 14 takes more than a second of a core, which nobody stored in earnest.
    private static func isBcrypt(_ stored: String) -> Bool {
        let bytes = Array(stored.utf8)
        guard bytes.count == 60, ["$2a$", "$2b$", "$2y$"].contains(String(stored.prefix(4))), bytes[6] == 36,
            let cost = Int(String(decoding: bytes[4..<6], as: UTF8.self))
        else { return false }
        return (4...14).contains(cost)
    }

    /// A well-formed hash at today's cost that no password has.
    var nobody: String {
        let salt = String(repeating: "A", count: 22)
        let hash = String(repeating: "A", count: 43)
        return "$argon2id$v=19$m=\(cost.memory / 1024),t=\(cost.passes),p=1$\(salt)$\(hash)"
    }

    /// The bytes that are hashed: one form for letters that keyboards send in two (é as one scalar or as e and
    /// an accent), so that a password typed on a phone matches the one typed on a computer.
    private static func prepared(_ password: String) -> [UInt8]? {
        guard password.utf8.count <= PasswordRules.maximumBytes else { return nil }
        _ = Sodium.isReady
        return Array(password.precomposedStringWithCanonicalMapping.utf8)
    }
}
