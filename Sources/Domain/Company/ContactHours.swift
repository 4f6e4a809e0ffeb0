/// The hours of a day in which the shop may write first: reminders and offers wait for them, answers do not.
package struct ContactHours: Sendable, Hashable, Codable {
    /// Shop-local; the first minute in which a message may go.
    package var opens: LocalTime
    /// Shop-local; the minute from which none may go until the next day. Later than `opens`.
    package var closes: LocalTime

    /// - Returns: nil when `closes` is not later than `opens`.
    package init?(opens: LocalTime, closes: LocalTime) {
        guard opens < closes else { return nil }
        self.opens = opens
        self.closes = closes
    }

    private init(openMinutes: Int, closeMinutes: Int) {
        opens = LocalTime(minutes: openMinutes) ?? .midnight
        closes = LocalTime(minutes: closeMinutes) ?? .endOfDay
    }

    /// 8:00 to 21:00.
    package static let usual = ContactHours(openMinutes: 8 * 60, closeMinutes: 21 * 60)

    /// The first moment, `moment` included, at which a message may go.
    package func next(from moment: Moment, in zone: ShopZone) -> Moment {
        let wall = zone.wall(at: moment)
        if wall.time < opens { return zone.moment(of: LocalDateTime(day: wall.day, time: opens)) }
        guard wall.time >= closes else { return moment }
        return zone.moment(of: LocalDateTime(day: wall.day.adding(days: 1), time: opens))
    }

    /// The last moment, `moment` included, at which a message may go: for what must arrive before something.
    package func last(until moment: Moment, in zone: ShopZone) -> Moment {
        let wall = zone.wall(at: moment)
        let lastMinute = LocalTime(minutes: closes.minutes - 1) ?? opens
        if wall.time >= closes { return zone.moment(of: LocalDateTime(day: wall.day, time: lastMinute)) }
        guard wall.time < opens else { return moment }
        return zone.moment(of: LocalDateTime(day: wall.day.adding(days: -1), time: lastMinute))
    }
}
