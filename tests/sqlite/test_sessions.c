/* test_sessions.c - two connections to one file, with the library as it is: what one of them does,
 * before and in the middle of the other's calls. */
#include "probe.h"

#define USERS                                                                                      \
    "SELECT orm_find_all('User', '{\"attributes\": [\"name\"], \"include\": [{\"association\": "   \
    "\"posts\", \"attributes\": [\"title\"]}]}')"

/* meanwhile() in SQL: what happens in the middle of a call. */
static struct {
    void (*act)(sqlite3 *db);
    sqlite3 *db;
} event;

static void meanwhile(sqlite3_context *context, int count, sqlite3_value **values)
{
    void (*act)(sqlite3 * db) = event.act;

    (void)count, (void)values;
    event.act = NULL; /* once */
    if (act)
        act(event.db);
    sqlite3_result_int(context, 1);
}

static void happens(void (*act)(sqlite3 *db), sqlite3 *db)
{
    event.act = act;
    event.db = db;
}

static sqlite3 *open_session(const char *journal)
{
    sqlite3 *db;
    char pragma[64];

    assert_int_equal(sqlite3_open(probe_path("shared.db"), &db), SQLITE_OK);
    snprintf(pragma, sizeof pragma, "PRAGMA journal_mode = %s", journal);
    probe_exec(db, pragma);
    probe_exec(db, "PRAGMA foreign_keys = ON");
    sqlite3_create_function(db, "meanwhile", 0, SQLITE_UTF8, NULL, meanwhile, NULL, NULL);
    sqlite3_enable_load_extension(db, 1);
    assert_int_equal(sqlite3_load_extension(db, ORM_LIBRARY, NULL, NULL), SQLITE_OK);
    return db;
}

/* Users and their posts; the users are a view, so that something can happen while they are read. */
static void define(sqlite3 *db)
{
    probe_exec(db, "SELECT orm_define('User', '{\"name\": {\"type\": \"STRING\", \"validate\": "
                   "{\"asks\": \"meanwhile() = 1\"}}}', '{\"timestamps\": false}')");
    probe_exec(db,
               "SELECT orm_define('Post', '{\"title\": \"STRING\"}', '{\"timestamps\": false}')");
    probe_exec(
        db, "SELECT orm_has_many('User', 'Post', '{\"as\": \"posts\", \"constraints\": false}')");
    probe_exec(db, "SELECT orm_sync()");
    probe_exec(db, "SELECT orm_create('User', '{\"name\": \"Ada\"}')");
}

static void read_users_from_a_view(sqlite3 *db)
{
    probe_exec(db, "ALTER TABLE Users RENAME TO everybody");
    probe_exec(db, "CREATE VIEW Users AS SELECT id, name FROM everybody WHERE meanwhile()");
}

static void post(sqlite3 *db)
{
    probe_exec(db, "INSERT INTO Posts (title, UserId) VALUES ('late', 1)");
}

static void fail_to_post(sqlite3 *db)
{
    assert_failure(db, "INSERT INTO Posts (title, UserId) VALUES ('late', 1)", SQLITE_BUSY,
                   "database is locked");
}

/* The posts are read after the users, by a statement of their own. */
static void test_read_is_one_snapshot(void **state)
{
    sqlite3 *db = open_session("WAL"), *other = open_session("WAL");

    (void)state;
    define(db);
    read_users_from_a_view(db);
    happens(post, other);
    assert_answer(db, USERS, "[{\"name\":\"Ada\",\"posts\":[]}]");
    assert_null(event.act); /* it has happened */
    assert_answer(db, USERS, "[{\"name\":\"Ada\",\"posts\":[{\"title\":\"late\"}]}]");
    probe_close(other);
    probe_close(db);
}

static void test_read_with_journal(void **state)
{
    sqlite3 *db = open_session("DELETE"), *other = open_session("DELETE");

    (void)state;
    define(db);
    read_users_from_a_view(db);
    happens(fail_to_post, other);
    assert_answer(db, USERS, "[{\"name\":\"Ada\",\"posts\":[]}]");
    assert_null(event.act);
    probe_close(other);
    probe_close(db);
}

/* It looks first and writes then: had another one written in between, its snapshot would be too
 * old. */
