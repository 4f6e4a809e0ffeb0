import Domain
import Logging
import Storage

/// Looks after the sessions of all companies: asks of those not heard of, restarts what failed, fetches what was missed,
/// and notices silence.
package actor SessionCare {
    /// How often each thing is done, in seconds.
    package struct Rhythm: Sendable {
        /// A session with nothing special about it is asked about.
        package var quiet: Int64 = 30
        /// Messages are reconciled though nothing seems wrong.
        package var reconcile: Int64 = 600
        /// The same after a round that did not go well.
        package var retry: Int64 = 60
        package var silence: Int64 = 900
        package var tidy: Int64 = 3600
        /// Pauses before each restart of a failed session; after the last it is logged out and started anew.
        package var restarts: [Int64] = [0, 30, 120, 600]

        package init() {}
    }

    /// What is remembered of a session between two looks.
    struct Memory: Sendable {
        var lookedAt: Moment?
        var isAway = false
        var mustReconcile = true
        var reconciledAt: Moment?
        var failedAt: Moment?
        var silenceAt: Moment?
        var restarts = 0
        var restartedAt: Moment?
    }

    let sessions: Sessions
    let reconciler: Reconciler
    let watchdog: Watchdog
    /// nil where no files are kept.
    let media: MediaDesk?
    let rhythm: Rhythm
    let metrics: Metrics
    let log: Logger
    private var memories: [WhatsAppSession.ID: Memory] = [:]
    private var tidiedAt: Moment?

    package init(
        sessions: Sessions, reconciler: Reconciler, watchdog: Watchdog, media: MediaDesk?, rhythm: Rhythm = Rhythm(),
        metrics: Metrics = Metrics(), log: Logger
    ) {
        self.sessions = sessions
        self.reconciler = reconciler
        self.watchdog = watchdog
        self.media = media
        self.rhythm = rhythm
        self.metrics = metrics
        self.log = log
    }

    /// Sessions looked at side by side: one slow WAHA holds up few.
    private static let width = 16

    /// One look at every session that needs it.
    package func round() async {
        do {
            let all = try await sessions.database.system.sessionsAtWork()
            memories = memories.filter { entry in all.contains { $0.id == entry.key } }
            await withTaskGroup(of: (WhatsAppSession.ID, Memory).self) { group in
                for (place, session) in all.enumerated() {
                    if place >= Self.width { keep(await group.next()) }
                    let memory = memories[session.id] ?? Memory()
                    group.addTask { (session.id, await self.looked(at: session, memory)) }
                }
                while let done = await group.next() { keep(done) }
            }
            try await tidy(Set(all.map(\.companyID)))
        } catch is CancellationError {
        } catch {
            log.error("the sessions could not be looked after", metadata: ["error": "\(error)"])
        }
    }

    private func keep(_ done: (WhatsAppSession.ID, Memory)?) {
        if let done { memories[done.0] = done.1 }
    }

    private nonisolated func looked(at session: WhatsAppSession, _ memory: Memory) async -> Memory {
        var memory = memory
        do {
            try await look(at: session, &memory)
        } catch is CancellationError {
        } catch {
            log.warning(
                "a session could not be looked after",
                metadata: ["company": "\(session.companyID)", "session": "\(session.id)", "error": "\(error)"])
        }
        return memory
    }

    private func tidy(_ companies: Set<Company.ID>) async throws {
        let now = sessions.clock.now
        guard let media, tidiedAt.map({ now.since($0) >= rhythm.tidy * 1000 }) ?? true else { return }
        tidiedAt = now
        for company in companies {
            let count = try await media.tidy(in: TenantScope(companyID: company, actor: .worker))
            if count > 0 { log.info("files deleted", metadata: ["company": "\(company)", "files": "\(count)"]) }
        }
    }
}
