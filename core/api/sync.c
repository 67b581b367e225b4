/* sync.c - the functions that make, compare and drop tables: arguments to answers. */
#include "api/arguments.h"
#include "exec/session.h"
#include "schema/schema.h"

/* The model that the first argument names; NULL for all. */
static const orm_model *optional_model(orm_call *call)
{
    return call->args[0].is_null ? NULL : orm_arg_model(call);
}

void orm_api_sync(orm_call *call)
{
    const orm_model *only = optional_model(call);
    const orm_json *options = orm_arg_document(call, &call->ctx, 1, ORM_JSON_CODE);

    orm_sync_run(call, only, options, orm_result_json(call, 1024));
}

void orm_api_sync_plan(orm_call *call)
{
    const orm_model *only = optional_model(call);
    const orm_json *options = orm_arg_document(call, &call->ctx, 1, ORM_JSON_CODE);

    orm_sync_plan_run(call, only, options, orm_result_json(call, 1024));
}

void orm_api_drop(orm_call *call)
{
    const orm_model *only = optional_model(call);
    const orm_json *options = orm_arg_document(call, &call->ctx, 1, ORM_JSON_CODE);

    orm_drop_run(call, only, options, orm_result_json(call, 256));
}
