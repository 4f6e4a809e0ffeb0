/// One word of a statement, as far as advice about it needs to know.
enum SQLWord: Equatable {
    /// A keyword or a name, lower-cased.
    case word(String)
    case literal(String)
    case bind
    case symbol(String)

    /// Splits a text into words, comments and white space left out. Linear; whatever it does not know becomes
    /// a symbol.
    static func split(_ text: String) -> [SQLWord] {
        var scanner = SQLScanner(bytes: Array(text.utf8))
        var words: [SQLWord] = []
        while let word = scanner.next() { words.append(word) }
        return words
    }

    /// The first word that is no opening parenthesis, without reading further; nil when there is none.
    static func leading(_ text: String) -> SQLWord? {
        var scanner = SQLScanner(bytes: Array(text.utf8))
        while let word = scanner.next() {
            if word != .symbol("(") { return word }
        }
        return nil
    }

    /// The text on one line; a list of binds, and a list of such lists, is shortened to `(?…)`, so that lengths
    /// make no new statement.
    static func folded(_ words: [SQLWord]) -> String {
        var result = ""
        var index = 0
        var isTight = true
        while index < words.count {
            let word = words[index]
            if let end = endOfBinds(words, at: index) {
                if result.hasSuffix("(?…),") {
                    result.removeLast()
                } else {
                    result += isTight ? "(?…)" : " (?…)"
                }
                isTight = false
                index = end
                continue
            }
            let closes = word == .symbol(")") || word == .symbol(",") || word == .symbol(".")
            if !isTight, !closes { result += " " }
            result += word.text
            isTight = word == .symbol("(") || word == .symbol(".")
            index += 1
        }
        return result
    }

    var text: String {
        switch self {
        case .word(let text), .literal(let text), .symbol(let text): text
        case .bind: "?"
        }
    }

    /// Past `( ? , ? … )` at `start`; nil when something else stands there.
    private static func endOfBinds(_ words: [SQLWord], at start: Int) -> Int? {
        guard words[start] == .symbol("(") else { return nil }
        var index = start + 1
        while index + 1 < words.count, words[index] == .bind {
            if words[index + 1] == .symbol(")") { return index + 2 }
            guard words[index + 1] == .symbol(",") else { return nil }
            index += 2
        }
        return nil
    }
}

/// Reads words off bytes, front to back, each byte once.
private struct SQLScanner {
    let bytes: [UInt8]
    var place = 0

    mutating func next() -> SQLWord? {
        skipBlanks()
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        switch byte {
        case UInt8(ascii: "'"): return .literal(take(quotedBy: byte))
        case UInt8(ascii: "\""), UInt8(ascii: "`"):
            return .word(String(take(quotedBy: byte).dropFirst().dropLast()).lowercased())
        case UInt8(ascii: "?"):
            place += 1
            return .bind
        case _ where Self.isDigit(byte):
            return .literal(take { Self.isNamePart($0) || $0 == UInt8(ascii: ".") })
        case _ where Self.isNamePart(byte): return .word(take(while: Self.isNamePart).lowercased())
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "|"):
            return .symbol(take { $0 == 60 || $0 == 62 || $0 == 61 || $0 == 33 || $0 == 124 })
        default:
            place += 1
            return .symbol(String(decoding: [byte], as: UTF8.self))
        }
    }

    private mutating func skipBlanks() {
        while place < bytes.count {
            if bytes[place] <= 32 {
                place += 1
            } else if startsWith("--") {
                while place < bytes.count, bytes[place] != 10 { place += 1 }
            } else if startsWith("/*") {
                place += 2
                while place < bytes.count, !startsWith("*/") { place += 1 }
                place = min(bytes.count, place + 2)
            } else {
                return
            }
        }
    }

    private func startsWith(_ mark: StaticString) -> Bool {
        place + 1 < bytes.count && bytes[place] == mark.utf8Start[0] && bytes[place + 1] == mark.utf8Start[1]
    }

    private mutating func take(while isPart: (UInt8) -> Bool) -> String {
        let start = place
        while place < bytes.count, isPart(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    /// With its quotes; a doubled quote stays inside.
    private mutating func take(quotedBy quote: UInt8) -> String {
        let start = place
        place += 1
        while place < bytes.count {
            if bytes[place] == quote {
                guard place + 1 < bytes.count, bytes[place + 1] == quote else { break }
                place += 1
            }
            place += 1
        }
        place = min(bytes.count, place + 1)
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 95 || byte == 36
            || byte >= 128
    }
}
