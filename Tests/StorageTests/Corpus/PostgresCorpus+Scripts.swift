import Support

extension PostgresCorpus {
    /// Runs a script, and leaves what it commits.
    func run(_ script: CorpusScript) throws -> [StepResult] {
        var run = ScriptRun(session: session)
        for transaction in script.transactions {
            try begin(transaction.viewer)
            try run.perform(transaction.steps)
            try session.must(transaction.end.rawValue)
        }
        try session.must("DEALLOCATE ALL")
        return run.results
    }
}

private struct ScriptRun {
    let session: PostgresSession
    var results: [StepResult] = []
    private var cursors = 0

    init(session: PostgresSession) { self.session = session }

    mutating func perform(_ steps: [CorpusScript.Step]) throws {
        for step in steps {
            switch step {
            case .run(let text, let wanted): note(text, try kept(text), wanted)
            case .prepare(let name, let text): try session.must("PREPARE \(name) AS \(text)")
            case .execute(let name, let wanted): note(name, try kept("EXECUTE \(name)"), wanted)
            case .become(let viewer, let wanted):
                let id = viewer.companyID.map { "\($0)" } ?? "NULL"
                note("become \(viewer)", try kept("SELECT set_current_company(\(id))"), wanted)
            case .cursor(let cursor, let wanted): note(cursor.sql, try read(cursor), wanted)
            }
        }
    }

    /// An error undoes its own statement alone, as on SQLite.
    private func kept(_ text: String) throws -> Seen {
        try session.must("SAVEPOINT step")
        let answer = session.run(text)
        if case .error = answer { try session.must("ROLLBACK TO SAVEPOINT step") }
        try session.must("RELEASE SAVEPOINT step")
        return Seen(answer)
    }

    private mutating func read(_ cursor: CorpusScript.Cursor) throws -> Seen {
        cursors += 1
        let name = "cursor\(cursors)"
        try session.must("DECLARE \(name) CURSOR FOR \(cursor.sql)")
        let first = Seen(try session.must("FETCH \(cursor.after) FROM \(name)"))
        try perform(cursor.steps)
        guard !cursor.isAbandoned, case .rows(let begun) = first,
            case .rows(let rest) = Seen(try session.must("FETCH ALL FROM \(name)"))
        else { return first }
        return .rows(begun + rest)
    }

    private mutating func note(_ step: String, _ found: Seen, _ wanted: Seen) {
        results.append(StepResult(step: step, found: found, wanted: wanted))
    }
}