static void test_read_then_write(void **state)
{
    sqlite3 *db = open_session("WAL"), *other = open_session("WAL");

    (void)state;
    define(db);
    happens(fail_to_post, other);
    assert_answer(db, "SELECT orm_find_or_create('User', '{\"where\": {\"name\": \"Bob\"}}') ->> 1",
                  "1");
    assert_null(event.act);
    happens(fail_to_post, other);
    assert_answer(db, "SELECT orm_save('User', '{\"id\": 1, \"name\": \"Eve\"}') ->> 'name'",
                  "Eve");
    assert_null(event.act);
    post(other);
    assert_answer(db, "SELECT orm_upsert('User', '{\"id\": 1, \"name\": \"Fay\"}') ->> 1", "0");
    assert_at_rest(db, 1);
    probe_close(other);
    probe_close(db);
}

static void test_definitions_are_seen(void **state)
{
    sqlite3 *db = open_session("WAL"), *other = open_session("WAL");

    (void)state;
    assert_answer(db, "SELECT orm_models()", "[]");
    define(other);
    assert_answer(db, "SELECT orm_models()", "[\"User\",\"Post\"]");
    assert_answer(db, "SELECT orm_count('User')", "1");
    probe_exec(other, "SELECT orm_define('Post', '{\"title\": \"STRING\", \"text\": \"TEXT\"}', "
                      "'{\"timestamps\": false}')");
    assert_answer(db, "SELECT orm_build('Post', '{\"text\": \"x\"}') ->> 'text'", "x");
    probe_exec(other, "SELECT orm_undefine('Post')");
    assert_failure(db, "SELECT orm_find_all('Post')", SQLITE_ERROR, "UnknownModelError: ");
    probe_close(other);
    probe_close(db);
}

static void test_rolled_back_definitions_are_forgotten(void **state)
{
    sqlite3 *db = open_session("WAL"), *other = open_session("WAL");

    (void)state;
    define(db);
    probe_exec(db, "BEGIN; SELECT orm_define('A', '{\"x\": \"TEXT\"}'); SAVEPOINT s; "
                   "SELECT orm_define('B', '{\"x\": \"TEXT\"}')");
    assert_answer(db, "SELECT orm_models()", "[\"User\",\"Post\",\"A\",\"B\"]");
    assert_answer(other, "SELECT orm_models()", "[\"User\",\"Post\"]");
    probe_exec(db, "ROLLBACK TO s");
    assert_answer(db, "SELECT orm_models()", "[\"User\",\"Post\",\"A\"]");
    probe_exec(db, "ROLLBACK");
    assert_answer(db, "SELECT orm_models()", "[\"User\",\"Post\"]");
    assert_failure(db, "SELECT orm_find_all('A')", SQLITE_ERROR, "UnknownModelError: ");
    assert_answer(other, "SELECT orm_models()", "[\"User\",\"Post\"]");
    probe_close(other);
    probe_close(db);
}

static void test_interrupt_in_the_middle(void **state)
{
    sqlite3 *db = open_session("DELETE"), *other = open_session("DELETE");

    (void)state;
    define(db);
    happens(sqlite3_interrupt, db);
    assert_failure(db,
                   "SELECT orm_bulk_create('User', '[{\"name\": \"Bob\"}, {\"name\": \"Cy\"}]', "
                   "'{\"validate\": true}')",
                   SQLITE_INTERRUPT, "interrupted");
    assert_at_rest(db, 1);
    assert_answer(other, "SELECT orm_count('User')", "1");
    assert_answer(db, "SELECT json_array_length(orm_bulk_create('User', '[{\"name\": \"Bob\"}]'))",
                  "1");
    probe_close(other);
    probe_close(db);
}

/* A statement of the application's that calls us and is not at its end. */
static void test_close_with_a_statement_open(void **state)
{
    sqlite3 *db = open_session("DELETE");
    sqlite3_stmt *statement;

    (void)state;
    define(db);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT orm_find_all('User') FROM Users", -1, &statement, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_close(db), SQLITE_BUSY);
    assert_answer(db, "SELECT orm_count('User')", "1"); /* nothing is lost by the attempt */
    assert_int_equal(sqlite3_close_v2(db), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, probe_folder, probe_folder_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_read_is_one_snapshot),
        TEST(test_read_with_journal),
        TEST(test_read_then_write),
        TEST(test_definitions_are_seen),
        TEST(test_rolled_back_definitions_are_forgotten),
        TEST(test_interrupt_in_the_middle),
        TEST(test_close_with_a_statement_open),
    };

    return cmocka_run_group_tests_name("two sessions", tests, NULL, NULL);
}
