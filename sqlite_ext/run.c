/* run.c - statements run: values bound, rows pushed to the core's sink.
 *
 * A statement is the call's from the moment it is taken, so an error anywhere in between finds it
 * and resets it (transaction.c).  What is bound stays in the call's memory until then. */
#include "orm_lite.h"

#include <math.h>

#include "base/number.h"

/* ---- binding */

/* A null pointer would bind NULL. */
static const char *data_of(orm_text text)
{
    return text.length ? text.data : "";
}

/* The digits of a decimal as an integer and how many of them are behind the point; false when there
 * are more than a double holds for certain. */
static bool read_short_decimal(orm_text text, int64_t *digits, int *scale)
{
    bool is_negative = text.length > 0 && text.data[0] == '-', has_point = false;
    int64_t value = 0;

    *scale = 0;
    if (text.length > 16)
        return false;
    for (size_t i = is_negative; i < text.length; i++) {
        if (text.data[i] == '.') {
            has_point = true;
            continue;
        }
        value = value * 10 + (text.data[i] - '0');
        *scale += has_point;
    }
    *digits = is_negative ? -value : value;
    return value < INT64_C(1000000000000000);
}

static double power_of_ten(int exponent)
{
    double power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* Integers stay integers; of a fraction the nearest double is stored. */
static int bind_short_decimal(sqlite3_stmt *engine, int index, int64_t digits, int scale)
{
    while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        scale--;
    }
    if (scale == 0)
        return sqlite3_bind_int64(engine, index, digits);
    return sqlite3_bind_double(engine, index, (double)digits / power_of_ten(scale));
}

static int bind_long_decimal(orm_lite_call *call, sqlite3_stmt *engine, int index, orm_text text)
{
    orm_decimal number;
    int64_t integer;
    double real;

    if (orm_decimal_read(&call->arena.arena, text, &number) &&
        orm_decimal_to_int64(&number, &integer))
        return sqlite3_bind_int64(engine, index, integer);
    orm_number_read_double(&call->arena.arena, text, &real);
    return sqlite3_bind_double(engine, index, real);
}

static int bind_decimal(orm_lite_call *call, sqlite3_stmt *engine, int index, orm_text text)
{
    int64_t digits;
    int scale;

    if (read_short_decimal(text, &digits, &scale))
        return bind_short_decimal(engine, index, digits, scale);
    return bind_long_decimal(call, engine, index, text);
}

