extension Migration {
    static let delivery = Migration(6, "delivery", tenantTables: ["jobs", "outbox"]) {
        """
        CREATE TABLE rls$jobs (
            company_id   BIGINT NOT NULL REFERENCES rls$companies (id),
            id           BIGINT NOT NULL,
            kind         TEXT NOT NULL,
            lane         TEXT NOT NULL,             -- jobs of one lane run one at a time, oldest first
            payload      TEXT NOT NULL,             -- JSON, made and read by the kind's worker
            priority     BIGINT NOT NULL DEFAULT 0, -- 0 before 1: somebody waits, nobody waits
            run_at       BIGINT NOT NULL,
            state        TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'dead')),
            attempts     BIGINT NOT NULL DEFAULT 0,
            lease_until  BIGINT,
            last_error   TEXT,
            created_at   BIGINT NOT NULL,
            -- Not shown by the wall: the claim looks over all companies, and only it may use this index.
            due          BIGINT GENERATED ALWAYS AS
                (CASE state WHEN 'ready' THEN run_at WHEN 'leased' THEN lease_until END) VIRTUAL,
            PRIMARY KEY (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$jobs_due ON rls$jobs (priority, due) WHERE due IS NOT NULL;
        CREATE INDEX rls$jobs_by_lane ON rls$jobs (company_id, lane, id);

        CREATE TABLE rls$outbox (
            company_id       BIGINT NOT NULL,
            id               BIGINT NOT NULL,
            message_id       BIGINT NOT NULL,       -- the row of `messages` that this sends
            conversation_id  BIGINT NOT NULL,
            state            TEXT NOT NULL CHECK (state IN ('pending', 'attempted', 'sent', 'parked')),
            attempts         BIGINT NOT NULL DEFAULT 0,
            send_id          TEXT,                  -- the id WAHA gave us to send with, where the engine has it
            attempted_at     BIGINT,
            sent_at          BIGINT,
            last_error       TEXT,
            created_at       BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            FOREIGN KEY (company_id, message_id) REFERENCES rls$messages (company_id, id),
            FOREIGN KEY (company_id, conversation_id) REFERENCES rls$conversations (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$outbox_by_state ON rls$outbox (company_id, state, id);
        CREATE INDEX rls$outbox_by_message ON rls$outbox (company_id, message_id);
        CREATE INDEX rls$outbox_by_chat ON rls$outbox (company_id, conversation_id);
        """
    }
}
