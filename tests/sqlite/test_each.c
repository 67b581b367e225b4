/* test_each.c - a call that stays open from row to row: what it holds, and every way out of it. */
#include "probe.h"

#define TABLES                                                                                     \
    "CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3);"                  \
    "CREATE TABLE u (b INTEGER);"

#define ROWS "orm_each('SELECT a FROM t')"

static sqlite3 *open_tables(const char *path)
{
    sqlite3 *db = probe_open(path);

    probe_exec(db, TABLES);
    return db;
}

static void test_rows(void **state)
{
    sqlite3 *db = open_tables(":memory:");

    (void)state;
    assert_answer(db, "SELECT group_concat(value, ' ') FROM " ROWS, "[1] [2] [3]");
    assert_answer(db, "SELECT value FROM " ROWS " LIMIT 1 OFFSET 1", "[2]");
    assert_answer(db, "SELECT count(*) FROM orm_each('SELECT a FROM t WHERE a > 3')", "0");
    assert_answer(db, "SELECT json_array(value) FROM " ROWS, "[[1]]");
    assert_answer(db,
                  "SELECT options || ifnull(params, '-') || rowid FROM orm_each('SELECT 1', '[]')",
                  "[]-1");
    assert_at_rest(db, 1);
    probe_close(db);
}

/* Arguments may be columns of what stands before it; the same statement is read by several. */
static void test_nested(void **state)
{
    sqlite3 *db = open_tables(":memory:");

    (void)state;
    assert_answer(db, "SELECT group_concat(x.value || y.value, ' ') FROM " ROWS " x, " ROWS " y",
                  "[1][1] [1][2] [1][3] [2][1] [2][2] [2][3] [3][1] [3][2] [3][3]");
    assert_answer(
        db, "SELECT group_concat(value, ' ') FROM t, orm_each('SELECT a FROM t WHERE a > ' || t.a)",
        "[2] [3] [3]");
    assert_answer(db,
                  "SELECT group_concat((SELECT value FROM orm_each('SELECT a FROM t WHERE a > ' || "
                  "t.a)), ' ') FROM t",
                  "[2] [3]");
    assert_answer(
        db, "SELECT value FROM orm_each('SELECT count(*) FROM orm_each(''SELECT a FROM t'')')",
        "[3]");
    assert_at_rest(db, 1);
    probe_close(db);
}

static void test_arguments(void **state)
{
    sqlite3 *db = open_tables(":memory:");

    (void)state;
    assert_failure(db, "SELECT * FROM orm_each", SQLITE_ERROR, "InvalidOptionError: no statement");
    assert_failure(db, "SELECT * FROM orm_each(NULL)", SQLITE_ERROR,
                   "InvalidOptionError: no statement");
    assert_failure(db, "SELECT * FROM orm_each(1, 2, 3, 4)", SQLITE_ERROR, "too many arguments");
    assert_answer(db, "SELECT value FROM orm_each WHERE model = 'SELECT 7'", "[7]");
    probe_exec(db, "CREATE VIEW v AS SELECT value FROM orm_each('SELECT 7')");
    assert_failure(db, "SELECT * FROM v", SQLITE_ERROR, "unsafe use of virtual table");
    assert_at_rest(db, 1);
    probe_close(db);
}

/* ---- errors */

static void test_errors(void **state)
{
    sqlite3 *db = open_tables(":memory:");

    (void)state;
    assert_failure(db, "SELECT value FROM orm_each('SELECT b FROM t')", SQLITE_ERROR,
                   "no such column: b");
    assert_failure(db,
                   "SELECT count(value) FROM orm_each('SELECT a FROM t', '[[\"raise\",\"so\"]]')",
                   SQLITE_ERROR, "InvalidOptionError: so\n{");
    assert_failure(
        db, "SELECT count(value) FROM orm_each('SELECT abs(a - 3 - 9223372036854775807) FROM t')",
        SQLITE_ERROR, "integer overflow");
    assert_answer(db, "SELECT orm_read('[[\"last\"]]') LIKE '%SQLITE_ERROR%'", "1");
    assert_answer(db, "SELECT count(*) FROM " ROWS, "3");
    assert_at_rest(db, 1);
    probe_close(db);
}

