/* error.c - errors become the call's, and what orm_last_error() answers.
 *
 * Ours: "Name: sentence", a newline and the JSON, with code 1.  SQLite's own keep their text and
 * extended code, so that every client's handling works; their JSON is for orm_last_error() alone.
 * Both are written down in the call's memory and handed to SQLite when everything else is undone.
 *
 * SQLITE_SCHEMA never leaves: SQLite would run the whole SELECT again. */
#include "orm_lite.h"

#include <stdio.h>

#include "catalog/convert.h"

/* ---- the names of codes */

typedef struct code_name {
    int code;
    const char *name;
} code_name;

#define NAME(code)                                                                                 \
    {                                                                                              \
        code, #code                                                                                \
    }

static const code_name names[] = {
    NAME(SQLITE_INTERNAL),
    NAME(SQLITE_PERM),
    NAME(SQLITE_ABORT),
    NAME(SQLITE_BUSY),
    NAME(SQLITE_LOCKED),
    NAME(SQLITE_NOMEM),
    NAME(SQLITE_READONLY),
    NAME(SQLITE_INTERRUPT),
    NAME(SQLITE_IOERR),
    NAME(SQLITE_CORRUPT),
    NAME(SQLITE_NOTFOUND),
    NAME(SQLITE_FULL),
    NAME(SQLITE_CANTOPEN),
    NAME(SQLITE_PROTOCOL),
    NAME(SQLITE_TOOBIG),
    NAME(SQLITE_CONSTRAINT),
    NAME(SQLITE_MISMATCH),
    NAME(SQLITE_MISUSE),
    NAME(SQLITE_NOLFS),
    NAME(SQLITE_AUTH),
    NAME(SQLITE_RANGE),
    NAME(SQLITE_NOTADB),
    NAME(SQLITE_ERROR_MISSING_COLLSEQ),
    NAME(SQLITE_ERROR_RETRY),
    NAME(SQLITE_ERROR_SNAPSHOT),
    NAME(SQLITE_ABORT_ROLLBACK),
    NAME(SQLITE_AUTH_USER),
    NAME(SQLITE_BUSY_RECOVERY),
    NAME(SQLITE_BUSY_SNAPSHOT),
    NAME(SQLITE_BUSY_TIMEOUT),
    NAME(SQLITE_LOCKED_SHAREDCACHE),
    NAME(SQLITE_LOCKED_VTAB),
    NAME(SQLITE_READONLY_RECOVERY),
    NAME(SQLITE_READONLY_CANTLOCK),
    NAME(SQLITE_READONLY_ROLLBACK),
    NAME(SQLITE_READONLY_DBMOVED),
    NAME(SQLITE_READONLY_CANTINIT),
    NAME(SQLITE_READONLY_DIRECTORY),
    NAME(SQLITE_CANTOPEN_NOTEMPDIR),
    NAME(SQLITE_CANTOPEN_ISDIR),
    NAME(SQLITE_CANTOPEN_FULLPATH),
    NAME(SQLITE_CANTOPEN_CONVPATH),
    NAME(SQLITE_CANTOPEN_SYMLINK),
    NAME(SQLITE_CORRUPT_VTAB),
    NAME(SQLITE_CORRUPT_SEQUENCE),
    NAME(SQLITE_CORRUPT_INDEX),
    NAME(SQLITE_CONSTRAINT_CHECK),
    NAME(SQLITE_CONSTRAINT_COMMITHOOK),
    NAME(SQLITE_CONSTRAINT_FOREIGNKEY),
    NAME(SQLITE_CONSTRAINT_FUNCTION),
    NAME(SQLITE_CONSTRAINT_NOTNULL),
    NAME(SQLITE_CONSTRAINT_PRIMARYKEY),
    NAME(SQLITE_CONSTRAINT_TRIGGER),
    NAME(SQLITE_CONSTRAINT_UNIQUE),
    NAME(SQLITE_CONSTRAINT_VTAB),
    NAME(SQLITE_CONSTRAINT_ROWID),
    NAME(SQLITE_CONSTRAINT_PINNED),
    NAME(SQLITE_CONSTRAINT_DATATYPE),
    NAME(SQLITE_IOERR_READ),
    NAME(SQLITE_IOERR_SHORT_READ),
    NAME(SQLITE_IOERR_WRITE),
    NAME(SQLITE_IOERR_FSYNC),
    NAME(SQLITE_IOERR_DIR_FSYNC),
    NAME(SQLITE_IOERR_TRUNCATE),
    NAME(SQLITE_IOERR_FSTAT),
    NAME(SQLITE_IOERR_UNLOCK),
    NAME(SQLITE_IOERR_RDLOCK),
    NAME(SQLITE_IOERR_DELETE),
    NAME(SQLITE_IOERR_BLOCKED),
    NAME(SQLITE_IOERR_NOMEM),
    NAME(SQLITE_IOERR_ACCESS),
    NAME(SQLITE_IOERR_CHECKRESERVEDLOCK),
    NAME(SQLITE_IOERR_LOCK),
    NAME(SQLITE_IOERR_CLOSE),
    NAME(SQLITE_IOERR_DIR_CLOSE),
    NAME(SQLITE_IOERR_SHMOPEN),
    NAME(SQLITE_IOERR_SHMSIZE),
    NAME(SQLITE_IOERR_SHMLOCK),
    NAME(SQLITE_IOERR_SHMMAP),
    NAME(SQLITE_IOERR_SEEK),
    NAME(SQLITE_IOERR_DELETE_NOENT),
    NAME(SQLITE_IOERR_MMAP),
    NAME(SQLITE_IOERR_GETTEMPPATH),
    NAME(SQLITE_IOERR_CONVPATH),
    NAME(SQLITE_IOERR_VNODE),
    NAME(SQLITE_IOERR_AUTH),
    NAME(SQLITE_IOERR_BEGIN_ATOMIC),
    NAME(SQLITE_IOERR_COMMIT_ATOMIC),
    NAME(SQLITE_IOERR_ROLLBACK_ATOMIC),
    NAME(SQLITE_IOERR_DATA),
    NAME(SQLITE_IOERR_CORRUPTFS),
};

