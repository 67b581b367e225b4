/* arguments.c - arguments as texts and documents, results.  See arguments.h. */
#include "api/arguments.h"

#include "base/datetime.h"
#include "catalog/convert.h"
#include "catalog/keys.h"
#include "exec/session.h"

const char *orm_arg_name(orm_call *call, int index)
{
    const char *p = call->function->arguments;
    const char *end;

    for (int i = 0; i < index && p; i++) {
        p = strchr(p, ',');
        p = p ? p + 2 : p;
    }
    if (p == NULL)
        return "argument";
    end = strchr(p, ' ');
    return orm_text_copy(call->ctx.arena, (orm_text){p, end ? (size_t)(end - p) : strlen(p)}).data;
}

orm_text orm_arg_text(orm_call *call, int index)
{
    if (call->args[index].is_null)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, orm_text_from(orm_arg_name(call, index)),
                  "orm_%s needs its argument \"%s\"", call->function->name,
                  orm_arg_name(call, index));
    return call->args[index].text;
}

orm_text orm_arg_optional_text(orm_call *call, int index)
{
    return call->args[index].is_null ? (orm_text){"", 0} : call->args[index].text;
}

const orm_json *orm_arg_document(orm_call *call, orm_ctx *ctx, int index, orm_json_mode mode)
{
    const orm_json *node;
    orm_text text, name;

    if (call->args[index].is_null)
        return NULL;
    text = call->args[index].text;
    name = orm_text_from(orm_arg_name(call, index));
    if (ctx->arena != call->ctx.arena) { /* the tree points to both: they must live as long */
        text = orm_text_copy(ctx->arena, text);
        name = orm_text_copy(ctx->arena, name);
    }
    node = orm_json_read(ctx, text, mode, name.data);
    return node->kind == ORM_JSON_NULL ? NULL : node;
}

const orm_json *orm_arg_need_document(orm_call *call, orm_ctx *ctx, int index, orm_json_mode mode)
{
    const orm_json *node = orm_arg_document(call, ctx, index, mode);

    if (node == NULL)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, orm_text_from(orm_arg_name(call, index)),
                  "orm_%s needs its argument \"%s\"", call->function->name,
                  orm_arg_name(call, index));
    return node;
}

const orm_json *orm_arg_key(orm_call *call, int index)
{
    orm_text text = call->args[index].text;

    if (call->args[index].is_null)
        return NULL;
    if (text.length && strchr("{[\"", text.data[0]))
        return orm_arg_document(call, &call->ctx, index, ORM_JSON_DATA);
    return orm_json_from_text(&call->ctx, text, orm_arg_name(call, index));
}

const orm_json *orm_arg_options(orm_call *call, int index)
{
    const orm_json *options = orm_arg_document(call, &call->ctx, index, ORM_JSON_CODE);
    const orm_json *now = orm_option(options, "now");

    if (now && (now->kind != ORM_JSON_STRING || !orm_instant_read(now->text, &call->now)))
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, now, "\"now\" is a time in ISO 8601");
    return options;
}

const orm_json *orm_arg_params(orm_call *call, const orm_json *options, int index)
{
    const orm_json *argument =
        index < 0 ? NULL : orm_arg_document(call, &call->ctx, index, ORM_JSON_DATA);
    const orm_json *option = orm_option(options, "params");

    if (argument && argument->kind != ORM_JSON_OBJECT)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, argument, "params are an object, not %s",
                     orm_json_kind_name(argument));
    if (argument && option)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, option,
                     "params are given twice: as an argument and as an option");
    return argument ? argument : option;
}

const orm_model *orm_arg_model(orm_call *call)
{
    orm_text name = orm_arg_text(call, 0);

    return orm_catalog_need_model(&call->ctx, orm_session_catalog(call), name, ORM_TEXT("model"));
}

/* ---- results */

static orm_buffer *open_result(orm_call *call, orm_result_kind kind, size_t capacity)
{
    call->result.kind = kind;
    orm_buffer_open(&call->result.buffer, call->ctx.host, ORM_LIFE_RESULT, capacity);
    return &call->result.buffer;
}

orm_buffer *orm_result_json(orm_call *call, size_t capacity)
{
    return open_result(call, ORM_RESULT_JSON, capacity);
}

void orm_result_text(orm_call *call, orm_text text)
{
    orm_buffer_text(open_result(call, ORM_RESULT_TEXT, text.length), text);
}

void orm_result_integer(orm_call *call, int64_t integer)
{
    call->result.kind = ORM_RESULT_INTEGER;
    call->result.integer = integer;
}

void orm_result_boolean(orm_call *call, bool is_true)
{
    call->result.kind = ORM_RESULT_BOOLEAN;
    call->result.integer = is_true;
}

void orm_result_null(orm_call *call)
{
    call->result.kind = ORM_RESULT_NULL;
}
