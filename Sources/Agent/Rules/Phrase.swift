/// A reply in two wordings, so that the same sentence is never said twice in a row.
struct Phrase: Sendable, Hashable {
    let first: String
    let second: String

    init(_ first: String, _ second: String) {
        self.first = first
        self.second = second
    }

    /// The first wording, unless it is what was said last.
    func after(_ lastReply: String) -> String { first == lastReply ? second : first }

    /// Both wordings with the same words before and after.
    func between(_ before: String = "", _ after: String = "") -> Phrase {
        Phrase(before + first + after, before + second + after)
    }
}
