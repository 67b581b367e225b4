/* test_memory.c - memory runs out at each allocation in turn, once or from then on: the call fails
 * as a whole or works as a whole, nothing is left open, nothing is lost, and the connection goes on
 * working.  SQLite's allocator is replaced before anything else is done. */
#include "probe.h"

static sqlite3_mem_methods real;
static long countdown = -1; /* allocations until the one that fails; below 0: none does */
static int is_lasting;      /* and all behind it */
static int failures;

static int fails(void)
{
    if (countdown < 0)
        return 0;
    if (countdown > 0) {
        countdown--;
        return 0;
    }
    failures++;
    if (!is_lasting)
        countdown = -1;
    return 1;
}

static void *allocate(int size)
{
    return fails() ? NULL : real.xMalloc(size);
}

static void *reallocate(void *block, int size)
{
    return fails() ? NULL : real.xRealloc(block, size);
}

static void fail_at(long number, int lasting)
{
    countdown = number;
    is_lasting = lasting;
    failures = 0;
}

static void stop_failing(void)
{
    countdown = -1;
}

/* ---- one statement with failures at every place */

#define CATALOG                                                                                    \
    "CREATE TABLE IF NOT EXISTS orm_meta (one INTEGER PRIMARY KEY CHECK (one = 1), "               \
    "stamp BLOB NOT NULL, config TEXT NOT NULL);"                                                  \
    "INSERT OR IGNORE INTO orm_meta VALUES (1, x'000102030405060708090a0b0c0d0e0f', '{}');"

#define TABLES                                                                                     \
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, d JSON TEXT);"                                 \
    "INSERT INTO t VALUES (100, '2024-02-29', '{\"b\":1, \"a\":[2]}');"

typedef struct scenario {
    const char *setup;
    const char *sql;
    int is_autocommit;
    int has_ddl; /* after which the next call may have to clean up */
} scenario;

static sqlite3 *open_scenario(const scenario *s)
{
    sqlite3 *db = probe_open(":memory:");

    probe_exec(db, s->setup);
    if (!s->is_autocommit)
        probe_exec(db, "BEGIN; INSERT INTO t VALUES (50, 'mine', NULL)");
    return db;
}

/* The statement is prepared in peace; stepping it fails. */
static int run_failing(sqlite3 *db, const char *sql, long number, int lasting)
{
    sqlite3_stmt *statement;
    int rc;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    fail_at(number, lasting);
    rc = sqlite3_step(statement);
    stop_failing();
    sqlite3_finalize(statement);
    return rc;
}

/* What the call writes are rows below 10, two of them. */
static void assert_whole(sqlite3 *db, const scenario *s, int rc)
{
    char *count = probe_ask(db, "SELECT count(*) FROM t WHERE a < 10");
    char *mine = probe_ask(db, "SELECT count(*) FROM t WHERE a = 50");

    assert_true(strcmp(count, "0") == 0 || strcmp(count, "2") == 0);
    if (rc != SQLITE_ROW)
        assert_string_equal(count, "0");
    if (!s->is_autocommit)
        assert_string_equal(mine, sqlite3_get_autocommit(db) ? "0" : "1");
    free(mine);
    free(count);
}

static void assert_clean(sqlite3 *db, const scenario *s, int rc)
{
    if (s->has_ddl || sqlite3_libversion_number() < 3040000)
        free(probe_ask(db, "SELECT orm_version()"));
    /* SQLite itself rolls back the caller's transaction where memory ran out inside of it */
    assert_at_rest(db, s->is_autocommit || sqlite3_get_autocommit(db));
    assert_whole(db, s, rc);
    assert_answer(db, "PRAGMA integrity_check", "ok");
    if (!sqlite3_get_autocommit(db))
        probe_exec(db, "ROLLBACK");
}

