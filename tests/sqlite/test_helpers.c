/* test_helpers.c - the functions of our statements that look into JSON, arrays and at patterns. */
#include "probe.h"

typedef struct example {
    const char *call;
    const char *answer;
} example;

static void check_all(const example *examples, size_t count)
{
    sqlite3 *db = probe_open(":memory:");

    for (size_t i = 0; i < count; i++) {
        char sql[512];

        snprintf(sql, sizeof sql, "SELECT %s", examples[i].call);
        assert_answer(db, sql, examples[i].answer);
    }
    probe_close(db);
}

#define CHECK(examples) check_all((examples), sizeof(examples) / sizeof *(examples))

static void test_values(void **state)
{
    static const example examples[] = {
        {"orm_json_at('{\"a\":[1,{\"b\":\"x\"}]}', '[\"a\",\"1\",\"b\"]')", "\"x\""},
        {"orm_json_at('{\"a\":null}', '[\"a\"]')", "NULL"},
        {"orm_json_at('{\"a\":1}', '[]')", "{\"a\":1}"},
        {"orm_json_at(NULL, '[]')", "NULL"},
        {"orm_json_at('{\"a\":1}', NULL)", "NULL"},
        {"orm_json_at('{\"a\":1}', 'no list')", "{\"a\":1}"},
        {"orm_json_at('hello', '[\"a\"]')", "NULL"},
        {"orm_json_at(5, '[]')", "5"},
        {"orm_json_kind('[1]') || orm_json_kind(' true') || orm_json_kind('\"x\"')",
         "arraybooleanstring"},
        {"orm_json_text('\"a\\u0062\"', 1)", "ab"},
        {"orm_json_text('{\"b\":1,\"aa\":[1,\"x, y\"]}', 1)", "{\"b\": 1, \"aa\": [1, \"x, y\"]}"},
        {"orm_json_text('{\"b\": 1,\"a\":1e2}', 0)", "{\"b\": 1,\"a\":1e2}"},
        {"orm_json_text('null', 1)", "NULL"},
        {"orm_json_cast('42', 'INTEGER') + 1", "43"},
        {"orm_json_cast('4.5', 'INTEGER')", "NULL"},
        {"orm_json_cast('99999999999', 'INTEGER')", "NULL"},
        {"orm_json_cast('4.50', 'DECIMAL') * 2", "9.0"},
        {"orm_json_cast('2024-02-30', 'DATEONLY')", "NULL"},
        {"orm_json_cast('2024-02-29T12:00:00+02:00', 'DATE')", "2024-02-29 10:00:00.000 +00:00"},
        {"orm_json_cast('t', 'BOOLEAN')", "1"},
        {"orm_json_cast('x', 'NOTHING')", "NULL"},
        {"orm_json_cast('x', NULL)", "NULL"},
        {"orm_json_quote('a\"', 0) || orm_json_quote(1.5, 0) || orm_json_quote(1, 1)",
         "\"a\\\"\"1.5true"},
        {"orm_json_quote(NULL, 0)", "NULL"},
    };

    (void)state;
    CHECK(examples);
}

static void test_comparison(void **state)
{
    static const example examples[] = {
        {"orm_json_compare('1', '=', '1.0')", "1"},
        {"orm_json_compare('1', '=', '\"1\"')", "0"},
        {"orm_json_compare('1', '<>', '\"1\"')", "1"},
        {"orm_json_compare('1', '<', '\"1\"')", "0"},
        {"orm_json_compare('10', '>=', '9')", "1"},
        {"orm_json_compare('{\"a\":1,\"b\":2}', '=', ' {\"b\":2 , \"a\":1.0}')", "1"},
        {"orm_json_compare('{\"a\":1,\"a\":2}', '=', '{\"a\":2}')", "1"},
        {"orm_json_compare('true', '>', 'false')", "1"},
        {"orm_json_compare(NULL, '=', '1')", "NULL"},
        {"orm_json_compare('1', '=', NULL)", "NULL"},
        {"orm_json_compare('1', NULL, '1')", "NULL"},
        {"orm_json_compare('{bad', '=', '1')", "NULL"},
        {"orm_json_compare('hello', '=', '1')", "NULL"},
        {"orm_json_compare(X'5B315D', '=', '[1]')", "1"},
        {"orm_json_in('2.0', '[1,2,3]')", "1"},
        {"orm_json_in('\"x\"', '[]')", "0"},
        {"orm_json_in('1', '{')", "NULL"},
        {"orm_json_contains('{\"a\":[1,2]}', '{\"a\":[2]}')", "1"},
        {"orm_json_contained('[1]', '[1,2]')", "1"},
        {"orm_json_has_keys('{\"a\":1}', '[\"a\",\"b\"]', 0)", "1"},
        {"orm_json_has_keys('{\"a\":1}', '[\"a\",\"b\"]', 1)", "0"},
        {"orm_json_put('{\"b\":1,\"a\":2}', '[\"c\",\"d\"]', '1.50', 1)",
         "{\"a\":2,\"b\":1,\"c\":{\"d\":1.50}}"},
        {"orm_json_put('{\"b\":1,\"a\":2,\"a\":3}', '[\"a\"]', NULL, 0)",
         "{\"b\":1,\"a\":2,\"a\":null}"},
        {"orm_json_put('[1,[2]]', '[\"1\",\"7\"]', '\"x\"', 1)", "[1,[2,\"x\"]]"},
        {"orm_json_put('[1]', '[\"a\",\"b\"]', '1', 1)", "[1]"},
        {"orm_json_put(NULL, '[\"0\"]', '1', 1)", "{\"0\":1}"},
        {"orm_json_put('5', '[\"a\"]', '1', 0)", "{\"a\":1}"},
        {"orm_json_put('{bad', '[\"a\"]', '1', 1)", "{bad"},
        {"orm_array_contains('[1,2]', '[2]', 1)", "1"},
        {"orm_array_contains('{\"a\":1}', '[2]', 1)", "NULL"},
        {"orm_array_contained('[1]', '[[1],[2]]', 1)", "1"},
        {"orm_array_overlaps('[1]', '[2]', 1)", "0"},
        {"orm_array_compare('[1,2]', '<', '[1,2,0]')", "1"},
        {"orm_regexp('Foo', '^f', 'i')", "1"},
        {"orm_regexp(NULL, '^f', 'i')", "NULL"},
        {"orm_regexp(CAST(X'ff' AS TEXT), '', '')", "0"},
    };

    (void)state;
    CHECK(examples);
}

