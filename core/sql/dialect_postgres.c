/* dialect_postgres.c - PostgreSQL 15 and later.  See dialect.h. */
#include "dialect.h"

const orm_dialect orm_dialect_postgres = {
    .engine = ORM_ENGINE_POSTGRES,
    .name = "PostgreSQL",
    .parameter = "$",
};
