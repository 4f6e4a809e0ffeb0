/// Reads the days and clock times that tokens name, against what the shop's wall shows.
///
/// Every rule looks a bounded number of tokens ahead, so a message is read in linear time.
struct TimeParser {
    let tokens: [Token]
    let now: LocalDateTime
    let hint: PortugueseTime.Hint

    var today: LocalDay { now.day }

    /// The word at `index`, or "" where there is none.
    func word(_ index: Int) -> String {
        guard tokens.indices.contains(index), tokens[index].kind == .word else { return "" }
        return tokens[index].text
    }

    /// The punctuation mark at `index`, or "".
    func mark(_ index: Int) -> String {
        guard tokens.indices.contains(index), tokens[index].kind == .mark else { return "" }
        return tokens[index].text
    }

    func isGlued(_ index: Int) -> Bool { tokens.indices.contains(index) && tokens[index].isGlued }

    /// True past the last token, and where a sentence or line ends.
    func isEnd(_ index: Int) -> Bool {
        guard tokens.indices.contains(index) else { return true }
        let token = tokens[index]
        return token.kind == .lineBreak || token.kind == .emoji
            || (token.kind == .mark && [".", ",", "!", "?", ";", ")"].contains(token.text))
    }

    /// The number written in digits at `index`.
    func digits(_ index: Int) -> Token? {
        guard tokens.indices.contains(index), tokens[index].kind == .number, tokens[index].value >= 0 else {
            return nil
        }
        return tokens[index]
    }

    /// Where the words of `phrase` end when they stand at `index`.
    func after(_ index: Int, _ phrase: String...) -> Int? {
        for (offset, expected) in phrase.enumerated() where word(index + offset) != expected { return nil }
        return index + phrase.count
    }

    /// The index after any of `words` that stand at `index`, at most `limit` of them.
    func skip(_ index: Int, _ words: Set<String>, limit: Int = 2) -> Int {
        var next = index
        while next < index + limit, words.contains(word(next)) { next += 1 }
        return next
    }
}

/// Something read at a place in the message, and the index of the token after it.
struct Found<Value> {
    var value: Value
    var next: Int

    init(_ value: Value, _ next: Int) {
        self.value = value
        self.next = next
    }
}
