/* show.c - orm_to_sql and orm_explain: the statements of a call, and what the engine thinks of
 * them.
 *
 * The call is that of a step of orm_batch.  Its handler runs as it is, on a host that notes the
 * statements instead of running them (exec/record.h). */
#include "api/step.h"
#include "catalog/keys.h"
#include "exec/record.h"

/* Functions that look for something and make it where it is not there. */
static bool is_making(const orm_function *function)
{
    static const char *const names[] = {"find_or_create", "find_or_build", "find_create_find",
                                        "save"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(function->name, names[i]) == 0)
            return true;
    return false;
}

/* Of an instance that is saved with its children more is to be seen where it is there. */
static bool has_children(const orm_json *args)
{
    const orm_json *options = args && args->count == 3 ? args->last : NULL;

    return options && options->kind == ORM_JSON_OBJECT && orm_option(options, "children");
}

static bool has_statements(const orm_function *function)
{
    if (function->handler == orm_api_to_sql || function->handler == orm_api_explain)
        return false;
    return function->access == ORM_ACCESS_READ || function->access == ORM_ACCESS_LOOK ||
           function->access == ORM_ACCESS_WRITE || function->handler == orm_api_query;
}

/* What reads or writes rows by itself; orm_each reads what orm_find_all does. */
static const orm_function *read_function(orm_call *call)
{
    orm_text name = orm_arg_text(call, 0);
    const orm_function *function = orm_function_named(name);

    if (function == NULL)
        orm_function_fail(&call->ctx, name, ORM_TEXT("call"));
    if (function->returns == ORM_RETURNS_ROWS)
        return orm_function_named(ORM_TEXT("find_all"));
    if (has_statements(function))
        return function;
    orm_raise(
        &call->ctx, ORM_INVALID_OPTION, ORM_TEXT("call"),
        "orm_%s shows what reads or writes rows, one call at a time; orm_sync_plan shows what "
        "orm_sync does",
        call->function->name);
}

static void show(orm_call *call, bool is_plan)
{
    const orm_function *function = call->function;
    orm_step step = {.function = read_function(call)};
    orm_recorder recorder;
    orm_buffer out;

    step.args = orm_arg_document(call, &call->ctx, 1, ORM_JSON_DATA);
    orm_session_catalog(call);
    orm_buffer_open(&out, call->ctx.host, ORM_LIFE_RESULT, 512);
    orm_buffer_char(&out, '[');
    orm_step_open(call, &step);
    orm_record_open(&recorder, call, is_plan, is_making(step.function) && !has_children(step.args),
                    &out);
    step.function->handler(call);
    orm_record_close(&recorder);
    if (call->result.buffer.data)
        orm_buffer_close(&call->result.buffer);
    orm_step_close(call, function);
    orm_buffer_char(&out, ']');
    call->result = (orm_result){.kind = ORM_RESULT_JSON, .buffer = out};
}

void orm_api_to_sql(orm_call *call)
{
    show(call, false);
}

void orm_api_explain(orm_call *call)
{
    show(call, true);
}
