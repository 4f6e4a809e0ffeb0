#include "CSQLite.h"

int auzap_sqlite_harden(sqlite3 *db) {
    static const struct { int option; int value; } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
    };
    for (unsigned i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        int now = 0;
        int status = sqlite3_db_config(db, settings[i].option, settings[i].value, &now);
        if (status != SQLITE_OK) return status;
        if (now != settings[i].value) return SQLITE_ERROR;
    }
    return SQLITE_OK;
}

void auzap_sqlite_spare_memory_work(void) {
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, 0);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int auzap_sqlite_bind_text(sqlite3_stmt *stmt, int index, const char *text, int bytes) {
    return sqlite3_bind_text(stmt, index, text, bytes, SQLITE_TRANSIENT);
}

int auzap_sqlite_bind_blob(sqlite3_stmt *stmt, int index, const void *blob, int bytes) {
    // A NULL pointer would bind SQL NULL; an empty blob is a value of its own.
    return sqlite3_bind_blob(stmt, index, blob ? blob : "", bytes, SQLITE_TRANSIENT);
}
