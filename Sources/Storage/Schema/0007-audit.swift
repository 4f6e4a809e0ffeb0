extension Migration {
    static let audit = Migration(7, "audit") {
        """
        CREATE TABLE audit_log (
            id             BIGINT NOT NULL PRIMARY KEY,
            at             BIGINT NOT NULL,
            actor          TEXT NOT NULL,
            act            TEXT NOT NULL,             -- such as sql.system
            about_company  BIGINT,                    -- NULL: all of them
            detail         TEXT NOT NULL
        );
        CREATE INDEX audit_log_by_time ON audit_log (at);
        """
    }
}
