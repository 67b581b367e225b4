/* each.c - a call that gives its rows one by one: the table-valued function orm_each().
 *
 *     SELECT value FROM orm_each('User', '{"order": ["id"]}');
 *
 * The module's table is there by its name alone; its hidden columns are the arguments.  A cursor's
 * call stays open from row to row, with its snapshot and the root's statement; between two rows it
 * is not on the stack of running calls: others run there, some of this kind.  An error ends the
 * call, and so does the end of the scan, wherever it is. */
#include "orm_lite.h"

enum { VALUE_COLUMN, FIRST_ARGUMENT, ARGUMENTS = 3 };

typedef struct each_table {
    sqlite3_vtab table; /* first */
    const orm_lite_registration *registration;
} each_table;

typedef struct each_cursor {
    sqlite3_vtab_cursor cursor; /* first */
    orm_lite_call *call;        /* NULL: not open */
    bool is_at_end;
    sqlite3_int64 number;
    orm_text row;
    int given; /* bit i: argument i is among `values` */
    sqlite3_value **values;
} each_cursor;

/* ---- the cursor of the root's statement */

struct orm_cursor {
    orm_lite_statement *statement;
    bool is_done;
};

/* What is bound stays, in the call's memory. */
orm_cursor *orm_lite_cursor_open(orm_host *host, const orm_statement *statement,
                                 const orm_value *parameters)
{
    orm_lite_call *call = orm_lite_call_of(host);
    orm_cursor *cursor = ORM_NEW(&call->arena.arena, orm_cursor);

    cursor->statement = orm_lite_statement_take(call, statement);
    orm_lite_bind(call, cursor->statement->engine, parameters, statement->parameter_count);
    return cursor;
}

uint32_t orm_lite_cursor_fetch(orm_host *host, orm_cursor *cursor, uint32_t most, orm_sink *sink)
{
    orm_lite_call *call = orm_lite_call_of(host);
    orm_row row = {cursor->statement->engine};
    uint32_t count = 0;

    while (count < most && !cursor->is_done) {
        int rc = sqlite3_step(row.engine);

        if (rc == SQLITE_ROW) {
            count++;
            sink->row(sink, &row);
            continue;
        }
        if (rc != SQLITE_DONE)
            orm_lite_raise_engine(call, rc);
        cursor->is_done = true; /* another step would begin anew */
    }
    return count;
}

/* ---- the call */

static void close_call(each_cursor *cursor)
{
    if (cursor->call == NULL)
        return;
    orm_lite_transaction_undo(cursor->call);
    orm_call_close(&cursor->call->call);
    orm_lite_memory_close(cursor->call);
    sqlite3_free(cursor->call);
    cursor->call = NULL;
}

static void next(each_cursor *cursor)
{
    cursor->is_at_end = !orm_call_next(&cursor->call->call, &cursor->row);
    cursor->number++;
}

/* Copied: SQLite's values are there for the first row only. */
static void read_arguments(each_cursor *cursor)
{
    orm_lite_call *call = cursor->call;
    int place = 0;

    for (int i = 0; i < ARGUMENTS; i++) {
        orm_argument *argument = &call->call.args[i];

        if (!(cursor->given >> i & 1))
            continue;
        orm_lite_read_argument(call, i, cursor->values[place++]);
        if (!argument->is_null)
            argument->text = orm_text_copy(&call->arena.arena, argument->text);
    }
}

static void begin(each_cursor *cursor)
{
    orm_lite_call *call = cursor->call;

    orm_lite_check_depth(call);
    read_arguments(cursor);
    orm_lite_transaction_enter(&call->host, call->call.function->access, false);
    orm_call_run(&call->call);
    next(cursor);
}

/* An error's text goes to the table, where SQLite takes it from. */
static int report(each_cursor *cursor)
{
    const orm_lite_failure *failure = &cursor->call->failure;
    sqlite3_vtab *table = cursor->cursor.pVtab;
    int code = failure->code;

    orm_lite_error_keep(cursor->call->connection, failure->json);
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("%.*s", (int)failure->text.length, failure->text.data);
    close_call(cursor);
    return code;
}

/* The trampoline of the cursor's methods. */
static int enter(each_cursor *cursor, void (*body)(each_cursor *cursor))
{
    orm_lite_call *call = cursor->call;

    orm_lite_call_push(call);
    if (setjmp(call->exit) == 0)
        body(cursor);
    else
        orm_lite_transaction_undo(call);
    orm_lite_call_pop(call);
    return call->failure.code ? report(cursor) : SQLITE_OK;
}

