extension Migration {
    static let staff = Migration(16, "staff", tenantTables: ["professionals", "resources"]) {
        """
        CREATE TABLE rls$professionals (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            id          BIGINT NOT NULL,
            nome        TEXT NOT NULL,
            ativo       BIGINT NOT NULL DEFAULT 1,
            servicos    TEXT,                      -- JSON, ids of services; NULL: all of them
            horarios    TEXT,                      -- JSON, a week; NULL: the shop's
            folgas      TEXT NOT NULL DEFAULT '[]',-- JSON, Domain's TimeOff
            created_at  BIGINT NOT NULL,
            updated_at  BIGINT NOT NULL,
            PRIMARY KEY (company_id, id)
        ) WITHOUT ROWID;

        CREATE TABLE rls$resources (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            id          BIGINT NOT NULL,
            nome        TEXT NOT NULL,
            capacidade  BIGINT NOT NULL CHECK (capacidade BETWEEN 1 AND 100),
            ativo       BIGINT NOT NULL DEFAULT 1,
            servicos    TEXT NOT NULL DEFAULT '[]',-- JSON, ids of the services that need one
            created_at  BIGINT NOT NULL,
            updated_at  BIGINT NOT NULL,
            PRIMARY KEY (company_id, id)
        ) WITHOUT ROWID;

        -- Without a foreign key, which no engine adds to a column of a table that stands in the same words.
        ALTER TABLE rls$appointments ADD COLUMN professional_id BIGINT;
        CREATE INDEX rls$appointments_by_professional
            ON rls$appointments (company_id, professional_id, data_agendamento, hora_agendamento, id);
        """
    }
}
