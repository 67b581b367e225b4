/* calls.c - programs of calls on SQLite, whatever they say.
 *
 * The input is text: a call in each line, its function's name without orm_ and its arguments with
 * tabs between them; an argument "\N" is NULL. The programs run one after the other on a database
 * in memory with a few models and rows. What must hold, beside what the sanitizers see:
 *
 * - an error is one of those of api.md section 5, or the engine's; never one that says that SQL of
 *   ours was wrong, unless the program brought SQL of its own;
 * - a call that fails leaves the database as it was, and no statement running. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int sqlite3_orm_init(sqlite3 *db, char **message, const struct sqlite3_api_routines *api);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_ARGUMENTS = 6, MAX_INSTRUCTIONS = 4 * 1000 * 1000 };

/* SQLite gives the table of its routines to extensions only: the first connection learns it. */
static const struct sqlite3_api_routines *routines;

static int learn_routines(sqlite3 *db, char **message, const struct sqlite3_api_routines *api)
{
    (void)db, (void)message;
    routines = api;
    return SQLITE_OK;
}

static void give_up(sqlite3 *db, const char *what, const char *call)
{
    fprintf(stderr, "%s\n  %s\n  %s\n", what, call, sqlite3_errmsg(db));
    abort();
}

static int stop(void *left)
{
    return --*(int *)left < 0;
}

/* ---- the database that every program starts with */

static const char *const setup[] = {
    "SELECT orm_define_all('{\"models\":{"
    "\"User\":{\"attributes\":{\"name\":{\"type\":\"STRING(20)\",\"validate\":{\"len\":[1,20]}},"
    "\"age\":{\"type\":\"INTEGER\",\"unique\":true},\"meta\":\"JSONB\",\"tags\":\"ARRAY(TEXT)\","
    "\"kind\":\"ENUM(''a'',''b'')\",\"size\":\"DECIMAL(8,2)\",\"born\":\"DATE\","
    "\"big\":{\"type\":\"VIRTUAL(STRING)\",\"get\":\"upper(:name)\"}},"
    "\"options\":{\"paranoid\":true,\"version\":true},"
    "\"scopes\":{\"old\":{\"where\":{\"age\":{\"$gt\":{\"$param\":\"min\"}}}}},"
    "\"associations\":[{\"type\":\"hasMany\",\"target\":\"Post\",\"options\":{\"as\":\"posts\","
    "\"foreignKey\":\"userId\",\"inverse\":{\"as\":\"author\"}}}]},"
    "\"Post\":{\"attributes\":{\"title\":\"STRING\",\"views\":{\"type\":\"INTEGER\","
    "\"defaultValue\":0}},\"associations\":[{\"type\":\"belongsToMany\",\"target\":\"Tag\","
    "\"options\":{\"through\":\"PostTag\",\"as\":\"tags\"}}]},"
    "\"Tag\":{\"attributes\":{\"word\":{\"type\":\"STRING\",\"unique\":true}},"
    "\"options\":{\"timestamps\":false},\"associations\":[{\"type\":\"belongsToMany\","
    "\"target\":\"Post\",\"options\":{\"through\":\"PostTag\",\"as\":\"posts\"}}]}}}')",
    "SELECT orm_sync()",
    "SELECT orm_create('User', '{\"name\":\"Ada\",\"age\":36,\"meta\":{\"a\":{\"b\":1}},"
    "\"tags\":[\"x\"],\"posts\":[{\"title\":\"one\",\"tags\":[{\"word\":\"w\"}]},"
    "{\"title\":\"two\"}]}', '{\"include\":[{\"association\":\"posts\",\"include\":[\"tags\"]}]}')",
};

static sqlite3 *open_database(void)
{
    sqlite3 *db;

    if (routines == NULL) {
        sqlite3_auto_extension((void (*)(void))learn_routines);
        sqlite3_open(":memory:", &db);
        sqlite3_close(db);
        sqlite3_reset_auto_extension();
    }
    sqlite3_open(":memory:", &db);
    sqlite3_orm_init(db, NULL, routines);
    sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    return db;
}

/* Its bytes, made once: a program gets a copy of them. */
static sqlite3_int64 image_size;

static const unsigned char *image(void)
{
    static unsigned char *bytes;
    sqlite3 *db;

    if (bytes)
        return bytes;
    db = open_database();
    for (size_t i = 0; i < sizeof setup / sizeof *setup; i++)
        if (sqlite3_exec(db, setup[i], NULL, NULL, NULL) != SQLITE_OK)
            give_up(db, "the database cannot be set up", setup[i]);
    bytes = sqlite3_serialize(db, "main", &image_size, 0);
    sqlite3_close(db);
    return bytes;
}