static void sweep(const scenario *s, int lasting)
{
    long number = 0;
    int rc, failed;

    do {
        sqlite3 *db = open_scenario(s);

        rc = run_failing(db, s->sql, number++, lasting);
        failed = failures;
        if (rc != SQLITE_ROW && (rc & 0xff) != SQLITE_NOMEM && (rc & 0xff) != SQLITE_ABORT)
            fail_msg("%s: %d at allocation %ld", s->sql, rc, number);
        assert_clean(db, s, rc);
        /* and again, with what the failed call has left in the caches */
        if (s->is_autocommit) {
            probe_exec(db, "DELETE FROM t WHERE a < 10");
            free(probe_ask(db, s->sql));
            assert_at_rest(db, 1);
        }
        probe_close(db);
        assert_int_equal(sqlite3_memory_used(), 0);
    } while (failed > 0);
    assert_int_equal(rc, SQLITE_ROW);
    assert_true(number > 3);
}

static void sweep_all(const scenario *scenarios, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (int lasting = 0; lasting < 2; lasting++)
            sweep(&scenarios[i], lasting);
}

#define SWEEP(scenarios) sweep_all((scenarios), sizeof(scenarios) / sizeof *(scenarios))

/* ---- */

static void test_reading(void **state)
{
    static const scenario scenarios[] = {
        {CATALOG TABLES, "SELECT orm_read('[[\"run\",\"SELECT/*2*/ * FROM t\"],[\"stamp\"]]')", 1,
         0},
        {TABLES, "SELECT orm_read('[[\"run\",\"SELECT/*2*/ * FROM t\"],[\"stamp\"]]')", 1, 0},
        {CATALOG TABLES, "SELECT orm_read('[[\"fill\",10000],[\"arena\"],[\"keep\"]]')", 0, 0},
        {CATALOG TABLES, "SELECT orm_column('SELECT d FROM t', 'JSONB')", 1, 0},
        {CATALOG TABLES, "SELECT orm_column('SELECT b FROM t', 'DATE')", 1, 0},
        {CATALOG TABLES, "SELECT orm_column('SELECT 1.25', 'DECIMAL')", 1, 0},
    };

    (void)state;
    SWEEP(scenarios);
}

/* A list of many items: more than the functions have at hand. */
#define LONG_LIST "'[' || replace(hex(zeroblob(400)), '00', '{\"b\":\"\\u0041\",\"a\":1},') || '2]'"

/* The functions that look into values: each has a trampoline and memory of its own. */
static void test_helpers(void **state)
{
    static const scenario scenarios[] = {
        {TABLES, "SELECT orm_json_compare(" LONG_LIST ", '=', " LONG_LIST ")", 1, 0},
        {TABLES, "SELECT orm_json_in('{\"a\":1,\"b\":\"A\"}', " LONG_LIST ")", 1, 0},
        {TABLES, "SELECT orm_json_at(" LONG_LIST ", '[\"399\",\"a\"]')", 1, 0},
        {TABLES, "SELECT orm_json_text(" LONG_LIST ", 1)", 1, 0},
        {TABLES, "SELECT orm_json_has_keys(" LONG_LIST ", " LONG_LIST ", 0)", 1, 0},
        {TABLES, "SELECT orm_array_contains(" LONG_LIST ", " LONG_LIST ", 0)", 1, 0},
    };

    (void)state;
    SWEEP(scenarios);
}

#define INSERTS                                                                                    \
    "[\"run\",\"INSERT INTO t VALUES (1, ''x'', NULL)\"],"                                         \
    "[\"run\",\"INSERT INTO t VALUES (2, ?1, NULL)\",\"y\"]"

static void test_writing(void **state)
{
    static const scenario scenarios[] = {
        {CATALOG TABLES, "SELECT orm_write('[" INSERTS "]')", 1, 0},
        {CATALOG TABLES, "SELECT orm_write('[" INSERTS "]')", 0, 0},
        {TABLES, "SELECT orm_write('[" INSERTS "]')", 1, 0},
        {TABLES, "SELECT orm_write('[" INSERTS "]')", 0, 0},
        {TABLES, "SELECT orm_define('[" INSERTS "]')", 1, 0},
        {TABLES,
         "SELECT orm_define('[" INSERTS ",[\"once\",\"CREATE INDEX IF NOT EXISTS i ON t (b)\"]]')",
         0, 1},
        {CATALOG TABLES,
         "SELECT orm_write('[" INSERTS ",[\"once\",\"CREATE INDEX IF NOT EXISTS i ON t (b)\"]]')",
         1, 1},
        {CATALOG TABLES,
         "SELECT orm_write('[" INSERTS ",[\"once\",\"CREATE TABLE IF NOT EXISTS u (a)\"],"
         "[\"run\",\"SELECT count(*) FROM u\"]]')",
         1, 0},
        {CATALOG TABLES,
         "SELECT orm_write(json_array(json_array('run', 'SELECT orm_write(?1)', '[" INSERTS "]')))",
         1, 0},
    };

    (void)state;
    SWEEP(scenarios);
}

