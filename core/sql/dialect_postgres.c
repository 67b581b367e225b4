/* dialect_postgres.c - PostgreSQL 15 and later.  See dialect.h. */
#include "dialect.h"

const orm_dialect orm_dialect_postgres = {
    .engine = ORM_ENGINE_POSTGRES,
    .name = "PostgreSQL",
    .parameter = "$",
    .most_parameters = 65535,
    .row_id = "ctid",
    .has_schemas = true,
    .has_nulls_last = true,
    .has_bare_offset = true,
    .has_returning_alias = true,
    .has_enums = true,
    .has_row_source = true,
    .has_arrays = true,
};
