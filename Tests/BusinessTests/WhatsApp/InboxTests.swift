import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("The inbox") struct InboxTests {
    private let shops: TwoShops
    private let shop: Shop
    private let bell = JobBell()
    private let inbox: Inbox

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        inbox = shop.inbox(quietWindow: 3000, bell: bell)
        for shop in shops.both {
            try await shops.database.write(shop.scope) { tx in
                try tx.run("DELETE FROM jobs")
                try MessagesDAO(tx).markAnswered([shop.message])
            }
        }
    }

    private func receive(_ body: String, id: String, chat: String = "5511900000002@c.us") async throws -> Inbox.Receipt
    {
        try await inbox.receive(try shop.text(body, id: id, chat: chat), from: shop.session)
    }

    private func count(_ table: SQL, _ shop: Shop) async throws -> Int {
        try await shops.database.read(shop.scope) { try $0.count("SELECT count(*) FROM \(sql: table)") }
    }

    private func claim() async throws -> [Job] {
        try await shops.database.system.claimJobs(limit: 10, lease: 60_000, at: shops.clock.now)
    }

    @Test("a message is stored with the job that will answer it, and the worker is woken", .timeLimit(.minutes(3)))
    func stored() async throws {
        guard case .stored(let id, let conversation) = try await receive("Oi, tem horário?", id: "3A10") else {
            Issue.record("not stored")
            return
        }
        await bell.wait(atMost: .seconds(600))
        shops.clock.advance(milliseconds: 3000)
        let jobs = try await claim()
        #expect(jobs.map(\.kind) == [Inbox.turnKind])
        #expect(jobs.map(\.lane) == [Inbox.lane(of: conversation)])
        #expect(jobs.map(\.companyID) == [shop.companyID])
        let job = try #require(jobs.first)
        #expect(try JobQueue.decode(Inbox.TurnPayload.self, from: job).conversationID == conversation)
        let (waiting, chat) = try await shops.database.read(shop.scope) { tx in
            (try MessagesDAO(tx).waiting(in: conversation), try ConversationsDAO(tx).find(conversation))
        }
        #expect(waiting.map(\.id) == [id])
        #expect(waiting.map(\.body) == ["Oi, tem horário?"])
        #expect(chat?.unreadCount == 1)
        #expect(chat?.lastMessage == "Oi, tem horário?")
        #expect(chat?.status == .new)
    }

    @Test("a message delivered again, in any form of its id and chat, is stored once")
    func duplicates() async throws {
        let forms = [
            "false_5511900000002@c.us_3A10", "3A10", "false_5511900000002@s.whatsapp.net_3A10",
            "false_240000000000009@lid_3A10",
        ]
        for (place, form) in forms.enumerated() {
            let bare = try #require(MessageID(form)).bare
            let chat = form.contains("lid") ? "240000000000009@lid" : "5511900000002@c.us"
            let receipt = try await receive("Oi", id: bare, chat: chat)
            #expect((receipt == .duplicate) == (place > 0), "\(form)")
        }
        #expect(try await count("messages WHERE wa_id = '3A10'", shop) == 1)
        #expect(try await count("jobs", shop) == 1)
        #expect(try await count("tutors", shop) == 2)
    }

    @Test("delivered fifty times at once, it is stored once")
    func concurrentDuplicates() async throws {
        let receipts = try await withThrowingTaskGroup(of: Inbox.Receipt.self) { group in
            for _ in 0..<50 { group.addTask { try await receive("Oi", id: "3A10") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(receipts.count { $0 != .duplicate } == 1)
        #expect(try await count("messages WHERE wa_id = '3A10'", shop) == 1)
    }

    @Test("the same id in the other company's session is another message")
    func otherCompany() async throws {
        _ = try await receive("Oi", id: "3A10")
        let message = try shops.second.text("Oi", id: "3A10", chat: "5511900000002@c.us")
        let receipt = try await inbox.receive(message, from: shops.second.session)
        #expect(receipt != .duplicate)
        for shop in shops.both { #expect(try await count("messages WHERE wa_id = '3A10'", shop) == 1) }
    }

    @Test("a burst is one turn, which begins when the chat has been silent for the window")
    func burst() async throws {
        for number in 1...5 {
            _ = try await receive("parte \(number)", id: "3A1\(number)")
            shops.clock.advance(milliseconds: 2000)
        }
        #expect(try await count("jobs", shop) == 1)
        // The last came two seconds ago.
        shops.clock.advance(milliseconds: 999)
        #expect(try await claim().isEmpty)
        shops.clock.advance(milliseconds: 1)
        let jobs = try await claim()
        #expect(jobs.count == 1)
        let job = try #require(jobs.first)
        let chat = try JobQueue.decode(Inbox.TurnPayload.self, from: job).conversationID
        let waiting = try await shops.database.read(shop.scope) { try MessagesDAO($0).waiting(in: chat) }
        #expect(waiting.map(\.body) == (1...5).map { "parte \($0)" })
    }

    @Test("what comes while a turn is under way gets a turn of its own, after it")
    func duringATurn() async throws {
        _ = try await receive("um", id: "3A11")
        shops.clock.advance(seconds: 3)
        let first = try #require(try await claim().first)
        _ = try await receive("dois", id: "3A12")
        _ = try await receive("três", id: "3A13")
        #expect(try await count("jobs", shop) == 2)
        shops.clock.advance(seconds: 3)
        #expect(try await claim().isEmpty)
        try await shops.database.write(shop.scope) { try JobQueue($0).complete(first.id) }
        #expect(try await claim().count == 1)
    }

    @Test("chats do not wait for each other")
    func manyChats() async throws {
        _ = try await receive("um", id: "3A11", chat: "5511900000002@c.us")
        _ = try await receive("dois", id: "3A12", chat: "5511900000003@c.us")
        shops.clock.advance(seconds: 3)
        #expect(try await claim().count == 2)
    }

    @Test("two hundred customers who write at once are all kept, each in their own chat")
    func crowd() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 100..<300 {
                group.addTask { _ = try await receive("Oi", id: "M\(number)", chat: "5511900000\(number)@c.us") }
            }
            try await group.waitForAll()
        }
        #expect(try await count("conversations", shop) == 201)
        #expect(try await count("jobs", shop) == 200)
        #expect(try await count("tutors", shop) == 201)
    }

    @Test("a chat belongs to its customer: the one known by number, or one made with the sender's name")
    func customers() async throws {
        guard case .stored(_, let known) = try await receive("Oi", id: "3A11", chat: "\(Shop.phone)@c.us"),
            case .stored(_, let new) = try await receive("Oi", id: "3A12")
        else {
            Issue.record("not stored")
            return
        }
        #expect(known == shop.conversation)
        let (chat, tutor) = try await shops.database.read(shop.scope) { tx in
            let chat = try ConversationsDAO(tx).find(new)
            return (chat, try chat?.tutorID.map { try TutorsDAO(tx).find($0) })
        }
        #expect(chat?.tutorID != nil)
        #expect(tutor??.name == "Carla")
    }

    @Test("the simulator's messages wait for nobody")
    func simulator() async throws {
        var session = shop.session
        session.transport = .simulator
        _ = try await inbox.receive(try shop.text("Oi", id: "3A10"), from: session)
        #expect(try await claim().count == 1)
    }

    @Test("when the database is away the message is not taken, and nobody is woken")
    func closed() async throws {
        await shops.database.close()
        await #expect(throws: StorageError.closed) { try await receive("Oi", id: "3A10") }
        let begin = ContinuousClock.now
        await bell.wait(atMost: .milliseconds(20))
        #expect(begin.duration(to: .now) >= .milliseconds(20))
    }
}
