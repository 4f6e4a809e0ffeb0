import Business
import Domain
import HTTPTypes
import Support
import Testing

@Suite("/api/auth/profile, /password, /logout") struct ProfileRoutesTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    private func patch(_ body: String) async throws -> Site.Answer {
        try await site.send(.patch, "/api/auth/profile", body, as: shop)
    }

    @Test("a name is taken under either key, and every change is shown to both readers")
    func names() async throws {
        for key in ["nome", "name"] {
            let answer = try await patch(#"{"\#(key)": "  Ana \#(key)  "}"#)
            #expect(answer.status == .ok)
            #expect(answer.at("data", "nome") == "Ana \(key)")
            #expect(answer.at("user", "name") == "Ana \(key)")
        }
        let all = try await patch(
            #"{"email": "Ana@Nova.example", "phone": "11 9", "avatar_url": "/a.png", "preferences": {"notifications": false}}"#
        )
        #expect(all.at("data", "email") == "ana@nova.example" && all.at("user", "email") == "ana@nova.example")
        #expect(all.at("data", "phone") == "11 9" && all.at("user", "phone") == "11 9")
        #expect(all.at("data", "avatar_url") == "/a.png")
        #expect(all.at("data", "preferences", "notifications") == false)
        #expect(all.at("data", "preferences", "email_notifications") == true)
        let me = try await site.get("/api/auth/me", as: shop)
        #expect(me.at("data", "nome") == "Ana name" && me.at("data", "phone") == "11 9")
        #expect(try await patch(#"{"phone": ""}"#).at("data", "phone", as: String.self) == nil)
    }

    @Test("an address that is taken is 409, one that is none 400, and neither changes anything")
    func email() async throws {
        #expect(try await patch(#"{"email": "\#(site.shops.second.email)"}"#).status == .conflict)
        #expect(try await patch(#"{"email": "ana@"}"#).status == .badRequest)
        #expect(try await patch(#"{"nome": ""}"#).status == .badRequest)
        let me = try await site.get("/api/auth/me", as: shop)
        #expect(me.at("user", "email") == shop.email && me.at("user", "name") == "Dona")
    }

    @Test("a new password ends this access token on the next request; the refresh token goes on")
    func password() async throws {
        let form = #"{"currentPassword": "\#(TwoShops.password)", "newPassword": "Gato&Sapato-2027"}"#
        #expect(try await site.send(.patch, "/api/auth/password", form, as: shop).status == .ok)
        #expect(try await site.get("/api/auth/me", as: shop).status == .unauthorized)
        let renewed = try await site.send(
            .post, "/api/auth/refresh", #"{"refreshToken": "\#(shop.signedIn.tokens.refresh)"}"#)
        let token = try #require(renewed.at("tokens", "accessToken", as: String.self))
        #expect(try await site.call(.get, "/api/auth/me", token: token).status == .ok)
    }

    @Test("a wrong present password is 400, so that the client does not renew its token")
    func wrongPassword() async throws {
        let wrong = #"{"currentPassword": "errada", "newPassword": "Gato&Sapato-2027"}"#
        let answer = try await site.send(.patch, "/api/auth/password", wrong, as: shop)
        #expect(answer.status == .badRequest && answer.errors == ["currentPassword: senha incorreta"])
        let weak = #"{"currentPassword": "\#(TwoShops.password)", "newPassword": "curta"}"#
        #expect(
            try await site.send(.patch, "/api/auth/password", weak, as: shop).errors
                == PasswordRules.violations(in: "curta"))
        #expect(try await site.get("/api/auth/me", as: shop).status == .ok)
    }

    @Test("signing out without a body ends access and refresh token at once, and nobody else's")
    func logout() async throws {
        #expect(try await site.call(.post, "/api/auth/logout", token: shop.signedIn.tokens.access).status == .ok)
        #expect(try await site.get("/api/auth/me", as: shop).status == .unauthorized)
        let renewed = try await site.send(
            .post, "/api/auth/refresh", #"{"refreshToken": "\#(shop.signedIn.tokens.refresh)"}"#)
        #expect(renewed.status == .unauthorized)
        #expect(try await site.get("/api/auth/me", as: site.shops.second).status == .ok)
        #expect(try await site.call(.post, "/api/auth/logout", token: shop.signedIn.tokens.access).status == .ok)
    }
}
