import Domain

/// The jobs of one company, inside one of its transactions.
package struct JobQueue {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Stores a job. It is not due before what its lane waits for: it could not be begun, and claims would look at it
    /// in vain.
    package func enqueue(
        _ id: Job.ID, kind: String, lane: String, payload: some Encodable, runAt: Moment, at now: Moment,
        priority: Job.Priority = .awaited
    ) throws {
        let held = try tx.first("SELECT max(run_at) FROM jobs WHERE lane = \(lane) AND state = 'ready'") { row in
            row.optionalMoment(0)
        }
        let start = max(runAt, (held ?? nil) ?? runAt)
        try tx.run(
            """
            INSERT INTO jobs (id, kind, lane, payload, priority, run_at, state, attempts, created_at)
            VALUES (\(id), \(kind), \(lane), \(try JSONText.encode(payload)), \(priority), \(start), 'ready', 0,
                    \(now))
            """)
    }

    /// Moves the start of a lane's waiting job of this kind to a later moment, if there is one that nobody works on.
    ///
    /// - Parameter longest: Milliseconds from a job's making after which it is moved no further.
    /// - Returns: False when there is none.
    package func postpone(
        kind: String, lane: String, to runAt: Moment, longest: Int = 60_000
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE jobs SET run_at =
                CASE WHEN run_at < \(runAt) AND created_at >= \(runAt.adding(milliseconds: -longest))
                     THEN \(runAt) ELSE run_at END
            WHERE lane = \(lane) AND kind = \(kind) AND state = 'ready' AND attempts = 0
            """) > 0
    }

    package func complete(_ id: Job.ID) throws {
        try tx.run("DELETE FROM jobs WHERE id = \(id)")
    }

    /// Takes a lane's jobs of this kind back, worked on or not.
    package func drop(kind: String, lane: String) throws {
        try tx.run("DELETE FROM jobs WHERE lane = \(lane) AND kind = \(kind)")
    }

    /// Lets a job that went well go on later, with all its tries, unless it was dropped in the meantime.
    package func goOn(_ id: Job.ID, payload: some Encodable, at runAt: Moment) throws {
        try tx.run(
            """
            UPDATE jobs SET state = 'ready', payload = \(try JSONText.encode(payload)), run_at = \(runAt),
                attempts = 0, lease_until = NULL, last_error = NULL
            WHERE id = \(id)
            """)
    }

    /// Gives the job back, to be begun again at `runAt`, and what waits behind it not earlier.
    package func retry(_ id: Job.ID, at runAt: Moment, error: String) throws {
        try tx.run(
            """
            UPDATE jobs SET state = 'ready', run_at = \(runAt), lease_until = NULL, last_error = \(error)
            WHERE id = \(id)
            """)
        try holdBack(whatFollows: id, until: runAt)
    }

    /// Gives the job back for a reason that is no failure: this time does not count as a try.
    package func put(off id: Job.ID, until runAt: Moment) throws {
        try tx.run(
            """
            UPDATE jobs SET state = 'ready', run_at = \(runAt), lease_until = NULL, attempts = attempts - 1
            WHERE id = \(id)
            """)
        try holdBack(whatFollows: id, until: runAt)
    }

    private func holdBack(whatFollows id: Job.ID, until runAt: Moment) throws {
        try tx.run(
            """
            UPDATE jobs SET run_at = \(runAt)
            WHERE lane = (SELECT lane FROM jobs WHERE id = \(id)) AND state = 'ready' AND id > \(id)
              AND run_at < \(runAt)
            """)
    }

    /// Lets everything that waits in a lane begin now: what held it is gone.
    package func release(lane: String, at now: Moment) throws {
        try tx.run("UPDATE jobs SET run_at = \(now) WHERE lane = \(lane) AND state = 'ready' AND run_at > \(now)")
    }

    /// Takes the jobs of one kind out of a lane that nobody works on.
    package func dropWaiting(kind: String, lane: String) throws {
        try tx.run("DELETE FROM jobs WHERE lane = \(lane) AND kind = \(kind) AND state = 'ready'")
    }

    /// Puts the jobs of one lane into another.
    package func move(lane old: String, to new: String) throws {
        try tx.run("UPDATE jobs SET lane = \(new) WHERE lane = \(old)")
    }

    /// Sets the job aside for a human; its lane goes on.
    package func bury(_ id: Job.ID, error: String) throws {
        try tx.run("UPDATE jobs SET state = 'dead', lease_until = NULL, last_error = \(error) WHERE id = \(id)")
    }

    /// Jobs that were set aside, the newest first.
    ///
    /// - Parameter limit: Most jobs returned, 1...1000.
    package func dead(limit: Int = 100) throws -> [DeadJob] {
        try tx.rows(
            """
            SELECT id, company_id, kind, lane, attempts, last_error, created_at FROM jobs
            WHERE state = 'dead' ORDER BY id DESC LIMIT \(limit)
            """, DeadJob.init(row:))
    }

    /// Gives a job that was set aside all its tries again. Of its lane it is the next.
    ///
    /// - Returns: False when this company has no such job, or it is not dead.
    package func replay(_ id: Job.ID, at now: Moment) throws -> Bool {
        try tx.run(
            "UPDATE jobs SET state = 'ready', run_at = \(now), attempts = 0 WHERE id = \(id) AND state = 'dead'") == 1
    }

    /// Keeps a long job from being taken by another worker.
    package func extendLease(_ id: Job.ID, until: Moment) throws {
        try tx.run("UPDATE jobs SET lease_until = \(until) WHERE id = \(id) AND state = 'leased'")
    }

    /// Jobs of a lane that are waiting or being worked on.
    package func count(lane: String) throws -> Int {
        try tx.count("SELECT count(*) FROM jobs WHERE lane = \(lane) AND state <> 'dead'")
    }

    package static func decode<Payload: Decodable>(_ type: Payload.Type, from job: Job) throws -> Payload {
        try JSONText.decode(Payload.self, from: job.payload)
    }
}
