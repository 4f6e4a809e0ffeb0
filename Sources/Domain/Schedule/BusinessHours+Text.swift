/// Hours in words, a text a day: "08:00-12:00,14:00-18:00" or "fechado".
extension BusinessHours {
    /// A day's windows, earliest first.
    package func text(of day: Weekday) -> String {
        let windows = self[day]
        return windows.isEmpty ? "fechado" : windows.map { "\($0.opens)-\($0.closes)" }.joined(separator: ",")
    }

    /// - Returns: No windows for "fechado", "closed" or blanks; nil unless every other part is a window that ends
    ///   after it starts, at most 10 of them.
    package static func windows(text: some StringProtocol) -> [Window]? {
        let parts = text.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
        if parts.isEmpty || ["fechado", "closed"].contains(parts.joined().lowercased()) { return [] }
        guard parts.count <= 10 else { return nil }
        let windows = parts.compactMap { part -> Window? in
            let ends = part.split(separator: "-")
            guard ends.count == 2, let opens = LocalTime(text: ends[0]), let closes = LocalTime(text: ends[1]) else {
                return nil
            }
            return Window(opens: opens, closes: closes)
        }
        return windows.count == parts.count ? windows : nil
    }
}

extension Weekday {
    /// "segunda", "terca" …, as the API names a day.
    package var apiName: String {
        switch self {
        case .sunday: "domingo"
        case .monday: "segunda"
        case .tuesday: "terca"
        case .wednesday: "quarta"
        case .thursday: "quinta"
        case .friday: "sexta"
        case .saturday: "sabado"
        }
    }

    /// Reads an API name, with or without accent and "-feira".
    package init?(apiName: String) {
        let name = SearchText.folded(apiName.prefix(40))
        guard let day = Weekday.allCases.first(where: { name == $0.apiName || name == $0.apiName + "-feira" }) else {
            return nil
        }
        self = day
    }
}
