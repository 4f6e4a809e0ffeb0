import Business
import Domain
import Storage

/// What the shop starts waits for its hours and keeps to a budget: WhatsApp blocks numbers that write to many.
extension SendReply {
    private static let hour = 3600

    /// When a message that we start may go; nil for now.
    func earliest(_ entry: OutboxDAO.Entry, in scope: TenantScope) async throws -> Moment? {
        let now = clock.now
        return try await database.read(scope) { tx in
            let settings = try CompaniesDAO(tx).current()?.settings ?? CompanySettings()
            let opens = settings.contactHours.next(from: now, in: settings.zone)
            if opens > now { return opens }
            let left = try OutboxDAO(tx).started(from: entry.sessionID, since: now.adding(seconds: -Self.hour))
            guard left.count >= settings.startedPerHour else { return nil }
            // Once the oldest of the last full budget is an hour old there is room for one more.
            return left[left.count - max(1, settings.startedPerHour)].adding(seconds: Self.hour)
        }
    }
}
