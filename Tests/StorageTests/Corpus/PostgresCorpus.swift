import Domain
import Foundation
import Support

@testable import Storage

/// The hardened Postgres schema with the corpus's rows in it, on a server of its own.
final class PostgresCorpus {
    private let server: PostgresServer
    let admin: PostgresSession
    let session: PostgresSession
    /// Most cases change nothing, and the same text means the same.
    private var lastState: (text: String, state: CorpusState)?
    static let owner = "auzap_owner"
    private static let database = "auzap"

    /// Nil where Postgres is not installed.
    static func make(columns: [String: [String]]) async throws -> PostgresCorpus? {
        guard let server = try await PostgresServer.start() else { return nil }
        do {
            return try PostgresCorpus(server, columns: columns)
        } catch {
            await server.stop()
            throw error
        }
    }

    private init(_ server: PostgresServer, columns: [String: [String]]) throws {
        self.server = server
        let first = try PostgresSession(server, user: "postgres", database: "postgres")
        try first.must("CREATE DATABASE \(Self.database)")
        admin = try PostgresSession(server, user: "postgres", database: Self.database)
        for text in PostgresWall.preparation(owner: Self.owner, database: Self.database) { try admin.must(text) }
        try admin.must("SET ROLE \(Self.owner)")
        for script in PostgresWall(migrations: Schema.migrations, owner: Self.owner).statements {
            let end = script.hasSuffix(";") ? "" : ";"
            try admin.must("DO $corpus$ BEGIN\n\(script)\(end)\nEND $corpus$")
        }
        try admin.must("RESET ROLE")
        for text in Self.observer(columns) { try admin.must(text) }
        session = try PostgresSession(server, user: PostgresWall.role, database: Self.database)
        let seed = try CorpusSeed.load()
        for viewer in [Viewer.one, .two] {
            try begin(viewer)
            for text in seed.statements(for: viewer) { try session.must(text) }
            try session.must("COMMIT")
        }
    }

    func stop() async { await server.stop() }

    /// Runs a case and undoes it.
    func observe(_ example: CorpusCase, as viewer: Viewer) throws -> Observation {
        try begin(viewer)
        defer { _ = session.run("ROLLBACK") }
        try session.must("SAVEPOINT example")
        let text = example.postgres?.sql ?? Self.numbered(example.sql, example.binds?.count ?? 0)
        let answer = session.run(text, example.binds?.map(\.sqlValue) ?? [])
        if case .error = answer { try session.must("ROLLBACK TO SAVEPOINT example") }
        return Observation(seen: Seen(answer), state: try state())
    }

    func begin(_ viewer: Viewer) throws {
        try session.must("BEGIN")
        if let id = viewer.companyID { try session.must("SELECT set_current_company(\(id))") }
    }

    func state() throws -> CorpusState {
        guard case .rows(_, let rows) = try session.must("SELECT corpus.state()"),
            case .text(let text)? = rows.first?.first
        else { return [:] }
        if let lastState, lastState.text == text { return lastState.state }
        let state = try JSONDecoder().decode(CorpusState.self, from: Data(text.utf8))
        lastState = (text, state)
        return state
    }

    /// A function of the superuser, whom row level security does not bind: the state inside the case's transaction.
    private static func observer(_ columns: [String: [String]]) -> [String] {
        let tables = columns.sorted { $0.key < $1.key }.map { table, columns in
            let names = columns.joined(separator: ", ")
            let row = "json_build_array(\(names))"
            return "'\(table)', (SELECT coalesce(json_agg(\(row) ORDER BY \(names)), '[]') FROM public.\(table))"
        }
        return [
            "CREATE SCHEMA corpus", "GRANT USAGE ON SCHEMA corpus TO \(PostgresWall.role)",
            """
            CREATE FUNCTION corpus.state() RETURNS text LANGUAGE sql SECURITY DEFINER
            AS $$ SELECT json_build_object(\(tables.joined(separator: ", ")))::text $$
            """,
        ]
    }

    /// `?` as `$1`, `$2` …; no statement with values has a question mark elsewhere.
    static func numbered(_ text: String, _ count: Int) -> String {
        guard count > 0 else { return text }
        let parts = text.components(separatedBy: "?")
        return parts.dropFirst().enumerated().reduce(parts[0]) { $0 + "$\($1.offset + 1)" + $1.element }
    }
}
