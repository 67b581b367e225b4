/* fake_engine.c - a database without tables.  See fake_engine.h. */
#include "fake_engine.h"

#include <stdlib.h>

#include "base/number.h"
#include "exec/session.h"

enum { TIME_OF_TESTS = 1704164645 }; /* 2024-01-02 03:04:05 UTC */

const char engine_null[] = "\0null";

struct orm_row {
    const orm_json *cells;
};

/* ---- the engine's own memory */

typedef struct own_block {
    struct own_block *next;
    max_align_t memory[];
} own_block;

typedef struct own_arena {
    orm_arena arena; /* first */
    own_block *blocks;
} own_arena;

static void *own_more(orm_arena *arena, size_t size)
{
    own_arena *own = (own_arena *)arena;
    own_block *block = malloc(sizeof *block + size);

    if (block == NULL)
        abort();
    block->next = own->blocks;
    own->blocks = block;
    return block->memory;
}

static void own_free(orm_arena *arena)
{
    own_arena *own = (own_arena *)arena;

    while (own->blocks) {
        own_block *next = own->blocks->next;

        free(own->blocks);
        own->blocks = next;
    }
    free(own);
}

static orm_arena *own_open(void)
{
    own_arena *own = calloc(1, sizeof *own);

    if (own == NULL)
        abort();
    own->arena.more = own_more;
    own->arena.free = own_free;
    return &own->arena;
}

static fake_engine *engine_of(orm_host *host)
{
    return ((fake_host *)host)->engine;
}

static orm_text kept(fake_engine *e, orm_text text)
{
    return orm_text_copy(e->arena, text);
}

static bool holds(orm_text text, const char *part)
{
    size_t length = strlen(part);

    for (size_t at = 0; at + length <= text.length; at++)
        if (memcmp(text.data + at, part, length) == 0)
            return true;
    return false;
}

/* ---- parameters as text */

static orm_text joined(fake_engine *e, const orm_text *items, size_t count, const char *between)
{
    size_t width = strlen(between), length = 0;
    char *data, *end;

    for (size_t i = 0; i < count; i++)
        length += items[i].length + width;
    data = end = orm_alloc(e->arena, length + 1);
    for (size_t i = 0; i < count; i++) {
        if (i) {
            memcpy(end, between, width);
            end += width;
        }
        memcpy(end, items[i].data, items[i].length);
        end += items[i].length;
    }
    return (orm_text){data, (size_t)(end - data)};
}

static orm_text values_text(fake_engine *e, const orm_value *values, uint32_t count)
{
    orm_text *items = orm_alloc(e->arena, (count + 1) * sizeof *items);

    for (uint32_t i = 0; i < count; i++)
        items[i] = engine_value(e, &values[i]);
    return joined(e, items, count, ", ");
}

orm_text engine_value(fake_engine *e, const orm_value *value)
{
    static const char *const names[] = {"NULL", "BOOLEAN", "INTEGER", "DOUBLE", "DECIMAL",
                                        "TEXT", "BYTES",   "TIME",    "LIST",   "DEFAULT"};
    const char *name = names[value->kind];
    char *digits;

    switch (value->kind) {
    case ORM_VALUE_NULL:
    case ORM_VALUE_DEFAULT: return orm_text_from(name);
    case ORM_VALUE_BOOLEAN:
        return orm_text_format(e->arena, "%s %s", name, value->as.integer ? "true" : "false");
    case ORM_VALUE_INTEGER:
    case ORM_VALUE_TIMESTAMP:
        return orm_text_format(e->arena, "%s %lld", name, (long long)value->as.integer);
    case ORM_VALUE_DOUBLE: return orm_text_format(e->arena, "%s %.17g", name, value->as.real);
    case ORM_VALUE_DECIMAL:
    case ORM_VALUE_TEXT: return orm_text_format(e->arena, "%s %.*s", name, ORM_ARG(value->as.text));
    case ORM_VALUE_BYTES:
        digits = orm_alloc_zero(e->arena, value->as.text.length * 2 + 1);
        for (size_t i = 0; i < value->as.text.length; i++)
            sprintf(digits + 2 * i, "%02x", (unsigned char)value->as.text.data[i]);
        return orm_text_format(e->arena, "%s %s", name, digits);
    default:
        return orm_text_format(e->arena, "%s(%.*s)", name,
                               ORM_ARG(values_text(e, value->as.list, value->count)));
    }
}

