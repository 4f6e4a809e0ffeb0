import Foundation
import Synchronization

/// A shop's time zone: turns moments into its wall calendar and back.
package struct ShopZone: Sendable, Hashable {
    private let zone: TimeZone

    /// - Parameter identifier: IANA name, such as "America/Sao_Paulo".
    /// - Returns: nil when the name is unknown.
    package init?(identifier: String) {
        // A shop's zone is asked for many times a second, and looking a name up reads tables of the system.
        if let known = Self.known.withLock({ $0[identifier] }) {
            zone = known
            return
        }
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        // Only names that exist, of which there are some hundreds.
        Self.known.withLock { $0[identifier] = zone }
        self.zone = zone
    }

    private static let known = Mutex<[String: TimeZone]>([:])

    private init(zone: TimeZone) { self.zone = zone }

    /// Brasília time, the default of a new shop. Fixed −03:00 should the zone data lack it.
    package static let saoPaulo =
        ShopZone(identifier: "America/Sao_Paulo")
        ?? ShopZone(zone: TimeZone(secondsFromGMT: -3 * 3600) ?? .current)

    package var identifier: String { zone.identifier }

    /// What the shop's wall shows at `moment`, seconds dropped.
    package func wall(at moment: Moment) -> LocalDateTime {
        let seconds = Int((Double(moment.milliseconds) / 1000).rounded(.down))
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        return Self.split(seconds + offset)
    }

    /// The moment at which the shop's wall shows `local`. Where a clock change makes it happen twice, the
    /// first; where it is skipped, as many minutes after the change.
    package func moment(of local: LocalDateTime) -> Moment {
        let wallSeconds = local.wallMinutes * 60
        func offset(at seconds: Int) -> Int {
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        }
        let before = offset(at: wallSeconds - 86_400)
        if offset(at: wallSeconds - before) == before {
            return Moment(milliseconds: Int64(wallSeconds - before) * 1000)
        }
        let after = offset(at: wallSeconds + 86_400)
        let candidate = wallSeconds - after
        let seconds = offset(at: candidate) == after ? candidate : wallSeconds - before
        return Moment(milliseconds: Int64(seconds) * 1000)
    }

    private static func split(_ seconds: Int) -> LocalDateTime {
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let time = LocalTime(minutes: (seconds - day * 86_400) / 60)
        return LocalDateTime(day: LocalDay(number: day), time: time ?? LocalTime.midnight)
    }
}

extension LocalTime {
    package static let midnight = LocalTime(unchecked: 0)
    /// 24:00, the end of a day.
    package static let endOfDay = LocalTime(unchecked: 1440)

    private init(unchecked minutes: Int) { self.minutes = minutes }
}
