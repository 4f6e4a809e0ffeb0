import Domain
import Testing

@Suite struct SlotTests {
    @Test(
        "two slots overlap when they share a minute, whichever comes first",
        arguments: [
            ("2026-03-02 10:00", 60, true), ("2026-03-02 09:01", 60, true), ("2026-03-02 09:00", 60, false),
            ("2026-03-02 11:00", 60, false), ("2026-03-02 10:59", 1, true), ("2026-03-02 09:00", 600, true),
            ("2026-03-01 10:00", 60, false), ("2026-03-01 23:30", 630, false), ("2026-03-01 23:30", 631, true),
        ])
    func overlap(start: String, minutes: Int, overlaps: Bool) {
        let slot = Slot.from("2026-03-02 10:00", 60)
        let other = Slot.from(start, minutes)
        #expect(slot.overlaps(other) == overlaps)
        #expect(other.overlaps(slot) == overlaps)
    }

    @Test("slots are ordered by day, time, length")
    func order() {
        let slots: [Slot] = [
            .from("2026-03-02 10:00", 60), .from("2026-03-02 09:00", 90), .from("2026-03-01 18:00", 30),
            .from("2026-03-02 10:00", 30),
        ]
        #expect(
            slots.sorted() == [
                .from("2026-03-01 18:00", 30), .from("2026-03-02 09:00", 90), .from("2026-03-02 10:00", 30),
                .from("2026-03-02 10:00", 60),
            ])
    }
}
