/* call.c - one call of a SQL function, from SQLite's arguments to its result.
 *
 * The trampoline is guard(): an error anywhere below it jumps back there, and what the call did is
 * undone.  The result is ready, and of a length that SQLite accepts, before the savepoint is
 * released: behind committed work nothing may fail. */
#include "orm_lite.h"

/* ---- arguments */

/* The text is the value's: it lives until the value is converted again, which nobody does. */
static orm_text text_of(orm_lite_call *call, sqlite3_value *value, bool is_document)
{
    if (is_document && sqlite3_value_type(value) == SQLITE_BLOB)
        return orm_lite_document_text(call, value);
    return orm_lite_value_text(call, value);
}

void orm_lite_read_argument(orm_lite_call *call, int index, sqlite3_value *value)
{
    orm_argument *argument = &call->call.args[index];
    bool is_document = call->registration->documents >> index & 1;

    argument->is_null = sqlite3_value_type(value) == SQLITE_NULL;
    if (!argument->is_null)
        argument->text = text_of(call, value, is_document);
}

void orm_lite_check_depth(orm_lite_call *call)
{
    if (call->depth > ORM_LITE_MAX_DEPTH)
        orm_raise(&call->call.ctx, ORM_UNSUPPORTED, (orm_text){NULL, 0},
                  "orm_%s was called from inside %d other calls: a trigger or hook calls itself "
                  "without end",
                  call->call.function->name, ORM_LITE_MAX_DEPTH);
}

/* ---- the result */

static bool has_text(const orm_result *result)
{
    return result->kind == ORM_RESULT_JSON || result->kind == ORM_RESULT_TEXT;
}

/* A database in UTF-16 holds the result as such, and SQLite's limit counts these bytes. */
static bool fits(orm_lite_call *call, size_t length)
{
    size_t limit = call->host.result_limit;

    return length <= limit / 2 || (length <= limit && !orm_lite_is_utf16(call));
}

/* Ends the text with a zero byte, with which SQLite need not copy it to add one. */
static void finish_result(orm_lite_call *call)
{
    orm_buffer *buffer = &call->call.result.buffer;

    if (!has_text(&call->call.result))
        return;
    if (!fits(call, buffer->length))
        orm_raise(&call->call.ctx, ORM_INVALID_OPTION, (orm_text){NULL, 0},
                  "the answer is larger than this database can return in one value (%zu bytes)",
                  call->host.result_limit);
    if (buffer->length == buffer->capacity)
        buffer->data = orm_lite_resize(&call->host, buffer->data, buffer->length + 1, buffer->life);
    buffer->data[buffer->length] = '\0';
}

static void answer_text(orm_lite_call *call)
{
    char *text = call->call.result.buffer.data;

    orm_lite_memory_hand_over(call, text);
    sqlite3_result_text(call->context, text, -1, sqlite3_free);
    if (call->call.result.kind == ORM_RESULT_JSON)
        sqlite3_result_subtype(call->context, 'J');
}

static void answer(orm_lite_call *call)
{
    if (has_text(&call->call.result))
        answer_text(call);
    else if (call->call.result.kind == ORM_RESULT_NULL)
        sqlite3_result_null(call->context);
    else
        sqlite3_result_int64(call->context, call->call.result.integer);
}

/* ---- the call */

static void perform(orm_lite_call *call, int count, sqlite3_value **values)
{
    orm_lite_check_depth(call);
    for (int i = 0; i < count; i++)
        orm_lite_read_argument(call, i, values[i]);
    if (call->call.function->access != ORM_ACCESS_ASKED)
        orm_lite_transaction_enter(&call->host, call->call.function->access, false);
    orm_call_run(&call->call);
    finish_result(call);
    orm_lite_transaction_leave(call);
}

static void guard(orm_lite_call *call, int count, sqlite3_value **values)
{
    if (setjmp(call->exit) == 0)
        perform(call, count, values);
    else
        orm_lite_transaction_undo(call);
}

void orm_lite_call_push(orm_lite_call *call)
{
    call->outer = call->connection->call;
    call->depth = call->outer ? call->outer->depth + 1 : 1;
    call->connection->call = call;
}

void orm_lite_call_pop(orm_lite_call *call)
{
    call->connection->call = call->outer;
}

void orm_lite_call_open(orm_lite_call *call, const orm_lite_registration *registration,
                        sqlite3_context *context)
{
    orm_lite_connection *connection = registration->connection;

    call->connection = connection;
    call->db = connection->db;
    call->context = context;
    call->registration = registration;
    orm_lite_call_push(call);
    call->failure.code = 0;
    call->taken = NULL;
    call->snapshot = NULL;
    memset(call->ways, 0, sizeof call->ways);
    call->is_looking = call->is_saved = call->is_rebuilding = call->is_dry_run = false;
    call->access = ORM_ACCESS_NONE;
    call->is_stamp_known = call->has_stamp = false;
    if (call->outer == NULL) {
        connection->cache.is_refused = false;
        orm_lite_transaction_recover(connection);
    }
    orm_lite_memory_open(call);
    orm_lite_host_open(call);
    orm_call_open(&call->call, &call->host, &call->arena.arena, connection->session,
                  registration->function);
}

void orm_lite_call_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    orm_lite_call call;

    orm_lite_call_open(&call, sqlite3_user_data(context), context);
    guard(&call, count, values);
    orm_call_close(&call.call);
    if (call.failure.code)
        orm_lite_report(&call);
    else
        answer(&call);
    orm_lite_call_pop(&call);
    orm_lite_memory_close(&call);
}
