/* sync.c - the functions that make, compare and drop tables: arguments to answers. */
#include "api/arguments.h"
#include "catalog/keys.h"
#include "exec/session.h"
#include "schema/schema.h"
#include "write/write.h"

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

/* A paranoid model's rows are marked as deleted, as orm_destroy would. */
static int64_t mark_rows(orm_call *call, const orm_model *only, const orm_json *options)
{
    const orm_catalog *catalog = orm_session_catalog(call);
    orm_text schema = orm_option_text(options, "schema");
    orm_buffer text;
    const orm_json *all;
    int64_t count = 0;

    orm_buffer_open(&text, call->ctx.host, ORM_LIFE_CALL, 64);
    ORM_PUT(&text, "{\"where\":{},\"scope\":null");
    if (schema.length) {
        ORM_PUT(&text, ",\"schema\":");
        orm_json_write_string(&text, schema);
    }
    orm_buffer_char(&text, '}');
    all = orm_json_read(&call->ctx, orm_buffer_copy(&text, call->ctx.arena), ORM_JSON_CODE,
                        "options");
    orm_buffer_close(&text);
    for (uint32_t i = 0; i < catalog->model_count; i++)
        if (catalog->models[i]->is_paranoid && (only == NULL || only == catalog->models[i]))
            count += orm_destroy_run(call, catalog->models[i], all, NULL);
    return count;
}

void orm_api_truncate(orm_call *call)
{
    const orm_model *only = optional_model(call);
    const orm_json *options = orm_arg_document(call, &call->ctx, 1, ORM_JSON_CODE);
    int64_t count = orm_truncate_run(call, only, options);

    if (!orm_option_boolean(options, "force", false))
        count += mark_rows(call, only, options);
    orm_result_integer(call, count);
}