/* ---- the table */

static int connect_table(sqlite3 *db, void *registration, int count, const char *const *words,
                         sqlite3_vtab **out, char **message)
{
    each_table *table;
    int rc = sqlite3_declare_vtab(
        db, "CREATE TABLE each (value TEXT, model HIDDEN, options HIDDEN, params HIDDEN)");

    (void)count, (void)words, (void)message;
    if (rc == SQLITE_OK)
        rc = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    if (rc != SQLITE_OK)
        return rc;
    table = sqlite3_malloc64(sizeof *table);
    if (table == NULL)
        return SQLITE_NOMEM;
    memset(table, 0, sizeof *table);
    table->registration = registration;
    *out = &table->table;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

/* Arguments must be known before the scan; idxNum says which there are. */
static int plan_scan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    int places[ARGUMENTS] = {-1, -1, -1}, number = 0;

    (void)table;
    for (int i = 0; i < info->nConstraint; i++) {
        int argument = info->aConstraint[i].iColumn - FIRST_ARGUMENT;

        if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        places[argument] = i;
    }
    info->idxNum = 0;
    for (int argument = 0; argument < ARGUMENTS; argument++) {
        if (places[argument] < 0)
            continue;
        info->aConstraintUsage[places[argument]].argvIndex = ++number;
        info->aConstraintUsage[places[argument]].omit = 1;
        info->idxNum |= 1 << argument;
    }
    info->estimatedCost = 1000;
    info->estimatedRows = 1000;
    return SQLITE_OK;
}

/* ---- its cursors */

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    each_cursor *cursor = sqlite3_malloc64(sizeof *cursor);

    (void)table;
    if (cursor == NULL)
        return SQLITE_NOMEM;
    memset(cursor, 0, sizeof *cursor);
    cursor->is_at_end = true;
    *out = &cursor->cursor;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    close_call((each_cursor *)cursor);
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int start_scan(sqlite3_vtab_cursor *at, int given, const char *text, int count,
                      sqlite3_value **values)
{
    each_cursor *cursor = (each_cursor *)at;

    (void)text, (void)count;
    close_call(cursor);
    cursor->call = sqlite3_malloc64(sizeof *cursor->call);
    if (cursor->call == NULL)
        return SQLITE_NOMEM;
    orm_lite_call_open(cursor->call, ((each_table *)at->pVtab)->registration, NULL);
    orm_lite_call_pop(cursor->call);
    cursor->given = given;
    cursor->values = values;
    cursor->number = 0;
    cursor->is_at_end = true;
    return enter(cursor, begin);
}

static int next_row(sqlite3_vtab_cursor *cursor)
{
    return enter((each_cursor *)cursor, next);
}

static int is_at_end(sqlite3_vtab_cursor *cursor)
{
    return ((each_cursor *)cursor)->is_at_end;
}

static int read_column(sqlite3_vtab_cursor *at, sqlite3_context *context, int column)
{
    const each_cursor *cursor = (each_cursor *)at;
    orm_text text = cursor->row;

    if (column != VALUE_COLUMN) {
        const orm_argument *argument = &cursor->call->call.args[column - FIRST_ARGUMENT];

        if (argument->is_null)
            return SQLITE_OK;
        text = argument->text;
    }
    sqlite3_result_text64(context, text.data, text.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    if (column == VALUE_COLUMN)
        sqlite3_result_subtype(context, 'J');
    return SQLITE_OK;
}

static int read_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    *rowid = ((each_cursor *)cursor)->number;
    return SQLITE_OK;
}

/* No xCreate: the table is there under the module's name and under no other. */
static const sqlite3_module module = {
    .xConnect = connect_table,
    .xBestIndex = plan_scan,
    .xDisconnect = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = start_scan,
    .xNext = next_row,
    .xEof = is_at_end,
    .xColumn = read_column,
    .xRowid = read_rowid,
};

int orm_lite_each_register(orm_lite_registration *registration, const char *name)
{
    orm_lite_connection *connection = registration->connection;

    orm_lite_connection_hold(connection);
    return sqlite3_create_module_v2(connection->db, name, &module, registration,
                                    orm_lite_registration_end);
}
