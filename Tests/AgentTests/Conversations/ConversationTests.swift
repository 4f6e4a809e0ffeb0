import Support
import Testing

extension ConversationCase: CustomTestStringConvertible {
    public var testDescription: String { name }
}

/// Every script of `Fixtures/conversations`, once, on real SQLite; `make eval` plays each three times.
@Suite struct ConversationTests {
    @Test("every script can be read")
    func complete() {
        #expect(ConversationCase.library.unreadable.isEmpty)
        #expect(ConversationCase.all.count >= 120)
    }

    @Test(
        "the database ends as the script says, and no reply says what no row bears out", arguments: ConversationCase.all
    )
    func script(_ script: ConversationCase) async throws {
        let run = try await ConversationRun.play(script)
        #expect(run.faults.isEmpty, "\(run.transcript.joined(separator: "\n"))")
    }
}