static engine_statement *note(fake_engine *e, const orm_statement *statement)
{
    engine_statement *it = ORM_NEW(e->arena, engine_statement), **end = &e->statements;

    assert_true(statement->hash == orm_text_hash(statement->sql, ORM_HASH_SEED));
    it->sql = kept(e, statement->sql);
    it->is_writing = statement->is_writing;
    it->planning = statement->planning;
    while (*end)
        end = &(*end)->next;
    *end = it;
    return it;
}

/* ---- the catalog's tables */

static const struct {
    const char *name;
    uint32_t keys; /* the first values */
    uint32_t values;
    uint32_t position; /* the value that orders */
} catalog[ENGINE_TABLES] = {{"orm_meta", 0, 2, 0},
                            {"orm_models", 1, 4, 1},
                            {"orm_associations", 2, 6, 2},
                            {"orm_scopes", 2, 4, 2},
                            {"orm_hooks", 3, 5, 3}};

static orm_value copy_value(fake_engine *e, orm_value value)
{
    if (value.kind == ORM_VALUE_TEXT || value.kind == ORM_VALUE_BYTES)
        value.as.text = kept(e, value.as.text);
    return value;
}

static bool same_key(const orm_value *left, const orm_value *right, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!orm_text_equal(left[i].as.text, right[i].as.text))
            return false;
    return true;
}

static orm_value *find_row(engine_table *table, const orm_value *key, uint32_t keys)
{
    for (uint32_t i = 0; i < table->count; i++)
        if (same_key(table->rows[i], key, keys))
            return table->rows[i];
    return NULL;
}

static void save_row(fake_engine *e, int index, const orm_value *values)
{
    engine_table *table = &e->tables[index];
    orm_value *row = find_row(table, values, catalog[index].keys);

    if (row == NULL) {
        void *longer = orm_alloc_zero(e->arena, (table->count + 1) * sizeof *table->rows);

        if (table->count)
            memcpy(longer, table->rows, table->count * sizeof *table->rows);
        table->rows = longer;
        row = table->rows[table->count++];
    }
    for (uint32_t i = 0; i < catalog[index].values; i++)
        row[i] = copy_value(e, values[i]);
}

static void remove_row(fake_engine *e, int index, const orm_value *key)
{
    engine_table *table = &e->tables[index];
    orm_value *row = find_row(table, key, catalog[index].keys);

    assert_non_null(row);
    memcpy(row, table->rows[--table->count], sizeof *table->rows);
}

engine_snapshot engine_save(fake_engine *e)
{
    engine_snapshot snapshot;

    for (int i = 0; i < ENGINE_TABLES; i++) {
        engine_table *table = &e->tables[i];
        void *copy = orm_alloc(e->arena, (table->count + 1) * sizeof *table->rows);

        if (table->count)
            memcpy(copy, table->rows, table->count * sizeof *table->rows);
        snapshot.tables[i] = (engine_table){copy, table->count};
    }
    return snapshot;
}

void engine_restore(fake_engine *e, const engine_snapshot *snapshot)
{
    memcpy(e->tables, snapshot->tables, sizeof e->tables);
    e->tables[0] = snapshot->tables[0];
}

static orm_json *cell_of(fake_engine *e, orm_value value)
{
    orm_json *cell = ORM_NEW(e->arena, orm_json);

    cell->kind = value.kind == ORM_VALUE_INTEGER ? ORM_JSON_NUMBER : ORM_JSON_STRING;
    cell->text = value.kind == ORM_VALUE_INTEGER
                     ? orm_text_format(e->arena, "%lld", (long long)value.as.integer)
                     : value.as.text;
    return cell;
}

/* The row with the smallest position above `last`. */
static orm_value *next_in_order(engine_table *table, uint32_t position, int64_t last)
{
    orm_value *found = NULL;

    for (uint32_t i = 0; i < table->count; i++) {
        orm_value *row = table->rows[i];

        if (row[position].as.integer > last &&
            (found == NULL || row[position].as.integer < found[position].as.integer))
            found = row;
    }
    return found;
}