static int bind(orm_lite_call *call, sqlite3_stmt *engine, int index, const orm_value *value)
{
    switch (value->kind) {
    case ORM_VALUE_BOOLEAN:
    case ORM_VALUE_INTEGER: return sqlite3_bind_int64(engine, index, value->as.integer);
    case ORM_VALUE_DOUBLE:
        if (isnan(value->as.real)) /* SQLite would make it NULL */
            return sqlite3_bind_text(engine, index, "NaN", 3, SQLITE_STATIC);
        return sqlite3_bind_double(engine, index, value->as.real);
    case ORM_VALUE_DECIMAL: return bind_decimal(call, engine, index, value->as.text);
    case ORM_VALUE_TEXT:
        return sqlite3_bind_text64(engine, index, data_of(value->as.text), value->as.text.length,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case ORM_VALUE_BYTES:
        return sqlite3_bind_blob64(engine, index, data_of(value->as.text), value->as.text.length,
                                   SQLITE_STATIC);
    default: return sqlite3_bind_null(engine, index);
    }
}

void orm_lite_bind(orm_lite_call *call, sqlite3_stmt *engine, const orm_value *values, int count)
{
    for (int i = 0; i < count; i++) {
        int rc = bind(call, engine, i + 1, &values[i]);

        if (rc != SQLITE_OK)
            orm_lite_raise_engine(call, rc);
    }
}

/* ---- running */

/* Under PRAGMA count_changes a writing statement answers one row with the count. */
static bool is_count_of_changes(sqlite3_stmt *engine)
{
    const char *name;

    if (sqlite3_column_count(engine) != 1)
        return false;
    name = sqlite3_column_name(engine, 0);
    return name && (strcmp(name, "rows inserted") == 0 || strcmp(name, "rows updated") == 0 ||
                    strcmp(name, "rows deleted") == 0);
}

/* Steps to the end; the number of rows. */
static int64_t push_rows(orm_lite_call *call, sqlite3_stmt *engine, orm_sink *sink, bool is_writing)
{
    orm_row row = {engine};
    int64_t count = 0;
    int rc;

    while ((rc = sqlite3_step(engine)) == SQLITE_ROW) {
        if (count == 0 && is_writing && is_count_of_changes(engine))
            continue;
        count++;
        if (sink)
            sink->row(sink, &row);
    }
    if (rc != SQLITE_DONE)
        orm_lite_raise_engine(call, rc);
    return count;
}

/* Rows that the statement itself changed: SQLite keeps the number of the one before it where this
 * one is no INSERT, UPDATE or DELETE. */
static int64_t changes_since(sqlite3 *db, int64_t total)
{
    return sqlite3_total_changes64(db) == total ? 0 : sqlite3_changes64(db);
}

/* Without its transaction, ended by the statement or by SQLite for lack of memory, the call must
 * not go on: what it writes would stay. */
static void check_transaction(orm_lite_call *call)
{
    if (call->is_saved && sqlite3_get_autocommit(call->db))
        orm_lite_raise_engine(call, SQLITE_ABORT_ROLLBACK);
}

static int64_t run_one(orm_host *host, const orm_statement *statement, const orm_value *parameters,
                       orm_sink *sink)
{
    orm_lite_call *call = orm_lite_call_of(host);
    orm_lite_statement *taken = orm_lite_statement_take(call, statement);
    int64_t total = statement->is_writing ? sqlite3_total_changes64(call->db) : 0;
    int64_t count;
    bool is_silent;

    orm_lite_bind(call, taken->engine, parameters, statement->parameter_count);
    call->statement = statement;
    call->parameters = parameters;
    count = push_rows(call, taken->engine, sink, statement->is_writing);
    call->statement = NULL;
    is_silent = count == 0 && statement->is_writing &&
                (sqlite3_column_count(taken->engine) == 0 || is_count_of_changes(taken->engine));
    if (is_silent)
        count = changes_since(call->db, total);
    orm_lite_statement_give_back(call, taken);
    if (is_silent && count == 0)
        orm_lite_transaction_refresh(call);
    check_transaction(call);
    return count;
}

/* Undone by SQLite is what OR ABORT ends, and not what a trigger's RAISE(FAIL) does. */
static bool is_partly_written(const orm_lite_call *call, int64_t total)
{
    return sqlite3_total_changes64(call->db) != total ||
           (call->is_saved && sqlite3_get_autocommit(call->db));
}

/* Writes several rows by one statement; -1: a constraint fails, and nothing of it is written. */
static int64_t try_rows(orm_lite_call *call, const orm_statement *statement,
                        const orm_value *parameters)
{
    orm_lite_statement *taken = orm_lite_statement_take(call, statement);
    int64_t total = sqlite3_total_changes64(call->db);
    int rc;

    orm_lite_bind(call, taken->engine, parameters, statement->parameter_count);
    while ((rc = sqlite3_step(taken->engine)) == SQLITE_ROW)
        ; /* under PRAGMA count_changes */
    if (rc != SQLITE_DONE && ((rc & 0xff) != SQLITE_CONSTRAINT || is_partly_written(call, total)))
        orm_lite_raise_engine(call, rc);
    orm_lite_statement_give_back(call, taken);
    return rc == SQLITE_DONE ? changes_since(call->db, total) : -1;
}

/* Which row it is that fails, and with what values, one statement a row can say. */
static int64_t run_rows(orm_host *host, const orm_statement *statement, const orm_value *parameters)
{
    orm_lite_call *call = orm_lite_call_of(host);
    int64_t count = try_rows(call, statement, parameters);
    const orm_value *end = parameters + statement->parameter_count;

    check_transaction(call);
    if (count >= 0)
        return count;
    for (count = 0; parameters < end; parameters += statement->one->parameter_count)
        count += run_one(host, statement->one, parameters, NULL);
    return count;
}

int64_t orm_lite_run(orm_host *host, const orm_statement *statement, const orm_value *parameters,
                     orm_sink *sink)
{
    return statement->one ? run_rows(host, statement, parameters)
                          : run_one(host, statement, parameters, sink);
}

/* A parameter that nothing is bound to would be NULL without a word. */
static void check_parameters(orm_lite_call *call, sqlite3_stmt *engine, int bound)
{
    const char *name;

    if (sqlite3_bind_parameter_count(engine) <= bound)
        return;
    name = sqlite3_bind_parameter_name(engine, bound + 1);
    orm_raise(&call->call.ctx, ORM_INVALID_OPTION, ORM_TEXT("sql"),
              "the parameter %s has no value: values are given with \"bind\" or \"replacements\"",
              name ? name : "?");
}

orm_deed orm_lite_inspect(orm_host *host, const orm_statement *statement)
{
    orm_lite_call *call = orm_lite_call_of(host);
    orm_lite_statement *taken = orm_lite_statement_take(call, statement);
    bool is_reading = sqlite3_stmt_readonly(taken->engine) != 0;

    check_parameters(call, taken->engine, statement->parameter_count);
    orm_lite_statement_give_back(call, taken);
    return is_reading ? ORM_DEED_READ : ORM_DEED_WRITE;
}

void orm_lite_prepare(orm_host *host, const orm_statement *statement)
{
    orm_lite_statement_check(orm_lite_call_of(host), statement->sql, statement->failure);
}

/* ---- fetching */

/* The digits that read back as the same number, which SQLite's own text does not have; "Infinity"
 * without the quotes that JSON needs. */
static orm_text real_text(orm_lite_call *call, orm_ctx *ctx, double real)
{
    orm_buffer buffer;
    orm_text text;

    orm_buffer_open(&buffer, &call->host, ORM_LIFE_CALL, 32);
    orm_number_write_double(&buffer, real);
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text.data[0] == '"' ? orm_text_slice(text, 1, text.length - 1) : text;
}

/* Bytes come as ORM_VALUE_BYTES, so that a key of bytes can be bound again. */
static orm_value bytes_value(orm_ctx *ctx, sqlite3_value *value)
{
    orm_text bytes = {sqlite3_value_blob(value), (size_t)sqlite3_value_bytes(value)};

    return (orm_value){.kind = ORM_VALUE_BYTES, .as.text = orm_text_copy(ctx->arena, bytes)};
}

orm_value orm_lite_fetch(orm_host *host, orm_ctx *ctx, orm_row *row, int column)
{
    orm_lite_call *call = orm_lite_call_of(host);
    sqlite3_value *value = sqlite3_column_value(row->engine, column);
    orm_text text;

    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = sqlite3_value_int64(value)};
    case SQLITE_NULL: return (orm_value){.kind = ORM_VALUE_NULL};
    case SQLITE_BLOB: return bytes_value(ctx, value);
    case SQLITE_FLOAT: text = real_text(call, ctx, sqlite3_value_double(value)); break;
    default: text = orm_text_copy(ctx->arena, orm_lite_value_text(call, value)); break;
    }
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = text};
}

