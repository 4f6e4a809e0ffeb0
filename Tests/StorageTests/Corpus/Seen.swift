import Storage
import Support

/// What a company sees of one statement.
enum Seen: Hashable, CustomStringConvertible {
    case rows([[Cell]])
    case affected(Int)
    case error(String)

    init(_ answer: ProbeAnswer) {
        switch answer {
        case .rows(_, let rows): self = .rows(rows.map { $0.map(Cell.init) })
        case .affected(let count): self = .affected(count)
        case .error(let kind, _): self = .error(kind.rawValue)
        }
    }

    init(_ answer: PostgresSession.Answer) {
        switch answer {
        case .rows(_, let rows): self = .rows(rows.map { $0.map(Cell.init) })
        case .affected(let count): self = .affected(count)
        case .error(let state, let message): self = .error(Self.kind(state, message))
        }
    }

    /// Rows in a fixed order, for statements that promise none.
    var sorted: Seen {
        guard case .rows(let rows) = self else { return self }
        return .rows(rows.sorted { $0.lexicographicallyPrecedes($1) })
    }

    /// The class of an SQLSTATE, as `ProbeAnswer.ErrorClass` names it.
    private static func kind(_ state: String, _ message: String) -> String {
        switch state {
        case "42501": message.contains("row-level security") ? "rls_check" : "permission"
        case "23505": "unique"
        case "23503": "fk"
        case "23502": "not_null"
        case "23514": "check"
        case "0A000": "unsupported"
        case _ where state.hasPrefix("42"): "syntax"
        default: "other"
        }
    }

    var description: String {
        switch self {
        case .rows(let rows): "rows \(rows)"
        case .affected(let count): "affected \(count)"
        case .error(let kind): "error \(kind)"
        }
    }
}

extension Seen: Decodable {
    private enum Key: String, CodingKey { case rows, affected, error }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let rows = try container.decodeIfPresent([[Cell]].self, forKey: .rows) {
            self = .rows(rows)
        } else if let count = try container.decodeIfPresent(Int.self, forKey: .affected) {
            self = .affected(count)
        } else {
            self = .error(try container.decode(String.self, forKey: .error))
        }
    }
}
