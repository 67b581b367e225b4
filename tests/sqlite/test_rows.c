/* test_rows.c - rows that go into one statement, and triggers and limits that stop some of them.
 * With the whole extension. */
#include "probe.h"

static sqlite3 *open_defined(void)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_enable_load_extension(db, 1);
    assert_int_equal(sqlite3_load_extension(db, ORM_LIBRARY, NULL, NULL), SQLITE_OK);
    probe_exec(db, "SELECT orm_define('Part', '{\"size\":\"INTEGER\"}', '{\"timestamps\":false}');"
                   "SELECT orm_sync()");
    return db;
}

/* Twenty rows of the sizes from 1. */
#define TWENTY                                                                                     \
    "SELECT orm_bulk_create('Part', (WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 "     \
    "FROM g WHERE i < 20) SELECT json_group_array(json_object('size', i)) FROM g), "               \
    "'{\"returning\":false}')"

static void stop_at_five(sqlite3 *db, const char *when, const char *how)
{
    char *sql = sqlite3_mprintf("CREATE TEMP TRIGGER stop %s INSERT ON main.Parts "
                                "WHEN new.size = 5 BEGIN SELECT RAISE(%s); END",
                                when, how);

    probe_exec(db, sql);
    sqlite3_free(sql);
}

static void test_a_trigger_stops_all(void **state)
{
    static const char *const ways[] = {"ABORT, 'five'", "FAIL, 'five'", "ROLLBACK, 'five'"};

    (void)state;
    for (int i = 0; i < 6; i++) {
        sqlite3 *db = open_defined();

        stop_at_five(db, i % 2 ? "BEFORE" : "AFTER", ways[i / 2]);
        assert_failure(db, TWENTY, SQLITE_CONSTRAINT_TRIGGER, "five");
        assert_at_rest(db, 1);
        assert_answer(db, "SELECT count(*) FROM Parts", "0");
        sqlite3_close(db);
    }
}

static void test_a_trigger_leaves_one_out(void **state)
{
    sqlite3 *db = open_defined();

    (void)state;
    stop_at_five(db, "BEFORE", "IGNORE");
    assert_answer(db, TWENTY, "19");
    assert_answer(db, "SELECT group_concat(size) FROM Parts WHERE size < 8", "1,2,3,4,6,7");
    sqlite3_close(db);
}

static void test_count_changes(void **state)
{
    sqlite3 *db = open_defined();

    (void)state;
    probe_exec(db, "PRAGMA count_changes = ON");
    assert_answer(db, TWENTY, "20");
    assert_answer(db, "SELECT sum(size) FROM Parts", "210");
    sqlite3_close(db);
}

/* The limits that SQLite's manual names for an application that runs others' SQL. */
static void test_careful_limits(void **state)
{
    sqlite3 *db = open_defined();

    (void)state;
    sqlite3_limit(db, SQLITE_LIMIT_VARIABLE_NUMBER, 250);
    sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, 25000);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 100000);
    sqlite3_limit(db, SQLITE_LIMIT_COMPOUND_SELECT, 3);
    assert_answer(db, TWENTY, "20");
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_trigger_stops_all),
        cmocka_unit_test(test_a_trigger_leaves_one_out),
        cmocka_unit_test(test_count_changes),
        cmocka_unit_test(test_careful_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
