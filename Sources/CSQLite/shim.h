#pragma once
#include <sqlite3.h>

// A function of a varying number of arguments cannot be called from Swift: "text" in double quotes names a column, and is
// an error where there is none, rather than a text.
static inline void csqlite_refuse_double_quoted_text(sqlite3 *connection) {
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
}
