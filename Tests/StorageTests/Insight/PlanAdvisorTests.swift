import Testing

@testable import Storage

@Suite struct PlanAdvisorTests {
    let advisor = PlanAdvisor(largeTable: 1000)

    func advice(
        _ sql: String, _ plan: [String], isSystem: Bool = false, isSlow: Bool = false, rows: Int = 5000
    ) -> [PlanAdvice] {
        advisor.advice(
            on: plan, for: StatementOutline(SQLWord.split(sql)), isSystem: isSystem, isSlow: isSlow
        ) { _, wanted in rows >= wanted }
    }

    @Test("a scan of a large tenant table is told with the index that would help")
    func scan() {
        let found = advice(
            "SELECT j.id FROM rls$jobs j WHERE j.kind = ? AND j.run_at < ?", ["SCAN j"], isSystem: true)
        #expect(found.map(\.kind) == [.scan])
        #expect(found.first?.table == "jobs")
        #expect(
            found.first?.suggestion == "CREATE INDEX rls$jobs_by_kind_run_at ON rls$jobs (company_id, kind, run_at)")
    }

    @Test("inside the wall, where all tables go by one alias, a scan of any large one is told")
    func scanAmongSeveral() {
        let found = advice(
            "SELECT p.id FROM pets p JOIN tutors t ON t.id = p.tutor_id JOIN jobs j ON j.id = t.id",
            ["SCAN rls$b", "SEARCH rls$b USING PRIMARY KEY (company_id=? AND id=?)"])
        #expect(found.map(\.kind) == [.scan])
    }

    @Test("a scan of a small table, of a table of no company, and of gathered rows is passed over")
    func harmless() {
        #expect(advice("SELECT 1 FROM rls$jobs", ["SCAN rls$jobs"], isSystem: true, rows: 1000) == [])
        #expect(advice("SELECT 1 FROM migrations", ["SCAN migrations"], isSystem: true) == [])
        #expect(advice("UPDATE tutors SET nome = ? WHERE id = ?", ["SCAN tutors"]) == [])
        #expect(advice("SELECT 1 FROM json_each(?)", ["SCAN json_each VIRTUAL TABLE INDEX 1:"], isSystem: true) == [])
        #expect(advice("VALUES (1), (2)", ["SCAN 2 CONSTANT ROWS"]) == [])
    }

    @Test("reading all of a company is told only when it was slow, and names the table by its index")
    func company() {
        let sql = "SELECT p.id FROM pets p JOIN tutors t ON t.id = p.tutor_id WHERE t.nome = ? ORDER BY p.id"
        let plan = [
            "SEARCH rls$b USING INDEX sqlite_autoindex_rls$pets_1 (company_id=?)",
            "SEARCH rls$b USING INDEX sqlite_autoindex_rls$tutors_1 (company_id=? AND id=?)",
        ]
        #expect(advice(sql, plan) == [])
        let found = advice(sql, plan, isSlow: true)
        #expect(found.map(\.kind) == [.companyScan])
        #expect(found.first?.table == "pets")
        #expect(found.first?.suggestion == "CREATE INDEX rls$pets_by_tutor_id ON rls$pets (company_id, tutor_id)")
    }

    @Test("sorting apart is told with the order as the index's last columns")
    func sorting() {
        let found = advice(
            "SELECT id FROM appointments WHERE status = ? AND preco > ? ORDER BY data_agendamento, id",
            [
                "SEARCH rls$b USING INDEX rls$appointments_by_day (company_id=?)", "USE TEMP B-TREE FOR ORDER BY",
            ])
        #expect(found.map(\.kind) == [.temporarySort])
        #expect(
            found.first?.suggestion
                == "CREATE INDEX rls$appointments_by_status_data_agendamento_id ON rls$appointments "
                + "(company_id, status, data_agendamento, id)")
    }

    @Test("an index made for one run is told")
    func automatic() {
        let found = advice(
            "SELECT 1 FROM pets p JOIN tutors t ON t.nome = p.nome",
            ["SEARCH t USING AUTOMATIC COVERING INDEX (nome=?)"])
        #expect(found.map(\.kind) == [.automaticIndex])
    }
}
