/* test_writing.c - writing calls: all or nothing, the lock before anything is read, and every way
 * out when something fails. */
#include "probe.h"

#define CATALOG                                                                                    \
    "CREATE TABLE orm_meta (one INTEGER PRIMARY KEY CHECK (one = 1), stamp BLOB NOT NULL, "        \
    "config TEXT NOT NULL);"                                                                       \
    "INSERT INTO orm_meta VALUES (1, x'000102030405060708090a0b0c0d0e0f', '{}');"

#define TABLES                                                                                     \
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);"                                              \
    "CREATE TABLE child (id INTEGER PRIMARY KEY, "                                                 \
    "parent INTEGER REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED);"                              \
    "PRAGMA foreign_keys = ON;"

#define INSERT(n) "[\"run\",\"INSERT INTO t VALUES (" n ", ''x'')\"]"

static sqlite3 *open_with_tables(const char *mode)
{
    sqlite3 *db = probe_open(probe_path("test.db"));
    char pragma[64];

    snprintf(pragma, sizeof pragma, "PRAGMA journal_mode = %s", mode);
    free(probe_ask(db, pragma));
    probe_exec(db, CATALOG TABLES);
    return db;
}

static void interrupt(void *db)
{
    sqlite3_interrupt(db);
}

static void assert_sound(sqlite3 *db)
{
    assert_answer(db, "PRAGMA integrity_check", "ok");
}

/* ---- all or nothing */

static void test_success(void **state)
{
    sqlite3 *db = open_with_tables("WAL");

    (void)state;
    assert_answer(db, "SELECT orm_write('[" INSERT("1") "," INSERT("2") "]')", "[1,1]");
    assert_at_rest(db, 1);
    probe_exec(db, "BEGIN");
    assert_answer(db, "SELECT orm_write('[" INSERT("3") "]')", "[1]");
    assert_at_rest(db, 0);
    probe_exec(db, "ROLLBACK");
    assert_answer(db, "SELECT count(*) FROM t", "2");
    probe_close(db);
}

static void test_error_undoes(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_failure(db, "SELECT orm_write('[" INSERT("1") ",[\"raise\",\"no\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: no\n{\"name\":\"InvalidOptionError\",\"message\":\"no\","
                   "\"at\":\"steps\"}");
    assert_at_rest(db, 1);
    probe_exec(db, "BEGIN; INSERT INTO t VALUES (7, 'mine')");
    assert_failure(db, "SELECT orm_write('[" INSERT("1") ",[\"raise\",\"no\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: no\n");
    assert_at_rest(db, 0);
    probe_exec(db, "COMMIT");
    assert_answer(db, "SELECT group_concat(a) FROM t", "7");
    probe_close(db);
}

/* A row that fails keeps what the rows before it have written: each call is one piece of work. */
static void test_error_in_a_later_row(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_failure(db,
                   "SELECT orm_write(json_array(json_array('run', "
                   "'INSERT INTO t VALUES (?1, ''x'')', value))) FROM json_each('[1,2,2,3]')",
                   SQLITE_CONSTRAINT_PRIMARYKEY, "UNIQUE constraint failed: t.a");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT group_concat(a) FROM t", "1,2");
    probe_close(db);
}

static void test_or_rollback(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_exec(db, "BEGIN; INSERT INTO t VALUES (1, 'mine')");
    assert_failure(db,
                   "SELECT orm_write('[[\"run\",\"INSERT OR ROLLBACK INTO t VALUES (1, 0)\"]]')",
                   SQLITE_CONSTRAINT_PRIMARYKEY, "UNIQUE constraint failed: t.a");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT count(*) FROM t", "0");
    probe_close(db);
}

/* A raw statement has ended the transaction: what would follow must not stand alone. */
static void test_transaction_ended(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_failure(db, "SELECT orm_write('[[\"run\",\"ROLLBACK\"]," INSERT("1") "]')",
                   SQLITE_ABORT_ROLLBACK, "abort due to ROLLBACK");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT count(*) FROM t", "0");
    probe_close(db);
}

