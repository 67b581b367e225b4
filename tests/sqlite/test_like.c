/* test_like.c - orm_like() and orm_ilike(). */
#include "probe.h"

static void check(sqlite3 *db, const char *text, const char *pattern, const char *like,
                  const char *ilike)
{
    sqlite3_stmt *statement;

    sqlite3_prepare_v2(db, "SELECT orm_like(?1, ?2), orm_ilike(?1, ?2)", -1, &statement, NULL);
    sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, pattern, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    if (strcmp((const char *)sqlite3_column_text(statement, 0), like) != 0 ||
        strcmp((const char *)sqlite3_column_text(statement, 1), ilike) != 0)
        fail_msg("%s LIKE %s: %s, %s", text, pattern, sqlite3_column_text(statement, 0),
                 sqlite3_column_text(statement, 1));
    sqlite3_finalize(statement);
}

static void test_matching(void **state)
{
    static const char *const examples[][4] = {
        {"abc", "abc", "1", "1"},
        {"ABC", "abc", "0", "1"},
        {"abc", "a%", "1", "1"},
        {"abc", "%c", "1", "1"},
        {"abc", "%b%", "1", "1"},
        {"abc", "a_c", "1", "1"},
        {"abc", "_", "0", "0"},
        {"abc", "", "0", "0"},
        {"", "", "1", "1"},
        {"", "%", "1", "1"},
        {"", "_", "0", "0"},
        {"abc", "ab", "0", "0"},
        {"abc", "bc", "0", "0"},
        {"abc\n", "abc", "0", "0"},
        {"a\nb", "a_b", "1", "1"},
        {"a\n\nb", "a%b", "1", "1"},
        {"a%c", "a\\%c", "1", "1"},
        {"abc", "a\\%c", "0", "0"},
        {"a_c", "a\\_c", "1", "1"},
        {"a\\c", "a\\\\c", "1", "1"},
        {"abc", "\\a\\b\\c", "1", "1"},
        {"a.c", "a.c", "1", "1"},
        {"abc", "a.c", "0", "0"},
        {"a(b)[c]{2}^$|*+?", "a(b)[c]{2}^$|*+?", "1", "1"},
        {"\\E\\Q", "\\\\E\\\\Q", "1", "1"},
        {"aXbXc", "a%X%c", "1", "1"},
        {"aXbXc", "a%X%X%X%c", "0", "0"},
        {"aab", "%ab", "1", "1"},
        {"abab", "%ab%ab", "1", "1"},
        {"aba", "%ab%ba", "0", "0"},
        {"mississippi", "m%iss%ip%i", "1", "1"},
        {"Ähre", "ä%", "0", "1"},
        {"ÄHRE", "ähre", "0", "1"},
        {"é", "_", "1", "1"},
        {"😀x", "_x", "1", "1"},
        {"ΣΑΣ", "σας", "0", "1"},
        {"ſ", "S", "0", "1"},
        {"straße", "STRASSE", "0", "0"},
        {"И", "и", "0", "1"},
        {"i", "İ", "0", "0"},
        {"a%", "%\\%", "1", "1"},
        {"a\\", "%\\\\", "1", "1"},
        {"#x y", "#x y", "1", "1"},
    };
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        check(db, examples[i][0], examples[i][1], examples[i][2], examples[i][3]);
    probe_close(db);
}

static void test_nulls_and_kinds(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_answer(db, "SELECT typeof(orm_like(NULL, '%')) || typeof(orm_ilike('a', NULL))",
                  "nullnull");
    assert_answer(db, "SELECT orm_like(1234, '12%') || orm_ilike(1.5, '1._')", "11");
    assert_answer(db, "SELECT orm_like(x'ff61', '%a')", "0");
    assert_answer(db, "SELECT orm_like(x'ff61', 'a')", "0");
    probe_close(db);
}

static void test_bad_patterns(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_failure(db, "SELECT orm_like('a', 'a\\')", SQLITE_ERROR,
                   "the pattern must not end with the escape character");
    assert_failure(db, "SELECT orm_ilike('a', CAST(x'61ff' AS TEXT))", SQLITE_ERROR, "UTF-8 error");
    probe_close(db);
}

/* Each row its own pattern; a constant one is compiled once. */
static void test_patterns_of_rows(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    probe_exec(db, "CREATE TABLE p (a, b); INSERT INTO p VALUES ('ab', 'A%'), ('ab', 'b%'), "
                   "('cb', '_B'), (NULL, '%')");
    assert_answer(db, "SELECT group_concat(orm_ilike(a, b)) FROM p", "1,0,1");
    assert_answer(db, "SELECT group_concat(orm_ilike(a, '%b')) FROM p", "1,1,1");
    probe_close(db);
}

/* A search per segment, not one per way to divide the text: this ends. */
static void test_no_explosion(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_answer(db,
                  "SELECT orm_like(replace(hex(zeroblob(20000)), '0', 'a'), "
                  "'%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b')",
                  "0");
    probe_close(db);
}

/* Usable in the schema, as it does nothing but compare. */
static void test_innocuous(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    probe_exec(db, "PRAGMA trusted_schema = OFF; CREATE TABLE p (a); INSERT INTO p VALUES ('Ab');"
                   "CREATE VIEW v AS SELECT orm_ilike(a, 'aB') AS x FROM p;"
                   "CREATE INDEX i ON p (orm_like(a, 'A%'))");
    assert_answer(db, "SELECT x FROM v", "1");
    probe_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matching),     cmocka_unit_test(test_nulls_and_kinds),
        cmocka_unit_test(test_bad_patterns), cmocka_unit_test(test_patterns_of_rows),
        cmocka_unit_test(test_no_explosion), cmocka_unit_test(test_innocuous),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
