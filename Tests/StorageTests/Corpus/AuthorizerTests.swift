import CSQLite
import Testing

@testable import Storage

/// The authorizer by itself, as the second layer behind the check of the text.
@Suite struct AuthorizerTests {
    @Test("base tables are read only through a view or a trigger")
    func baseReads() {
        #expect(!allows(SQLITE_READ, "rls$tutors", "nome", nil))
        #expect(allows(SQLITE_READ, "rls$tutors", "nome", "tutors"))
        #expect(allows(SQLITE_READ, "rls$tutors", "nome", "rls$tutors_update"))
        #expect(!allows(SQLITE_READ, "rls$tutors", "nome", "sqlite_schema"))
        #expect(!allows(SQLITE_READ, "rls$tutors", "nome", "audit_log"))
    }

    @Test("base tables are written only by triggers of the wall")
    func baseWrites() {
        for action in [SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE] {
            #expect(!allows(action, "rls$tutors", nil, nil))
            #expect(!allows(action, "rls$tutors", nil, "tutors"))
            #expect(allows(action, "rls$tutors", nil, "rls$tutors_insert"))
            #expect(allows(action, "tutors", nil, nil))
            #expect(!allows(action, "tutors", nil, "pets"))
        }
    }

    @Test(
        "what belongs to the installation is neither read nor written",
        arguments: [
            "sqlite_master", "SQLITE_SCHEMA", "sqlite_stat1", "pragma_table_info", "migrations", "setup_links",
            "audit_log",
            "Audit_Log",
        ])
    func internals(table: String) {
        #expect(!allows(SQLITE_READ, table, "name", nil))
        #expect(!allows(SQLITE_READ, table, "name", "tutors"))
        #expect(!allows(SQLITE_INSERT, table, nil, nil))
        #expect(!allows(SQLITE_UPDATE, table, "name", nil))
        #expect(!allows(SQLITE_DELETE, table, nil, nil))
    }

    @Test("every other act is refused")
    func others() {
        let refused = [
            SQLITE_PRAGMA, SQLITE_ATTACH, SQLITE_DETACH, SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_ANALYZE,
            SQLITE_REINDEX, SQLITE_ALTER_TABLE, SQLITE_CREATE_TABLE, SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_INDEX,
            SQLITE_CREATE_TEMP_INDEX, SQLITE_CREATE_TRIGGER, SQLITE_CREATE_TEMP_TRIGGER, SQLITE_CREATE_VIEW,
            SQLITE_CREATE_TEMP_VIEW, SQLITE_CREATE_VTABLE, SQLITE_DROP_TABLE, SQLITE_DROP_INDEX, SQLITE_DROP_TRIGGER,
            SQLITE_DROP_VIEW, SQLITE_DROP_TEMP_VIEW, SQLITE_DROP_VTABLE,
        ]
        for action in refused { #expect(!allows(action, "tutors", nil, nil), "action \(action)") }
        #expect(allows(SQLITE_SELECT, nil, nil, nil))
        #expect(allows(SQLITE_RECURSIVE, nil, nil, nil))
    }

    @Test("functions are those of a list")
    func functions() {
        #expect(allows(SQLITE_FUNCTION, nil, "count", nil))
        #expect(allows(SQLITE_FUNCTION, nil, "UPPER", nil))
        for name in ["load_extension", "randomblob", "zeroblob", "readfile", "sqlite_offset", "fts3_tokenizer", "edit"]
        {
            #expect(!allows(SQLITE_FUNCTION, nil, name, nil), "\(name)")
        }
    }

    @Test(
        "text that names what is below the wall is refused before SQLite sees it",
        arguments: [
            "SELECT * FROM rls$tutors", "SELECT * FROM \"RLS$tutors\"", "SELECT 1 /* rLs$ */", "SELECT 'rls$'",
            "SELECT 1 rls$",
        ])
    func prefix(text: String) {
        #expect(Authorizer.refusal(of: text) == .wall("the text names what is below the wall"))
    }

    @Test(
        "statements of other kinds are refused by their first word",
        arguments: [
            "VACUUM", "VACUUM INTO 'x'", "PRAGMA user_version", "-- c\nATTACH 'x' AS y", "/**/ EXPLAIN SELECT 1",
            "((PRAGMA x))", "; ; BEGIN", "savepoint x", "ANALYZE", "?", "'SELECT 1'", "123",
        ])
    func kinds(text: String) {
        guard case .wall? = Authorizer.refusal(of: text) else {
            Issue.record("\(text) was let through")
            return
        }
    }

    @Test(
        "statements of the lawful kinds pass, with comments and brackets before them",
        arguments: [
            "SELECT 1", " \n\tselect 1", "-- c\n/* d */ WITH x AS (SELECT 1) SELECT * FROM x", "(SELECT 1)",
            "VALUES (1)",
            "REPLACE INTO t VALUES (1)", "Insert INTO t VALUES (1)", "update t set x = 1", "DELETE FROM t", ";SELECT 1",
        ])
    func lawful(text: String) {
        #expect(Authorizer.refusal(of: text) == nil)
    }

    @Test("long runs of blanks, comments or near-prefixes costs linear time")
    func hostileLength() {
        let texts = ["/*", "*", "rls", "-- \n", "(", "r", "/* */"].map {
            String(repeating: $0, count: 100_000 / $0.utf8.count)
        }
        let taken = ContinuousClock().measure { for text in texts { _ = Authorizer.refusal(of: text) } }
        #expect(taken < .seconds(10))
    }

    private func allows(_ action: Int32, _ first: String?, _ second: String?, _ innermost: String?) -> Bool {
        Authorizer.allows(action, first: first, second: second, innermost: innermost)
    }
}
