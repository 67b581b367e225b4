/* functions.c - the SQL functions: one C entry point per line of api.def.
 *
 * They are the functions that users call: a wrapper in SQL would cost more than most calls. */
#include "orm_pg.h"

/* Index of each function in orm_functions. */
enum {
#define ORM_FUNCTION(name, least, most, access, returns, handler, arguments, summary) INDEX_##name,
#include "api/api.def"
#undef ORM_FUNCTION
};

#define ORM_FUNCTION(name, least, most, access, returns, handler, arguments, summary)              \
    PG_FUNCTION_INFO_V1(pg_orm_##name);                                                            \
    Datum pg_orm_##name(PG_FUNCTION_ARGS)                                                          \
    {                                                                                              \
        return orm_pg_call_function(fcinfo, INDEX_##name);                                         \
    }
#include "api/api.def"
#undef ORM_FUNCTION
