extension Migration {
    static let notices = Migration(12, "notices", tenantTables: ["notifications", "onboarding"]) {
        """
        CREATE TABLE rls$notifications (
            company_id  BIGINT NOT NULL REFERENCES rls$companies (id),
            id          BIGINT NOT NULL,
            user_id     BIGINT,                     -- NULL: for everybody of the shop
            tipo        TEXT NOT NULL,
            titulo      TEXT NOT NULL,
            mensagem    TEXT NOT NULL,
            nivel       TEXT NOT NULL,
            acao_url    TEXT,
            acao_label  TEXT,
            dados       TEXT NOT NULL DEFAULT '{}', -- JSON object
            lida        BIGINT NOT NULL DEFAULT 0,
            lida_em     BIGINT,
            arquivada   BIGINT NOT NULL DEFAULT 0,  -- what is archived counts as read
            created_at  BIGINT NOT NULL,
            updated_at  BIGINT NOT NULL,
            PRIMARY KEY (company_id, id),
            FOREIGN KEY (company_id, user_id) REFERENCES rls$users (company_id, id)
        );
        CREATE INDEX rls$notifications_by_reading ON rls$notifications (company_id, lida, id);
        CREATE INDEX rls$notifications_by_user ON rls$notifications (company_id, user_id);

        CREATE TABLE rls$onboarding (
            company_id    BIGINT NOT NULL REFERENCES rls$companies (id),
            id            BIGINT NOT NULL DEFAULT 1 CHECK (id = 1),   -- one row a company
            step          BIGINT NOT NULL CHECK (step BETWEEN 1 AND 9),
            data          TEXT NOT NULL,            -- JSON object, as the wizard keeps it
            created_at    BIGINT NOT NULL,
            updated_at    BIGINT NOT NULL,
            completed_at  BIGINT,
            PRIMARY KEY (company_id, id)
        );

        -- What the agent last understood and did in a chat; NULL until it has answered there.
        ALTER TABLE rls$conversations ADD COLUMN intent TEXT;
        ALTER TABLE rls$conversations ADD COLUMN last_action TEXT;
        ALTER TABLE rls$conversations ADD COLUMN last_reason TEXT;
        ALTER TABLE rls$conversations ADD COLUMN booked_at BIGINT;
        DROP INDEX rls$conversations_by_time;
        DROP INDEX rls$conversations_by_tutor;
        CREATE INDEX rls$conversations_by_time ON rls$conversations (company_id, last_message_at, id);
        CREATE INDEX rls$conversations_by_status ON rls$conversations (company_id, status, last_message_at, id);
        CREATE INDEX rls$conversations_by_tutor ON rls$conversations (company_id, tutor_id, last_message_at, id);
        CREATE INDEX rls$conversations_by_chat ON rls$conversations (company_id, chat_id);

        -- When WAHA was told of the session, and when the shop gave it up; a session given up is never shown again.
        ALTER TABLE rls$whatsapp_sessions ADD COLUMN configured_at BIGINT;
        ALTER TABLE rls$whatsapp_sessions ADD COLUMN removed_at BIGINT;
        -- What was here before has been this company's at WAHA all along.
        UPDATE rls$whatsapp_sessions SET configured_at = created_at WHERE transport = 'waha';
        """
    }
}
