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
        /// Given up; the entry is parked for a human.
        case parked(String)
    }

    let database: Database
    let sessions: Sessions
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
        let way: (gateway: any WhatsAppGateway, name: SessionName)
        do {
            way = try await sessions.gateway(for: entry.sessionID, in: scope)
        } catch let error as SessionError {
            return try await park(entry, "\(error)", tries: attempt, in: scope)
        }
        do {
            if entry.state == .attempted, let found = try await readBack(entry, way) {
                try await note(sent: found, entry, in: scope)
                return .done
            }
            try await behaveLikeAPerson(entry, way)
            let sendID = try await way.gateway.newMessageID(in: way.name)
            let now = clock.now
            try await database.write(scope) { tx in
                try OutboxDAO(tx).noteAttempt(id, sendID: sendID?.rawValue, at: now)
                // Our own echo is known by this id even when the answer to the call is lost.
                if let sendID { try MessagesDAO(tx).setBareID(sendID.bare, of: entry.messageID) }
            }
            let told = try await way.gateway.send(entry.text, to: entry.chat, from: way.name, as: sendID)
            try await note(sent: told, entry, in: scope)
            return .done
        } catch let error as GatewayError {
            return try await failed(error, entry, attempt: attempt, in: scope)
        }
    }

    private func behaveLikeAPerson(
        _ entry: OutboxDAO.Entry, _ way: (gateway: any WhatsAppGateway, name: SessionName)
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
        _ entry: OutboxDAO.Entry, _ way: (gateway: any WhatsAppGateway, name: SessionName)
    ) async throws -> MessageID? {
        guard let attempted = entry.attemptedAt else { return nil }
        // WAHA's clock and ours may differ by a little.
        let since = attempted.adding(seconds: -60)
        let history = try await way.gateway.recentMessages(in: entry.chat, of: way.name, since: since)
        let bare = entry.sendID.flatMap { MessageID($0)?.bare }
        return history.first { $0.fromMe && ($0.bareID == bare || $0.text == entry.text) }?.id
    }

    private func note(sent id: MessageID?, _ entry: OutboxDAO.Entry, in scope: TenantScope) async throws {
        let now = clock.now
        try await database.write(scope) { tx in
            try OutboxDAO(tx).noteSent(entry.id, at: now)
            if let id { try MessagesDAO(tx).setBareID(id.bare, of: entry.messageID) }
            try CompanyEvent.messageSent(entry.messageID, entry.conversationID).tell(in: tx, at: now)
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
