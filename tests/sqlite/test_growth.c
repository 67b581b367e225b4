/* test_growth.c - what calls take: little more than their answer, and nothing that stays.  With the
 * whole extension; SQLite counts its memory, and all of ours is SQLite's. */
#include "probe.h"

static sqlite3 *open_filled(void)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_enable_load_extension(db, 1);
    assert_int_equal(sqlite3_load_extension(db, ORM_LIBRARY, NULL, NULL), SQLITE_OK);
    probe_exec(
        db, "SELECT orm_define('User', '{\"name\":\"TEXT\",\"age\":\"INTEGER\"}', "
            "                  '{\"timestamps\":false}');"
            "SELECT orm_define('Post', '{\"title\":\"TEXT\"}', '{\"timestamps\":false}');"
            "SELECT orm_has_many('User', 'Post', '{\"as\":\"posts\",\"foreignKey\":\"userId\"}');"
            "SELECT orm_sync();"
            "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 5000)"
            " INSERT INTO Users SELECT i, 'user ' || i, i % 90 FROM g;"
            "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 25000)"
            " INSERT INTO Posts SELECT i, printf('%.*c', 200, 'x'), 1 + i % 5000 FROM g;");
    return db;
}

/* ---- the answer */

/* Most of all that was allocated at once while the statement ran, and the length of its answer. */
static sqlite3_int64 most_memory(sqlite3 *db, const char *sql, sqlite3_int64 *length)
{
    sqlite3_stmt *statement;
    sqlite3_int64 before = sqlite3_memory_used(), most;

    sqlite3_memory_highwater(1);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    most = sqlite3_memory_highwater(0) - before;
    *length = sqlite3_column_bytes(statement, 0);
    sqlite3_finalize(statement);
    return most;
}

static void test_three_times_the_answer(void **state)
{
    static const char *const calls[] = {
        "SELECT orm_find_all('Post', '{\"order\":[\"id\"]}')",
        "SELECT orm_find_all('User', '{\"order\":[\"id\"],\"include\":[\"posts\"]}')",
    };
    sqlite3 *db = open_filled();

    (void)state;
    for (int i = 0; i < 2; i++) {
        sqlite3_int64 length, most;

        most_memory(db, calls[i], &length); /* the page cache is full */
        most = most_memory(db, calls[i], &length);
        assert_true(length > 5000000);
        assert_true(most < 3 * length);
    }
    sqlite3_close(db);
}

static void test_longest_answer(void **state)
{
    sqlite3 *db = open_filled();

    (void)state;
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 100000);
    assert_failure(db, "SELECT orm_find_all('Post', '{}')", SQLITE_ERROR,
                   "InvalidOptionError: the answer is larger than this engine can return in one "
                   "value (100000 bytes); ask for fewer rows or attributes, or read it with "
                   "orm_each");
    sqlite3_close(db);
}

/* ---- many calls */

static void run_calls(sqlite3 *db, int count)
{
    static const char *const calls[] = {
        "SELECT orm_find_by_pk('User', ?1)",
        "SELECT orm_find_all('User', '{\"where\":{\"id\":7},\"include\":[\"posts\"]}')",
        "SELECT orm_count('Post', '{\"where\":{\"userId\":7}}')",
        "SELECT orm_update('User', '{\"age\":1}', '{\"where\":{\"id\":7}}')",
    };

    for (int i = 0; i < 4; i++) {
        sqlite3_stmt *statement;

        assert_int_equal(sqlite3_prepare_v2(db, calls[i], -1, &statement, NULL), SQLITE_OK);
        for (int j = 0; j < count / 4; j++) {
            sqlite3_bind_int(statement, 1, 1 + j % 5000);
            assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
            sqlite3_reset(statement);
        }
        sqlite3_finalize(statement);
    }
}

static void test_100000_calls_in_a_transaction(void **state)
{
    sqlite3 *db = open_filled();
    sqlite3_int64 before;

    (void)state;
    probe_exec(db, "BEGIN");
    run_calls(db, 400);
    before = sqlite3_memory_used();
    run_calls(db, 100000);
    assert_true(sqlite3_memory_used() - before < 16 * 1024);
    probe_exec(db, "COMMIT");
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_three_times_the_answer),
        cmocka_unit_test(test_longest_answer),
        cmocka_unit_test(test_100000_calls_in_a_transaction),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
