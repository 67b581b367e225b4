/* cast.c - values in JSON documents: orm_json_cast(text, type), the text of one as a value of an
 * attribute's type; orm_json_put(document, path, value), a document with another one.
 *
 * Casts are for those in paths ("meta.a::integer"): NULL where the text cannot be of the type, so
 * that one odd row does not break a query.  The answer is the text that PostgreSQL's own cast
 * reads. */
#include "orm_pg.h"

#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "base/json_put.h"
#include "catalog/convert.h"

/* Kept from row to row. */
typedef struct cast {
    text *name; /* of the type */
    const orm_type *type;
    MemoryContext context; /* of the type */
    MemoryContext row;
} cast;

/* A ctx of the core whose arena is in `context`. */
static orm_ctx open_ctx(FunctionCallInfo fcinfo, MemoryContext context)
{
    orm_pg_call *call = MemoryContextAlloc(context, ORM_PG_CALL_SIZE);

    memset(call, 0, offsetof(orm_pg_call, first));
    call->context = call->result = context;
    call->schema = get_func_namespace(fcinfo->flinfo->fn_oid);
    orm_pg_host_open(call);
    return (orm_ctx){&call->host, &call->arena.arena};
}

static orm_text text_of(const text *value)
{
    return (orm_text){VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)};
}

static void read_type(FunctionCallInfo fcinfo, cast *it, const text *name)
{
    MemoryContext before;
    orm_ctx ctx;
    orm_json *node;

    it->type = NULL;
    MemoryContextReset(it->context);
    before = MemoryContextSwitchTo(it->context);
    ctx = open_ctx(fcinfo, it->context);
    it->name = cstring_to_text_with_len(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
    node = orm_json_from_text(&ctx, text_of(it->name), "type");
    it->type = orm_type_read(&ctx, node->text, NULL, node);
    MemoryContextSwitchTo(before);
}

static cast *open_cast(FunctionCallInfo fcinfo)
{
    cast *it = fcinfo->flinfo->fn_extra;
    const text *name = PG_GETARG_TEXT_PP(1);

    if (it == NULL) {
        MemoryContext outer = fcinfo->flinfo->fn_mcxt;

        it = MemoryContextAllocZero(outer, sizeof *it);
        it->context = AllocSetContextCreate(outer, "orm cast", ALLOCSET_SMALL_SIZES);
        it->row = AllocSetContextCreate(outer, "orm cast of a row", ALLOCSET_SMALL_SIZES);
        fcinfo->flinfo->fn_extra = it;
    }
    if (it->type == NULL || !orm_text_equal(text_of(it->name), text_of(name)))
        read_type(fcinfo, it, name);
    return it;
}

PG_FUNCTION_INFO_V1(pg_orm_json_cast);
Datum pg_orm_json_cast(PG_FUNCTION_ARGS)
{
    cast *it = open_cast(fcinfo);
    MemoryContext before = MemoryContextSwitchTo(it->row);
    orm_ctx ctx = open_ctx(fcinfo, it->row);
    orm_value value;
    orm_text given = text_of(PG_GETARG_TEXT_PP(0)), why;
    text *result = NULL;

    if (orm_convert(&ctx, it->type, orm_json_from_text(&ctx, given, "value"), &value, &why)) {
        orm_buffer buffer;

        orm_buffer_open(&buffer, ctx.host, ORM_LIFE_CALL, 64);
        orm_value_write_text(&buffer, &value);
        MemoryContextSwitchTo(before);
        result = cstring_to_text_with_len(buffer.data, (int)buffer.length);
    }
    MemoryContextSwitchTo(before);
    MemoryContextReset(it->row);
    if (result == NULL)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(result);
}

static orm_text optional_text(FunctionCallInfo fcinfo, int argument)
{
    return PG_ARGISNULL(argument) ? (orm_text){"", 0} : text_of(PG_GETARG_TEXT_PP(argument));
}

PG_FUNCTION_INFO_V1(pg_orm_json_put);
Datum pg_orm_json_put(PG_FUNCTION_ARGS)
{
    MemoryContext row =
        AllocSetContextCreate(CurrentMemoryContext, "orm put", ALLOCSET_SMALL_SIZES);
    MemoryContext before = MemoryContextSwitchTo(row);
    orm_ctx ctx = open_ctx(fcinfo, row);
    orm_buffer out;
    text *result;

    orm_buffer_open(&out, ctx.host, ORM_LIFE_CALL, 256);
    orm_json_write_tree(&out, orm_json_put(&ctx, optional_text(fcinfo, 0), optional_text(fcinfo, 1),
                                           optional_text(fcinfo, 2)));
    MemoryContextSwitchTo(before);
    result = cstring_to_text_with_len(out.data, (int)out.length);
    MemoryContextDelete(row);
    PG_RETURN_TEXT_P(result);
}
