import Domain

/// Holds a value to a schema and collects all that is wrong, one Portuguese sentence a fault.
struct SchemaCheck {
    private(set) var faults: [String] = []
    /// Answers of ours are held to the letter: no field that the document does not name.
    var isExact = false
    private static let mostFaults = 50

    /// - Returns: What is wrong with `value`; empty when nothing is.
    static func faults(of value: JSONValue, as schema: Schema, isExact: Bool = false) -> [String] {
        var check = SchemaCheck(isExact: isExact)
        check.hold(value, to: schema, at: "")
        return check.faults
    }

    private init(isExact: Bool) { self.isExact = isExact }

    private mutating func hold(_ value: JSONValue, to schema: Schema, at path: String) {
        guard faults.count < Self.mostFaults else { return }
        switch (schema, value) {
        case (.named(_, let inner), _): hold(value, to: inner, at: path)
        case (.requiring(let inner, let names), _):
            hold(value, to: inner, at: path)
            if let members = value.members, !names.contains(where: { members[$0] != nil }), let first = names.first {
                fault(join(path, first), "campo obrigatório")
            }
        case (.nullable, .null), (.anything, _), (.boolean, .bool): break
        case (.nullable(let inner), _): hold(value, to: inner, at: path)
        case (.text(let rule), .string(let text)): hold(text, to: rule, at: path)
        case (.words(let words), .string(let text)):
            if !words.contains(text) { fault(path, "um destes: \(words.joined(separator: ", "))") }
        case (.integer(let range), _): hold(integer: value, to: range, at: path)
        case (.number(let range), .integer(let whole)): hold(Double(whole), to: range, at: path)
        case (.number(let range), .number(let number)): hold(number, to: range, at: path)
        case (.list(let item, let limit), .array(let items)): hold(items, to: item, upTo: limit, at: path)
        case (.object(let fields), .object(let members)): hold(members, to: fields, at: path)
        case (.map(let item), .object(let members)):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                hold(member, to: item, at: join(path, name))
            }
        default: fault(path, Self.expected(schema))
        }
    }

    private mutating func hold(_ text: String, to rule: Schema.TextRule, at path: String) {
        if text.utf8.contains(0) { return fault(path, "contém um caractere inválido") }
        // Length by UTF-8 first: counting the characters of a megabyte costs more than refusing it.
        guard text.utf8.count <= rule.length.upperBound * 25 else {
            return fault(path, "no máximo \(rule.length.upperBound) caracteres")
        }
        let kept = isExact ? text : text.trimmed
        if kept.isEmpty && rule.length.lowerBound > 0 { return fault(path, "campo obrigatório") }
        if let format = rule.format, !kept.isEmpty, !format.accepts(kept) { return fault(path, format.expected) }
        // By code points, as JSON Schema counts: an emoji of several is one character to Swift.
        let count = kept.unicodeScalars.count
        if count < rule.length.lowerBound { fault(path, "no mínimo \(rule.length.lowerBound) caracteres") }
        // Blanks at the ends are forgiven; a text of nothing but blanks is as long as it is.
        let length = kept.isEmpty ? text.unicodeScalars.count : count
        if length > rule.length.upperBound { fault(path, "no máximo \(rule.length.upperBound) caracteres") }
    }

    private mutating func hold(integer value: JSONValue, to range: ClosedRange<Int>?, at path: String) {
        switch value {
        case .integer(let whole):
            if let range, !range.contains(Int(whole)) { fault(path, Self.between(range)) }
        // 1.0 is an integer in JSON Schema.
        case .number(let number) where number == number.rounded() && abs(number) < 9e15:
            if let range, !range.contains(Int(number)) { fault(path, Self.between(range)) }
        default: fault(path, "número inteiro")
        }
    }

    private mutating func hold(_ number: Double, to range: ClosedRange<Double>?, at path: String) {
        guard let range, !range.contains(number) else { return }
        fault(path, "entre \(Self.plain(range.lowerBound)) e \(Self.plain(range.upperBound))")
    }

    private mutating func hold(_ items: [JSONValue], to schema: Schema, upTo limit: Int, at path: String) {
        if items.count > limit { return fault(path, "no máximo \(limit) itens") }
        for (index, item) in items.enumerated() { hold(item, to: schema, at: "\(path)[\(index)]") }
    }

    private mutating func hold(_ members: [String: JSONValue], to fields: [Schema.Field], at path: String) {
        for field in fields {
            let place = join(path, field.name)
            if let member = members[field.name] {
                hold(member, to: field.schema, at: place)
            } else if field.isRequired {
                fault(place, "campo obrigatório")
            }
        }
        guard isExact else { return }
        let known = Set(fields.map(\.name))
        for name in members.keys.sorted() where !known.contains(name) { fault(join(path, name), "não documentado") }
    }

    private mutating func fault(_ path: String, _ words: String) {
        faults.append(path.isEmpty ? "corpo: \(words)" : "\(path): \(words)")
    }

    private func join(_ path: String, _ name: String) -> String {
        let name = name.count > 60 ? name.prefix(60) + "…" : name[...]
        return path.isEmpty ? String(name) : "\(path).\(name)"
    }

    private static func between(_ range: ClosedRange<Int>) -> String {
        "número inteiro entre \(range.lowerBound) e \(range.upperBound)"
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 9e15 ? String(Int(number)) : String(number)
    }

    private static func expected(_ schema: Schema) -> String {
        switch schema {
        case .text(let rule): rule.format?.expected ?? "texto"
        case .integer: "número inteiro"
        case .number: "número"
        case .boolean: "verdadeiro ou falso"
        case .words(let words): "um destes: \(words.joined(separator: ", "))"
        case .list: "lista"
        case .object, .map: "objeto"
        case .nullable(let inner), .named(_, let inner), .requiring(let inner, _): expected(inner)
        case .anything: "valor"
        }
    }
}

extension Schema.Format {
    var expected: String {
        switch self {
        case .day: "data no formato AAAA-MM-DD"
        case .time: "hora no formato HH:MM"
        case .moment: "data e hora no formato ISO 8601"
        case .email: "endereço de e-mail inválido"
        case .phone: "telefone com DDD, só números, por exemplo 11900000001"
        case .address: "endereço http:// ou https://"
        case .zone: "nome IANA, por exemplo America/Sao_Paulo"
        case .sessionName: "letras, números, _ e -, até 54 caracteres"
        }
    }

    func accepts(_ text: String) -> Bool {
        switch self {
        case .day: LocalDay(iso: text.prefix(10)) != nil && (text.utf8.count == 10 || text.dropFirst(10).first == "T")
        case .time: LocalTime(text: text) != nil
        case .moment: Moment(iso8601: text) != nil
        case .email: Self.isEmail(text)
        case .phone: PhoneNumber(text) != nil
        case .address: Self.isAddress(text)
        case .zone: ShopZone(identifier: text) != nil
        case .sessionName: SessionName(text) != nil
        }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
            && !parts[1].hasSuffix(".") && !text.contains(where: \.isWhitespace)
    }

    private static func isAddress(_ text: String) -> Bool {
        guard text.utf8.count <= 512, let separator = text.range(of: "://") else { return false }
        return ["http", "https"].contains(text[..<separator.lowerBound].lowercased())
            && separator.upperBound < text.endIndex && !text.contains(where: \.isWhitespace)
    }
}
