import Domain

/// Stage 6: how long a person would take to read a message and type the answer.
struct WaitLikeAPerson: Sendable {
    /// Off for the simulator and for tests.
    let isOn: Bool

    /// Reading at 220 words a minute plus typing at 400 characters a minute, ± 20 %, between 0.8 and 8 seconds.
    ///
    /// - Parameter chance: 0...1, where in the ± 20 % this delay falls.
    func delay(reading words: Int, typing characters: Int, chance: Double) -> Duration {
        guard isOn else { return .zero }
        let seconds = Double(words) / 220 * 60 + Double(characters) / 400 * 60
        let varied = seconds * (0.8 + 0.4 * min(max(chance, 0), 1))
        return .milliseconds(Int(min(max(varied, 0.8), 8) * 1000))
    }
}
