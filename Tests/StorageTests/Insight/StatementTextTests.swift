import Testing

@testable import Storage

@Suite struct StatementTextTests {
    @Test(
        "a text folds to one line, its lists of binds shortened",
        arguments: [
            ("SELECT a\n  FROM t -- c\n WHERE b = ?", "select a from t where b = ?"),
            ("SELECT a FROM t WHERE b IN (?, ?, ?)", "select a from t where b in (?…)"),
            ("INSERT INTO t (a, b) VALUES (?, ?), (?, ?)", "insert into t (a, b) values (?…)"),
            ("SELECT 'It''s ?' /* ? */ , 1.5", "select 'It''s ?', 1.5"),
            ("SELECT a.b FROM \"A\" a WHERE a.b<>?", "select a.b from a a where a.b <> ?"),
            ("SELECT 'open", "select 'open"),
            ("/* open", ""),
        ])
    func folding(text: String, folded: String) {
        #expect(SQLWord.folded(SQLWord.split(text)) == folded)
    }

    @Test("tables, conditions and order are read through aliases")
    func outline() {
        let outline = StatementOutline(
            SQLWord.split(
                """
                SELECT a.id FROM appointments a JOIN rls$tutors AS t ON t.id = a.tutor_id
                WHERE a.status = ? AND a.preco > ? AND ? = t.nome AND lower(a.observacoes) = ?
                ORDER BY a.data_agendamento, a.id LIMIT ?
                """))
        #expect(outline.tables == ["appointments", "tutors"])
        #expect(
            outline.equalities.map { "\($0.table).\($0.name)" } == [
                "tutors.id", "appointments.tutor_id", "appointments.status", "tutors.nome",
            ])
        #expect(outline.ranges.map(\.name) == ["preco"])
        #expect(outline.order.map(\.name) == ["data_agendamento", "id"])
        #expect(!outline.isWrite)
        #expect(outline.table(named: "t") == "tutors")
    }

    @Test("hostile text takes linear time and ends", arguments: ["'", "\"", "(?,", "/*", "--\n", "a.", "??", "é"])
    func hostile(part: String) {
        let text = String(repeating: part, count: 200_000)
        let start = ContinuousClock.now
        _ = SQLWord.folded(SQLWord.split(text))
        #expect(start.duration(to: .now) < .seconds(20))
    }

    @Test("the ledger is bounded, and leaves out what is no query and what is over-long")
    func ledger() {
        let ledger = StatementLedger(limit: 10)
        for number in 0..<1000 { _ = ledger.record(of: "SELECT \(number)", isSystem: false) }
        #expect(ledger.all.count == 10)
        #expect(ledger.record(of: "CREATE TABLE t (a)", isSystem: true) == nil)
        #expect(ledger.record(of: "PRAGMA user_version", isSystem: true) == nil)
        #expect(ledger.record(of: "SELECT " + String(repeating: "1", count: 20_000), isSystem: true) == nil)
        let inside = ledger.record(of: "SELECT a IN (?, ?)", isSystem: false)
        #expect(ledger.record(of: "SELECT a IN (?, ?, ?)", isSystem: false) === inside)
        #expect(ledger.record(of: "SELECT a IN (?, ?)", isSystem: true) !== inside)
    }
}
