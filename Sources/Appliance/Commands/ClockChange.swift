import Domain

/// What `/hora` asks for.
enum ClockChange: Sendable, Hashable {
    case show
    case present
    case to(LocalDateTime)
    /// Minutes, negative for back.
    case by(Int)

    /// - Parameter text: "", "agora", "2026-03-10 09:00", "+2h", "-30min", "+3d".
    init?(_ text: String) {
        switch text {
        case "": self = .show
        case "agora": self = .present
        default:
            if let minutes = Self.minutes(text) {
                self = .by(minutes)
            } else {
                let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
                guard parts.count == 2, let day = LocalDay(iso: parts[0]), let time = LocalTime(text: parts[1]) else {
                    return nil
                }
                self = .to(LocalDateTime(day: day, time: time))
            }
        }
    }

    private static func minutes(_ text: String) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().prefix { $0.isNumber }
        let unit = text.dropFirst(1 + digits.count)
        guard let number = Int(digits), digits.count <= 5, let length = ["min": 1, "h": 60, "d": 1440][String(unit)]
        else { return nil }
        return (sign == "-" ? -1 : 1) * number * length
    }
}

extension LocalDateTime {
    func adding(minutes: Int) -> LocalDateTime {
        let total = wallMinutes + minutes
        let day = total >= 0 ? total / 1440 : (total - 1439) / 1440
        return LocalDateTime(
            day: LocalDay(number: day), time: LocalTime(minutes: total - day * 1440) ?? .midnight)
    }
}
