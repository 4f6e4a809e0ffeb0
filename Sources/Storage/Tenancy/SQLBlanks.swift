/// What SQLite skips between words: blanks, semicolons and comments (sqlite.org/lang_comment.html).
enum SQLBlanks {
    /// What remains after them; empty when there is nothing else. A comment that is not closed ends with the text.
    static func skipped(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var rest = text
        while let byte = rest.first {
            if byte == UInt8(ascii: ";") || byte == 32 || (9...13).contains(byte) {
                rest = rest.dropFirst()
            } else if rest.starts(with: "--".utf8) {
                rest = rest.drop { $0 != UInt8(ascii: "\n") }
            } else if rest.starts(with: "/*".utf8) {
                rest = afterComment(rest.dropFirst(2))
            } else {
                break
            }
        }
        return rest
    }

    private static func afterComment(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var rest = text
        while let star = rest.firstIndex(of: UInt8(ascii: "*")) {
            rest = rest[rest.index(after: star)...]
            if rest.first == UInt8(ascii: "/") { return rest.dropFirst() }
        }
        return rest[rest.endIndex...]
    }
}
