/* sync.c - the functions that make, compare and drop tables: arguments to answers. */
#include "api/arguments.h"
#include "catalog/keys.h"
#include "exec/hooks.h"
#include "exec/session.h"
#include "schema/schema.h"
#include "write/write.h"

/* The model that the first argument names; NULL for all. */
static const orm_model *optional_model(orm_call *call)
{
    return call->args[0].is_null ? NULL : orm_arg_model(call);
}

/* Runs an event of each model (`only` NULL: of all), or only of those whose tables are emptied. */
static void run_each(orm_call *call, const orm_model *only, const orm_json *options,
                     orm_event event, bool is_truncating)
{
    const orm_catalog *catalog = orm_session_catalog(call);
    bool is_forced = orm_option_boolean(options, "force", false);

    for (uint32_t i = 0; i < catalog->model_count; i++) {
        const orm_model *model = catalog->models[i];
        orm_hooks hooks = {call, model, options};
        orm_hook_row row = {.values = NULL};

        if ((only && only != model) || (is_truncating && model->is_paranoid && !is_forced))
            continue;
        if (orm_hooks_wanted(model, options, UINT32_C(1) << event))
            orm_hooks_run(&hooks, event, &row, 1);
    }
}

/* Hooks of a call about all models, which are hooks of all models. */
static void run_common(orm_call *call, const orm_model *only, const orm_json *options,
                       orm_event event)
{
    orm_hooks hooks = {call, NULL, options};

    if (only == NULL && orm_option_boolean(options, "hooks", true) &&
        (orm_session_catalog(call)->common_events >> event & 1))
        orm_hooks_run_common(&hooks, event);
}

/* Where Sequelize makes one table after the other, all are made at once: every model's beforeSync
 * runs before the first of them, every afterSync behind the last. */
void orm_api_sync(orm_call *call)
{
    const orm_model *only = optional_model(call);
    const orm_json *options = orm_arg_document(call, &call->ctx, 1, ORM_JSON_CODE);

    run_common(call, only, options, ORM_EVENT_BEFORE_BULK_SYNC);
    run_each(call, only, options, ORM_EVENT_BEFORE_SYNC, false);
    orm_sync_run(call, only, options, orm_result_json(call, 1024));
    run_each(call, only, options, ORM_EVENT_AFTER_SYNC, false);
    run_common(call, only, options, ORM_EVENT_AFTER_BULK_SYNC);
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
    bool is_hooked = orm_option_boolean(options, "hooks", true);
    const orm_catalog *catalog = orm_session_catalog(call);
    orm_text schema = orm_option_text(options, "schema");
    orm_buffer text;
    const orm_json *all;
    int64_t count = 0;

    orm_buffer_open(&text, call->ctx.host, ORM_LIFE_CALL, 64);
    ORM_PUT(&text, "{\"where\":{},\"scope\":null");
    if (!is_hooked)
        ORM_PUT(&text, ",\"hooks\":false");
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
    int64_t count;

    run_each(call, only, options, ORM_EVENT_BEFORE_BULK_DESTROY, true);
    count = orm_truncate_run(call, only, options);
    if (!orm_option_boolean(options, "force", false))
        count += mark_rows(call, only, options);
    run_each(call, only, options, ORM_EVENT_AFTER_BULK_DESTROY, true);
    orm_result_integer(call, count);
}
