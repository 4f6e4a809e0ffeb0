/// A week as JSON: the API's name of each day and its windows in words, closed days left out.
extension BusinessHours: Codable {
    package init(from decoder: any Decoder) throws {
        let days = try decoder.singleValueContainer().decode([String: String].self)
        var windows: [Weekday: [Window]] = [:]
        for (name, text) in days {
            guard let day = Weekday(apiName: name), let read = Self.windows(text: text) else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "expected a week"))
            }
            windows[day] = read
        }
        self.init(windows)
    }

    package func encode(to encoder: any Encoder) throws {
        let days = Weekday.allCases.filter { !self[$0].isEmpty }.map { ($0.apiName, text(of: $0)) }
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(uniqueKeysWithValues: days))
    }
}