static void push_values(fake_engine *e, const orm_value *values, uint32_t count, orm_sink *sink)
{
    orm_json *cells[ENGINE_COLUMNS];
    orm_json list = {.kind = ORM_JSON_ARRAY, .count = count};
    struct orm_row row = {&list};

    for (uint32_t i = 0; i < count; i++) {
        cells[i] = cell_of(e, values[i]);
        if (i > 0)
            cells[i - 1]->next = cells[i];
    }
    list.first = cells[0];
    sink->row(sink, &row);
}

static void read_table(fake_engine *e, int index, orm_sink *sink)
{
    engine_table *table = &e->tables[index];
    int64_t last = INT64_MIN;

    e->catalog_reads++;
    if (index == 0) {
        if (table->count)
            push_values(e, &table->rows[0][1], 1, sink);
        return;
    }
    for (;;) {
        orm_value *row = next_in_order(table, catalog[index].position, last);

        if (row == NULL)
            return;
        last = row[catalog[index].position].as.integer;
        push_values(e, row, catalog[index].values, sink);
    }
}

/* Whether the statement is one on the catalog's tables, and did its work. */
static bool run_catalog(fake_engine *e, const orm_statement *statement, const orm_value *values,
                        orm_sink *sink)
{
    for (int i = 0; i < ENGINE_TABLES; i++) {
        orm_text name = orm_text_format(e->arena, "%.*s.%s", ORM_ARG(e->fake->host.catalog_schema),
                                        catalog[i].name);

        if (!holds(statement->sql, name.data))
            continue;
        assert_true(statement->is_writing != orm_text_starts(statement->sql, "SELECT"));
        e->catalog_writes += statement->is_writing;
        if (orm_text_starts(statement->sql, "SELECT"))
            read_table(e, i, sink);
        else if (orm_text_starts(statement->sql, "INSERT"))
            save_row(e, i, values);
        else if (orm_text_starts(statement->sql, "DELETE"))
            remove_row(e, i, values);
        else
            assert_true(orm_text_starts(statement->sql, "CREATE TABLE IF NOT EXISTS"));
        return true;
    }
    return holds(statement->sql, "main.orm_objects");
}

/* ---- statements */

static int64_t push_rows(const engine_reply *reply, orm_sink *sink)
{
    orm_each_child (cells, reply->rows) {
        struct orm_row row = {cells};

        if (sink)
            sink->row(sink, &row);
    }
    return reply->rows->count;
}

static engine_reply *find_reply(fake_engine *e, orm_text sql)
{
    for (engine_reply *it = e->replies; it; it = it->next)
        if (!it->is_used && holds(sql, it->match))
            return it;
    return NULL;
}

static int64_t answer(fake_engine *e, const orm_statement *statement, orm_sink *sink)
{
    engine_reply *reply;

    if (e->on_run)
        e->on_run(e, statement);
    if (e->broken && holds(statement->sql, e->broken))
        orm_raise(e->ctx, ORM_HOOK, ORM_TEXT("engine"), "the engine's own error");
    reply = find_reply(e, statement->sql);
    if (reply == NULL)
        return 0;
    reply->is_used = !reply->is_standing;
    return reply->rows ? push_rows(reply, sink) : reply->changed;
}

static int64_t run(orm_host *host, const orm_statement *statement, const orm_value *parameters,
                   orm_sink *sink)
{
    fake_engine *e = engine_of(host);

    if (run_catalog(e, statement, parameters, sink))
        return 0;
    note(e, statement)->parameters = values_text(e, parameters, statement->parameter_count);
    return answer(e, statement, sink);
}

static int64_t run_source(orm_host *host, const orm_statement *statement, orm_source *source,
                          orm_sink *sink)
{
    fake_engine *e = engine_of(host);
    orm_value *values = ORM_NEW_N(e->arena, orm_value, (size_t)source->count + 1);
    engine_statement *it = note(e, statement);
    size_t count = 0, space = 64;
    orm_text *rows = orm_alloc(e->arena, space * sizeof *rows);

    assert_int_equal(statement->parameter_count, 0);
    while (source->next(source, values)) {
        if (count == space) {
            orm_text *more = orm_alloc(e->arena, 2 * space * sizeof *rows);

            rows = memcpy(more, rows, space * sizeof *rows);
            space *= 2;
        }
        rows[count++] = values_text(e, values, source->count);
    }
    it->parameters = joined(e, rows, count, "\n");
    return answer(e, statement, sink);
}

