import Support

@testable import Storage

extension PostgresCorpus {
    /// What is wrong with the wall as the catalogue tells it; empty when nothing is.
    func faults() throws -> [String] {
        let questions = [
            (
                "tables without forced policies",
                """
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
                WHERE c.relkind = 'r' AND (c.relname = 'companies' OR EXISTS (
                    SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'company_id'))
                  AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
                    SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'
                      AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL))
                """
            ),
            (
                "policies that add to one another",
                "SELECT polrelid::regclass::text FROM pg_policy GROUP BY polrelid HAVING count(*) > 1"
            ),
            (
                "roles that stand above policies",
                """
                SELECT rolname FROM pg_roles WHERE rolname LIKE 'auzap%' AND (rolsuper OR rolbypassrls OR rolcreaterole)
                """
            ),
            (
                "tables of the tenants' own role",
                "SELECT relname FROM pg_class WHERE relowner = '\(PostgresWall.role)'::regrole"
            ),
            (
                "tables outside the wall that the tenants' role may touch",
                """
                SELECT relname FROM pg_class WHERE relname IN ('migrations', 'setup_links', 'audit_log')
                  AND has_table_privilege('\(PostgresWall.role)', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                """
            ),
            (
                "foreign keys without the company",
                """
                SELECT conname FROM pg_constraint WHERE contype = 'f'
                  AND (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) <> 'company_id'
                """
            ),
        ]
        return try questions.flatMap { name, question -> [String] in
            guard case .rows(_, let rows) = try admin.must(question) else { return [name] }
            return rows.map { "\(name): \($0.map(Cell.init))" }
        }
    }

    /// Rows that the owner of the tables sees without a company: FORCE leaves none.
    func rowsSeenByOwner() throws -> Int {
        try admin.must("SET ROLE \(Self.owner)")
        defer { _ = admin.run("RESET ROLE") }
        return try Schema.tenantTables.reduce(0) { sum, table in
            guard case .rows(_, let rows) = try admin.must("SELECT count(*) FROM \(table)"),
                case .integer(let count)? = rows.first?.first
            else { return sum + 1 }
            return sum + Int(count)
        }
    }
}
