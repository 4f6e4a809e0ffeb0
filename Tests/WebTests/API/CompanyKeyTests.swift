import HTTPTypes
import Support
import Testing

@testable import Web

@Suite("A company's key") struct CompanyKeyTests {
    private func key(_ site: Site) async throws -> String {
        let made = try await site.call(
            .post, "/api/companies/me/api-key/generate", token: site.shops.first.signedIn.tokens.access)
        return try #require(made.at("data", "api_key", as: String.self))
    }

    @Test("lets a program do a manager's work in its own company, and nothing more")
    func work() async throws {
        let site = try await Site()
        let headers = ["X-API-Key": try await key(site)]
        let (first, second) = (site.shops.first, site.shops.second)
        #expect(try await site.call(.get, "/api/appointments/\(first.visit.id)", headers: headers).status == .ok)
        #expect(try await site.call(.get, "/api/appointments/\(second.visit.id)", headers: headers).status == .notFound)
        for uri in ["/api/auth/me", "/api/events"] {
            #expect(try await site.call(.get, uri, headers: headers).status == .forbidden)
        }
        let made = try await site.call(.post, "/api/companies/me/api-key/generate", headers: headers)
        #expect(made.status == .forbidden)
    }

    @Test("ends when it is taken away, and a forged one opens nothing")
    func ends() async throws {
        let site = try await Site()
        let headers = ["X-API-Key": try await key(site)]
        _ = try await site.call(
            .delete, "/api/companies/me/api-key", token: site.shops.first.signedIn.tokens.access)
        #expect(try await site.call(.get, "/api/services", headers: headers).status == .unauthorized)
        let forged = ["X-API-Key": "auzap_" + String(repeating: "x", count: 43)]
        #expect(try await site.call(.get, "/api/services", headers: forged).status == .unauthorized)
    }
}
