import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Accounts") struct AccountsTests {
    private static func form(
        _ email: String, company: String = "Bicho Bom", password: String = TwoShops.password
    ) -> Accounts.Registering {
        .init(email: email, password: password, name: "Cida", companyName: company, template: .petShop)
    }

    private func accounts(like shops: TwoShops, _ registration: Accounts.Registration) -> Accounts {
        Accounts(
            database: shops.database, passwords: shops.accounts.passwords, tokens: shops.accounts.tokens,
            clock: shops.clock, registration: registration)
    }

    private func accounts(
        ofEmptyServer registration: Accounts.Registration, clock: ManualClock
    ) async throws -> Accounts {
        Accounts(
            database: try await TestDriver.sqlite.database(clock: clock),
            passwords: PasswordHasher(cost: .init(memory: 8192, passes: 1)),
            tokens: try TokenCodec(key: Array(repeating: 1, count: 32), clock: clock), clock: clock,
            registration: registration)
    }

    @Test("whoever registers is the owner of a company of their own, and signed in")
    func register() async throws {
        let shops = try await TwoShops()
        let made = try await shops.accounts.register(Self.form("Cida@Example.com"))
        #expect(made.user.email == "cida@example.com")
        #expect(made.user.role == .owner)
        let (token, scope) = try await shops.accounts.authenticate(made.tokens.access)
        #expect(token.userID == made.user.id)
        #expect(scope.companyID == made.user.companyID)
        #expect(!shops.both.map(\.companyID).contains(scope.companyID))
        let profile = try #require(try await shops.accounts.profile(made.user.id, in: scope))
        #expect(profile.user == made.user)
        #expect(profile.company.slug == "bicho-bom")
    }

    @Test("an e-mail has one account, in whatever case it is written, and the second try leaves no company behind")
    func emailTaken() async throws {
        let shops = try await TwoShops()
        let before = try await shops.database.system.companies()
        for email in ["ana@amigofiel.example", "ANA@AmigoFiel.example"] {
            await #expect(throws: AccountError.emailTaken) { try await shops.accounts.register(Self.form(email)) }
        }
        #expect(try await shops.database.system.companies() == before)
    }

    @Test("many who register at once all get a company, a number and a short name of their own")
    func concurrentRegistration() async throws {
        let shops = try await TwoShops()
        let made = try await withThrowingTaskGroup(of: Accounts.SignedIn.self) { group in
            for number in 0..<12 {
                group.addTask { try await shops.accounts.register(Self.form("dona\(number)@example.com")) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(made.map(\.user.companyID)).count == 12)
        let companies = try await shops.database.system.companies()
        #expect(Set(companies.map(\.slug)).count == 14)
    }

    @Test("shops of different names keep their plain short names, also when they register at once")
    func plainSlugs() async throws {
        let shops = try await TwoShops()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    _ = try await shops.accounts.register(
                        Self.form("d\(number)@example.com", company: "Loja \(number)"))
                }
            }
            try await group.waitForAll()
        }
        let slugs = try await shops.database.system.companies().map(\.slug)
        #expect(Set(slugs).isSuperset(of: (0..<8).map { "loja-\($0)" }))
    }

    @Test("a weak password is refused with its reasons, before anything is stored")
    func weak() async throws {
        let shops = try await TwoShops()
        let error = await #expect(throws: AccountError.self) {
            try await shops.accounts.register(Self.form("cida@example.com", password: "curta"))
        }
        #expect(error == .weakPassword(PasswordRules.violations(in: "curta")))
        #expect(try await shops.database.system.companies().count == 2)
    }

    @Test("a closed server registers nobody", arguments: [Accounts.Registration.closed, .invite])
    func closed(registration: Accounts.Registration) async throws {
        let shops = try await TwoShops()
        let accounts = accounts(like: shops, registration)
        await #expect(throws: AccountError.registrationClosed) {
            try await accounts.register(Self.form("cida@example.com"))
        }
    }

    @Test("signing in needs the right password; a wrong one and an unknown address are told alike")
    func signIn() async throws {
        let shops = try await TwoShops()
        let signedIn = try await shops.accounts.signIn(email: "ANA@amigofiel.example", password: TwoShops.password)
        #expect(signedIn.user == shops.first.signedIn.user)
        await #expect(throws: AccountError.invalidCredentials) {
            try await shops.accounts.signIn(email: shops.first.email, password: "Outra&Senha-2026")
        }
        await #expect(throws: AccountError.invalidCredentials) {
            try await shops.accounts.signIn(email: "ninguem@example.com", password: TwoShops.password)
        }
    }

    @Test("a user who was switched off neither signs in, nor refreshes, nor uses a token they have")
    func inactiveUser() async throws {
        let shops = try await TwoShops()
        let shop = shops.first
        _ = try await shops.database.write(shop.scope) { try $0.run("UPDATE users SET is_active = 0") }
        await #expect(throws: AccountError.invalidCredentials) {
            try await shops.accounts.signIn(email: shop.email, password: TwoShops.password)
        }
        await #expect(throws: AccountError.invalidToken) {
            try await shops.accounts.authenticate(shop.signedIn.tokens.access)
        }
        await #expect(throws: AccountError.invalidToken) {
            try await shops.accounts.refresh(shop.signedIn.tokens.refresh)
        }
        _ = try await shops.accounts.authenticate(shops.second.signedIn.tokens.access)
    }

    @Test("nobody of a company that was switched off signs in or refreshes")
    func inactiveCompany() async throws {
        let shops = try await TwoShops()
        _ = try await shops.database.write(shops.first.scope) { try $0.run("UPDATE companies SET is_active = 0") }
        await #expect(throws: AccountError.companyInactive) {
            try await shops.accounts.signIn(email: shops.first.email, password: TwoShops.password)
        }
        await #expect(throws: AccountError.companyInactive) {
            try await shops.accounts.refresh(shops.first.signedIn.tokens.refresh)
        }
        await #expect(throws: AccountError.invalidToken) {
            try await shops.accounts.authenticate(shops.first.signedIn.tokens.access)
        }
        _ = try await shops.accounts.authenticate(shops.second.signedIn.tokens.access)
    }

    @Test("a raised token version ends every access token at once")
    func version() async throws {
        let shops = try await TwoShops()
        _ = try await shops.database.write(shops.first.scope) { try $0.run("UPDATE users SET token_version = 1") }
        await #expect(throws: AccountError.invalidToken) {
            try await shops.accounts.authenticate(shops.first.signedIn.tokens.access)
        }
        let again = try await shops.accounts.signIn(email: shops.first.email, password: TwoShops.password)
        _ = try await shops.accounts.authenticate(again.tokens.access)
    }

    @Test("a password kept at another cost is kept anew at the next sign-in, and still works")
    func rehash() async throws {
        let shops = try await TwoShops()
        let dearer = Accounts(
            database: shops.database, passwords: PasswordHasher(cost: .init(memory: 16_384, passes: 2)),
            tokens: shops.accounts.tokens, clock: shops.clock, registration: .open)
        let before = try await shops.database.system.signIn(email: shops.first.email)?.passwordHash
        _ = try await dearer.signIn(email: shops.first.email, password: TwoShops.password)
        let after = try await shops.database.system.signIn(email: shops.first.email)?.passwordHash
        #expect(before != after)
        _ = try await dearer.signIn(email: shops.first.email, password: TwoShops.password)
        #expect(try await shops.database.system.signIn(email: shops.first.email)?.passwordHash == after)
    }

    @Test("the set-up link works once, for a day, and is not made once somebody has an account")
    func setUp() async throws {
        let clock = ManualClock()
        let accounts = try await accounts(ofEmptyServer: .closed, clock: clock)
        let old = try #require(try await accounts.makeSetupLink())
        let link = try #require(try await accounts.makeSetupLink())
        await #expect(throws: AccountError.setupDone) {
            try await accounts.setUp(link: old, Self.form("a@example.com"))
        }
        await #expect(throws: AccountError.setupDone) { try await accounts.setUp(link: "", Self.form("a@example.com")) }
        // A mistyped form does not use the link up.
        await #expect(throws: AccountError.self) {
            try await accounts.setUp(link: link, Self.form("a@example.com", password: "curta"))
        }
        _ = try await accounts.setUp(link: link, Self.form("a@example.com"))
        await #expect(throws: AccountError.setupDone) {
            try await accounts.setUp(link: link, Self.form("b@example.com"))
        }
        #expect(try await accounts.makeSetupLink() == nil)
    }

    @Test("the set-up link ends once somebody has registered openly")
    func setUpAfterRegistration() async throws {
        let clock = ManualClock()
        let accounts = try await accounts(ofEmptyServer: .open, clock: clock)
        let link = try #require(try await accounts.makeSetupLink())
        _ = try await accounts.register(Self.form("a@example.com"))
        await #expect(throws: AccountError.setupDone) {
            try await accounts.setUp(link: link, Self.form("b@example.com"))
        }
    }

    @Test("the set-up link ends after a day")
    func setUpExpires() async throws {
        let clock = ManualClock()
        let accounts = try await accounts(ofEmptyServer: .closed, clock: clock)
        let link = try #require(try await accounts.makeSetupLink())
        clock.advance(seconds: 86_400)
        await #expect(throws: AccountError.setupDone) {
            try await accounts.setUp(link: link, Self.form("a@example.com"))
        }
    }

    @Test("the operator enters as the first company's owner, or not at all while there is none")
    func operatorEnters() async throws {
        let shops = try await TwoShops()
        let signedIn = try await shops.accounts.enterAsFirstOwner()
        #expect(signedIn?.user == shops.first.signedIn.user)
        let empty = Accounts(
            database: try await TestDriver.sqlite.database(), passwords: shops.accounts.passwords,
            tokens: shops.accounts.tokens, clock: shops.clock, registration: .open)
        #expect(try await empty.enterAsFirstOwner() == nil)
    }
}
