import Business
import Domain
import HTTPTypes
import Storage
import Support
import Testing

@testable import Web

@Suite("/api/admin") struct AdminRoutesTests {
    private func ask(
        _ site: Site, _ method: HTTPRequest.Method, _ uri: String, body: String? = nil,
        token: String? = Site.operatorToken
    ) async throws -> Site.Answer {
        var headers = ["Content-Type": "application/json"]
        headers["X-Operator-Token"] = token
        return try await site.call(method, uri, headers: headers, body: body)
    }

    @Test("jobs that were set aside are listed, and begun again")
    func deadJobs() async throws {
        let site = try await Site()
        let shop = site.shops.first
        try await site.shops.database.write(shop.scope) { tx in
            try tx.run("UPDATE jobs SET state = 'dead', last_error = 'no way' WHERE id = \(shop.job)")
        }
        let listed = try await ask(site, .get, "/api/admin/jobs")
        #expect(listed.at("total") == 1)
        #expect(listed.body.contains("no way"))
        let replayed = try await ask(site, .post, "/api/admin/jobs/replay", body: #"{"kind": "send"}"#)
        #expect(replayed.at("replayed") == 1)
        #expect(try await ask(site, .get, "/api/admin/jobs").at("total") == 0)
    }

    @Test("an owner becomes an administrator and sees other companies; it ends as fast")
    func administrators() async throws {
        let site = try await Site()
        let (first, second) = (site.shops.first, site.shops.second)
        let uri = "/api/admin/administrators"
        func make(_ isOne: Bool) async throws -> Site.Answer {
            try await ask(site, .post, uri, body: #"{"email": "\#(first.email)", "isAdministrator": \#(isOne)}"#)
        }
        #expect(try await make(true).status == .ok)
        #expect(try await site.get("/api/services", as: first).status == .unauthorized)
        let signedIn = try await site.shops.accounts.signIn(email: first.email, password: TwoShops.password)
        let token = signedIn.tokens.access
        let theirs = try await site.call(
            .get, "/api/appointments/\(second.visit.id)?companyId=\(second.companyID)", token: token)
        #expect(theirs.status == .ok)
        #expect(try await site.call(.get, "/api/admin/queries", token: token).status == .ok)
        #expect(try await make(false).status == .ok)
        #expect(try await site.call(.get, "/api/admin/queries", token: token).status == .unauthorized)
        let unknown = #"{"email": "ninguem@x.example", "isAdministrator": true}"#
        #expect(try await ask(site, .post, uri, body: unknown).status == .notFound)
    }

    @Test("nobody else is let in", arguments: ["/api/admin/queries", "/api/admin/jobs"])
    func closed(uri: String) async throws {
        let site = try await Site()
        #expect(try await ask(site, .get, uri, token: nil).status == .unauthorized)
        #expect(try await ask(site, .get, uri, token: "outro").status == .unauthorized)
        #expect(try await site.get(uri, as: site.shops.first).status == .forbidden)
    }

    @Test("an ordinary user who names another company stays in their own")
    func ordinary() async throws {
        let site = try await Site()
        let (first, second) = (site.shops.first, site.shops.second)
        let uri = "/api/appointments/\(second.visit.id)?companyId=\(second.companyID)"
        #expect(try await site.get(uri, as: first).status == .notFound)
        let own = "/api/appointments/\(first.visit.id)?companyId=\(second.companyID)"
        #expect(try await site.get(own, as: first).status == .ok)
    }
}
