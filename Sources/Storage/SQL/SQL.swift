/// A statement with its values: SQL text made of literals in the source, and one bind for each `\( )`.
///
/// Text comes from `StaticString` literals only, so that nothing read at run time can become SQL. Parts are
/// joined with `\(sql: other)`; a list for `IN` is written `IN \(list: values)`.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text: String
        fileprivate var binds: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount)
            binds.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            binds.append(value.sqlValue)
        }

        /// NULL for nil.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            text += "?"
            binds.append(value?.sqlValue ?? .null)
        }

        package mutating func appendInterpolation(sql part: SQL) {
            text += part.text
            binds += part.binds
        }

        /// `(?, ?, ?)`; an empty list matches nothing.
        package mutating func appendInterpolation(list values: [some SQLBindable]) {
            guard !values.isEmpty else {
                text += "(NULL)"
                return
            }
            text += "(?" + String(repeating: ", ?", count: values.count - 1) + ")"
            binds += values.map(\.sqlValue)
        }

        /// A list for `IN` whose last value is repeated up to the next of 1, 4, 16, 64, 128: five statements to
        /// prepare, instead of one for each length.
        package mutating func appendInterpolation(padded values: [some SQLBindable]) {
            let size = [1, 4, 16, 64, 128].first { $0 >= values.count } ?? values.count
            let padding = values.last.map { Array(repeating: $0, count: size - values.count) } ?? []
            appendInterpolation(list: values + padding)
        }
    }

    package private(set) var text: String
    package private(set) var binds: [SQLValue]

    package init(stringLiteral literal: StaticString) {
        text = literal.description
        binds = []
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        binds = stringInterpolation.binds
    }

    package static func + (left: SQL, right: SQL) -> SQL { "\(sql: left)\(sql: right)" }

    /// Conditions joined by AND; `1 = 1` when there are none.
    package static func all(_ conditions: [SQL]) -> SQL {
        guard var joined = conditions.first else { return "1 = 1" }
        for condition in conditions.dropFirst() { joined = "\(sql: joined) AND \(sql: condition)" }
        return joined
    }

    /// Rows of `VALUES`, joined into as few parts as have one of five lengths.
    static func parts(of rows: [SQL]) -> [SQL] {
        var parts: [SQL] = []
        var rest = rows[...]
        while let size = [256, 64, 16, 4, 1].first(where: { $0 <= rest.count }), let first = rest.first {
            parts.append(rest.prefix(size).dropFirst().reduce(into: first) { $0.append($1) })
            rest = rest.dropFirst(size)
        }
        return parts
    }

    private mutating func append(_ row: SQL) {
        text += ", " + row.text
        binds += row.binds
    }

    /// For the wall and the schema inside this target, whose names come from migrations, never from input.
    init(generated text: String) {
        self.text = text
        binds = []
    }

    /// For `Probe` alone: text of any origin, behind which only the engine's wall stands.
    init(probed text: String) {
        self.text = text
        binds = []
    }
}
