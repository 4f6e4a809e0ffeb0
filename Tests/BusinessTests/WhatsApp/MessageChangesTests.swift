import Domain
import Storage
import Support
import Testing

@testable import Business

/// What WhatsApp tells of messages that are stored.
@Suite("Changes of messages") struct MessageChangesTests {
    private let shops: TwoShops
    private let shop: Shop
    private let inbox: Inbox

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        inbox = shop.inbox(quietWindow: 0)
    }

    private func apply(_ change: MessageChange) async throws { try await inbox.apply(change, from: shop.session) }

    private func lines() async throws -> [MessageLine] {
        try await shops.database.read(shop.scope) { [shop] tx in
            try MessagesDAO(tx).page(in: shop.conversation, newestFirst: false, limit: 20, offset: 0)
        }
    }

    private func line(_ body: String) async throws -> MessageLine {
        try #require(try await lines().first { $0.message.body == body })
    }

    /// Notes the fixture's reply as begun, and as sent where an id is given.
    private func send(_ bareID: String?) async throws {
        let now = shops.clock.now
        try await shops.database.write(shop.scope) { [shop] tx in
            _ = try OutboxDAO(tx).noteAttempt(shop.reply, sendID: nil, at: now)
            guard let bareID, let entry = try OutboxDAO(tx).find(shop.reply) else { return }
            try SentNote.write(
                shop.reply, message: entry.messageID, in: shop.conversation, bareID: bareID, at: now, tx)
        }
    }

    private func notices() async throws -> [String] {
        try await shops.database.read(shop.scope) { try NoticesDAO($0).list(.init(), for: nil, limit: 20, offset: 0) }
            .map(\.kind)
    }

    @Test("reports move a message on, shuffled and repeated as they come")
    func monotonic() async throws {
        try await send("3EB0A")
        for delivery: Delivery in [.device, .server, .read, .device, .pending, .failed, .read] {
            try await apply(.delivery(of: "3EB0A", delivery))
        }
        #expect(try await line("Olá!").delivery == .read)
        #expect(try await notices() == ["aviso"])
    }

    @Test("a report that comes before the send's answer is kept for it")
    func early() async throws {
        try await send(nil)
        try await apply(.delivery(of: "3EB0A", .device))
        try await apply(.delivery(of: "3EB0A", .server))
        try await send("3EB0A")
        #expect(try await line("Olá!").delivery == .device)
    }

    @Test("a report of what nobody here sent leaves nothing, and so does one of another company")
    func strange() async throws {
        try await apply(.delivery(of: "3EB0Z", .device))
        try await send("3EB0A")
        try await inbox.apply(.delivery(of: "3EB0A", .read), from: shops.second.session)
        #expect(try await line("Olá!").delivery == nil)
        let kept = try await shops.database.read(shop.scope) { try $0.count("SELECT count(*) FROM early_acks") }
        #expect(kept == 1, "the fixture's own")
    }

    @Test("a failed delivery is told to the shop, once")
    func failed() async throws {
        try await send("3EB0A")
        for _ in 0..<3 { try await apply(.delivery(of: "3EB0A", .failed)) }
        #expect(try await line("Olá!").delivery == .failed)
        #expect(try await notices().filter { $0 == "mensagem_nao_entregue" }.count == 1)
    }

    @Test("a reaction stands beside its message until it is taken back, and wakes nobody")
    func reactions() async throws {
        try await send("3EB0A")
        let jobs = try await shops.database.read(shop.scope) { try $0.count("SELECT count(*) FROM jobs") }
        try await apply(.reaction(to: "3EB0A", "👍"))
        #expect(try await line("Olá!").reaction == "👍")
        try await apply(.reaction(to: "3EB0A", nil))
        #expect(try await line("Olá!").reaction == nil)
        #expect(try await shops.database.read(shop.scope) { try $0.count("SELECT count(*) FROM jobs") } == jobs)
    }

    @Test("an edit of a message that never came is the message")
    func unknownEdit() async throws {
        try await apply(.edited(try shop.text("Quero banho", id: "3A77")))
        #expect(try await line("Quero banho").original == nil)
        // The first form, late.
        #expect(try await inbox.receive(try shop.text("Quero", id: "3A77"), from: shop.session) == .duplicate)
    }

    @Test("a waiting message that is taken back waits no more, and stays in the chat with a mark")
    func revoked() async throws {
        try await apply(.revoked("3A01"))
        let waiting = try await shops.database.read(shop.scope) { [shop] in
            try MessagesDAO($0).waiting(in: shop.conversation)
        }
        #expect(waiting.isEmpty)
        #expect(try await line("Oi").isRevoked)
        try await apply(.revoked("3A99"))
    }

    @Test("a call stands in the chat and is told to the shop, once; nobody is written to")
    func call() async throws {
        var call = try shop.text("Chamada de voz", id: "CALL1")
        call.kind = .call
        for _ in 0..<2 { try await apply(.call(call)) }
        #expect(try await lines().filter { $0.message.kind == .call }.count == 1)
        #expect(try await notices().filter { $0 == "ligacao_recebida" }.count == 1)
        let turns = try await shops.database.read(shop.scope) {
            try $0.count("SELECT count(*) FROM jobs WHERE kind = 'turn'")
        }
        #expect(turns == 0)
    }
}
