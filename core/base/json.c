/* json.c - looking at nodes: members, places, comparison.  See json.h. */
#include "base/json.h"

#include "base/limits.h"

#include <stdarg.h>
#include <stdio.h>

orm_json *orm_json_member_text(const orm_json *object, orm_text name)
{
    if (object == NULL || object->kind != ORM_JSON_OBJECT)
        return NULL;
    orm_each_child (member, object)
        if (orm_text_equal(member->key, name))
            return member;
    return NULL;
}

orm_json *orm_json_member(const orm_json *object, const char *name)
{
    return orm_json_member_text(object, orm_text_from(name));
}

const char *orm_json_kind_name(const orm_json *node)
{
    switch (node->kind) {
    case ORM_JSON_NULL: return "null";
    case ORM_JSON_FALSE:
    case ORM_JSON_TRUE: return "a boolean";
    case ORM_JSON_NUMBER: return "a number";
    case ORM_JSON_STRING: return "a string";
    case ORM_JSON_ARRAY: return "a list";
    default: return "an object";
    }
}

/* ---- places */

static uint32_t index_of(const orm_json *item)
{
    uint32_t index = 0;

    if (item->parent->first == NULL)
        return item->parent->count; /* of orm_json_items */
    for (const orm_json *other = item->parent->first;
         other && other->token.data != item->token.data; other = other->next)
        index++; /* a copy stands where its original stands */
    return index;
}

static void append_place(orm_buffer *buffer, const orm_json *node)
{
    if (node->parent == NULL) {
        orm_buffer_text(buffer, node->key);
        return;
    }
    append_place(buffer, node->parent);
    if (node->parent->kind == ORM_JSON_ARRAY) {
        orm_buffer_format(buffer, "[%u]", index_of(node));
        return;
    }
    orm_buffer_char(buffer, '.');
    orm_buffer_text(buffer, node->key);
}

orm_text orm_json_place(orm_ctx *ctx, const orm_json *node)
{
    orm_buffer buffer;
    orm_text place;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 128);
    append_place(&buffer, node);
    place = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return place;
}

void orm_raise_at(orm_ctx *ctx, orm_error_code code, const orm_json *node, const char *format, ...)
{
    va_list args, again;
    int length;
    char *sentence;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    sentence = orm_alloc(ctx->arena, (size_t)length + 1);
    vsnprintf(sentence, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    orm_raise(ctx, code, orm_json_place(ctx, node), "%s", sentence);
}

void orm_json_check_list(orm_ctx *ctx, const orm_json *list)
{
    if (list->count > ORM_MAX_LIST)
        orm_raise_at(ctx, ORM_INVALID_OPTION, list, "a list has at most %d items, this one has %u",
                     ORM_MAX_LIST, list->count);
}

/* ---- building */

orm_json *orm_json_copy(orm_ctx *ctx, const orm_json *node)
{
    orm_json *copy = ORM_NEW(ctx->arena, orm_json);

    *copy = *node;
    copy->next = NULL;
    return copy;
}

orm_json *orm_json_copy_empty(orm_ctx *ctx, const orm_json *node)
{
    orm_json *copy = orm_json_copy(ctx, node);

    copy->first = copy->last = NULL;
    copy->count = 0;
    return copy;
}

orm_json *orm_json_copy_whole(orm_ctx *ctx, const orm_json *node)
{
    orm_json *copy = orm_json_copy_empty(ctx, node);

    copy->parent = NULL;
    copy->key = orm_text_copy(ctx->arena, node->key);
    copy->text = orm_text_copy(ctx->arena, node->text);
    copy->token = orm_text_copy(ctx->arena, node->token);
    orm_each_child (child, node) {
        orm_json *inner = orm_json_copy_whole(ctx, child);

        inner->parent = copy;
        orm_json_append(copy, inner);
    }
    return copy;
}

void orm_json_append(orm_json *parent, orm_json *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->count++;
}

/* ---- comparison */

static bool equal_members(const orm_json *left, const orm_json *right)
{
    orm_each_child (member, left) {
        const orm_json *other = orm_json_member_text(right, member->key);

        if (other == NULL || !orm_json_equal(member, other))
            return false;
    }
    return true;
}

static bool equal_items(const orm_json *left, const orm_json *right)
{
    const orm_json *other = right->first;

    orm_each_child (item, left) {
        if (!orm_json_equal(item, other))
            return false;
        other = other->next;
    }
    return true;
}

bool orm_json_equal(const orm_json *left, const orm_json *right)
{
    if (left->kind != right->kind || left->count != right->count)
        return false;
    switch (left->kind) {
    case ORM_JSON_NUMBER:
    case ORM_JSON_STRING: return orm_text_equal(left->text, right->text);
    case ORM_JSON_ARRAY: return equal_items(left, right);
    case ORM_JSON_OBJECT: return equal_members(left, right);
    default: return true;
    }
}

int orm_json_order_members(const void *left, const void *right)
{
    const orm_json *const *a = left, *const *b = right;
    int order;

    if ((*a)->key.length != (*b)->key.length)
        return (*a)->key.length < (*b)->key.length ? -1 : 1;
    order = orm_text_compare((*a)->key, (*b)->key);
    if (order != 0)
        return order;
    return (*a)->token.data > (*b)->token.data ? -1 : 1;
}
