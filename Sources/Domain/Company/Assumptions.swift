/// What the shop takes for granted where the agent's work is told in hours and money. Figures that use them show them.
package struct Assumptions: Sendable, Hashable, Codable {
    /// Minutes a person needs to serve one customer in a chat, once a day; 0...240.
    package var minutesPerContact = 5.0
    /// What an hour of such work costs, in reais; 0...1000.
    package var reaisPerHour = 25.0
    /// Hours in a day of work, 1...24.
    package var hoursPerDay = 8.0

    package init() {}

    private enum CodingKeys: String, CodingKey { case minutesPerContact, reaisPerHour, hoursPerDay }

    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        let initial = Assumptions()
        minutesPerContact =
            try stored.decodeIfPresent(Double.self, forKey: .minutesPerContact) ?? initial.minutesPerContact
        reaisPerHour = try stored.decodeIfPresent(Double.self, forKey: .reaisPerHour) ?? initial.reaisPerHour
        hoursPerDay = try stored.decodeIfPresent(Double.self, forKey: .hoursPerDay) ?? initial.hoursPerDay
    }
}
