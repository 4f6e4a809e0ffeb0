/// What a JSON value, a path or a query parameter may be. One description serves three ends: what comes in is
/// checked against it, the OpenAPI document shows it, and tests hold real answers to it.
indirect enum Schema: Sendable {
    case text(TextRule)
    case integer(ClosedRange<Int>?)
    case number(ClosedRange<Double>?)
    case boolean
    /// One of a few words.
    case words([String])
    /// At most so many items of one kind.
    case list(Schema, upTo: Int)
    case object([Field])
    /// An object whose names are data.
    case map(Schema)
    case nullable(Schema)
    /// An object of which at least one of these fields must be sent.
    case requiring(Schema, oneOf: [String])
    /// A schema with a name of its own in the document.
    case named(String, Schema)
    /// Any JSON.
    case anything

    /// What a text must be.
    struct TextRule: Sendable {
        /// In characters, after blanks at both ends are cut off.
        var length: ClosedRange<Int>
        var format: Format?
        var example: String?
    }

    /// Texts with a grammar.
    enum Format: String, Sendable {
        /// A civil day, 2026-03-01, or a full time stamp of which the day is taken.
        case day
        /// A time of the day, 08:00 or 08:00:00.
        case time
        /// ISO 8601 in UTC.
        case moment
        case email
        /// A Brazilian phone: digits with area code, other signs ignored.
        case phone
        /// http:// or https://
        case address
        /// An IANA name of a time zone.
        case zone
        case sessionName
    }

    /// A member of an object.
    struct Field: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        let about: String?
    }
}

extension Schema {
    /// A text without surrounding blanks, of `length` characters.
    static func text(_ length: ClosedRange<Int>, example: String? = nil) -> Schema {
        .text(TextRule(length: length, format: nil, example: example))
    }

    /// A text in which nothing but its length is limited.
    static var text: Schema { .text(0...100_000) }
    static var integer: Schema { .integer(nil) }
    static var number: Schema { .number(nil) }
    /// 1...2^53 - 1, so that any JSON reader takes it as it is.
    static var id: Schema { .integer(1...9_007_199_254_740_991) }
    static var day: Schema { .text(TextRule(length: 1...40, format: .day, example: "2026-03-02")) }
    static var time: Schema { .text(TextRule(length: 4...8, format: .time, example: "14:30")) }
    static var moment: Schema { .text(TextRule(length: 1...40, format: .moment, example: "2026-03-02T17:30:00.000Z")) }
    static var email: Schema { .text(TextRule(length: 3...254, format: .email, example: "ana@amigofiel.com.br")) }
    static var phone: Schema { .text(TextRule(length: 8...25, format: .phone, example: "5511900000001")) }
    static var address: Schema { .text(TextRule(length: 8...512, format: .address, example: "https://waha.example")) }
    static var zone: Schema { .text(TextRule(length: 1...60, format: .zone, example: "America/Sao_Paulo")) }
    static var sessionName: Schema { .text(TextRule(length: 1...54, format: .sessionName, example: "amigo-fiel")) }
    /// Reais, to the centavo.
    static var money: Schema { .number(0...1_000_000) }
    static var percent: Schema { .number(0...100) }

    static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Schema
    where Word.RawValue == String {
        .words(type.allCases.map(\.rawValue))
    }

    static func list(_ item: Schema) -> Schema { .list(item, upTo: 100_000) }
    static func object(_ fields: Field...) -> Schema { .object(fields) }

    /// The same, or null.
    var orNull: Schema { .nullable(self) }

    /// `{success, data}`.
    static func data(_ content: Schema) -> Schema { .object(.always("success", .boolean), .always("data", content)) }

    /// `{success, message}`.
    static let message: Schema = .named(
        "Message", .object(.always("success", .boolean), .always("message", .text)))

    /// The fields of an object, a named one too.
    var fields: [Field] {
        switch self {
        case .object(let fields): fields
        case .named(_, let schema), .nullable(let schema), .requiring(let schema, _): schema.fields
        default: []
        }
    }

    /// This object with more fields.
    func with(_ more: Field...) -> Schema {
        if case .requiring(let inner, let names) = self {
            return .requiring(.object(inner.fields + more), oneOf: names)
        }
        return .object(fields + more)
    }
}

extension Schema.Field {
    /// A field that must be sent, or that is always in an answer.
    static func always(_ name: String, _ schema: Schema, _ about: String? = nil) -> Schema.Field {
        Schema.Field(name: name, schema: schema, isRequired: true, about: about)
    }

    /// A field that may be left out.
    static func maybe(_ name: String, _ schema: Schema, _ about: String? = nil) -> Schema.Field {
        Schema.Field(name: name, schema: schema, isRequired: false, about: about)
    }
}
