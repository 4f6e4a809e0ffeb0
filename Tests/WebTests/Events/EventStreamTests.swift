import Business
import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Support
import Testing

@testable import Web

@Suite("A stream of events", .timeLimit(.minutes(3))) struct EventStreamTests {
    private let site: Site
    private let shop: Shop

    init() async throws {
        site = try await Site()
        shop = site.shops.first
    }

    @Test("begins with nothing of the past, then shows each event as it happens")
    func news() async throws {
        var reader = try await EventReader(site, shop)
        #expect(await reader.next() == "retry: 3000\n\n")
        try await shop.happen("visit.created", #"{"id":7}"#)
        #expect(await reader.next() == "id: 2\nevent: visit.created\ndata: {\"id\":7}\n\n")
        try await shop.happen("visit.moved")
        #expect(await reader.next() == "id: 3\nevent: visit.moved\ndata: {}\n\n")
        await reader.leave()
    }

    @Test("takes up after the last event that the reader has")
    func takeUp() async throws {
        for kind in ["a", "b"] { try await shop.happen(kind) }
        var reader = try await EventReader(site, shop, after: 2)
        #expect(await reader.next() == "retry: 3000\n\n")
        #expect(await reader.next() == "id: 3\nevent: b\ndata: {}\n\n")
        await reader.leave()
    }

    @Test("brings a long backlog whole and in order")
    func backlog() async throws {
        try await shop.database.write(shop.scope) { [now = shop.clock.now] tx in
            for number in 2...350 { try EventsDAO(tx).append("e\(number)", "{}", at: now) }
        }
        var reader = try await EventReader(site, shop, after: 0)
        var seen: [String] = []
        while seen.count < 350, let text = await reader.next() {
            seen += text.matches(of: #/id: (\d+)/#).map { String($0.1) }
        }
        #expect(seen == (1...350).map(String.init))
        await reader.leave()
    }

    @Test(
        "tells a reader to load everything anew when its last event is forgotten or never was", arguments: [0, 4, 9999])
    func lost(last: Int64) async throws {
        try await shop.database.write(shop.scope) { [now = shop.clock.now] tx in
            for _ in 2...1005 { try EventsDAO(tx).append("e", "{}", at: now) }
        }
        var reader = try await EventReader(site, shop, after: last)
        #expect(await reader.next() == "retry: 3000\n\nevent: reset\ndata: {}\n\n")
        try await shop.happen("new")
        #expect(await reader.next() == "id: 1006\nevent: new\ndata: {}\n\n")
        await reader.leave()
    }

    @Test("goes on without a reset from the oldest that is kept")
    func barelyKept() async throws {
        try await shop.database.write(shop.scope) { [now = shop.clock.now] tx in
            for _ in 2...1005 { try EventsDAO(tx).append("e", "{}", at: now) }
        }
        var reader = try await EventReader(site, shop, after: 5)
        #expect(await reader.next() == "retry: 3000\n\n")
        #expect(await reader.next()?.hasPrefix("id: 6\n") == true)
        await reader.leave()
    }

    @Test("shows nothing of another company")
    func otherCompany() async throws {
        var reader = try await EventReader(site, shop)
        #expect(await reader.next() == "retry: 3000\n\n")
        try await site.shops.second.happen("secret")
        site.shops.database.bell.ring(shop.companyID)
        try await shop.happen("own")
        #expect(await reader.next() == "id: 2\nevent: own\ndata: {}\n\n")
        await reader.leave()
    }

    @Test("shows that it lives while nothing happens")
    func heartbeat() async throws {
        var reader = try await EventReader(site, shop, heartbeat: .milliseconds(20))
        #expect(await reader.next() == "retry: 3000\n\n")
        for _ in 0..<3 { #expect(await reader.next() == ": beat\n\n") }
        await reader.leave()
    }

    @Test("ends at the next beat once the reader has signed out")
    func signedOut() async throws {
        let reader = try await EventReader(site, shop, heartbeat: .milliseconds(20))
        try await site.parts.accounts.signOut(reader.token.token, in: reader.token.scope)
        try await reader.waitForEnd()
    }

    @Test("ends when the access token's time is over")
    func expired() async throws {
        let reader = try await EventReader(site, shop, heartbeat: .milliseconds(20))
        site.shops.clock.advance(seconds: 901)
        try await reader.waitForEnd()
    }

    @Test("ends for a signed-out reader of a busy shop too, where no beat is ever due")
    func signedOutOfBusyShop() async throws {
        let reader = try await EventReader(site, shop, heartbeat: .milliseconds(500))
        let busy = Task { [shop] in while !Task.isCancelled { try await shop.happen("e") } }
        defer { busy.cancel() }
        try await site.parts.accounts.signOut(reader.token.token, in: reader.token.scope)
        try await reader.waitForEnd()
    }

    @Test("leaves no listener behind, whether the reader leaves or never came")
    func listeners() async throws {
        let bell = site.shops.database.bell
        var reader = try await EventReader(site, shop)
        #expect(await reader.next() == "retry: 3000\n\n")
        #expect(bell.listeners(of: shop.companyID) == 1)
        await reader.leave()
        try await Deadline.run("the listener's end", .seconds(10)) { [shop] in
            while bell.listeners(of: shop.companyID) > 0 { await Task.yield() }
        }
        _ = bell.listen(for: shop.companyID)
        #expect(bell.listeners(of: shop.companyID) == 0)
    }

    @Test("is for people of the shop; a last event that is no number is told; a shop has fifty streams at most")
    func refused() async throws {
        #expect(try await site.call(.get, "/api/events").status == .unauthorized)
        let token = shop.signedIn.tokens.access
        for last in ["x", "-1", "1.5", "99999999999999999999"] {
            let answer = try await site.call(.get, "/api/events", token: token, headers: ["Last-Event-ID": last])
            #expect(answer.status == .badRequest, "\(last)")
        }
        let streams = (0..<EventRoutes.mostStreams).map { _ in site.shops.database.bell.listen(for: shop.companyID) }
        #expect(try await site.get("/api/events", as: shop).status == .serviceUnavailable)
        #expect(site.shops.database.bell.listeners(of: shop.companyID) == streams.count)
    }
}
