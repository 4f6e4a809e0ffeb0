extension Migration {
    static let accounts = Migration(1, "accounts", tenantTables: ["companies", "users", "refresh_tokens"]) {
        """
        CREATE TABLE rls$companies (
            id          BIGINT NOT NULL PRIMARY KEY,
            name        TEXT NOT NULL,
            slug        TEXT NOT NULL UNIQUE,
            is_active   BIGINT NOT NULL DEFAULT 1,
            settings    TEXT NOT NULL,              -- JSON, Domain's CompanySettings
            created_at  BIGINT NOT NULL             -- Unix milliseconds, here and below
        );

        CREATE TABLE rls$users (
            company_id     BIGINT NOT NULL REFERENCES rls$companies (id),
            id             BIGINT NOT NULL,
            email          TEXT NOT NULL UNIQUE,    -- one sign-in address, one account, over all companies
            name           TEXT NOT NULL,
            password_hash  TEXT NOT NULL,
            role           TEXT NOT NULL CHECK (role IN ('super_admin', 'owner', 'manager', 'staff')),
            is_active      BIGINT NOT NULL DEFAULT 1,
            token_version  BIGINT NOT NULL DEFAULT 0,
            created_at     BIGINT NOT NULL,
            PRIMARY KEY (company_id, id)
        );

        CREATE TABLE rls$refresh_tokens (
            company_id   BIGINT NOT NULL,
            token_hash   TEXT NOT NULL,             -- SHA-256, hex; the token itself is never stored
            user_id      BIGINT NOT NULL,
            family       TEXT NOT NULL,             -- all tokens descending from one sign-in
            used_at      BIGINT,
            expires_at   BIGINT NOT NULL,
            created_at   BIGINT NOT NULL,
            PRIMARY KEY (company_id, token_hash),
            FOREIGN KEY (company_id, user_id) REFERENCES rls$users (company_id, id)
        );
        CREATE INDEX rls$refresh_tokens_by_family ON rls$refresh_tokens (company_id, family);
        CREATE INDEX rls$refresh_tokens_by_user ON rls$refresh_tokens (company_id, user_id);

        CREATE TABLE setup_links (
            token_hash  TEXT NOT NULL PRIMARY KEY,
            expires_at  BIGINT NOT NULL
        );
        """
    }
}
