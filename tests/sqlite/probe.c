/* probe.c - a table of functions that run what the test says.  See probe.h. */
#include "probe.h"

#include <stdio.h>

#include "base/json.h"
#include "base/number.h"
#include "orm.h"

struct probe probe;

/* ---- rows */

typedef struct rows {
    orm_sink sink; /* first */
    orm_call *call;
    orm_buffer *buffer;
    const orm_form *form;
    const char *inner; /* statement to run for each row */
    int columns;
    bool is_first;
} rows;

static void separate(rows *r)
{
    if (!r->is_first)
        orm_buffer_char(r->buffer, ',');
    r->is_first = false;
}

static void push_natural(orm_sink *sink, orm_row *row)
{
    rows *r = (rows *)sink;
    orm_host *host = r->call->ctx.host;

    separate(r);
    orm_buffer_char(r->buffer, '[');
    for (int i = 0; i < r->columns; i++) {
        if (i > 0)
            orm_buffer_char(r->buffer, ',');
        host->append(host, row, i, r->form, r->buffer);
    }
    orm_buffer_char(r->buffer, ']');
}

static void push_form(orm_sink *sink, orm_row *row)
{
    rows *r = (rows *)sink;
    orm_host *host = r->call->ctx.host;

    separate(r);
    host->append(host, row, 0, r->form, r->buffer);
}

static void push_fetched(orm_sink *sink, orm_row *row)
{
    rows *r = (rows *)sink;
    orm_host *host = r->call->ctx.host;
    orm_value value = host->fetch(host, &r->call->ctx, row, 0);

    separate(r);
    if (value.kind == ORM_VALUE_NULL)
        ORM_PUT(r->buffer, "null");
    else if (value.kind == ORM_VALUE_INTEGER)
        orm_number_write_int64(r->buffer, value.as.integer);
    else if (value.kind == ORM_VALUE_BYTES)
        orm_buffer_format(r->buffer, "{\"bytes\":%zu}", value.as.text.length);
    else
        orm_json_write_string(r->buffer, value.as.text);
}

static orm_statement statement_of(orm_text sql, uint16_t count)
{
    return (orm_statement){.sql = sql,
                           .hash = orm_text_hash(sql, ORM_HASH_SEED),
                           .parameter_count = count,
                           .is_writing = !orm_text_starts(sql, "SELECT")};
}

static void push_inner(orm_sink *sink, orm_row *row)
{
    rows *r = (rows *)sink;
    orm_host *host = r->call->ctx.host;
    orm_value value = host->fetch(host, &r->call->ctx, row, 0);
    orm_statement statement = statement_of(orm_text_from(r->inner), 1);

    separate(r);
    orm_buffer_format(r->buffer, "%d", (int)host->run(host, &statement, &value, NULL));
}

/* ---- steps */

static const orm_form natural = {ORM_FORM_NATURAL, false, -1, NULL};

static orm_value value_of(orm_call *call, const orm_json *node)
{
    orm_decimal number;
    orm_value value = {.kind = ORM_VALUE_TEXT, .as.text = node->text};

    if (node->kind == ORM_JSON_NULL)
        return (orm_value){.kind = ORM_VALUE_NULL};
    if (node->kind == ORM_JSON_TRUE || node->kind == ORM_JSON_FALSE)
        return (orm_value){.kind = ORM_VALUE_BOOLEAN, .as.integer = node->kind == ORM_JSON_TRUE};
    if (node->kind != ORM_JSON_NUMBER)
        return value;
    value.kind = ORM_VALUE_DECIMAL;
    if (orm_decimal_read(call->ctx.arena, node->text, &number) &&
        orm_decimal_to_int64(&number, &value.as.integer))
        value.kind = ORM_VALUE_INTEGER;
    return value;
}

/* How many columns a probe's SELECT has is not the seam's to say: it is written in its first word
 * behind SELECT as a comment, or one. */
static int column_count(orm_text sql)
{
    return orm_text_starts(sql, "SELECT/*2*/") ? 2 : 1;
}

