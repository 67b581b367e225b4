/* module.c - loading of the library: settings and invalidation callbacks.
 *
 * Loaded by the first call of a backend, or earlier by session_preload_libraries; it must not fail
 * in a database that has nothing to do with us. */
#include "orm_pg.h"

#include "utils/guc.h"

PG_MODULE_MAGIC;

bool orm_pg_allow_literal = true;

void _PG_init(void)
{
    DefineCustomBoolVariable(
        "orm.allow_literal", "Lets options hold SQL: $literal, SQL(...), any $fn, and orm_query.",
        "Where it is off, orm_config('allow_literal', 'true') does not allow them either.",
        &orm_pg_allow_literal, true, PGC_SUSET, 0, NULL, NULL, NULL);
    MarkGUCPrefixReserved("orm");
    orm_pg_catalog_init();
    orm_pg_statement_init();
}
