import Domain
import Testing

@Suite struct BusinessHoursTests {
    @Test("windows that touch or overlap are one; others stay apart, earliest first")
    func joined() {
        let hours = BusinessHours([
            .monday: [
                .open("14:00", "18:00"), .open("08:00", "12:00"), .open("11:00", "13:00"), .open("13:00", "13:30"),
            ]
        ])
        #expect(hours[.monday] == [.open("08:00", "13:30"), .open("14:00", "18:00")])
        #expect(hours[.tuesday].isEmpty)
    }

    @Test("a window inside another adds nothing")
    func nested() {
        let hours = BusinessHours([.monday: [.open("08:00", "18:00"), .open("09:00", "10:00")]])
        #expect(hours[.monday] == [.open("08:00", "18:00")])
    }

    @Test("a day without windows is the same as no day")
    func empty() {
        #expect(BusinessHours([.monday: []]).isEmpty)
        #expect(BusinessHours([.monday: []]) == BusinessHours([:]))
    }

    @Test("a window must end after it starts")
    func backwards() {
        #expect(BusinessHours.Window(opens: .at("10:00"), closes: .at("10:00")) == nil)
        #expect(BusinessHours.Window(opens: .at("10:00"), closes: .at("09:00")) == nil)
    }

    @Test(
        "a slot is covered by one window from its first minute to its last",
        arguments: [
            ("2026-03-02 08:00", 240, true), ("2026-03-02 08:00", 241, false), ("2026-03-02 07:59", 10, false),
            ("2026-03-02 11:30", 180, false), ("2026-03-02 14:00", 600, true), ("2026-03-02 23:30", 30, true),
            ("2026-03-02 23:30", 31, false), ("2026-03-03 09:00", 30, false),
        ])
    func cover(start: String, minutes: Int, isCovered: Bool) {
        let hours = BusinessHours([.monday: [.open("08:00", "12:00"), .open("14:00", "24:00")]])
        #expect(hours.cover(.from(start, minutes)) == isCovered)
    }
}
