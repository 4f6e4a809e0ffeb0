import Domain

/// Collects what is wrong with a form, so that all of it is said at once.
struct FieldCheck {
    private(set) var errors: [String] = []

    /// Text without surrounding blanks, of 1 to `limit` characters; notes an error otherwise.
    mutating func text(_ value: String?, _ name: String, upTo limit: Int = 255) -> String {
        let text = (value ?? "").trimmed
        if text.isEmpty { errors.append("\(name): campo obrigatório") }
        if text.count > limit { errors.append("\(name): no máximo \(limit) caracteres") }
        return text
    }

    mutating func email(_ value: String?) -> String {
        let text = self.text(value, "email", upTo: 254).lowercased()
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isWellFormed =
            parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
            && !parts[1].hasSuffix(".") && !text.contains(where: \.isWhitespace)
        if !text.isEmpty && !isWellFormed { errors.append("email: endereço de e-mail inválido") }
        return text
    }

    mutating func phone(_ value: String?, _ name: String = "phone") -> PhoneNumber? {
        guard let phone = PhoneNumber((value ?? "").trimmed) else {
            errors.append("\(name): telefone com DDD, só números, por exemplo 11900000001")
            return nil
        }
        return phone
    }

    mutating func require<T>(_ value: T?, _ error: String) -> T? {
        if value == nil { errors.append(error) }
        return value
    }

    mutating func note(_ error: String) { errors.append(error) }

    /// - Throws: `Problem` 400 when anything was wrong.
    func finish() throws {
        guard errors.isEmpty else { throw Problem.invalid("Confira os dados enviados.", errors) }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
