import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("One's own account") struct ProfilesTests {
    private let shops: TwoShops
    private let accounts: Accounts
    private let shop: Shop
    private let password = "Gato&Sapato-2027"

    init() async throws {
        shops = try await TwoShops()
        accounts = shops.accounts
        shop = shops.first
    }

    /// What a server has that starts on the same database.
    private func restarted() throws -> Accounts {
        Accounts(
            database: shops.database, passwords: accounts.passwords,
            tokens: try TokenCodec(key: Array(repeating: 7, count: 32), clock: shops.clock), clock: shops.clock,
            registration: .open)
    }

    @Test("what is changed stays changed, in lower case for the address, which then signs in")
    func change() async throws {
        let id = shop.signedIn.user.id
        let changed = try #require(
            try await accounts.changeProfile(of: id, in: shop.scope) { user in
                user.name = "Ana Lima"
                user.email = "Ana.Lima@Example.com"
                user.phone = "11900000009"
                user.preferences.notifications = false
            })
        #expect(changed.user.email == "ana.lima@example.com")
        let kept = try #require(try await accounts.profile(id, in: shop.scope))
        #expect(kept.user == changed.user)
        #expect(kept.user.name == "Ana Lima" && kept.user.phone == "11900000009")
        #expect(!kept.user.preferences.notifications)
        _ = try await accounts.signIn(email: "ana.lima@example.com", password: TwoShops.password)
        await #expect(throws: AccountError.invalidCredentials) {
            try await accounts.signIn(email: shop.email, password: TwoShops.password)
        }
    }

    @Test("an address of anybody else, of any company, is refused and nothing is changed")
    func taken() async throws {
        let email = shops.second.email
        await #expect(throws: AccountError.emailTaken) {
            try await accounts.changeProfile(of: shop.signedIn.user.id, in: shop.scope) { user in
                user.name = "Outra"
                user.email = email.uppercased()
            }
        }
        #expect(try await accounts.profile(shop.signedIn.user.id, in: shop.scope)?.user == shop.signedIn.user)
    }

    @Test("somebody of another company is nobody")
    func foreign() async throws {
        let changed = try await accounts.changeProfile(of: shop.signedIn.user.id, in: shops.second.scope) {
            $0.name = "Invasora"
        }
        #expect(changed == nil)
    }

    @Test("a new password ends every other sign-in and this one's access token; this one renews itself")
    func password() async throws {
        let other = try await accounts.signIn(email: shop.email, password: TwoShops.password)
        let mine = try await accounts.authenticate(shop.signedIn.tokens.access)
        try await accounts.changePassword(from: TwoShops.password, to: password, by: mine.token)
        for access in [shop.signedIn.tokens.access, other.tokens.access] {
            await #expect(throws: AccountError.invalidToken) { try await accounts.authenticate(access) }
        }
        await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(other.tokens.refresh) }
        let next = try await accounts.refresh(shop.signedIn.tokens.refresh)
        _ = try await accounts.authenticate(next.tokens.access)
        await #expect(throws: AccountError.invalidCredentials) {
            try await accounts.signIn(email: shop.email, password: TwoShops.password)
        }
        _ = try await accounts.signIn(email: shop.email, password: password)
    }

    @Test("a wrong or weak password changes nothing")
    func passwordRefused() async throws {
        let token = try await accounts.authenticate(shop.signedIn.tokens.access).token
        await #expect(throws: AccountError.wrongPassword) {
            try await accounts.changePassword(from: "Errada&Errada-1", to: password, by: token)
        }
        await #expect(throws: AccountError.weakPassword(PasswordRules.violations(in: "curta"))) {
            try await accounts.changePassword(from: TwoShops.password, to: "curta", by: token)
        }
        _ = try await accounts.authenticate(shop.signedIn.tokens.access)
        _ = try await accounts.signIn(email: shop.email, password: TwoShops.password)
    }

    @Test("signing out ends access and refresh tokens of that sign-in at once, also after a restart")
    func signOut() async throws {
        let mine = try await accounts.authenticate(shop.signedIn.tokens.access)
        let renewed = try await accounts.refresh(shop.signedIn.tokens.refresh)
        let other = try await accounts.signIn(email: shop.email, password: TwoShops.password)
        try await accounts.signOut(mine.token, in: mine.scope)
        for accounts in [accounts, try restarted()] {
            for access in [shop.signedIn.tokens.access, renewed.tokens.access] {
                await #expect(throws: AccountError.invalidToken) { try await accounts.authenticate(access) }
            }
            for refresh in [shop.signedIn.tokens.refresh, renewed.tokens.refresh] {
                await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(refresh) }
            }
            _ = try await accounts.authenticate(other.tokens.access)
        }
    }

    @Test("a renewal on its way while its holder signs out leaves nothing that works")
    func signOutMeanwhile() async throws {
        for _ in 0..<20 {
            let signedIn = try await accounts.signIn(email: shop.email, password: TwoShops.password)
            async let renewal = try? accounts.refresh(signedIn.tokens.refresh)
            try await accounts.signOut(refreshToken: signedIn.tokens.refresh)
            guard let renewed = await renewal else { continue }
            await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(renewed.tokens.refresh) }
            await #expect(throws: AccountError.invalidToken) { try await accounts.authenticate(renewed.tokens.access) }
        }
    }
}