static void run_rows(orm_call *call, const orm_json *step, void (*row)(orm_sink *, orm_row *),
                     bool is_one_time)
{
    const orm_json *sql = step->first->next;
    uint16_t count = 0;
    orm_value values[8];
    orm_statement statement;
    orm_buffer *buffer = &call->result.buffer;
    rows r = {{row}, call, buffer, &natural, NULL, column_count(sql->text), true};
    size_t from = buffer->length;
    int64_t result;

    for (const orm_json *node = sql->next; node && count < 8; node = node->next)
        values[count++] = value_of(call, node);
    statement = statement_of(sql->text, count);
    statement.is_one_time = is_one_time;
    if (row == push_inner) {
        r.inner = orm_text_copy(call->ctx.arena, sql->next->text).data;
        statement.parameter_count = 0;
    }
    orm_buffer_char(buffer, '[');
    result = call->ctx.host->run(call->ctx.host, &statement, values, &r.sink);
    orm_buffer_char(buffer, ']');
    if (!r.is_first || !statement.is_writing)
        return;
    buffer->length = from;
    orm_number_write_int64(buffer, result);
}

static void write_stamp(orm_call *call)
{
    orm_buffer *buffer = &call->result.buffer;
    uint8_t stamp[16];

    if (!call->ctx.host->stamp(call->ctx.host, stamp)) {
        ORM_PUT(buffer, "null");
        return;
    }
    orm_buffer_char(buffer, '"');
    for (int i = 0; i < 16; i++)
        orm_buffer_format(buffer, "%02x", stamp[i]);
    orm_buffer_char(buffer, '"');
}

static void fill(orm_buffer *buffer, int64_t count)
{
    orm_buffer_char(buffer, '"');
    for (int64_t i = 0; i < count; i++)
        orm_buffer_char(buffer, 'x');
    orm_buffer_char(buffer, '"');
}

static int64_t integer_of(orm_call *call, const orm_json *node)
{
    return value_of(call, node).as.integer;
}

static void done(orm_call *call)
{
    ORM_PUT(&call->result.buffer, "true");
}

/* Arenas that are kept lie in a list from the session on, as the catalog does. */
struct orm_session {
    struct kept_arena *kept;
};

typedef struct kept_arena {
    struct kept_arena *next;
    orm_arena *arena;
} kept_arena;

static void open_arena(orm_call *call, bool is_kept)
{
    orm_host *host = call->ctx.host;
    orm_arena *arena = host->arena_open(host);
    kept_arena *entry = ORM_NEW(arena, kept_arena);

    for (int i = 0; i < 100; i++)
        orm_alloc(arena, 1000);
    orm_alloc(arena, 100000);
    if (is_kept) {
        host->arena_keep(host, arena);
        *entry = (kept_arena){call->session->kept, arena};
        call->session->kept = entry;
    }
    done(call);
}

static void step_other(orm_call *call, const char *verb, const orm_json *step)
{
    orm_host *host = call->ctx.host;
    orm_buffer *buffer = &call->result.buffer;

    if (strcmp(verb, "stamp") == 0) {
        write_stamp(call);
    } else if (strcmp(verb, "database") == 0) {
        orm_json_write_string(buffer, host->database(host, &call->ctx));
    } else if (strcmp(verb, "last") == 0) {
        orm_text json = host->last_error(host, &call->ctx);

        orm_buffer_text(buffer, json.length ? json : ORM_TEXT("null"));
    } else if (strcmp(verb, "fill") == 0) {
        fill(buffer, integer_of(call, step->first->next));
    } else if (strcmp(verb, "arena") == 0 || strcmp(verb, "keep") == 0) {
        open_arena(call, verb[0] == 'k');
    } else if (strcmp(verb, "literal") == 0) {
        orm_buffer_string(buffer, host->is_literal_forbidden ? "true" : "false");
    } else if (strcmp(verb, "forget") == 0) {
        host->forget(host);
        done(call);
    } else if (strcmp(verb, "write") == 0) {
        orm_buffer_string(buffer, host->write(host) ? "true" : "false");
    } else if (strcmp(verb, "rebuild") == 0) {
        host->rebuild(host, step->first->next->kind == ORM_JSON_TRUE);
        done(call);
    } else if (strcmp(verb, "raise") == 0) {
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("steps"), "%.*s",
                  ORM_ARG(step->first->next->text));
    } else {
        fail_msg("there is no step \"%s\"", verb);
    }
}

static void poll(orm_call *call)
{
    for (int i = 0; i < 1000; i++)
        call->ctx.host->interrupts(call->ctx.host);
    done(call);
}

static void prepare(orm_call *call, orm_text sql, bool has_failure)
{
    orm_statement statement = statement_of(sql, 0);

    if (has_failure)
        statement.failure = orm_error_new(&call->ctx, ORM_DEFINITION, "the setter is wrong");
    call->ctx.host->prepare(call->ctx.host, &statement);
    done(call);
}

