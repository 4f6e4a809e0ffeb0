extension Migration {
    static let visits = Migration(10, "visits", tenantTables: ["appointment_history"]) {
        """
        ALTER TABLE rls$appointments ADD COLUMN confirmado_cliente BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE rls$appointments ADD COLUMN confirmado_empresa BIGINT NOT NULL DEFAULT 0;

        CREATE TABLE rls$appointment_history (
            company_id      BIGINT NOT NULL,
            id              BIGINT NOT NULL,
            appointment_id  BIGINT NOT NULL,
            at              BIGINT NOT NULL,
            author          TEXT NOT NULL CHECK (author IN ('person', 'customer', 'system')),
            user_id         BIGINT,               -- who, when a person of the shop
            status_before   TEXT,                 -- NULL when it was booked
            status_after    TEXT NOT NULL,
            day_before      TEXT,                 -- shop-local, all four NULL when the time did not change
            time_before     TEXT,
            day_after       TEXT,
            time_after      TEXT,
            reason          TEXT,
            PRIMARY KEY (company_id, id),
            FOREIGN KEY (company_id, appointment_id) REFERENCES rls$appointments (company_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX rls$appointment_history_by_visit
            ON rls$appointment_history (company_id, appointment_id, at, id);
        """
    }
}