static void test_changes(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_answer(db,
                  "SELECT orm_write('[[\"run\",\"INSERT INTO t VALUES (1, 2), (3, 4)\"],"
                  "[\"run\",\"UPDATE t SET b = 5 WHERE a = 9\"],"
                  "[\"run\",\"CREATE TABLE u (a)\"],[\"run\",\"DELETE FROM t WHERE a = 1\"],"
                  "[\"run\",\"INSERT INTO u VALUES (8) RETURNING a\"]]')",
                  "[2,0,0,1,[[8]]]");
    probe_exec(db, "PRAGMA count_changes = ON");
    assert_answer(db,
                  "SELECT orm_write('[[\"run\",\"INSERT INTO u VALUES (1), (2)\"],"
                  "[\"run\",\"DELETE FROM u WHERE a = 77\"],"
                  "[\"run\",\"INSERT INTO u VALUES (8) RETURNING a\"]]')",
                  "[2,0,[[8]]]");
    probe_close(db);
}

/* ---- the lock */

static void fail_to_insert(void *other)
{
    assert_failure(other, "INSERT INTO t VALUES (100, 'two')", SQLITE_BUSY, "database is locked");
}

/* Having read, the call can still write: nobody else could in between. */
static void test_no_busy_snapshot(void **state)
{
    sqlite3 *db = open_with_tables("WAL");
    sqlite3 *other = probe_open(probe_path("test.db"));

    (void)state;
    probe.hook = fail_to_insert, probe.argument = other;
    assert_answer(
        db, "SELECT orm_write('[[\"run\",\"SELECT count(*) FROM t\"],[\"hook\"]," INSERT("1") "]')",
        "[[[0]],true,1]");
    assert_answer(
        db,
        "SELECT orm_define('[[\"run\",\"SELECT count(*) FROM t\"],[\"hook\"]," INSERT("2") "]')",
        "[[[1]],true,1]");
    assert_at_rest(db, 1);
    probe_close(other);
    probe_close(db);
}

/* The lock's holder lets go when SQLite asks to wait for it. */
static int commit_elsewhere(void *other, int count)
{
    if (count > 0)
        return 0;
    probe_exec(other, "COMMIT");
    return 1;
}

static void test_waits_for_the_lock(void **state)
{
    static const char *const modes[] = {"WAL", "DELETE"};

    for (int i = 0; i < 2; i++) {
        sqlite3 *db = open_with_tables(modes[i]);
        sqlite3 *other = probe_open(probe_path("test.db"));

        probe_exec(other, "BEGIN IMMEDIATE; INSERT INTO t VALUES (1, 'other')");
        assert_failure(db, "SELECT orm_write('[" INSERT("2") "]')", SQLITE_BUSY,
                       "database is locked");
        assert_at_rest(db, 1);
        sqlite3_busy_handler(db, commit_elsewhere, other);
        assert_answer(db,
                      "SELECT orm_write('[[\"run\",\"SELECT count(*) FROM t\"]," INSERT("2") "]')",
                      "[[[1]],1]");
        probe_close(other);
        probe_close(db);
        assert_int_equal(probe_folder_end(state), 0);
        assert_int_equal(probe_folder(state), 0);
    }
}

/* In a transaction that has read before, nothing helps; the code says so. */
static void test_busy_snapshot_of_the_caller(void **state)
{
    sqlite3 *db = open_with_tables("WAL");
    sqlite3 *other = probe_open(probe_path("test.db"));

    (void)state;
    probe_exec(db, "BEGIN; SELECT * FROM t");
    probe_exec(other, "INSERT INTO t VALUES (1, 'other')");
    assert_failure(db, "SELECT orm_write('[" INSERT("2") "]')", SQLITE_BUSY_SNAPSHOT,
                   "database is locked");
    assert_at_rest(db, 0);
    probe_exec(db, "ROLLBACK");
    probe_close(other);
    probe_close(db);
}

