/* test_reading.c - one snapshot for all statements of a reading call, whatever others commit. */
#include "probe.h"

#define CATALOG                                                                                    \
    "CREATE TABLE IF NOT EXISTS orm_meta (one INTEGER PRIMARY KEY CHECK (one = 1), "               \
    "stamp BLOB NOT NULL, config TEXT NOT NULL);"                                                  \
    "INSERT INTO orm_meta VALUES (1, x'000102030405060708090a0b0c0d0e0f', '{}');"                  \
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES (1, 'one');"

#define STAMP "\"000102030405060708090a0b0c0d0e0f\""

static sqlite3 *open_with_catalog(const char *name, const char *mode)
{
    sqlite3 *db = probe_open(probe_path(name));
    char pragma[64];

    snprintf(pragma, sizeof pragma, "PRAGMA journal_mode = %s", mode);
    free(probe_ask(db, pragma));
    probe_exec(db, CATALOG);
    return db;
}

static void insert_elsewhere(void *other)
{
    probe_exec(other, "INSERT INTO t VALUES (2, 'two')");
}

/* In WAL mode the other one commits in between, and is not seen. */
static void test_snapshot_in_wal(void **state)
{
    sqlite3 *db = open_with_catalog("wal.db", "WAL");
    sqlite3 *other = probe_open(probe_path("wal.db"));

    (void)state;
    probe.hook = insert_elsewhere, probe.argument = other;
    assert_answer(db,
                  "SELECT orm_read('[[\"run\",\"SELECT count(*) FROM t\"],[\"hook\"],"
                  "[\"run\",\"SELECT count(*) FROM t\"]]')",
                  "[[[1]],true,[[1]]]");
    assert_answer(db, "SELECT orm_read('[[\"run\",\"SELECT count(*) FROM t\"]]')", "[[[2]]]");
    assert_at_rest(db, 1);
    probe_close(other);
    probe_close(db);
}

static void fail_to_insert(void *other)
{
    assert_failure(other, "INSERT INTO t VALUES (2, 'two')", SQLITE_BUSY, "database is locked");
}

/* With a rollback journal the other one cannot commit while the call reads. */
static void test_snapshot_with_journal(void **state)
{
    sqlite3 *db = open_with_catalog("journal.db", "DELETE");
    sqlite3 *other = probe_open(probe_path("journal.db"));

    (void)state;
    probe.hook = fail_to_insert, probe.argument = other;
    assert_answer(db,
                  "SELECT orm_read('[[\"run\",\"SELECT count(*) FROM t\"],[\"hook\"],"
                  "[\"run\",\"SELECT count(*) FROM t\"]]')",
                  "[[[1]],true,[[1]]]");
    assert_at_rest(db, 1);
    insert_elsewhere(other);
    assert_answer(db, "SELECT orm_read('[[\"run\",\"SELECT count(*) FROM t\"]]')", "[[[2]]]");
    probe_close(other);
    probe_close(db);
}

static void test_stamp(void **state)
{
    sqlite3 *db = open_with_catalog("stamp.db", "DELETE");

    (void)state;
    assert_answer(db, "SELECT orm_read('[[\"stamp\"]]')", "[" STAMP "]");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')", "[" STAMP "]");
    probe_exec(db, "DELETE FROM orm_meta");
    assert_answer(db, "SELECT orm_read('[[\"stamp\"]]')", "[null]");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')", "[null]");
    probe_exec(db, "DROP TABLE orm_meta");
    assert_answer(db, "SELECT orm_read('[[\"stamp\"]]')", "[null]");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')", "[null]");
    assert_at_rest(db, 1);
    probe_close(db);
}

/* A writing call sees the stamp that it has written itself. */
static void test_stamp_of_own_write(void **state)
{
    sqlite3 *db = open_with_catalog("own.db", "DELETE");

    (void)state;
    assert_answer(db,
                  "SELECT orm_write('[[\"stamp\"],"
                  "[\"run\",\"UPDATE orm_meta SET stamp = x''ff''\"],[\"stamp\"]]')",
                  "[" STAMP ",1,\"ff000000000000000000000000000000\"]");
    probe_close(db);
}

/* The catalog may go with a rollback, under a statement that was prepared on it. */
static void test_catalog_rolled_back(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    probe_exec(db, "BEGIN; " CATALOG);
    assert_answer(db, "SELECT orm_read('[[\"stamp\"]]')", "[" STAMP "]");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')", "[" STAMP "]");
    probe_exec(db, "ROLLBACK");
    assert_answer(db, "SELECT orm_read('[[\"stamp\"]]')", "[null]");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')", "[null]");
    probe_exec(db, CATALOG);
    assert_answer(db, "SELECT orm_read('[[\"stamp\"]]')", "[" STAMP "]");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')", "[" STAMP "]");
    assert_at_rest(db, 1);
    probe_close(db);
}

/* A table of the same name that is TEMP, or of another database, is not taken for the catalog. */
static void test_other_schemas(void **state)
{
    sqlite3 *db = open_with_catalog("main.db", "DELETE");

    (void)state;
    probe_exec(db, "CREATE TEMP TABLE orm_meta (stamp); INSERT INTO temp.orm_meta VALUES (x'11')");
    assert_answer(db, "SELECT orm_read('[[\"stamp\"]]')", "[" STAMP "]");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')", "[" STAMP "]");
    probe_close(db);
}

/* Called per row of the caller's own SELECT, and from within another call. */
static void test_many_calls_in_one_select(void **state)
{
    sqlite3 *db = open_with_catalog("many.db", "WAL");

    (void)state;
    probe_exec(db, "INSERT INTO t VALUES (2, 'two'), (3, 'three')");
    assert_answer(db,
                  "SELECT group_concat(orm_read('[[\"run\",\"SELECT count(*) FROM t\"]]')) FROM t",
                  "[[[3]]],[[[3]]],[[[3]]]");
    assert_answer(db, "SELECT orm_read('[[\"run\",\"SELECT orm_read(''[[\\\"stamp\\\"]]'')\"]]')",
                  "[[[\"[\\\"000102030405060708090a0b0c0d0e0f\\\"]\"]]]");
    assert_at_rest(db, 1);
    probe_close(db);
}

static void test_database_name(void **state)
{
    sqlite3 *db = open_with_catalog("a name.db", "DELETE");
    sqlite3 *memory = probe_open(":memory:");

    (void)state;
    assert_answer(db, "SELECT orm_none('[[\"database\"]]')", "[\"a name.db\"]");
    assert_answer(memory, "SELECT orm_none('[[\"database\"]]')", "[\":memory:\"]");
    probe_close(memory);
    probe_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, probe_folder, probe_folder_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_snapshot_in_wal),
        TEST(test_snapshot_with_journal),
        TEST(test_stamp),
        TEST(test_stamp_of_own_write),
        TEST(test_catalog_rolled_back),
        TEST(test_other_schemas),
        TEST(test_many_calls_in_one_select),
        TEST(test_database_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
