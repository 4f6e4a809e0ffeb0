import Domain
import Testing

struct ContactHoursTests {
    private let zone = ShopZone.saoPaulo

    private func moment(_ day: String, _ time: String) throws -> Moment {
        let (day, time) = (try #require(LocalDay(iso: day)), try #require(LocalTime(text: time)))
        return zone.moment(of: LocalDateTime(day: day, time: time))
    }

    @Test(
        "A message that we start waits for the morning and never goes at night",
        arguments: [
            ("2026-03-02", "03:10", "2026-03-02", "08:00"), ("2026-03-02", "08:00", "2026-03-02", "08:00"),
            ("2026-03-02", "20:59", "2026-03-02", "20:59"), ("2026-03-02", "21:00", "2026-03-03", "08:00"),
            ("2026-12-31", "23:50", "2027-01-01", "08:00"),
        ])
    func next(day: String, time: String, sentOn: String, at: String) throws {
        let next = ContactHours.usual.next(from: try moment(day, time), in: zone)
        #expect(next == (try moment(sentOn, at)))
    }

    @Test(
        "What must arrive before a visit goes in the last lawful minute before it",
        arguments: [
            ("2026-03-02", "03:10", "2026-03-01", "20:59"), ("2026-03-02", "09:30", "2026-03-02", "09:30"),
            ("2026-03-02", "22:00", "2026-03-02", "20:59"),
        ])
    func last(day: String, time: String, sentOn: String, at: String) throws {
        let last = ContactHours.usual.last(until: try moment(day, time), in: zone)
        #expect(last == (try moment(sentOn, at)))
    }

    @Test("Hours that end before they begin are none")
    func wrong() throws {
        let eight = try #require(LocalTime(hour: 8))
        #expect(ContactHours(opens: eight, closes: eight) == nil)
    }
}
