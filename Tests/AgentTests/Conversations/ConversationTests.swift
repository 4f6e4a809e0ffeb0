import Domain
import Testing

/// Every script of `Fixtures/conversations`, on real SQLite: the decision at each turn, and the agenda at the end.
@Suite struct ConversationTests {
    @Test("every script can be read")
    func complete() {
        #expect(ConversationCase.all.count == ConversationCase.fileCount)
        #expect(ConversationCase.all.count >= 25)
    }

    @Test("each turn decides as expected and the agenda ends right", arguments: ConversationCase.all)
    func script(_ script: ConversationCase) async throws {
        let shop = try await AgentShop(now: script.now)
        try await shop.book(script.visits ?? [])
        for (number, turn) in script.turns.enumerated() {
            shop.clock.advance(milliseconds: (turn.wait ?? 0) * 60_000)
            let answers = try await shop.say(turn.say.messages, as: script.customer)
            let place = Comment(rawValue: "\(script.name), turn \(number + 1): \(answers.map(\.body))")
            if turn.action == "silence" {
                #expect(answers.isEmpty, place)
                continue
            }
            try #require(answers.count == 1, place)
            let decision = try #require(answers[0].decision, place)
            #expect(decision.action == turn.action, place)
            if let intent = turn.intent { #expect(decision.intents.first?.rawValue == intent, place) }
            for words in turn.has ?? [] { #expect(answers[0].body.contains(words), place) }
            for words in turn.lacks ?? [] { #expect(!answers[0].body.contains(words), place) }
        }
        try await checkEnd(of: script, in: shop)
    }

    private func checkEnd(of script: ConversationCase, in shop: AgentShop) async throws {
        let found = try await shop.visits(of: script.customer)
        guard let expected = script.end else {
            #expect(found.count == 1, "\(script.name): one visit, at a time the shop itself proposed")
            return
        }
        #expect(found.count == expected.count, "\(script.name): \(found)")
        for (visit, wanted) in zip(found, expected) {
            #expect(visit.pet == wanted.pet)
            #expect(visit.service == wanted.service)
            #expect(visit.starts == wanted.starts)
            #expect(visit.status == wanted.status ?? "confirmado")
            if let price = wanted.price { #expect(visit.price == price) }
        }
    }
}
