/// A long reply in parts that a person would send one after the other.
package enum ReplyParts {
    /// Characters of a part. WhatsApp folds longer texts away, and refuses more than 4096.
    package static let usualLimit = 1200

    /// The text in order, cut at the last end of a paragraph, a line, a sentence or a word that fits; a word longer
    /// than a part is cut inside.
    ///
    /// - Parameter limit: Most characters of a part, 1 or more.
    /// - Returns: The trimmed text itself when it fits; nothing is lost but the white space at the cuts.
    package static func split(_ text: String, limit: Int = usualLimit) -> [String] {
        var parts: [String] = []
        var rest = trimmed(text[...])
        while !rest.isEmpty {
            let end = rest.index(rest.startIndex, offsetBy: limit, limitedBy: rest.endIndex) ?? rest.endIndex
            let cut = end == rest.endIndex ? end : self.cut(rest[..<end], next: rest[end])
            parts.append(String(trimmed(rest[..<cut])))
            rest = trimmed(rest[cut...])
        }
        return parts
    }

    /// Where the first part of a text ends that is longer than `window`.
    private static func cut(_ window: Substring, next: Character) -> Substring.Index {
        // A part of a few words would look odd before a long one.
        let least = window.index(window.startIndex, offsetBy: window.count / 3)
        func end(_ isEnd: (Character, Character) -> Bool) -> Substring.Index? {
            var (index, after) = (window.endIndex, next)
            while index > least {
                let before = window.index(before: index)
                if isEnd(window[before], after) { return index }
                (index, after) = (before, window[before])
            }
            return nil
        }
        return end { $0 == "\n" && $1 == "\n" } ?? end { first, _ in first == "\n" }
            ?? end { ".!?…".contains($0) && $1.isWhitespace } ?? end { $0.isWhitespace || $1.isWhitespace }
            ?? window.endIndex
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
