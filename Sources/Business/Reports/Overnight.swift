import Domain
import Storage

/// What happened in the latest night, 22:00 to 08:00 on the shop's wall; one still under way ends now.
package struct Overnight: Sendable, Hashable {
    package let from: Moment
    package let until: Moment
    /// Chats that the agent answered.
    package let chats: Int
    /// Visits written down that night which are confirmed, under way or finished.
    package let bookings: Int
    /// What those of them that are finished brought in.
    package let revenue: Money
    /// Messages that the agent sent of its own accord.
    package let followUps: Int
    package let at: Moment
}

extension Reports {
    package func overnight(in scope: TenantScope) async throws -> Overnight {
        try await read(scope) { desk in
            let (from, until) = desk.night
            let talks = TalksDAO(desk.tx)
            let answers = try talks.answers(from: from, until: until)
            let booked = try ReportsDAO(desk.tx).bookings(from: from, until: until)
            return Overnight(
                from: from, until: until, chats: Set(answers.filter(\.isByAgent).map(\.conversationID)).count,
                bookings: booked.count(.confirmed, .inProgress, .done), revenue: booked.revenue,
                followUps: try talks.turns(from: from, until: until).count(where: \.isFollowUp), at: desk.now)
        }
    }
}

extension Reports.Desk {
    /// The latest night that has begun.
    var night: (from: Moment, until: Moment) {
        let (evening, morning) = (22 * 60, 8 * 60)
        let begins = wall.time.minutes >= evening ? today : today.adding(days: -1)
        func at(_ day: LocalDay, _ minutes: Int) -> Moment {
            zone.moment(of: LocalDateTime(day: day, time: LocalTime(minutes: minutes) ?? .midnight))
        }
        return (at(begins, evening), min(now, at(begins.adding(days: 1), morning)))
    }
}
