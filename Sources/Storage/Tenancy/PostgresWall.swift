/// The tenant wall on Postgres: the same tables, made from the same migrations, behind row level security.
///
/// Run by the owner of an empty database, once. The program then signs in as `role`, which owns nothing and is
/// exempt from nothing.
struct PostgresWall {
    static let role = "auzap_tenant"
    static let setting = "app.current_company_id"

    let migrations: [Migration]
    /// Who owns the tables and functions: neither a superuser nor `role`.
    let owner: String

    /// Every statement, in order.
    var statements: [String] {
        Self.functions(owner: owner) + [Migration.journal] + tables
            + migrations.flatMap(\.tenantTables).flatMap(policies)
            + KeptFigures.all(of: migrations).flatMap(\.postgres) + grants
    }

    /// The migrations' own text: a base table has the plain name here and no order of its own, and the generated column
    /// is stored, since Postgres 15 has no virtual ones.
    private var tables: [String] {
        migrations.map { step in
            step.text.replacing(TenantWall.prefix, with: "").replacing(") VIRTUAL", with: ") STORED")
                .replacing(") WITHOUT ROWID;", with: ");")
        }
    }

    /// Reading the company, and setting it once for each transaction.
    ///
    /// Absent and empty both read as NULL, which no row equals. Setting it again to another company fails: an open
    /// cursor would go on with the next one's rows, and injected text could step into another company.
    private static func functions(owner: String) -> [String] {
        [
            """
            CREATE FUNCTION get_current_company() RETURNS BIGINT LANGUAGE sql STABLE PARALLEL SAFE
            AS $$ SELECT NULLIF(pg_catalog.current_setting('\(setting)', true), '')::bigint $$
            """,
            """
            CREATE FUNCTION set_current_company(company BIGINT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
              IF company IS NULL OR company <= 0 THEN
                RAISE EXCEPTION 'a company has a positive id' USING ERRCODE = 'insufficient_privilege';
              END IF;
              IF NULLIF(current_setting('\(setting)', true), '')::bigint IS DISTINCT FROM company
                AND NULLIF(current_setting('\(setting)', true), '') IS NOT NULL THEN
                RAISE EXCEPTION 'a company is set already' USING ERRCODE = 'insufficient_privilege';
              END IF;
              PERFORM set_config('\(setting)', company::text, true);
            END $$
            """,
            "REVOKE ALL ON FUNCTION set_current_company(BIGINT) FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION set_current_company(BIGINT) TO \(role)",
        ]
    }

    /// `USING` hides, `WITH CHECK` refuses; FORCE puts the owner behind them as well. A company need not name
    /// itself in an INSERT, as behind SQLite's views.
    private func policies(of table: String) -> [String] {
        let tenant = table == "companies" ? "id" : "company_id"
        return [
            "ALTER TABLE \(table) ALTER COLUMN \(tenant) SET DEFAULT get_current_company()",
            "ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE \(table) FORCE ROW LEVEL SECURITY",
            """
            CREATE POLICY \(table)_isolation_policy ON \(table) FOR ALL TO PUBLIC
            USING (\(tenant) = get_current_company()) WITH CHECK (\(tenant) = get_current_company())
            """,
            "GRANT SELECT, INSERT, UPDATE, DELETE ON \(table) TO \(Self.role)",
        ]
    }

    /// What the role may besides: use the schema's names, and make nothing.
    private var grants: [String] {
        [
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public TO \(Self.role)",
        ]
    }

    /// What a superuser does once for the server: the two roles, and the end of the ways by which a statement could
    /// set the company past `set_current_company`.
    ///
    /// `set_config` is callable from inside any SELECT, so injected text could use it; the owner's function keeps it.
    static func preparation(owner: String, database: String) -> [String] {
        [
            "CREATE ROLE \(owner) NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
            "CREATE ROLE \(role) LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
            "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO \(owner)",
            "ALTER ROLE \(role) SET statement_timeout = '30s'",
            // Temporary tables and functions would be objects of the role's own.
            "REVOKE ALL ON DATABASE \(database) FROM PUBLIC",
            "GRANT CONNECT ON DATABASE \(database) TO \(role)",
            "ALTER SCHEMA public OWNER TO \(owner)",
        ]
    }
}
