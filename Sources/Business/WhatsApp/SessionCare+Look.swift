import Domain
import Logging
import Storage

/// What is done about one session.
extension SessionCare {
    nonisolated func look(at session: WhatsAppSession, _ memory: inout Memory) async throws {
        let now = sessions.clock.now
        if sessions.isRevived(session) { memory.mustReconcile = true }
        let wantsRound =
            session.status == .connected && (memory.mustReconcile || isTime(memory.reconciledAt, rhythm.reconcile, now))
        guard wantsRound || isDue(session, memory, at: now) else {
            return try await listen(to: session, &memory, at: now)
        }
        memory.lookedAt = now
        let known: WAHASession?
        do {
            known = try await sessions.ask(session)
        } catch let error as GatewayError {
            if !memory.isAway { log.warning("a WAHA does not answer", metadata: metadata(session, "\(error)")) }
            memory.isAway = true
            memory.mustReconcile = true
            return
        }
        if memory.isAway { log.notice("a WAHA answers again", metadata: metadata(session)) }
        memory.isAway = false
        switch known?.state {
        case .failed: try await revive(session, &memory, at: now)
        case .working:
            (memory.restarts, memory.restartedAt) = (0, nil)
            try await reconcile(session, known?.engine ?? "", &memory, at: now)
            try await listen(to: session, &memory, at: now)
        default: break
        }
    }

    private nonisolated func isDue(_ session: WhatsAppSession, _ memory: Memory, at now: Moment) -> Bool {
        let isBeingRevived = session.phone != nil && memory.restarts <= rhythm.restarts.count
        if memory.isAway || session.status == .connecting || session.status == .failed && isBeingRevived { return true }
        return memory.lookedAt.map { now.since($0) >= rhythm.quiet * 1000 } ?? true
    }

    private nonisolated func isTime(_ last: Moment?, _ seconds: Int64, _ now: Moment) -> Bool {
        last.map { now.since($0) >= seconds * 1000 } ?? true
    }

    private nonisolated func reconcile(
        _ session: WhatsAppSession, _ engine: String, _ memory: inout Memory, at now: Moment
    ) async throws {
        guard memory.mustReconcile || isTime(memory.reconciledAt, rhythm.reconcile, now) else { return }
        if let failed = memory.failedAt, now.since(failed) < rhythm.retry * 1000 { return }
        // Until it has gone well.
        memory.failedAt = now
        let found = try await reconciler.run(session, engine: engine)
        if found.failed == 0 { memory.failedAt = nil }
        memory.mustReconcile = found.failed > 0
        memory.reconciledAt = now
        metrics.count(
            "auzap_reconciled_messages_total", by: Double(found.messages), about: "Messages that had been missed")
        guard found.messages > 0 || found.failed > 0 else { return }
        log.notice(
            "messages that had been missed were fetched",
            metadata: [
                "company": "\(session.companyID)", "session": "\(session.id)", "messages": "\(found.messages)",
                "chats": "\(found.chats)", "failed": "\(found.failed)",
            ])
    }

    private nonisolated func listen(
        to session: WhatsAppSession, _ memory: inout Memory, at now: Moment
    ) async throws {
        guard session.status == .connected, isTime(memory.silenceAt, rhythm.silence, now) else { return }
        memory.silenceAt = now
        if try await watchdog.look(at: session) {
            log.warning("a session is unusually silent", metadata: metadata(session))
        }
    }

    /// Restarts a paired session that failed, ever later; then unpairs it, so that it can be paired anew. One that never
    /// was paired showed its codes to nobody, and stays as it is.
    private nonisolated func revive(
        _ session: WhatsAppSession, _ memory: inout Memory, at now: Moment
    ) async throws {
        guard session.phone != nil, memory.restarts <= rhythm.restarts.count else { return }
        if memory.restarts < rhythm.restarts.count {
            let wait = rhythm.restarts[memory.restarts] * 1000
            if let last = memory.restartedAt, now.since(last) < wait { return }
            (memory.restarts, memory.restartedAt) = (memory.restarts + 1, now)
            log.notice("a failed session is restarted", metadata: metadata(session))
            try await sessions.restart(session)
        } else {
            memory.restarts += 1
            log.error("a session failed for good and is logged out", metadata: metadata(session))
            try await sessions.startOver(session)
        }
    }

    private nonisolated func metadata(_ session: WhatsAppSession, _ error: String? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["company": "\(session.companyID)", "session": "\(session.id)"]
        if let error { metadata["error"] = "\(error.prefix(300))" }
        return metadata
    }
}
