/// A JSON text as read by `init(bytes:)`, which takes no liberties (RFC 8259): a name given twice, broken UTF-8,
/// half a surrogate pair, nesting beyond the limit, or anything after the value makes the whole text unreadable.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 bits.
    case integer(Int64)
    /// Any other finite number, to the nearest double.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// - Parameters:
    ///   - bytes: UTF-8, no byte order mark.
    ///   - depth: Most levels of lists and objects, at least 1.
    /// - Returns: nil when the text is not strict JSON; takes time linear in its length either way.
    package init?(bytes: some Sequence<UInt8>, depth: Int = 32) {
        guard let value = JSONReader.read(Array(bytes), depth: depth) else { return nil }
        self = value
    }

    /// A member of an object; nil where there is none or this is no object.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The members; nil when this is no object.
    package var members: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(arrayLiteral items: JSONValue...) { self = .array(items) }

    /// A name given twice keeps its first value.
    package init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(Dictionary(members) { first, _ in first })
    }
}

extension JSONValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }
}
