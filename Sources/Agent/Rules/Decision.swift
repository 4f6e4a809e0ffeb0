import Domain

/// What a turn comes to: words, or an act whose result makes the words.
struct Decision: Sendable {
    enum Step: Sendable {
        case say(String)
        case act(Dialogue.Offer)
        /// Words, and the chat goes to a human for the given minutes.
        case handOver(String, minutes: Int)
    }

    var step: Step
    var dialogue: Dialogue
    var record: DecisionRecord
    /// The answer to what the message also asks, said with the result of an act.
    var aside: String?

    /// The same with an answer in front, to what the message also asks.
    func saying(first aside: String?) -> Decision {
        guard let aside, case .say(let text) = step else { return self }
        var decision = self
        let words = "\(aside)\n\n\(text)"
        decision.step = .say(words)
        decision.dialogue.lastReply = words
        return decision
    }
}
