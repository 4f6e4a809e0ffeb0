/// When a shop is open in an ordinary week: any number of windows a day.
package struct BusinessHours: Sendable, Hashable {
    /// Open from `opens` up to `closes`; `closes` may be 24:00.
    package struct Window: Sendable, Hashable, Codable {
        package let opens: LocalTime
        package let closes: LocalTime

        /// - Returns: nil unless the window ends after it starts.
        package init?(opens: LocalTime, closes: LocalTime) {
            guard opens < closes else { return nil }
            self.opens = opens
            self.closes = closes
        }
    }

    private var windows: [Weekday: [Window]]

    /// Windows of a day that touch or overlap are joined.
    package init(_ windows: [Weekday: [Window]]) {
        self.windows = windows.mapValues(Self.joined).filter { !$0.value.isEmpty }
    }

    /// The windows of a weekday, earliest first; empty when closed.
    package subscript(weekday: Weekday) -> [Window] { windows[weekday] ?? [] }

    /// This week with some days' windows put in place of theirs.
    package func replacing(_ days: [Weekday: [Window]]) -> BusinessHours {
        BusinessHours(windows.merging(days) { _, new in new })
    }

    package var isEmpty: Bool { windows.isEmpty }

    /// True when one window covers the whole slot.
    package func cover(_ slot: Slot) -> Bool {
        self[slot.day.weekday].contains { $0.opens <= slot.start && slot.end <= $0.closes.minutes }
    }

    /// The same week with one window on each day that is open; closed days stay closed.
    package func everyOpenDay(_ window: Window) -> BusinessHours {
        BusinessHours(windows.mapValues { _ in [window] })
    }

    private static func joined(_ windows: [Window]) -> [Window] {
        var result: [Window] = []
        for window in windows.sorted(by: { $0.opens < $1.opens }) {
            if let last = result.last, window.opens <= last.closes,
                let merged = Window(opens: last.opens, closes: max(last.closes, window.closes))
            {
                result[result.count - 1] = merged
            } else {
                result.append(window)
            }
        }
        return result
    }
}
