import Business
import Domain
import Storage

/// Stage 4: what to answer, and the act behind it, in one transaction with what they change.
struct DecideReply: Sendable {
    /// What a turn leaves behind.
    struct Result: Sendable {
        var text: String
        let dialogue: Dialogue
        let record: DecisionRecord
        /// Minutes that a human has the chat from now on; nil leaves it with the agent.
        let pauseMinutes: Int?
        /// True when something was booked, moved, cancelled or confirmed.
        var hasActed = false
    }

    /// The act of this turn cannot be done. Thrown so that whatever of it was written is undone with the transaction.
    struct Refused: Error {
        let refusal: SchedulingError
    }

    var act: ActOnIntent
    let makeOfferID: @Sendable () -> String

    /// - Parameter refusal: Why the act of this very turn was refused a moment ago; it is then not tried again.
    /// - Throws: `Refused`; nothing of the turn may then be kept.
    func run(
        _ facts: RecallCustomer.Facts, _ reading: MessageReading, refusal: SchedulingError? = nil,
        in tx: TenantTransaction
    ) throws -> Result {
        try noteName(facts, reading, in: tx)
        let tone = Tone(persona: facts.company.settings.persona)
        var result = try plain(facts, reading, refusal: refusal, in: tx)
        result.text = tone.apply(to: result.text)
        return result
    }

    /// The same decisions and acts by another clock.
    func reading(_ clock: any ShopClock) -> DecideReply {
        var copy = self
        copy.act.booking = act.booking.reading(clock)
        return copy
    }

    /// A customer without a name of their own is called what they say.
    private func noteName(
        _ facts: RecallCustomer.Facts, _ reading: MessageReading, in tx: TenantTransaction
    ) throws {
        guard let name = reading.customerName, let tutor = facts.tutor else { return }
        guard tutor.name == "Cliente" || tutor.name.count(where: \.isLetter) < 2 else { return }
        try act.registry.rename(tutor, to: name, in: tx)
    }

    private func plain(
        _ facts: RecallCustomer.Facts, _ reading: MessageReading, refusal: SchedulingError?,
        in tx: TenantTransaction
    ) throws -> Result {
        let rules = RuleProcessor(
            facts: facts, context: try FetchContext(tx, now: facts.now), reading: reading, makeOfferID: makeOfferID)
        let decision = try rules.decide()
        switch decision.step {
        case .say(let text): return Self.result(text, decision)
        case .handOver(let text, let minutes): return Self.result(text, decision, pauseMinutes: minutes)
        case .act(let offer):
            guard let refusal else { return try perform(offer, decision, rules, in: tx) }
            return try explain(refusal, of: offer, rules)
        }
    }

    private static func result(_ text: String, _ decision: Decision, pauseMinutes: Int? = nil) -> Result {
        Result(text: text, dialogue: decision.dialogue, record: decision.record, pauseMinutes: pauseMinutes)
    }

    private func perform(
        _ offer: Dialogue.Offer, _ decision: Decision, _ rules: RuleProcessor, in tx: TenantTransaction
    ) throws -> Result {
        let done: (text: String, action: String)
        do {
            done = try act.run(offer, facts: rules.facts, in: tx)
        } catch let refusal as SchedulingError {
            throw Refused(refusal: refusal)
        }
        // "sim, e onde fica?": the booking's own words may tell the address already.
        let aside = decision.aside.flatMap { $0.hasPrefix("Estamos em") && done.text.contains("Endereço: ") ? nil : $0 }
        let text = [done.text, aside].compactMap(\.self).joined(separator: "\n\n")
        var dialogue = decision.dialogue
        dialogue.settle()
        dialogue.lastReply = text
        dialogue.misses = 0
        dialogue.offersPerson = nil
        var record = decision.record
        record.action = done.action
        return Result(text: text, dialogue: dialogue, record: record, pauseMinutes: nil, hasActed: true)
    }

    private func explain(
        _ refusal: SchedulingError, of offer: Dialogue.Offer, _ rules: RuleProcessor
    ) throws -> Result {
        let decision = try OfferTalk(rules).overtaken(offer, by: refusal)
        switch decision.step {
        case .say(let text): return Self.result(text, decision)
        case .handOver(let text, let minutes): return Self.result(text, decision, pauseMinutes: minutes)
        case .act: throw refusal
        }
    }
}
