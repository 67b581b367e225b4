/* rows.c - the answer of a question to the engine's catalog.  See rows.h. */
#include "schema/rows.h"

#include "base/number.h"
#include "catalog/model.h"
#include "exec/store.h"

/* A sink that copies every cell. */
typedef struct collector {
    orm_sink sink;
    orm_ctx *ctx;
    orm_rows *rows;
    uint32_t capacity;
} collector;

static orm_text text_of(orm_ctx *ctx, orm_value value)
{
    if (value.kind == ORM_VALUE_INTEGER)
        return orm_text_format(ctx->arena, "%lld", (long long)value.as.integer);
    return value.kind == ORM_VALUE_NULL ? ORM_TEXT("") : value.as.text;
}

static void grow(collector *c)
{
    uint32_t capacity = c->capacity ? c->capacity * 2 : 32;
    orm_text *longer = ORM_NEW_N(c->ctx->arena, orm_text, (size_t)capacity * c->rows->width);

    if (c->rows->count)
        memcpy(longer, c->rows->cells, (size_t)c->rows->count * c->rows->width * sizeof *longer);
    c->rows->cells = longer;
    c->capacity = capacity;
}

static void collect(orm_sink *sink, orm_row *row)
{
    collector *c = (collector *)sink;

    if (c->rows->count == c->capacity)
        grow(c);
    for (uint32_t i = 0; i < c->rows->width; i++)
        c->rows->cells[c->rows->count * c->rows->width + i] =
            text_of(c->ctx, c->ctx->host->fetch(c->ctx->host, c->ctx, row, (int)i));
    c->rows->count++;
}

orm_rows orm_rows_ask(orm_ctx *ctx, const char *sql, const orm_value *parameters, uint16_t count,
                      uint32_t width)
{
    orm_rows rows = {NULL, 0, width};
    collector c = {{collect}, ctx, &rows, 0};

    orm_store_run(ctx, sql, parameters, count, false, &c.sink);
    return rows;
}

orm_rows orm_rows_run(orm_ctx *ctx, orm_text sql, uint32_t width)
{
    orm_rows rows = {NULL, 0, width};
    collector c = {{collect}, ctx, &rows, 0};
    orm_statement statement = {.sql = sql, .is_one_time = true, .is_question = true};

    ctx->host->run(ctx->host, &statement, NULL, &c.sink);
    return rows;
}

typedef struct counter {
    orm_sink sink;
    orm_ctx *ctx;
    int64_t count;
} counter;

static void take_count(orm_sink *sink, orm_row *row)
{
    counter *c = (counter *)sink;

    c->count = c->ctx->host->fetch(c->ctx->host, c->ctx, row, 0).as.integer;
}

int64_t orm_rows_count(orm_ctx *ctx, orm_text sql)
{
    counter c = {{take_count}, ctx, 0};
    orm_statement statement = {.sql = sql, .is_one_time = true};

    ctx->host->run(ctx->host, &statement, NULL, &c.sink);
    return c.count;
}

bool orm_rows_is(const orm_rows *rows, uint32_t row, uint32_t column)
{
    orm_text cell = orm_rows_cell(rows, row, column);

    return orm_text_is(cell, "t") || orm_text_is(cell, "1") || orm_text_is(cell, "true");
}

orm_value orm_value_of_text(orm_text text)
{
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = text};
}

orm_value orm_value_of_texts(orm_ctx *ctx, const orm_text *items, uint32_t count)
{
    orm_value *list = ORM_NEW_N(ctx->arena, orm_value, count + 1);

    for (uint32_t i = 0; i < count; i++)
        list[i] = orm_value_of_text(items[i]);
    return (orm_value){.kind = ORM_VALUE_LIST, .count = count, .as.list = list};
}

orm_names orm_names_read(orm_ctx *ctx, orm_text json)
{
    orm_names names = {NULL, 0};
    const orm_json *node;
    orm_text *items;

    if (json.length == 0)
        return names;
    node = orm_json_read(ctx, json, ORM_JSON_DATA, "names");
    items = ORM_NEW_N(ctx->arena, orm_text, node->count + 1);
    orm_each_child (item, node)
        items[names.count++] = item->text;
    names.items = items;
    return names;
}
