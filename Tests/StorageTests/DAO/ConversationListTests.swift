import Domain
import Support
import Testing

@testable import Storage

@Suite("Lists of chats and notices") struct ConversationListTests {
    private func listed(
        _ shop: Shop, _ edit: (inout ConversationListDAO.Filter) -> Void
    ) async throws -> [Conversation.ID] {
        var filter = ConversationListDAO.Filter()
        edit(&filter)
        let made = filter
        return try await shop.database.read(shop.scope) { tx in
            let list = try ConversationListDAO(tx).list(made, limit: 20, offset: 0).map(\.chat.id)
            #expect(try ConversationListDAO(tx).count(made) == list.count)
            return list
        }
    }

    /// A second chat, with nobody known behind it.
    private func addChat(to shop: Shop) async throws -> Conversation.ID {
        let chat = try #require(ChatID("199000000000001@lid"))
        let made = Conversation(
            id: Identifier(77), sessionID: shop.session.id, chatID: chat, tutorID: nil, status: .archived,
            unreadCount: 0, lastMessage: "Vocês vendem RAÇÃO 100%?", lastMessageAt: shop.clock.now.adding(seconds: 60),
            createdAt: shop.clock.now)
        try await shop.database.write(shop.scope) { tx in try ConversationsDAO(tx).insert(made) }
        return made.id
    }

    @Test(
        "a chat comes with its customer, its messages and the customer's latest visit", arguments: TestDriver.available)
    func summary(driver: TestDriver) async throws {
        let shop = try await TwoShops(on: driver).first
        let later = try await shop.bookBath(on: .monday.adding(days: 3), at: .at(9))
        let found = try #require(
            try await shop.database.read(shop.scope) { tx in try ConversationListDAO(tx).find(shop.conversation) })
        #expect(found.tutorName == "Carla")
        #expect(found.tutorPhone == Shop.phone)
        #expect(found.messageCount == 2)
        #expect(found.transport == .waha)
        #expect(found.visit?.id == later.id)
        #expect(found.visit?.service == "Banho")
        #expect(found.visit?.day == .monday.adding(days: 3))
        #expect(found.intent == nil)
        #expect(found.bookedAt == nil)
    }

    @Test("chats are newest first, and narrowed by every filter", arguments: TestDriver.available)
    func filters(driver: TestDriver) async throws {
        let shop = try await TwoShops(on: driver).first
        let other = try await addChat(to: shop)
        let now = shop.clock.now
        #expect(try await listed(shop) { _ in } == [other, shop.conversation])
        #expect(try await listed(shop) { $0.status = .archived } == [other])
        #expect(try await listed(shop) { $0.visitStatus = .confirmed } == [shop.conversation])
        #expect(try await listed(shop) { $0.visitStatus = .done } == [])
        #expect(try await listed(shop) { $0.tutorID = shop.tutor.id } == [shop.conversation])
        #expect(try await listed(shop) { $0.since = now.adding(seconds: 1) } == [other])
        #expect(try await listed(shop) { $0.before = now.adding(seconds: 1) } == [shop.conversation])
    }

    @Test(
        "a search finds names, numbers and last words, and its signs mean themselves",
        arguments: [
            ("CARLA", [0]), ("90000-0001", [0]), ("ração", [1]), ("100%", [1]), ("%", [1]), ("_", []), ("!", []),
            ("199000000000001", [1]), ("' OR 1=1 --", []), ("oi", [0]),
        ])
    func search(words: String, expected: [Int]) async throws {
        let shop = try await TwoShops().first
        let chats = [shop.conversation, try await addChat(to: shop)]
        #expect(try await listed(shop) { $0.search = words } == expected.map { chats[$0] })
    }

    @Test("messages come in either order with how far each got", arguments: TestDriver.available)
    func messages(driver: TestDriver) async throws {
        let shop = try await TwoShops(on: driver).first
        let (newest, oldest) = try await shop.database.read(shop.scope) { tx in
            let dao = MessagesDAO(tx)
            return (
                try dao.page(in: shop.conversation, newestFirst: true, limit: 9, offset: 0),
                try dao.page(in: shop.conversation, newestFirst: false, limit: 1, offset: 1)
            )
        }
        #expect(newest.map(\.message.body) == ["Olá!", "Oi"])
        #expect(newest.map(\.outbox) == [.pending, nil])
        #expect(oldest.map(\.message.body) == ["Olá!"])
    }

    @Test("a notice for one person is nobody else's", arguments: TestDriver.available)
    func notices(driver: TestDriver) async throws {
        let shop = try await TwoShops(on: driver).first
        let (now, owner) = (shop.clock.now, shop.signedIn.user.id)
        let mine = Notice(
            id: Identifier(77), userID: owner, kind: "x", title: "Só seu", text: "Texto", level: .low,
            about: ["a": 1], createdAt: now, updatedAt: now)
        try await shop.database.write(shop.scope) { tx in
            let dao = NoticesDAO(tx)
            try dao.insert(mine)
            #expect(try dao.find(mine.id, for: owner) == mine)
            #expect(try dao.find(mine.id, for: nil) == nil)
            #expect(try dao.find(mine.id, for: Identifier(5)) == nil)
            #expect(try dao.delete(mine.id, for: Identifier(5)) == false)
            #expect(try dao.setRead(mine.id, readAt: now, for: nil, at: now) == false)
            #expect(try dao.count(.init(), for: owner) == 2)
            #expect(try dao.count(.init(), for: Identifier(5)) == 1)
            #expect(try dao.markAllRead(for: Identifier(5), at: now) == 1)
            #expect(try dao.markAllRead(for: owner, at: now) == 1)
        }
    }

    @Test("what has been read goes after its days; what is unread stays")
    func cleanUp() async throws {
        let shop = try await TwoShops().first
        let later = shop.clock.now.adding(seconds: 60)
        let removed = try await shop.database.write(shop.scope) { tx in
            let dao = NoticesDAO(tx)
            let unread = try dao.deleteRead(before: later, for: nil)
            _ = try dao.archive(shop.notice, for: nil, at: later)
            let young = try dao.deleteRead(before: shop.clock.now, for: nil)
            return [unread, young, try dao.deleteRead(before: later, for: nil)]
        }
        #expect(removed == [0, 0, 1])
    }
}
