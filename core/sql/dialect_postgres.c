/* dialect_postgres.c - PostgreSQL 15 and later.  See dialect.h. */
#include "dialect.h"

const orm_dialect orm_dialect_postgres = {
    .engine = ORM_ENGINE_POSTGRES,
    .name = "PostgreSQL",
    .parameter = "$",
    .most_parameters = 65535,
    .sql_rules = ORM_SQL_ESCAPES | ORM_SQL_DOLLARS | ORM_SQL_NESTING | ORM_SQL_QUESTIONS,
    .explain = "EXPLAIN (FORMAT JSON) ",
    .row_id = "ctid",
    .inserted = "xmax = 0", /* an updated row was locked first */
    .has_inserted = "SELECT CASE relkind WHEN 'r' THEN 1 ELSE 0 END FROM pg_catalog.pg_class "
                    "WHERE oid = $1::pg_catalog.text::pg_catalog.regclass",
    .has_json_plans = true,
    .has_schemas = true,
    .has_nulls_last = true,
    .has_bare_offset = true,
    .has_returning_alias = true,
    .has_enums = true,
    .has_row_locks = true,
    .has_row_source = true,
    .has_arrays = true,
    .has_writing_ctes = true,
    .has_strict_types = true,
};
