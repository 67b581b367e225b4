/* write.c - the functions that change rows: arguments to answers. */
#include "write/write.h"
#include "api/arguments.h"
#include "catalog/keys.h"
#include "exec/hooks.h"
#include "schema/schema.h"
#include "write/build.h"
#include "write/nested.h"

void orm_api_create(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *row = orm_arg_document(call, &call->ctx, 1, ORM_JSON_DATA);
    const orm_json *options = orm_arg_options(call, 2);

    if (orm_option(options, "include"))
        orm_nested_create(call, model, row, options, orm_result_json(call, 1024));
    else if (!orm_insert_run(call, model, row, options, orm_result_json(call, 512)))
        orm_result_null(call); /* ignoreDuplicates */
}

static bool wants_rows(const orm_json *options, bool otherwise)
{
    const orm_json *returning = orm_option(options, "returning");

    return returning ? returning->kind != ORM_JSON_FALSE : otherwise;
}

static int64_t bulk_create(orm_call *call, const orm_model *model, orm_text items,
                           const orm_json *options, orm_buffer *out)
{
    return orm_nested_is_wanted(call, model, options)
               ? orm_nested_bulk_create(call, model, items, options, out)
               : orm_bulk_insert_run(call, model, items, options, out);
}

typedef int64_t bulk_run(orm_call *call, const orm_model *model, orm_text items,
                         const orm_json *options, orm_buffer *out);

/* The rows as a list, or their number. */
static void bulk_write(orm_call *call, bulk_run *run, bool is_returning)
{
    const orm_model *model = orm_arg_model(call);
    orm_text items = orm_arg_text(call, 1);
    const orm_json *options = orm_arg_options(call, 2);
    orm_buffer *out;

    if (!wants_rows(options, is_returning)) {
        orm_buffer_format(orm_result_json(call, 24), "%lld",
                          (long long)run(call, model, items, options, NULL));
        return;
    }
    out = orm_result_json(call, items.length + items.length / 4);
    orm_buffer_char(out, '[');
    run(call, model, items, options, out);
    orm_buffer_char(out, ']');
}

void orm_api_bulk_create(orm_call *call)
{
    bulk_write(call, bulk_create, true);
}

void orm_api_bulk_upsert(orm_call *call)
{
    bulk_write(call, orm_bulk_upsert_run, false);
}

void orm_api_bulk_update(orm_call *call)
{
    bulk_write(call, orm_bulk_update_run, false);
}

void orm_api_update(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *row = orm_arg_document(call, &call->ctx, 1, ORM_JSON_DATA);
    const orm_json *options = orm_arg_options(call, 2);
    const orm_json *params = orm_arg_params(call, options, 3);
    orm_buffer *out = orm_result_json(call, 64);

    if (!wants_rows(options, false)) {
        orm_buffer_format(out, "%lld",
                          (long long)orm_update_run(call, model, row, options, params, NULL));
        return;
    }
    orm_buffer_char(out, '[');
    orm_update_run(call, model, row, options, params, out);
    orm_buffer_char(out, ']');
}

/* The options that orm_truncate shares. */
static const orm_json *truncate_options(orm_call *call, const orm_json *options)
{
    static const char *const shared[] = {"cascade", "restartIdentity", "force", "schema",
                                         "schemaDelimiter"};
    orm_json *out = orm_json_copy_empty(&call->ctx, options);

    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        const orm_json *option = orm_option(options, shared[i]);

        if (option)
            orm_json_append(out, orm_json_copy(&call->ctx, option));
    }
    return out;
}

/* `truncate` of a table whose rows are not only marked. */
static bool is_truncating(const orm_model *model, const orm_json *options)
{
    return orm_option_boolean(options, "truncate", false) &&
           (!model->is_paranoid || orm_option_boolean(options, "force", false));
}

/* The table is emptied; how many rows it had nobody counts, as in Sequelize. */
static void empty_table(orm_call *call, const orm_model *model, const orm_json *options)
{
    const orm_json *where = orm_option(options, "where");
    bool is_hooked = orm_option_boolean(options, "hooks", true);
    orm_hooks hooks = {call, model, options};
    orm_hook_row row = {.values = NULL};

    orm_destroy_check(call, options);
    if (where)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, where,
                     "\"truncate\" empties the table: leave \"where\" out, or \"truncate\"");
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_BULK_DESTROY, &row, is_hooked);
    orm_truncate_run(call, model, truncate_options(call, options));
    orm_hooks_run(&hooks, ORM_EVENT_AFTER_BULK_DESTROY, &row, is_hooked);
    orm_result_integer(call, 0);
}

void orm_api_destroy(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *options = orm_arg_options(call, 1);

    if (is_truncating(model, options))
        empty_table(call, model, options);
    else
        orm_result_integer(call,
                           orm_destroy_run(call, model, options, orm_arg_params(call, options, 2)));
}

void orm_api_restore(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *options = orm_arg_options(call, 1);

    orm_result_integer(call,
                       orm_restore_run(call, model, options, orm_arg_params(call, options, 2)));
}

void orm_api_increment(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *doc = orm_arg_key(call, 1);
    const orm_json *options = orm_arg_options(call, 2);
    const orm_json *params = orm_arg_params(call, options, 3);
    orm_buffer *out = orm_result_json(call, 64);

    if (doc == NULL)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("doc"),
                  "orm_%s needs its argument \"doc\": a name, names, or an object of amounts",
                  call->function->name);
    if (!wants_rows(options, false)) {
        orm_buffer_format(out, "%lld",
                          (long long)orm_increment_run(call, model, doc, options, params, NULL));
        return;
    }
    orm_buffer_char(out, '[');
    orm_increment_run(call, model, doc, options, params, out);
    orm_buffer_char(out, ']');
}

void orm_api_build(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *row = orm_arg_document(call, &call->ctx, 1, ORM_JSON_DATA);
    const orm_json *options = orm_arg_options(call, 2);

    if (orm_option(options, "include"))
        orm_nested_build(call, model, row, options, orm_result_json(call, 1024));
    else
        orm_build_run(call, model, row, options, orm_result_json(call, 512));
}

void orm_api_validate(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *row = orm_arg_document(call, &call->ctx, 1, ORM_JSON_DATA);

    orm_validate_run(call, model, row, orm_arg_options(call, 2), orm_result_json(call, 64));
}
