/// Finds fixed phrases among a message's words. A phrase may hold `*` (up to three words of any kind), start with `^`
/// (only at the start) and end with `$` (only at the end).
struct PhraseBook<Meaning: Sendable & Hashable>: Sendable {
    struct Match: Sendable {
        let meaning: Meaning
        /// Indices into the words searched.
        let range: Range<Int>
    }

    private struct Phrase: Sendable {
        let meaning: Meaning
        let rest: [String]
        let isAtStart: Bool
        let isAtEnd: Bool
    }

    private var phrases: [String: [Phrase]] = [:]

    init(_ table: [(Meaning, [String])]) {
        for (meaning, texts) in table {
            for text in texts { add(text, meaning) }
        }
    }

    private mutating func add(_ text: String, _ meaning: Meaning) {
        var words = text.split(separator: " ").map(String.init)
        let isAtStart = words.first == "^"
        let isAtEnd = words.last == "$"
        if isAtStart { words.removeFirst() }
        if isAtEnd { words.removeLast() }
        guard let first = words.first else { return }
        phrases[first, default: []].append(
            Phrase(meaning: meaning, rest: Array(words.dropFirst()), isAtStart: isAtStart, isAtEnd: isAtEnd))
    }

    /// Every phrase that occurs, in the order of the text.
    func matches(in words: [String]) -> [Match] {
        var found: [Match] = []
        for start in words.indices {
            for phrase in phrases[words[start]] ?? [] where !phrase.isAtStart || start == 0 {
                guard let end = end(of: phrase.rest[...], in: words, from: start + 1),
                    !phrase.isAtEnd || end == words.count
                else { continue }
                found.append(Match(meaning: phrase.meaning, range: start..<end))
            }
        }
        return found
    }

    private func end(of rest: ArraySlice<String>, in words: [String], from index: Int) -> Int? {
        guard let next = rest.first else { return index }
        if next == "*" {
            let tail = rest.dropFirst()
            for gap in 0...3 {
                if let end = end(of: tail, in: words, from: index + gap) { return end }
            }
            return nil
        }
        guard index < words.count, words[index] == next else { return nil }
        return end(of: rest.dropFirst(), in: words, from: index + 1)
    }
}
