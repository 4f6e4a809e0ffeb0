import Domain
import Foundation
import Testing

@Suite struct LocalDayTests {
    @Test("every day of eight centuries agrees with Foundation's Gregorian calendar")
    func againstFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        // Foundation turns Julian before 1582; we do not.
        let first = LocalDay.on("1600-01-01").number
        let last = LocalDay.on("2400-12-31").number
        for number in stride(from: first, through: last, by: 1) {
            let day = LocalDay(number: number)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let (year, month, dayOfMonth) = day.civil
            guard year == parts.year, month == parts.month, dayOfMonth == parts.day,
                day.weekday.rawValue + 1 == parts.weekday
            else {
                Issue.record("\(day) is \(parts)")
                return
            }
            guard LocalDay(year: year, month: month, day: dayOfMonth) == day, LocalDay(iso: day.description) == day
            else {
                Issue.record("\(day) does not come back")
                return
            }
        }
    }

    @Test("known days have their numbers")
    func known() {
        #expect(LocalDay.on("1970-01-01").number == 0)
        #expect(LocalDay.on("1969-12-31").number == -1)
        #expect(LocalDay.on("2026-03-02").number == 20_514)
        #expect(LocalDay.on("2026-03-02").weekday == .monday)
        #expect(LocalDay.on("0001-01-01").weekday == .monday)
    }

    @Test(
        "text that is no day is refused",
        arguments: [
            "", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01",
            "2026-3-1", "2026/03/01", " 2026-03-01", "2026-03-01 ", "26-03-01", "2026-03-0x", "-026-03-01",
            "٢٠٢٦-٠٣-٠١", "2026-03-01T00:00",
        ])
    func refused(text: String) {
        #expect(LocalDay(iso: text) == nil)
    }

    @Test(
        "months are added to the same day, or the month's last",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-12-15", 1, "2027-01-15"),
            ("2026-01-15", -1, "2025-12-15"), ("2026-03-31", -1, "2026-02-28"), ("2026-03-31", 12, "2027-03-31"),
            ("2024-02-29", 12, "2025-02-28"), ("2026-05-31", 0, "2026-05-31"), ("2026-08-31", -18, "2025-02-28"),
        ])
    func months(from: String, count: Int, to: String) {
        #expect(LocalDay.on(from).adding(months: count) == .on(to))
    }

    @Test("days before year 1 and after year 9999 are written without stopping the program")
    func farAway() {
        #expect(LocalDay.on("9999-12-31").adding(days: 1).description == "10000-01-01")
        #expect(LocalDay.on("0001-01-01").adding(days: -1).description == "0000-12-31")
        #expect(!LocalDay(number: -10_000_000).description.isEmpty)
        #expect(LocalDay.on("9999-12-31").adding(months: 1) == .on("9999-12-31"))
    }

    @Test("is one string of JSON, and another form is refused")
    func json() throws {
        let data = try JSONEncoder().encode(["dia": LocalDay.on("2026-03-01")])
        #expect(String(decoding: data, as: UTF8.self) == #"{"dia":"2026-03-01"}"#)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(LocalDay.self, from: Data(#""1/3/2026""#.utf8)) }
    }
}
