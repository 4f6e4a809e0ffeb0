import Domain

/// How a thing is shown in JSON: each field's name, schema and value, said once.
struct Shape<Subject>: Sendable {
    struct Field: Sendable {
        let name: String
        let schema: Schema
        let value: @Sendable (Subject) -> JSONValue

        init(_ name: String, _ schema: Schema, _ value: @escaping @Sendable (Subject) -> JSONValue) {
            self.name = name
            self.schema = schema
            self.value = value
        }
    }

    let fields: [Field]

    /// Every field is always there.
    func schema(named name: String) -> Schema { .named(name, .object(fields.map { .always($0.name, $0.schema) })) }

    func body(of subject: Subject) -> JSONValue {
        .object(Dictionary(fields.map { ($0.name, $0.value(subject)) }) { first, _ in first })
    }
}

extension JSONValue {
    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    static func text(_ value: (some CustomStringConvertible)?) -> JSONValue {
        value.map { .string($0.description) } ?? .null
    }
    static func id<Entity>(_ id: Identifier<Entity>) -> JSONValue { .integer(id.rawValue) }
    static func int(_ number: Int?) -> JSONValue { number.map { .integer(Int64($0)) } ?? .null }
    static func flag(_ flag: Bool?) -> JSONValue { flag.map(JSONValue.bool) ?? .null }
    /// In reais.
    static func money(_ money: Money?) -> JSONValue { money.map { .number($0.reais) } ?? .null }
    static func moment(_ moment: Moment?) -> JSONValue { moment.map { .string($0.iso8601) } ?? .null }
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
