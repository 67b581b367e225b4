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

static void write(orm_buffer *out, const orm_json *node)
{
    const orm_json *value = plain_value(node);
    bool is_object = node->kind == ORM_JSON_OBJECT;

    if (value || orm_json_is_scalar(node)) {
        orm_json_write(out, value ? value : node);
        return;
    }
    orm_buffer_char(out, is_object ? '{' : '[');
    orm_each_child (child, node) {
        if (child != node->first)
            orm_buffer_char(out, ',');
        if (is_object) {
            orm_json_write_string(out, child->key);
            orm_buffer_char(out, ':');
        }
        write(out, child);
    }
    orm_buffer_char(out, is_object ? '}' : ']');
}

void orm_api_scope(orm_call *call)
{
    const orm_model *model = orm_arg_model(call);
    orm_compiler c = {.ctx = &call->ctx, .catalog = call->catalog, .function = "orm_scope"};
    const orm_json *options;

    c.params = orm_arg_params(call, NULL, 2);
    options = orm_compile_shown_scope(&c, model, read_names(call));
    if (options)
        write(orm_result_json(call, 256), options);
    else
        ORM_PUT(orm_result_json(call, 8), "{}");
}
