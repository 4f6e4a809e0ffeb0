/// Reads days and clock times out of Brazilian Portuguese.
package enum PortugueseTime {
    /// What a bare number answers.
    package enum Hint: Sendable {
        case none, clock, day, either
    }

    /// The one time expression a message means; empty when it names none.
    package struct Reading: Sendable, Hashable {
        package var day: DayReading?
        package var time: ClockReading?

        package init(day: DayReading? = nil, time: ClockReading? = nil) {
            self.day = day
            self.time = time
        }

        package var isEmpty: Bool { day == nil && time == nil }
    }

    /// - Parameters:
    ///   - now: The wall clock where the message was written.
    ///   - hint: What was asked, should the text be a bare number.
    package static func read(_ text: String, at now: LocalDateTime, hint: Hint = .none) -> Reading {
        read(Tokenizer.tokenize(text).tokens, at: now, hint: hint)
    }

    static func read(_ tokens: [Token], at now: LocalDateTime, hint: Hint = .none) -> Reading {
        TimeParser(tokens: tokens, now: now, hint: hint).reading()
    }
}
