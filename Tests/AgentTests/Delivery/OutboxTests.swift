import Business
import Domain
import Storage
import Support
import Testing

@testable import Agent

/// Parts of long replies, and what the shop starts.
@Suite("The outbox") struct OutboxTests {
    private let talk: Talk

    init() async throws { talk = try await Talk() }

    private func queue(_ text: String, _ author: Message.Author = .agent, startedByUs: Bool = false) async throws {
        let (ids, now, chat) = (talk.shops.database.ids, talk.clock.now, talk.shop.conversation)
        try await talk.shops.database.write(talk.shop.scope) { tx in
            guard let chat = try ConversationsDAO(tx).find(chat) else { return }
            let message = Message(
                id: ids.next(), conversationID: chat.id, author: author, kind: .text, body: text, sentAt: now)
            try Outbox.queue(message, in: chat, ids: ids, at: now, startedByUs: startedByUs, tx)
        }
    }

    private var long: String {
        (1...5).map { "\($0)" + String(repeating: " palavra", count: 100) }.joined(separator: "\n\n")
    }

    @Test("a long reply goes in parts, in order, each a message of its own; a person's text goes as it is")
    func parts() async throws {
        try await queue(long)
        try await talk.work()
        #expect(talk.whatsApp.texts == ReplyParts.split(long))
        #expect(talk.whatsApp.texts.map { $0.prefix(1) } == ["1", "2", "3", "4", "5"])
        #expect(Set(talk.whatsApp.sent.map(\.bareID)).count == 5)
        try await queue(long, .human)
        try await talk.work()
        #expect(talk.whatsApp.texts.last == long)
    }

    @Test("when a part is given up the later ones wait with it, and are sent with it in order")
    func parkedPart() async throws {
        let refusal = GatewayError.refused(status: 400, message: "no")
        talk.whatsApp.fail(refusal)
        try await queue(long)
        try await talk.work()
        #expect(talk.whatsApp.sent.isEmpty)
        #expect(try await talk.notices().filter { $0 == "mensagem_nao_enviada" }.count == 1)
        let parked = try await talk.read { try ParkedDAO($0).list(limit: 9, offset: 0) }
        #expect(parked.count == 5)
        let conversations = Conversations(database: talk.shops.database, bell: JobBell(), clock: talk.clock)
        let address = try #require(ChatAddress("\(talk.shop.conversation)"))
        #expect(try await conversations.retry(parked[0].message.id, of: address, in: talk.shop.scope) == true)
        try await talk.work()
        #expect(talk.whatsApp.texts == ReplyParts.split(long))
    }

    @Test("what we start waits for the shop's hours, and holds no reply up")
    func hours() async throws {
        // 22:00 of the same Monday.
        talk.clock.advance(seconds: 13 * 3600)
        try await queue("Lembrete", startedByUs: true)
        try await queue("Resposta")
        try await talk.work()
        #expect(talk.whatsApp.texts == ["Resposta"])
        talk.clock.advance(seconds: 10 * 3600 - 60)
        try await talk.work()
        #expect(talk.whatsApp.texts == ["Resposta"])
        talk.clock.advance(seconds: 60)
        try await talk.work()
        #expect(talk.whatsApp.texts == ["Resposta", "Lembrete"])
    }

    @Test("what we start and what waits for its hour does not keep a reply from being taken back")
    func startedAndWithdrawn() async throws {
        talk.clock.advance(seconds: 13 * 3600)
        let chat = "\(Shop.phone)@c.us"
        try await talk.say("quanto custa", id: "3A10", chat: chat)
        try await talk.think()
        try await queue("Lembrete", startedByUs: true)
        try await talk.say("o banho?", id: "3A11", chat: chat)
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 1)
        #expect(talk.whatsApp.texts != ["Lembrete"])
    }

    @Test("what we start keeps to the hourly budget of its number; replies do not")
    func budget() async throws {
        try await talk.shop.configure { $0.startedPerHour = 2 }
        for number in 1...3 { try await queue("Lembrete \(number)", startedByUs: true) }
        try await queue("Resposta")
        try await talk.work()
        #expect(Set(talk.whatsApp.texts) == ["Lembrete 1", "Lembrete 2", "Resposta"])
        talk.clock.advance(seconds: 3599)
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 3)
        talk.clock.advance(seconds: 1)
        try await talk.work()
        #expect(talk.whatsApp.texts.last == "Lembrete 3")
        let job = try await talk.read { try $0.count("SELECT count(*) FROM jobs") }
        #expect(job == 0)
    }

    @Test("a started message that is put off has all its tries left")
    func putOff() async throws {
        talk.clock.advance(seconds: 13 * 3600)
        try await queue("Lembrete", startedByUs: true)
        try await talk.work()
        let tries = try await talk.read { try $0.count("SELECT attempts FROM jobs") }
        #expect(tries == 0)
    }
}
