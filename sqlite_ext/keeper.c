/* keeper.c - the virtual table that owns the kept statements.
 *
 * A prepared statement pins its connection: with one left, sqlite3_close() answers SQLITE_BUSY, and
 * the destructors of functions run only after that check.  What SQLite destroys before it are
 * virtual tables.  So the kept statements belong to a table that exists for nothing else, and its
 * xDisconnect finalizes them.  It is made, by being named, when the first statement is to be kept,
 * and again when it is gone (a sqlite3_close() that failed for another reason).  Where it cannot be
 * made (an authorizer forbids it, all modules were dropped) nothing is kept. */
#include "orm_lite.h"

#define NAME "orm_kept_statements"

typedef struct owner {
    sqlite3_vtab table; /* first */
    orm_lite_connection *connection;
} owner;

static int connect_owner(sqlite3 *db, void *registration, int count, const char *const *words,
                         sqlite3_vtab **out, char **message)
{
    owner *table;
    int rc = sqlite3_declare_vtab(db, "CREATE TABLE kept (sql TEXT)");

    (void)count, (void)words, (void)message;
    if (rc != SQLITE_OK)
        return rc;
    table = sqlite3_malloc64(sizeof *table);
    if (table == NULL)
        return SQLITE_NOMEM;
    memset(table, 0, sizeof *table);
    table->connection = ((orm_lite_registration *)registration)->connection;
    table->connection->cache.is_open = true;
    *out = &table->table;
    return SQLITE_OK;
}

static int disconnect_owner(sqlite3_vtab *table)
{
    orm_lite_cache *cache = &((owner *)table)->connection->cache;

    orm_lite_cache_drop_all(cache);
    cache->is_open = false;
    sqlite3_free(table);
    return SQLITE_OK;
}

/* As a table it has no rows. */

static int plan_scan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    *out = sqlite3_malloc64(sizeof **out);
    return *out ? SQLITE_OK : SQLITE_NOMEM;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int start_scan(sqlite3_vtab_cursor *cursor, int number, const char *text, int count,
                      sqlite3_value **values)
{
    (void)cursor, (void)number, (void)text, (void)count, (void)values;
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *cursor)
{
    (void)cursor;
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *cursor)
{
    (void)cursor;
    return 1;
}

static int read_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
    (void)cursor, (void)context, (void)column;
    return SQLITE_OK;
}

static int read_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    (void)cursor;
    *rowid = 0;
    return SQLITE_OK;
}

/* No xCreate: the table is there under the module's name and under no other. */
static const sqlite3_module module = {
    .xConnect = connect_owner,
    .xBestIndex = plan_scan,
    .xDisconnect = disconnect_owner,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = start_scan,
    .xNext = next_row,
    .xEof = is_at_end,
    .xColumn = read_column,
    .xRowid = read_rowid,
};

int orm_lite_cache_register(orm_lite_connection *connection)
{
    orm_lite_connection_hold(connection);
    return sqlite3_create_module_v2(connection->db, NAME, &module, connection->registrations,
                                    orm_lite_registration_end);
}

bool orm_lite_can_keep(orm_lite_connection *connection)
{
    orm_lite_cache *cache = &connection->cache;
    sqlite3_stmt *probe;

    if (cache->is_open || cache->is_refused)
        return cache->is_open;
    sqlite3_prepare_v2(connection->db, "SELECT sql FROM " NAME, -1, &probe, NULL);
    sqlite3_finalize(probe);
    cache->is_refused = !cache->is_open;
    return cache->is_open;
}