static const char *find_name(int code)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code)
            return names[i].name;
    return NULL;
}

/* A later version's extended code goes by the name of its primary one. */
const char *orm_lite_code_name(int code)
{
    const char *name = find_name(code);

    if (name == NULL)
        name = find_name(code & 0xff);
    return name ? name : "SQLITE_ERROR";
}

/* ---- what SQLite's message of a failed constraint says */

/* A foreign key with RESTRICT fails as a trigger does. */
static orm_failure_kind kind_of(int code, orm_text message)
{
    if (code == SQLITE_CONSTRAINT_TRIGGER && orm_text_is(message, "FOREIGN KEY constraint failed"))
        return ORM_FAILURE_FOREIGN_KEY;
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return ORM_FAILURE_UNIQUE;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return ORM_FAILURE_FOREIGN_KEY;
    case SQLITE_CONSTRAINT_NOTNULL: return ORM_FAILURE_NOT_NULL;
    case SQLITE_CONSTRAINT_CHECK: return ORM_FAILURE_CHECK;
    default: return ORM_FAILURE_OTHER;
    }
}

static size_t find_text(orm_text text, const char *wanted)
{
    size_t length = strlen(wanted);

    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.data + i, wanted, length) == 0)
            return i;
    return text.length;
}

/* Length of the table's name in "t.a": up to the last point, for a table's name may hold one (the
 * prefix that stands for a schema) rather than a column's. */
static size_t table_length(orm_text item)
{
    size_t length = item.length;

    while (length > 0 && item.data[length - 1] != '.')
        length--;
    return length > 0 ? length - 1 : 0;
}