/* The other side may be the same in all rows, or a column's. */
static void test_rows(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    probe_exec(db, "CREATE TABLE t (a, b, p); INSERT INTO t VALUES ('1', '1.0', '^1'), "
                   "('\"x\"', '\"y\"', 'x'), ('[1]', '[1]', '$^'), (NULL, '1', 'a'), ('no', 'no', "
                   "'^n')");
    assert_answer(db, "SELECT group_concat(ifnull(orm_json_compare(a, '=', b), '-')) FROM t",
                  "1,0,1,-,-");
    assert_answer(db, "SELECT group_concat(ifnull(orm_json_compare(a, '=', '[1]'), '-')) FROM t",
                  "0,0,1,-,-");
    assert_answer(db, "SELECT group_concat(ifnull(orm_json_in(a, '[1,\"x\"]'), '-')) FROM t",
                  "1,1,0,-,-");
    assert_answer(db, "SELECT group_concat(ifnull(orm_regexp(a, p, ''), '-')) FROM t", "1,1,0,-,1");
    assert_answer(db, "SELECT group_concat(ifnull(orm_json_contains(a, b), '-')) FROM t",
                  "1,0,1,-,-");
    probe_close(db);
}

/* A pattern that is none is an error of ours, which the call around the statement passes on. */
static void test_bad_patterns(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_failure(db, "SELECT orm_regexp('a', '(', '')", SQLITE_ERROR,
                   "InvalidOptionError: the pattern \"(\" is not valid");
    assert_failure(db, "SELECT orm_regexp('a', 'a', 'q')", SQLITE_ERROR,
                   "InvalidOptionError: the pattern \"a\" is not valid");
    assert_failure(db, "SELECT orm_read('[[\"run\",\"SELECT orm_regexp(1, ''('', '''')\"]]')",
                   SQLITE_ERROR, "InvalidOptionError: the pattern \"(\" is not valid");
    assert_answer(db, "SELECT orm_regexp('a', 'a', '')", "1");
    probe_close(db);
}

/* As deep as documents may be, and deeper: that is no JSON to us. */
static void test_depth(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_answer(db,
                  "WITH d(n) AS (SELECT 200) SELECT orm_json_compare(replace(hex(zeroblob(n / 2)), "
                  "'0', '[') || replace(hex(zeroblob(n / 2)), '0', ']'), '=', '1') FROM d",
                  "0");
    assert_answer(db,
                  "WITH d(n) AS (SELECT 202) SELECT orm_json_compare(replace(hex(zeroblob(n / 2)), "
                  "'0', '[') || replace(hex(zeroblob(n / 2)), '0', ']'), '=', '1') FROM d",
                  "NULL");
    assert_answer(db,
                  "SELECT orm_json_at(replace(hex(zeroblob(50000)), '0', '['), '[\"0\",\"0\"]') "
                  "IS NOT NULL",
                  "1");
    probe_close(db);
}

/* Usable in the schema, as they do nothing but compare. */
static void test_innocuous(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    probe_exec(db, "PRAGMA trusted_schema = OFF; CREATE TABLE p (a); INSERT INTO p VALUES "
                   "('{\"k\":1}'); CREATE VIEW v AS SELECT orm_json_at(a, '[\"k\"]') AS x FROM p;"
                   "CREATE INDEX i ON p (orm_json_at(a, '[\"k\"]'))");
    assert_answer(db, "SELECT x FROM v", "1");
    probe_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values), cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_rows),   cmocka_unit_test(test_bad_patterns),
        cmocka_unit_test(test_depth),  cmocka_unit_test(test_innocuous),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
