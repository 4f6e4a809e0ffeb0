import Domain

/// A body that has passed its schema, read field by field. A field that is absent, null, or text without a
/// letter reads as nil.
struct Form: Sendable {
    let members: [String: JSONValue]

    init(_ members: [String: JSONValue] = [:]) { self.members = members }

    /// True when the field was sent, if only as null: it is to be cleared.
    func has(_ name: String) -> Bool { members[name] != nil }

    /// Text without surrounding blanks.
    func text(_ name: String) -> String? {
        guard case .string(let text) = members[name] else { return nil }
        let kept = text.trimmed
        return kept.isEmpty ? nil : kept
    }

    /// Text as it was sent: a password.
    func rawText(_ name: String) -> String? {
        guard case .string(let text) = members[name], !text.isEmpty else { return nil }
        return text
    }

    func int(_ name: String) -> Int? {
        switch members[name] {
        case .integer(let value): Int(value)
        case .number(let value) where abs(value) < 9e15: Int(value)
        default: nil
        }
    }

    func number(_ name: String) -> Double? {
        switch members[name] {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    func bool(_ name: String) -> Bool? {
        guard case .bool(let value) = members[name] else { return nil }
        return value
    }

    func id<Entity>(_ name: String) -> Identifier<Entity>? {
        int(name).flatMap { $0 > 0 ? Identifier(Int64($0)) : nil }
    }

    /// The day itself, or the day on which a moment falls on the shop's wall.
    func day(_ name: String, in zone: ShopZone) -> LocalDay? {
        guard let text = text(name) else { return nil }
        return LocalDay(iso: text) ?? Moment(iso8601: text).map { zone.wall(at: $0).day }
    }

    func time(_ name: String) -> LocalTime? { text(name).flatMap { LocalTime(text: $0) } }
    func phone(_ name: String) -> PhoneNumber? { text(name).flatMap { PhoneNumber($0) } }

    func word<Word: RawRepresentable>(_ name: String) -> Word? where Word.RawValue == String {
        text(name).flatMap { Word(rawValue: $0) }
    }

    /// Reais, as centavos to the nearest.
    func money(_ name: String) -> Money? { number(name).map { Money(centavos: Int64(($0 * 100).rounded())) } }

    func texts(_ name: String) -> [String]? {
        guard case .array(let items) = members[name] else { return nil }
        return items.compactMap { item in
            guard case .string(let text) = item else { return nil }
            return text.trimmed
        }
    }

    func form(_ name: String) -> Form? { members[name]?.members.map(Form.init) }

    func forms(_ name: String) -> [Form]? {
        guard case .array(let items) = members[name] else { return nil }
        return items.compactMap { $0.members.map(Form.init) }
    }
}
