/* bulk_run.c - the statements of a list: one with all rows, or one stepped per row; and which row
 * of the answer is which item's.  See bulk.h. */
#include "exec/levels.h"
#include "sql/modify.h"
#include "write/bulk.h"

/* ---- the answer */

/* The item, or group of items, of the row that the statement returns. */
static uint32_t place_of(const orm_bulk_answer *answer, orm_row *row)
{
    const orm_bulk *b = answer->bulk;
    orm_host *host = b->call->ctx.host;

    if (answer->has_number)
        return (uint32_t)(host->fetch(host, &b->call->ctx, row, answer->shown).as.integer - 1);
    if (host->dialect->has_row_source)
        return (uint32_t)(b->source.row - 1);
    return b->same.has_any ? b->same.group_of[b->at] : b->at;
}

static void write_row(orm_bulk_answer *answer, orm_row *row, orm_buffer *out)
{
    orm_row_write(answer->bulk->call->ctx.host, row, answer->bulk->modify.outputs, answer->shown,
                  out);
    orm_buffer_char(out, '}');
}

static void put_comma(orm_bulk_answer *answer)
{
    if (answer->answered++ > 0)
        orm_buffer_char(answer->out, ',');
}

static void put_nulls(orm_bulk_answer *answer, uint32_t upto)
{
    while (answer->is_complete && answer->answered < upto) {
        put_comma(answer);
        ORM_PUT(answer->out, "null");
    }
}

static void take_row(orm_sink *sink, orm_row *row)
{
    orm_bulk_answer *answer = (orm_bulk_answer *)sink;
    uint32_t place;

    if (answer->bulk->mode == ORM_BULK_INSERT) {
        put_comma(answer);
        write_row(answer, row, answer->out);
        return;
    }
    place = place_of(answer, row);
    if (answer->is_found)
        answer->is_found[place] = true;
    if (answer->out == NULL)
        return;
    if (answer->is_ordered) {
        put_nulls(answer, place);
        put_comma(answer);
        write_row(answer, row, answer->out);
        return;
    }
    answer->offsets[place] = answer->text.length;
    write_row(answer, row, &answer->text);
    answer->lengths[place] = answer->text.length - answer->offsets[place];
}

orm_sink *orm_bulk_answer_open(orm_bulk_answer *answer, orm_bulk *b, orm_buffer *out)
{
    const orm_json *returning = orm_option(b->json_options, "returning");
    orm_arena *arena = b->call->ctx.arena;

    memset(answer, 0, sizeof *answer);
    answer->sink.row = take_row;
    answer->bulk = b;
    answer->out = out;
    answer->is_ordered = !b->same.has_any;
    answer->is_complete = true;
    if (out == NULL)
        return NULL;
    orm_modify_return(&b->compiler, &b->modify,
                      returning && returning->kind == ORM_JSON_ARRAY ? returning : NULL);
    answer->shown = b->modify.output_count;
    answer->offsets = ORM_NEW_N(arena, size_t, b->count + 1);
    answer->lengths = ORM_NEW_N(arena, size_t, b->count + 1);
    orm_buffer_open(&answer->text, b->call->ctx.host, ORM_LIFE_CALL, 256);
    return &answer->sink;
}

void orm_bulk_answer_close(orm_bulk_answer *answer)
{
    const orm_bulk *b = answer->bulk;

    if (answer->out == NULL || b->mode == ORM_BULK_INSERT)
        return;
    if (answer->is_ordered) {
        put_nulls(answer, b->count);
        return;
    }
    for (uint32_t i = 0; i < b->count; i++) {
        uint32_t place = b->same.has_any ? b->same.group_of[i] : i;

        if (answer->lengths[place] > 0) {
            put_comma(answer);
            orm_buffer_bytes(answer->out, answer->text.data + answer->offsets[place],
                             answer->lengths[place]);
        } else if (answer->is_complete) {
            put_comma(answer);
            ORM_PUT(answer->out, "null");
        }
    }
    orm_buffer_close(&answer->text);
}

/* ---- with a row source */

