import Domain
import Storage

/// What customers wanted of the agent, and how they took it, as the agent recorded it turn by turn.
package struct TalkReport: Sendable, Hashable {
    /// Chats with a message.
    package let chats: Int
    /// Known customers behind them.
    package let customers: Int
    /// Turns in which the customer praised, or complained. Nothing else is known of their mood.
    package let praise: Int
    package let complaints: Int
    /// Turns about a visit to come, about cancelling one, and with a question.
    package let booking: Int
    package let cancelling: Int
    package let asking: Int
    /// Visits that the agent booked.
    package let booked: Int

    /// Praise of all that was said about the service, 0...100; nil when nothing was said.
    package var satisfaction: Double? {
        praise + complaints == 0 ? nil : .percent(praise, of: praise + complaints)
    }

    init(_ turns: [TalksDAO.Turn], chats: Int, customers: Int) {
        func count(_ wanted: Intent...) -> Int {
            turns.count { turn in turn.intents.contains(where: wanted.contains) }
        }
        self.chats = chats
        self.customers = customers
        praise = turns.count(where: \.isPraise)
        complaints = turns.count(where: \.isComplaint)
        booking = count(.bookService, .reschedule, .confirm)
        cancelling = count(.cancel)
        asking = count(.askPrice, .askService, .askLocation, .askHours, .question)
        booked = turns.count(where: \.didBook)
    }
}

extension Reports {
    /// Talks of the last hours, 1...9600.
    package func talks(hours: Int, in scope: TenantScope) async throws -> TalkReport {
        try await read(scope) { desk in
            let first = desk.now.adding(seconds: -3600 * min(max(hours, 1), 24 * ReportPeriod.longest))
            let talks = TalksDAO(desk.tx)
            let chats = try talks.chats(since: first)
            return TalkReport(
                try talks.turns(from: first, until: desk.now.adding(milliseconds: 1)), chats: chats.all,
                customers: chats.customers)
        }
    }

    /// The agent's newest turns, newest first, and the moment at which that was so.
    ///
    /// - Parameter limit: 1...100.
    package func turns(limit: Int, in scope: TenantScope) async throws -> (turns: [TalksDAO.Shown], at: Moment) {
        try await read(scope) { desk in (try TalksDAO(desk.tx).newestTurns(limit: limit), desk.now) }
    }
}
