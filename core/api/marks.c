/* marks.c - {"$ref"}, {"$param"} and {"$value"} in the data of a step.  See step.h. */
#include "api/step.h"

#include "base/suggest.h"

/* The one member of an object that is nothing but a mark; NULL: it is data. */
static const orm_json *mark_of(const orm_json *node)
{
    const orm_json *only = node->first;

    if (node->kind != ORM_JSON_OBJECT || node->count != 1)
        return NULL;
    if (orm_text_is(only->key, "$value"))
        return only;
    if (only->kind == ORM_JSON_STRING &&
        (orm_text_is(only->key, "$ref") || orm_text_is(only->key, "$param")))
        return only;
    return NULL;
}

static bool has_marks(const orm_json *node)
{
    if (mark_of(node))
        return true;
    orm_each_child (child, node)
        if (has_marks(child))
            return true;
    return false;
}

/* ---- $ref */

static _Noreturn void fail_unknown(orm_marks *marks, const orm_json *ref, orm_text name)
{
    orm_error *error =
        orm_error_new(marks->ctx, ORM_INVALID_OPTION,
                      "no step before this one has the name \"%.*s\" (\"as\")", ORM_ARG(name));
    orm_text *names = ORM_NEW_N(marks->ctx->arena, orm_text, marks->names.count + 1u);
    size_t count = 0;

    for (uint32_t i = 0; i < marks->names.count; i++)
        if (marks->results[i].json.data)
            names[count++] = marks->names.keys[i].as.text;
    error->did_you_mean = orm_suggest(marks->ctx->arena, name, names, count);
    error->at = orm_json_place(marks->ctx, ref->parent);
    orm_throw(marks->ctx, error);
}

static const orm_json *result_named(orm_marks *marks, const orm_json *ref, orm_text name)
{
    const orm_value key = {.kind = ORM_VALUE_TEXT, .as.text = name};
    uint32_t entry = orm_keyset_find(&marks->names, &key);
    orm_named *found = entry == ORM_NO_ENTRY ? NULL : &marks->results[entry];

    if (found == NULL || found->json.data == NULL)
        fail_unknown(marks, ref, name);
    if (found->node == NULL)
        found->node = orm_json_read(marks->ctx, found->json, ORM_JSON_DATA, "result");
    return found->node;
}

static bool is_end(char c)
{
    return c == '.' || c == '[' || c == ']';
}

/* The next step of a path, behind its '.' or '['. */
static orm_text next_name(orm_text path, size_t *at)
{
    size_t from = *at, to;

    for (to = from; to < path.length && !is_end(path.data[to]);)
        to++;
    *at = to;
    return orm_text_slice(path, from, to);
}

static const orm_json *item_named(const orm_json *list, orm_text name)
{
    uint32_t index = 0;

    if (name.length == 0 || name.length > 7)
        return NULL;
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] < '0' || name.data[i] > '9')
            return NULL;
        index = index * 10 + (uint32_t)(name.data[i] - '0');
    }
    orm_each_child (item, list)
        if (index-- == 0)
            return item;
    return NULL;
}

static const orm_json *step_down(orm_marks *marks, const orm_json *ref, const orm_json *from,
                                 orm_text name)
{
    const orm_json *found =
        from->kind == ORM_JSON_ARRAY ? item_named(from, name) : orm_json_member_text(from, name);

    if (found == NULL)
        orm_raise_at(marks->ctx, ORM_INVALID_OPTION, ref->parent,
                     "\"%.*s\" names nothing: there is no \"%.*s\" in %s", ORM_ARG(ref->text),
                     ORM_ARG(name), orm_json_kind_name(from));
    return found;
}

/* "u", "u.id", "list[0].id", "list.0.id" */
static orm_text referred(orm_marks *marks, const orm_json *ref)
{
    orm_text path = ref->text;
    size_t at = 0;
    const orm_json *node = result_named(marks, ref, next_name(path, &at));

    while (at < path.length) {
        bool is_item = path.data[at++] == '[';

        node = step_down(marks, ref, node, next_name(path, &at));
        if (is_item && at < path.length && path.data[at] == ']')
            at++;
    }
    return node->token;
}

/* ---- $param */

static orm_text param(orm_marks *marks, const orm_json *name)
{
    const orm_json *value = orm_json_member_text(marks->params, name->text);

    if (value == NULL)
        orm_raise_at(marks->ctx, ORM_INVALID_OPTION, name->parent, "the param \"%.*s\" is missing",
                     ORM_ARG(name->text));
    return value->token;
}

/* ---- all of a document */

static orm_text meaning(orm_marks *marks, const orm_json *mark)
{
    if (orm_text_is(mark->key, "$value"))
        return mark->token;
    return orm_text_is(mark->key, "$ref") ? referred(marks, mark) : param(marks, mark);
}

static bool write_meaning(void *context, const orm_json *node, orm_buffer *out)
{
    const orm_json *mark = mark_of(node);

    if (mark == NULL && has_marks(node))
        return false;
    orm_buffer_text(out, mark ? meaning(context, mark) : node->token);
    return true;
}

orm_text orm_marks_resolve(orm_marks *marks, const orm_json *node)
{
    orm_buffer out;
    orm_text text;

    if (!has_marks(node))
        return node->token;
    orm_buffer_open(&out, marks->ctx->host, ORM_LIFE_CALL, node->token.length + 64);
    orm_json_write_by(&out, node, write_meaning, marks);
    text = orm_buffer_copy(&out, marks->ctx->arena);
    orm_buffer_close(&out);
    return text;
}
