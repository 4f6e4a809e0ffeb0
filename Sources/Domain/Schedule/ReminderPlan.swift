/// When a customer is reminded of a visit: so long before it, inside the hours in which the shop may write first.
package struct ReminderPlan: Sendable, Hashable {
    /// Earliest first, no two alike, all of them before the visit begins.
    package let moments: [Moment]

    /// Two messages nearer to each other than this say the same thing twice, in seconds.
    private static let gap = 30 * 60

    /// - Parameters:
    ///   - starts: When the visit begins, on the shop's wall.
    ///   - wanted: Which reminders the shop sends.
    package init(
        of starts: LocalDateTime, _ wanted: CompanySettings.Reminders, hours: ContactHours, zone: ShopZone
    ) {
        let begins = zone.moment(of: starts)
        var wishes: [Moment] = []
        if wanted.dayBefore {
            wishes.append(zone.moment(of: LocalDateTime(day: starts.day.adding(days: -1), time: starts.time)))
        }
        if wanted.twelveHours { wishes.append(begins.adding(seconds: -12 * 3600)) }
        if wanted.fourHours { wishes.append(begins.adding(seconds: -4 * 3600)) }
        if wanted.oneHour { wishes.append(begins.adding(seconds: -3600)) }
        // A wish in the night is met on the evening before it, where two wishes may become one.
        moments = Set(wishes.map { hours.last(until: $0, in: zone) }).filter { $0 < begins }.sorted()
    }

    /// The first moment for a reminder, when the last word on the visit was said at `last`: its booking or another
    /// reminder. nil when none is left.
    package func next(after last: Moment) -> Moment? {
        let earliest = last.adding(seconds: Self.gap)
        return moments.first { $0 > earliest }
    }

    /// True when a reminder should have gone by `now`. However many should have, one is enough.
    package func isDue(at now: Moment, after last: Moment) -> Bool {
        next(after: last).map { $0 <= now } ?? false
    }
}
