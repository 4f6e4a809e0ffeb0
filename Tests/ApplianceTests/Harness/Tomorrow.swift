import Foundation

/// The shop's tomorrow, told by the system's own calendar and not by the product's.
struct Tomorrow: Sendable {
    /// 2026-11-02.
    let iso: String
    /// The day before it: today, 2026-11-01.
    let today: String
    /// 02/11.
    let spoken: String
    /// segunda-feira.
    let weekday: String

    init() throws {
        guard let zone = TimeZone(identifier: "America/Sao_Paulo") else { throw CocoaError(.featureUnsupported) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let now = Date()
        guard let day = calendar.date(byAdding: .day, value: 1, to: now) else { throw CocoaError(.featureUnsupported) }
        iso = Self.iso(day, calendar)
        today = Self.iso(now, calendar)
        spoken = "\(iso.suffix(2))/\(iso.dropFirst(5).prefix(2))"
        weekday =
            [
                "domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado",
            ][calendar.component(.weekday, from: day) - 1]
    }

    private static func iso(_ day: Date, _ calendar: Calendar) -> String {
        [(Calendar.Component.year, 4), (.month, 2), (.day, 2)].map { part, width in
            let digits = String(calendar.component(part, from: day))
            return String(repeating: "0", count: width - digits.count) + digits
        }.joined(separator: "-")
    }
}
