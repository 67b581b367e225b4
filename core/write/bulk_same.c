/* bulk_same.c - items of a list that have the same key: they are applied in the order given, as if
 * one after the other (api.md section 6).  See bulk.h.
 *
 * A statement that takes all rows cannot change one twice: there the items of a key are made one
 * row before.  What the engine takes for equal although its text differs (citext) must be found
 * here. */
#include "base/letter_case.h"
#include "catalog/convert.h"
#include "exec/keyset.h"
#include "write/bulk.h"

/* ---- keys */

/* A value as keys are compared: a number, or a text. */
static orm_value as_key(orm_bulk *b, const orm_attribute *attribute, const orm_value *value)
{
    orm_value key = {.kind = ORM_VALUE_TEXT};
    orm_buffer text;

    switch (value->kind) {
    case ORM_VALUE_BOOLEAN:
    case ORM_VALUE_INTEGER:
    case ORM_VALUE_TIMESTAMP:
        return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = value->as.integer};
    case ORM_VALUE_BYTES: key.as.text = value->as.text; break;
    default:
        orm_buffer_open(&text, b->call->ctx.host, ORM_LIFE_CALL, 64);
        orm_value_write_text(&text, value);
        key.as.text = orm_buffer_copy(&text, b->scratch.arena);
        orm_buffer_close(&text);
        break;
    }
    key.as.text = attribute->type->kind == ORM_TYPE_CITEXT
                      ? orm_text_lower(b->call->ctx.arena, key.as.text)
                      : orm_text_copy(b->call->ctx.arena, key.as.text);
    return key;
}

/* The value that an item has for an attribute of the key; false: none that could be equal to
 * another's. */
static bool key_value(orm_bulk *b, const orm_attribute *attribute, const orm_json *item,
                      orm_value *out)
{
    const orm_json *member =
        b->is_wanted[attribute->index] ? orm_json_member_text(item, attribute->name) : NULL;
    const orm_bulk_column *column = orm_bulk_column_of(b, attribute);
    orm_value value;
    orm_text why;

    if (member) {
        if (!orm_convert(&b->scratch, attribute->type, member, &value, &why))
            return false; /* reported when the values are read */
    } else if (column && column->default_kind == ORM_DEFAULT_VALUE) {
        value = column->default_value;
    } else {
        return false;
    }
    if (value.kind == ORM_VALUE_NULL)
        return false;
    *out = as_key(b, attribute, &value);
    return true;
}

static bool read_key(orm_bulk *b, const orm_attribute *const *key, uint32_t count,
                     const orm_json *item, orm_value *out)
{
    for (uint32_t i = 0; i < count; i++)
        if (!key_value(b, key[i], item, &out[i]))
            return false;
    return true;
}

void orm_bulk_find_same(orm_bulk *b, const orm_attribute *const *key, uint32_t count)
{
    orm_arena *arena = b->call->ctx.arena;
    orm_bulk_same *same = &b->same;
    orm_value *values = ORM_NEW_N(arena, orm_value, count + 1);
    uint32_t *group_of_key = ORM_NEW_N(arena, uint32_t, b->count + 1);
    const orm_json *item;
    orm_keyset keys;

    orm_keyset_open(&keys, &b->call->ctx, (uint16_t)count);
    same->group_of = ORM_NEW_N(arena, uint32_t, b->count + 1);
    same->size = ORM_NEW_N(arena, uint32_t, b->count + 1);
    orm_bulk_rewind(b);
    while ((item = orm_bulk_next(b))) {
        uint32_t before = keys.count, entry, group = same->count;

        if (read_key(b, key, count, item, values)) {
            entry = orm_keyset_add(&keys, values);
            if (keys.count == before)
                group = group_of_key[entry];
            else
                group_of_key[entry] = group;
        }
        same->group_of[b->at] = group;
        same->count += group == same->count;
        same->has_any |= ++same->size[group] > 1;
    }
    orm_bulk_rewind(b);
}

/* ---- one row of several items */

static orm_value keep(orm_arena *arena, const orm_value *value)
{
    orm_value copy = *value;
    orm_value *list;

    switch (value->kind) {
    case ORM_VALUE_DECIMAL:
    case ORM_VALUE_TEXT:
    case ORM_VALUE_BYTES: copy.as.text = orm_text_copy(arena, value->as.text); break;
    case ORM_VALUE_LIST:
        list = ORM_NEW_N(arena, orm_value, value->count + 1);
        for (uint32_t i = 0; i < value->count; i++)
            list[i] = keep(arena, &value->as.list[i]);
        copy.as.list = list;
        break;
    default: break;
    }
    return copy;
}

static void keep_first(orm_bulk *b, uint32_t group, const orm_value *values, const uint8_t *has)
{
    orm_arena *arena = b->call->ctx.arena;

    b->merged[group] = ORM_NEW_N(arena, orm_value, b->column_count + 1);
    for (uint32_t i = 0; i < b->column_count; i++)
        b->merged[group][i] = keep(arena, &values[i]);
    memcpy(b->has + (size_t)group * b->column_count, has, b->column_count);
}

static void lay_over(orm_bulk *b, uint32_t group, const orm_value *values, const uint8_t *has,
                     const bool *is_updated)
{
    uint8_t *had = b->has + (size_t)group * b->column_count;

    for (uint32_t i = 0; i < b->column_count; i++) {
        bool is_touched = b->columns[i].attribute == b->model->updated_at;

        if (!is_touched && !(is_updated ? is_updated[i] : has[i] == ORM_VALUE_GIVEN))
            continue;
        b->merged[group][i] = keep(b->call->ctx.arena, &values[i]);
        had[i] = has[i];
    }
}

void orm_bulk_merge(orm_bulk *b, const bool *is_updated)
{
    orm_arena *arena = b->call->ctx.arena;
    orm_value *values = ORM_NEW_N(arena, orm_value, b->column_count + 1);
    uint8_t *has = ORM_NEW_N(arena, uint8_t, b->column_count + 1);
    const orm_json *item;

    b->merged = ORM_NEW_N(arena, orm_value *, b->same.count + 1);
    b->has = ORM_NEW_N(arena, uint8_t, orm_size_mul(b->same.count + 1, b->column_count + 1));
    orm_bulk_rewind(b);
    while ((item = orm_bulk_next(b))) {
        uint32_t group = b->same.group_of[b->at];

        orm_bulk_fill(b, item, values, has);
        if (b->merged[group] == NULL)
            keep_first(b, group, values, has);
        else
            lay_over(b, group, values, has, is_updated);
    }
    orm_problems_raise(&b->problems);
}
