import Domain
import Testing

@Suite struct VisitSeriesTests {
    private func series(every: Int, next: String, last: String? = nil) -> VisitSeries {
        VisitSeries(
            id: .init(1), tutorID: .init(1), petID: .init(1), serviceID: .init(1), every: every, time: .at("14:00"),
            next: .on(next), lastDay: last.map { .on($0) })
    }

    @Test("days that were missed are left out, the distance kept")
    func skipping() {
        var some = series(every: 14, next: "2026-03-02")
        some.skip(to: .on("2026-03-02"))
        #expect(some.next == .on("2026-03-02"))
        some.skip(to: .on("2026-03-03"))
        #expect(some.next == .on("2026-03-16"))
        some.skip(to: .on("2026-04-13"))
        #expect(some.next == .on("2026-04-13"))
        some.step()
        #expect(some.next == .on("2026-04-27"))
    }

    @Test("it is over once the next visit would be after its last day")
    func over() {
        #expect(!series(every: 7, next: "2026-03-09", last: "2026-03-09").isOver)
        #expect(series(every: 7, next: "2026-03-10", last: "2026-03-09").isOver)
        #expect(!series(every: 7, next: "2030-01-01").isOver)
    }

    @Test(
        "a pet's rhythm is the median distance of its days, in whole weeks where they are near",
        arguments: [
            ([], nil), ([0, 14], nil), ([0, 14, 14], nil), ([0, 14, 28], 14), ([28, 0, 14], 14),
            ([0, 15, 29, 43, 120], 14), ([0, 3, 6], 3), ([0, 10, 20], 10), ([0, 30, 60, 91], 28), ([0, 1, 2], 1),
            ([0, 600, 1300], 365), ([0, 5, 10], 7), ([0, 7, 30], 14),
        ] as [([Int], Int?)])
    func rhythm(days: [Int], every: Int?) {
        #expect(VisitSeries.rhythm(of: days.map { LocalDay(number: 20_000 + $0) }) == every)
    }
}
