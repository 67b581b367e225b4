/* dialect_sqlite.c - SQLite 3.38 and later.  See dialect.h. */
#include "dialect.h"

/* The catalog tables; exec/store.h.  The binding has made orm_meta before, to have a lock to take.
 */
static const char *const catalog_ddl[] = {
    "CREATE TABLE IF NOT EXISTS main.orm_meta (one INTEGER PRIMARY KEY CHECK (one = 1), "
    "stamp BLOB NOT NULL, config TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS main.orm_models (name TEXT NOT NULL PRIMARY KEY, "
    "position INTEGER NOT NULL, attributes TEXT NOT NULL, options TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS main.orm_associations (source TEXT NOT NULL, alias TEXT NOT NULL, "
    "position INTEGER NOT NULL, type TEXT NOT NULL, target TEXT NOT NULL, options TEXT NOT NULL, "
    "PRIMARY KEY (source, alias)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS main.orm_scopes (model TEXT NOT NULL, name TEXT NOT NULL, "
    "position INTEGER NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (model, name)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS main.orm_hooks (model TEXT NOT NULL, hook TEXT NOT NULL, "
    "name TEXT NOT NULL, position INTEGER NOT NULL, expression TEXT NOT NULL, "
    "PRIMARY KEY (model, hook, name)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS main.orm_objects (kind TEXT NOT NULL, schema TEXT NOT NULL, "
    "name TEXT NOT NULL, parent TEXT NOT NULL, model TEXT NOT NULL, details TEXT NOT NULL, "
    "PRIMARY KEY (kind, schema, parent, name)) WITHOUT ROWID",
    NULL};

const orm_dialect orm_dialect_sqlite = {
    .engine = ORM_ENGINE_SQLITE,
    .name = "SQLite",
    .parameter = "?",
    .most_parameters = 32766, /* SQLITE_MAX_VARIABLE_NUMBER */
    .sql_rules = ORM_SQL_BACKTICKS | ORM_SQL_BRACKETS,
    .explain = "EXPLAIN QUERY PLAN ",
    .row_id = "rowid",
    .has_virtual_columns = true,
    .has_glob = true,
    .has_loose_names = true,
    .pads_char = true,
    .has_text_dates = true,
    .has_text_json = true,
    .has_real_decimals = true,
    .catalog_ddl = catalog_ddl,
};
