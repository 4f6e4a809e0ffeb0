import Business
import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("/api/auth") struct AuthRoutesTests {
    private static let register = """
        {"email": "Cida@Example.com", "password": "\(TwoShops.password)", "name": "Cida", "companyName": "Bicho Bom"}
        """

    @Test("signing up gives 201 with user and tokens that work, in both places where readers look")
    func signUp() async throws {
        let site = try await Site()
        let answer = try await site.send(.post, "/api/auth/register", Self.register)
        #expect(answer.status == .created)
        #expect(answer.at("success") == true)
        #expect(answer.at("user", "email") == "cida@example.com")
        #expect(answer.at("user", "role") == "owner")
        #expect(answer.at("user", "companyName") == "Bicho Bom")
        let token = try #require(answer.at("tokens", "accessToken", as: String.self))
        #expect(answer.at("token") == token)
        #expect(answer.at("accessToken") == token)
        #expect(answer.at("tokens", "expiresIn") == 900)
        let me = try await site.call(.get, "/api/auth/me", token: token)
        #expect(me.status == .ok)
        #expect(me.at("user", "companySlug") == "bicho-bom")
        #expect(!answer.body.contains("argon2"))
    }

    @Test("signing up again with the same address is a conflict; a closed server refuses everybody")
    func signUpRefused() async throws {
        let site = try await Site()
        _ = try await site.send(.post, "/api/auth/register", Self.register)
        let again = try await site.send(.post, "/api/auth/register", Self.register)
        #expect(again.status == .conflict)
        #expect(again.message?.contains("e-mail") == true)
        let closed = try await Site(registration: .closed)
        #expect(try await closed.send(.post, "/api/auth/register", Self.register).status == .forbidden)
    }

    @Test("every wrong field is told at once, in Portuguese")
    func fieldErrors() async throws {
        let site = try await Site()
        let answer = try await site.send(.post, "/api/auth/register", #"{"email": "ana@", "template": "circo"}"#)
        #expect(answer.status == .badRequest)
        #expect(answer.error == "Validation error")
        #expect(answer.message == "Confira os dados enviados.")
        #expect(answer.errors.count == 4)
        for field in ["email:", "companyName:", "password:", "template:"] {
            #expect(answer.errors.contains { $0.hasPrefix(field) }, "\(field)")
        }
    }

    @Test("a weak password is answered with every rule it breaks")
    func weakPassword() async throws {
        let site = try await Site()
        let answer = try await site.send(
            .post, "/api/auth/register", #"{"email": "a@example.com", "password": "curta", "companyName": "X"}"#)
        #expect(answer.status == .badRequest)
        #expect(answer.errors == PasswordRules.violations(in: "curta"))
    }

    @Test(
        "an address that is none is refused",
        arguments: ["a", "@", "a@", "@b.c", "a@b", "a b@c.de", "a@b@c.de", "a@.de", "a@c.", "", "   "])
    func addresses(email: String) async throws {
        let site = try await Site()
        let answer = try await site.send(
            .post, "/api/auth/register",
            #"{"email": "\#(email)", "password": "\#(TwoShops.password)", "companyName": "X"}"#)
        #expect(answer.status == .badRequest)
        #expect(answer.errors.allSatisfy { $0.hasPrefix("email:") })
    }

    @Test("signing in works with either name of the field, and whatever case of the address")
    func signIn() async throws {
        let site = try await Site()
        for field in ["password", "senha"] {
            let answer = try await site.send(
                .post, "/api/auth/login", #"{"email": "ANA@amigofiel.example", "\#(field)": "\#(TwoShops.password)"}"#)
            #expect(answer.status == .ok)
            #expect(answer.at("user", "companyId") == Int(site.shops.first.companyID.rawValue))
        }
    }

    @Test("a wrong password and an unknown address get the very same answer")
    func wrongSignIn() async throws {
        let site = try await Site()
        let wrong = try await site.send(
            .post, "/api/auth/login", #"{"email": "ana@amigofiel.example", "password": "Errada&Errada-1"}"#)
        let unknown = try await site.send(
            .post, "/api/auth/login", #"{"email": "ninguem@example.com", "password": "Errada&Errada-1"}"#)
        #expect(wrong.status == .unauthorized)
        #expect(wrong.error == "Unauthorized")
        #expect(wrong == unknown)
    }

    @Test("a pair is renewed, a broken one refused, and signing out ends it")
    func refresh() async throws {
        let site = try await Site()
        func refresh(_ token: String) async throws -> Site.Answer {
            try await site.send(.post, "/api/auth/refresh", #"{"refreshToken": "\#(token)"}"#)
        }
        let renewed = try await refresh(site.shops.first.signedIn.tokens.refresh)
        #expect(renewed.status == .ok)
        let token = try #require(renewed.at("tokens", "refreshToken", as: String.self))
        #expect(try await refresh("1.abc").status == .unauthorized)
        #expect(try await refresh("").status == .badRequest)
        #expect(try await site.send(.post, "/api/auth/logout", #"{"refreshToken": "\#(token)"}"#).status == .ok)
        #expect(try await refresh(token).status == .unauthorized)
        #expect(try await site.call(.post, "/api/auth/logout").status == .ok)
    }

    @Test("setting up needs the link, once")
    func setUp() async throws {
        let site = try await Site(registration: .closed)
        let answer = try await site.send(
            .post, "/api/auth/setup",
            #"{"token": "x", "email": "a@example.com", "password": "\#(TwoShops.password)", "companyName": "X"}"#)
        #expect(answer.status == .forbidden)
    }

    @Test("the operator's token opens the first shop; another opens nothing")
    func operatorEnters() async throws {
        let site = try await Site()
        let good = try await site.send(.post, "/api/auth/operator", #"{"token": "\#(Site.operatorToken)"}"#)
        #expect(good.status == .ok)
        #expect(good.at("user", "email") == site.shops.first.email)
        #expect(try await site.send(.post, "/api/auth/operator", #"{"token": "outro"}"#).status == .unauthorized)
        for body in [#"{"token": ""}"#, "{}"] {
            #expect(try await site.send(.post, "/api/auth/operator", body).status == .badRequest)
        }
    }
}
