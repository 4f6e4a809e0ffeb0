import Business
import Domain
import Logging
import Storage

/// Stage 7: gets one reply of the outbox to WhatsApp, once.
///
/// The attempt is written before the call. After a crash or an unanswered call the chat's own history is asked
/// whether the message is there before it is sent again.
package struct SendReply: Sendable {
    enum Outcome: Sendable, Hashable {
        case done
        /// Not sent; try again after so many seconds.
        case again(seconds: Int, error: String)
        /// Not to be sent before that moment.
        case later(Moment)
        /// Given up; the entry is parked for a human.
        case parked(String)
    }

    /// The way out of a session, with its name there.
    typealias Way = (gateway: any WhatsAppGateway, name: SessionName)

    let database: Database
    /// - Throws: `SessionError` when the session is gone or has no WAHA.
    let way: @Sendable (WhatsAppSession.ID, TenantScope) async throws -> Way
    let wait: WaitLikeAPerson
    let clock: any ShopClock
    /// Pauses before the second try and each later one, in seconds; after the last the reply is parked.
    let retries: [Int]
    let pause: @Sendable (Duration) async throws -> Void
    let log: Logger
    private var notices: Notices { Notices(database: database, clock: clock) }

    package static let usualRetries = [30, 120, 600]

    /// - Parameter attempt: How often this reply was tried, this time included.
    func run(_ id: OutboxDAO.ID, attempt: Int, in scope: TenantScope) async throws -> Outcome {
        guard let entry = try await database.read(scope, { tx in try OutboxDAO(tx).find(id) }),
            entry.state == .pending || entry.state == .attempted
        else { return .done }
        if entry.isStartedByUs, let moment = try await earliest(entry, in: scope) { return .later(moment) }
        let way: Way
        do {
            way = try await self.way(entry.sessionID, scope)
        } catch let error as SessionError {
            return try await park(entry, "\(error)", tries: attempt, in: scope)
        }
        do {
            if entry.state == .attempted, let found = try await readBack(entry, way, in: scope) {
                try await note(sent: found, entry, in: scope)
                return .done
            }
            try await behaveLikeAPerson(entry, way)
            // A repeat goes under the id of the first try, so that WhatsApp may show the two as one.
            var sendID = entry.sendID.flatMap { MessageID($0) }
            if sendID == nil { sendID = try await way.gateway.newMessageID(in: way.name) }
            guard try await begin(entry, as: sendID, in: scope) else { return .done }
            let told = try await way.gateway.send(entry.text, to: entry.chat, from: way.name, as: sendID)
            try await note(sent: told, entry, in: scope)
            return .done
        } catch let error as GatewayError {
            return try await failed(error, entry, attempt: attempt, in: scope)
        }
    }

    /// Writes the attempt down.
    ///
    /// - Returns: False when the reply was taken back in the meantime: the customer has written more, or a person of
    ///   the shop has spoken.
    private func begin(_ entry: OutboxDAO.Entry, as id: MessageID?, in scope: TenantScope) async throws -> Bool {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard try OutboxDAO(tx).noteAttempt(entry.id, sendID: id?.rawValue, at: now) else { return false }
            // Our own echo is known by this id even when the answer to the call is lost.
            if let id { try MessagesDAO(tx).setBareID(id.bare, of: entry.messageID) }
            return true
        }
    }

    private func behaveLikeAPerson(
        _ entry: OutboxDAO.Entry, _ way: Way
    ) async throws {
        // Seen and typing are courtesies: a reply is not held back because they failed.
        await courtesy { try await way.gateway.markSeen(entry.chat, in: way.name) }
        // A person has typed already.
        guard entry.author == .agent else { return }
        await courtesy { try await way.gateway.startTyping(entry.chat, in: way.name) }
        let delay = wait.delay(reading: 20, typing: entry.text.count, chance: Double.random(in: 0...1))
        if delay > .zero { try await pause(delay) }
        await courtesy { try await way.gateway.stopTyping(entry.chat, in: way.name) }
    }

    private func courtesy(_ call: () async throws -> Void) async {
        do {
            try await call()
        } catch {
            log.debug("a courtesy call failed", metadata: ["error": "\(error)"])
        }
    }

    /// The message in the chat's history, when the attempt before this one got through.
    private func readBack(
        _ entry: OutboxDAO.Entry, _ way: Way, in scope: TenantScope
    ) async throws -> MessageID? {
        guard let attempted = entry.attemptedAt else { return nil }
        // WAHA's clock and ours may differ by a little.
        let since = attempted.adding(seconds: -60)
        let history = try await way.gateway.recentMessages(in: entry.chat, of: way.name, since: since)
        let bare = entry.sendID.flatMap { MessageID($0)?.bare }
        let sent = history.filter(\.fromMe)
        if let own = sent.first(where: { $0.bareID == bare }) { return own.id }
        let words = entry.text.split(whereSeparator: \.isWhitespace)
        let alike = sent.filter { $0.text.split(whereSeparator: \.isWhitespace) == words }
        // An equal text that is on record as another message was sent before this one.
        return try await database.read(scope) { tx in
            try alike.first { candidate in
                let known = try MessagesDAO(tx).find(bareID: candidate.bareID, of: entry.sessionID)
                return known.map { $0.id == entry.messageID } ?? true
            }
        }?.id
    }

    private func note(sent id: MessageID?, _ entry: OutboxDAO.Entry, in scope: TenantScope) async throws {
        let now = clock.now
        try await database.write(scope) { tx in
            try SentNote.write(
                entry.id, message: entry.messageID, in: entry.conversationID, bareID: id?.bare, at: now, tx)
        }
    }

    private func failed(
        _ error: GatewayError, _ entry: OutboxDAO.Entry, attempt: Int, in scope: TenantScope
    ) async throws -> Outcome {
        let words = "\(error)"
        if case .libraryMissing = error {
            log.error("libcurl is missing: install it (Debian: apt install libcurl4) and the reply goes out by itself")
        }
        guard error.mayPass, attempt <= retries.count else {
            return try await park(entry, words, tries: attempt, in: scope)
        }
        if error.isSafeToRetry {
            try await database.write(scope) { tx in try OutboxDAO(tx).notePending(entry.id, error: words) }
        }
        return .again(seconds: retries[max(1, attempt) - 1], error: words)
    }

    private func park(
        _ entry: OutboxDAO.Entry, _ error: String, tries: Int, in scope: TenantScope
    ) async throws -> Outcome {
        try await database.write(scope) { [notices] tx in
            try OutboxDAO(tx).park(entry.id, error: error)
            try notices.tell(.notSent(to: entry.chat, in: entry.conversationID, tries: tries), in: tx)
        }
        return .parked(error)
    }
}

extension GatewayError {
    /// True when time may mend it: WAHA is away, busy or its session is not working, or libcurl is yet to be installed.
    fileprivate var mayPass: Bool {
        switch self {
        case .unreachable, .unanswered, .suspended, .unreadable, .libraryMissing: true
        case .refused(let status, _, _): status == 408 || status == 422 || status == 429 || status >= 500
        case .tooLarge, .forbiddenAddress, .invalidRequest: false
        }
    }
}
