import Domain
import Storage

/// Fetches what came while this server, or WAHA, was away: WAHA keeps its tries in memory, so that its restart loses
/// them. What is here already is not taken twice, so asking too often does no harm.
package struct Reconciler: Sendable {
    /// What one round found.
    package struct Found: Sendable, Hashable {
        /// Chats that were read.
        package var chats = 0
        /// Messages that were missing and are here now.
        package var messages = 0
        /// Chats that could not be read; they are asked for again.
        package var failed = 0
        /// False where the engine keeps no history that could be asked.
        package var hasHistory = true
    }

    /// Takes an event of WAHA in, as the webhook does.
    ///
    /// Returns true when it was news.
    package typealias Intake = @Sendable (WAHAEvent, WhatsAppSession) async throws -> Bool

    let database: Database
    let sessions: Sessions
    let clock: any ShopClock
    let take: Intake

    package init(database: Database, sessions: Sessions, clock: any ShopClock, take: @escaping Intake) {
        self.database = database
        self.sessions = sessions
        self.clock = clock
        self.take = take
    }

    /// The same over an inbox: what customers wrote, and what somebody of the shop wrote by phone meanwhile.
    package init(database: Database, sessions: Sessions, clock: any ShopClock, inbox: Inbox) {
        self.init(database: database, sessions: sessions, clock: clock) { event, session in
            switch event {
            case .message(let message):
                guard case .stored = try await inbox.receive(message, from: session) else { return false }
                return true
            case .own(let own):
                guard case .human = try await inbox.receive(own: own, from: session) else { return false }
                return true
            default: return false
            }
        }
    }

    /// Chats and pages of a chat that one round reads at most.
    private static let mostChats = 200
    private static let page = 100
    private static let mostPages = 3
    /// Overlap with what is known, for events on their way and clocks that differ, in seconds.
    private static let overlap = 120
    /// Nobody is answered after this long, in seconds.
    private static let farthest = 24 * 3600

    /// One round over a session that works. The mark up to which all is known moves only when every chat was read.
    ///
    /// - Throws: `GatewayError` when not even the chats could be listed; nothing is lost then.
    package func run(_ session: WhatsAppSession, engine: String) async throws -> Found {
        let scope = TenantScope(companyID: session.companyID, actor: .worker)
        let begun = clock.now
        guard let mark = try await database.read(scope, { try SessionCareDAO($0).reconciledAt(session.id) }) else {
            try await database.write(scope) { try SessionCareDAO($0).noteFirstWork(session.id, at: begun) }
            return Found()
        }
        let since = max(mark.adding(seconds: -Self.overlap), begun.adding(seconds: -Self.farthest))
        let waha = try await sessions.waha(of: session, in: scope)
        var found = Found()
        for chat in try await chats(of: session, waha, since: since, in: scope) {
            try Task.checkCancellation()
            found.chats += 1
            do {
                guard let new = try await read(chat, session, engine, waha, since: since, in: scope) else {
                    found.hasHistory = false
                    continue
                }
                found.messages += new
            } catch is GatewayError {
                found.failed += 1
            }
        }
        if found.failed == 0 {
            try await database.write(scope) { try SessionCareDAO($0).noteReconciled(session.id, upTo: begun) }
        }
        return found
    }

    /// The chats in which something may have been said: by WAHA's list, or, without one, those known here.
    private func chats(
        of session: WhatsAppSession, _ waha: WAHAGateway, since: Moment, in scope: TenantScope
    ) async throws -> [ChatID] {
        var chosen: [ChatID] = []
        for offset in stride(from: 0, to: Self.mostChats, by: Self.page) {
            guard let listed = try await waha.chats(of: session.name, limit: Self.page, offset: offset) else {
                let known = clock.now.adding(seconds: -30 * 86_400)
                return try await database.read(scope) {
                    try SessionCareDAO($0).chats(of: session.id, since: known, limit: Self.mostChats)
                }
            }
            let fresh = listed.filter { ($0.lastAt ?? clock.now) >= since }
            chosen += fresh.map(\.id).filter { $0.kind == .person || $0.kind == .hidden }
            if fresh.count < Self.page { break }
        }
        return chosen
    }

    /// - Returns: How many messages were news; nil when the engine keeps no history.
    private func read(
        _ chat: ChatID, _ session: WhatsAppSession, _ engine: String, _ waha: WAHAGateway, since: Moment,
        in scope: TenantScope
    ) async throws -> Int? {
        var events: [WAHAEvent] = []
        for page in 0..<Self.mostPages {
            guard
                let bodies = try await waha.webhooks(
                    of: chat, in: session.name, engine: engine, since: since, limit: Self.page,
                    offset: page * Self.page)
            else { return nil }
            events += bodies.compactMap { try? WAHAEvent(body: $0) }
            if bodies.count < Self.page { break }
        }
        return try await take(events, session, in: scope)
    }

    /// A message in WhatsApp's history.
    private struct Missing {
        let event: WAHAEvent
        let bareID: String
        let sentAt: Moment

        init?(_ event: WAHAEvent) {
            switch event {
            case .message(let message): (bareID, sentAt) = (message.bareID, message.sentAt)
            case .own(let own): (bareID, sentAt) = (own.bareID, own.sentAt)
            default: return nil
            }
            self.event = event
        }
    }

    /// Takes what is missing, the oldest first.
    private func take(_ events: [WAHAEvent], _ session: WhatsAppSession, in scope: TenantScope) async throws -> Int {
        var missing = events.compactMap(Missing.init)
        for start in stride(from: 0, to: missing.count, by: Self.page).reversed() {
            let part = start..<min(start + Self.page, missing.count)
            let ids = missing[part].map(\.bareID)
            let known = try await database.read(scope) { try SessionCareDAO($0).known(ids, of: session.id) }
            missing.replaceSubrange(part, with: missing[part].filter { !known.contains($0.bareID) })
        }
        var count = 0
        for item in missing.sorted(by: { $0.sentAt < $1.sentAt }) where try await take(item.event, session) {
            count += 1
        }
        return count
    }
}
