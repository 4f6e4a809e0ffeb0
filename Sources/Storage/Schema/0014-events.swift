extension Migration {
    static let events = Migration(14, "events", tenantTables: ["events"]) {
        """
        CREATE TABLE rls$events (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            id          BIGINT NOT NULL,               -- counts from 1 in each company, in the order of commits
            kind        TEXT NOT NULL,                 -- such as appointment.created
            payload     TEXT NOT NULL,                 -- JSON
            created_at  BIGINT NOT NULL,
            PRIMARY KEY (company_id, id)
        );
        """
    }
}
