import Testing

@testable import Storage

extension SQLiteCorpus {
    /// Runs a script, and leaves what it commits.
    func run(_ script: CorpusScript) throws -> [StepResult] {
        var run = ScriptRun(connection: connection)
        for transaction in script.transactions {
            try connection.execute("BEGIN IMMEDIATE")
            try connection.acting(as: transaction.viewer.binding) { session in
                try run.perform(transaction.steps, session)
            }
            try connection.execute(transaction.end.rawValue)
        }
        return run.results
    }
}

/// Prepared statements are the connection's own cache: the same text is the same statement, whoever runs it.
private struct ScriptRun {
    private struct Abandoned: Error {}

    let connection: SQLiteConnection
    var prepared: [String: (text: String, statement: SQLiteStatement)] = [:]
    var results: [StepResult] = []

    mutating func perform(_ steps: [CorpusScript.Step], _ session: any SQLSession) throws {
        for step in steps {
            switch step {
            case .run(let text, let wanted):
                note(text, Seen(connection.probe(text)), wanted)
            case .prepare(let name, let text):
                prepared[name] = (text, try connection.statement(for: SQL(probed: text)))
            case .execute(let name, let wanted):
                let (text, statement) = try #require(prepared[name])
                try #require(connection.statement(for: SQL(probed: text)) === statement, "\(name) was prepared anew")
                note(text, Seen(connection.probe(text)), wanted)
            case .become(let viewer, let wanted):
                note("become \(viewer)", become(viewer), wanted)
            case .cursor(let cursor, let wanted):
                note(cursor.sql, try read(cursor, session), wanted)
            }
        }
    }

    private func become(_ viewer: Viewer) -> Seen {
        do {
            return try connection.acting(as: viewer.binding) { _ in .affected(0) }
        } catch {
            return Seen(ProbeAnswer(error))
        }
    }

    private mutating func read(_ cursor: CorpusScript.Cursor, _ session: any SQLSession) throws -> Seen {
        var rows: [[Cell]] = []
        do {
            _ = try session.rows(SQL(probed: cursor.sql)) { row in
                rows.append((0..<row.columnCount).map { Cell(row.value($0)) })
                guard rows.count == cursor.after else { return }
                try perform(cursor.steps, session)
                if cursor.isAbandoned { throw Abandoned() }
            }
        } catch is Abandoned {}
        return .rows(rows)
    }

    private mutating func note(_ step: String, _ found: Seen, _ wanted: Seen) {
        results.append(StepResult(step: step, found: found, wanted: wanted))
    }
}
