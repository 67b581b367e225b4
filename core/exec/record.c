/* record.c - statements shown instead of run.  See record.h.
 *
 * A value that stands for a column is a text that begins with ORM_PLACEHOLDER: it goes through
 * keysets, lists and documents as any key does. */
#include "exec/record.h"

#include "base/datetime.h"
#include "base/json.h"
#include "base/number.h"
#include "dialect.h"
#include "query/expr.h"

/* The row of a statement that did not run. */
typedef struct shown_row {
    const orm_statement *statement;
} shown_row;

/* A statement with values that stand for a column. */
typedef struct shown_statement {
    uint64_t hash;
    orm_text sql;
    struct shown_statement *next;
} shown_statement;

/* ---- values that stand for a column */

orm_value orm_record_key(orm_ctx *ctx, const orm_attribute *attribute, const orm_model *model)
{
    orm_text text = orm_text_format(ctx->arena, ORM_PLACEHOLDER "%.*s.%.*s", ORM_ARG(model->table),
                                    ORM_ARG(attribute->field));

    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = text};
}

static bool is_key(const orm_value *value)
{
    return value->kind == ORM_VALUE_TEXT && orm_text_starts(value->as.text, ORM_PLACEHOLDER);
}

/* A list of nothing but such a value is the whole list. */
static const orm_value *key_of(const orm_value *value)
{
    if (value->kind == ORM_VALUE_LIST && value->count == 1)
        value = value->as.list;
    return is_key(value) ? value : NULL;
}

/* ---- rows */

/* The column of a table that an output is, through sub-selects that pass it on; or NULL. */
static const orm_expr *column_of(const orm_expr *expr)
{
    while (expr && expr->kind == ORM_EXPR_DERIVED && expr->relation->derived) {
        const orm_expr *inner = expr->relation->derived->columns;

        for (uint16_t i = 0; inner && i < expr->place; i++)
            inner = inner->next;
        expr = inner;
    }
    return expr && expr->kind == ORM_EXPR_COLUMN && expr->relation && expr->relation->model ? expr
                                                                                            : NULL;
}

static const orm_expr *output_of(const orm_statement *statement, int column)
{
    const orm_expr *expr = statement->shown;

    if (statement->outputs)
        return column < statement->output_count ? statement->outputs[column]->expr : NULL;
    while (expr && column-- > 0)
        expr = expr->next;
    return expr;
}

/* What is no column of a table is a number of rows, a row's number, or a flag. */
static orm_value fetch(orm_host *host, orm_ctx *ctx, orm_row *row, int column)
{
    const orm_expr *expr = column_of(output_of(((shown_row *)row)->statement, column));

    (void)host;
    return expr ? orm_record_key(ctx, expr->attribute, expr->relation->model)
                : (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = 1};
}

/* A row that is answered may be looked at for the keys of what was stored. */
static void append(orm_host *host, orm_row *row, int column, const orm_form *form,
                   orm_buffer *buffer)
{
    const orm_expr *expr = column_of(output_of(((shown_row *)row)->statement, column));

    (void)form;
    if (expr)
        orm_json_write_string(
            buffer,
            orm_record_key(host->recorder->ctx, expr->attribute, expr->relation->model).as.text);
    else
        ORM_PUT(buffer, "null");
}

static void push_row(const orm_statement *statement, orm_sink *sink)
{
    shown_row row = {statement};

    if (statement->outputs || statement->shown)
        sink->row(sink, (orm_row *)&row);
}

/* ---- values as JSON */

static void write_bytes(orm_buffer *out, orm_text bytes)
{
    ORM_PUT(out, "\"\\\\x");
    for (size_t i = 0; i < bytes.length; i++)
        orm_buffer_format(out, "%02x", (unsigned char)bytes.data[i]);
    orm_buffer_char(out, '"');
}

static void write_instant(orm_buffer *out, int64_t micros)
{
    orm_buffer_char(out, '"');
    orm_instant_write_iso(out, micros);
    orm_buffer_char(out, '"');
}

static void write_key(orm_buffer *out, const orm_value *key)
{
    ORM_PUT(out, "{\"$keys\":");
    orm_json_write_string(
        out, orm_text_slice(key->as.text, sizeof ORM_PLACEHOLDER - 1, key->as.text.length));
    orm_buffer_char(out, '}');
}

static void write_values(orm_buffer *out, const orm_value *values, uint32_t count);

static void write_value(orm_buffer *out, const orm_value *value)
{
    if (key_of(value)) {
        write_key(out, key_of(value));
        return;
    }
    switch (value->kind) {
    case ORM_VALUE_BOOLEAN: orm_buffer_string(out, value->as.integer ? "true" : "false"); break;
    case ORM_VALUE_INTEGER: orm_number_write_int64(out, value->as.integer); break;
    case ORM_VALUE_DOUBLE: orm_number_write_double(out, value->as.real); break;
    case ORM_VALUE_DECIMAL: orm_buffer_text(out, value->as.text); break;
    case ORM_VALUE_TEXT: orm_json_write_string(out, value->as.text); break;
    case ORM_VALUE_BYTES: write_bytes(out, value->as.text); break;
    case ORM_VALUE_TIMESTAMP: write_instant(out, value->as.integer); break;
    case ORM_VALUE_LIST: write_values(out, value->as.list, value->count); break;
    default: ORM_PUT(out, "null"); break;
    }
}

