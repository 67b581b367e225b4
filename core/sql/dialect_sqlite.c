/* dialect_sqlite.c - SQLite 3.38 and later.  See dialect.h. */
#include "sql/dialect.h"

const orm_dialect orm_dialect_sqlite = {
    .engine = ORM_ENGINE_SQLITE,
    .name = "SQLite",
    .parameter = "?",
};
