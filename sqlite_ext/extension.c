/* extension.c - loading the extension into a connection.
 *
 * Registers a SQL function per line and arity of core/api/api.def, the helpers that our statements
 * use, and the module that owns kept statements.  Loaded a second time into the same connection it
 * finds itself and registers nothing: SQLite refuses to replace a function while a statement runs,
 * and load_extension() called from SQL is such a statement. */
#include "helper.h"
SQLITE_EXTENSION_INIT1

#ifndef SQLITE_RESULT_SUBTYPE
#define SQLITE_RESULT_SUBTYPE 0x001000000 /* since 3.45; older libraries do not look at it */
#endif

/* Built-in JSON and sqlite3_changes64(): nothing older is called, so this is the first check. */
#define OLDEST_VERSION      3038000
#define OLDEST_VERSION_TEXT "3.38.0"

/* What runs SQL may not be called from a schema: a view of a file from elsewhere could run any
 * text in it. */
static int flags_of(const orm_function *function)
{
    int flags = SQLITE_UTF8;

    flags |= function->access == ORM_ACCESS_NONE ? SQLITE_INNOCUOUS : SQLITE_DIRECTONLY;
    if (function->returns == ORM_RETURNS_JSON)
        flags |= SQLITE_RESULT_SUBTYPE;
    return flags;
}

static int register_function(sqlite3 *db, orm_lite_registration *registration)
{
    const orm_function *function = registration->function;
    char name[64];
    int rc = SQLITE_OK;

    sqlite3_snprintf(sizeof name, name, "orm_%s", function->name);
    if (function->returns == ORM_RETURNS_ROWS)
        return orm_lite_each_register(registration, name);
    for (int count = function->least; count <= function->most && rc == SQLITE_OK; count++) {
        orm_lite_connection_hold(registration->connection);
        rc = sqlite3_create_function_v2(db, name, count, flags_of(function), registration,
                                        orm_lite_call_function, NULL, NULL,
                                        orm_lite_registration_end);
    }
    return rc;
}

/* orm_forbid_literal(): $literal and its like are off for this connection, whatever the catalog's
 * config says.  There is no way back, so that text from elsewhere cannot find one. */
static void forbid_literal(sqlite3_context *context, int count, sqlite3_value **values)
{
    orm_lite_registration *registration = sqlite3_user_data(context);

    (void)count, (void)values;
    registration->connection->is_literal_forbidden = true;
    sqlite3_result_int(context, 1);
}

static int register_setting(sqlite3 *db, orm_lite_connection *connection)
{
    orm_lite_connection_hold(connection);
    return sqlite3_create_function_v2(db, "orm_forbid_literal", 0, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                      connection->registrations, forbid_literal, NULL, NULL,
                                      orm_lite_registration_end);
}

static int register_all(sqlite3 *db, orm_lite_connection *connection)
{
    int rc = orm_lite_cache_register(connection);

    if (rc == SQLITE_OK)
        rc = register_setting(db, connection);
    for (int i = 0; i < orm_function_count && rc == SQLITE_OK; i++)
        rc = register_function(db, &connection->registrations[i]);
    if (rc == SQLITE_OK)
        rc = orm_lite_like_register(db);
    if (rc == SQLITE_OK)
        rc = orm_lite_json_register(db);
    if (rc == SQLITE_OK)
        rc = orm_lite_array_register(db);
    return rc == SQLITE_OK ? orm_lite_pattern_register(db, connection) : rc;
}

/* An authorizer that forbids the function was asked because there is one; one that forbids SELECT
 * was asked before it was looked for. */
static bool is_loaded(sqlite3 *db)
{
    sqlite3_stmt *statement;
    int rc = sqlite3_prepare_v2(db, "SELECT orm_version()", -1, &statement, NULL);

    sqlite3_finalize(statement);
    return rc == SQLITE_OK || strstr(sqlite3_errmsg(db), "not authorized to use function") != NULL;
}

static int load(sqlite3 *db)
{
    orm_lite_connection *connection = orm_lite_connection_new(db);
    int rc;

    if (connection == NULL)
        return SQLITE_NOMEM;
    orm_lite_connection_hold(connection);
    rc = register_all(db, connection);
    orm_lite_connection_drop(connection);
    return rc;
}

__attribute__((visibility("default"))) int sqlite3_orm_init(sqlite3 *db, char **message,
                                                            const sqlite3_api_routines *api)
{
    int rc;

    SQLITE_EXTENSION_INIT2(api);
    (void)api;
    if (sqlite3_libversion_number() < OLDEST_VERSION) {
        *message = sqlite3_mprintf("orm needs SQLite " OLDEST_VERSION_TEXT " or later; this is %s",
                                   sqlite3_libversion());
        return SQLITE_ERROR;
    }
    if (is_loaded(db))
        return SQLITE_OK;
    rc = load(db);
    if (rc != SQLITE_OK)
        *message = sqlite3_mprintf("orm could not be loaded: %s", sqlite3_errstr(rc));
    return rc;
}