static void run_step(orm_call *call, const orm_json *step)
{
    const char *verb = orm_text_copy(call->ctx.arena, step->first->text).data;

    if (strcmp(verb, "run") == 0 || strcmp(verb, "once") == 0)
        run_rows(call, step, push_natural, verb[0] == 'o');
    else if (strcmp(verb, "fetch") == 0)
        run_rows(call, step, push_fetched, false);
    else if (strcmp(verb, "each") == 0)
        run_rows(call, step, push_inner, false);
    else if (strcmp(verb, "prepare") == 0 || strcmp(verb, "check") == 0)
        prepare(call, step->first->next->text, verb[0] == 'c');
    else if (strcmp(verb, "poll") == 0)
        poll(call);
    else if (strcmp(verb, "hook") == 0)
        probe.hook(probe.argument), done(call);
    else
        step_other(call, verb, step);
}

/* The last step may say what the call's result is. */
static bool takes_result(orm_call *call, const orm_json *step)
{
    if (orm_text_is(step->first->text, "null")) {
        call->result.kind = ORM_RESULT_NULL;
        return true;
    }
    if (!orm_text_is(step->first->text, "integer"))
        return false;
    call->result.kind = ORM_RESULT_INTEGER;
    call->result.integer = integer_of(call, step->first->next);
    return true;
}

static void run_steps(orm_call *call)
{
    orm_json *steps = orm_json_read(&call->ctx, call->args[0].text, ORM_JSON_DATA, "steps");
    orm_buffer *buffer = &call->result.buffer;

    orm_buffer_open(buffer, call->ctx.host, ORM_LIFE_RESULT, 64);
    call->result.kind = ORM_RESULT_JSON;
    orm_buffer_char(buffer, '[');
    orm_each_child (step, steps) {
        if (takes_result(call, step))
            return;
        if (step != steps->first)
            orm_buffer_char(buffer, ',');
        run_step(call, step);
    }
    orm_buffer_char(buffer, ']');
}

/* ---- rows one by one */

struct orm_each {
    orm_cursor *cursor;
    const orm_json *steps; /* run behind each row; or NULL */
    int columns;
};

static void open_each(orm_call *call)
{
    orm_host *host = call->ctx.host;
    struct orm_each *each = ORM_NEW(call->ctx.arena, struct orm_each);
    orm_statement statement;

    if (call->args[0].is_null)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("model"), "no statement");
    if (!call->args[1].is_null)
        each->steps = orm_json_read(&call->ctx, call->args[1].text, ORM_JSON_DATA, "steps");
    statement = statement_of(call->args[0].text, 0);
    each->columns = column_count(statement.sql);
    each->cursor = host->cursor_open(host, &statement, NULL);
    orm_buffer_open(&call->result.buffer, host, ORM_LIFE_CALL, 64);
    call->each = each;
}

bool orm_call_next(orm_call *call, orm_text *row)
{
    struct orm_each *each = call->each;
    orm_buffer *buffer = &call->result.buffer;
    rows r = {{push_natural}, call, buffer, &natural, NULL, each->columns, true};

    buffer->length = 0;
    if (call->ctx.host->cursor_fetch(call->ctx.host, each->cursor, 1, &r.sink) == 0)
        return false;
    if (each->steps)
        orm_each_child (step, each->steps) {
            orm_buffer_char(buffer, ',');
            run_step(call, step);
        }
    *row = orm_buffer_since(buffer, 0);
    return true;
}

/* ---- forms */

static orm_form form_of(orm_text text)
{
    static const char *const names[] = {"NATURAL", "TEXT",  "BOOLEAN", "INTEGER", "BIGINT",
                                        "DOUBLE",  "REAL",  "DECIMAL", "DATE",    "DATEONLY",
                                        "TIME",    "UUID",  "JSON",    "JSONB",   "BLOB",
                                        "ARRAY",   "RANGE", "HSTORE",  "GEOMETRY"};
    orm_form form = {0, orm_text_ends(text, ":string"), -1, NULL};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);

        if (orm_text_starts(text, names[i]) &&
            (text.length == length || text.data[length] == ':')) {
            form.kind = (uint8_t)i;
            if (text.length > length + 1 && text.data[length + 1] <= '9')
                form.scale = (int16_t)(text.data[length + 1] - '0');
            return form;
        }
    }
    fail_msg("there is no form \"%.*s\"", ORM_ARG(text));
    return form;
}

