import Domain

/// Counts of visits kept by triggers on the table of visits itself, so that no write can forget them: they change
/// in its very statement, whoever wrote it. A row is there while it counts at least one visit.
///
/// The triggers are made anew with each migration and looked for at each start, as the tenant wall is.
struct KeptFigures: Sendable {
    static let counted = "appointments"
    /// Says how many rows the statement before it changed, which its caller did not mean.
    static let uncounted = "uncounted"

    /// Where the counts are.
    let table: String
    /// What they are counted by, in that table.
    let key: String
    /// The same in the table of visits.
    let source: String

    private static let every = [
        KeptFigures(table: "daily_figures", key: "day", source: "data_agendamento"),
        KeptFigures(table: "tutor_figures", key: "tutor_id", source: "tutor_id"),
        KeptFigures(table: "service_figures", key: "service_id", source: "service_id"),
    ]

    /// Those whose tables a list of migrations makes.
    static func all(of migrations: [Migration]) -> [KeptFigures] {
        let tables = migrations.flatMap(\.tenantTables)
        return every.filter { tables.contains($0.table) }
    }

    private static let statuses = Appointment.Status.allCases.map(\.rawValue)
    private static let columns = statuses + ["receita"]
    private static let none = statuses.joined(separator: " + ") + " = 0"

    /// What one visit adds to each column.
    private static func measures(_ row: String) -> [String] {
        statuses.map { "CASE \(row).status WHEN '\($0)' THEN 1 ELSE 0 END" }
            + ["CASE \(row).status WHEN '\(Appointment.Status.done.rawValue)' THEN \(row).preco ELSE 0 END"]
    }

    private static func changes(_ terms: (sign: String, row: String)...) -> String {
        columns.enumerated().map { index, column in
            "\(column) = \(column)" + terms.map { " \($0.sign) \(measures($0.row)[index])" }.joined()
        }.joined(separator: ", ")
    }

    private func place(_ row: String) -> String { "company_id = \(row).company_id AND \(key) = \(row).\(source)" }
}

// MARK: - SQLite

extension KeptFigures {
    var parts: [TenantWall.Part] {
        let stays = "NEW.company_id IS OLD.company_id AND NEW.\(source) IS OLD.\(source)"
        return [
            trigger("insert", "INSERT", add),
            trigger("delete", "DELETE", take),
            trigger(
                "change", "UPDATE", when: "\(stays) AND (NEW.status IS NOT OLD.status OR NEW.preco IS NOT OLD.preco)",
                [update(Self.changes((sign: "-", row: "OLD"), (sign: "+", row: "NEW")), "NEW")]),
            trigger("move", "UPDATE", when: "NOT (\(stays))", take + add),
        ]
    }

    private var base: String { "\"\(TenantWall.prefix)\(table)\"" }

    private var add: [String] {
        [
            """
            INSERT INTO \(base) (company_id, \(key)) SELECT NEW.company_id, NEW.\(source)
            WHERE NOT EXISTS (SELECT 1 FROM \(base) WHERE \(place("NEW")))
            """,
            update(Self.changes((sign: "+", row: "NEW")), "NEW"),
        ]
    }

    private var take: [String] {
        [
            update(Self.changes((sign: "-", row: "OLD")), "OLD"),
            "DELETE FROM \(base) WHERE \(place("OLD")) AND \(Self.none)",
        ]
    }

    private func update(_ changes: String, _ row: String) -> String {
        "UPDATE \(base) SET \(changes) WHERE \(place(row))"
    }

    private func trigger(
        _ act: String, _ event: String, when condition: String? = nil, _ statements: [String]
    ) -> TenantWall.Part {
        let name = "\(TenantWall.prefix)\(Self.counted)_\(table)_\(act)"
        let body = statements.map { "\($0);\nSELECT \(Self.uncounted)(changes());" }.joined(separator: "\n")
        let guarded = condition.map { " WHEN \($0)" } ?? ""
        return TenantWall.Part(
            name: name,
            text: """
                CREATE TRIGGER "\(name)" AFTER \(event) ON "\(TenantWall.prefix)\(Self.counted)"\(guarded) BEGIN
                \(body) END
                """)
    }
}

// MARK: - Postgres

extension KeptFigures {
    /// One function and its trigger. An upsert and not a look before: two transactions may meet on a day's first visit.
    var postgres: [String] {
        let names = ([key] + Self.columns).joined(separator: ", ")
        let sums = Self.columns.map { "\($0) = f.\($0) + excluded.\($0)" }.joined(separator: ", ")
        return [
            """
            CREATE FUNCTION keep_\(table)() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
            BEGIN
              IF TG_OP <> 'INSERT' THEN
                UPDATE \(table) SET \(Self.changes((sign: "-", row: "OLD"))) WHERE \(place("OLD"));
              END IF;
              IF TG_OP <> 'DELETE' THEN
                INSERT INTO \(table) AS f (company_id, \(names))
                VALUES (NEW.company_id, NEW.\(source), \(Self.measures("NEW").joined(separator: ", ")))
                ON CONFLICT (company_id, \(key)) DO UPDATE SET \(sums);
              END IF;
              IF TG_OP <> 'INSERT' THEN
                DELETE FROM \(table) WHERE \(place("OLD")) AND \(Self.none);
              END IF;
              RETURN NULL;
            END $$
            """,
            """
            CREATE TRIGGER keep_\(table) AFTER INSERT OR UPDATE OR DELETE ON \(Self.counted)
            FOR EACH ROW EXECUTE FUNCTION keep_\(table)()
            """,
        ]
    }
}