static void write_values(orm_buffer *out, const orm_value *values, uint32_t count)
{
    orm_buffer_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(out, ',');
        write_value(out, &values[i]);
    }
    orm_buffer_char(out, ']');
}

/* ---- the engine's plan */

/* SQLite: a row per node, with the numbers of itself and of the node above (0: none). */
typedef struct plan_node {
    int64_t number;
    int64_t above;
    orm_text text;
    struct plan_node *next;
} plan_node;

typedef struct plan_sink {
    orm_sink sink;
    orm_recorder *recorder;
    plan_node *first;
    plan_node **end;
} plan_sink;

static orm_value column_value(const plan_sink *it, orm_row *row, int column)
{
    orm_recorder *recorder = it->recorder;

    return recorder->engine.fetch(recorder->ctx->host, recorder->ctx, row, column);
}

/* PostgreSQL: one row with all of it. */
static void take_document(orm_sink *sink, orm_row *row)
{
    const plan_sink *it = (plan_sink *)sink;

    orm_json_write_compact(it->recorder->out, column_value(it, row, 0).as.text);
}

static void take_node(orm_sink *sink, orm_row *row)
{
    plan_sink *it = (plan_sink *)sink;
    plan_node *node = ORM_NEW(it->recorder->ctx->arena, plan_node);

    node->number = column_value(it, row, 0).as.integer;
    node->above = column_value(it, row, 1).as.integer;
    node->text = column_value(it, row, 3).as.text;
    *it->end = node;
    it->end = &node->next;
}

static void write_nodes(const plan_node *first, int64_t above, orm_buffer *out);

static void write_node(const plan_node *node, const plan_node *all, orm_buffer *out)
{
    const plan_node *below = all;

    ORM_PUT(out, "{\"Node Type\":");
    orm_json_write_string(out, node->text);
    while (below && below->above != node->number)
        below = below->next;
    if (below) {
        ORM_PUT(out, ",\"Plans\":");
        write_nodes(all, node->number, out);
    }
    orm_buffer_char(out, '}');
}

/* Those at the top each in a document of its own, as PostgreSQL's one is. */
static void write_nodes(const plan_node *all, int64_t above, orm_buffer *out)
{
    bool is_first = true;

    orm_buffer_char(out, '[');
    for (const plan_node *node = all; node; node = node->next) {
        if (node->above != above)
            continue;
        orm_buffer_string(out, is_first ? "" : ",");
        orm_buffer_string(out, above == 0 ? "{\"Plan\":" : "");
        write_node(node, all, out);
        orm_buffer_string(out, above == 0 ? "}" : "");
        is_first = false;
    }
    orm_buffer_char(out, ']');
}

/* The values that are known, for the plan is made for them. */
static orm_value *known_values(const orm_recorder *it, const orm_value *values, uint16_t count)
{
    orm_value *known = ORM_NEW_N(it->ctx->arena, orm_value, count + 1u);

    for (uint16_t i = 0; i < count; i++) {
        known[i] = values[i];
        if (key_of(&values[i]))
            known[i] = (orm_value){.kind = ORM_VALUE_UNKNOWN};
    }
    return known;
}

/* TRUNCATE, PRAGMA and the like have none. */
static bool has_plan(const orm_statement *statement)
{
    return !(statement->is_one_time && statement->is_writing);
}

static void write_plan(orm_recorder *it, const orm_statement *statement, const orm_value *values)
{
    plan_sink sink = {.sink = {take_node}, .recorder = it, .end = &sink.first};
    orm_statement asking = *statement;

    if (!has_plan(statement)) {
        ORM_PUT(it->out, "null");
        return;
    }
    asking.sql = orm_text_format(it->ctx->arena, "%s%.*s", it->engine.dialect->explain,
                                 ORM_ARG(statement->sql));
    asking.hash = orm_text_hash(asking.sql, ORM_HASH_SEED);
    asking.is_one_time = asking.is_writing = true;
    asking.planning = ORM_PLAN_AUTO;
    if (it->engine.dialect->has_json_plans)
        sink.sink.row = take_document;
    it->engine.run(it->ctx->host, &asking, known_values(it, values, statement->parameter_count),
                   &sink.sink);
    if (!it->engine.dialect->has_json_plans)
        write_nodes(sink.first, 0, it->out);
}

/* ---- the callbacks */

