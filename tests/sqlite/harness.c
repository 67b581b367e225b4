/* harness.c - opening, asking and expecting.  See probe.h. */
#include "probe.h"

#include <dirent.h>
#include <unistd.h>

int sqlite3_orm_init(sqlite3 *db, char **message, const struct sqlite3_api_routines *api);

/* SQLite gives the table of its routines to extensions only: the first connection learns it. */
static const struct sqlite3_api_routines *routines;

static int learn_routines(sqlite3 *db, char **message, const struct sqlite3_api_routines *api)
{
    (void)db, (void)message;
    routines = api;
    return SQLITE_OK;
}

static void find_routines(void)
{
    sqlite3 *db;

    if (routines)
        return;
    sqlite3_auto_extension((void (*)(void))learn_routines);
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_close(db);
    sqlite3_reset_auto_extension();
}

int probe_load(sqlite3 *db)
{
    char *message = NULL;
    int rc;

    find_routines();
    rc = sqlite3_orm_init(db, &message, routines);
    sqlite3_free(message);
    return rc;
}

sqlite3 *probe_open(const char *path)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(probe_load(db), SQLITE_OK);
    return db;
}

void probe_close(sqlite3 *db)
{
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* ---- files */

static char folder[] = "/tmp/orm-sqlite-XXXXXX";

int probe_folder(void **state)
{
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

const char *probe_path(const char *name)
{
    static char path[512];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

int probe_folder_end(void **state)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;

    (void)state;
    while (entries && (entry = readdir(entries)))
        if (entry->d_name[0] != '.')
            unlink(probe_path(entry->d_name));
    if (entries)
        closedir(entries);
    return rmdir(folder);
}

/* ---- statements */

void probe_exec(sqlite3 *db, const char *sql)
{
    char *message = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

char *probe_ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    const char *text;
    char *copy;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    if (sqlite3_step(statement) != SQLITE_ROW)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    text = (const char *)sqlite3_column_text(statement, 0);
    copy = strdup(text ? text : "NULL");
    sqlite3_finalize(statement);
    return copy;
}

void probe_expect(sqlite3 *db, const char *sql, const char *expected, const char *file, int line)
{
    char *answer = probe_ask(db, sql);

    if (strcmp(answer, expected) != 0) {
        print_error("%s\n  answered %s\n  not      %s\n", sql, answer, expected);
        _fail(file, line);
    }
    free(answer);
}

void probe_expect_failure(sqlite3 *db, const char *sql, int code, const char *message,
                          const char *file, int line)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

    if (rc == SQLITE_OK)
        while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
            continue;
    if (rc == SQLITE_DONE || sqlite3_extended_errcode(db) != code ||
        strncmp(sqlite3_errmsg(db), message, strlen(message)) != 0) {
        print_error("%s\n  gave %d: %s\n  not  %d: %s\n", sql, sqlite3_extended_errcode(db),
                    sqlite3_errmsg(db), code, message);
        _fail(file, line);
    }
    sqlite3_finalize(statement);
}

void probe_expect_rest(sqlite3 *db, int is_autocommit, const char *file, int line)
{
    if (!sqlite3_get_autocommit(db) != !is_autocommit) {
        print_error("autocommit is %d\n", sqlite3_get_autocommit(db));
        _fail(file, line);
    }
    for (sqlite3_stmt *s = sqlite3_next_stmt(db, NULL); s; s = sqlite3_next_stmt(db, s))
        if (sqlite3_stmt_busy(s)) {
            print_error("still running: %s\n", sqlite3_sql(s));
            _fail(file, line);
        }
    if (is_autocommit && sqlite3_txn_state(db, NULL) != SQLITE_TXN_NONE) {
        print_error("a transaction is left in state %d\n", sqlite3_txn_state(db, NULL));
        _fail(file, line);
    }
}
