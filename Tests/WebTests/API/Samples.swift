import Domain

@testable import Web

extension Schema {
    /// The smallest value that passes.
    var sample: JSONValue {
        switch self {
        case .text(let rule): .string(rule.sample)
        case .integer(let range): .integer(Int64(range?.lowerBound ?? 1))
        case .number(let range): .number(max(1, range?.lowerBound ?? 1))
        case .boolean: true
        case .words(let words): .string(words.first ?? "")
        case .list(let item, _): .array([item.sample])
        case .object(let fields):
            .object(Dictionary(uniqueKeysWithValues: fields.filter(\.isRequired).map { ($0.name, $0.schema.sample) }))
        case .map, .anything: [:]
        case .nullable(let inner), .named(_, let inner): inner.sample
        case .requiring(let inner, let names):
            .object(
                (inner.sample.members ?? [:]).merging(
                    inner.fields.filter { $0.name == names.first }.map { ($0.name, $0.schema.sample) }
                ) { first, _ in first })
        }
    }
}

extension Schema.TextRule {
    fileprivate var sample: String {
        if let example { return example }
        return String(repeating: "x", count: max(1, length.lowerBound))
    }
}

extension JSONValue {
    var text: String { (try? JSONBody.text(self)) ?? "" }
}
