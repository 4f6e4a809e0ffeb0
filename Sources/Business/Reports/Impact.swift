import Domain
import Storage

/// What the agent's work of some days is worth, by the company's own assumptions.
package struct Impact: Sendable, Hashable {
    /// Contacts in which the agent answered.
    package let contacts: Int
    /// Visits that the agent booked.
    package let bookings: Int
    /// Days looked at, today among them.
    package let days: Int
    package let assumptions: Assumptions
    package let at: Moment

    /// Hours that people would have worked instead.
    package var hours: Double { Double(contacts) * assumptions.minutesPerContact / 60 }
    /// In reais.
    package var value: Double { hours * assumptions.reaisPerHour }
    package var daysOfWork: Double { hours / max(1, assumptions.hoursPerDay) }
}

extension Reports {
    /// - Parameter days: Taken to the nearest of 1...400.
    package func impact(days: Int, in scope: TenantScope) async throws -> Impact {
        try await read(scope) { desk in
            let turns = try TalksDAO(desk.tx).turns(
                from: desk.start(ofLast: days), until: desk.now.adding(milliseconds: 1))
            return Impact(
                contacts: try desk.contacts(days: days).withAgent, bookings: turns.count(where: \.didBook),
                days: ReportPeriod.lawful(days: days), assumptions: desk.settings.assumptions, at: desk.now)
        }
    }
}

extension TalksDAO.Turn {
    var didBook: Bool { action == "book" }
    var isPraise: Bool { intents.contains(.praise) }
    var isComplaint: Bool { intents.contains(.complaint) }
    /// Written by the agent on its own account: a reminder, or a question after a while.
    var isFollowUp: Bool { action == "follow_up" || action == "reminder" }
}
