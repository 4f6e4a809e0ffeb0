import Domain
import Testing

@Suite struct MomentTests {
    @Test(
        "is written as the API carries it",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_772_452_800_000, "2026-03-02T12:00:00.000Z"),
            (1_772_452_859_007, "2026-03-02T12:00:59.007Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (-86_400_000, "1969-12-31T00:00:00.000Z"), (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func iso(milliseconds: Int64, text: String) {
        #expect(Moment(milliseconds: milliseconds).iso8601 == text)
    }

    @Test("adds and subtracts")
    func arithmetic() {
        let moment = Moment(milliseconds: 1000)
        #expect(moment.adding(seconds: -2).milliseconds == -1000)
        #expect(moment.adding(milliseconds: 5).since(moment) == 5)
        #expect(moment < moment.adding(milliseconds: 1))
    }
}