/* ---- looking before writing */

/* Reading, it neither takes the lock nor waits for it; writing, it has the lock before it reads
 * anew. */
static void test_looks_without_the_lock(void **state)
{
    sqlite3 *db = open_with_tables("WAL");
    sqlite3 *other = probe_open(probe_path("test.db"));

    (void)state;
    probe_exec(other, "BEGIN IMMEDIATE; INSERT INTO t VALUES (1, 'other')");
    assert_answer(db, "SELECT orm_look('[[\"run\",\"SELECT count(*) FROM t\"]]')", "[[[0]]]");
    assert_failure(db, "SELECT orm_look('[[\"write\"]]')", SQLITE_BUSY, "database is locked");
    assert_at_rest(db, 1);
    probe_exec(other, "COMMIT");
    probe.hook = fail_to_insert, probe.argument = other;
    assert_answer(db,
                  "SELECT orm_look('[[\"run\",\"SELECT count(*) FROM t\"],[\"write\"],[\"hook\"],"
                  "[\"write\"]," INSERT("2") "]')",
                  "[[[1]],true,true,false,1]");
    assert_at_rest(db, 1);
    probe_close(other);
    probe_close(db);
}

/* What another connection has written between the two is seen. */
static void insert_elsewhere(void *other)
{
    probe_exec(other, "INSERT INTO t VALUES (1, 'other')");
}

static void test_looks_anew(void **state)
{
    sqlite3 *db = open_with_tables("WAL");
    sqlite3 *other = probe_open(probe_path("test.db"));

    (void)state;
    probe.hook = insert_elsewhere, probe.argument = other;
    assert_answer(db,
                  "SELECT orm_look('[[\"run\",\"SELECT count(*) FROM t\"],[\"hook\"],"
                  "[\"run\",\"SELECT count(*) FROM t\"],[\"write\"],"
                  "[\"run\",\"SELECT count(*) FROM t\"]," INSERT("2") "]')",
                  "[[[0]],true,[[0]],true,[[1]],1]");
    assert_at_rest(db, 1);
    probe_close(other);
    probe_close(db);
}

/* A snapshot that the caller holds would be older than the lock: then the lock is first. */
static void test_looks_not_in_a_transaction(void **state)
{
    sqlite3 *db = open_with_tables("WAL");

    (void)state;
    probe_exec(db, "INSERT INTO t VALUES (1, 'x')");
    assert_answer(db, "SELECT orm_look('[[\"write\"]]') FROM t", "[false]");
    probe_exec(db, "BEGIN");
    assert_answer(db, "SELECT orm_look('[[\"write\"]]')", "[false]");
    probe_exec(db, "ROLLBACK");
    assert_failure(db, "UPDATE t SET b = orm_look('[]')", SQLITE_ERROR, "UnsupportedError");
    assert_at_rest(db, 1);
    probe_close(db);
}

/* ---- RELEASE fails */

