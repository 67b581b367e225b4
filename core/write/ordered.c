/* ordered.c - the rows of a change in the order of their key.  See ordered.h. */
#include "write/ordered.h"

#include <stdlib.h>

#include "base/number.h"

typedef struct ordered_row {
    const orm_value *keys;
    uint16_t key_count;
    size_t offset; /* of its JSON */
    size_t length;
} ordered_row;

typedef struct ordered {
    orm_sink sink;
    orm_ctx *ctx;
    const orm_modify *modify;
    orm_buffer text;
    ordered_row *rows;
    uint32_t count;
    uint32_t capacity;
} ordered;

/* ---- keys */

static bool is_number(const orm_output *output)
{
    const orm_type *type = output->expr->type;

    return type && type->kind >= ORM_TYPE_FLOAT && type->kind <= ORM_TYPE_DECIMAL;
}

/* Numbers with a fraction come as texts: they are compared as numbers. */
static orm_value read_key(ordered *it, orm_row *row, uint16_t column)
{
    orm_value key = it->ctx->host->fetch(it->ctx->host, it->ctx, row, column);
    double number;

    if (key.kind == ORM_VALUE_TEXT && is_number(it->modify->outputs[column]) &&
        orm_number_read_double(it->ctx->arena, key.as.text, &number))
        key = (orm_value){.kind = ORM_VALUE_DOUBLE, .as.real = number};
    return key;
}

static double as_double(const orm_value *value)
{
    return value->kind == ORM_VALUE_DOUBLE ? value->as.real : (double)value->as.integer;
}

static int compare_texts(orm_text left, orm_text right)
{
    size_t length = left.length < right.length ? left.length : right.length;
    int order = length ? memcmp(left.data, right.data, length) : 0;

    return order ? order : (left.length > right.length) - (left.length < right.length);
}

static int compare_keys(const orm_value *left, const orm_value *right)
{
    if (left->kind == ORM_VALUE_TEXT && right->kind == ORM_VALUE_TEXT)
        return compare_texts(left->as.text, right->as.text);
    if (left->kind == ORM_VALUE_INTEGER && right->kind == ORM_VALUE_INTEGER)
        return (left->as.integer > right->as.integer) - (left->as.integer < right->as.integer);
    if (left->kind == ORM_VALUE_TEXT || right->kind == ORM_VALUE_TEXT)
        return left->kind == ORM_VALUE_TEXT ? 1 : -1;
    return (as_double(left) > as_double(right)) - (as_double(left) < as_double(right));
}

/* Rows with equal keys stay in the order in which they came. */
static int compare_rows(const void *left, const void *right)
{
    const ordered_row *a = left, *b = right;
    int order = 0;

    for (uint16_t i = 0; i < a->key_count && order == 0; i++)
        order = compare_keys(&a->keys[i], &b->keys[i]);
    return order ? order : (a->offset > b->offset) - (a->offset < b->offset);
}

/* ---- rows */

static ordered_row *new_row(ordered *it)
{
    if (it->count == it->capacity) {
        uint32_t capacity = it->capacity ? it->capacity * 2 : 16;
        ordered_row *longer = ORM_NEW_N(it->ctx->arena, ordered_row, capacity);

        if (it->count)
            memcpy(longer, it->rows, it->count * sizeof *longer);
        it->rows = longer;
        it->capacity = capacity;
    }
    return &it->rows[it->count++];
}

static void take_row(orm_sink *sink, orm_row *row)
{
    ordered *it = (ordered *)sink;
    uint16_t count = it->modify->key_count;
    uint16_t shown = (uint16_t)(it->modify->output_count - count);
    orm_value *keys = ORM_NEW_N(it->ctx->arena, orm_value, count);
    ordered_row *to = new_row(it);

    for (uint16_t i = 0; i < count; i++)
        keys[i] = read_key(it, row, (uint16_t)(shown + i));
    *to = (ordered_row){keys, count, it->text.length, 0};
    orm_row_write(it->ctx->host, row, it->modify->outputs, shown, &it->text);
    orm_buffer_char(&it->text, '}');
    to->length = it->text.length - to->offset;
}

int64_t orm_ordered_run(orm_ctx *ctx, const orm_modify *modify, const orm_statement *statement,
                        const orm_value *parameters, orm_buffer *out)
{
    ordered it = {.sink = {take_row}, .ctx = ctx, .modify = modify};

    orm_buffer_open(&it.text, ctx->host, ORM_LIFE_CALL, 512);
    ctx->host->run(ctx->host, statement, parameters, &it.sink);
    if (it.count > 1)
        qsort(it.rows, it.count, sizeof *it.rows, compare_rows);
    for (uint32_t i = 0; i < it.count; i++) {
        if (i > 0)
            orm_buffer_char(out, ',');
        orm_buffer_bytes(out, it.text.data + it.rows[i].offset, it.rows[i].length);
    }
    orm_buffer_close(&it.text);
    return it.count;
}
