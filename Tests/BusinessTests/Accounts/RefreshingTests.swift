import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Refresh tokens") struct RefreshingTests {
    private let shops: TwoShops
    private let accounts: Accounts
    private let token: String

    init() async throws {
        shops = try await TwoShops()
        accounts = shops.accounts
        token = shops.first.signedIn.tokens.refresh
    }

    @Test("a token is exchanged for a new pair of the same person")
    func rotation() async throws {
        let next = try await accounts.refresh(token)
        #expect(next.user == shops.first.signedIn.user)
        #expect(next.tokens.refresh != token)
        _ = try await accounts.authenticate(next.tokens.access)
        _ = try await accounts.refresh(next.tokens.refresh)
    }

    @Test("two tabs that send it at once are both served, and so is one within the minute")
    func grace() async throws {
        async let one = accounts.refresh(token)
        async let two = accounts.refresh(token)
        let pairs = try await [one.tokens.refresh, two.tokens.refresh]
        #expect(Set(pairs).count == 2)
        shops.clock.advance(seconds: 60)
        _ = try await accounts.refresh(token)
    }

    @Test("used again after its successor was used, it ends everything of that sign-in, and nothing of another")
    func reuse() async throws {
        let other = try await accounts.signIn(email: shops.first.email, password: TwoShops.password)
        let used = try await accounts.refresh(token)
        let next = try await accounts.refresh(used.tokens.refresh)
        shops.clock.advance(milliseconds: 60_001)
        _ = try await accounts.authenticate(next.tokens.access)
        await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(token) }
        await #expect(throws: AccountError.invalidToken) { try await accounts.authenticate(next.tokens.access) }
        await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(next.tokens.refresh) }
        _ = try await accounts.refresh(other.tokens.refresh)
        _ = try await accounts.refresh(shops.second.signedIn.tokens.refresh)
    }

    @Test("a client that never stores the new token goes on with the old one until it ends")
    func forgetful() async throws {
        for _ in 0..<5 {
            _ = try await accounts.refresh(token)
            shops.clock.advance(seconds: 900)
        }
        let rows = try await shops.database.read(shops.first.scope) { tx in
            try tx.first("SELECT count(*) FROM refresh_tokens") { $0.int(0) }
        }
        #expect(rows == 2, "tokens that nobody used are forgotten")
    }

    @Test("the minute is counted from the first use, however often it is repeated")
    func graceDoesNotSlide() async throws {
        let used = try await accounts.refresh(token)
        _ = try await accounts.refresh(used.tokens.refresh)
        shops.clock.advance(seconds: 40)
        _ = try await accounts.refresh(token)
        shops.clock.advance(seconds: 40)
        await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(token) }
    }

    @Test("it ends after seven days")
    func expiry() async throws {
        shops.clock.advance(seconds: 7 * 86_400 - 1)
        let next = try await accounts.refresh(token)
        shops.clock.advance(seconds: 7 * 86_400)
        await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(next.tokens.refresh) }
    }

    @Test("signing out ends every token of that sign-in; signing out twice or with nonsense is no error")
    func signOut() async throws {
        let next = try await accounts.refresh(token)
        let other = try await accounts.signIn(email: shops.first.email, password: TwoShops.password)
        try await accounts.signOut(refreshToken: next.tokens.refresh)
        try await accounts.signOut(refreshToken: next.tokens.refresh)
        try await accounts.signOut(refreshToken: "nonsense")
        await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(next.tokens.refresh) }
        await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(token) }
        _ = try await accounts.refresh(other.tokens.refresh)
    }

    @Test("a token under another company's number is none, and does that company no harm")
    func otherCompany() async throws {
        let random = token.drop { $0 != "." }
        await #expect(throws: AccountError.invalidToken) {
            try await accounts.refresh("\(shops.second.companyID)\(random)")
        }
        try await accounts.signOut(refreshToken: "\(shops.second.companyID)\(random)")
        _ = try await accounts.refresh(token)
        _ = try await accounts.refresh(shops.second.signedIn.tokens.refresh)
    }

    @Test(
        "text that is no token of ours is refused",
        arguments: ["", ".", "1", "1.", "0.abc", "-1.abc", "1.abc", "999.abc", "x.abc", "1'.abc", "é.abc"])
    func nonsense(text: String) async throws {
        await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(text) }
    }

    @Test("an access token does not refresh, and a refresh token does not authenticate")
    func kinds() async throws {
        await #expect(throws: AccountError.invalidToken) {
            try await accounts.refresh(shops.first.signedIn.tokens.access)
        }
        await #expect(throws: AccountError.malformedToken) { try await accounts.authenticate(token) }
    }

    @Test("only its hash is kept")
    func kept() async throws {
        let rows = try await shops.database.read(shops.first.scope) { tx in
            try tx.rows("SELECT token_hash, family FROM refresh_tokens") { $0.string(0) + $0.string(1) }
        }
        #expect(rows.count == 1)
        #expect(!rows.contains { $0.contains(token) || $0.contains(token.drop { $0 != "." }.dropFirst()) })
    }
}
