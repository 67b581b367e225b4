/* json_put.c - a value put into a document.  See json_put.h. */
#include "base/json_put.h"

#include "base/json_text.h"

static orm_json *read(orm_ctx *ctx, orm_text text, const char *otherwise)
{
    return orm_json_read(ctx, text.length ? text : orm_text_from(otherwise), ORM_JSON_STORED,
                         "value");
}

/* The node is this value in its place. */
static void become(orm_json *node, const orm_json *value)
{
    orm_json before = *node;

    *node = *value;
    node->key = before.key;
    node->parent = before.parent;
    node->next = before.next;
}

static orm_json *add(orm_ctx *ctx, orm_json *parent, orm_text key)
{
    orm_json *node = read(ctx, (orm_text){"", 0}, "null");

    node->key = key;
    orm_json_append(parent, node);
    return node;
}

/* ---- one step */

static orm_json *item_of(orm_ctx *ctx, orm_json *list, orm_text step)
{
    uint32_t index;

    if (!orm_json_step_index(step, &index))
        return NULL;
    orm_each_child (item, list)
        if (index-- == 0)
            return item;
    return add(ctx, list, (orm_text){"", 0});
}

static orm_json *member_of(orm_ctx *ctx, orm_json *object, orm_text name)
{
    orm_json *found = NULL;

    if (object->kind != ORM_JSON_OBJECT)
        become(object, read(ctx, (orm_text){"", 0}, "{}"));
    orm_each_child (member, object)
        if (orm_text_equal(member->key, name))
            found = member;
    return found ? found : add(ctx, object, name);
}

/* ---- the path */

orm_json *orm_json_put(orm_ctx *ctx, orm_text document, orm_text path, orm_text value)
{
    orm_json *root = read(ctx, document, "{}"), *at = root;
    const orm_json *steps = read(ctx, path, "[]");

    orm_each_child (step, steps) {
        at = at->kind == ORM_JSON_ARRAY ? item_of(ctx, at, step->text)
                                        : member_of(ctx, at, step->text);
        if (at == NULL)
            return root;
    }
    become(at, read(ctx, value, "null"));
    return root;
}
