import Domain
import Testing

@Suite struct LocalTimeTests {
    @Test("every minute of a day is written and read back")
    func everyMinute() throws {
        for minutes in 0...1440 {
            let time = try #require(LocalTime(minutes: minutes))
            #expect(LocalTime(text: time.description) == time)
        }
        #expect(LocalTime.endOfDay.description == "24:00")
        #expect(LocalTime.midnight.description == "00:00")
    }

    @Test("seconds are read and dropped", arguments: [("14:30:00", 870), ("00:00:59", 0), ("9:05", 545)])
    func loose(text: String, minutes: Int) {
        #expect(LocalTime(text: text)?.minutes == minutes)
    }

    @Test(
        "text that is no time is refused",
        arguments: [
            "", "24:01", "25:00", "12:60", "12", "12:", ":30", "12:30:60", "12:30:00:00", "123:00", "12:300", "12:30:",
            "+1:30", "-1:30", "1٢:30", "12h30",
        ])
    func refused(text: String) {
        #expect(LocalTime(text: text) == nil)
    }

    @Test("minutes outside a day are refused")
    func range() {
        #expect(LocalTime(minutes: -1) == nil)
        #expect(LocalTime(minutes: 1441) == nil)
        #expect(LocalTime(hour: 24, minute: 1) == nil)
    }
}
