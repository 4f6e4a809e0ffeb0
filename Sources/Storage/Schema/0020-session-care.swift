extension Migration {
    static let sessionCare = Migration(20, "session-care", tenantTables: []) {
        """
        -- When qr_code was read; it runs out after a minute at most.
        ALTER TABLE rls$whatsapp_sessions ADD COLUMN qr_read_at BIGINT;
        -- Up to when every message that WAHA's history shows is known to be here; NULL until it first worked.
        ALTER TABLE rls$whatsapp_sessions ADD COLUMN reconciled_at BIGINT;
        -- When the shop was told that nothing comes in any more.
        ALTER TABLE rls$whatsapp_sessions ADD COLUMN silence_told_at BIGINT;
        -- When the owner was last written to about the chat.
        ALTER TABLE rls$conversations ADD COLUMN escalated_at BIGINT;
        """
    }
}
