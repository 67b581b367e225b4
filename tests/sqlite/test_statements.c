/* test_statements.c - the cache of prepared statements: bounded, never shared while in use, and
 * never in the way of sqlite3_close(). */
#include "probe.h"

#define CATALOG                                                                                    \
    "CREATE TABLE orm_meta (one INTEGER PRIMARY KEY CHECK (one = 1), stamp BLOB NOT NULL, "        \
    "config TEXT NOT NULL);"                                                                       \
    "INSERT INTO orm_meta VALUES (1, x'000102030405060708090a0b0c0d0e0f', '{}');"                  \
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y');"

static sqlite3 *open_with_table(void)
{
    sqlite3 *db = probe_open(":memory:");

    probe_exec(db, CATALOG);
    return db;
}

static int count_statements(sqlite3 *db)
{
    int count = 0;

    for (sqlite3_stmt *s = sqlite3_next_stmt(db, NULL); s; s = sqlite3_next_stmt(db, s))
        count++;
    return count;
}

static int is_prepared(sqlite3 *db, const char *sql)
{
    for (sqlite3_stmt *s = sqlite3_next_stmt(db, NULL); s; s = sqlite3_next_stmt(db, s))
        if (strcmp(sqlite3_sql(s), sql) == 0)
            return 1;
    return 0;
}

#define COUNT "SELECT count(*) FROM t"
#define READ  "SELECT orm_read('[[\"run\",\"" COUNT "\"]]')"

static void test_kept(void **state)
{
    sqlite3 *db = open_with_table();
    int count;

    (void)state;
    assert_answer(db, READ, "[[[2]]]");
    assert_true(is_prepared(db, COUNT));
    count = count_statements(db);
    for (int i = 0; i < 100; i++)
        assert_answer(db, READ, "[[[2]]]");
    assert_int_equal(count_statements(db), count);
    assert_answer(db, "SELECT orm_read('[[\"once\",\"SELECT 7\"]]')", "[[[7]]]");
    assert_false(is_prepared(db, "SELECT 7"));
    probe_close(db);
}

static void test_bounded(void **state)
{
    sqlite3 *db = open_with_table();
    char sql[128], expected[32];

    (void)state;
    for (int i = 0; i < 1000; i++) {
        snprintf(sql, sizeof sql, "SELECT orm_read('[[\"run\",\"SELECT %d\"]]')", i);
        snprintf(expected, sizeof expected, "[[[%d]]]", i);
        assert_answer(db, sql, expected);
    }
    assert_true(count_statements(db) < 300);
    assert_true(is_prepared(db, "SELECT 999"));
    assert_false(is_prepared(db, "SELECT 1"));
    probe_close(db);
}

/* The statement that pushes rows is run again by the sink of its own rows. */
static void test_in_use(void **state)
{
    sqlite3 *db = open_with_table();

    (void)state;
    assert_answer(db,
                  "SELECT orm_read('[[\"each\",\"SELECT a FROM t WHERE ?1 IS NULL OR a = ?1\","
                  "\"SELECT a FROM t WHERE ?1 IS NULL OR a = ?1\"]]')",
                  "[[1,1]]");
    assert_at_rest(db, 1);
    probe_close(db);
}

static void test_schema_change(void **state)
{
    sqlite3 *db = open_with_table();

    (void)state;
    assert_answer(db, "SELECT orm_read('[[\"run\",\"SELECT b FROM t\"]]')", "[[[\"x\"],[\"y\"]]]");
    probe_exec(db, "ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN b DEFAULT 'new'");
    assert_answer(db, "SELECT orm_read('[[\"run\",\"SELECT b FROM t\"]]')",
                  "[[[\"new\"],[\"new\"]]]");
    probe_exec(db, "DROP TABLE t");
    assert_failure(db, "SELECT orm_read('[[\"run\",\"SELECT b FROM t\"]]')", SQLITE_ERROR,
                   "no such table: t");
    probe_close(db);
}

/* ---- closing */

