/* sqlite.c - SQLite's side of engine.h. */
#include "schema/sqlite.h"

/* There is one place for tables: main. */
static void locate(orm_sync *sync)
{
    (void)sync;
}

const orm_schema_engine orm_schema_sqlite = {
    .locate = locate,
    .want_column = orm_sqlite_want_column,
    .read = orm_sqlite_read,
};
