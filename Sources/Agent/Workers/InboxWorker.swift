import Business
import Domain
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Works off turns and sends: one chat at a time in order, many chats side by side.
package struct InboxWorker: Service {
    let database: Database
    let pipeline: MessagePipeline
    var send: SendReply
    let bell: JobBell
    let clock: any ShopClock
    let log: Logger
    let metrics: Metrics
    /// Chats worked on at the same moment: enough that one shop's slow WAHA does not hold up the others.
    let width: Int
    private let turns: JobTurns
    /// What else there is to do.
    package var chores = Chores()

    package init(
        database: Database, pipeline: MessagePipeline, sessions: Sessions, bell: JobBell, clock: any ShopClock,
        humanDelay: Bool, retries: [Int] = SendReply.usualRetries, width: Int = 512, metrics: Metrics = Metrics(),
        log: Logger,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.database = database
        self.pipeline = pipeline
        self.bell = bell
        self.clock = clock
        self.log = log
        self.width = width
        turns = JobTurns(most: max(Self.leastShare, width / 8))
        self.metrics = metrics
        send = SendReply(
            database: database, way: { try await sessions.gateway(for: $0, in: $1) },
            wait: WaitLikeAPerson(isOn: humanDelay), clock: clock, retries: retries, pause: pause, log: log)
    }

    /// Jobs of one company that may always run side by side.
    private static let leastShare = 16
    /// How long a job is ours without a sign of life, in milliseconds.
    private static let lease = 60_000
    /// Longest sleep between two looks, for jobs that become due without a ring.
    private static let lookEvery = Duration.seconds(1)
    /// How long a job may go on once the process has been told to stop.
    private static let grace = Duration.seconds(5)
    /// A job that failed this often is set aside; its lane goes on.
    private static let mostAttempts = 5

    package func run() async throws {
        let freed = try await database.system.releaseLeases(at: clock.now)
        if freed > 0 { log.notice("took up jobs that an earlier run left", metadata: ["jobs": "\(freed)"]) }
        await cancelWhenGracefulShutdown { await work() }
        log.info("inbox worker stopped")
    }

    private func work() async {
        let running = Running()
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let jobs = await claim(width - running.count.load(ordering: .relaxed))
                for job in jobs {
                    running.count.add(1, ordering: .relaxed)
                    turns.begin(job.companyID)
                    group.addTask {
                        await finishing { await keepingLease(of: job) { await perform(job) } }
                        turns.end(job.companyID)
                        running.count.subtract(1, ordering: .relaxed)
                        bell.ring()
                    }
                }
                if jobs.isEmpty { await bell.wait(atMost: Self.lookEvery) }
            }
        }
    }

    /// Once begun a job ends: shutting down waits for it, and tears it only when it hangs on a dead line. The next
    /// start takes a torn job up again.
    private func finishing(_ work: @escaping @Sendable () async -> Void) async {
        let work = Task { await work() }
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            Task {
                try? await Task.sleep(for: Self.grace)
                work.cancel()
            }
        }
    }

    private final class Running: Sendable {
        let count = Atomic(0)
    }

    private func claim(_ room: Int) async -> [Job] {
        guard room > 0 else { return [] }
        do {
            return try await database.system.claimJobs(limit: room, lease: Self.lease, at: clock.now, turns: turns)
        } catch is CancellationError {
            return []
        } catch {
            log.error("cannot claim jobs", metadata: ["error": "\(error)"])
            return []
        }
    }

    /// Tells the queue now and then that the job is still worked on, so that a slow one is not taken twice.
    private func keepingLease(of job: Job, _ work: @escaping @Sendable () async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await work() }
            group.addTask {
                while (try? await Task.sleep(for: .milliseconds(Self.lease / 3))) != nil {
                    let until = clock.now.adding(milliseconds: Self.lease)
                    try? await database.write(job.scope) { tx in try JobQueue(tx).extendLease(job.id, until: until) }
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Does one job that was claimed, and says by the job's row how it ended.
    package func perform(_ job: Job) async {
        let begin = ContinuousClock.now
        var outcome = "done"
        defer { count(job, outcome, since: begin) }
        do {
            try await QueryTrace.watching("job \(job.kind)") { try await work(on: job) }
        } catch is CancellationError {
            outcome = "left"
            log.notice("a job was left to the next start", metadata: metadata(job, "shutting down"))
        } catch {
            outcome = "failed"
            await failed(job, error)
        }
    }

    private func count(_ job: Job, _ outcome: String, since begin: ContinuousClock.Instant) {
        // A kind that no worker knows may be any text.
        let own = [Inbox.turnKind, Outbox.sendKind, Reminders.kind, Series.kind, Waitlist.kind]
        let kind = own.contains(job.kind) || chores.work(for: job.kind) != nil ? job.kind : "other"
        metrics.count("auzap_jobs_total", ["kind": kind, "outcome": outcome], about: "Jobs worked on")
        metrics.observe("auzap_job_seconds", ["kind": kind], begin.duration(to: .now), about: "Time of jobs")
    }

    private func work(on job: Job) async throws {
        switch job.kind {
        case Inbox.turnKind:
            let payload = try JobQueue.decode(Inbox.TurnPayload.self, from: job)
            _ = try await pipeline.run(payload.conversationID, job: job)
        case Outbox.sendKind:
            try await deliver(job)
        case Reminders.kind:
            try await ReminderWorker(database: database, clock: clock, makeOfferID: pipeline.decide.makeOfferID).run(
                job)
        case Waitlist.kind:
            try await WaitlistWorker(database: database, clock: clock, makeOfferID: pipeline.decide.makeOfferID).run(
                job)
        case Series.kind:
            try await Series(booking: pipeline.decide.act.booking).work(job)
        default:
            guard let work = chores.work(for: job.kind) else {
                return try await bury(job, "no worker knows the kind \(job.kind)")
            }
            try await end(job, try await work(job))
        }
    }

    private func deliver(_ job: Job) async throws {
        let payload = try JobQueue.decode(Outbox.SendPayload.self, from: job)
        switch try await send.run(payload.outboxID, attempt: job.attempts, in: job.scope) {
        case .done:
            try await database.write(job.scope) { tx in try JobQueue(tx).complete(job.id) }
        case .again(let seconds, let error):
            let runAt = clock.now.adding(seconds: seconds)
            try await database.write(job.scope) { tx in try JobQueue(tx).retry(job.id, at: runAt, error: error) }
            log.warning("a reply could not be sent; it will be tried again", metadata: metadata(job, error))
        case .later(let moment):
            try await database.write(job.scope) { tx in try JobQueue(tx).put(off: job.id, until: moment) }
        case .parked(let error):
            try await bury(job, error)
        }
    }

    private func end(_ job: Job, _ ending: ChoreEnding) async throws {
        switch ending {
        case .done:
            try await database.write(job.scope) { tx in try JobQueue(tx).complete(job.id) }
        case .again(let seconds, let error):
            let runAt = clock.now.adding(seconds: seconds)
            try await database.write(job.scope) { tx in try JobQueue(tx).retry(job.id, at: runAt, error: error) }
        case .givenUp(let error):
            try await database.write(job.scope) { tx in try JobQueue(tx).complete(job.id) }
            log.warning("a chore was given up", metadata: metadata(job, error))
        }
    }

    private func bury(_ job: Job, _ error: String) async throws {
        let notices = Notices(database: database, clock: clock)
        try await database.write(job.scope) { tx in
            try JobQueue(tx).bury(job.id, error: error)
            guard job.kind == Inbox.turnKind,
                let turn = try? JobQueue.decode(Inbox.TurnPayload.self, from: job)
            else { return }
            try notices.tell(.notAnswered(in: turn.conversationID), in: tx)
        }
        log.error("a job was set aside for a human", metadata: metadata(job, error))
    }

    private func failed(_ job: Job, _ error: any Error) async {
        log.error("a job failed", metadata: metadata(job, "\(error)"))
        do {
            guard job.attempts < Self.mostAttempts else { return try await bury(job, "\(error)") }
            let runAt = clock.now.adding(seconds: 1 << job.attempts)
            try await database.write(job.scope) { tx in try JobQueue(tx).retry(job.id, at: runAt, error: "\(error)") }
        } catch {
            // The lease runs out and the job is claimed again.
            log.error("a failed job could not be given back", metadata: metadata(job, "\(error)"))
        }
    }

    private func metadata(_ job: Job, _ error: String) -> Logger.Metadata {
        ["company": "\(job.companyID)", "job": "\(job.id)", "kind": "\(job.kind)", "error": "\(error.prefix(300))"]
    }
}

extension InboxWorker: CustomStringConvertible {
    /// What ServiceLifecycle logs, in place of every part down to the keys.
    package var description: String { "InboxWorker" }
}
