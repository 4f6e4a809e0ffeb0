import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("A human in the shop's chats") struct ConversationsTests {
    private let shops: TwoShops
    private let shop: Shop
    private let bell = JobBell()
    private let conversations: Conversations

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        conversations = Conversations(database: shops.database, bell: bell, clock: shops.clock)
    }

    private func address(_ text: String) throws -> ChatAddress { try #require(ChatAddress(text)) }

    @Test(
        "a chat is found by address, by number with and without the ninth digit, and by its own id",
        arguments: ["5511900000001@c.us", "5511900000001", "+5511900000001", "11900000001", "551100000001", "id"])
    func addresses(text: String) async throws {
        // 55 11 0000-0001 is no mobile number, so only the last form below may differ.
        let named = text == "id" ? "\(shop.conversation)" : text
        let found = try await conversations.find(try address(named), in: shop.scope)
        #expect((found?.chat.id == shop.conversation) == (text != "551100000001"))
    }

    @Test("a customer whose chat lacks the ninth digit is found by the number that has it")
    func ninthDigit() async throws {
        let inbox = shop.inbox(quietWindow: 0)
        _ = try await inbox.receive(try shop.text("Oi", id: "3A55", chat: "553188887777@c.us"), from: shop.session)
        let found = try await conversations.find(try address("5531988887777"), in: shop.scope)
        #expect(found?.chat.chatID.rawValue == "553188887777@c.us")
    }

    @Test(
        "text that names no chat finds none", arguments: ["", "a b", "0", "99999999999999999999", "x'@c.us", "1@lid"])
    func noAddress(text: String) async throws {
        guard let address = ChatAddress(text) else { return }
        #expect(try await conversations.find(address, in: shop.scope) == nil)
    }

    @Test("the chat at WhatsApp comes before a simulated one with the same customer")
    func simulated() async throws {
        let sessions = Sessions(
            database: shops.database, secrets: try SecretBox(key: Array(repeating: 3, count: 32)), clock: shops.clock,
            defaults: .init(url: nil, apiKey: nil, allowedHosts: []), http: HTTPCaller { _ in })
        let simulator = Simulator(
            database: shops.database, sessions: sessions, inbox: shop.inbox(), clock: shops.clock)
        shops.clock.advance(seconds: 60)
        _ = try await simulator.send("Oi", phone: Shop.phone, name: nil, in: shop.scope)
        let found = try await conversations.find(try address("5511900000001@c.us"), in: shop.scope)
        #expect(found?.chat.id == shop.conversation)
    }

    @Test(
        "a human's reply is queued like the agent's, wakes the sender, and silences the agent for the company's time",
        .timeLimit(.minutes(3)))
    func reply() async throws {
        try await shop.configure { $0.humanMinutes = 90 }
        let sent = try #require(
            try await conversations.reply("Bom dia!", to: try address("5511900000001"), in: shop.scope))
        await bell.wait(atMost: .seconds(600))
        #expect(sent.line.message.author == .human)
        #expect(sent.line.outbox == .pending)
        #expect(sent.chat.chat.pausedUntil == shops.clock.now.adding(seconds: 90 * 60))
        #expect(sent.chat.chat.status == .replied)
        #expect(sent.chat.chat.lastMessage == "Bom dia!")
        let (unsent, jobs) = try await shops.database.read(shop.scope) { tx in
            (
                try OutboxDAO(tx).unsent(in: shop.conversation),
                try JobQueue(tx).count(lane: Inbox.lane(of: shop.conversation))
            )
        }
        #expect(unsent == 2)
        #expect(jobs == 2)
    }

    @Test("a chat is paused for the time given, for the usual time, and given back")
    func pausing() async throws {
        let chat = try address("\(shop.conversation)")
        let now = shops.clock.now
        func until(_ found: ConversationSummary?) throws -> Moment? { try #require(found).chat.pausedUntil }
        #expect(try until(try await conversations.pause(chat, minutes: 5, in: shop.scope)) == now.adding(seconds: 300))
        #expect(
            try until(try await conversations.pause(chat, minutes: nil, in: shop.scope)) == now.adding(seconds: 3600))
        #expect(try until(try await conversations.resume(chat, in: shop.scope)) == nil)
    }

    @Test("another company's chat can be neither read nor answered, by id or by number")
    func foreign() async throws {
        let (mine, theirs) = (shops.second, try address("\(shop.conversation)"))
        #expect(try await conversations.find(theirs, in: mine.scope) == nil)
        #expect(try await conversations.reply("x", to: theirs, in: mine.scope) == nil)
        #expect(try await conversations.pause(theirs, minutes: 1, in: mine.scope) == nil)
        #expect(try await conversations.setStatus(.archived, of: theirs, in: mine.scope) == nil)
        let byNumber = try await conversations.reply("Oi", to: try address("5511900000001"), in: mine.scope)
        #expect(byNumber?.chat.chat.id == mine.conversation)
        let untouched = try await conversations.find(theirs, in: shop.scope)
        #expect(untouched?.chat.pausedUntil == nil)
        #expect(untouched?.messageCount == 2)
    }

    @Test("days of a filter are the shop's own")
    func days() async throws {
        func count(_ first: LocalDay?, _ last: LocalDay?) async throws -> Int {
            var wanted = Conversations.Wanted()
            wanted.firstDay = first
            wanted.lastDay = last
            return try await conversations.list(wanted, limit: 20, offset: 0, in: shop.scope).total
        }
        #expect(try await count(.monday, .monday) == 1)
        #expect(try await count(.monday.adding(days: 1), nil) == 0)
        #expect(try await count(nil, .monday.adding(days: -1)) == 0)
        // Monday's last hour in São Paulo is Tuesday in UTC.
        let late = ShopZone.saoPaulo.moment(of: LocalDateTime(day: .monday, time: .at(23)))
        try await shops.database.write(shop.scope) { tx in
            try ConversationsDAO(tx).noteIncoming("x", in: shop.conversation, at: late)
        }
        #expect(try await count(.monday, .monday) == 1)
    }

    @Test("the total is right on every part of a list, past its end too", arguments: [(1, 0), (20, 0), (1, 1), (5, 9)])
    func totals(limit: Int, offset: Int) async throws {
        let found = try await conversations.list(.init(), limit: limit, offset: offset, in: shop.scope)
        #expect(found.total == 1)
        #expect(found.chats.count == (offset == 0 ? 1 : 0))
    }

    @Test("the summary counts chats, messages, visits and money")
    func summary() async throws {
        _ = try await shop.bookBath(at: .at(16))
        _ = try await shops.database.write(shop.scope) { tx in
            try AppointmentsDAO(tx).setStatus(.done, of: shop.visit.id, at: shop.clock.now)
        }
        let summary = try await conversations.summary(in: shop.scope)
        #expect(figures(summary.activity) == [1, 1, 1, 1])
        #expect(summary.messages == 2)
        #expect(summary.visits == [.done: 1, .confirmed: 1])
        #expect(summary.revenue == Money(centavos: 5000))
        #expect(summary.averagePrice == Money(centavos: 5000))
        shops.clock.advance(seconds: 2 * 86_400)
        let later = try await conversations.summary(in: shop.scope)
        #expect(figures(later.activity) == [1, 0, 1, 1])
    }

    private func figures(_ activity: ConversationsDAO.Activity) -> [Int] {
        [activity.all, activity.day, activity.week, activity.month]
    }
}
