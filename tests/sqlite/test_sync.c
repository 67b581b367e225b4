/* test_sync.c - orm_sync on SQLite: what is refused, what a rebuild keeps, what is left behind.
 *
 * The extension is the real one.  What the contract says of rebuilds: api.md section 6, Sync. */
#include "probe.h"

static sqlite3 *open_file(const char *path)
{
    sqlite3 *db;
    char *message = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_enable_load_extension(db, 1);
    if (sqlite3_load_extension(db, ORM_LIBRARY, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    probe_exec(db, "PRAGMA foreign_keys = ON");
    return db;
}

#define DEFINE_PARENT(attributes)                                                                  \
    "SELECT orm_define('Parent', '{" attributes "}', '{\"timestamps\": false}')"
#define OLD_PARENT DEFINE_PARENT("\"n\": \"INTEGER\", \"gone\": \"STRING\"")
#define REQUIRED_PARENT                                                                            \
    DEFINE_PARENT("\"n\": {\"type\": \"INTEGER\", \"allowNull\": false}, \"gone\": \"STRING\"")
#define SHORT_PARENT DEFINE_PARENT("\"n\": \"INTEGER\"")
#define ALTER        "SELECT orm_sync(NULL, '{\"alter\": true}')"
#define ALLOWED      "SELECT orm_sync(NULL, '{\"alter\": {\"allow\": [\"DELETES_DATA\", \"DATA\"]}}')"

/* Two models, a row of each: to make n NOT NULL the parent's table must be made anew. */
static void make(sqlite3 *db)
{
    probe_exec(db, OLD_PARENT);
    probe_exec(db, "SELECT orm_define('Child', '{}', '{\"timestamps\": false}')");
    probe_exec(db, "SELECT orm_belongs_to('Child', 'Parent', '{\"as\": \"parent\", "
                   "\"foreignKey\": \"parentId\", \"onDelete\": \"CASCADE\"}')");
    probe_exec(db, "SELECT orm_sync()");
    probe_exec(db, "INSERT INTO Parents (n, gone) VALUES (1, 'x')");
    probe_exec(db, "INSERT INTO Children (parentId) VALUES (1)");
}

static sqlite3 *open_made(void)
{
    sqlite3 *db = open_file(":memory:");

    make(db);
    return db;
}

/* The schema and all rows of the two tables. */
static char *state_of(sqlite3 *db)
{
    return probe_ask(
        db, "SELECT (SELECT group_concat(name || ' ' || ifnull(sql, ''), '; ') FROM sqlite_master) "
            "|| (SELECT group_concat(quote(id) || quote(n), ',') FROM Parents) "
            "|| (SELECT group_concat(quote(id) || quote(parentId), ',') FROM Children) "
            "|| (SELECT group_concat(name || seq, ',') FROM sqlite_sequence) "
            "|| (SELECT group_concat(kind || parent || name, ',') FROM orm_objects)");
}

static void expect_pragmas(sqlite3 *db, const char *foreign_keys, const char *legacy)
{
    assert_answer(db, "PRAGMA foreign_keys", foreign_keys);
    assert_answer(db, "PRAGMA legacy_alter_table", legacy);
    assert_answer(db, "PRAGMA defer_foreign_keys", "0");
}

/* The call fails so, and nothing is otherwise than before. */
static void expect_refused(sqlite3 *db, const char *sql, int code, const char *message)
{
    char *before = state_of(db), *after;

    assert_failure(db, sql, code, message);
    after = state_of(db);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

/* ---- refusals */

static void test_inside_a_transaction(void **state)
{
    static const char told[] = "MigrationError: the table \"Parents\" must be made anew, which "
                               "deletes rows of \"Children\"";
    sqlite3 *db = open_made();

    (void)state;
    probe_exec(db, REQUIRED_PARENT);
    probe_exec(db, "BEGIN");
    expect_refused(db, ALTER, SQLITE_ERROR, told);
    assert_at_rest(db, 0);
    probe_exec(db, "COMMIT");
    probe_exec(db, "SAVEPOINT a");
    expect_refused(db, ALTER, SQLITE_ERROR, told);
    probe_exec(db, "RELEASE a");
    /* RESTRICT and NO ACTION would fail, too */
    probe_exec(db, "SELECT orm_undefine_assoc('Child', 'parent')");
    probe_exec(db, "SELECT orm_belongs_to('Child', 'Parent', '{\"as\": \"parent\", "
                   "\"foreignKey\": \"parentId\", \"onDelete\": \"NO ACTION\"}')");
    probe_exec(db, "SELECT orm_sync('Child', '{\"alter\": true}')");
    probe_exec(db, "BEGIN");
    expect_refused(db, ALTER, SQLITE_ERROR, told);
    probe_exec(db, "ROLLBACK");
    expect_pragmas(db, "1", "0");
    /* what needs no rebuild is done there */
    probe_exec(db, DEFINE_PARENT("\"n\": \"INTEGER\", \"gone\": \"STRING\", \"m\": \"TEXT\""));
    probe_exec(db, "BEGIN");
    probe_exec(db, ALTER);
    probe_exec(db, "COMMIT");
    assert_answer(db, ALTER, "[]");
    probe_close(db);
}

static void test_inside_a_transaction_without_children(void **state)
{
    sqlite3 *db = open_made();

    (void)state;
    probe_exec(db, REQUIRED_PARENT);
    probe_exec(db, "DELETE FROM Children");
    probe_exec(db, "BEGIN");
    probe_exec(db, ALTER);
    assert_answer(db, ALTER, "[]");
    probe_exec(db, "ROLLBACK");
    assert_answer(db, "SELECT \"notnull\" FROM pragma_table_info('Parents') WHERE name = 'n'", "0");
    probe_exec(db, "BEGIN");
    probe_exec(db, ALTER);
    probe_exec(db, "COMMIT");
    assert_answer(db, "SELECT \"notnull\" FROM pragma_table_info('Parents') WHERE name = 'n'", "1");
    assert_answer(db, ALTER, "[]");
    expect_pragmas(db, "1", "0");
    probe_close(db);
}

static void test_inside_a_transaction_without_enforcement(void **state)
{
    sqlite3 *db = open_made();

    (void)state;
    probe_exec(db, REQUIRED_PARENT);
    probe_exec(db, "PRAGMA foreign_keys = OFF");
    probe_exec(db, "BEGIN");
    probe_exec(db, ALTER);
    probe_exec(db, "COMMIT");
    assert_answer(db, "SELECT count(*) FROM Children WHERE parentId = 1", "1");
    expect_pragmas(db, "0", "0");
    probe_close(db);
}

static void test_another_statement_is_open(void **state)
{
    sqlite3 *db = open_made();
    sqlite3_stmt *open;

    (void)state;
    probe_exec(db, REQUIRED_PARENT);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT * FROM Children", -1, &open, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(open), SQLITE_ROW);
    assert_failure(db, ALTER, SQLITE_ERROR, "MigrationError: SQLite drops nothing while another");
    assert_non_null(strstr(sqlite3_errmsg(db), "call orm_sync as a bare SELECT"));
    sqlite3_finalize(open);
    expect_refused(db, "SELECT orm_sync(NULL, '{\"alter\": true}') FROM Children", SQLITE_ERROR,
                   "MigrationError: SQLite drops nothing while another");
    expect_pragmas(db, "1", "0");
    assert_at_rest(db, 1);
    probe_exec(db, ALTER);
    assert_answer(db, "SELECT count(*) FROM Children WHERE parentId = 1", "1");
    probe_close(db);
}

static void test_views_and_triggers(void **state)
{
    sqlite3 *db = open_made();

    (void)state;
    probe_exec(db, SHORT_PARENT);
    probe_exec(db, "CREATE VIEW v AS SELECT \"gone\" FROM Parents");
    expect_refused(db, ALLOWED, SQLITE_ERROR,
                   "MigrationError: the view \"v\" names the column \"gone\" of the table "
                   "\"Parents\", which would be dropped: drop the view first");
    probe_exec(db, "DROP VIEW v; CREATE TEMP VIEW w AS SELECT GONE AS a FROM main.Parents");
    expect_refused(db, ALLOWED, SQLITE_ERROR, "MigrationError: the view \"w\" names the column");
    probe_exec(db, "DROP VIEW w; CREATE VIEW a AS SELECT * FROM Parents;"
                   "CREATE VIEW b AS SELECT [gone] FROM a");
    expect_refused(db, ALLOWED, SQLITE_ERROR, "MigrationError: the view \"b\" names the column");
    probe_exec(db, "DROP VIEW b; CREATE TRIGGER t AFTER INSERT ON Children BEGIN "
                   "UPDATE Parents SET gone = 'y'; END");
    expect_refused(db, ALLOWED, SQLITE_ERROR, "MigrationError: the trigger \"t\" names the column");
    probe_exec(db, "DROP TRIGGER t");
    probe_exec(db, ALLOWED);
    assert_answer(db, "SELECT count(*) FROM a", "1");
    assert_answer(db, ALTER, "[]");
    probe_close(db);
}

/* ---- whatever happens, the connection is as it was */

static void expect_restored(sqlite3 *db, const char *foreign_keys, const char *legacy)
{
    char sql[120];

    snprintf(sql, sizeof sql, "PRAGMA foreign_keys = %s; PRAGMA legacy_alter_table = %s",
             foreign_keys, legacy);
    probe_exec(db, sql);
    /* refused: the hazard is not allowed */
    probe_exec(db, SHORT_PARENT);
    expect_refused(db, ALTER, SQLITE_ERROR, "MigrationError: nothing was done, because");
    expect_pragmas(db, foreign_keys, legacy);
    /* allowed, and a row stands in the way: half of the rebuild has been done by then */
    probe_exec(db, "INSERT INTO Parents (n) VALUES (NULL)");
    probe_exec(db, REQUIRED_PARENT);
    expect_refused(db, ALLOWED, SQLITE_CONSTRAINT_NOTNULL, "NOT NULL constraint failed");
    expect_pragmas(db, foreign_keys, legacy);
    assert_at_rest(db, 1);
    /* done */
    probe_exec(db, "DELETE FROM Parents WHERE n IS NULL");
    probe_exec(db, ALLOWED);
    expect_pragmas(db, foreign_keys, legacy);
    assert_answer(db, "SELECT count(*) FROM Children WHERE parentId = 1", "1");
    probe_exec(db, OLD_PARENT);
    probe_exec(db, ALLOWED);
}

static void test_pragmas(void **state)
{
    sqlite3 *db = open_made();

    (void)state;
    expect_restored(db, "1", "0");
    expect_restored(db, "1", "1");
    expect_restored(db, "0", "0");
    expect_restored(db, "0", "1");
    probe_close(db);
}

static void test_orphans_at_the_end(void **state)
{
    sqlite3 *db = open_made();

    (void)state;
    probe_exec(db, "PRAGMA foreign_keys = OFF; INSERT INTO Children (parentId) VALUES (77); "
                   "PRAGMA foreign_keys = ON");
    /* what was there before is no reason to refuse */
    probe_exec(db, REQUIRED_PARENT);
    probe_exec(db, ALTER);
    /* a key that is added is */
    probe_exec(db, "SELECT orm_undefine_assoc('Child', 'parent')");
    probe_exec(db, "SELECT orm_define('Child', '{\"parentId\": \"INTEGER\"}', "
                   "'{\"timestamps\": false}')");
    probe_exec(db, ALTER);
    probe_exec(db, "SELECT orm_belongs_to('Child', 'Parent', '{\"as\": \"parent\", "
                   "\"foreignKey\": \"parentId\"}')");
    expect_refused(db, ALTER, SQLITE_ERROR, "MigrationError: nothing was done");
    expect_refused(db, ALLOWED, SQLITE_ERROR,
                   "MigrationError: FOREIGN KEY constraint failed: 1 row");
    expect_pragmas(db, "1", "0");
    probe_exec(db, "DELETE FROM Children WHERE parentId = 77");
    probe_exec(db, ALTER);
    assert_answer(db, ALTER, "[]");
    probe_close(db);
}

/* Interrupts the n-th time that SQLite asks. */
static int interrupt_later(void *argument)
{
    int *left = argument;

    return --*left == 0;
}

static void test_interrupts(void **state)
{
    sqlite3 *db = open_made();
    int is_done = 0;

    (void)state;
    probe_exec(db, REQUIRED_PARENT);
    for (int steps = 1; !is_done; steps += 7) {
        char *before = state_of(db), *after;
        int left = steps;

        sqlite3_progress_handler(db, 50, interrupt_later, &left);
        is_done = sqlite3_exec(db, ALTER, NULL, NULL, NULL) == SQLITE_OK;
        sqlite3_progress_handler(db, 0, NULL, NULL);
        after = state_of(db);
        if (!is_done)
            assert_string_equal(before, after);
        expect_pragmas(db, "1", "0");
        assert_at_rest(db, 1);
        free(before);
        free(after);
    }
    assert_answer(db, ALTER, "[]");
    assert_answer(db, "SELECT count(*) FROM Children WHERE parentId = 1", "1");
    probe_close(db);
}

/* ---- what a rebuild keeps */

/* Made by hand, with all that a table can have; the model adds a unique column's requirement. */
static const char everything[] =
    "CREATE TABLE Things (id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER, "
    "\"a \"\"b\" TEXT COLLATE NOCASE DEFAULT ('x' || 'y') CHECK (length(\"a \"\"b\") < 9), "
    "m INT GENERATED ALWAYS AS (n * 2) VIRTUAL, u REAL UNIQUE ON CONFLICT IGNORE, "
    "CONSTRAINT positive CHECK (n > 0 OR n IS NULL)) STRICT;"
    "CREATE INDEX by_a ON Things (\"a \"\"b\" COLLATE RTRIM DESC) WHERE n > 1;"
    "CREATE UNIQUE INDEX by_lower ON Things (lower(\"a \"\"b\"), n);"
    "CREATE TABLE log (line TEXT);"
    "CREATE TRIGGER told AFTER INSERT ON Things BEGIN INSERT INTO log VALUES (new.n); END;"
    "CREATE TRIGGER instead INSTEAD OF INSERT ON seen BEGIN INSERT INTO Things (n) VALUES (new.n); "
    "END;"
    "CREATE TEMP TRIGGER passing AFTER DELETE ON main.Things BEGIN SELECT 1; END;";

static void test_what_is_kept(void **state)
{
    sqlite3 *db = open_file(":memory:");
    char *before, *after;
    static const char others[] =
        "SELECT (SELECT group_concat(type || name || sql, '; ') FROM (SELECT * FROM sqlite_master "
        "WHERE name NOT IN ('Things', 'things_n') AND name NOT LIKE 'orm%' "
        "AND sql IS NOT NULL ORDER BY name)) || (SELECT group_concat(name || sql) FROM "
        "sqlite_temp_master)";

    (void)state;
    probe_exec(db, "CREATE VIEW seen AS SELECT n, m FROM Things");
    probe_exec(db, everything);
    probe_exec(db, "INSERT INTO Things (n) VALUES (1), (2); UPDATE sqlite_sequence SET seq = 40");
    before = probe_ask(db, others);
    probe_exec(db, "SELECT orm_define('Thing', '{\"n\": \"INTEGER\"}', "
                   "'{\"timestamps\": false, \"checks\": [{\"name\": \"small\", "
                   "\"where\": {\"n\": {\"$lt\": 100}}}]}')");
    assert_answer(db,
                  "SELECT count(*) FROM json_each(orm_sync_plan(NULL, '{\"alter\": true}')) "
                  "WHERE value ->> 'kind' = 'rebuild_table'",
                  "1");
    probe_exec(db, ALTER);
    after = probe_ask(db, others);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_answer(db, ALTER, "[]");
    assert_answer(db, "SELECT sql FROM sqlite_master WHERE name = 'Things'",
                  "CREATE TABLE \"Things\" (id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER, "
                  "\"a \"\"b\" TEXT COLLATE NOCASE DEFAULT ('x' || 'y') CHECK (length(\"a \"\"b\") "
                  "< 9), m INT GENERATED ALWAYS AS (n * 2) VIRTUAL, u REAL UNIQUE ON CONFLICT "
                  "IGNORE, CONSTRAINT positive CHECK (n > 0 OR n IS NULL), CONSTRAINT \"small\" "
                  "CHECK (\"n\" < 100)) STRICT");
    assert_answer(db, "SELECT seq FROM sqlite_sequence WHERE name = 'Things'", "40");
    assert_answer(db, "SELECT group_concat(id || n || m || \"a \"\"b\") FROM Things",
                  "112xy,224xy");
    probe_exec(db, "INSERT INTO seen (n) VALUES (3)");
    assert_answer(db, "SELECT max(id) FROM Things", "41");
    assert_answer(db, "SELECT group_concat(line) FROM log", "1,2,3");
    assert_failure(db, "INSERT INTO Things (n) VALUES (100)", SQLITE_CONSTRAINT_CHECK, "CHECK");
    assert_failure(db, "INSERT INTO Things (n) VALUES ('x')", SQLITE_CONSTRAINT_DATATYPE, "cannot");
    probe_close(db);
}

static void test_rowids_and_without(void **state)
{
    sqlite3 *db = open_file(":memory:");

    (void)state;
    probe_exec(db, "CREATE TABLE Keyed (code TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID");
    probe_exec(db, "CREATE TABLE Loose (code TEXT PRIMARY KEY, n INTEGER, rowid TEXT)");
    probe_exec(db, "INSERT INTO Keyed VALUES ('a', 1); INSERT INTO Loose (oid, code, rowid) "
                   "VALUES (17, 'b', 'own')");
    probe_exec(db,
               "SELECT orm_define(m.value, '{\"code\": {\"type\": \"TEXT\", \"primaryKey\": "
               "true}, \"n\": \"INTEGER\"}', '{\"timestamps\": false, \"freezeTableName\": true, "
               "\"checks\": [{\"name\": \"c\", \"where\": {\"n\": {\"$gt\": 0}}}]}') "
               "FROM json_each('[\"Keyed\", \"Loose\"]') AS m");
    probe_exec(db, ALTER);
    assert_answer(db, ALTER, "[]");
    assert_answer(db, "SELECT sql LIKE '%WITHOUT ROWID' FROM sqlite_master WHERE name = 'Keyed'",
                  "1");
    assert_answer(db, "SELECT oid || rowid FROM Loose", "17own");
    assert_answer(db, "SELECT code || n FROM Keyed", "a1");
    probe_close(db);
}

/* ---- a plan that somebody runs by hand does what orm_sync does */

static void test_plan_by_hand(void **state)
{
    sqlite3 *db = open_made();
    char *sql, *by_hand, *by_sync;

    (void)state;
    probe_exec(db, REQUIRED_PARENT);
    sql = probe_ask(db, "SELECT group_concat(value ->> 'sql', ';') "
                        "FROM json_each(orm_sync_plan(NULL, '{\"alter\": true}'))");
    probe_exec(db, sql);
    expect_pragmas(db, "1", "0");
    assert_answer(db, ALTER, "[]");
    by_hand =
        probe_ask(db, "SELECT group_concat(sql) FROM sqlite_master WHERE name NOT LIKE 'orm%'");
    probe_close(db);
    db = open_made();
    probe_exec(db, REQUIRED_PARENT);
    probe_exec(db, ALTER);
    by_sync =
        probe_ask(db, "SELECT group_concat(sql) FROM sqlite_master WHERE name NOT LIKE 'orm%'");
    assert_string_equal(by_hand, by_sync);
    free(sql);
    free(by_hand);
    free(by_sync);
    probe_close(db);
}

/* ---- more than one connection, more than one file */

static void test_two_connections(void **state)
{
    const char *path = probe_path("two.db");
    sqlite3 *one = open_file(path), *other;

    (void)state;
    make(one);
    other = open_file(path);
    probe_exec(one, REQUIRED_PARENT);
    /* somebody else writes: the lock cannot be had, and nothing is done */
    probe_exec(other, "BEGIN IMMEDIATE");
    expect_refused(one, ALTER, SQLITE_BUSY, "");
    expect_pragmas(one, "1", "0");
    assert_at_rest(one, 1);
    probe_exec(other, "COMMIT");
    probe_exec(one, ALTER);
    /* the other one sees the tables as they are now */
    assert_answer(other, ALTER, "[]");
    probe_exec(other, OLD_PARENT);
    probe_exec(other, ALTER);
    assert_answer(one, ALTER, "[]");
    probe_close(one);
    probe_close(other);
}

static void test_attached_and_temporary(void **state)
{
    sqlite3 *db = open_made();

    (void)state;
    /* tables of the same name elsewhere are not the models' */
    probe_exec(db, "ATTACH ':memory:' AS aside; CREATE TABLE aside.Parents (other); "
                   "CREATE TABLE aside.Children (other); CREATE TABLE aside.Extras (other)");
    probe_exec(db,
               "SELECT orm_define('Extra', '{\"n\": {\"type\": \"INTEGER\", \"index\": true}}', "
               "'{\"timestamps\": false}')");
    probe_exec(db, REQUIRED_PARENT);
    probe_exec(db, "CREATE TEMP TABLE Parents (other)");
    probe_exec(db, ALTER);
    assert_answer(db, ALTER, "[]");
    assert_answer(db,
                  "SELECT \"notnull\" FROM pragma_table_info('Parents', 'main') "
                  "WHERE name = 'n'",
                  "1");
    assert_answer(db, "SELECT count(*) FROM main.Extras", "0");
    assert_answer(db, "SELECT sql FROM temp.sqlite_master", "CREATE TABLE Parents (other)");
    assert_answer(db, "SELECT group_concat(sql) FROM aside.sqlite_master",
                  "CREATE TABLE Parents (other),CREATE TABLE Children (other),"
                  "CREATE TABLE Extras (other)");
    assert_answer(db, "SELECT count(*) FROM main.Children", "1");
    probe_close(db);
}

/* Names that differ in their case only are one name here, also the former ones. */
static void test_names_in_any_case(void **state)
{
    sqlite3 *db = open_file(":memory:");

    (void)state;
    probe_exec(db, "CREATE TABLE people (ID integer PRIMARY KEY, Name text)");
    probe_exec(db, "INSERT INTO people VALUES (1, 'x')");
    probe_exec(db, "SELECT orm_define('Person', '{\"id\": {\"type\": \"INTEGER\", \"primaryKey\": "
                   "true}, \"name\": \"TEXT\"}', '{\"timestamps\": false, \"tableName\": "
                   "\"PEOPLE\"}')");
    assert_answer(db, ALTER, "[]");
    probe_exec(db, "SELECT orm_define('Person', '{\"id\": {\"type\": \"INTEGER\", \"primaryKey\": "
                   "true}, \"label\": {\"type\": \"TEXT\", \"renamedFrom\": \"NAME\"}}', "
                   "'{\"timestamps\": false, \"tableName\": \"Folk\", \"renamedFrom\": "
                   "\"People\"}')");
    probe_exec(db, ALTER);
    assert_answer(db, ALTER, "[]");
    assert_answer(db, "SELECT orm_find_all('Person')", "[{\"id\":1,\"label\":\"x\"}]");
    probe_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inside_a_transaction),
        cmocka_unit_test(test_inside_a_transaction_without_children),
        cmocka_unit_test(test_inside_a_transaction_without_enforcement),
        cmocka_unit_test(test_another_statement_is_open),
        cmocka_unit_test(test_views_and_triggers),
        cmocka_unit_test(test_pragmas),
        cmocka_unit_test(test_orphans_at_the_end),
        cmocka_unit_test(test_interrupts),
        cmocka_unit_test(test_what_is_kept),
        cmocka_unit_test(test_rowids_and_without),
        cmocka_unit_test(test_plan_by_hand),
        cmocka_unit_test(test_two_connections),
        cmocka_unit_test(test_attached_and_temporary),
        cmocka_unit_test(test_names_in_any_case),
    };

    return cmocka_run_group_tests(tests, probe_folder, probe_folder_end);
}
