import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("A word to the owner") struct EscalationTests {
    private let care: CareShop
    private let escalation: Escalation
    private let owner = PhoneNumber.test("5531988887777")

    init() async throws {
        care = try await CareShop()
        escalation = Escalation(database: care.shops.database, sessions: care.sessions, clock: care.clock)
    }

    private func handOver(to phone: PhoneNumber?) async throws {
        let (shop, database, now) = (care.shop, care.shops.database, care.clock.now)
        try await database.write(shop.scope) { tx in
            let record = DecisionRecord(intents: [.complaint], action: "hand_over", reason: "Reclamou do corte.")
            try ConversationsDAO(tx).noteDecision(record, in: shop.conversation, bookedAt: nil)
            guard let chat = try ConversationsDAO(tx).find(shop.conversation) else { return }
            try Escalation.queue(about: chat, to: phone, ids: database.ids, at: now, tx)
        }
    }

    private func send() async throws -> [ChoreEnding] {
        var endings: [ChoreEnding] = []
        for job in try await care.jobs(Escalation.kind) { endings.append(try await escalation.send(job)) }
        return endings
    }

    @Test("the owner gets a text at the number as WhatsApp knows it, once in a while for each chat")
    func told() async throws {
        try await care.shop.configure { [owner] in $0.escalationPhone = owner }
        try await handOver(to: owner)
        try await handOver(to: owner)
        #expect(try await send() == [.done])
        let text = try #require(care.waha.texts.first)
        #expect(care.waha.texts.count == 1)
        #expect(text.chat.rawValue == "553188887777@c.us")
        #expect(text.text.contains("Carla (+5511900000001)"))
        #expect(text.text.contains("Reclamou do corte."))
        care.clock.advance(seconds: 15 * 60)
        try await handOver(to: owner)
        #expect(try await care.jobs(Escalation.kind).count == 1)
        await care.waha.stop()
    }

    @Test("after an answer that got lost it is not sent twice; a WAHA that is away is asked again")
    func retried() async throws {
        try await care.shop.configure { [owner] in $0.escalationPhone = owner }
        try await handOver(to: owner)
        care.waha.fail(.loseAnswer)
        let job = try #require(try await care.jobs(Escalation.kind).first)
        guard case .again = try await escalation.send(job) else {
            Issue.record("not tried again")
            return
        }
        let second = Job(
            id: job.id, companyID: job.companyID, kind: job.kind, lane: job.lane, payload: job.payload, attempts: 2)
        #expect(try await escalation.send(second) == .done)
        #expect(care.waha.texts.count == 1)
        await care.waha.stop()
    }

    @Test("without a number, and about the owner's own chat, nothing is queued")
    func silent() async throws {
        try await handOver(to: nil)
        try await handOver(to: Shop.phone)
        #expect(try await care.jobs(Escalation.kind).isEmpty)
        await care.waha.stop()
    }
}
