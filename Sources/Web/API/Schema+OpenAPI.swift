import Domain

extension Schema {
    /// As JSON Schema 2020-12; named schemas go to `components` and are referred to.
    func document(_ components: inout [String: JSONValue]) -> JSONValue {
        switch self {
        case .text(let rule): rule.document
        case .integer(let range):
            Self.ranged("integer", range.map { (.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))) })
        case .number(let range): Self.ranged("number", range.map { (.number($0.lowerBound), .number($0.upperBound)) })
        case .boolean: ["type": "boolean"]
        case .words(let words): ["type": "string", "enum": .array(words.map(JSONValue.string))]
        case .list(let item, let limit):
            ["type": "array", "items": item.document(&components), "maxItems": .integer(Int64(limit))]
        case .object(let fields): Self.document(fields, &components)
        case .map(let item): ["type": "object", "additionalProperties": item.document(&components)]
        case .nullable(let inner): ["anyOf": [inner.document(&components), ["type": "null"]]]
        case .anything: .object([:])
        case .requiring(let inner, let names): inner.document(&components).requiring(oneOf: names)
        case .named(let name, let inner): Self.reference(name, inner, &components)
        }
    }

    private static func reference(
        _ name: String, _ inner: Schema, _ components: inout [String: JSONValue]
    ) -> JSONValue {
        if components[name] == nil {
            // Set first, so that a schema that holds itself ends.
            components[name] = .null
            components[name] = inner.document(&components)
        }
        return ["$ref": .string("#/components/schemas/\(name)")]
    }

    private static func ranged(_ type: String, _ range: (JSONValue, JSONValue)?) -> JSONValue {
        var shown: [String: JSONValue] = ["type": .string(type)]
        if let range {
            shown["minimum"] = range.0
            shown["maximum"] = range.1
        }
        return .object(shown)
    }

    private static func document(_ fields: [Field], _ components: inout [String: JSONValue]) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for field in fields {
            var schema = field.schema.document(&components)
            if let about = field.about, var members = schema.members, members["$ref"] == nil {
                members["description"] = .string(about)
                schema = .object(members)
            }
            properties[field.name] = schema
        }
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        var shown: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { shown["required"] = .array(required) }
        return .object(shown)
    }
}

extension JSONValue {
    fileprivate func requiring(oneOf names: [String]) -> JSONValue {
        guard var members else { return self }
        members["anyOf"] = .array(names.map { ["required": [.string($0)]] })
        return .object(members)
    }
}

extension Schema {
    /// The document of an optional parameter: one without a value counts as not given.
    func orEmptyDocument(_ components: inout [String: JSONValue]) -> JSONValue {
        ["anyOf": [document(&components), ["type": "string", "maxLength": 0]]]
    }
}

extension Schema.TextRule {
    var document: JSONValue {
        guard format != nil, length.lowerBound == 0 else { return plain }
        // What may be left blank has the grammar, or no letter at all.
        let blank: JSONValue = ["type": "string", "maxLength": .integer(Int64(length.upperBound)), "pattern": "^\\s*$"]
        var filled = self
        filled.length = 1...max(1, length.upperBound)
        return ["anyOf": [filled.plain, blank]]
    }

    private var plain: JSONValue {
        var shown: [String: JSONValue] = ["type": "string"]
        if length.lowerBound > 0 { shown["minLength"] = .integer(Int64(length.lowerBound)) }
        shown["maxLength"] = .integer(Int64(length.upperBound))
        if let example { shown["examples"] = [.string(example)] }
        switch format {
        case .day:
            shown["description"] = "A civil day, 2026-03-02; of a full time stamp the shop's day is taken"
            shown["pattern"] = "^\\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T[^\\u0000]*)?\\s*$"
        case .time: shown["pattern"] = "^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
        case .moment: shown["format"] = "date-time"
        case .email: shown["format"] = "email"
        case .phone:
            shown["description"] = "A Brazilian phone with its area code"
            shown["pattern"] = "^\\s*([ ()+.\\u00A0-]*[0-9]){10,15}[ ()+.\\u00A0-]*\\s*$"
        case .address: shown["pattern"] = "^\\s*[Hh][Tt][Tt][Pp][Ss]?://[^\\s\\u0000]+\\s*$"
        case .zone: shown["description"] = "An IANA name of a time zone"
        case .sessionName: shown["pattern"] = "^[A-Za-z0-9_-]+$"
        // NUL is no text for a database.
        case nil: if length.lowerBound > 0 { shown["pattern"] = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$" }
        }
        return .object(shown)
    }
}