/* Its rows are laid out as those of any statement. */
struct orm_cursor {
    const orm_json *next;
};

static orm_cursor *cursor_open(orm_host *host, const orm_statement *statement,
                               const orm_value *parameters)
{
    fake_engine *e = engine_of(host);
    orm_cursor *cursor = ORM_NEW(e->arena, orm_cursor);
    engine_reply *reply;

    note(e, statement)->parameters = values_text(e, parameters, statement->parameter_count);
    reply = find_reply(e, statement->sql);
    if (reply) {
        reply->is_used = !reply->is_standing;
        cursor->next = reply->rows->first;
    }
    return cursor;
}

static uint32_t cursor_fetch(orm_host *host, orm_cursor *cursor, uint32_t most, orm_sink *sink)
{
    uint32_t count = 0;

    (void)host;
    for (; cursor->next && count < most; count++, cursor->next = cursor->next->next) {
        struct orm_row row = {cursor->next};

        sink->row(sink, &row);
    }
    return count;
}

static const orm_json *cell_at(orm_host *host, const orm_row *row, int column)
{
    const orm_json *cell = row->cells->first;

    if (column < 0 || (uint32_t)column >= row->cells->count)
        orm_raise(engine_of(host)->ctx, ORM_HOOK, ORM_TEXT("rows"),
                  "column %d is asked of a row with %u: the test laid out too little", column,
                  row->cells->count);
    while (column-- > 0)
        cell = cell->next;
    return cell;
}

static void append(orm_host *host, orm_row *row, int column, const orm_form *form,
                   orm_buffer *buffer)
{
    assert_non_null(form);
    orm_buffer_text(buffer, cell_at(host, row, column)->token);
}

static orm_value fetch(orm_host *host, orm_ctx *ctx, orm_row *row, int column)
{
    const orm_json *cell = cell_at(host, row, column);
    orm_decimal number;
    int64_t integer;

    if (cell->kind == ORM_JSON_NULL)
        return (orm_value){.kind = ORM_VALUE_NULL};
    if (orm_json_is_boolean(cell))
        return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = cell->kind == ORM_JSON_TRUE};
    if (cell->kind == ORM_JSON_NUMBER &&
        orm_decimal_read(engine_of(host)->arena, cell->text, &number) &&
        orm_decimal_to_int64(&number, &integer))
        return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = integer};
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = orm_text_copy(ctx->arena, cell->text)};
}

static int names(orm_host *host, orm_ctx *ctx, orm_row *row, const orm_text **out)
{
    orm_text *names = orm_alloc(ctx->arena, (row->cells->count + 1) * sizeof *names);
    int count = 0;

    (void)host;
    orm_each_child (cell, row->cells)
        names[count++] = cell->key;
    *out = names;
    return count;
}

static orm_deed inspect(orm_host *host, const orm_statement *statement)
{
    (void)host;
    if (orm_text_starts(statement->sql, "SELECT"))
        return ORM_DEED_READ;
    return orm_text_starts(statement->sql, "CALL") ? ORM_DEED_COMMAND : ORM_DEED_WRITE;
}

static void enter(orm_host *host, orm_access access, bool is_dry_run)
{
    (void)is_dry_run;
    engine_of(host)->entered = access;
}

static void prepare(orm_host *host, const orm_statement *statement)
{
    fake_engine *e = engine_of(host);
    orm_error *error;

    note(e, statement)->is_prepared = true;
    if (e->refused == NULL || !holds(statement->sql, e->refused))
        return;
    error = ORM_NEW(e->arena, orm_error);
    *error = *statement->failure;
    error->message = orm_text_format(e->arena, "%.*s: the engine's message",
                                     ORM_ARG(statement->failure->message));
    orm_throw(e->ctx, error);
}

/* ---- the rest of the host */

