import Domain

extension Schema {
    /// The same, or nothing: null or a text without a letter, which old forms send for a field left empty.
    var orBlank: Schema {
        switch self {
        case .text(var rule):
            rule.length = 0...rule.length.upperBound
            return Schema.text(rule).orNull
        case .words(let words): return Schema.words(words + [""]).orNull
        default: return orNull
        }
    }

    /// The fields of an object, none of them required.
    var partial: Schema {
        .object(fields.map { Field(name: $0.name, schema: $0.schema, isRequired: false, about: $0.about) })
    }

    /// An http(s) address, or a picture as a data: URL.
    static let picture: Schema = .text(0...Picture.longest, example: "data:image/png;base64,iVBORw0KGgo=").orNull
}

extension Form {
    /// The text, or nil to clear; what is there stays when the field was not sent.
    func text(_ name: String, or before: String?) -> String? { has(name) ? text(name) : before }
    func int(_ name: String, or before: Int?) -> Int? { has(name) ? int(name) : before }
    func bool(_ name: String, or before: Bool?) -> Bool? { has(name) ? bool(name) : before }
    func phone(_ name: String, or before: PhoneNumber?) -> PhoneNumber? { has(name) ? phone(name) : before }

    /// The civil day as it is written, whatever time may follow: a birthday is the same in every time zone.
    func day(_ name: String, or before: LocalDay?) -> LocalDay? {
        has(name) ? text(name).flatMap { LocalDay(iso: $0.prefix(10)) } : before
    }
}

/// A picture as the API takes it.
enum Picture: Sendable, Hashable {
    static let longest = 300_000

    case address(String)
    case data(String)

    /// Kinds that a browser shows without running anything in them.
    private static let kinds = ["png", "jpeg", "webp", "gif"]

    /// - Returns: nil unless it is an http(s) address of at most 2048 characters, or base64 of one of those kinds.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        if let kind = Self.kinds.first(where: { text.hasPrefix("data:image/\($0);base64,") }) {
            let content = text.utf8.dropFirst("data:image/\(kind);base64,".utf8.count)
            guard !content.isEmpty, content.allSatisfy(Self.isBase64) else { return nil }
            self = .data(text)
        } else {
            guard text.utf8.count <= 2048, text.hasPrefix("https://") || text.hasPrefix("http://"),
                !text.contains(where: { $0.isWhitespace || "\"'<>".contains($0) })
            else { return nil }
            self = .address(text)
        }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }

    static func fault(_ name: String, in form: Form) -> String? {
        guard let text = form.text(name), Picture(text) == nil else { return nil }
        return "\(name): endereço http(s) ou imagem PNG, JPEG, WebP ou GIF em base64, até \(longest / 1000) KB"
    }
}

extension Problem {
    /// - Throws: 400 with these faults; nothing when there is none.
    static func check(_ faults: [String?]) throws {
        let faults = faults.compactMap(\.self)
        if !faults.isEmpty { throw invalid("Confira os dados enviados.", faults) }
    }
}
