/// When a shop hears nothing for so long that something is likely broken.
///
/// The measure is the shop's own: how many messages came in the same hours of the same weekday, in the weeks before.
package enum SilenceRule {
    /// Shorter silences say nothing, in milliseconds.
    package static let shortest: Int64 = 2 * 3600 * 1000
    /// Longer ones have been told long ago, in milliseconds.
    package static let longest: Int64 = 3 * 86_400 * 1000
    /// Weeks looked back at.
    package static let weeks = 4
    /// Weeks needed for a habit.
    private static let fewestWeeks = 2
    /// With this many expected, none at all happens by chance less than once in four hundred times.
    private static let leastExpected = 6.0

    /// How many messages were to be expected; nil when the silence is nothing unusual.
    ///
    /// - Parameter counts: Messages in the same hours, one number a week.
    package static func expected(from counts: [Int]) -> Int? {
        guard counts.count >= fewestWeeks, counts.allSatisfy({ $0 > 0 }) else { return nil }
        let mean = Double(counts.reduce(0, +)) / Double(counts.count)
        return mean >= leastExpected ? Int(mean.rounded()) : nil
    }
}