static bool has_value(orm_source *source, int64_t row, int column)
{
    const orm_bulk *b = (const orm_bulk *)source;

    return b->has[(size_t)(row - 1) * b->column_count + (size_t)column] == ORM_VALUE_GIVEN;
}

static bool next_merged(orm_source *source, orm_value *values)
{
    orm_bulk *b = (orm_bulk *)source;

    if (++b->at == b->same.count)
        return false;
    memcpy(values, b->merged[b->at], b->column_count * sizeof *values);
    return true;
}

static bool next_row(orm_source *source, orm_value *values)
{
    orm_bulk *b = (orm_bulk *)source;
    const orm_json *item = orm_bulk_next(b);

    if (item == NULL) {
        orm_problems_raise(&b->problems);
        return false;
    }
    orm_bulk_fill(b, item, values, b->has + (b->keeps_has ? (size_t)b->at * b->column_count : 0));
    return true;
}

int64_t orm_bulk_run_source(orm_bulk *b, orm_sink *sink)
{
    orm_arena *arena = b->call->ctx.arena;
    orm_text *names = ORM_NEW_N(arena, orm_text, b->column_count + 1);
    orm_statement statement;

    for (uint32_t i = 0; i < b->column_count; i++)
        names[i] = b->columns[i].attribute->field;
    if (b->has == NULL)
        b->has = ORM_NEW_N(arena, uint8_t,
                           orm_size_mul(b->keeps_has ? b->count + 1u : 1u, b->column_count + 1u));
    b->source = (orm_source){.columns = names,
                             .count = (int)b->column_count,
                             .next = b->merged ? next_merged : next_row,
                             .has = has_value};
    b->modify.is_from_source = true;
    orm_bulk_rewind(b);
    statement = orm_print_modify(&b->call->ctx, &b->modify, NULL, NULL);
    return b->call->ctx.host->run_source(b->call->ctx.host, &statement, &b->source, sink);
}

/* ---- with one prepared statement per row, or for some rows at a time */

/* Rows whose values come from the same places. */
typedef struct variant {
    uint8_t *has;      /* by column */
    uint16_t *columns; /* of its parameters */
    orm_statement statement;
    orm_statement many; /* of `rows` rows */
    uint16_t rows;      /* 0: one at a time */
    struct variant *next;
} variant;

/* Rows of one variant that wait for their statement. */
typedef struct gathering {
    const variant *variant;
    orm_value *values; /* of the parameters, row by row */
    uint16_t count;
} gathering;

enum {
    /* In one statement, of SQLite: a row costs a quarter less than by itself; more gain nothing. */
    MOST_ROWS = 16,
    MOST_VALUES = 240 /* below what careful applications allow a statement to have */
};

/* Rows that nothing is asked of, and whose values are parameters alone. */
static bool may_gather(const orm_bulk *b, const orm_sink *sink)
{
    if (b->mode != ORM_BULK_INSERT || sink || b->count < MOST_ROWS)
        return false;
    for (uint32_t i = 0; i < b->column_count; i++)
        if (b->columns[i].attribute->setter.length)
            return false;
    return true;
}

static void print_many(orm_bulk *b, variant *it, orm_bulk_print *print)
{
    uint16_t count = it->statement.parameter_count, *columns;

    if (count == 0 || count > MOST_VALUES / 2)
        return;
    it->rows = count * MOST_ROWS > MOST_VALUES ? (uint16_t)(MOST_VALUES / count) : MOST_ROWS;
    b->modify.row_count = it->rows;
    it->many = print(b, it->has, &columns);
    it->many.one = &it->statement;
    b->modify.row_count = 0;
}

static const variant *variant_for(orm_bulk *b, variant **variants, const uint8_t *has,
                                  orm_bulk_print *print, bool is_gathering)
{
    orm_arena *arena = b->call->ctx.arena;
    variant *it;

    for (it = *variants; it; it = it->next)
        if (memcmp(it->has, has, b->column_count) == 0)
            return it;
    it = ORM_NEW(arena, variant);
    it->has = ORM_NEW_N(arena, uint8_t, b->column_count + 1);
    memcpy(it->has, has, b->column_count);
    it->statement = print(b, has, &it->columns);
    if (is_gathering)
        print_many(b, it, print);
    it->next = *variants;
    *variants = it;
    return it;
}

