import Support
import Testing

@testable import Storage

/// The proof of the wall: statements good, sloppy and hostile, each with what two companies and nobody see of it.
@Suite struct CorpusTests {
    @Test("each viewer sees of every statement what the corpus says, and no other company's row changes")
    func sqlite() async throws {
        let corpus = try await SQLiteCorpus.make()
        let before = try corpus.state()
        for example in try Corpus.cases() {
            for viewer in Viewer.allCases {
                let found = try corpus.observe(example, as: viewer)
                let wanted = example.sees.sees[viewer]
                #expect(example.ordered(found.seen) == wanted.map(example.ordered), "\(example.title) as \(viewer)")
                #expect(
                    found.state.rows(notOf: viewer) == before.rows(notOf: viewer),
                    "\(example.title) as \(viewer) changed rows of others")
            }
        }
        #expect(try corpus.state() == before)
    }

    @Test("scripts of several steps: prepared statements, open cursors and what is left behind")
    func sqliteScripts() async throws {
        let corpus = try await SQLiteCorpus.make()
        let before = try corpus.state()
        for script in try CorpusScript.load() {
            for result in try corpus.run(script) {
                #expect(result.found == result.wanted, "\(script.name): \(result.step)")
            }
            #expect(try corpus.state() == before, "\(script.name) left something behind")
        }
    }

    @Test("the driver that the server uses shows the same, reading and writing")
    func driver() async throws {
        let path = try await SQLiteCorpus.makeFile()
        defer { SQLiteCorpus.remove(path) }
        let driver = try SQLiteDriver(path: path, readers: 2)
        for example in try Corpus.cases() {
            for viewer in Viewer.allCases {
                let wanted = example.sees.sees[viewer].map(example.ordered)
                let written = try await driver.observe(example, as: viewer)
                #expect(example.ordered(written) == wanted, "\(example.title) as \(viewer), by the writer")
                guard case .rows? = wanted, !example.writes else { continue }
                let read = try await driver.read(as: viewer.binding) { example.run(on: $0) }
                #expect(example.ordered(read) == wanted, "\(example.title) as \(viewer), by a reader")
            }
        }
        await driver.close()
    }

    @Test("Postgres with hardened policies shows every viewer the same, and is left in the same state")
    func postgres() async throws {
        let lite = try await SQLiteCorpus.make()
        guard let postgres = try await PostgresCorpus.make(columns: lite.columns) else { return }
        do {
            try compare(lite, postgres)
        } catch {
            await postgres.stop()
            throw error
        }
        await postgres.stop()
    }

    private func compare(_ lite: SQLiteCorpus, _ postgres: PostgresCorpus) throws {
        let before = try postgres.state()
        #expect(before == (try lite.state()), "the seeds differ")
        #expect(try postgres.faults() == [])
        #expect(try postgres.rowsSeenByOwner() == 0)
        for example in try Corpus.cases() {
            for viewer in Viewer.allCases {
                let there = try postgres.observe(example, as: viewer)
                let wanted = example.postgres?.sees?.sees[viewer] ?? example.sees.sees[viewer]
                let title = "\(example.title) as \(viewer)"
                #expect(example.ordered(there.seen) == wanted.map(example.ordered), "\(title) on Postgres")
                #expect(
                    there.state.rows(notOf: viewer) == before.rows(notOf: viewer), "\(title) changed rows of others")
                if example.postgres == nil {
                    #expect(try lite.observe(example, as: viewer).state == there.state, "\(title) left another state")
                }
            }
        }
        for script in try CorpusScript.load() {
            for result in try postgres.run(script) {
                #expect(result.found == result.wanted, "\(script.name): \(result.step) on Postgres")
            }
        }
        #expect(try postgres.state() == before)
    }
}

extension CorpusCase {
    fileprivate func ordered(_ seen: Seen) -> Seen { isOrdered ? seen : seen.sorted }

    fileprivate var writes: Bool { sql.contains("RETURNING") }

    fileprivate func run(on session: any SQLSession) -> Seen {
        guard let connection = session as? SQLiteConnection else { return .error("not SQLite") }
        return Seen(connection.probe(sql, binds?.map(\.sqlValue) ?? []))
    }
}

extension SQLiteDriver {
    private struct Undone: Error { let seen: Seen }

    /// Runs a case as a write that fails afterwards, so that it leaves nothing.
    fileprivate func observe(_ example: CorpusCase, as viewer: Viewer) async throws -> Seen {
        do {
            return try await write(as: viewer.binding) { session in throw Undone(seen: example.run(on: session)) }
        } catch let undone as Undone {
            return undone.seen
        }
    }
}
