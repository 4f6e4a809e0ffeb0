import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("The team") struct TeamTests {
    private let shops: TwoShops
    private let accounts: Accounts
    private let scope: TenantScope
    private let password = "Gato&Sapato-2027"

    init() async throws {
        shops = try await TwoShops()
        accounts = shops.accounts
        scope = shops.first.scope
    }

    private func invite(_ email: String = "Rui@Equipe.example", _ role: Role = .staff) async throws -> String {
        try await accounts.invite(email: email, name: "Rui", role: role, in: scope).token
    }

    private func join(_ role: Role = .staff) async throws -> Accounts.SignedIn {
        let token = try await invite("rui@equipe.example", role)
        return try await accounts.accept(invitation: token, name: nil, password: password)
    }

    @Test("an invitation makes one account, of its company and role, and is used up")
    func accept() async throws {
        let token = try await invite()
        let joined = try await accounts.accept(invitation: token, name: "Rui Reis", password: password)
        #expect(joined.user.email == "rui@equipe.example")
        #expect(joined.user.name == "Rui Reis")
        #expect(joined.user.role == .staff)
        #expect(joined.user.companyID == scope.companyID)
        let known = try await accounts.authenticate(joined.tokens.access)
        #expect(known.token.role == .staff)
        _ = try await accounts.signIn(email: "rui@equipe.example", password: password)
        await #expect(throws: AccountError.invitationOver) {
            try await accounts.accept(invitation: token, name: nil, password: password)
        }
        #expect(try await accounts.team(in: scope).people.map(\.email).contains("rui@equipe.example"))
    }

    @Test("two who accept one invitation at once: one joins")
    func race() async throws {
        let token = try await invite()
        let joined = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (try? await accounts.accept(invitation: token, name: nil, password: password)) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(joined == 1)
    }

    @Test("an invitation ends after seven days, when withdrawn, and when the same address is asked again")
    func ended() async throws {
        let first = try await invite()
        let second = try await invite()
        await #expect(throws: AccountError.invitationOver) {
            try await accounts.accept(invitation: first, name: nil, password: password)
        }
        let asked = try await accounts.invite(email: "lia@equipe.example", name: "Lia", role: .staff, in: scope)
        #expect(try await accounts.withdrawInvitation(asked.invitation.id, in: scope))
        #expect(try await !accounts.withdrawInvitation(asked.invitation.id, in: scope))
        await #expect(throws: AccountError.invitationOver) {
            try await accounts.accept(invitation: asked.token, name: nil, password: password)
        }
        shops.clock.advance(seconds: 7 * 86_400)
        await #expect(throws: AccountError.invitationOver) {
            try await accounts.accept(invitation: second, name: nil, password: password)
        }
    }

    @Test("a token under another company's number is none, and nobody withdraws another company's invitation")
    func otherCompany() async throws {
        let asked = try await accounts.invite(email: "rui@equipe.example", name: "Rui", role: .owner, in: scope)
        let moved = "\(shops.second.companyID)\(asked.token.drop { $0 != "." })"
        for token in [moved, "", ".", "x", "1.", "\(scope.companyID).errado"] {
            await #expect(throws: AccountError.invitationOver) {
                try await accounts.accept(invitation: token, name: nil, password: password)
            }
        }
        #expect(try await !accounts.withdrawInvitation(asked.invitation.id, in: shops.second.scope))
        #expect(try await !accounts.team(in: shops.second.scope).invitations.contains(asked.invitation))
        _ = try await accounts.accept(invitation: asked.token, name: nil, password: password)
    }

    @Test("a weak password leaves the invitation standing; an address with an account is refused at either end")
    func refused() async throws {
        let token = try await invite()
        await #expect(throws: AccountError.weakPassword(PasswordRules.violations(in: "curta"))) {
            try await accounts.accept(invitation: token, name: nil, password: "curta")
        }
        await #expect(throws: AccountError.emailTaken) { try await invite(shops.second.email) }
        await #expect(throws: AccountError.aboveOwnRole) { try await invite("x@equipe.example", .superAdmin) }
        _ = try await accounts.register(
            .init(
                email: "rui@equipe.example", password: password, name: "Rui", companyName: "Outra",
                template: .petShop))
        await #expect(throws: AccountError.emailTaken) {
            try await accounts.accept(invitation: token, name: nil, password: password)
        }
    }

    @Test("a server that takes no new companies still lets invited people join", arguments: ["closed", "invite"])
    func closed(word: String) async throws {
        let closed = Accounts(
            database: shops.database, passwords: accounts.passwords, tokens: accounts.tokens, clock: shops.clock,
            registration: try #require(Accounts.Registration(rawValue: word)))
        let token = try await closed.invite(email: "rui@equipe.example", name: "Rui", role: .staff, in: scope).token
        _ = try await closed.accept(invitation: token, name: nil, password: password)
    }

    @Test("another role bites on the next request, and the next access token bears it")
    func role() async throws {
        let joined = try await join()
        let changed = try await accounts.change(
            joined.user.id, role: .manager, isActive: nil, by: .owner, in: scope)
        #expect(changed.role == .manager)
        await #expect(throws: AccountError.invalidToken) { try await accounts.authenticate(joined.tokens.access) }
        let next = try await accounts.refresh(joined.tokens.refresh)
        #expect(try await accounts.authenticate(next.tokens.access).token.role == .manager)
    }

    @Test("switching somebody off ends what they hold; switching on again needs a new sign-in")
    func switchedOff() async throws {
        let joined = try await join()
        for isActive in [false, true] {
            _ = try await accounts.change(joined.user.id, role: nil, isActive: isActive, by: .owner, in: scope)
            await #expect(throws: AccountError.invalidToken) { try await accounts.authenticate(joined.tokens.access) }
            await #expect(throws: AccountError.invalidToken) { try await accounts.refresh(joined.tokens.refresh) }
        }
        _ = try await accounts.signIn(email: joined.user.email, password: password)
    }

    @Test("the last owner neither steps down nor is switched off, until there is another")
    func lastOwner() async throws {
        let owner = shops.first.signedIn.user.id
        await #expect(throws: AccountError.lastOwner) {
            try await accounts.change(owner, role: .staff, isActive: nil, by: .owner, in: scope)
        }
        await #expect(throws: AccountError.lastOwner) {
            try await accounts.change(owner, role: nil, isActive: false, by: .owner, in: scope)
        }
        _ = try await accounts.authenticate(shops.first.signedIn.tokens.access)
        let other = try await join(.owner)
        _ = try await accounts.change(owner, role: .staff, isActive: nil, by: .owner, in: scope)
        await #expect(throws: AccountError.lastOwner) {
            try await accounts.change(other.user.id, role: .manager, isActive: nil, by: .owner, in: scope)
        }
    }

    @Test("nobody of another company is there to be changed, and only a super_admin makes a super_admin")
    func limits() async throws {
        let joined = try await join()
        await #expect(throws: AccountError.unknownPerson) {
            try await accounts.change(
                joined.user.id, role: .owner, isActive: nil, by: .owner, in: shops.second.scope)
        }
        await #expect(throws: AccountError.aboveOwnRole) {
            try await accounts.change(joined.user.id, role: .superAdmin, isActive: nil, by: .owner, in: scope)
        }
    }
}