static void open_entry(orm_recorder *it, const orm_statement *statement)
{
    orm_buffer_string(it->out, it->count++ ? ",{\"sql\":" : "{\"sql\":");
    orm_json_write_string(it->out, statement->sql);
    orm_buffer_string(it->out, it->is_plan ? ",\"plan\":" : ",\"bind\":");
}

static void close_entry(orm_recorder *it, const orm_statement *statement)
{
    ORM_PUT(it->out, ",\"for\":");
    orm_json_write_string(it->out, statement->place);
    orm_buffer_char(it->out, '}');
}

static bool is_insert(const orm_statement *statement)
{
    return orm_text_starts(statement->sql, "INSERT");
}

static bool is_answered(const orm_recorder *it, const orm_statement *statement)
{
    return !it->is_not_found || is_insert(statement);
}

static uint64_t hash_values(orm_recorder *it, const orm_statement *statement,
                            const orm_value *values)
{
    orm_buffer text;
    uint64_t hash;

    orm_buffer_open(&text, it->ctx->host, ORM_LIFE_CALL, 256);
    write_values(&text, values, statement->parameter_count);
    hash = orm_text_hash(orm_buffer_since(&text, 0), statement->hash);
    orm_buffer_close(&text);
    return hash;
}

static void note_shown(orm_recorder *it, uint64_t hash, orm_text sql)
{
    shown_statement *shown = ORM_NEW(it->ctx->arena, shown_statement);

    *shown = (shown_statement){hash, orm_text_copy(it->ctx->arena, sql), it->shown};
    it->shown = shown;
}

/* A statement about rows that were found (not one that makes them) comes again where models refer
 * to one another in a circle.  One round is shown. */
static bool is_repeated(orm_recorder *it, const orm_statement *statement, const orm_value *values)
{
    bool has_key = false;
    uint64_t hash;

    for (uint16_t i = 0; i < statement->parameter_count; i++)
        has_key = has_key || key_of(&values[i]) != NULL;
    if (!has_key || is_insert(statement))
        return false;
    hash = hash_values(it, statement, values);
    for (const shown_statement *shown = it->shown; shown; shown = shown->next)
        if (shown->hash == hash && orm_text_equal(shown->sql, statement->sql))
            return true;
    note_shown(it, hash, statement->sql);
    return false;
}

/* What the plan depends on is asked of the engine: the catalog, and what its tables are. */
static int64_t ask(orm_recorder *it, const orm_statement *statement, const orm_value *values,
                   orm_sink *sink)
{
    orm_host *host = it->ctx->host;
    int64_t count;

    host->fetch = it->engine.fetch;
    count = it->engine.run(host, statement, values, sink);
    host->fetch = fetch;
    return count;
}

static int64_t run(orm_host *host, const orm_statement *statement, const orm_value *values,
                   orm_sink *sink)
{
    orm_recorder *it = host->recorder;

    if (statement->is_question || statement->is_latest)
        return ask(it, statement, values, sink);
    if (is_repeated(it, statement, values))
        return 0;
    open_entry(it, statement);
    if (it->is_plan)
        write_plan(it, statement, values);
    else
        write_values(it->out, values, statement->parameter_count);
    close_entry(it, statement);
    if (!is_answered(it, statement))
        return 0;
    if (sink)
        push_row(statement, sink);
    return 1;
}

/* Every row is converted, as it would be; each comes back. */
static int64_t run_source(orm_host *host, const orm_statement *statement, orm_source *source,
                          orm_sink *sink)
{
    orm_recorder *it = host->recorder;
    orm_value *values = ORM_NEW_N(it->ctx->arena, orm_value, (size_t)source->count + 1);

    open_entry(it, statement);
    if (it->is_plan)
        write_plan(it, statement, NULL);
    else
        orm_buffer_char(it->out, '[');
    for (source->row = 1; source->next(source, values); source->row++) {
        if (!it->is_plan && source->row > 1)
            orm_buffer_char(it->out, ',');
        if (!it->is_plan)
            write_values(it->out, values, (uint32_t)source->count);
        if (sink)
            push_row(statement, sink);
    }
    if (!it->is_plan)
        orm_buffer_char(it->out, ']');
    close_entry(it, statement);
    return source->row - 1;
}

void orm_record_open(orm_recorder *it, orm_call *call, bool is_plan, bool is_not_found,
                     orm_buffer *out)
{
    orm_host *host = call->ctx.host;

    *it = (orm_recorder){.ctx = &call->ctx,
                         .engine = *host,
                         .out = out,
                         .is_plan = is_plan,
                         .is_not_found = is_not_found};
    host->recorder = it;
    host->run = run;
    host->fetch = fetch;
    host->append = append;
    host->write = NULL;
    if (host->run_source)
        host->run_source = run_source;
}

void orm_record_close(orm_recorder *it)
{
    orm_host *host = it->ctx->host;

    host->recorder = NULL;
    host->run = it->engine.run;
    host->fetch = it->engine.fetch;
    host->append = it->engine.append;
    host->write = it->engine.write;
    host->run_source = it->engine.run_source;
}
