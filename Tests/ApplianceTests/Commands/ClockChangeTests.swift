import Domain
import Testing

@testable import Appliance

@Suite("What /hora understands") struct ClockChangeTests {
    @Test(
        "a moment, a step, the present or nothing",
        arguments: [
            ("", ClockChange.show), ("agora", .present), ("+2h", .by(120)), ("-30min", .by(-30)), ("+3d", .by(4320)),
        ])
    func understood(text: String, change: ClockChange) { #expect(ClockChange(text) == change) }

    @Test("a day and a time")
    func moment() throws {
        let day = try #require(LocalDay(iso: "2026-03-10"))
        let nine = try #require(LocalTime(hour: 9))
        #expect(ClockChange("2026-03-10 09:00") == .to(LocalDateTime(day: day, time: nine)))
        #expect(ClockChange("2026-03-10T09:00") == .to(LocalDateTime(day: day, time: nine)))
        #expect(LocalDateTime(day: day, time: nine).adding(minutes: -600).day == day.adding(days: -1))
        #expect(LocalDateTime(day: day, time: nine).adding(minutes: 900).time == .midnight)
    }

    @Test(
        "anything else is nothing", arguments: ["2h", "+2", "+2x", "2026-02-30 09:00", "amanhã", "+999999h", "10:00"])
    func refused(text: String) { #expect(ClockChange(text) == nil) }
}