static bool stamp(orm_host *host, uint8_t out[16])
{
    fake_engine *e = engine_of(host);

    if (e->tables[0].count == 0)
        return false;
    assert_int_equal(e->tables[0].rows[0][0].as.text.length, 16);
    memcpy(out, e->tables[0].rows[0][0].as.text.data, 16);
    return true;
}

static uint64_t locate(orm_host *host, orm_ctx *ctx, orm_text table, orm_text *schema)
{
    fake_engine *e = engine_of(host);

    (void)table;
    *schema = orm_text_copy(ctx->arena, orm_text_from(e->schema));
    return e->location;
}

static void catalog_changed(orm_host *host)
{
    engine_of(host)->changes_told++;
}

static void forget(orm_host *host)
{
    (void)host;
}

fake_engine *engine_open(const orm_dialect *dialect)
{
    orm_arena *arena = own_open();
    fake_engine *e = ORM_NEW(arena, fake_engine);
    void *state;

    fake_setup(&state);
    e->arena = arena;
    e->ctx = state;
    e->fake = fake_of(e->ctx);
    e->session = orm_alloc_zero(arena, orm_session_size());
    e->location = 1;
    e->schema = "public";
    e->fake->engine = e;
    e->fake->time = TIME_OF_TESTS * INT64_C(1000000) + 678901;
    e->fake->host.dialect = dialect;
    if (!dialect->has_schemas)
        e->fake->host.catalog_schema = ORM_TEXT("main");
    e->fake->host.run = run;
    if (dialect->has_row_source)
        e->fake->host.run_source = run_source;
    e->fake->host.cursor_open = cursor_open;
    e->fake->host.cursor_fetch = cursor_fetch;
    e->fake->host.append = append;
    e->fake->host.fetch = fetch;
    e->fake->host.names = names;
    e->fake->host.inspect = inspect;
    e->fake->host.enter = enter;
    e->fake->host.prepare = prepare;
    e->fake->host.stamp = stamp;
    e->fake->host.locate = locate;
    e->fake->host.catalog_changed = catalog_changed;
    e->fake->host.forget = forget;
    return e;
}

void engine_close(fake_engine *e)
{
    void *state = e->ctx;
    orm_arena *arena = e->arena;

    orm_session_clear(e->session);
    assert_int_equal(e->fake->kept_arenas, 0);
    fake_teardown(&state);
    arena->free(arena);
}

int engine_setup_postgres(void **state)
{
    *state = engine_open(&orm_dialect_postgres);
    return 0;
}

int engine_setup_sqlite(void **state)
{
    *state = engine_open(&orm_dialect_sqlite);
    return 0;
}

int engine_teardown(void **state)
{
    engine_close(*state);
    return 0;
}

/* ---- calls */

static const orm_function *find_function(const char *name)
{
    for (int i = 0; i < orm_function_count; i++)
        if (strcmp(orm_functions[i].name, name) == 0)
            return &orm_functions[i];
    fail_msg("there is no function %s", name);
    return NULL;
}

/* An error as it outlives its call. */
static const orm_error *copy_error(fake_engine *e, const orm_error *error)
{
    orm_error *copy;
    orm_error_item **end;

    if (error == NULL)
        return NULL;
    copy = ORM_NEW(e->arena, orm_error);
    copy->code = error->code;
    copy->message = kept(e, error->message);
    copy->model = kept(e, error->model);
    copy->at = kept(e, error->at);
    copy->did_you_mean = kept(e, error->did_you_mean);
    copy->hint = kept(e, error->hint);
    copy->constraint = kept(e, error->constraint);
    copy->steps = kept(e, error->steps);
    end = &copy->items;
    for (const orm_error_item *item = error->items; item; item = item->next) {
        *end = ORM_NEW(e->arena, orm_error_item);
        (*end)->message = kept(e, item->message);
        (*end)->type = kept(e, item->type);
        (*end)->path = kept(e, item->path);
        (*end)->value = kept(e, item->value);
        (*end)->validator_key = kept(e, item->validator_key);
        (*end)->at = kept(e, item->at);
        end = &(*end)->next;
    }
    return copy;
}

