import Domain
import Foundation
import Testing

@testable import Storage

/// What `auzap sql` is made of.
@Suite struct ProbeTests {
    /// A file with the corpus's rows, deleted with this object.
    private final class File {
        let path: String
        init() async throws { path = try await SQLiteCorpus.makeFile() }
        deinit { SQLiteCorpus.remove(path) }

        func company(_ id: Int64, limit: Duration = .seconds(30)) throws -> Probe {
            try Probe(path: path, as: .company(Company.ID(id)), limit: limit)
        }
        func system() throws -> Probe { try Probe(path: path, as: .system(actor: "ana")) }
    }

    @Test("each statement is answered by one line of JSON")
    func lines() async throws {
        let file = try await File()
        let probe = try file.company(1)
        let lines = [
            "SELECT id, nome, telefone FROM tutors WHERE id >= 3 ORDER BY id",
            "UPDATE tutors SET is_vip = 1 WHERE id = 21",
            "UPDATE tutors SET is_vip = 1 WHERE id = 11 RETURNING id",
            "INSERT INTO tutors (id, nome, created_at, updated_at) VALUES (1, 'X', 1, 1)",
            "SELECT * FROM rls$tutors",
            "UPDATE tutors SET company_id = 2",
            "SELECT 1.5, x'00ff', 9e999, 'aspas \" e \\ e\n'",
        ].map { probe.run($0).jsonLine }
        probe.close()
        #expect(
            lines == [
                #"{"kind":"rows","columns":["id","nome","telefone"],"rows":[[3,"Carla",null],[11,"Segredo Um","11911"]]}"#,
                #"{"kind":"affected","n":0}"#,
                #"{"kind":"rows","columns":["id"],"rows":[[11]]}"#,
                #"{"kind":"error","class":"unique","message":"unique: tutors.id"}"#,
                #"{"kind":"error","class":"permission","message":"the text names what is below the wall"}"#,
                #"{"kind":"error","class":"rls_check","message":"rls: tutors update"}"#,
                #"{"kind":"rows","columns":["1.5","x'00ff'","9e999","'aspas \" e \\ e\n'"],"#
                    + #""rows":[[1.5,{"hex":"00ff"},"inf","aspas \" e \\ e\n"]]}"#,
            ])
    }

    @Test("every line is JSON and one line, whatever a value holds", arguments: 0..<0x250)
    func quoting(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(code == 0x24F ? 0x2028 : code))
        let line = ProbeAnswer.rows(columns: ["c"], rows: [[.text("a\(Character(scalar))b")]]).jsonLine
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect((object["rows"] as? [[String]])?.first?.first == "a\(Character(scalar))b")
    }

    @Test("each class of error is named as documented")
    func classes() async throws {
        let file = try await File()
        let probe = try file.company(1)
        let wanted: [(String, ProbeAnswer.ErrorClass)] = [
            ("PRAGMA user_version", .permission),
            ("INSERT INTO tutors (company_id, id) VALUES (2, 1)", .rlsCheck),
            (
                "INSERT INTO users (id, email, name, password_hash, role, created_at) VALUES (9, 'dona@dois.example', '', '', 'staff', 1)",
                .unique
            ),
            ("UPDATE pets SET tutor_id = 999", .foreignKey),
            ("UPDATE pets SET nome = NULL", .notNull),
            ("UPDATE pets SET porte = 'enorme'", .check),
            ("SELEC 1", .permission),
            ("SELECT FROM FROM", .syntax),
            ("SELECT 1; SELECT 2", .syntax),
            (
                "INSERT INTO tutors (id, nome, created_at, updated_at) VALUES (1, 'X', 1, 1) ON CONFLICT DO NOTHING",
                .unsupported
            ),
            ("SELECT json_extract('x', '$')", .other),
        ]
        for (text, kind) in wanted {
            guard case .error(kind, let message) = probe.run(text) else {
                Issue.record("\(text): \(probe.run(text))")
                continue
            }
            #expect(!message.contains("rls$"), "\(message)")
        }
        probe.close()
    }

    @Test("begin, commit and rollback hold a transaction over several statements")
    func transactions() async throws {
        let file = try await File()
        let probe = try file.company(1)
        let count = "SELECT count(*) FROM outbox"
        #expect(probe.run("BEGIN") == .affected(0))
        #expect(probe.run("DELETE FROM outbox") == .affected(1))
        #expect(probe.run("SELECT nope") == .error(.syntax, message: "no such column: nope"))
        #expect(probe.run("rollback;") == .affected(0))
        #expect(probe.run(count) == .rows(columns: ["count(*)"], rows: [[.integer(1)]]))
        #expect(probe.run("begin transaction") == .affected(0))
        #expect(probe.run("begin") == .error(.other, message: "a transaction is open already"))
        #expect(probe.run("DELETE FROM outbox") == .affected(1))
        #expect(probe.run("Commit") == .affected(0))
        #expect(probe.run("commit") == .error(.other, message: "no transaction is open"))
        #expect(probe.run("-- begin") == .error(.syntax, message: "no statement"))
        #expect(!probe.close())
        let next = try file.company(1)
        #expect(next.run(count) == .rows(columns: ["count(*)"], rows: [[.integer(0)]]))
        next.close()
    }

    @Test("what is left open at the end of input is undone")
    func leftOpen() async throws {
        let file = try await File()
        let probe = try file.company(1)
        _ = probe.run("begin")
        #expect(probe.run("DELETE FROM outbox") == .affected(1))
        #expect(probe.close())
        let next = try file.company(1)
        #expect(next.run("DELETE FROM outbox") == .affected(1))
        next.close()
    }

    @Test("while a server holds the file it cannot be opened, and afterwards it can")
    func lock() async throws {
        let file = try await File()
        let driver = try SQLiteDriver(path: file.path, readers: 1)
        let failure = #expect(throws: StorageError.self) { try file.company(1) }
        guard case .locked? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        await driver.close()
        try file.company(1).close()
    }

    @Test("while it is open the file is not marked as left in order, so that a crash is noticed")
    func cleanMark() async throws {
        let file = try await File()
        await (try SQLiteDriver(path: file.path, readers: 1)).close()
        let mark = SQLiteDriver.cleanMark(of: file.path)
        #expect(FileManager.default.fileExists(atPath: mark))
        let probe = try file.company(1)
        #expect(!FileManager.default.fileExists(atPath: mark))
        probe.close()
        #expect(FileManager.default.fileExists(atPath: mark))
    }

    @Test("a file that is not there is not made")
    func absent() throws {
        let path = NSTemporaryDirectory() + "auzap-absent-\(UUID().uuidString).db"
        #expect(throws: StorageError.self) { try Probe(path: path, as: .company(Company.ID(1))) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("a company that does not exist is told, and sees nothing")
    func unknownCompany() async throws {
        let file = try await File()
        let probe = try file.company(99)
        #expect(!probe.hasCompany)
        #expect(probe.run("SELECT id FROM tutors") == .rows(columns: ["id"], rows: []))
        probe.close()
        let known = try file.company(2)
        #expect(known.hasCompany)
        known.close()
    }

    @Test("outside the wall every statement is written down, also one that fails or is undone")
    func audit() async throws {
        let file = try await File()
        let probe = try file.system()
        let texts = [
            "SELECT count(*) FROM rls$tutors", "SELECT nope", "begin", "DELETE FROM rls$outbox", "rollback", "BEGIN",
            "UPDATE rls$companies SET name = 'X' WHERE id = 2", "COMMIT", "SAVEPOINT mine",
        ]
        let answers = texts.map(probe.run)
        #expect(answers[0] == .rows(columns: ["count(*)"], rows: [[.integer(9)]]))
        #expect(answers[3] == .affected(2))
        #expect(probe.close())
        let next = try file.system()
        let log = next.run("SELECT actor, act, detail FROM audit_log ORDER BY id")
        next.close()
        let wanted = texts + ["ROLLBACK", "SELECT actor, act, detail FROM audit_log ORDER BY id"]
        #expect(
            log
                == .rows(
                    columns: ["actor", "act", "detail"],
                    rows: wanted.map { [.text("ana"), .text("sql.system"), .text($0)] }))
    }

    @Test("a company's statements are not written to the audit log, and cannot read it")
    func companyAudit() async throws {
        let file = try await File()
        let probe = try file.company(1)
        guard case .error(.permission, _) = probe.run("SELECT * FROM audit_log") else {
            Issue.record("the audit log is visible")
            return
        }
        probe.close()
        let system = try file.system()
        #expect(
            system.run("SELECT count(*) FROM audit_log WHERE detail LIKE '%FROM audit_log'")
                == .rows(columns: ["count(*)"], rows: [[.integer(0)]]))
        system.close()
    }

    @Test("a statement that never ends is ended")
    func endless() async throws {
        let file = try await File()
        let probe = try file.company(1, limit: .milliseconds(50))
        let answer = probe.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
        guard case .error(.other, _) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(probe.run("SELECT 1") == .rows(columns: ["1"], rows: [[.integer(1)]]))
        probe.close()
    }

    @Test("an answer of too many rows is an error, not a part of the rows")
    func manyRows() async throws {
        let file = try await File()
        let probe = try file.company(1)
        let text = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100001) SELECT i FROM n"
        guard case .error(.unsupported, _) = probe.run(text) else {
            Issue.record("100 001 rows were given")
            return
        }
        probe.close()
    }
}
