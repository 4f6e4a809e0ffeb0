import Domain

/// Chooses which due jobs of one priority are begun, inside the transaction that leases them.
struct JobClaim {
    let tx: SystemTransaction
    let priority: Job.Priority
    let now: Moment

    /// With fewer jobs due than this they are simply begun, oldest first.
    private static let few = 64
    /// Most companies served in one claim; the next goes on with those after them.
    private static let companies = 256

    /// - Parameter others: Chosen in this claim already.
    func due(limit: Int, after others: [Job], turns: JobTurns?) throws -> [Job] {
        guard let turns else { return try oldest(limit: limit) }
        var taken = Dictionary(grouping: others, by: \.companyID).mapValues(\.count)
        func room(_ company: Company.ID) -> Int { turns.room(for: company) - (taken[company] ?? 0) }
        guard try hasMany() else {
            return try oldest(limit: Self.few).filter { job in
                guard room(job.companyID) > 0 else { return false }
                taken[job.companyID, default: 0] += 1
                return true
            }.prefix(limit).map { $0 }
        }
        let free = try companiesInTurn(after: turns.last).filter { room($0) > 0 }
        guard !free.isEmpty else { return [] }
        let share = max(1, limit / free.count)
        var jobs: [Job] = []
        for company in free where jobs.count < limit {
            jobs += try oldest(of: company, limit: min(share, room(company), limit - jobs.count))
            turns.last = company
        }
        return jobs
    }

    private func hasMany() throws -> Bool {
        try tx.first(
            """
            SELECT due FROM rls$jobs WHERE due IS NOT NULL AND priority = \(priority) AND due <= \(now)
            ORDER BY due LIMIT 1 OFFSET \(Self.few)
            """
        ) { $0.int64(0) } != nil
    }

    /// Companies with a due job, those after `last` first. One step in the index for each company, however many jobs
    /// it has.
    private func companiesInTurn(after last: Company.ID?) throws -> [Company.ID] {
        let later = try companies(after: last ?? Identifier(0))
        guard let last, later.count < Self.companies else { return later }
        return later + (try companies(after: Identifier(0)).prefix { $0 <= last })
    }

    private func companies(after last: Company.ID) throws -> [Company.ID] {
        try tx.rows(
            """
            WITH RECURSIVE found (id) AS (
                SELECT (SELECT company_id FROM rls$jobs
                        WHERE due IS NOT NULL AND priority = \(priority) AND company_id > \(last)
                        ORDER BY company_id LIMIT 1)
                UNION ALL
                SELECT (SELECT company_id FROM rls$jobs
                        WHERE due IS NOT NULL AND priority = \(priority) AND company_id > found.id
                        ORDER BY company_id LIMIT 1)
                FROM found WHERE found.id IS NOT NULL)
            SELECT found.id FROM found
            WHERE found.id IS NOT NULL AND EXISTS (
                SELECT 1 FROM rls$jobs j WHERE j.due IS NOT NULL AND j.priority = \(priority)
                  AND j.company_id = found.id AND j.due <= \(now))
            LIMIT \(Self.companies)
            """
        ) { $0.id(0) }
    }

    private static let columns: SQL = "j.id, j.company_id, j.kind, j.lane, j.payload, j.attempts"
    /// Nothing older stands in its lane.
    private static let isFirst: SQL =
        """
        NOT EXISTS (SELECT 1 FROM rls$jobs e
            WHERE e.company_id = j.company_id AND e.lane = j.lane AND e.id < j.id AND e.state <> 'dead')
        """

    private func oldest(limit: Int) throws -> [Job] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM rls$jobs j
            WHERE j.due IS NOT NULL AND j.priority = \(priority) AND j.due <= \(now) AND \(sql: Self.isFirst)
            ORDER BY j.due LIMIT \(limit)
            """, Self.job)
    }

    private func oldest(of company: Company.ID, limit: Int) throws -> [Job] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM rls$jobs j
            WHERE j.due IS NOT NULL AND j.priority = \(priority) AND j.company_id = \(company) AND j.due <= \(now)
              AND \(sql: Self.isFirst)
            ORDER BY j.due LIMIT \(limit)
            """, Self.job)
    }

    private static func job(_ row: Row) -> Job {
        Job(
            id: row.id(0), companyID: row.id(1), kind: row.string(2), lane: row.string(3), payload: row.string(4),
            attempts: row.int(5) + 1)
    }
}