static orm_text result_text(fake_engine *e, const orm_call *call)
{
    switch (call->result.kind) {
    case ORM_RESULT_NULL: return ORM_TEXT("NULL");
    case ORM_RESULT_INTEGER:
        return orm_text_format(e->arena, "%lld", (long long)call->result.integer);
    case ORM_RESULT_BOOLEAN: return call->result.integer ? ORM_TEXT("true") : ORM_TEXT("false");
    default: return orm_buffer_copy(&call->result.buffer, e->arena);
    }
}

/* A line for each row. */
static orm_text rows_text(fake_engine *e, orm_call *call)
{
    orm_text row, all = {"", 0};

    while (orm_call_next(call, &row))
        all = orm_text_format(e->arena, "%.*s%s%.*s", ORM_ARG(all), all.length ? "\n" : "",
                              ORM_ARG(row));
    return all;
}

/* The binding's part: true when the call came to its end. */
static bool run_call(fake_engine *e, orm_call *call, orm_text *result, const orm_error **error)
{
    fake_trap trap;

    if (setjmp(*fake_trap_open(e->ctx, &trap)) != 0) {
        *error = copy_error(e, fake_error(e->ctx));
        return false;
    }
    orm_call_run(call);
    *result = call->each ? rows_text(e, call) : result_text(e, call);
    e->fake->trap = trap.outer;
    return true;
}

orm_text engine_call_texts(fake_engine *e, const char *name, const orm_text *args, int count)
{
    const orm_function *function = find_function(name);
    engine_snapshot before = engine_save(e);
    size_t mark = fake_mark(e->ctx);
    orm_text result = {"", 0};
    const orm_error *error = NULL;
    orm_arena *arena = e->fake->host.arena_open(&e->fake->host);
    orm_host host = e->fake->host; /* a call of a binding has one of its own */
    orm_call call;
    bool is_done;

    assert_true(count >= function->least && count <= function->most);
    orm_call_open(&call, &e->fake->host, arena, e->session, function);
    for (int i = 0; i < count; i++)
        call.args[i] = (orm_argument){args[i].data == NULL, args[i]};
    is_done = run_call(e, &call, &result, &error);
    orm_call_close(&call);
    fake_release_since(e->ctx, mark);
    if (is_done)
        return result;
    engine_restore(e, &before);
    e->fake->host = host;
    e->fake->host.raise(&e->fake->host, e->ctx, error);
}

/* A copy of its own, without a zero byte behind it: reading further is noticed. */
static orm_text argument(fake_engine *e, const char *text)
{
    size_t length = strlen(text);

    if (text == engine_null)
        return (orm_text){NULL, 0};
    return (orm_text){memcpy(own_more(e->arena, length), text, length), length};
}

orm_text engine_call(fake_engine *e, const char *function, ...)
{
    orm_text args[ORM_MAX_ARGUMENTS + 1];
    const char *arg;
    va_list list;
    int count = 0;

    va_start(list, function);
    while ((arg = va_arg(list, const char *))) {
        assert_true(count < ORM_MAX_ARGUMENTS);
        args[count++] = argument(e, arg);
    }
    va_end(list);
    return engine_call_texts(e, function, args, count);
}

/* ---- calls that must fail */

static orm_text call_text(fake_engine *e, const engine_refusal *it)
{
    orm_text text = {"", 0};

    for (int i = 0; it->call[i]; i++)
        text = orm_text_format(e->arena, "%.*s%s%s", ORM_ARG(text), i ? ", " : "",
                               it->call[i] == engine_null ? "NULL" : it->call[i]);
    return text;
}

/* The error of the call; an empty one when there was none. */
static const orm_error *error_of(fake_engine *e, const engine_refusal *it)
{
    static const orm_error none;
    orm_text args[ORM_MAX_ARGUMENTS];
    fake_trap trap;
    int count = 0;

    while (it->call[count + 1]) {
        args[count] = argument(e, it->call[count + 1]);
        count++;
    }
    if (setjmp(*fake_trap_open(e->ctx, &trap)) != 0)
        return engine_error(e);
    engine_call_texts(e, it->call[0], args, count);
    e->fake->trap = trap.outer;
    return &none;
}

