import Business
import Domain
import Logging
import Storage
import Support
import Testing

@testable import Agent

/// A customer's talk with a shop over WhatsApp, worked by hand: webhook, turn, outbox and a WhatsApp in memory.
struct Talk: Sendable {
    let shops: TwoShops
    let shop: Shop
    let inbox: Inbox
    let worker: InboxWorker
    let whatsApp: FakeWhatsApp

    static let chat = "\(Shop.otherPhone)@c.us"

    /// - Parameters:
    ///   - quietWindow: Milliseconds.
    ///   - pause: What happens while the agent pretends to type; nil: it does not.
    init(
        shops: TwoShops, whatsApp: FakeWhatsApp, quietWindow: Int = 0, retries: [Int] = SendReply.usualRetries,
        pause: (@Sendable () async throws -> Void)? = nil
    ) async throws {
        self.shops = shops
        self.whatsApp = whatsApp
        let (shop, database, clock) = (shops.first, shops.database, shops.clock)
        self.shop = shop
        inbox = shop.inbox(quietWindow: quietWindow)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let sessions = Sessions(
            database: database, secrets: try SecretBox(key: [UInt8](repeating: 7, count: 32)), clock: clock,
            defaults: .init(url: nil, apiKey: nil, allowedHosts: []), http: HTTPCaller())
        let pipeline = MessagePipeline(
            database: database, booking: shop.booking, registry: Registry(ids: database.ids, clock: clock),
            clock: clock, makeOfferID: { SecureRandom.hex(12) }, log: log)
        var worker = InboxWorker(
            database: database, pipeline: pipeline, sessions: sessions, bell: JobBell(), clock: clock,
            humanDelay: false, log: log)
        let name = shop.session.name
        worker.send = SendReply(
            database: database, way: { _, _ in (whatsApp, name) }, wait: WaitLikeAPerson(isOn: pause != nil),
            clock: clock, retries: retries, pause: { _ in try await pause?() }, log: log)
        self.worker = worker
        try await database.write(shop.scope) { tx in
            try tx.run("DELETE FROM jobs")
            try tx.run("DELETE FROM outbox")
            try MessagesDAO(tx).markAnswered([shop.message])
        }
    }

    init(_ whatsApp: FakeWhatsApp? = nil, quietWindow: Int = 0) async throws {
        let shops = try await TwoShops()
        try await self.init(
            shops: shops, whatsApp: whatsApp ?? FakeWhatsApp(clock: shops.clock), quietWindow: quietWindow)
    }

    var clock: ManualClock { shops.clock }

    func say(_ text: String, id: String, chat: String = chat) async throws {
        clock.advance(milliseconds: 10)
        _ = try await inbox.receive(try shop.text(text, id: id, chat: chat), from: shop.session)
    }

    /// Somebody of the shop, or an echo.
    @discardableResult
    func own(
        _ text: String, id: String, chat: String = chat, isFromAPI: Bool = false
    ) async throws -> Inbox.OwnReceipt {
        let own = OwnMessage(
            session: shop.session.name, chat: try #require(ChatID(chat)), bareID: try #require(MessageID(id)).bare,
            kind: .text, body: text, isFromAPI: isFromAPI, sentAt: clock.now)
        return try await inbox.receive(own: own, from: shop.session)
    }

    /// Works on what is due, of one kind only where one is named.
    func work(only kind: String? = nil) async throws {
        while true {
            let jobs = try await shops.database.system.claimJobs(limit: 50, lease: 60_000, at: clock.now)
            let wanted = jobs.filter { kind == nil || $0.kind == kind }
            for job in jobs where kind != nil && job.kind != kind {
                let now = clock.now
                try await shops.database.write(job.scope) { try JobQueue($0).put(off: job.id, until: now) }
            }
            guard !wanted.isEmpty else { return }
            for job in wanted { await worker.perform(job) }
        }
    }

    func think() async throws { try await work(only: Inbox.turnKind) }

    func read<T: Sendable>(_ body: @Sendable (TenantTransaction) throws -> T) async throws -> T {
        try await shops.database.read(shop.scope, body)
    }

    func conversation(_ chat: String = chat) async throws -> Conversation {
        let address = try #require(ChatID(chat))
        let session = shop.session.id
        let found = try await read { tx in
            try ChatAddressesDAO(tx).find([address], of: session).first.flatMap {
                try ConversationsDAO(tx).find($0.chat)
            }
        }
        return try #require(found)
    }

    func isPaused() async throws -> Bool {
        let now = clock.now
        return try await conversation().pausedUntil.map { $0 > now } ?? false
    }

    func messages() async throws -> [Message] {
        let chat = try await conversation().id
        return try await read { try MessagesDAO($0).recent(in: chat, limit: 100) }
    }

    func notices() async throws -> [String] {
        try await read { try NoticesDAO($0).list(.init(), for: nil, limit: 50, offset: 0) }.map(\.kind)
    }
}
