import Foundation

/// The short reason an outside system gives for refusing, fit for a log.
enum Explanation {
    /// Reads the shapes in use: `message` as text or list, `error` as text or object, `exception.message`,
    /// `errors[].description`. A request echoed back is never looked at.
    ///
    /// - Returns: At most 300 characters on one line, with long numbers (phones, ids) blotted out; empty when the
    ///   body is none of these.
    static func read(_ body: Data) -> String {
        guard body.count <= 1 << 20, let shape = try? JSONDecoder().decode(Shape.self, from: body) else { return "" }
        return safe(shape.text ?? "")
    }

    private static func safe(_ text: String) -> String {
        var digits = 0
        var result = ""
        for character in text.prefix(300) {
            let isDigit = character.isASCII && character.isNumber
            digits = isDigit ? digits + 1 : 0
            if digits == 6 { result = result.dropLast(5) + "…" }
            if digits < 6 { result.append(character.isNewline || character.isControl ? " " : character) }
        }
        return result
    }
}

private struct Shape: Decodable {
    var text: String?

    private enum Key: String, CodingKey { case message, error, exception, errors, description }

    init(from decoder: any Decoder) throws {
        // No known shape is deeper; a hostile one may be.
        guard decoder.codingPath.count <= 4 else { return }
        let container = try decoder.container(keyedBy: Key.self)
        text =
            Self.words(container, .message) ?? Self.words(container, .exception) ?? Self.words(container, .errors)
            ?? Self.words(container, .description) ?? Self.words(container, .error)
    }

    private static func words(_ container: KeyedDecodingContainer<Key>, _ key: Key) -> String? {
        if let text = try? container.decode(String.self, forKey: key) { return text }
        if let list = try? container.decode([String].self, forKey: key) { return list.joined(separator: "; ") }
        if let list = try? container.decode([Shape].self, forKey: key) {
            return list.compactMap(\.text).joined(separator: "; ")
        }
        return (try? container.decode(Shape.self, forKey: key))?.text
    }
}

extension Character {
    fileprivate var isControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