static void answer_column(orm_call *call)
{
    orm_form form = form_of(call->args[1].text);
    orm_statement statement = statement_of(call->args[0].text, 0);
    rows r = {{push_form}, call, &call->result.buffer, &form, NULL, 1, true};

    orm_buffer_open(&call->result.buffer, call->ctx.host, ORM_LIFE_RESULT, 8);
    call->result.kind = ORM_RESULT_JSON;
    call->ctx.host->run(call->ctx.host, &statement, NULL, &r.sink);
}

static void answer_version(orm_call *call)
{
    call->result.kind = ORM_RESULT_TEXT;
    orm_buffer_open(&call->result.buffer, call->ctx.host, ORM_LIFE_RESULT, 8);
    ORM_PUT(&call->result.buffer, "probe");
}

static void answer_argument(orm_call *call)
{
    orm_buffer_open(&call->result.buffer, call->ctx.host, ORM_LIFE_RESULT, 8);
    call->result.kind = call->args[0].is_null ? ORM_RESULT_NULL : ORM_RESULT_TEXT;
    orm_buffer_text(&call->result.buffer, call->args[0].text);
}

/* ---- what the core gives the binding */

const orm_function orm_functions[] = {
    {"version", 0, 0, ORM_ACCESS_NONE, ORM_RETURNS_TEXT, answer_version, "", ""},
    {"none", 1, 1, ORM_ACCESS_NONE, ORM_RETURNS_JSON, run_steps, "steps text", ""},
    {"read", 1, 1, ORM_ACCESS_READ, ORM_RETURNS_JSON, run_steps, "steps text", ""},
    {"write", 1, 1, ORM_ACCESS_WRITE, ORM_RETURNS_JSON, run_steps, "steps text", ""},
    {"look", 1, 1, ORM_ACCESS_LOOK, ORM_RETURNS_JSON, run_steps, "steps text", ""},
    {"define", 1, 1, ORM_ACCESS_DEFINE, ORM_RETURNS_JSON, run_steps, "steps text", ""},
    {"each", 1, 3, ORM_ACCESS_READ, ORM_RETURNS_ROWS, open_each,
     "model text, options document, params document", ""},
    {"column", 2, 2, ORM_ACCESS_READ, ORM_RETURNS_JSON, answer_column, "sql text, form text", ""},
    {"text", 1, 3, ORM_ACCESS_NONE, ORM_RETURNS_TEXT, answer_argument, "key text", ""},
    {"document", 1, 1, ORM_ACCESS_READ, ORM_RETURNS_TEXT, answer_argument, "doc document", ""},
};

const int orm_function_count = sizeof orm_functions / sizeof *orm_functions;

size_t orm_session_size(void)
{
    return sizeof(orm_session);
}

void orm_session_clear(orm_session *session)
{
    while (session->kept) {
        orm_arena *arena = session->kept->arena;

        session->kept = session->kept->next;
        arena->free(arena);
    }
}

void orm_call_open(orm_call *call, orm_host *host, orm_arena *arena, orm_session *session,
                   const orm_function *function)
{
    memset(call, 0, sizeof *call);
    call->ctx = (orm_ctx){host, arena};
    call->session = session;
    call->function = function;
    for (int i = 0; i < ORM_MAX_ARGUMENTS; i++)
        call->args[i].is_null = true;
}

void orm_call_run(orm_call *call)
{
    call->function->handler(call);
}

void orm_call_close(orm_call *call)
{
    (void)call;
}

/* What the binding found out, field by field. */
orm_text orm_failure_json(orm_call *call, const orm_failure *failure)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, call->ctx.host, ORM_LIFE_CALL, 64);
    orm_buffer_format(&buffer, "{\"kind\":%d,\"code\":", failure->kind);
    orm_json_write_string(&buffer, failure->code);
    ORM_PUT(&buffer, ",\"table\":");
    orm_json_write_string(&buffer, failure->table);
    ORM_PUT(&buffer, ",\"constraint\":");
    orm_json_write_string(&buffer, failure->constraint);
    ORM_PUT(&buffer, ",\"columns\":[");
    for (int i = 0; i < failure->column_count; i++) {
        if (i > 0)
            orm_buffer_char(&buffer, ',');
        orm_json_write_string(&buffer, failure->columns[i]);
    }
    ORM_PUT(&buffer, "]}");
    return orm_buffer_copy(&buffer, call->ctx.arena);
}