static void test_deferred_foreign_key(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_failure(db, "SELECT orm_write('[[\"run\",\"INSERT INTO child VALUES (1, 99)\"]]')",
                   SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT count(*) FROM child", "0");
    probe_exec(db, "BEGIN");
    assert_answer(db, "SELECT orm_write('[[\"run\",\"INSERT INTO child VALUES (1, 99)\"]]')",
                  "[1]");
    assert_at_rest(db, 0);
    assert_failure(db, "COMMIT", SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed");
    probe_exec(db, "ROLLBACK");
    probe_close(db);
}

/* With a rollback journal a reader elsewhere stands in the way of the commit. */
static void test_commit_is_busy(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");
    sqlite3 *other = probe_open(probe_path("test.db"));
    sqlite3_stmt *reader;

    (void)state;
    probe_exec(db, "INSERT INTO t VALUES (1, 'x'), (2, 'x')");
    sqlite3_prepare_v2(other, "SELECT * FROM t", -1, &reader, NULL);
    assert_int_equal(sqlite3_step(reader), SQLITE_ROW);
    assert_failure(db, "SELECT orm_write('[" INSERT("3") "]')", SQLITE_BUSY, "database is locked");
    assert_at_rest(db, 1);
    sqlite3_finalize(reader);
    assert_answer(db, "SELECT count(*) FROM t", "2");
    assert_answer(db, "SELECT orm_write('[" INSERT("3") "]')", "[1]");
    probe_close(other);
    probe_close(db);
}

/* ---- from inside of a statement that writes */

#define REFUSED "UnsupportedError: orm_write cannot write from inside a running INSERT"

static void test_called_by_a_writing_statement(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_exec(db, "INSERT INTO t VALUES (1, 'x')");
    assert_failure(db, "INSERT INTO child VALUES (1, orm_write('[" INSERT("5") "]'))", SQLITE_ERROR,
                   REFUSED);
    assert_failure(db, "UPDATE t SET b = orm_write('[" INSERT("5") "]')", SQLITE_ERROR, REFUSED);
    assert_failure(db, "INSERT INTO child SELECT 1, orm_write('[" INSERT("5") "]')", SQLITE_ERROR,
                   REFUSED);
    assert_failure(db, "DELETE FROM t RETURNING orm_write('[" INSERT("5") "]')", SQLITE_ERROR,
                   REFUSED);
    assert_at_rest(db, 1);
    /* readers may run there */
    probe_exec(db, "UPDATE t SET b = orm_read('[[\"run\",\"SELECT count(*) FROM t\"]]')");
    assert_answer(db, "SELECT group_concat(b) FROM t", "[[[1]]]");
    probe_close(db);
}

static void test_called_by_a_trigger(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_exec(db, "CREATE TEMP TRIGGER r AFTER INSERT ON main.t BEGIN "
                   "SELECT orm_read('[[\"run\",\"SELECT count(*) FROM t\"]]'); END");
    assert_answer(db, "SELECT orm_write('[" INSERT("1") "]')", "[1]");
    probe_exec(db, "CREATE TEMP TRIGGER w AFTER INSERT ON main.t BEGIN "
                   "SELECT orm_write('[" INSERT("99") "]'); END");
    assert_failure(db, "SELECT orm_write('[" INSERT("2") "]')", SQLITE_ERROR, REFUSED);
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT group_concat(a) FROM t", "1");
    probe_close(db);
}

/* What the file's own schema says may not call us. */
static void test_called_by_the_schema(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_exec(db, "CREATE VIEW v AS SELECT orm_read('[]') AS x;"
                   "CREATE TRIGGER w AFTER DELETE ON t BEGIN SELECT orm_write('[]'); END");
    assert_failure(db, "SELECT * FROM v", SQLITE_ERROR, "unsafe use of orm_read()");
    assert_failure(db, "DELETE FROM t", SQLITE_ERROR, "unsafe use of orm_write()");
    assert_answer(db, "SELECT orm_version()", "probe");
    probe_close(db);
}

static void test_recursion(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_exec(db, "PRAGMA recursive_triggers = ON; CREATE TEMP TRIGGER r AFTER INSERT ON main.t "
                   "BEGIN SELECT orm_none('[[\"run\",\"INSERT INTO t VALUES (NULL, 0)\"]]'); END");
    assert_failure(db, "SELECT orm_write('[" INSERT("1") "]')", SQLITE_ERROR,
                   "UnsupportedError: orm_none was called from inside 16 other calls");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT count(*) FROM t", "0");
    probe_close(db);
}

/* A statement of the call calls us again: what both have written stays, or nothing. */
#define INNER(steps)                                                                               \
    "SELECT orm_write(json_array(json_array('run', 'SELECT orm_write(?1)', " steps ")))"

static void test_call_inside_a_call(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_answer(db, INNER("'[" INSERT("1") "]'"), "[[[\"[1]\"]]]");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT group_concat(a) FROM t", "1");
    probe_exec(db, "BEGIN");
    assert_answer(db, INNER("'[" INSERT("2") "]'"), "[[[\"[1]\"]]]");
    assert_at_rest(db, 0);
    probe_exec(db, "COMMIT");
    assert_answer(db, "SELECT group_concat(a) FROM t", "1,2");
    probe_close(db);
}

/* An inner call's error keeps its JSON on the way out. */
static void test_error_inside_a_call(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_failure(db, INNER("'[" INSERT("1") ",[\"raise\",\"in\"]]'"), SQLITE_ERROR,
                   "InvalidOptionError: in\n");
    assert_answer(db, "SELECT orm_none('[[\"last\"]]')",
                  "[{\"name\":\"InvalidOptionError\",\"message\":\"in\",\"at\":\"steps\"}]");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT count(*) FROM t", "0");
    probe_close(db);
}

/* ---- databases that are not to be written */

static void test_query_only(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_exec(db, "PRAGMA query_only = ON");
    assert_failure(db, "SELECT orm_write('[]')", SQLITE_READONLY,
                   "attempt to write a readonly database");
    assert_answer(db, "SELECT orm_define('[[\"run\",\"SELECT count(*) FROM t\"]]')", "[[[0]]]");
    assert_failure(db, "SELECT orm_define('[" INSERT("1") "]')", SQLITE_READONLY,
                   "attempt to write a readonly database");
    assert_at_rest(db, 1);
    probe_close(db);
}

static void test_read_only_file(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_close(db);
    sqlite3_open_v2(probe_path("test.db"), &db, SQLITE_OPEN_READONLY, NULL);
    assert_int_equal(probe_load(db), SQLITE_OK);
    assert_answer(db, "SELECT orm_define('[[\"stamp\"]]')",
                  "[\"000102030405060708090a0b0c0d0e0f\"]");
    assert_failure(db, "SELECT orm_write('[[\"stamp\"]]')", SQLITE_READONLY,
                   "attempt to write a readonly database");
    assert_answer(db, "SELECT orm_none('[[\"last\"]]')",
                  "[{\"kind\":5,\"code\":\"SQLITE_READONLY\",\"table\":\"\",\"constraint\":\"\","
                  "\"columns\":[]}]");
    assert_at_rest(db, 1);
    probe_close(db);
}

/* ---- without a catalog */

static void test_first_definition(void **state)
{
    sqlite3 *db = probe_open(probe_path("new.db"));

    (void)state;
    assert_failure(db, "SELECT orm_define('[[\"raise\",\"no\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: no");
    assert_answer(db, "SELECT count(*) FROM sqlite_master", "0");
    assert_answer(db,
                  "SELECT orm_define('[[\"stamp\"],[\"run\",\"INSERT INTO main.orm_meta "
                  "VALUES (1, x''aa'', ''{}'')\"],[\"run\",\"CREATE TABLE u (a)\"],[\"stamp\"]]')",
                  "[null,1,0,\"aa000000000000000000000000000000\"]");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT group_concat(name) FROM sqlite_master", "orm_meta,u");
    probe_close(db);
}

/* Another connection was first: what was learnt from preparing is old. */
static void test_definition_elsewhere(void **state)
{
    sqlite3 *db = probe_open(probe_path("test.db"));
    sqlite3 *other = probe_open(probe_path("test.db"));

    (void)state;
    probe_exec(db, "CREATE TABLE u (a)");
    assert_answer(db, "SELECT orm_read('[[\"stamp\"]]')", "[null]");
    probe_exec(other, CATALOG);
    assert_answer(db, "SELECT orm_define('[[\"stamp\"]]')",
                  "[\"000102030405060708090a0b0c0d0e0f\"]");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')",
                  "[\"000102030405060708090a0b0c0d0e0f\"]");
    probe_exec(other, "DROP TABLE orm_meta");
    assert_answer(db, "SELECT orm_write('[[\"stamp\"]]')", "[null]");
    assert_answer(db, "SELECT orm_define('[[\"stamp\"]]')", "[null]");
    assert_answer(db, "SELECT group_concat(name) FROM sqlite_master", "u,orm_meta");
    assert_at_rest(db, 1);
    probe_close(other);
    probe_close(db);
}

static void test_write_without_catalog(void **state)
{
    sqlite3 *db = probe_open(probe_path("test.db"));

    (void)state;
    probe_exec(db, TABLES);
    assert_answer(db, "SELECT orm_write('[" INSERT("1") "]')", "[1]");
    assert_failure(db, "SELECT orm_write('[" INSERT("2") ",[\"raise\",\"no\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: no");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT group_concat(name) FROM sqlite_master", "t,child");
    assert_answer(db, "SELECT group_concat(a) FROM t", "1");
    probe_close(db);
}

/* ---- a table is rebuilt: dropped and made anew, while others refer to it */

#define FAMILY                                                                                     \
    "INSERT INTO t VALUES (1, 'x'), (2, 'y');"                                                     \
    "CREATE TABLE pet (id INTEGER PRIMARY KEY, t INTEGER REFERENCES t (a) ON DELETE CASCADE);"     \
    "INSERT INTO pet VALUES (1, 1), (2, 2); CREATE VIEW v AS SELECT a FROM t;"

#define REBUILD                                                                                    \
    "[\"rebuild\",true],"                                                                          \
    "[\"once\",\"CREATE TABLE n (a INTEGER PRIMARY KEY, b TEXT, c)\"],"                            \
    "[\"once\",\"INSERT INTO n SELECT a, b, NULL FROM t\"],[\"once\",\"DROP TABLE t\"],"           \
    "[\"once\",\"ALTER TABLE n RENAME TO t\"]"

static void assert_family(sqlite3 *db)
{
    assert_answer(db, "SELECT count(*) FROM pet", "2");
    assert_answer(db, "SELECT count(*) FROM v", "2");
    assert_answer(db, "PRAGMA foreign_keys", "1");
    assert_answer(db, "PRAGMA legacy_alter_table", "0");
    assert_answer(db, "SELECT count(*) FROM pragma_foreign_key_check", "0");
    assert_sound(db);
}

static void test_rebuild(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_exec(db, FAMILY);
    assert_answer(db, "SELECT orm_write('[" REBUILD ",[\"rebuild\",false]]')",
                  "[true,0,2,0,0,true]");
    assert_at_rest(db, 1);
    assert_family(db);
    probe_exec(db, "ALTER TABLE t DROP COLUMN c; BEGIN");
    assert_answer(db, "SELECT orm_write('[" REBUILD "]')", "[true,0,2,0,0]");
    assert_at_rest(db, 0);
    probe_exec(db, "COMMIT");
    assert_family(db);
    probe_close(db);
}

static void test_rebuild_fails(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    probe_exec(db, FAMILY);
    assert_failure(db, "SELECT orm_write('[" REBUILD ",[\"raise\",\"no\"]]')", SQLITE_ERROR,
                   "InvalidOptionError: no");
    assert_at_rest(db, 1);
    assert_family(db);
    probe.hook = interrupt, probe.argument = db;
    assert_failure(db, "SELECT orm_write('[" REBUILD ",[\"hook\"],[\"run\",\"SELECT 1\"]]')",
                   SQLITE_INTERRUPT, "interrupted");
    assert_at_rest(db, 1);
    assert_family(db);
    probe_close(db);
}

/* ---- interrupts */

/* Whatever was done before, and in whatever transaction: nothing of it is left. */
static void assert_interrupted(sqlite3 *db, const char *sql)
{
    probe.hook = interrupt, probe.argument = db;
    assert_failure(db, sql, SQLITE_INTERRUPT, "interrupted");
    assert_at_rest(db, 1);
    assert_sound(db);
}

#define UNTIL_INTERRUPTED(before) "[" before ",[\"hook\"],[\"run\",\"SELECT 1\"]]"

static void test_interrupt(void **state)
{
    sqlite3 *db = open_with_tables("WAL");

    (void)state;
    assert_interrupted(db, "SELECT orm_write('" UNTIL_INTERRUPTED(INSERT("1")) "')");
    assert_answer(db, "SELECT count(*) FROM t", "0");
    probe_exec(db, "BEGIN; INSERT INTO t VALUES (5, 'mine')");
    assert_interrupted(db, "SELECT orm_write('" UNTIL_INTERRUPTED(INSERT("1")) "')");
    assert_answer(db, "SELECT count(*) FROM t", "0");
    assert_interrupted(db, "SELECT orm_write('[" INSERT("1") ",[\"hook\"],[\"poll\"]]')");
    assert_interrupted(db, "SELECT orm_read('" UNTIL_INTERRUPTED("[\"stamp\"]") "')");
    assert_answer(db, "SELECT count(*) FROM t", "0");
    assert_answer(db, "SELECT orm_write('[" INSERT("1") "]')", "[1]");
    probe_close(db);
}

/* Interrupted when all is done but the RELEASE. */
static void test_interrupt_before_release(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_interrupted(db, "SELECT orm_write('[" INSERT("1") ",[\"hook\"]]')");
    assert_answer(db, "SELECT count(*) FROM t", "0");
    probe_close(db);
}

/* The statements that lead out were prepared on a schema that is no more. */
static void test_interrupt_after_ddl(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    assert_interrupted(db, "SELECT orm_write('" UNTIL_INTERRUPTED(
                               "[\"once\",\"CREATE TABLE u (a)\"],"
                               "[\"once\",\"DROP TABLE child\"]," INSERT("1")) "')");
    assert_interrupted(db, "SELECT orm_define('" UNTIL_INTERRUPTED(
                               "[\"once\",\"ALTER TABLE t ADD COLUMN c\"],"
                               "[\"once\",\"CREATE INDEX i ON t (c)\"],"
                               "[\"once\",\"PRAGMA defer_foreign_keys = ON\"]") "')");
    assert_answer(db, "SELECT group_concat(name) FROM sqlite_master", "orm_meta,t,child");
    probe_close(db);
}

/* Between a CREATE INDEX, after which every statement has to be prepared again, and that: nothing
 * leads out before the SELECT has ended.  The next call does. */
static int interrupt_behind(unsigned event, void *db, void *statement, void *time)
{
    (void)event, (void)time;
    if (strstr(sqlite3_sql(statement), "CREATE INDEX") == sqlite3_sql(statement))
        sqlite3_interrupt(db);
    return 0;
}

static void test_interrupt_behind_ddl(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");

    (void)state;
    sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, interrupt_behind, db);
    assert_failure(db,
                   "SELECT orm_write('[" INSERT("1") ",[\"once\",\"CREATE INDEX i ON t (b)\"],"
                                                     "[\"run\",\"SELECT 1\"]]')",
                   SQLITE_INTERRUPT, "interrupted");
    sqlite3_trace_v2(db, 0, NULL, NULL);
    assert_answer(db, "SELECT orm_version()", "probe");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT count(*) FROM t", "0");
    assert_answer(db, "SELECT count(*) FROM sqlite_master WHERE type = 'index'", "0");
    assert_sound(db);
    probe_close(db);
}

