/* test_loading.c - the library itself: loaded through the C API and SQL, twice, into files that are
 * not to be written, and under the settings that careful applications choose. */
#include "probe.h"

#include <pthread.h>

static sqlite3 *open_loaded(const char *path, int flags)
{
    sqlite3 *db;
    char *message = NULL;

    assert_int_equal(sqlite3_open_v2(path, &db, flags, NULL), SQLITE_OK);
    sqlite3_enable_load_extension(db, 1);
    if (sqlite3_load_extension(db, ORM_LIBRARY, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    return db;
}

static sqlite3 *open_memory(void)
{
    return open_loaded(":memory:", SQLITE_OPEN_READWRITE);
}

static void test_version(void **state)
{
    sqlite3 *db = open_memory();

    (void)state;
    assert_answer(db, "SELECT typeof(orm_version())", "text");
    assert_failure(db, "SELECT orm_version(1)", SQLITE_ERROR,
                   "wrong number of arguments to function orm_version()");
    probe_close(db);
}

/* The second time nothing is registered: a running statement would forbid it. */
static void test_twice(void **state)
{
    sqlite3 *db = open_memory();

    (void)state;
    assert_int_equal(sqlite3_load_extension(db, ORM_LIBRARY, NULL, NULL), SQLITE_OK);
    assert_answer(db, "SELECT ifnull(load_extension('" ORM_LIBRARY ".so'), 'loaded')", "loaded");
    assert_answer(db, "SELECT typeof(orm_version())", "text");
    probe_close(db);
}

static int forbid_functions(void *unused, int action, const char *a, const char *b, const char *c,
                            const char *d)
{
    (void)unused, (void)a, (void)c, (void)d;
    return action == SQLITE_FUNCTION && strncmp(b, "orm_", 4) == 0 ? SQLITE_DENY : SQLITE_OK;
}

static int forbid_select(void *unused, int action, const char *a, const char *b, const char *c,
                         const char *d)
{
    (void)unused, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_SELECT ? SQLITE_DENY : SQLITE_OK;
}

static void test_under_an_authorizer(void **state)
{
    sqlite3 *db = open_memory();

    (void)state;
    sqlite3_set_authorizer(db, forbid_functions, NULL);
    assert_int_equal(sqlite3_load_extension(db, ORM_LIBRARY, NULL, NULL), SQLITE_OK);
    assert_failure(db, "SELECT orm_version()", SQLITE_ERROR, "not authorized to use function");
    sqlite3_set_authorizer(db, NULL, NULL);
    assert_answer(db, "SELECT typeof(orm_version())", "text");
    probe_close(db);
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_enable_load_extension(db, 1);
    sqlite3_set_authorizer(db, forbid_select, NULL);
    assert_int_equal(sqlite3_load_extension(db, ORM_LIBRARY, NULL, NULL), SQLITE_OK);
    sqlite3_set_authorizer(db, NULL, NULL);
    assert_answer(db, "SELECT typeof(orm_version())", "text");
    probe_close(db);
}

/* ---- files */

static long read_file(const char *path, char **content)
{
    FILE *file = fopen(path, "rb");
    long size;

    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    *content = malloc((size_t)size);
    assert_int_equal(fread(*content, 1, (size_t)size, file), size);
    fclose(file);
    return size;
}

/* Loading and closing leaves a file as it is, and makes none. */
static void test_file_untouched(void **state)
{
    static const int flags[] = {SQLITE_OPEN_READONLY, SQLITE_OPEN_READWRITE};
    char path[512], *before, *after;
    sqlite3 *db;
    long size;

    (void)state;
    snprintf(path, sizeof path, "%s", probe_path("file.db"));
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    probe_exec(db, "CREATE TABLE t (a)");
    probe_close(db);
    size = read_file(path, &before);
    for (int i = 0; i < 2; i++) {
        db = open_loaded(path, flags[i]);
        assert_answer(db, "SELECT typeof(orm_version())", "text");
        assert_int_equal(sqlite3_total_changes(db), 0);
        probe_close(db);
        assert_int_equal(read_file(path, &after), size);
        assert_memory_equal(before, after, size);
        free(after);
    }
    free(before);
    assert_null(fopen(probe_path("file.db-journal"), "rb"));
    assert_null(fopen(probe_path("file.db-wal"), "rb"));
}

/* ---- settings */

static void harden(sqlite3 *db)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
}

#define MODEL                                                                                      \
    "SELECT orm_define('User', '{\"name\":{\"type\":\"STRING\",\"allowNull\":false}}') IS NULL"

static void test_hardened(void **state)
{
    sqlite3 *db = open_memory();

    (void)state;
    harden(db);
    assert_answer(db, MODEL, "0");
    assert_answer(db, "SELECT orm_models()", "[\"User\"]");
    assert_at_rest(db, 1);
    probe_close(db);
}

static int forbid_writing(void *unused, int action, const char *a, const char *b, const char *c,
                          const char *d)
{
    (void)unused, (void)b, (void)c, (void)d;
    return action == SQLITE_INSERT && strncmp(a, "orm_", 4) == 0 ? SQLITE_DENY : SQLITE_OK;
}

/* The authorizer's no is its own code, and the definition is as if it had not been. */
static void test_authorizer_forbids_writing(void **state)
{
    sqlite3 *db = open_memory();

    (void)state;
    sqlite3_set_authorizer(db, forbid_writing, NULL);
    assert_failure(db, MODEL, SQLITE_AUTH, "not authorized");
    assert_at_rest(db, 1);
    sqlite3_set_authorizer(db, NULL, NULL);
    assert_answer(db, "SELECT count(*) FROM sqlite_master", "0");
    assert_answer(db, MODEL, "0");
    probe_close(db);
}

/* ---- threads: a connection each, in one process, with one library */

enum { THREADS = 8, ROUNDS = 50 };

static void *use_connections(void *unused)
{
    (void)unused;
    for (int i = 0; i < ROUNDS; i++) {
        sqlite3 *db = open_memory();

        assert_answer(db, MODEL, "0");
        assert_answer(db, "SELECT orm_models()", "[\"User\"]");
        probe_close(db);
    }
    return NULL;
}

static void test_threads(void **state)
{
    pthread_t threads[THREADS];

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, use_connections, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
}

/* One connection, its calls made by several threads in turn. */
static void *define_and_read(void *db)
{
    for (int i = 0; i < ROUNDS; i++)
        assert_answer(db, "SELECT orm_models()", "[\"User\"]");
    return NULL;
}

static void test_shared_connection(void **state)
{
    sqlite3 *db = open_loaded(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX);
    pthread_t threads[THREADS];

    (void)state;
    assert_answer(db, MODEL, "0");
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, define_and_read, db), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    probe_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, probe_folder, probe_folder_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_version),
        TEST(test_twice),
        TEST(test_under_an_authorizer),
        TEST(test_file_untouched),
        TEST(test_hardened),
        TEST(test_authorizer_forbids_writing),
        TEST(test_threads),
        TEST(test_shared_connection),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
