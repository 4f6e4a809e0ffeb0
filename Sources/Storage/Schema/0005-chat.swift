extension Migration {
    static let chat = Migration(5, "chat", tenantTables: ["whatsapp_sessions", "conversations", "messages"]) {
        """
        CREATE TABLE rls$whatsapp_sessions (
            company_id      BIGINT NOT NULL REFERENCES rls$companies (id),
            id              BIGINT NOT NULL,
            session_name    TEXT NOT NULL UNIQUE,   -- a webhook names only its session, so one server knows it once
            transport       TEXT NOT NULL CHECK (transport IN ('waha', 'simulator')),
            status          TEXT NOT NULL CHECK (status IN ('disconnected', 'connecting', 'connected', 'failed')),
            phone_number    TEXT,
            waha_url        TEXT,
            waha_api_key    TEXT,                   -- sealed
            qr_code         TEXT,
            last_connected  BIGINT,
            created_at      BIGINT NOT NULL,
            updated_at      BIGINT NOT NULL,
            PRIMARY KEY (company_id, id)
        );

        CREATE TABLE rls$conversations (
            company_id       BIGINT NOT NULL,
            id               BIGINT NOT NULL,
            session_id       BIGINT NOT NULL,
            chat_id          TEXT NOT NULL,
            tutor_id         BIGINT,
            status           TEXT NOT NULL CHECK (status IN ('new', 'replied', 'archived')),
            paused_until     BIGINT,                -- a human has the chat until then
            unread_count     BIGINT NOT NULL DEFAULT 0,
            last_message     TEXT NOT NULL DEFAULT '',
            last_message_at  BIGINT NOT NULL,
            dialogue         TEXT,                  -- JSON, what the agent keeps of the chat between turns
            created_at       BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            UNIQUE (company_id, session_id, chat_id),
            FOREIGN KEY (company_id, session_id) REFERENCES rls$whatsapp_sessions (company_id, id),
            FOREIGN KEY (company_id, tutor_id) REFERENCES rls$tutors (company_id, id)
        );
        CREATE INDEX rls$conversations_by_time ON rls$conversations (company_id, last_message_at);
        CREATE INDEX rls$conversations_by_tutor ON rls$conversations (company_id, tutor_id);

        CREATE TABLE rls$messages (
            company_id       BIGINT NOT NULL,
            id               BIGINT NOT NULL,
            conversation_id  BIGINT NOT NULL,
            session_id       BIGINT NOT NULL,
            wa_id            TEXT,                  -- WhatsApp's bare id; the same in every form of delivery
            author           TEXT NOT NULL CHECK (author IN ('customer', 'agent', 'human')),
            kind             TEXT NOT NULL,
            body             TEXT NOT NULL,
            sent_at          BIGINT NOT NULL,
            is_answered      BIGINT NOT NULL DEFAULT 1,
            decision         TEXT,                  -- JSON, Domain's DecisionRecord
            created_at       BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            UNIQUE (company_id, session_id, wa_id),
            FOREIGN KEY (company_id, conversation_id) REFERENCES rls$conversations (company_id, id),
            FOREIGN KEY (company_id, session_id) REFERENCES rls$whatsapp_sessions (company_id, id)
        );
        CREATE INDEX rls$messages_by_chat ON rls$messages (company_id, conversation_id, sent_at, id);
        CREATE INDEX rls$messages_by_time ON rls$messages (company_id, sent_at);
        CREATE INDEX rls$messages_waiting
            ON rls$messages (company_id, conversation_id, sent_at, id) WHERE is_answered = 0;
        """
    }
}
