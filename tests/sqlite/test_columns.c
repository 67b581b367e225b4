/* test_columns.c - what is stored in a file, by us or by others, as the contract's JSON. */
#include "probe.h"

typedef struct example {
    const char *sql; /* an expression */
    const char *form;
    const char *expected;
} example;

static void check_all(const example *examples, size_t count)
{
    sqlite3 *db = probe_open(":memory:");
    sqlite3_stmt *statement;

    sqlite3_prepare_v2(db, "SELECT orm_column('SELECT ' || ?1, ?2)", -1, &statement, NULL);
    for (size_t i = 0; i < count; i++) {
        const char *answer;

        sqlite3_bind_text(statement, 1, examples[i].sql, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 2, examples[i].form, -1, SQLITE_STATIC);
        if (sqlite3_step(statement) != SQLITE_ROW)
            fail_msg("%s as %s: %s", examples[i].sql, examples[i].form, sqlite3_errmsg(db));
        answer = (const char *)sqlite3_column_text(statement, 0);
        if (strcmp(answer, examples[i].expected) != 0)
            fail_msg("%s as %s: %s, not %s", examples[i].sql, examples[i].form, answer,
                     examples[i].expected);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    probe_close(db);
}

#define CHECK(examples) check_all((examples), sizeof(examples) / sizeof *(examples))

static void test_natural(void **state)
{
    static const example examples[] = {
        {"NULL", "NATURAL", "null"},
        {"NULL", "DATE", "null"},
        {"-9223372036854775808", "NATURAL", "-9223372036854775808"},
        {"0.1 + 0.2", "NATURAL", "0.30000000000000004"},
        {"3.0", "NATURAL", "3"},
        {"1e21", "NATURAL", "1e+21"},
        {"9e999", "NATURAL", "\"Infinity\""},
        {"'a\"b' || char(10) || 'é/'", "NATURAL", "\"a\\\"b\\né/\""},
        {"x'00ff'", "NATURAL", "\"\\\\x00ff\""},
        {"json('[1]')", "NATURAL", "\"[1]\""},
    };

    (void)state;
    CHECK(examples);
}

static void test_texts(void **state)
{
    static const example examples[] = {
        {"''", "TEXT", "\"\""},
        {"7", "TEXT", "\"7\""},
        {"1.5", "TEXT", "\"1.5\""},
        {"char(1, 31, 8, 9, 12, 13)", "TEXT", "\"\\u0001\\u001f\\b\\t\\f\\r\""},
        {"'2024-02-29'", "DATEONLY", "\"2024-02-29\""},
        {"'12:30:00.5'", "TIME", "\"12:30:00.5\""},
        {"'0B1C7E52-9D4B-4D8E-8F6A-3C2D1E0F9A8B'", "UUID",
         "\"0b1c7e52-9d4b-4d8e-8f6a-3c2d1e0f9a8b\""},
        {"x'DEADbeef'", "BLOB", "\"\\\\xdeadbeef\""},
        {"x''", "BLOB", "\"\\\\x\""},
        {"'ab'", "BLOB", "\"\\\\x6162\""},
    };

    (void)state;
    CHECK(examples);
}

static void test_booleans_and_integers(void **state)
{
    static const example examples[] = {
        {"1", "BOOLEAN", "true"},
        {"0", "BOOLEAN", "false"},
        {"2", "BOOLEAN", "true"},
        {"'TRUE'", "BOOLEAN", "true"},
        {"'false'", "BOOLEAN", "false"},
        {"'maybe'", "BOOLEAN", "\"maybe\""},
        {"42", "INTEGER", "42"},
        {"'abc'", "INTEGER", "\"abc\""},
        {"1.5", "INTEGER", "1.5"},
        {"9007199254740993", "BIGINT", "9007199254740993"},
        {"9007199254740993", "BIGINT:string", "\"9007199254740993\""},
    };

    (void)state;
    CHECK(examples);
}

static void test_decimals(void **state)
{
    static const example examples[] = {
        {"5", "DECIMAL:2", "5.00"},
        {"-5", "DECIMAL:0", "-5"},
        {"12.5", "DECIMAL:2", "12.50"},
        {"-0.05", "DECIMAL:2", "-0.05"},
        {"0.0", "DECIMAL:2", "0.00"},
        {"-0.001", "DECIMAL:2", "0.00"},
        {"1.005", "DECIMAL:2", "1.01"},
        {"0.1 + 0.2", "DECIMAL:1", "0.3"},
        {"123456789012.345", "DECIMAL:3", "123456789012.345"},
        {"9999999999999.99", "DECIMAL:2", "9999999999999.99"},
        {"1e20", "DECIMAL:2", "100000000000000000000.00"},
        {"12.5", "DECIMAL:2:string", "\"12.50\""},
        {"'12.345'", "DECIMAL:2", "12.35"},
        {"'1e3'", "DECIMAL:1", "1000.0"},
        {"'NaN'", "DECIMAL:2", "\"NaN\""},
        {"9e999", "DECIMAL:2", "\"Infinity\""},
        {"5", "DECIMAL", "5"},
        {"5.25", "DECIMAL", "5.25"},
        {"1e-7", "DECIMAL", "0.0000001"},
        {"1e21", "DECIMAL", "1000000000000000000000"},
        {"'1.500'", "DECIMAL", "1.500"},
        {"'1.500'", "DECIMAL:string", "\"1.500\""},
        {"1.5", "DECIMAL:string", "\"1.5\""},
        {"'none'", "DECIMAL:string", "\"none\""},
    };

    (void)state;
    CHECK(examples);
}

static void test_doubles(void **state)
{
    static const example examples[] = {
        {"3.0", "DOUBLE", "3"},
        {"3", "DOUBLE", "3"},
        {"9007199254740993", "DOUBLE", "9007199254740992"},
        {"1e23", "DOUBLE", "1e+23"},
        {"'NaN'", "DOUBLE", "\"NaN\""},
        {"'-Infinity'", "DOUBLE", "\"-Infinity\""},
        {"-9e999", "DOUBLE", "\"-Infinity\""},
        {"0.1", "REAL", "0.1"},
        {"16777217", "REAL", "16777216"},
    };

    (void)state;
    CHECK(examples);
}

static void test_dates(void **state)
{
    static const example examples[] = {
        {"'2024-02-29 12:34:56.789 +00:00'", "DATE", "\"2024-02-29T12:34:56.789Z\""},
        {"'2024-02-29T12:34:56.789Z'", "DATE", "\"2024-02-29T12:34:56.789Z\""},
        {"'2024-02-29 12:34:56.789123 +00:00'", "DATE", "\"2024-02-29T12:34:56.789123Z\""},
        {"'2024-02-29 12:34:56.789000 +00:00'", "DATE", "\"2024-02-29T12:34:56.789Z\""},
        {"'2024-02-29 12:34:56.789 +02:00'", "DATE", "\"2024-02-29T10:34:56.789Z\""},
        {"'2024-03-01T00:30:00-01:30'", "DATE", "\"2024-03-01T02:00:00.000Z\""},
        {"'2024-02-29 12:34:56'", "DATE", "\"2024-02-29T12:34:56.000Z\""},
        {"'2024-02-29'", "DATE", "\"2024-02-29T00:00:00.000Z\""},
        {"0", "DATE", "\"1970-01-01T00:00:00.000Z\""},
        {"-1", "DATE", "\"1969-12-31T23:59:59.999Z\""},
        {"1709210096789", "DATE", "\"2024-02-29T12:34:56.789Z\""},
        {"1709210096789.0", "DATE", "\"2024-02-29T12:34:56.789Z\""},
        {"9223372036854775807", "DATE", "9223372036854775807"},
        {"'yesterday'", "DATE", "\"yesterday\""},
        {"'2024-02-30 12:00:00'", "DATE", "\"2024-02-30 12:00:00\""},
        {"''", "DATE", "\"\""},
    };

    (void)state;
    CHECK(examples);
}

static void test_json(void **state)
{
    static const example examples[] = {
        {"'{\"b\":1.50,\"a\":1e2,\"b\":2}'", "JSON", "{\"b\":1.50,\"a\":1e2,\"b\":2}"},
        {"' { \"b\" : [ 1 , \"x y\" ] } '", "JSON", "{\"b\":[1,\"x y\"]}"},
        {"'\"\\u0041\\/\"'", "JSON", "\"\\u0041\\/\""},
        {"'null'", "JSON", "null"},
        {"42", "JSON", "42"},
        {"'[1,]'", "JSON", "\"[1,]\""},
        {"'plain'", "JSON", "\"plain\""},
        {"''", "JSON", "\"\""},
        {"'[1] x'", "JSON", "\"[1] x\""},
        {"'{\"a\":}'", "JSON", "\"{\\\"a\\\":}\""},
        {"'01'", "JSON", "\"01\""},
        {"'\"\\x\"'", "JSON", "\"\\\"\\\\x\\\"\""},
        {"CAST('[1, 2]' AS BLOB)", "JSON", "[1,2]"},
        {"x'ff'", "JSON", "\"\\\\xff\""},
        {"'[1, 2]'", "ARRAY", "[1,2]"},
        {"'[{\"value\":1,\"inclusive\":true}]'", "RANGE", "[{\"value\":1,\"inclusive\":true}]"},
        {"'{\"a\":\"1\"}'", "HSTORE", "{\"a\":\"1\"}"},
        {"'{\"type\":\"Point\"}'", "GEOMETRY", "{\"type\":\"Point\"}"},
    };

    (void)state;
    CHECK(examples);
}

static void test_jsonb(void **state)
{
    static const example examples[] = {
        {"'{\"a\":1,\"b\":[true,null,-1.50],\"aa\":\"x\\n\"}'", "JSONB",
         "{\"a\":1,\"b\":[true,null,-1.50],\"aa\":\"x\\n\"}"},
        {"'{\"aa\":1, \"b\":2}'", "JSONB", "{\"b\":2,\"aa\":1}"},
        {"'{\"b\":1,\"b\":2}'", "JSONB", "{\"b\":2}"},
        {"'{\"b\":1,\"a\":2}'", "JSONB", "{\"a\":2,\"b\":1}"},
        {"'[{\"b\":1,\"b\":2}]'", "JSONB", "[{\"b\":2}]"},
        {"'[1e2,-0,-0.0,1.50]'", "JSONB", "[100,0,0.0,1.50]"},
        {"'\"\\u0041\\/\\u000a\"'", "JSONB", "\"A/\\n\""},
        {"'{\"\\u0061\":1}'", "JSONB", "{\"a\":1}"},
        {"'\"\\u0000\"'", "JSONB", "\"\\u0000\""},
        {"'[ \"\\ud800\" ]'", "JSONB", "[\"\\ud800\"]"},
        {"'\"\\ud83d\\ude00\"'", "JSONB", "\"😀\""},
        {"'{'", "JSONB", "\"{\""},
    };

    (void)state;
    CHECK(examples);
}

/* Deeper than the core's reader goes, and deeper than SQLite itself. */
static void test_deep_json(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_answer(db,
                  "SELECT orm_column('SELECT replace(hex(zeroblob(150)), ''0'', ''[ '') || "
                  "replace(hex(zeroblob(150)), ''0'', ''] '')', 'JSONB') = "
                  "replace(hex(zeroblob(150)), '0', '[') || replace(hex(zeroblob(150)), '0', ']')",
                  "1");
    assert_answer(db,
                  "SELECT substr(orm_column('SELECT replace(hex(zeroblob(550)), ''0'', ''['') || "
                  "replace(hex(zeroblob(550)), ''0'', '']'')', 'JSON'), 1, 3)",
                  "\"[[");
    probe_close(db);
}

static void test_fetched(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_answer(db,
                  "SELECT orm_none('[[\"fetch\",\"SELECT 7\"],[\"fetch\",\"SELECT ''7''\"],"
                  "[\"fetch\",\"SELECT 0.1 + 0.2\"],[\"fetch\",\"SELECT 9e999\"],"
                  "[\"fetch\",\"SELECT x''0001''\"],[\"fetch\",\"SELECT NULL\"]]')",
                  "[[7],[\"7\"],[\"0.30000000000000004\"],[\"Infinity\"],[{\"bytes\":2}],[null]]");
    probe_close(db);
}

/* Values on their way in. */
static void test_bound(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    probe_exec(db, "CREATE TABLE v (a)");
    assert_answer(db,
                  "SELECT orm_none('[[\"run\",\"INSERT INTO v VALUES (?1), (?2), (?3), (?4), (?5), "
                  "(?6), (?7)\",null,true,7,1.10,123450000000000000000000,\"\",\"x\"]]')",
                  "[7]");
    assert_answer(db, "SELECT group_concat(typeof(a) || ':' || ifnull(a, ''), ' ') FROM v",
                  "null: integer:1 integer:7 real:1.1 real:1.2345e+23 text: text:x");
    probe_exec(db, "DELETE FROM v");
    assert_answer(db,
                  "SELECT orm_none('[[\"run\",\"INSERT INTO v VALUES (?1), (?2), (?3), (?4), "
                  "(?5)\",0.1,-0.25,12345678901234567.5,100000000000000.5,0.000000000000001]]')",
                  "[5]");
    assert_answer(db,
                  "SELECT group_concat(a IN (0.1, -0.25, 12345678901234567.5, 100000000000000.5, "
                  "0.000000000000001), '') FROM v",
                  "11111");
    probe_close(db);
}

static void test_utf16_database(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    probe_exec(db, "PRAGMA encoding = 'UTF-16'; CREATE TABLE v (a); INSERT INTO v VALUES ('é😀')");
    assert_answer(db, "SELECT orm_column('SELECT a FROM v', 'TEXT')", "\"é😀\"");
    assert_answer(db, "SELECT orm_none('[[\"fetch\",\"SELECT a FROM v\"]]')", "[[\"é😀\"]]");
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 10000);
    assert_answer(db, "SELECT length(orm_none('[[\"fill\",4000]]'))", "4004");
    assert_failure(db, "SELECT length(orm_none('[[\"fill\",6000]]'))", SQLITE_ERROR,
                   "InvalidOptionError: the answer is larger than this database can return");
    probe_close(db);
}