/* What comes before the error is there. */
static void test_error_in_the_middle(void **state)
{
    sqlite3 *db = open_tables(":memory:");
    sqlite3_stmt *statement;

    (void)state;
    assert_int_equal(
        sqlite3_prepare_v2(
            db,
            "SELECT value FROM orm_each('SELECT CASE a WHEN 2 THEN abs(-9223372036854775807 - 1)"
            " ELSE a END FROM t')",
            -1, &statement, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "[1]");
    assert_int_equal(sqlite3_step(statement), SQLITE_ERROR);
    sqlite3_finalize(statement);
    assert_at_rest(db, 1);
    probe_close(db);
}

static void interrupt(void *db)
{
    sqlite3_interrupt(db);
}

static void test_interrupt(void **state)
{
    sqlite3 *db = open_tables(":memory:");

    (void)state;
    probe.hook = interrupt, probe.argument = db;
    assert_failure(db, "SELECT count(value) FROM orm_each('SELECT a FROM t', '[[\"hook\"]]')",
                   SQLITE_INTERRUPT, "interrupted");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT count(*) FROM " ROWS, "3");
    probe_close(db);
}

/* ---- the connection's other work between two rows */

static sqlite3_stmt *first_row(sqlite3 *db)
{
    sqlite3_stmt *statement;

    assert_int_equal(sqlite3_prepare_v2(db, "SELECT value FROM " ROWS, -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    return statement;
}

/* Stopped half way, it leaves nothing; begun again, it begins anew. */
static void test_stop(void **state)
{
    sqlite3 *db = open_tables(":memory:");
    sqlite3_stmt *statement = first_row(db);

    (void)state;
    sqlite3_reset(statement);
    assert_at_rest(db, 1);
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
        assert_int_equal(sqlite3_column_text(statement, 0)[1], '0' + i);
    }
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    sqlite3_finalize(statement);
    assert_at_rest(db, 1);
    probe_close(db);
}

static void test_write_in_the_loop(void **state)
{
    sqlite3 *db = open_tables(":memory:");

    (void)state;
    assert_answer(db,
                  "SELECT sum(json_extract(orm_write(json_array(json_array('run', 'INSERT INTO u "
                  "VALUES (?1)', json_extract(value, '$[0]')))), '$[0]')) FROM " ROWS,
                  "3");
    assert_answer(db, "SELECT sum(b) FROM u", "6");
    assert_failure(db,
                   "SELECT count(orm_write(json_array(json_array('run', 'INSERT INTO u VALUES "
                   "(9)'), json_array('raise', 'no')))) FROM " ROWS,
                   SQLITE_ERROR, "InvalidOptionError: no");
    assert_answer(db, "SELECT sum(b) FROM u", "6");
    assert_answer(db,
                  "SELECT sum(json_extract(orm_write(json_array(json_array('run', 'DELETE FROM t "
                  "WHERE a = ?1', json_extract(value, '$[0]')))), '$[0]')) FROM " ROWS,
                  "3");
    assert_at_rest(db, 1);
    probe_close(db);
}

/* The transaction ends in between; the rows that are left are as they were before it. */
static void test_rollback_in_between(void **state)
{
    sqlite3 *db = open_tables(":memory:");
    sqlite3_stmt *statement;

    (void)state;
    probe_exec(db, "BEGIN; INSERT INTO t VALUES (4); ");
    statement = first_row(db);
    probe_exec(db, "ROLLBACK");
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
    assert_at_rest(db, 1);
    probe_close(db);
}

/* What is kept is dropped, by us or by SQLite, while it is in use. */
static void test_forget_in_between(void **state)
{
    sqlite3 *db = open_tables(":memory:");
    sqlite3_stmt *statement = first_row(db);

    (void)state;
    assert_answer(db, "SELECT orm_read('[[\"forget\"]]')", "[true]");
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_close(db), SQLITE_BUSY);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
    probe_close(db);
}

static void insert_elsewhere(void *other)
{
    probe_exec(other, "INSERT INTO u VALUES (1)");
}

/* What another connection commits between two rows is not seen by the ones that follow. */
static void test_snapshot(void **state)
{
    sqlite3 *db = probe_open(probe_path("each.db")), *other;

    (void)state;
    free(probe_ask(db, "PRAGMA journal_mode = WAL"));
    probe_exec(db, "CREATE TABLE orm_meta (one INTEGER PRIMARY KEY, stamp BLOB, config TEXT);"
                   "INSERT INTO orm_meta VALUES (1, x'00', '{}');" TABLES);
    other = probe_open(probe_path("each.db"));
    probe.hook = insert_elsewhere, probe.argument = other;
    assert_answer(db,
                  "SELECT group_concat(value, ' ') FROM orm_each('SELECT a FROM t', "
                  "'[[\"hook\"],[\"run\",\"SELECT count(*) FROM u\"]]')",
                  "[1],true,[[0]] [2],true,[[0]] [3],true,[[0]]");
    assert_answer(db, "SELECT count(*) FROM u", "3");
    assert_at_rest(db, 1);
    probe_close(other);
    probe_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, probe_folder, probe_folder_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rows),
        TEST(test_nested),
        TEST(test_arguments),
        TEST(test_errors),
        TEST(test_error_in_the_middle),
        TEST(test_interrupt),
        TEST(test_stop),
        TEST(test_write_in_the_loop),
        TEST(test_rollback_in_between),
        TEST(test_forget_in_between),
        TEST(test_snapshot),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