/* "t.a, t.b" */
static void read_columns(orm_failure *failure, orm_text list)
{
    enum { MOST = sizeof failure->columns / sizeof *failure->columns };

    while (list.length > 0 && failure->column_count < MOST) {
        orm_text item = orm_text_slice(list, 0, find_text(list, ", "));
        size_t length = table_length(item);

        if (length == 0)
            return;
        failure->table = orm_text_slice(item, 0, length);
        failure->columns[failure->column_count++] = orm_text_slice(item, length + 1, item.length);
        if (item.length + 2 > list.length)
            return;
        list = orm_text_slice(list, item.length + 2, list.length);
    }
}

/* A name in the quotes of "index 'name'", or an empty text. */
static orm_text index_name(orm_text text)
{
    if (!orm_text_starts(text, "index '") || !orm_text_ends(text, "'"))
        return (orm_text){NULL, 0};
    return orm_text_slice(text, 7, text.length - 1);
}

/* Behind "… constraint failed: ", or empty. */
static orm_text details_of(orm_text message)
{
    static const char words[] = " constraint failed: ";
    size_t at = find_text(message, words);

    if (at == message.length)
        return (orm_text){NULL, 0};
    return orm_text_slice(message, at + sizeof words - 1, message.length);
}

static void take_apart(orm_failure *failure)
{
    orm_text details = details_of(failure->message);

    if (details.length == 0)
        return;
    if (failure->kind == ORM_FAILURE_CHECK)
        failure->constraint = details;
    else if (failure->kind == ORM_FAILURE_UNIQUE && index_name(details).length)
        failure->constraint = index_name(details);
    else if (failure->kind == ORM_FAILURE_UNIQUE || failure->kind == ORM_FAILURE_NOT_NULL)
        read_columns(failure, details);
}

/* SQLite names the columns, but not what was to go into them: the statement knows. */
static void find_values(orm_lite_call *call, orm_failure *failure)
{
    const orm_statement *statement = call->statement;

    if (failure->kind != ORM_FAILURE_UNIQUE || statement == NULL || statement->columns == NULL)
        return;
    for (int i = 0; i < failure->column_count; i++)
        for (uint16_t j = 0; j < statement->parameter_count; j++) {
            orm_buffer text;

            if (!orm_text_equal(statement->columns[j], failure->columns[i]) ||
                call->parameters[j].kind == ORM_VALUE_NULL)
                continue;
            orm_buffer_open(&text, &call->host, ORM_LIFE_CALL, 64);
            orm_value_write_text(&text, &call->parameters[j]);
            failure->values[i] = orm_buffer_copy(&text, &call->arena.arena);
            orm_buffer_close(&text);
        }
}

/* ---- leaving */

void orm_lite_leave(orm_lite_call *call, orm_lite_failure failure)
{
    call->failure = failure;
    longjmp(call->exit, 1);
}

void orm_lite_raise(orm_host *host, orm_ctx *ctx, const orm_error *error)
{
    orm_lite_call *call = orm_lite_call_of(host);
    orm_text json = orm_error_json(ctx, error);
    orm_text text =
        orm_text_format(&call->arena.arena, "%s: %.*s\n%.*s", orm_error_name(error->code),
                        ORM_ARG(error->message), ORM_ARG(json));

    json = orm_text_slice(text, text.length - json.length, text.length);
    orm_lite_leave(call, (orm_lite_failure){SQLITE_ERROR, text, json});
}

static orm_lite_failure no_memory(void)
{
    return (orm_lite_failure){SQLITE_NOMEM, ORM_TEXT("out of memory"),
                              ORM_TEXT("{\"name\":\"DatabaseError\",\"message\":\"out of memory\","
                                       "\"code\":\"SQLITE_NOMEM\"}")};
}

void orm_lite_raise_no_memory(orm_lite_call *call)
{
    orm_lite_leave(call, no_memory());
}

