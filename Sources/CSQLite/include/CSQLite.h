#ifndef AUZAP_CSQLITE_H
#define AUZAP_CSQLITE_H

#include <sqlite3.h>

/// Switches a connection to the settings that the tenant wall rests on: defensive mode, no
/// double-quoted string literals, no loadable extensions, triggers and views trusted by name only.
/// Returns SQLITE_OK or the first error. (sqlite3_db_config is variadic, which Swift cannot call.)
int auzap_sqlite_harden(sqlite3 *db);

/// Before the first connection of a process: page caches take pages one by one, and memory is not counted.
/// By default each cache begins with a block of 20 pages; an update through a view makes two small temporary
/// tables, and taking and giving back their blocks (brk) cost more than the update. Counting takes a lock that
/// all connections share.
void auzap_sqlite_spare_memory_work(void);

/// Binds a copy of the bytes; SQLITE_TRANSIENT is a cast that Swift cannot express.
int auzap_sqlite_bind_text(sqlite3_stmt *stmt, int index, const char *text, int bytes);
int auzap_sqlite_bind_blob(sqlite3_stmt *stmt, int index, const void *blob, int bytes);

/// Extended result codes (sqlite.org/rescode.html), which Swift cannot import as the macros they are.
enum auzap_sqlite_constraint {
    AUZAP_CONSTRAINT_CHECK = SQLITE_CONSTRAINT_CHECK,
    AUZAP_CONSTRAINT_FOREIGNKEY = SQLITE_CONSTRAINT_FOREIGNKEY,
    AUZAP_CONSTRAINT_NOTNULL = SQLITE_CONSTRAINT_NOTNULL,
    AUZAP_CONSTRAINT_PRIMARYKEY = SQLITE_CONSTRAINT_PRIMARYKEY,
    AUZAP_CONSTRAINT_TRIGGER = SQLITE_CONSTRAINT_TRIGGER,
    AUZAP_CONSTRAINT_UNIQUE = SQLITE_CONSTRAINT_UNIQUE,
    AUZAP_CONSTRAINT_ROWID = SQLITE_CONSTRAINT_ROWID,
};

#endif