static void test_interrupt_without_catalog(void **state)
{
    sqlite3 *db = probe_open(probe_path("test.db"));

    (void)state;
    probe_exec(db, TABLES);
    assert_interrupted(db, "SELECT orm_write('" UNTIL_INTERRUPTED(INSERT("1")) "')");
    assert_interrupted(db, "SELECT orm_define('" UNTIL_INTERRUPTED(INSERT("1")) "')");
    assert_interrupted(db, "SELECT orm_define('" UNTIL_INTERRUPTED(
                               INSERT("1") ",[\"once\",\"CREATE TABLE u (a)\"]") "')");
    assert_answer(db, "SELECT group_concat(name) FROM sqlite_master", "t,child");
    assert_answer(db, "SELECT count(*) FROM t", "0");
    probe_close(db);
}

/* A progress handler interrupts one step of SQLite's, here each one of the call in turn: before,
 * in and behind every statement. */
static int steps_left;

static int count_down(void *unused)
{
    (void)unused;
    return steps_left-- == 0;
}

static int run_interrupted(sqlite3 *db, const char *sql, int at)
{
    sqlite3_stmt *statement;
    int rc;

    sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    steps_left = at;
    sqlite3_progress_handler(db, 1, count_down, NULL);
    rc = sqlite3_step(statement);
    sqlite3_progress_handler(db, 0, NULL, NULL);
    sqlite3_finalize(statement);
    return rc;
}