/* Codes that mean no error where they are returned, or another run of the same SELECT. */
static int fit_code(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_SCHEMA:
    case SQLITE_ROW:
    case SQLITE_DONE: return SQLITE_ERROR;
    default: return code;
    }
}

/* An error of a call inside of ours: its text ends with the JSON that it has left. */
static bool is_inner_error(const orm_lite_call *call, orm_text message)
{
    const orm_lite_connection *connection = call->connection;
    size_t length = connection->last_error_length;

    return connection->last_error && message.length > length &&
           memcmp(message.data + message.length - length, connection->last_error, length) == 0;
}

static orm_text describe(orm_lite_call *call, int code, orm_text message)
{
    orm_failure failure = {.kind = kind_of(code, message), .message = message};

    if (is_inner_error(call, message))
        return orm_text_copy(&call->arena.arena, (orm_text){call->connection->last_error,
                                                            call->connection->last_error_length});
    failure.code = orm_text_from(orm_lite_code_name(code));
    take_apart(&failure);
    find_values(call, &failure);
    return orm_failure_json(&call->call, &failure);
}

orm_lite_failure orm_lite_engine_failure(orm_lite_call *call, int rc)
{
    int code = sqlite3_extended_errcode(call->db);
    const char *text = sqlite3_errmsg(call->db);
    orm_text message;

    if ((rc & 0xff) == SQLITE_NOMEM)
        return no_memory();
    if ((code & 0xff) != (rc & 0xff)) { /* the connection was not told, as of misuse */
        code = rc;
        text = sqlite3_errstr(rc);
    }
    message = orm_text_copy(&call->arena.arena, orm_text_from(text));
    code = fit_code(code);
    return (orm_lite_failure){code, message, describe(call, code, message)};
}

/* DROP and ALTER are refused while another statement reads. */
static void refuse_locked(orm_lite_call *call, int rc)
{
    if (rc != SQLITE_LOCKED || call->call.function->access != ORM_ACCESS_DEFINE)
        return;
    orm_raise(&call->call.ctx, ORM_MIGRATION, (orm_text){NULL, 0},
              "SQLite drops nothing while another statement is open: call orm_%s as a bare SELECT, "
              "without FROM, when no other statement of this connection is being read",
              call->call.function->name);
}

/* The engine's words have been taken by now: what is asked does no harm to them. */
static void ask_refusal(orm_lite_call *call, int rc)
{
    orm_refusal *refusal = call->host.refusal;

    if (refusal == NULL || (rc & 0xff) != SQLITE_CONSTRAINT)
        return;
    call->host.refusal = NULL;
    refusal->ask(refusal);
}

void orm_lite_raise_engine(orm_lite_call *call, int rc)
{
    orm_lite_failure failure;

    refuse_locked(call, rc);
    failure = orm_lite_engine_failure(call, rc);
    ask_refusal(call, rc);
    orm_lite_leave(call, failure);
}

/* ---- reporting */

/* Where there is no memory for it, the last error is unknown rather than an older one. */
void orm_lite_error_keep(orm_lite_connection *connection, orm_text json)
{
    sqlite3_free(connection->last_error);
    connection->last_error_length = json.length;
    connection->last_error = json.length ? sqlite3_malloc64(json.length) : NULL;
    if (connection->last_error)
        memcpy(connection->last_error, json.data, json.length);
}

/* The text first, then the code: the other order loses the text. */
void orm_lite_report(orm_lite_call *call)
{
    const orm_lite_failure *failure = &call->failure;

    orm_lite_error_keep(call->connection, failure->json);
    if ((failure->code & 0xff) == SQLITE_NOMEM) {
        sqlite3_result_error_nomem(call->context);
        return;
    }
    sqlite3_result_error(call->context, failure->text.data, (int)failure->text.length);
    sqlite3_result_error_code(call->context, failure->code);
}