int orm_lite_names(orm_host *host, orm_ctx *ctx, orm_row *row, const orm_text **names)
{
    int count = sqlite3_column_count(row->engine);
    orm_text *all = ORM_NEW_N(ctx->arena, orm_text, (size_t)count + 1);

    for (int i = 0; i < count; i++) {
        const char *name = sqlite3_column_name(row->engine, i);

        if (name == NULL)
            orm_lite_raise_no_memory(orm_lite_call_of(host));
        all[i] = orm_text_copy(ctx->arena, orm_text_from(name));
    }
    *names = all;
    return count;
}

/* ---- questions of our own */

/* Steps a statement to its first row, whose first column is copied. */
static orm_text ask(orm_lite_call *call, const char *sql, sqlite3_value *parameter)
{
    orm_statement question = {.sql = orm_text_from(sql), .is_one_time = true};
    orm_lite_statement *taken = orm_lite_statement_take(call, &question);
    int rc = parameter ? sqlite3_bind_value(taken->engine, 1, parameter) : SQLITE_OK;
    orm_text text;

    if (rc == SQLITE_OK)
        rc = sqlite3_step(taken->engine);
    if (rc != SQLITE_ROW)
        orm_lite_raise_engine(call, rc);
    text = orm_text_copy(&call->arena.arena,
                         orm_lite_value_text(call, sqlite3_column_value(taken->engine, 0)));
    orm_lite_statement_give_back(call, taken);
    return text;
}

orm_text orm_lite_document_text(orm_lite_call *call, sqlite3_value *value)
{
    return ask(call, "SELECT json(?1)", value);
}

bool orm_lite_is_utf16(orm_lite_call *call)
{
    return orm_text_starts(ask(call, "PRAGMA encoding", NULL), "UTF-16");
}
