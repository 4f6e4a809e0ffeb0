extension Migration {
    static let catalog = Migration(
        2, "catalog", tenantTables: ["services", "business_hours", "blocked_dates"]
    ) {
        """
        CREATE TABLE rls$services (
            company_id       BIGINT NOT NULL REFERENCES rls$companies (id),
            id               BIGINT NOT NULL,
            nome             TEXT NOT NULL,
            descricao        TEXT NOT NULL DEFAULT '',
            duracao_minutos  BIGINT NOT NULL CHECK (duracao_minutos BETWEEN 5 AND 1440),
            preco            BIGINT NOT NULL CHECK (preco >= 0),      -- centavos, here and below
            preco_pequeno    BIGINT,
            preco_medio      BIGINT,
            preco_grande     BIGINT,
            preco_gigante    BIGINT,
            ativo            BIGINT NOT NULL DEFAULT 1,
            ordem            BIGINT NOT NULL DEFAULT 0,
            created_at       BIGINT NOT NULL,
            updated_at       BIGINT NOT NULL,
            PRIMARY KEY (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$services_in_order ON rls$services (company_id, ordem, nome);

        CREATE TABLE rls$business_hours (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            weekday     BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),   -- 0 is Sunday
            opens       TEXT NOT NULL,                                     -- shop-local, 08:00
            closes      TEXT NOT NULL,                                     -- 24:00 at most
            PRIMARY KEY (company_id, weekday, opens)
        ) WITHOUT ROWID;

        CREATE TABLE rls$blocked_dates (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            id          BIGINT NOT NULL,
            first_day   TEXT NOT NULL,                                     -- shop-local day, 2026-03-01
            last_day    TEXT NOT NULL,
            opens       TEXT,                                              -- both NULL: whole days
            closes      TEXT,
            reason      TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$blocked_dates_by_day ON rls$blocked_dates (company_id, last_day);
        """
    }
}
