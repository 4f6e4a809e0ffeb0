import Domain
import Storage
import Support
import Testing

@testable import Business

/// One person is one chat and one customer, however WhatsApp writes them.
@Suite("Addresses of a customer") struct ChatDirectoryTests {
    private let shops: TwoShops
    private let shop: Shop
    private let inbox: Inbox
    private static let number = "5531988887777@c.us"
    private static let short = "553188887777@c.us"
    private static let hidden = "240000000000007@lid"

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        inbox = shop.inbox(quietWindow: 0)
    }

    /// - Returns: The chat that the message went to.
    @discardableResult
    private func receive(
        _ body: String, id: String, from chat: String, also alias: String? = nil
    ) async throws -> Conversation.ID {
        shops.clock.advance(seconds: 1)
        var message = try shop.text(body, id: id, chat: chat)
        message.aliases = alias.flatMap { ChatID($0) }.map { [$0] } ?? []
        message.phone = message.chat.phone ?? message.aliases.first?.phone
        guard case .stored(_, let conversation) = try await inbox.receive(message, from: shop.session) else {
            throw StorageError.unreadable(column: 0, expected: "a stored message")
        }
        return conversation
    }

    private func chat(_ id: Conversation.ID) async throws -> Conversation? {
        try await shops.database.read(shop.scope) { try ConversationsDAO($0).find(id) }
    }

    private func bodies(_ id: Conversation.ID) async throws -> [String] {
        try await shops.database.read(shop.scope) { try MessagesDAO($0).recent(in: id, limit: 20) }.map(\.body)
    }

    private func count(_ table: SQL) async throws -> Int {
        try await shops.database.read(shop.scope) { try $0.count("SELECT count(*) FROM \(sql: table)") }
    }

    @Test("with and without the ninth digit it is one chat; the reply goes to the address that wrote last")
    func ninthDigit() async throws {
        let first = try await receive("um", id: "3A11", from: Self.short)
        #expect(try await receive("dois", id: "3A12", from: Self.number) == first)
        #expect(try await chat(first)?.chatID.rawValue == Self.number)
        #expect(try await receive("três", id: "3A13", from: Self.short) == first)
        #expect(try await chat(first)?.chatID.rawValue == Self.short)
        #expect(try await bodies(first) == ["um", "dois", "três"])
    }

    @Test("hidden today and a number tomorrow is one chat, once WhatsApp has told that both are one")
    func told() async throws {
        let first = try await receive("um", id: "3A11", from: Self.hidden, also: Self.number)
        #expect(try await receive("dois", id: "3A12", from: Self.number) == first)
        #expect(try await receive("três", id: "3A13", from: Self.hidden) == first)
        #expect(try await chat(first)?.chatID.rawValue == Self.hidden)
        #expect(try await count("tutors WHERE erased_at IS NULL") == 2)
    }

    @Test("chats that turn out to be one person's become one: messages, replies on their way, customer, pause, jobs")
    func joined() async throws {
        let old = try await receive("um", id: "3A11", from: Self.number)
        let young = try await receive("dois", id: "3A12", from: Self.hidden)
        #expect(old != young)
        let (ids, now) = (shops.database.ids, shops.clock.now)
        let until = now.adding(seconds: 600)
        try await shops.database.write(shop.scope) { tx in
            guard let chat = try ConversationsDAO(tx).find(young), let tutor = chat.tutorID else { return }
            let message = Message(
                id: ids.next(), conversationID: young, author: .human, kind: .text, body: "resposta", sentAt: now)
            try Outbox.queue(message, in: chat, ids: ids, at: now, tx)
            try ConversationsDAO(tx).pause(young, until: until, reason: .phone)
            try PetsDAO(tx).insert(Pet(id: ids.next(), tutorID: tutor, name: "Nina"), at: now)
        }
        #expect(try await receive("três", id: "3A13", from: Self.hidden, also: Self.number) == old)
        #expect(try await bodies(old) == ["um", "dois", "resposta", "três"])
        #expect(try await chat(young) == nil)
        let kept = try #require(try await chat(old))
        #expect(kept.chatID.rawValue == Self.hidden)
        #expect(kept.pausedUntil == until)
        #expect(kept.unreadCount == 2, "the human's reply had read one")
        let tutor = try #require(kept.tutorID)
        let (phone, pets, unsent) = try await shops.database.read(shop.scope) { tx in
            (
                try TutorsDAO(tx).find(tutor)?.phone, try PetsDAO(tx).list(of: tutor).map(\.name),
                try OutboxDAO(tx).unsent(in: old)
            )
        }
        #expect(phone?.digits == "5531988887777")
        #expect(pets == ["Nina"])
        #expect(unsent == 1)
        #expect(try await count("tutors WHERE erased_at IS NULL") == 2)
        let lanes = try await shops.database.read(shop.scope) { try $0.rows("SELECT lane FROM jobs") { $0.string(0) } }
        #expect(!lanes.contains(Inbox.lane(of: young)))
        // The chat that is gone is found by the address it had.
        let address = try #require(ChatAddress(Self.number))
        let found = try await shops.database.read(shop.scope) { try address.find(in: $0)?.chat.id }
        #expect(found == old)
    }

    @Test("one message delivered once in each form is one message")
    func bothForms() async throws {
        let first = try await receive("um", id: "3A11", from: Self.hidden, also: Self.number)
        var again = try shop.text("um", id: "3A11", chat: Self.number)
        again.aliases = [try #require(ChatID(Self.hidden))]
        #expect(try await inbox.receive(again, from: shop.session) == .duplicate)
        #expect(try await bodies(first) == ["um"])
    }

    @Test("people whose numbers differ are never made one, whatever an address says")
    func contradiction() async throws {
        let first = try await receive("um", id: "3A11", from: Self.hidden, also: Self.number)
        let other = try await receive("dois", id: "3A12", from: "5511955554444@c.us")
        #expect(try await receive("três", id: "3A13", from: Self.hidden, also: "5511955554444@c.us") == first)
        #expect(try await bodies(other) == ["dois"])
    }

    @Test("an address is of its company and session alone, and is erased with the customer")
    func walls() async throws {
        let mine = try await receive("um", id: "3A11", from: Self.hidden)
        let theirs = try shops.second.text("um", id: "3A11", chat: Self.hidden)
        guard case .stored(_, let other) = try await inbox.receive(theirs, from: shops.second.session) else {
            Issue.record("not stored")
            return
        }
        #expect(mine != other)
        let tutor = try #require(try await chat(mine)?.tutorID)
        let privacy = Privacy(database: shops.database, clock: shops.clock)
        #expect(try await privacy.erase(tutor, in: shop.scope)?.chats == 1)
        #expect(try await count("chat_addresses") == 1)
    }
}