static bool is_as_expected(const engine_refusal *it, const orm_error *error)
{
    return error->message.data && error->code == it->code &&
           (it->at == NULL || orm_text_is(error->at, it->at)) &&
           (it->mentions == NULL || holds(error->message, it->mentions)) &&
           (it->did_you_mean == NULL || orm_text_is(error->did_you_mean, it->did_you_mean));
}

void engine_check_refusals(fake_engine *e, const engine_refusal *cases, size_t count)
{
    bool is_good = true;

    for (size_t i = 0; i < count; i++) {
        const engine_refusal *it = &cases[i];
        const orm_error *error = error_of(e, it);

        if (is_as_expected(it, error))
            continue;
        is_good = false;
        print_error("%.*s\n", ORM_ARG(call_text(e, it)));
        if (error->message.data)
            print_error("    gave %s at \"%.*s\": %.*s (did you mean \"%.*s\")\n",
                        orm_error_name(error->code), ORM_ARG(error->at), ORM_ARG(error->message),
                        ORM_ARG(error->did_you_mean));
        else
            print_error("    gave no error\n");
        print_error("    instead of %s at \"%s\": …%s… (did you mean \"%s\")\n",
                    orm_error_name(it->code), it->at ? it->at : "*",
                    it->mentions ? it->mentions : "*", it->did_you_mean ? it->did_you_mean : "*");
    }
    assert_true(is_good);
}

const orm_model *engine_model(fake_engine *e, const char *name)
{
    const orm_model *model;

    assert_non_null(e->session->catalog);
    model = orm_catalog_model(e->session->catalog, orm_text_from(name));
    assert_non_null(model);
    return model;
}

/* ---- replies */

static engine_reply *add_reply(fake_engine *e, const char *match)
{
    engine_reply *it = ORM_NEW(e->arena, engine_reply), **end = &e->replies;

    while (*end)
        end = &(*end)->next;
    *end = it;
    it->match = match;
    return it;
}

static const orm_json *read_rows(fake_engine *e, const char *rows)
{
    orm_ctx own = {&e->fake->host, e->arena};

    return orm_json_read(&own, orm_text_from(rows), ORM_JSON_DATA, "rows");
}

void engine_answer(fake_engine *e, const char *match, const char *rows)
{
    add_reply(e, match)->rows = read_rows(e, rows);
}

void engine_always(fake_engine *e, const char *match, const char *rows)
{
    engine_reply *it = add_reply(e, match);

    it->rows = read_rows(e, rows);
    it->is_standing = true;
}

void engine_changed(fake_engine *e, const char *match, int64_t count)
{
    add_reply(e, match)->changed = count;
}

void engine_forget(fake_engine *e)
{
    e->statements = NULL;
    e->replies = NULL;
}

uint32_t engine_count(const fake_engine *e)
{
    uint32_t count = 0;

    for (const engine_statement *it = e->statements; it; it = it->next)
        count += !it->is_prepared;
    return count;
}

const engine_statement *engine_at(const fake_engine *e, uint32_t index)
{
    for (const engine_statement *it = e->statements; it; it = it->next)
        if (!it->is_prepared && index-- == 0)
            return it;
    fail_msg("there is no such statement");
    return NULL;
}

orm_text engine_sql(const fake_engine *e, uint32_t index)
{
    return engine_at(e, index)->sql;
}

orm_text engine_parameters(const fake_engine *e, uint32_t index)
{
    return engine_at(e, index)->parameters;
}

/* ---- memory that runs out */

static bool gets_through(fake_engine *e, void (*body)(fake_engine *e))
{
    fake_trap trap;

    if (setjmp(*fake_trap_open(e->ctx, &trap)) != 0) {
        assert_null(engine_error(e)); /* memory ran out, and nothing else */
        return false;
    }
    body(e);
    e->fake->trap = trap.outer;
    return true;
}

size_t engine_sweep(const orm_dialect *dialect, void (*prepare_it)(fake_engine *e),
                    void (*body)(fake_engine *e))
{
    for (size_t count = 1;; count++) {
        fake_engine *e = engine_open(dialect);
        bool is_through;

        prepare_it(e);
        e->fake->fail_at = e->fake->allocations + count;
        is_through = gets_through(e, body);
        e->fake->fail_at = 0;
        if (!is_through)
            body(e);
        engine_close(e);
        if (is_through)
            return count - 1;
    }
}
