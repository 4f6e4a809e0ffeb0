extension Migration {
    static let turns = Migration(15, "turns", tenantTables: ["chat_addresses", "early_acks"]) {
        """
        -- One person writes from several: with and without the ninth digit, and from a hidden id.
        CREATE TABLE rls$chat_addresses (
            company_id       BIGINT NOT NULL,
            session_id       BIGINT NOT NULL,
            address          TEXT NOT NULL,          -- Domain's ChatID.identity
            conversation_id  BIGINT NOT NULL,
            PRIMARY KEY (company_id, session_id, address),
            FOREIGN KEY (company_id, conversation_id) REFERENCES rls$conversations (company_id, id),
            FOREIGN KEY (company_id, session_id) REFERENCES rls$whatsapp_sessions (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$chat_addresses_by_chat ON rls$chat_addresses (company_id, conversation_id);
        CREATE INDEX rls$chat_addresses_by_address ON rls$chat_addresses (company_id, address, conversation_id);
        INSERT INTO rls$chat_addresses (company_id, session_id, address, conversation_id)
        SELECT company_id, session_id, address, max(id) FROM (
            SELECT company_id, session_id, id,
                   CASE WHEN chat_id LIKE '55__________@c.us' AND substr(chat_id, 5, 1) IN ('6', '7', '8', '9')
                        THEN substr(chat_id, 1, 4) || '9' || substr(chat_id, 5) ELSE chat_id END AS address
            FROM rls$conversations) AS known
        GROUP BY company_id, session_id, address;

        -- What WhatsApp says of a message whose id we do not know yet: the send is still on its way.
        CREATE TABLE rls$early_acks (
            company_id  BIGINT NOT NULL,
            session_id  BIGINT NOT NULL,
            wa_id       TEXT NOT NULL,
            ack         BIGINT NOT NULL,
            at          BIGINT NOT NULL,
            PRIMARY KEY (company_id, session_id, wa_id),
            FOREIGN KEY (company_id, session_id) REFERENCES rls$whatsapp_sessions (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$early_acks_by_time ON rls$early_acks (company_id, at);

        ALTER TABLE rls$conversations ADD COLUMN pause_reason TEXT;

        ALTER TABLE rls$messages ADD COLUMN ack BIGINT;            -- WhatsApp's own number, the furthest told
        ALTER TABLE rls$messages ADD COLUMN edited_from TEXT;      -- as it was written first
        ALTER TABLE rls$messages ADD COLUMN revoked_at BIGINT;     -- its sender took it back
        ALTER TABLE rls$messages ADD COLUMN reaction TEXT;

        ALTER TABLE rls$outbox ADD COLUMN part_of BIGINT;          -- the first entry of a reply in parts
        ALTER TABLE rls$outbox ADD COLUMN undo TEXT;               -- JSON; what taking an unsent reply back restores
        ALTER TABLE rls$outbox ADD COLUMN started_by_us BIGINT NOT NULL DEFAULT 0;
        DROP INDEX rls$outbox_by_chat;
        CREATE INDEX rls$outbox_by_chat ON rls$outbox (company_id, conversation_id, attempted_at);
        CREATE INDEX rls$outbox_unsent ON rls$outbox (company_id, conversation_id, id)
            WHERE state IN ('pending', 'attempted');
        CREATE INDEX rls$outbox_started ON rls$outbox (company_id, attempted_at) WHERE started_by_us = 1;

        -- The claim goes from company to company without looking at each one's jobs.
        CREATE INDEX rls$jobs_by_company ON rls$jobs (priority, company_id, due) WHERE due IS NOT NULL;
        """
    }
}
