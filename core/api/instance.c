/* instance.c - the functions that write one row, by its key or by what it is: arguments to answers.
 */
#include "api/arguments.h"
#include "exec/hooks.h"
#include "exec/session.h"
#include "write/change.h"
#include "write/write.h"

/* The key argument, which must be there. */
static const orm_json *need_key(orm_call *call, int index)
{
    const orm_json *key = orm_arg_key(call, index);

    if (key == NULL)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, orm_text_from(orm_arg_name(call, index)),
                  "orm_%s needs its argument \"%s\"", call->function->name,
                  orm_arg_name(call, index));
    return key;
}

static _Noreturn void fail_missing(orm_call *call, const orm_model *model, const orm_json *key)
{
    orm_error *error = orm_error_new(&call->ctx, ORM_EMPTY_RESULT, "there is no %.*s with this key",
                                     ORM_ARG(model->name));

    error->model = model->name;
    error->at = orm_json_place(&call->ctx, key);
    orm_throw(&call->ctx, error);
}

/* ---- an instance */

void orm_api_save(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *row = orm_arg_need_document(call, &call->ctx, 1, ORM_JSON_DATA);
    const orm_json *options = orm_arg_options(call, 2);
    orm_buffer *out = orm_result_json(call, 512);

    if (orm_option(options, "children"))
        orm_children_save(call, model, NULL, row, options, out);
    else
        orm_save_run(call, model, row, options, out);
}

void orm_api_reload(orm_call *call)
{
    orm_find find = {.model = orm_arg_model(call), .is_first = true};
    const orm_json *key = need_key(call, 1), *where;

    find.key = orm_change_key(&call->ctx, find.model, key);
    find.options = orm_arg_document(call, &call->ctx, 2, ORM_JSON_CODE);
    where = orm_option(find.options, "where");
    if (where)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, where,
                     "an instance is read again by its key alone: leave \"where\" out");
    if (orm_find_hooked(call, &find, orm_option(find.options, "params"), ORM_ANSWER_FIRST,
                        orm_result_json(call, 512)) == 0)
        fail_missing(call, find.model, key);
}

/* ---- by key */

void orm_api_update_by_pk(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *key = need_key(call, 1);
    const orm_json *row = orm_arg_document(call, &call->ctx, 2, ORM_JSON_DATA);
    const orm_json *options = orm_arg_options(call, 3);
    orm_buffer *out = orm_result_json(call, 512);
    bool is_found = row && orm_option(options, "children")
                        ? orm_children_save(call, model, key, row, options, out)
                        : orm_update_by_key_run(call, model, key, row, options, out);

    if (!is_found)
        fail_missing(call, model, key);
}

void orm_api_destroy_by_pk(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *key = need_key(call, 1);

    orm_result_integer(call, orm_destroy_by_key_run(call, model, key, orm_arg_options(call, 2)));
}

void orm_api_restore_by_pk(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *key = need_key(call, 1);

    orm_result_integer(call, orm_restore_by_key_run(call, model, key, orm_arg_options(call, 2)));
}

/* ---- found or made */

static void find_or(orm_call *call, orm_find_or otherwise)
{
    orm_buffer *out = orm_result_json(call, 512);
    size_t start = out->length;

    while (!orm_find_or_run(call, orm_arg_model(call), orm_arg_options(call, 1), otherwise, out)) {
        orm_session_unpin(call);
        out->length = start;
    }
}

void orm_api_find_or_create(orm_call *call)
{
    find_or(call, ORM_FIND_OR_CREATE);
}

void orm_api_find_or_build(orm_call *call)
{
    find_or(call, ORM_FIND_OR_BUILD);
}

void orm_api_find_create_find(orm_call *call)
{
    find_or(call, ORM_FIND_CREATE_FIND);
}

void orm_api_upsert(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    const orm_json *row = orm_arg_document(call, &call->ctx, 1, ORM_JSON_DATA);

    orm_upsert_run(call, model, row, orm_arg_options(call, 2), orm_result_json(call, 512));
}