/* The authorizer says no to the table that keeps statements. */
static int forbid_tables(void *unused, int action, const char *a, const char *b, const char *c,
                         const char *d)
{
    (void)unused, (void)b, (void)c, (void)d;
    return action == SQLITE_UPDATE && a && strcmp(a, "sqlite_master") == 0 ? SQLITE_DENY
                                                                           : SQLITE_OK;
}

static void test_without_kept_statements(void **state)
{
    const scenario s = {CATALOG TABLES, "SELECT orm_write('[" INSERTS "]')", 1, 0};
    long number = 0;
    int failed;

    (void)state;
    do {
        sqlite3 *db = open_scenario(&s);
        int rc;

        sqlite3_set_authorizer(db, forbid_tables, NULL);
        rc = run_failing(db, s.sql, number, number % 2);
        number++;
        failed = failures;
        sqlite3_set_authorizer(db, NULL, NULL);
        assert_clean(db, &s, rc);
        probe_close(db);
        assert_int_equal(sqlite3_memory_used(), 0);
    } while (failed > 0);
}

/* An error that cannot be told for lack of memory is SQLITE_NOMEM or itself. */
static void test_raising(void **state)
{
    static const char *const calls[] = {
        "SELECT orm_write('[" INSERTS ",[\"raise\",\"no\"]]')",
        "SELECT orm_write('[" INSERTS ",[\"run\",\"INSERT INTO t (a) VALUES (1)\"]]')",
        "SELECT orm_read('[[\"run\",\"SELECT nothing\"]]')",
        "SELECT orm_read('[[\"run\",\"SELECT 1; SELECT 2\"]]')",
    };
    const scenario s = {CATALOG TABLES, NULL, 1, 0};

    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        long number = 0;
        int failed;

        do {
            sqlite3 *db = open_scenario(&s);
            int rc = run_failing(db, calls[i], number, number % 2);

            number++;
            failed = failures;
            assert_true(rc == SQLITE_ERROR || (rc & 0xff) == SQLITE_NOMEM ||
                        rc == SQLITE_CONSTRAINT);
            assert_clean(db, &s, rc);
            probe_close(db);
            assert_int_equal(sqlite3_memory_used(), 0);
        } while (failed > 0);
    }
}

static void test_loading(void **state)
{
    long number = 0;
    int rc, failed;

    (void)state;
    do {
        sqlite3 *db;

        assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
        fail_at(number++, 0);
        rc = probe_load(db);
        failed = failures;
        stop_failing();
        if (rc != SQLITE_OK)
            assert_int_equal(rc, SQLITE_NOMEM);
        probe_close(db);
        assert_int_equal(sqlite3_memory_used(), 0);
    } while (failed > 0);
    assert_int_equal(rc, SQLITE_OK);
}

static void test_like(void **state)
{
    static const scenario scenarios[] = {
        {TABLES, "SELECT count(orm_ilike(b, '2024%\\_' || a)) FROM t", 1, 0},
        {TABLES, "SELECT count(orm_like(b, '2024%')) FROM t", 1, 0},
    };

    (void)state;
    SWEEP(scenarios);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading), cmocka_unit_test(test_helpers),
        cmocka_unit_test(test_writing), cmocka_unit_test(test_without_kept_statements),
        cmocka_unit_test(test_raising), cmocka_unit_test(test_loading),
        cmocka_unit_test(test_like),
    };
    sqlite3_mem_methods failing;

    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
    failing = real;
    failing.xMalloc = allocate;
    failing.xRealloc = reallocate;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
