import Domain
import Storage
import Support
import Testing

@testable import Business

/// Hashes made by libxcrypt 4.4, as the old system stored them.
@Suite("Passwords of the old system") struct BcryptTests {
    /// Of `TwoShops.password`.
    private static let hashes = [
        "$2a$04$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
        "$2b$04$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
        "$2y$04$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
        "$2b$10$N9qo8uLOickgx2ZMRZoMyeqAli3xBRrrYHba/h8xLbUNHMhkc9mNy",
    ]

    private let hasher = PasswordHasher(cost: .init(memory: 8192, passes: 1))

    @Test("open with the right password only", arguments: hashes)
    func verify(hash: String) async throws {
        #expect(try await hasher.verify(TwoShops.password, against: hash))
        #expect(try await !hasher.verify(TwoShops.password + " ", against: hash))
        #expect(try await !hasher.verify("", against: hash))
        #expect(hasher.needsRehash(hash))
    }

    @Test("with letters beyond ASCII open as well, however the keyboard composes them")
    func accents() async throws {
        let hash = "$2b$05$N9qo8uLOickgx2ZMRZoMyeI2VMMe1y9p7MrLOEZfd9ibKDbEWED1u"
        #expect(try await hasher.verify("A\u{e7}a\u{ed}&Banho-2026", against: hash))
        #expect(try await hasher.verify("Ac\u{327}ai\u{301}&Banho-2026", against: hash))
        #expect(try await !hasher.verify("Acai&Banho-2026", against: hash))
    }

    @Test(
        "are refused when checking them would take seconds, or when they are none",
        arguments: [
            "$2b$15$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
            "$2b$31$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
            "$2b$03$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
            "$2x$04$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
            "$2b$4$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNaa",
            "$2b$04$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwN",
            "$2b$04$!bcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
            "$2b$-4$abcdefghijklmnopqrstuuIt1tpY5kH5KDVwgXNpfY59RD1DxqwNa",
            "$2b$04$éééééééééééééééééééééééé", "$2b$04$", "$2b$",
        ])
    func refused(hash: String) async throws {
        #expect(try await !hasher.verify(TwoShops.password, against: hash))
    }

    @Test("are kept as argon2id from the first sign-in on", arguments: hashes)
    func renewed(hash: String) async throws {
        let shops = try await TwoShops()
        let shop = shops.first
        try await shops.database.write(shop.scope) { tx in
            try UsersDAO(tx).setPasswordHash(hash, of: shop.signedIn.user.id)
        }
        await #expect(throws: AccountError.invalidCredentials) {
            try await shops.accounts.signIn(email: shop.email, password: "Outra&Senha-2026")
        }
        #expect(try await shops.database.system.signIn(email: shop.email)?.passwordHash == hash)
        for _ in 0..<2 { _ = try await shops.accounts.signIn(email: shop.email, password: TwoShops.password) }
        let kept = try #require(try await shops.database.system.signIn(email: shop.email)?.passwordHash)
        #expect(kept.hasPrefix("$argon2id$"))
    }
}
