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
    .strongest_lock = "EXCLUSIVE",
    .read = orm_sqlite_read,
    .has_table = orm_sqlite_has_table,
    .same_type = orm_sqlite_same_type,
    .same_preset = orm_sqlite_same_preset,
    .value = orm_sqlite_convert,
    .normalise = orm_sqlite_normalise,
    .create = orm_sqlite_create,
    .create_index = orm_sqlite_create_index,
    .prepare = orm_sqlite_prepare,
    .loosen = orm_sqlite_loosen,
    .alter = orm_sqlite_alter,
    .rename = orm_sqlite_rename,
    .before = orm_sqlite_before,
    .run = orm_sqlite_run,
    .behind = orm_sqlite_behind,
    .print_triggers = orm_sqlite_print_triggers,
    .untie = orm_sqlite_untie,
};
