extension Migration {
    static let media = Migration(19, "media", tenantTables: ["media"]) {
        """
        -- The file that came with a message; its bytes lie in a folder beside the database.
        CREATE TABLE rls$media (
            company_id       BIGINT NOT NULL REFERENCES rls$companies (id),
            message_id       BIGINT NOT NULL,
            conversation_id  BIGINT NOT NULL,
            session_id       BIGINT NOT NULL,
            state            TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'failed', 'expired')),
            wa_id            TEXT NOT NULL,      -- WhatsApp's bare id, to ask WAHA for the file anew
            mimetype         TEXT NOT NULL,      -- as the sender's phone called it
            filename         TEXT,
            source_path      TEXT,               -- at the session's WAHA; NULL where it told none
            bytes            BIGINT,             -- once kept
            last_error       TEXT,
            created_at       BIGINT NOT NULL,
            PRIMARY KEY (company_id, message_id),
            FOREIGN KEY (company_id, message_id) REFERENCES rls$messages (company_id, id),
            FOREIGN KEY (company_id, conversation_id) REFERENCES rls$conversations (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$media_by_chat ON rls$media (company_id, conversation_id);
        CREATE INDEX rls$media_kept ON rls$media (company_id, created_at) WHERE state = 'kept';
        """
    }
}
