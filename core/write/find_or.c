/* find_or.c - the first row that is found, or one that is made of what was asked for.  See write.h.
 *
 * Looked for first: an INSERT that meets a conflict costs a number of the sequence, a transaction
 * id and log each time.  Another session may make the row between the two: then the INSERT does
 * nothing and the row is looked for again.  What is not found even then stands in the way by
 * another key than the condition's: the INSERT that is not told to look away raises the true error.
 *
 * Where the write lock is one of the whole database (SQLite), the row is looked for without it
 * first.
 *
 * The new row has the plain equalities of "where" under its "defaults" (semantics.md 11). */
#include "exec/hooks.h"
#include "write/build.h"
#include "write/insert.h"
#include "write/write.h"

/* Options of what is made; the others are the finder's. */
static const orm_key made_keys[] = {
    {"defaults", ORM_K_OBJECT},
    {"fields", ORM_K_ARRAY},
    {"set", ORM_K_OBJECT},
    {"silent", ORM_K_BOOLEAN},
    {"omitNull", ORM_K_BOOLEAN},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

enum { MADE = sizeof made_keys / sizeof *made_keys };

typedef struct find_or {
    orm_call *call;
    orm_find find;
    const orm_json *params;
    orm_insertion insertion;
} find_or;

/* ---- options */

static bool is_made(orm_text name)
{
    for (size_t i = 0; i < MADE; i++)
        if (orm_text_is(name, made_keys[i].name))
            return true;
    return false;
}

static bool is_of_both(orm_text name)
{
    return orm_text_is(name, "schema") || orm_text_is(name, "schemaDelimiter");
}

_Static_assert((int)MADE <= (int)ORM_FIND_MORE, "orm_find_check() has room for them");

static void split_options(find_or *it, const orm_json *options)
{
    orm_ctx *ctx = &it->call->ctx;
    orm_json *finder = orm_json_copy_empty(ctx, options);
    orm_json *made = orm_json_copy_empty(ctx, options);

    orm_each_child (member, options) {
        if (orm_text_is(member->key, "defaults"))
            continue; /* values, no options */
        if (is_made(member->key))
            orm_json_append(made, orm_json_copy(ctx, member));
        if (!is_made(member->key) || is_of_both(member->key))
            orm_json_append(finder, orm_json_copy(ctx, member));
    }
    it->find.options = finder;
    it->insertion.options = made;
}

/* ---- the row that would be made */

static const orm_json *param_value(const find_or *it, const orm_json *name)
{
    return name->kind == ORM_JSON_STRING && it->params
               ? orm_json_member_text(it->params, name->text)
               : NULL;
}

/* Whether a document is data throughout: no operator in it. */
static bool is_plain(const orm_json *node)
{
    if (orm_json_is_scalar(node))
        return true;
    orm_each_child (child, node) {
        bool is_operator =
            node->kind == ORM_JSON_OBJECT && child->key.length && child->key.data[0] == '$';

        if (is_operator || !is_plain(child))
            return false;
    }
    return true;
}

/* The value that a condition on an attribute asks for; NULL: it is no plain equality. */
static const orm_json *equal_value(const find_or *it, const orm_attribute *attribute,
                                   const orm_json *node)
{
    const orm_type *type = attribute->type;
    const orm_json *inner = node->kind == ORM_JSON_OBJECT && node->count == 1 ? node->first : NULL;

    if (orm_json_is_scalar(node))
        return node;
    if (inner && orm_text_is(inner->key, "$value"))
        return inner;
    if (inner && orm_text_is(inner->key, "$param"))
        return param_value(it, inner);
    if (inner && orm_text_is(inner->key, "$eq")) {
        inner = inner->kind == ORM_JSON_OBJECT && !orm_type_is_json(type)
                    ? equal_value(it, attribute, inner)
                    : inner;
        return inner && is_plain(inner) ? inner : NULL;
    }
    if (node->kind == ORM_JSON_ARRAY)
        return (type->kind == ORM_TYPE_ARRAY || type->kind == ORM_TYPE_RANGE) && is_plain(node)
                   ? node
                   : NULL;
    return (orm_type_is_json(type) || type->kind == ORM_TYPE_HSTORE) && is_plain(node) ? node
                                                                                       : NULL;
}

static void add_equalities(const find_or *it, orm_json *row, const orm_json *where)
{
    orm_each_child (member, where) {
        const orm_attribute *attribute = orm_model_attribute(it->find.model, member->key);
        const orm_json *value = attribute && orm_json_member_text(row, member->key) == NULL
                                    ? equal_value(it, attribute, member)
                                    : NULL;
        orm_json *copy;

        if (value == NULL)
            continue;
        copy = orm_json_copy(&it->call->ctx, value);
        copy->key = member->key;
        orm_json_append(row, copy);
    }
}

static const orm_json *made_row(const find_or *it, const orm_json *options)
{
    const orm_json *defaults = orm_option(options, "defaults");
    const orm_json *where = orm_option(options, "where");
    orm_json *row = orm_json_copy_empty(&it->call->ctx, defaults ? defaults : options);

    row->kind = ORM_JSON_OBJECT;
    if (defaults)
        orm_each_child (member, defaults)
            orm_json_append(row, orm_json_copy(&it->call->ctx, member));
    if (where->kind == ORM_JSON_OBJECT)
        add_equalities(it, row, where);
    return row;
}

/* ---- the call */

static bool find(find_or *it, orm_buffer *out)
{
    return orm_find_hooked(it->call, &it->find, it->params, ORM_ANSWER_FIRST, out) > 0;
}

/* Makes the row; false: it is another session's, and was found. */
static bool make(find_or *it, bool is_raising, orm_buffer *out)
{
    it->insertion.is_skipping = true;
    if (orm_insert_row(&it->insertion, out))
        return true;
    if (find(it, out))
        return false;
    if (!is_raising) {
        ORM_PUT(out, "null");
        return false;
    }
    it->insertion.is_skipping = false;
    return orm_insert_row(&it->insertion, out);
}

static void open(find_or *it, orm_call *call, const orm_model *model, const orm_json *options)
{
    const orm_json *defaults = orm_option(options, "defaults");

    memset(it, 0, sizeof *it);
    it->call = call;
    it->find = (orm_find){.model = model, .is_first = true, .more = made_keys, .more_count = MADE};
    if (orm_option(options, "where") == NULL)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("options"),
                  "orm_%s needs \"where\": what is looked for", call->function->name);
    if (defaults && defaults->kind != ORM_JSON_OBJECT)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, defaults,
                     "values are an object by attribute, not %s", orm_json_kind_name(defaults));
    it->params = orm_option(options, "params");
    it->insertion =
        (orm_insertion){.call = call, .model = model, .keys = made_keys, .key_count = MADE};
    split_options(it, options);
}

/* Whether the call could not have written until now. */
static bool begins_to_write(orm_call *call)
{
    orm_host *host = call->ctx.host;

    return call->function->access == ORM_ACCESS_LOOK && host->write && host->write(host);
}

bool orm_find_or_run(orm_call *call, const orm_model *model, const orm_json *options,
                     orm_find_or otherwise, orm_buffer *out)
{
    find_or it;
    bool is_new;

    open(&it, call, model, options);
    if (orm_hooks_concern_finds(model) && begins_to_write(call))
        return false; /* hooks look once, and may write */
    orm_buffer_char(out, '[');
    if (find(&it, out)) {
        ORM_PUT(out, ",false]");
        return true;
    }
    if (begins_to_write(call))
        return false;
    it.insertion.row = made_row(&it, options);
    if (otherwise == ORM_FIND_OR_BUILD) {
        orm_build_run(call, model, it.insertion.row, it.insertion.options, out);
        ORM_PUT(out, ",true]");
        return true;
    }
    is_new = make(&it, otherwise == ORM_FIND_OR_CREATE, out);
    orm_buffer_string(out, is_new ? ",true]" : ",false]");
    return true;
}
