/// Nanoseconds since it was made, on whatever clock it was given: one number to compare, where a clock's own
/// instants would make every owner generic.
struct Uptime: Sendable {
    private let read: @Sendable () -> Int64

    init(_ clock: some Clock<Duration>) {
        let start = clock.now
        read = { start.duration(to: clock.now).nanoseconds }
    }

    var now: Int64 { read() }
}

extension Duration {
    /// Whole nanoseconds; the ends of Int64, 292 years, where it would not fit.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflowed) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflowed else { return seconds < 0 ? .min : .max }
        let (sum, spilled) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return spilled ? (seconds < 0 ? .min : .max) : sum
    }

    /// Whole seconds, rounded up, as a header carries them.
    package var secondsRoundedUp: Int {
        Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0)
    }
}
