import Testing

@testable import Domain

@Suite("Visits agreed on together") struct VisitsTogetherTests {
    private let day = LocalDay(iso: "2026-11-25") ?? LocalDay(number: 0)
    private var ten: LocalDateTime { LocalDateTime(day: day, time: LocalTime(hour: 10) ?? .midnight) }

    private func place(_ parts: [(Int, Int)], capacity: Int, taken: [Slot] = []) -> [String]? {
        let visits = VisitsTogether(parts.map { .init(minutes: $0.0, pet: $0.1) })
        let found = visits.place(at: ten) { _, slot, placed in
            ShopCalendar.peak(of: taken + placed.map(\.slot), during: slot) < capacity
                ? .success(HeldPlace(slot: slot)) : .failure(.slotTaken)
        }
        return (try? found.get())?.map { "\($0.start)" }
    }

    @Test("two pets come at the same time where there are two places")
    func sideBySide() { #expect(place([(60, 0), (30, 1)], capacity: 2) == ["10:00", "10:00"]) }

    @Test("two pets come one after the other where there is one place")
    func oneByOne() { #expect(place([(60, 0), (30, 1)], capacity: 1) == ["10:00", "11:00"]) }

    @Test("two services of one pet follow one another, however many places there are")
    func samePet() { #expect(place([(60, 0), (15, 0)], capacity: 5) == ["10:00", "11:00"]) }

    @Test("none is placed when one of them does not fit")
    func allOrNone() {
        let taken = Slot(day: day, start: LocalTime(hour: 11) ?? .midnight, minutes: 60)
        #expect(place([(60, 0), (60, 0)], capacity: 1, taken: [taken]) == nil)
    }

    @Test("a chain that runs past midnight does not fit")
    func pastMidnight() { #expect(place([(900, 0), (60, 0)], capacity: 5) == nil) }
}