/* A statement of the application's stands in the way, not ours; and then we are asked again. */
static void test_close_refused(void **state)
{
    sqlite3 *db = open_with_table();
    sqlite3_stmt *mine;

    (void)state;
    assert_answer(db, READ, "[[[2]]]");
    sqlite3_prepare_v2(db, "SELECT 1", -1, &mine, NULL);
    assert_int_equal(sqlite3_close(db), SQLITE_BUSY);
    assert_int_equal(count_statements(db), 1);
    assert_answer(db, READ, "[[[2]]]");
    assert_true(is_prepared(db, COUNT));
    assert_int_equal(sqlite3_close(db), SQLITE_BUSY);
    sqlite3_finalize(mine);
    probe_close(db);
}

/* Closed, and still a statement of the application's that calls us: an error, and no leak. */
static void test_zombie(void **state)
{
    sqlite3 *db = open_with_table();
    sqlite3_stmt *mine;

    (void)state;
    assert_answer(db, READ, "[[[2]]]");
    sqlite3_prepare_v2(db, READ, -1, &mine, NULL);
    assert_int_equal(sqlite3_close_v2(db), SQLITE_OK);
    assert_int_equal(sqlite3_step(mine), SQLITE_MISUSE);
    sqlite3_finalize(mine);
}

/* ---- where nothing can be kept */

static int forbid_tables(void *unused, int action, const char *a, const char *b, const char *c,
                         const char *d)
{
    (void)unused, (void)b, (void)c, (void)d;
    return action == SQLITE_UPDATE && a && strcmp(a, "sqlite_master") == 0 ? SQLITE_DENY
                                                                           : SQLITE_OK;
}

static void test_authorizer_forbids_the_table(void **state)
{
    sqlite3 *db = open_with_table();

    (void)state;
    sqlite3_set_authorizer(db, forbid_tables, NULL);
    assert_answer(db, READ, "[[[2]]]");
    assert_answer(db, "SELECT orm_write('[[\"run\",\"DELETE FROM t WHERE a = 1\"]]')", "[1]");
    if (sqlite3_libversion_number() < 3041000) /* later ones do not ask it about such a table */
        assert_int_equal(count_statements(db), 0);
    sqlite3_set_authorizer(db, NULL, NULL);
    assert_answer(db, READ, "[[[1]]]");
    assert_true(is_prepared(db, COUNT));
    probe_close(db);
}

static void test_modules_dropped(void **state)
{
    sqlite3 *db = open_with_table();

    (void)state;
    assert_answer(db, READ, "[[[2]]]");
    sqlite3_drop_modules(db, NULL); /* the table goes with the next statement */
    assert_answer(db, READ, "[[[2]]]");
    assert_int_equal(count_statements(db), 0);
    probe_close(db);
}

static void answer_seven(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count, (void)values;
    sqlite3_result_int(context, 7);
}

/* The application may put its own function in the place of one of ours. */
static void test_function_replaced(void **state)
{
    sqlite3 *db = open_with_table();

    (void)state;
    sqlite3_create_function(db, "orm_version", 0, SQLITE_UTF8, NULL, answer_seven, NULL, NULL);
    sqlite3_create_function(db, "orm_none", 1, SQLITE_UTF8, NULL, answer_seven, NULL, NULL);
    assert_answer(db, "SELECT orm_none(1) || orm_version()", "77");
    assert_answer(db, READ, "[[[2]]]");
    probe_close(db);
}

/* ---- texts that are not one statement */

static void test_not_one_statement(void **state)
{
    sqlite3 *db = open_with_table();

    (void)state;
    assert_answer(db, "SELECT orm_read('[[\"run\",\"SELECT 1 ; -- and no more\\n ; /* */ \"]]')",
                  "[[[1]]]");
    assert_failure(db, "SELECT orm_read('[[\"run\",\"SELECT 1; DELETE FROM t\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: one statement at a time");
    assert_failure(db, "SELECT orm_read('[[\"run\",\"SELECT 1; nonsense\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: one statement at a time");
    assert_failure(db, "SELECT orm_read('[[\"run\",\" -- nothing\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: there is no statement in this text");
    assert_failure(db, "SELECT orm_read('[[\"run\",\"\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: there is no statement in this text");
    assert_answer(db, "SELECT orm_read('[[\"prepare\",\"SELECT a FROM t\"]]')", "[true]");
    assert_failure(db, "SELECT orm_read('[[\"prepare\",\"SELECT a FROM nowhere\"]]')", SQLITE_ERROR,
                   "no such table: nowhere");
    assert_at_rest(db, 1);
    probe_close(db);
}

