import Domain
import Storage

/// What a search of a shop's documents costs, alone in the database and among those of other shops.
struct SearchBench {
    let driver: SQLiteDriver
    let companies: Int
    let report: Report
    private static let documents = 100

    func run(times: Int) async throws {
        let database = Database(driver: driver, ids: IDMaker())
        let writing = try await Measure.best(rounds: 1, times: Self.documents) { try await fill(1, database) }
        report.figure("search: a document of 80 words put in", writing.cpu / 1000, "µs CPU")
        let alone = try await search(database, times: times)
        for company in stride(from: 2, through: min(companies, 40), by: 1) { try await fill(company, database) }
        let among = try await search(database, times: times)
        report.figure("search: three words among \(Self.documents) documents", among.cpu / 1000, "µs CPU")
        report.figure(
            "search: beside \(min(companies, 40) - 1) shops with as many, over alone", among.cpu / alone.cpu, "×",
            goal: "≤ 1.20")
    }

    private func fill(_ company: Int, _ database: Database) async throws {
        let scope = TenantScope(companyID: Identifier(Int64(company)), actor: .worker)
        try await database.write(scope) { tx in
            for number in 1...Self.documents {
                var random = Sequence64(seed: UInt64(number))
                let words = (0..<80).map { _ in Self.word(Int.random(in: 0..<2000, using: &random)) }
                let now = Moment(milliseconds: 1_760_000_000_000)
                try KnowledgeDAO(tx).insert(
                    KnowledgeDocument(
                        id: Identifier(Int64(number)), title: words[0], body: words.joined(separator: " "),
                        createdAt: now, updatedAt: now))
            }
        }
    }

    private func search(_ database: Database, times: Int) async throws -> Measure {
        let scope = TenantScope(companyID: Identifier(1), actor: .worker)
        return try await Measure.best(times: times) {
            var random = Sequence64(seed: 5)
            for _ in 0..<times {
                let question = (0..<3).map { _ in Self.word(Int.random(in: 0..<2000, using: &random)) }
                _ = try await database.read(scope) { tx in
                    try KnowledgeDAO(tx).search(question.joined(separator: " "), limit: 5)
                }
            }
        }
    }

    /// Letters alone, and never one of those that are left out.
    private static func word(_ number: Int) -> String {
        "x" + String(decoding: [number / 676, number / 26 % 26, number % 26].map { UInt8(97 + $0) }, as: UTF8.self)
            + "o"
    }
}
