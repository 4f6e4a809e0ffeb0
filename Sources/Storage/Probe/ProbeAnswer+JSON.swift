extension ProbeAnswer {
    /// One line of JSON without its line end: `{"kind":"rows","columns":[…],"rows":[[…]]}`,
    /// `{"kind":"affected","n":1}` or `{"kind":"error","class":"unique","message":"…"}`.
    ///
    /// A blob is `{"hex":"00ff"}`; a real that JSON cannot say (infinity) is a string.
    package var jsonLine: String {
        var out = ""
        switch self {
        case .rows(let columns, let rows):
            out += "{\"kind\":\"rows\",\"columns\":"
            Self.list(columns, into: &out) { Self.quote($0, into: &$1) }
            out += ",\"rows\":"
            Self.list(rows, into: &out) { row, out in Self.list(row, into: &out, Self.write) }
            out += "}"
        case .affected(let count):
            out += "{\"kind\":\"affected\",\"n\":\(count)}"
        case .error(let kind, let message):
            out += "{\"kind\":\"error\",\"class\":\"\(kind.rawValue)\",\"message\":"
            Self.quote(message, into: &out)
            out += "}"
        }
        return out
    }

    private static func list<T>(_ items: [T], into out: inout String, _ each: (T, inout String) -> Void) {
        out += "["
        for (index, item) in items.enumerated() {
            if index > 0 { out += "," }
            each(item, &out)
        }
        out += "]"
    }

    private static func write(_ value: SQLValue, into out: inout String) {
        switch value {
        case .null: out += "null"
        case .integer(let number): out += String(number)
        case .real(let number) where number.isFinite: out += String(number)
        case .real(let number): quote(String(number), into: &out)
        case .text(let text): quote(text, into: &out)
        case .blob(let bytes):
            out += "{\"hex\":\""
            for byte in bytes { out += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
            out += "\"}"
        }
    }

    private static func quote(_ text: String, into out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20 || lineEnds.contains(scalar):
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }

    /// Characters that end a line for some readers of JSON lines.
    private static let lineEnds: Set<Unicode.Scalar> = ["\u{7F}", "\u{85}", "\u{2028}", "\u{2029}"]
}
