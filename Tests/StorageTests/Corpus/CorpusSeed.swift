/// Rows that both companies have before each case: `Fixtures/tenancy/seed.json`.
struct CorpusSeed: Decodable {
    /// Run as each company in turn, so that both have rows of equal ids and contents.
    let both: [String]
    let one: [String]
    let two: [String]

    static func load() throws -> CorpusSeed { try Corpus.load(CorpusSeed.self, "seed.json") }

    func statements(for viewer: Viewer) -> [String] { viewer == .one ? one + both : two + both }
}

/// All rows of all companies, by table: what is there, whoever may see it.
typealias CorpusState = [String: [[Cell]]]

extension CorpusState {
    /// Rows that are not this viewer's own. The company is in the first column of every tenant table.
    func rows(notOf viewer: Viewer) -> CorpusState {
        mapValues { rows in rows.filter { $0.first != viewer.companyID.map { .number(Double($0.rawValue)) } } }
    }
}

/// A case as one engine ran it.
struct Observation {
    let seen: Seen
    let state: CorpusState
}
