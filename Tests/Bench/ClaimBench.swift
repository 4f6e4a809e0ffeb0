import Domain
import Storage

/// What a claim of jobs costs while one company has very many due.
struct ClaimBench {
    let report: Report
    let folder: String

    private static let now = Moment(milliseconds: 1_780_000_000_000)
    private static let others = 50

    func run() async throws {
        for count in [1000, 100_000] {
            let driver = try SQLiteDriver(path: "\(folder)/claims-\(count).db")
            let database = Database(driver: driver, ids: IDMaker())
            try await fill(database, count)
            let turns = JobTurns(most: 64)
            let first = try await Measure.best(rounds: 1, times: 1) { try await claim(database, turns) }
            report.figure("the first claim of \(Self.others) companies, \(count) due of one", first.wall / 1e6, "ms")
            let full = try await Measure.best(rounds: 5, times: 100) {
                for _ in 0..<100 { try await claim(database, turns) }
            }
            report.figure("a claim with that one at its limit, \(count) due", full.wall / 1000, "µs")
            await database.close()
        }
    }

    private func claim(_ database: Database, _ turns: JobTurns) async throws {
        let jobs = try await database.system.claimJobs(limit: 512, lease: 60_000, at: Self.now, turns: turns)
        for job in jobs { turns.begin(job.companyID) }
    }

    private func fill(_ database: Database, _ count: Int) async throws {
        for company in 1...Self.others {
            let scope = TenantScope(companyID: Identifier(Int64(company)), actor: .operatorCommand)
            try await database.write(scope) { tx in
                try CompaniesDAO(tx).insert(
                    Company(
                        id: scope.companyID, name: "Pet", slug: "pet-\(company)", isActive: true,
                        settings: CompanySettings(), createdAt: Self.now))
                for number in 0..<(company == 1 ? count : 1) {
                    try JobQueue(tx).enqueue(
                        database.ids.next(), kind: "turn", lane: "chat:\(number)", payload: number, runAt: Self.now,
                        at: Self.now)
                }
            }
        }
    }
}