static sqlite3 *open_copy(void)
{
    const unsigned char *bytes = image();
    unsigned char *copy = sqlite3_malloc64((sqlite3_uint64)image_size);
    sqlite3 *db = open_database();

    memcpy(copy, bytes, (size_t)image_size);
    sqlite3_deserialize(db, "main", copy, image_size, image_size,
                        SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    return db;
}

/* ---- one call */

static sqlite3_stmt *prepare_call(sqlite3 *db, char **parts, int count)
{
    char sql[256] = "SELECT orm_";
    sqlite3_stmt *statement = NULL;

    if (strspn(parts[0], "abcdefghijklmnopqrstuvwxyz_") != strlen(parts[0]) ||
        strlen(parts[0]) > 40)
        return NULL;
    strcat(sql, parts[0]);
    strcat(sql, "(");
    for (int i = 1; i < count; i++)
        strcat(sql, i > 1 ? ", ?" : "?");
    strcat(sql, ")");
    sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    for (int i = 1; i < count && statement; i++)
        if (strcmp(parts[i], "\\N") != 0)
            sqlite3_bind_text(statement, i, parts[i], -1, SQLITE_STATIC);
    return statement;
}

/* SQL of the program's own may be wrong, and tables that it did not sync may be missing. */
static void check_message(sqlite3 *db, const char *call, int brings_sql)
{
    const char *message = sqlite3_errmsg(db);

    if (strstr(message, "\n{\"name\":\"") || brings_sql)
        return;
    if (strstr(message, "syntax error") || strstr(message, "ambiguous") ||
        strstr(message, "no such function") || strstr(message, "unrecognized token") ||
        strstr(message, "wrong number of arguments to function"))
        give_up(db, "the SQL of a call is wrong", call);
}

static void check_unchanged(sqlite3 *db, const char *call, const unsigned char *before,
                            sqlite3_int64 size)
{
    sqlite3_int64 size_now;
    unsigned char *now = sqlite3_serialize(db, "main", &size_now, 0);

    if (size != size_now || memcmp(before, now, (size_t)size) != 0)
        give_up(db, "a call that failed left something behind", call);
    sqlite3_free(now);
}

static void run_call(sqlite3 *db, char **parts, int count, int brings_sql)
{
    sqlite3_stmt *statement = prepare_call(db, parts, count);
    int left = MAX_INSTRUCTIONS / 1000;
    sqlite3_int64 size;
    unsigned char *before;

    if (statement == NULL)
        return;
    before = sqlite3_serialize(db, "main", &size, 0);
    sqlite3_progress_handler(db, 1000, stop, &left);
    if (sqlite3_step(statement) != SQLITE_ROW) {
        check_message(db, parts[0], brings_sql);
        sqlite3_reset(statement);
        sqlite3_progress_handler(db, 0, NULL, NULL);
        check_unchanged(db, parts[0], before, size);
    }
    sqlite3_finalize(statement);
    sqlite3_progress_handler(db, 0, NULL, NULL);
    for (statement = sqlite3_next_stmt(db, NULL); statement;
         statement = sqlite3_next_stmt(db, statement))
        if (sqlite3_stmt_busy(statement))
            give_up(db, "a statement is left running", sqlite3_sql(statement));
    sqlite3_free(before);
}

/* ---- a program */

static int split(char *line, char **parts)
{
    int count = 0;

    for (char *at = line; at && count < MAX_ARGUMENTS + 1; count++) {
        parts[count] = at;
        at = strchr(at, '\t');
        if (at)
            *at++ = '\0';
    }
    return count;
}

static int has_sql(const char *text)
{
    return strstr(text, "literal") || strstr(text, "$fn") || strstr(text, "SQL(") ||
           strstr(text, "query") || strstr(text, "\\u"); /* a key may be written with escapes */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1), *next;
    char *parts[MAX_ARGUMENTS + 1];
    sqlite3 *db = open_copy();
    int brings_sql;

    memcpy(text, data, size);
    text[size] = '\0';
    brings_sql = has_sql(text);
    for (char *line = text; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        run_call(db, parts, split(line, parts), brings_sql);
    }
    if (sqlite3_close(db) != SQLITE_OK)
        give_up(db, "the connection cannot be closed", "");
    free(text);
    return 0;
}
