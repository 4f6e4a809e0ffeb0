import Domain
import Foundation
import Testing

@Suite struct NationalHolidayTests {
    @Test(
        "the holidays of a year, as the federal calendar has them",
        arguments: [
            (
                2024,
                [
                    "01-01", "02-12", "02-13", "03-29", "04-21", "05-01", "05-30", "09-07", "10-12", "11-02", "11-15",
                    "11-20", "12-25",
                ]
            ),
            (
                2026,
                [
                    "01-01", "02-16", "02-17", "04-03", "04-21", "05-01", "06-04", "09-07", "10-12", "11-02", "11-15",
                    "11-20", "12-25",
                ]
            ),
            (
                2027,
                [
                    "01-01", "02-08", "02-09", "03-26", "04-21", "05-01", "05-27", "09-07", "10-12", "11-02", "11-15",
                    "11-20", "12-25",
                ]
            ),
        ])
    func year(year: Int, days: [String]) {
        let first = LocalDay.on("\(year)-01-01")
        let found = (0..<366).map { first.adding(days: $0) }
            .filter { $0.civil.year == year && NationalHoliday(on: $0) != nil }
        #expect(found.map { String($0.description.dropFirst(5)) } == days)
    }

    @Test("a new shop rests on the days that are free by law, and works through carnival and Corpus Christi")
    func atFirst() {
        let rule = HolidayRule()
        #expect(rule.closing(on: .on("2026-04-03")) == .goodFriday)
        #expect(rule.closing(on: .on("2026-12-25")) == .christmas)
        for day in ["2026-02-16", "2026-02-17", "2026-06-04", "2026-12-24"] {
            #expect(rule.closing(on: .on(day)) == nil)
        }
    }

    @Test("each holiday is switched by itself, and all of them at once")
    func switches() {
        var rule = HolidayRule()
        rule.closed = [.carnival]
        #expect(rule.closing(on: .on("2026-02-17")) == .carnival)
        #expect(rule.closing(on: .on("2026-12-25")) == nil)
        rule.isOpen = true
        #expect(rule.closing(on: .on("2026-02-17")) == nil)
    }

    @Test("settings keep the rule; those of before, or with a holiday nobody knows, are still read")
    func stored() throws {
        var settings = CompanySettings()
        settings.holidays.closed = [.christmas, .newYear]
        settings.dailyMost = 12
        settings.cancellationNotice = 240
        let text = try JSONEncoder().encode(settings)
        #expect(try JSONDecoder().decode(CompanySettings.self, from: text) == settings)
        let old = try JSONDecoder().decode(CompanySettings.self, from: Data(#"{"capacity": 3}"#.utf8))
        #expect(old.holidays == HolidayRule())
        #expect(old.cancellationAllowed)
        #expect(old.cancellationNotice == 120)
        let odd = Data(#"{"holidays": {"closed": ["natal", "dia_do_pet"]}}"#.utf8)
        #expect(try JSONDecoder().decode(CompanySettings.self, from: odd).holidays.closed == [.christmas])
    }
}
