/* scope.c - orm_scope: what scopes give together. */
#include "query/scope.h"
#include "api/arguments.h"
#include "exec/session.h"

/* A name may be a bare word: orm_scope('Post', 'published').  NULL: the default scope; JSON's null:
 * none. */
static const orm_json *read_names(orm_call *call)
{
    orm_text text = call->args[1].text;

    if (call->args[1].is_null)
        return NULL;
    if (orm_text_is(text, "null") || (text.length && strchr("{[\" \n\r\t", text.data[0])))
        return orm_json_read(&call->ctx, text, ORM_JSON_CODE, "names");
    return orm_arg_key(call, 1);
}

/* What a value of a method is: a scalar means the same without {"$value"} around it. */
static const orm_json *plain_value(const orm_json *node)
{
    bool is_value = node->kind == ORM_JSON_OBJECT && node->count == 1 &&
                    orm_text_is(node->first->key, "$value");

    return is_value && orm_json_is_scalar(node->first) ? node->first : NULL;
}

static bool write_plain(void *context, const orm_json *node, orm_buffer *out)
{
    const orm_json *value = plain_value(node);

    (void)context;
    if (value)
        orm_json_write(out, value);
    return value != NULL;
}

void orm_api_scope(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    orm_compiler c = {.ctx = &call->ctx, .catalog = call->catalog, .function = "orm_scope"};
    const orm_json *options;

    c.params = orm_arg_params(call, NULL, 2);
    options = orm_compile_shown_scope(&c, model, read_names(call));
    if (options)
        orm_json_write_by(orm_result_json(call, 256), options, write_plain, NULL);
    else
        ORM_PUT(orm_result_json(call, 8), "{}");
}
