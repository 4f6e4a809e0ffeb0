import Domain

/// The few acts that look over all companies. Each is named here; nothing else leaves the tenant wall.
package struct SystemDesk: Sendable {
    let driver: any SQLDriver

    /// An account as sign-in needs it.
    package struct SignIn: Sendable {
        package let user: User
        package let passwordHash: String
        package let tokenVersion: Int
        package let companyName: String
        package let isCompanyActive: Bool
    }

    /// - Parameter email: Lower-cased.
    package func signIn(email: String) async throws -> SignIn? {
        try await read { tx in
            try tx.first(
                """
                SELECT u.id, u.company_id, u.email, u.name, u.role, u.is_active, u.created_at, u.phone,
                       u.avatar_url, u.preferences, u.password_hash, u.token_version, c.name, c.is_active
                FROM rls$users u JOIN rls$companies c ON c.id = u.company_id
                WHERE u.email = \(email)
                """
            ) { row in
                SignIn(
                    user: try User(row: row), passwordHash: row.string(10), tokenVersion: row.int(11),
                    companyName: row.string(12), isCompanyActive: row.bool(13))
            }
        }
    }

    /// Which company a webhook's session belongs to.
    package func session(named name: SessionName) async throws -> WhatsAppSession? {
        try await read { tx in
            try tx.first(
                """
                SELECT \(sql: WhatsAppSessionsDAO.columns) FROM rls$whatsapp_sessions
                WHERE session_name = \(name) AND removed_at IS NULL
                """, WhatsAppSession.init(row:))
        }
    }

    /// The sessions of all companies that WAHA has been told of.
    package func sessionsAtWork() async throws -> [WhatsAppSession] {
        try await read { tx in
            try tx.rows(
                """
                SELECT \(sql: WhatsAppSessionsDAO.columns) FROM rls$whatsapp_sessions
                WHERE transport = 'waha' AND configured_at IS NOT NULL AND removed_at IS NULL
                ORDER BY company_id, id
                """, WhatsAppSession.init(row:))
        }
    }

    /// A number for the next company. Two callers may get the same: the second insert fails and asks again.
    package func nextCompanyID() async throws -> Company.ID {
        try await read { tx in
            try tx.first("SELECT coalesce(max(id), 0) + 1 FROM rls$companies") { $0.id(0) } ?? Identifier(1)
        }
    }

    /// Every company, oldest first.
    package func companies() async throws -> [Company] {
        try await read { tx in
            try tx.rows(
                "SELECT id, name, slug, is_active, settings, created_at FROM rls$companies ORDER BY id",
                Company.init(row:))
        }
    }

    /// The active company of a name for URLs.
    package func company(slug: String) async throws -> Company? {
        try await read { tx in
            try tx.first(
                "SELECT \(sql: CompaniesDAO.columns) FROM rls$companies WHERE slug = \(slug) AND is_active = 1",
                Company.init(row:))
        }
    }

    /// The active company that a key for the API belongs to.
    package func company(apiKeyHash hash: String) async throws -> Company? {
        try await read { tx in
            try tx.first(
                "SELECT \(sql: CompaniesDAO.columns) FROM rls$companies WHERE api_key_hash = \(hash) AND is_active = 1",
                Company.init(row:))
        }
    }

    /// Writes down an act that the law wants a trace of.
    ///
    /// - Parameter act: What was done, "customer.erase".
    package func audit(
        _ id: Identifier<SystemDesk>, actor: String, act: String, about company: Company.ID, detail: String,
        at now: Moment
    ) async throws {
        try await driver.write(as: .system) { session in
            try SystemTransaction(session: session).run(
                """
                INSERT INTO audit_log (id, at, actor, act, about_company, detail)
                VALUES (\(id), \(now), \(actor), \(act), \(company), \(detail))
                """)
        }
    }

    package func hasUsers() async throws -> Bool {
        try await read { tx in try tx.first("SELECT 1 FROM rls$users LIMIT 1") { $0.int(0) } != nil }
    }

    /// Leases due jobs to this process, those that somebody waits for first: at most one of each lane, and none
    /// of a lane whose oldest job is being worked on. While many are due the companies take turns, so that one with
    /// very many holds nobody up.
    ///
    /// - Parameters:
    ///   - lease: Milliseconds after which another worker may take them.
    ///   - turns: What this worker has begun for whom; nil asks for as much as there is, oldest first.
    package func claimJobs(limit: Int, lease: Int, at now: Moment, turns: JobTurns? = nil) async throws -> [Job] {
        try await driver.write(as: .system) { session in
            let tx = SystemTransaction(session: session)
            var jobs: [Job] = []
            for priority in Job.Priority.allCases where jobs.count < limit {
                let claim = JobClaim(tx: tx, priority: priority, now: now)
                jobs += try claim.due(limit: limit - jobs.count, after: jobs, turns: turns)
            }
            let keys = jobs.map { "(\($0.companyID), \($0.id))" as SQL }
            guard let first = keys.first else { return [] }
            try tx.run(
                """
                UPDATE rls$jobs SET state = 'leased', attempts = attempts + 1,
                    lease_until = \(now.adding(milliseconds: lease))
                FROM (VALUES \(sql: keys.dropFirst().reduce(first) { "\(sql: $0), \(sql: $1)" })) AS taken
                WHERE company_id = taken.column1 AND id = taken.column2
                """)
            return jobs
        }
    }

    /// When the next job is due; nil when there is none.
    package func nextDue() async throws -> Moment? {
        try await read { tx in
            try Job.Priority.allCases.compactMap { priority in
                try tx.first(
                    """
                    SELECT due FROM rls$jobs WHERE due IS NOT NULL AND priority = \(priority) ORDER BY due LIMIT 1
                    """
                ) { $0.moment(0) }
            }.min()
        }
    }

    /// Gives back what the process before this one had leased: with one process a file, nobody works on it now.
    ///
    /// - Returns: How many jobs were given back.
    package func releaseLeases(at now: Moment) async throws -> Int {
        try await driver.write(as: .system) { session in
            try SystemTransaction(session: session).run(
                "UPDATE rls$jobs SET state = 'ready', run_at = \(now), lease_until = NULL WHERE state = 'leased'")
        }
    }

    /// Jobs that were set aside, company by company, the newest of each first.
    ///
    /// - Parameter limit: Most jobs returned, 1...1000.
    package func deadJobs(limit: Int = 100) async throws -> [DeadJob] {
        try await read { tx in
            try tx.rows(
                """
                SELECT id, company_id, kind, lane, attempts, last_error, created_at FROM rls$jobs
                WHERE state = 'dead' ORDER BY company_id DESC, id DESC LIMIT \(limit)
                """, DeadJob.init(row:))
        }
    }

    /// Gives the jobs of one kind that were set aside all their tries again, in every company.
    ///
    /// - Returns: How many there were.
    package func replayJobs(kind: String, at now: Moment) async throws -> Int {
        try await driver.write(as: .system) { session in
            try SystemTransaction(session: session).run(
                """
                UPDATE rls$jobs SET state = 'ready', run_at = \(now), attempts = 0
                WHERE state = 'dead' AND kind = \(kind)
                """)
        }
    }

    /// Puts one set-up link in place of every earlier one.
    package func replaceSetupLink(hash: String, expiresAt: Moment) async throws {
        try await driver.write(as: .system) { session in
            let tx = SystemTransaction(session: session)
            try tx.run("DELETE FROM setup_links")
            try tx.run("INSERT INTO setup_links (token_hash, expires_at) VALUES (\(hash), \(expiresAt))")
        }
    }

    /// Uses a set-up link up.
    ///
    /// - Returns: False when it is unknown, used or expired.
    package func takeSetupLink(hash: String, at now: Moment) async throws -> Bool {
        try await driver.write(as: .system) { session in
            try SystemTransaction(session: session).run(
                "DELETE FROM setup_links WHERE token_hash = \(hash) AND expires_at > \(now)") == 1
        }
    }

    /// How many jobs of all companies wait or run, by how urgent they are.
    package func waitingJobs() async throws -> [(priority: Job.Priority, count: Int)] {
        try await read { tx in
            try Job.Priority.allCases.map { priority in
                let count = try tx.first(
                    "SELECT count(*) FROM rls$jobs WHERE priority = \(priority) AND due IS NOT NULL"
                ) { $0.int(0) }
                return (priority, count ?? 0)
            }
        }
    }

    /// How many jobs of all companies are set aside.
    package func countDeadJobs() async throws -> Int {
        try await read { tx in
            try tx.first("SELECT count(*) FROM rls$jobs WHERE state = 'dead'") { $0.int(0) } ?? 0
        }
    }

    private func read<T: Sendable>(_ body: @Sendable (SystemTransaction) throws -> T) async throws -> T {
        try await driver.read(as: .system) { try body(SystemTransaction(session: $0)) }
    }
}
