import Business
import Domain
import Storage

/// Stage 4: what to answer, and the act behind it, in one transaction with what they change.
struct DecideReply: Sendable {
    /// What a turn leaves behind.
    struct Result: Sendable {
        let text: String
        let dialogue: Dialogue
        let record: DecisionRecord
        /// Minutes that a human has the chat from now on; nil leaves it with the agent.
        let pauseMinutes: Int?
        /// True when something was booked, moved, cancelled or confirmed.
        var hasActed = false
    }

    let act: ActOnIntent
    let makeOfferID: @Sendable () -> String

    func run(
        _ facts: RecallCustomer.Facts, _ reading: MessageReading, in tx: TenantTransaction
    ) throws -> Result {
        let rules = RuleProcessor(
            facts: facts, context: try FetchContext(tx, now: facts.now), reading: reading, makeOfferID: makeOfferID)
        let decision = try rules.decide()
        switch decision.step {
        case .say(let text): return Self.result(text, decision)
        case .handOver(let text, let minutes): return Self.result(text, decision, pauseMinutes: minutes)
        case .act(let offer): return try perform(offer, decision, rules, in: tx)
        }
    }

    private static func result(_ text: String, _ decision: Decision, pauseMinutes: Int? = nil) -> Result {
        Result(text: text, dialogue: decision.dialogue, record: decision.record, pauseMinutes: pauseMinutes)
    }

    private func perform(
        _ offer: Dialogue.Offer, _ decision: Decision, _ rules: RuleProcessor, in tx: TenantTransaction
    ) throws -> Result {
        do {
            let done = try act.run(offer, facts: rules.facts, in: tx)
            var dialogue = decision.dialogue
            dialogue.settle()
            dialogue.lastReply = done.text
            dialogue.misses = 0
            var record = decision.record
            record.action = done.action
            return Result(text: done.text, dialogue: dialogue, record: record, pauseMinutes: nil, hasActed: true)
        } catch let refusal as SchedulingError {
            let decision = try rules.overtaken(offer, by: refusal)
            switch decision.step {
            case .say(let text): return Self.result(text, decision)
            case .handOver(let text, let minutes): return Self.result(text, decision, pauseMinutes: minutes)
            case .act: throw refusal
            }
        }
    }
}
