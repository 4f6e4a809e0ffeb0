import Business
import Domain
import Foundation
import Logging
import Storage

/// The first of two shops with its session at a stand-in, and all that looks after it; the clock is moved by hand.
package struct CareShop: Sendable {
    package let shops: TwoShops
    package let waha: WAHAStandIn
    package let sessions: Sessions
    package let files: MediaFiles
    package let media: MediaDesk
    package let folder: TemporaryFolder

    package var shop: Shop { shops.first }
    package var name: SessionName { shop.session.name }
    package var clock: ManualClock { shops.clock }

    package init(engine: WAHAStandIn.Engine = .gows) async throws {
        shops = try await TwoShops()
        waha = try await WAHAStandIn.start(engine: engine, apiKey: "chave", clock: shops.clock)
        folder = try TemporaryFolder()
        files = MediaFiles(folder: folder.path("media"))
        sessions = Sessions(
            database: shops.database, secrets: try SecretBox(key: Array(repeating: 3, count: 32)), clock: shops.clock,
            defaults: .init(
                url: waha.baseURL, apiKey: "chave", allowedHosts: ["127.0.0.1"],
                webhookURL: "https://auzap.example/webhook", webhookSecret: "segredo-do-servidor"),
            http: HTTPCaller(breaker: CircuitBreaker(threshold: .max)) { _ in }, pause: { _ in })
        media = MediaDesk(database: shops.database, sessions: sessions, files: files, clock: shops.clock)
        try await shops.database.write(shops.first.scope) { [shops] tx in
            // Only what a test makes waits; nothing of the shop's own is answered or sent.
            try tx.run("DELETE FROM jobs")
            try SessionCareDAO(tx).noteFirstWork(shops.first.session.id, at: shops.clock.now)
        }
    }

    package var reconciler: Reconciler {
        Reconciler(database: shops.database, sessions: sessions, clock: clock, inbox: shop.inbox(quietWindow: 0))
    }

    package func care(_ rhythm: SessionCare.Rhythm = .init(), log: Logger? = nil) -> SessionCare {
        SessionCare(
            sessions: sessions, reconciler: reconciler,
            watchdog: Watchdog(database: shops.database, clock: clock), media: media, rhythm: rhythm,
            log: log ?? Logger(label: "care") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The jobs of a kind that are due, leased.
    package func jobs(_ kind: String) async throws -> [Job] {
        try await shops.database.system.claimJobs(limit: 100, lease: 60_000, at: clock.now).filter { $0.kind == kind }
    }

    package func read<T: Sendable>(_ body: @Sendable (TenantTransaction) throws -> T) async throws -> T {
        try await shops.database.read(shop.scope, body)
    }

    package func notices(_ kind: String) async throws -> Int {
        var filter = NoticesDAO.Filter()
        filter.kind = kind
        return try await read { [filter] tx in try NoticesDAO(tx).count(filter, for: nil) }
    }

    /// A customer's message at WAHA.
    package func spoken(_ text: String, id: String, chat: String = "5511900000002@c.us") throws -> WAHAStandIn.Spoken {
        guard let chat = ChatID(chat) else { throw StorageError.unreadable(column: 0, expected: "chat id") }
        return WAHAStandIn.Spoken(text, in: chat, bareID: id, at: clock.now)
    }
}
