import Domain

/// Values written in tests, which stop a test that has a typing error.
extension LocalDay {
    static func on(_ iso: String) -> LocalDay {
        guard let day = LocalDay(iso: iso) else { preconditionFailure("no such day: \(iso)") }
        return day
    }
}

extension LocalTime {
    static func at(_ text: String) -> LocalTime {
        guard let time = LocalTime(text: text) else { preconditionFailure("no such time: \(text)") }
        return time
    }
}

extension LocalDateTime {
    /// "2026-03-02 09:00".
    static func wall(_ text: String) -> LocalDateTime {
        LocalDateTime(day: .on(String(text.prefix(10))), time: .at(String(text.dropFirst(11))))
    }
}

extension Slot {
    /// "2026-03-02 09:00", for so many minutes.
    static func from(_ text: String, _ minutes: Int) -> Slot {
        let starts = LocalDateTime.wall(text)
        return Slot(day: starts.day, start: starts.time, minutes: minutes)
    }
}

extension BusinessHours.Window {
    static func open(_ opens: String, _ closes: String) -> BusinessHours.Window {
        guard let window = BusinessHours.Window(opens: .at(opens), closes: .at(closes)) else {
            preconditionFailure("no such window: \(opens) to \(closes)")
        }
        return window
    }
}
