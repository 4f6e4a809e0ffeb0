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
}