/* ---- arguments and results */

static void test_arguments(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_answer(db, "SELECT orm_text(7) || orm_text(1.5) || orm_text('é', 1) || orm_text('')",
                  "71.5é");
    assert_answer(db, "SELECT orm_text(NULL, 2, 3)", "NULL");
    assert_answer(db, "SELECT orm_text(x'6162')", "ab");
    if (sqlite3_libversion_number() < 3045000)
        assert_failure(db, "SELECT orm_document(x'ffff')", SQLITE_ERROR, "malformed JSON");
    else
        assert_answer(db, "SELECT orm_document(jsonb('{\"a\": [1, 2]}'))", "{\"a\":[1,2]}");
    probe_close(db);
}

static void test_results(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    assert_answer(db, "SELECT json_array(orm_none('[[\"arena\"]]'), orm_version())",
                  "[[true],\"probe\"]");
    assert_answer(db, "SELECT typeof(orm_none('[[\"null\"]]'))", "null");
    assert_answer(db,
                  "SELECT typeof(orm_none('[[\"integer\",-5]]')) || orm_none('[[\"integer\",5]]')",
                  "integer5");
    assert_answer(db, "SELECT length(orm_none('[[\"fill\",1000000]]'))", "1000004");
    probe_close(db);
}

/* The limit is looked at before anything is committed. */
static void test_result_too_large(void **state)
{
    sqlite3 *db = probe_open(":memory:");

    (void)state;
    probe_exec(db, "CREATE TABLE t (a)");
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 100000);
    assert_answer(db, "SELECT length(orm_write('[[\"fill\",99996]]'))", "100000");
    assert_failure(db,
                   "SELECT orm_write('[[\"run\",\"INSERT INTO t VALUES (1)\"],[\"fill\",100000]]')",
                   SQLITE_ERROR, "InvalidOptionError: the answer is larger");
    assert_at_rest(db, 1);
    assert_answer(db, "SELECT count(*) FROM t", "0");
    probe_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_natural),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_booleans_and_integers),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_doubles),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_jsonb),
        cmocka_unit_test(test_deep_json),
        cmocka_unit_test(test_fetched),
        cmocka_unit_test(test_bound),
        cmocka_unit_test(test_utf16_database),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_results),
        cmocka_unit_test(test_result_too_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
