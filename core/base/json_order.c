/* json_order.c - JSON values compared, as PostgreSQL's jsonb does it.  See json_order.h.
 *
 * Source of the rules: jsonb_util.c (compareJsonbContainers, JsonbDeepContains) and the array
 * operators of PostgreSQL. */
#include "base/json_order.h"

#include <stdlib.h>

#include "base/number.h"

/* ---- normal form */

static bool is_normal(const orm_json *object)
{
    for (const orm_json *member = object->first; member && member->next; member = member->next)
        if (orm_json_order_members(&member, &member->next) >= 0 ||
            orm_text_equal(member->key, member->next->key))
            return false;
    return true;
}

static void sort_members(orm_ctx *ctx, orm_json *object)
{
    orm_json **members = orm_alloc(ctx->arena, orm_size_mul(object->count, sizeof *members));
    orm_json **end = members;

    orm_each_child (member, object)
        *end++ = member;
    qsort(members, object->count, sizeof *members, orm_json_order_members);
    object->first = object->last = NULL;
    object->count = 0;
    for (orm_json **it = members; it < end; it++) {
        (*it)->next = NULL;
        if (object->last == NULL || !orm_text_equal(object->last->key, (*it)->key))
            orm_json_append(object, *it);
    }
}

void orm_json_normalize(orm_ctx *ctx, orm_json *node)
{
    if (node->kind == ORM_JSON_OBJECT && !is_normal(node))
        sort_members(ctx, node);
    orm_each_child (child, node)
        orm_json_normalize(ctx, child);
}

/* ---- order */

static int rank(const orm_json *node)
{
    static const int ranks[] = {
        [ORM_JSON_NULL] = 0, [ORM_JSON_STRING] = 1, [ORM_JSON_NUMBER] = 2, [ORM_JSON_FALSE] = 3,
        [ORM_JSON_TRUE] = 3, [ORM_JSON_ARRAY] = 4,  [ORM_JSON_OBJECT] = 5};

    return ranks[node->kind];
}

static int order_integers(int64_t left, int64_t right)
{
    return left < right ? -1 : left > right;
}

static int order_children(const orm_json *left, const orm_json *right)
{
    const orm_json *other = right->first;
    int order = order_integers(left->count, right->count);

    if (order != 0)
        return order;
    orm_each_child (child, left) {
        if (left->kind == ORM_JSON_OBJECT)
            order = orm_text_compare(child->key, other->key);
        if (order == 0)
            order = orm_json_order(child, other);
        if (order != 0)
            return order;
        other = other->next;
    }
    return 0;
}

int orm_json_order(const orm_json *left, const orm_json *right)
{
    if (rank(left) != rank(right))
        return order_integers(rank(left), rank(right));
    switch (left->kind) {
    case ORM_JSON_NULL: return 0;
    case ORM_JSON_STRING: return orm_text_compare(left->text, right->text);
    case ORM_JSON_NUMBER: return orm_number_compare(left->text, right->text);
    case ORM_JSON_ARRAY:
    case ORM_JSON_OBJECT: return order_children(left, right);
    default: return order_integers(left->kind, right->kind); /* false before true */
    }
}

/* ---- containment */

/* Members are sorted in both: each is looked for behind the last one found. */
static bool contains_members(const orm_json *left, const orm_json *right)
{
    const orm_json *at = left->first;

    orm_each_child (member, right) {
        while (at && !orm_text_equal(at->key, member->key))
            at = at->next;
        if (at == NULL)
            return false;
        if (orm_json_is_scalar(member) ? orm_json_order(at, member) != 0
                                       : !orm_json_contains(at, member))
            return false;
    }
    return true;
}

static bool has_item(const orm_json *list, const orm_json *item)
{
    orm_each_child (own, list)
        if (orm_json_is_scalar(item) ? orm_json_order(own, item) == 0
                                     : own->kind == item->kind && orm_json_contains(own, item))
            return true;
    return false;
}

static bool contains_items(const orm_json *left, const orm_json *right)
{
    orm_each_child (item, right)
        if (!has_item(left, item))
            return false;
    return true;
}

bool orm_json_contains(const orm_json *left, const orm_json *right)
{
    if (left->kind == ORM_JSON_OBJECT && right->kind == ORM_JSON_OBJECT)
        return contains_members(left, right);
    if (left->kind == ORM_JSON_ARRAY && right->kind == ORM_JSON_ARRAY)
        return contains_items(left, right);
    if (!orm_json_is_scalar(right))
        return false;
    /* a list holds its scalars as if they stood in a list too */
    return left->kind == ORM_JSON_ARRAY ? has_item(left, right) : orm_json_order(left, right) == 0;
}

bool orm_json_has_key(const orm_json *node, orm_text key)
{
    if (node->kind == ORM_JSON_OBJECT)
        return orm_json_member_text(node, key) != NULL;
    if (node->kind != ORM_JSON_ARRAY)
        return node->kind == ORM_JSON_STRING && orm_text_equal(node->text, key);
    orm_each_child (item, node)
        if (item->kind == ORM_JSON_STRING && orm_text_equal(item->text, key))
            return true;
    return false;
}

/* ---- arrays */

static bool is_nested(const orm_json *item, bool is_flat)
{
    return is_flat && item->kind == ORM_JSON_ARRAY;
}

/* Whether the array has this item, which is neither null nor an array. */
static bool array_has(const orm_json *array, const orm_json *item, bool is_flat)
{
    orm_each_child (own, array)
        if (is_nested(own, is_flat) ? array_has(own, item, true) : orm_json_order(own, item) == 0)
            return true;
    return false;
}

bool orm_array_contains(const orm_json *left, const orm_json *right, bool is_flat)
{
    orm_each_child (item, right)
        if (is_nested(item, is_flat)
                ? !orm_array_contains(left, item, true)
                : item->kind == ORM_JSON_NULL || !array_has(left, item, is_flat))
            return false;
    return true;
}

bool orm_array_overlaps(const orm_json *left, const orm_json *right, bool is_flat)
{
    orm_each_child (item, right)
        if (is_nested(item, is_flat)
                ? orm_array_overlaps(left, item, true)
                : item->kind != ORM_JSON_NULL && array_has(left, item, is_flat))
            return true;
    return false;
}

static int order_items(const orm_json *left, const orm_json *right)
{
    if (left->kind == ORM_JSON_NULL || right->kind == ORM_JSON_NULL)
        return order_integers(left->kind == ORM_JSON_NULL, right->kind == ORM_JSON_NULL);
    if (left->kind == ORM_JSON_ARRAY && right->kind == ORM_JSON_ARRAY)
        return orm_array_order(left, right);
    return orm_json_order(left, right);
}

int orm_array_order(const orm_json *left, const orm_json *right)
{
    const orm_json *other = right->first;

    for (const orm_json *item = left->first; item && other; item = item->next) {
        int order = order_items(item, other);

        if (order != 0)
            return order;
        other = other->next;
    }
    return order_integers(left->count, right->count);
}