/* Both rows or none; both also when the SELECT around the call was interrupted behind it. */
static void assert_whole(sqlite3 *db, int rc)
{
    char *count = probe_ask(db, "SELECT count(*) FROM t WHERE a < 10");

    if (rc == SQLITE_ROW || strcmp(count, "0") != 0)
        assert_string_equal(count, "2");
    free(count);
    probe_exec(db, "DELETE FROM t WHERE a < 10");
}

static void interrupt_everywhere(sqlite3 *db, const char *sql, int is_autocommit)
{
    int failures = 0, rc;

    do {
        if (!is_autocommit)
            probe_exec(db, "BEGIN; INSERT INTO t VALUES (10, 'mine')");
        rc = run_interrupted(db, sql, failures++);
        if (!is_autocommit && !sqlite3_get_autocommit(db)) {
            assert_answer(db, "SELECT count(*) FROM t WHERE a = 10", "1");
            assert_whole(db, rc);
            probe_exec(db, "ROLLBACK");
        } else {
            assert_whole(db, rc);
        }
        assert_at_rest(db, 1);
    } while (rc != SQLITE_ROW);
    assert_true(failures > 10);
    assert_sound(db);
}

static void test_progress_handler(void **state)
{
    sqlite3 *db = open_with_tables("DELETE");
    const char *flat = "SELECT orm_write('[" INSERT("1") "," INSERT("2") "]')";
    const char *nested = INNER("'[" INSERT("1") "," INSERT("2") "]'");

    (void)state;
    interrupt_everywhere(db, flat, 1);
    interrupt_everywhere(db, flat, 0);
    interrupt_everywhere(db, nested, 1);
    interrupt_everywhere(db, nested, 0);
    probe_exec(db, "DROP TABLE orm_meta");
    interrupt_everywhere(db, flat, 1);
    interrupt_everywhere(db, flat, 0);
    probe_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, probe_folder, probe_folder_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_success),
        TEST(test_error_undoes),
        TEST(test_error_in_a_later_row),
        TEST(test_or_rollback),
        TEST(test_transaction_ended),
        TEST(test_changes),
        TEST(test_no_busy_snapshot),
        TEST(test_waits_for_the_lock),
        TEST(test_busy_snapshot_of_the_caller),
        TEST(test_looks_without_the_lock),
        TEST(test_looks_anew),
        TEST(test_looks_not_in_a_transaction),
        TEST(test_deferred_foreign_key),
        TEST(test_commit_is_busy),
        TEST(test_called_by_a_writing_statement),
        TEST(test_called_by_a_trigger),
        TEST(test_called_by_the_schema),
        TEST(test_recursion),
        TEST(test_call_inside_a_call),
        TEST(test_error_inside_a_call),
        TEST(test_query_only),
        TEST(test_read_only_file),
        TEST(test_first_definition),
        TEST(test_definition_elsewhere),
        TEST(test_write_without_catalog),
        TEST(test_rebuild),
        TEST(test_rebuild_fails),
        TEST(test_interrupt),
        TEST(test_interrupt_before_release),
        TEST(test_interrupt_after_ddl),
        TEST(test_interrupt_behind_ddl),
        TEST(test_interrupt_without_catalog),
        TEST(test_progress_handler),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
