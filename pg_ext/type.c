/* type.c - casts to orm_json, the type of documents.
 *
 * The type is text with another name, and its input does not validate: the core reads every
 * document once.  Most casts are PostgreSQL's own (install/20-type.sql); these make JSON of types
 * whose text form is none, or depends on settings. */
#include "orm_pg.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(pg_orm_json_boolean);
Datum pg_orm_json_boolean(PG_FUNCTION_ARGS)
{
    PG_RETURN_TEXT_P(cstring_to_text(PG_GETARG_BOOL(0) ? "true" : "false"));
}

/* A string of JSON: ISO 8601 holds nothing to escape. */
static Datum quoted(const char *text, size_t size)
{
    return CStringGetTextDatum(psprintf("\"%.*s\"", (int)size, text));
}

PG_FUNCTION_INFO_V1(pg_orm_json_date);
Datum pg_orm_json_date(PG_FUNCTION_ARGS)
{
    char text[ORM_PG_ISO_SIZE];

    return quoted(text, orm_pg_iso_date(PG_GETARG_DATEADT(0), text));
}

PG_FUNCTION_INFO_V1(pg_orm_json_timestamptz);
Datum pg_orm_json_timestamptz(PG_FUNCTION_ARGS)
{
    char text[ORM_PG_ISO_SIZE];

    return quoted(text, orm_pg_iso_timestamp(PG_GETARG_TIMESTAMPTZ(0), text));
}
