/// Several steps on one connection. See `Fixtures/tenancy/README.md`.
struct CorpusScript: Decodable, Sendable {
    struct Transaction: Decodable, Sendable {
        enum End: String, Decodable, Sendable { case commit, rollback }

        let viewer: Viewer
        let end: End
        let steps: [Step]

        private enum CodingKeys: String, CodingKey { case viewer = "as", end, steps }
    }

    /// A read of rows with other steps between them.
    struct Cursor: Sendable {
        let sql: String
        /// Rows read before `steps` run.
        let after: Int
        let steps: [Step]
        /// True when the rows after that are never read.
        let isAbandoned: Bool
    }

    indirect enum Step: Sendable {
        case run(String, Seen)
        case prepare(String, String)
        case execute(String, Seen)
        case become(Viewer, Seen)
        case cursor(Cursor, Seen)
    }

    let name: String
    let transactions: [Transaction]

    static func load() throws -> [CorpusScript] {
        struct File: Decodable { let scripts: [CorpusScript] }
        return try Corpus.load(File.self, "scripts.json").scripts
    }
}

extension CorpusScript.Step: Decodable {
    private enum Key: CodingKey { case sql, sees, prepare, execute, become, cursor, after, steps, abandon }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let name = try container.decodeIfPresent(String.self, forKey: .prepare) {
            self = .prepare(name, try container.decode(String.self, forKey: .sql))
            return
        }
        let sees = try container.decode(Seen.self, forKey: .sees)
        if let name = try container.decodeIfPresent(String.self, forKey: .execute) {
            self = .execute(name, sees)
        } else if let viewer = try container.decodeIfPresent(Viewer.self, forKey: .become) {
            self = .become(viewer, sees)
        } else if let sql = try container.decodeIfPresent(String.self, forKey: .cursor) {
            let cursor = CorpusScript.Cursor(
                sql: sql, after: try container.decode(Int.self, forKey: .after),
                steps: try container.decode([CorpusScript.Step].self, forKey: .steps),
                isAbandoned: try container.decodeIfPresent(Bool.self, forKey: .abandon) ?? false)
            self = .cursor(cursor, sees)
        } else {
            self = .run(try container.decode(String.self, forKey: .sql), sees)
        }
    }
}

/// A step as it came out, beside what was wanted.
struct StepResult {
    let step: String
    let found: Seen
    let wanted: Seen
}