static void test_checked(void **state)
{
    sqlite3 *db = open_with_table();

    (void)state;
    assert_answer(db, "SELECT orm_read('[[\"check\",\"SELECT a FROM t\"]]')", "[true]");
    assert_failure(db, "SELECT orm_read('[[\"check\",\"SELECT z FROM t\"]]')", SQLITE_ERROR,
                   "DefinitionError: the setter is wrong: no such column: z\n");
    assert_failure(db, "SELECT orm_read('[[\"check\",\"SELECT a FROM t; SELECT 1\"]]')",
                   SQLITE_ERROR, "DefinitionError: the setter is wrong: one statement at a time");
    assert_answer(db, "SELECT count(*) FROM t", "2");
    probe_close(db);
}

/* ---- forgetting, and growth */

static void test_forget(void **state)
{
    sqlite3 *db = open_with_table();

    (void)state;
    assert_answer(db, READ, "[[[2]]]");
    assert_answer(db, "SELECT orm_read('[[\"forget\"],[\"run\",\"" COUNT "\"]]')", "[true,[[2]]]");
    assert_int_equal(count_statements(db), 1); /* run behind it; the snapshot's is gone */
    assert_answer(db, "SELECT orm_write('[[\"run\",\"" COUNT "\"],[\"forget\"]]')", "[[[2]],true]");
    assert_int_equal(count_statements(db), 0);
    assert_answer(db, READ, "[[[2]]]");
    assert_at_rest(db, 1);
    probe_close(db);
}

static void call_all(sqlite3 *db)
{
    assert_answer(db, READ, "[[[2]]]");
    assert_answer(db, "SELECT orm_write('[[\"run\",\"UPDATE t SET b = ?1\",\"z\"],[\"arena\"]]')",
                  "[2,true]");
    assert_failure(db, "SELECT orm_write('[[\"run\",\"INSERT INTO t (a) VALUES (1)\"]]')",
                   SQLITE_CONSTRAINT_PRIMARYKEY, "UNIQUE constraint failed: t.a");
    assert_failure(db, "SELECT orm_read('[[\"arena\"],[\"raise\",\"no\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: no");
}

static void test_no_growth(void **state)
{
    sqlite3 *db = open_with_table();
    sqlite3_int64 used;

    (void)state;
    for (int i = 0; i < 10; i++)
        call_all(db);
    used = sqlite3_memory_used();
    for (int i = 0; i < 1000; i++)
        call_all(db);
    assert_int_equal(sqlite3_memory_used(), used);
    probe_close(db);
}

/* ---- the connection's setting */

static void test_literals_forbidden(void **state)
{
    sqlite3 *db = open_with_table();
    sqlite3 *other = open_with_table();

    (void)state;
    assert_answer(db, "SELECT orm_none('[[\"literal\"]]')", "[false]");
    assert_answer(db, "SELECT orm_forbid_literal()", "1");
    assert_answer(db, "SELECT orm_none('[[\"literal\"]]')", "[true]");
    assert_answer(other, "SELECT orm_none('[[\"literal\"]]')", "[false]");
    probe_close(other);
    probe_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept),
        cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_in_use),
        cmocka_unit_test(test_schema_change),
        cmocka_unit_test(test_close_refused),
        cmocka_unit_test(test_zombie),
        cmocka_unit_test(test_authorizer_forbids_the_table),
        cmocka_unit_test(test_modules_dropped),
        cmocka_unit_test(test_function_replaced),
        cmocka_unit_test(test_not_one_statement),
        cmocka_unit_test(test_checked),
        cmocka_unit_test(test_forget),
        cmocka_unit_test(test_no_growth),
        cmocka_unit_test(test_literals_forbidden),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
