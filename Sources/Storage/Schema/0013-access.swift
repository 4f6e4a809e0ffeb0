extension Migration {
    static let access = Migration(
        13, "access", tenantTables: ["revoked_tokens", "invitations", "idempotency_keys"]
    ) {
        """
        ALTER TABLE rls$users ADD COLUMN phone TEXT;
        ALTER TABLE rls$users ADD COLUMN avatar_url TEXT;
        ALTER TABLE rls$users ADD COLUMN preferences TEXT;         -- JSON, Domain's UserPreferences

        -- The token that this one was exchanged for.
        ALTER TABLE rls$refresh_tokens ADD COLUMN parent_hash TEXT;
        CREATE INDEX rls$refresh_tokens_by_parent ON rls$refresh_tokens (company_id, parent_hash);

        CREATE TABLE rls$revoked_tokens (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            name        TEXT NOT NULL,                 -- `jti` of an access token, or the family of a sign-in
            expires_at  BIGINT NOT NULL,               -- nothing so named lives longer
            PRIMARY KEY (company_id, name)
        );
        CREATE INDEX rls$revoked_tokens_by_time ON rls$revoked_tokens (company_id, expires_at);

        CREATE TABLE rls$invitations (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            id          BIGINT NOT NULL,
            email       TEXT NOT NULL,
            name        TEXT NOT NULL,
            role        TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'staff')),
            token_hash  TEXT NOT NULL,                 -- SHA-256, hex
            expires_at  BIGINT NOT NULL,
            created_at  BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            UNIQUE (company_id, email),
            UNIQUE (company_id, token_hash)
        );

        CREATE TABLE rls$idempotency_keys (
            company_id    BIGINT NOT NULL REFERENCES rls$companies (id),
            user_id       BIGINT NOT NULL,
            key           TEXT NOT NULL,
            request_hash  TEXT NOT NULL,               -- SHA-256 of operation, path and body
            status        BIGINT,                      -- NULL while it is being done
            body          TEXT,
            started_at    BIGINT NOT NULL,
            PRIMARY KEY (company_id, user_id, key)
        );
        CREATE INDEX rls$idempotency_keys_by_time ON rls$idempotency_keys (company_id, started_at);
        """
    }
}