static int64_t run_gathered(orm_bulk *b, gathering *g)
{
    orm_host *host = b->call->ctx.host;
    uint16_t count = g->count;
    int64_t changed = 0;

    g->count = 0;
    if (count > 0 && count == g->variant->rows)
        return host->run(host, &g->variant->many, g->values, NULL);
    for (uint16_t i = 0; i < count; i++)
        changed += host->run(host, &g->variant->statement,
                             g->values + (size_t)i * g->variant->statement.parameter_count, NULL);
    return changed;
}

static void bind(const variant *it, const orm_value *values, orm_value *bound)
{
    for (uint16_t i = 0; i < it->statement.parameter_count; i++)
        bound[i] = values[it->columns[i]];
}

/* The number of rows that were written for it. */
static int64_t gather(orm_bulk *b, gathering *g, const variant *it, const orm_value *values)
{
    int64_t changed = g->variant == it ? 0 : run_gathered(b, g);

    g->variant = it;
    bind(it, values, g->values + (size_t)g->count * it->statement.parameter_count);
    g->count++;
    return g->count == it->rows ? changed + run_gathered(b, g) : changed;
}

static int64_t run_variant(orm_bulk *b, const variant *it, const orm_value *values,
                           orm_value *bound, orm_sink *sink)
{
    orm_host *host = b->call->ctx.host;

    if (it->statement.sql.length == 0)
        return 0;
    bind(it, values, bound);
    return host->run(host, &it->statement, bound, sink);
}

/* Items that are of no value are an error before rows that the table refuses, wherever they stand,
 * as they are where one statement takes all rows. */
typedef struct rest {
    orm_refusal refusal;
    orm_bulk *b;
    orm_value *values;
    uint8_t *has;
} rest;

static void look_at_rest(orm_refusal *refusal)
{
    rest *it = (rest *)refusal;
    const orm_json *item;

    while ((item = orm_bulk_next(it->b)))
        orm_bulk_fill(it->b, item, it->values, it->has);
    orm_problems_raise(&it->b->problems);
}

int64_t orm_bulk_run_each(orm_bulk *b, orm_bulk_print *print, orm_bulk_answer *answer,
                          orm_sink *sink)
{
    orm_arena *arena = b->call->ctx.arena;
    orm_value *values = ORM_NEW_N(arena, orm_value, b->column_count + 1);
    orm_value *bound = ORM_NEW_N(arena, orm_value, b->column_count * 3u + 1);
    uint8_t *has = ORM_NEW_N(arena, uint8_t, b->column_count + 1);
    orm_host *host = b->call->ctx.host;
    rest rest = {{look_at_rest}, b, values, has};
    bool is_gathering = may_gather(b, sink);
    gathering g = {.values = ORM_NEW_N(arena, orm_value, is_gathering ? MOST_VALUES : 1)};
    variant *variants = NULL;
    const orm_json *item;
    int64_t count = 0;

    orm_bulk_rewind(b);
    host->refusal = &rest.refusal;
    while ((item = orm_bulk_next(b))) {
        const variant *it;
        int64_t changed;

        orm_bulk_fill(b, item, values, has);
        if (b->problems.count)
            continue; /* the other items are still looked at */
        it = variant_for(b, &variants, has, print, is_gathering);
        if (it->rows == 0)
            count += run_gathered(b, &g);
        changed = it->rows ? gather(b, &g, it, values) : run_variant(b, it, values, bound, sink);
        count += changed;
        if (changed && answer->is_found)
            answer->is_found[b->same.has_any ? b->same.group_of[b->at] : b->at] = true;
        if (orm_bulk_forgets(b))
            count += run_gathered(b, &g);
    }
    orm_problems_raise(&b->problems);
    count += run_gathered(b, &g);
    host->refusal = NULL;
    return count;
}
