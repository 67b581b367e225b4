/* test_convert.c - JSON values as values of an attribute's type, for both engines: what is
 * accepted, what becomes of it, what is said of what is not (api.md section 6, Values). */
#include "fake_engine.h"

#include "base/datetime.h"
#include "catalog/convert.h"

typedef struct conversion {
    const char *type, *json;
    const char *postgres;
    const char *sqlite; /* NULL: the same */
} conversion;

static bool convert(fake_engine *e, const char *type_name, const char *json, orm_value *value,
                    orm_text *why)
{
    const orm_type *type = orm_type_read(e->ctx, orm_text_from(type_name), NULL, NULL);
    orm_text document = orm_text_format(e->arena, "{\"v\":%s}", json);

    return orm_convert(e->ctx, type, orm_json_read(e->ctx, document, ORM_JSON_DATA, "doc")->first,
                       value, why);
}

static void check_accepted(fake_engine *e, const conversion *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *expected = e->ctx->host->dialect->has_schemas || !cases[i].sqlite
                                   ? cases[i].postgres
                                   : cases[i].sqlite;
        orm_value value;
        orm_text why, text;

        if (!convert(e, cases[i].type, cases[i].json, &value, &why))
            fail_msg("%s %s: %.*s", cases[i].type, cases[i].json, ORM_ARG(why));
        text = engine_value(e, &value);
        if (!orm_text_is(text, expected))
            fail_msg("%s %s: %.*s instead of %s", cases[i].type, cases[i].json, ORM_ARG(text),
                     expected);
    }
}

#define CHECK_ACCEPTED(e, cases) check_accepted((e), (cases), sizeof(cases) / sizeof *(cases))

static void check_refused(fake_engine *e, const conversion *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *expected = e->ctx->host->dialect->has_schemas || !cases[i].sqlite
                                   ? cases[i].postgres
                                   : cases[i].sqlite;
        orm_value value;
        orm_text why;

        if (convert(e, cases[i].type, cases[i].json, &value, &why))
            fail_msg("%s takes %s", cases[i].type, cases[i].json);
        if (!orm_text_is(why, expected))
            fail_msg("%s %s: \"%.*s\" instead of \"%s\"", cases[i].type, cases[i].json,
                     ORM_ARG(why), expected);
    }
}

#define CHECK_REFUSED(e, cases) check_refused((e), (cases), sizeof(cases) / sizeof *(cases))

/* ---- texts */

static void test_texts(void **state)
{
    static const conversion accepted[] = {
        {"STRING", "\"a\"", "TEXT a", NULL},
        {"STRING", "\"\"", "TEXT ", NULL},
        {"STRING", "1.50", "TEXT 1.50", NULL}, /* a number by its digits */
        {"STRING(3)", "\"äöü\"", "TEXT äöü", NULL},
        {"STRING(1)", "\"\\ud83d\\ude00\"", "TEXT 😀", NULL},
        {"STRING(3)", "\"a  \"", "TEXT a  ", NULL},
        {"TEXT", "\"it's; -- \\\"x\\\"\"", "TEXT it's; -- \"x\"", NULL},
        {"TEXT('tiny')", "\"long enough for anything\"", "TEXT long enough for anything", NULL},
        {"CITEXT", "\"AbC\"", "TEXT AbC", NULL},
        {"TSVECTOR", "\"a b\"", "TEXT a b", NULL},
        {"CHAR(4)", "\"ab\"", "TEXT ab", "TEXT ab  "},
        {"CHAR(4)", "\"ab  \"", "TEXT ab", "TEXT ab  "},
        {"CHAR(2)", "\"ab     \"", "TEXT ab", NULL}, /* blanks count for nothing */
        {"CHAR(3)", "\"äö\"", "TEXT äö", "TEXT äö "},
        {"CHAR(3)", "12", "TEXT 12", "TEXT 12 "},
        {"STRING", "null", "NULL", NULL},
    };
    static const conversion refused[] = {
        {"STRING", "true", "true is not a valid string", NULL},
        {"STRING", "{\"a\": 1}", "{\"a\":1} is not a valid string", NULL},
        {"STRING", "[1, 2]", "[1,2] is not a valid string", NULL},
        {"STRING(3)", "\"abcd\"", "\"abcd\" is longer than 3 characters", NULL},
        {"STRING(3)", "\"äöüß\"", "\"äöüß\" is longer than 3 characters", NULL},
        {"STRING(3)", "\"abc \"", "\"abc \" is longer than 3 characters", NULL},
        {"CHAR(2)", "\"abc\"", "\"abc\" is longer than 2 characters", NULL},
        {"TEXT", "\"a\\u0000b\"",
         "\"a\\u0000b\" holds U+0000 or a lone surrogate, which no column can hold", NULL},
        {"TEXT", "\"\\ud800\"",
         "\"\\ud800\" holds U+0000 or a lone surrogate, which no column can hold", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

/* ---- numbers */

static void test_integers(void **state)
{
    static const conversion accepted[] = {
        {"INTEGER", "42", "INTEGER 42", NULL},
        {"INTEGER", "\"42\"", "INTEGER 42", NULL},
        {"INTEGER", "\"+42\"", "INTEGER 42", NULL},
        {"INTEGER", "\"007\"", "INTEGER 7", NULL},
        {"INTEGER", "-0", "INTEGER 0", NULL},
        {"INTEGER", "1.0", "INTEGER 1", NULL},
        {"INTEGER", "1e3", "INTEGER 1000", NULL},
        {"INTEGER", "12300e-2", "INTEGER 123", NULL},
        {"INTEGER", "2147483647", "INTEGER 2147483647", NULL},
        {"INTEGER", "-2147483648", "INTEGER -2147483648", NULL},
        {"TINYINT", "-128", "INTEGER -128", NULL},
        {"TINYINT", "255", "INTEGER 255", NULL},
        {"SMALLINT", "-32768", "INTEGER -32768", NULL},
        {"SMALLINT", "32767", "INTEGER 32767", NULL},
        {"MEDIUMINT", "8388607", "INTEGER 8388607", NULL},
        {"BIGINT", "9223372036854775807", "INTEGER 9223372036854775807", NULL},
        {"BIGINT", "\"-9223372036854775808\"", "INTEGER -9223372036854775808", NULL},
        {"BIGINT", "9007199254740993", "INTEGER 9007199254740993", NULL}, /* exact */
        {"INTEGER", "null", "NULL", NULL},
    };
    static const conversion refused[] = {
        {"INTEGER", "2147483648", "2147483648 is not a valid integer", NULL},
        {"INTEGER", "-2147483649", "-2147483649 is not a valid integer", NULL},
        {"INTEGER", "1.5", "1.5 is not a valid integer", NULL},
        {"INTEGER", "1e-3", "1e-3 is not a valid integer", NULL},
        {"INTEGER", "\"x\"", "\"x\" is not a valid integer", NULL},
        {"INTEGER", "\"\"", "\"\" is not a valid integer", NULL},
        {"INTEGER", "\" 1\"", "\" 1\" is not a valid integer", NULL},
        {"INTEGER", "\"1 \"", "\"1 \" is not a valid integer", NULL},
        {"INTEGER", "\"0x10\"", "\"0x10\" is not a valid integer", NULL},
        {"INTEGER", "\"1; DROP TABLE x\"", "\"1; DROP TABLE x\" is not a valid integer", NULL},
        {"INTEGER", "true", "true is not a valid integer", NULL},
        {"INTEGER", "[1]", "[1] is not a valid integer", NULL},
        {"INTEGER", "{}", "{} is not a valid integer", NULL},
        {"TINYINT", "256", "256 is not a valid tinyint", NULL},
        {"TINYINT", "-129", "-129 is not a valid tinyint", NULL},
        {"SMALLINT", "32768", "32768 is not a valid smallint", NULL},
        {"MEDIUMINT", "2147483648", "2147483648 is not a valid mediumint", NULL},
        {"BIGINT", "9223372036854775808", "9223372036854775808 is not a valid bigint", NULL},
        {"BIGINT", "-9223372036854775809", "-9223372036854775809 is not a valid bigint", NULL},
        {"BIGINT", "1e400", "1e400 is not a valid bigint", NULL},
        {"BIGINT", "1e99999999999999999999", "1e99999999999999999999 is not a valid bigint", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

static void test_doubles(void **state)
{
    static const conversion accepted[] = {
        {"DOUBLE", "0.1", "DOUBLE 0.10000000000000001", NULL},
        {"DOUBLE", "\"1e21\"", "DOUBLE 1e+21", NULL},
        {"DOUBLE", "\".5\"", "DOUBLE 0.5", NULL},
        {"DOUBLE", "\"NaN\"", "DOUBLE nan", NULL},
        {"DOUBLE", "\"Infinity\"", "DOUBLE inf", NULL},
        {"FLOAT", "\"-Infinity\"", "DOUBLE -inf", NULL},
        {"DOUBLE", "1.7976931348623157e308", "DOUBLE 1.7976931348623157e+308", NULL},
        {"DOUBLE", "1e-400", "DOUBLE 0", NULL},
        {"REAL", "0.1", "DOUBLE 0.10000000149011612", NULL}, /* the nearest float4 */
        {"REAL", "3.4028234e38", "DOUBLE 3.4028234663852886e+38", NULL},
    };
    static const conversion refused[] = {
        {"DOUBLE", "1e309", "1e309 is not a valid double", NULL},
        {"FLOAT", "-1e309", "-1e309 is not a valid float", NULL},
        {"REAL", "1e39", "1e39 is not a valid real", NULL},
        {"DOUBLE", "\"nan\"", "\"nan\" is not a valid double", NULL},
        {"DOUBLE", "\"inf\"", "\"inf\" is not a valid double", NULL},
        {"DOUBLE", "\"1,5\"", "\"1,5\" is not a valid double", NULL},
        {"DOUBLE", "\"0x1p3\"", "\"0x1p3\" is not a valid double", NULL},
        {"DOUBLE", "true", "true is not a valid double", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

/* Rounded from the written digits, half away from zero, before the size is checked. */
static void test_decimals(void **state)
{
    static const conversion accepted[] = {
        {"DECIMAL(10,2)", "1.5", "DECIMAL 1.50", NULL},
        {"DECIMAL(10,2)", "\"1.005\"", "DECIMAL 1.01", NULL},
        {"DECIMAL(10,2)", "-1.005", "DECIMAL -1.01", NULL},
        {"DECIMAL(10,2)", "1.00499999999999999999", "DECIMAL 1.00", NULL},
        {"DECIMAL(3,1)", "99.94", "DECIMAL 99.9", NULL},
        {"DECIMAL(10,2)", "1e3", "DECIMAL 1000.00", NULL},
        {"DECIMAL(10,2)", "0.001", "DECIMAL 0.00", NULL},
        {"DECIMAL(10,2)", "-0.001", "DECIMAL 0.00", NULL},
        {"DECIMAL(5)", "12.5", "DECIMAL 13", NULL}, /* none after the point */
        {"DECIMAL(2,2)", "0.99", "DECIMAL 0.99", NULL},
        {"DECIMAL", "1.500", "DECIMAL 1.500", NULL}, /* keeps the given digits */
        {"DECIMAL", "12e2", "DECIMAL 1200", NULL},
        {"DECIMAL", "\"0.000001\"", "DECIMAL 0.000001", NULL},
        {"DECIMAL(15,2)", "9999999999999.99", "DECIMAL 9999999999999.99", NULL},
        {"DECIMAL", "1000000000000000000000", "DECIMAL 1000000000000000000000", NULL},
    };
    static const conversion refused[] = {
        {"DECIMAL(3,1)", "99.95", "99.95 does not fit the decimal's digits", NULL},
        {"DECIMAL(3,1)", "100", "100 does not fit the decimal's digits", NULL},
        {"DECIMAL(2,2)", "0.995", "0.995 does not fit the decimal's digits", NULL},
        {"DECIMAL(10,2)", "\"x\"", "\"x\" is not a valid decimal", NULL},
        {"DECIMAL(10,2)", "\"NaN\"", "\"NaN\" is not a valid decimal", NULL},
        {"DECIMAL(10,2)", "true", "true is not a valid decimal", NULL},
        {"DECIMAL(10,2)", "\"1 000\"", "\"1 000\" is not a valid decimal", NULL},
        {"DECIMAL", "1e999999999", "1e999999999 is not a valid decimal", NULL},
        {"DECIMAL", "1e-999999999", "1e-999999999 is not a valid decimal", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

/* SQLite's DECIMAL is a double underneath: 15 significant digits (semantics.md 15). */
static void test_decimal_digits(void **state)
{
    static const conversion fits[] = {
        {"DECIMAL(30,10)", "12345.1234567891", "DECIMAL 12345.1234567891", NULL},
        {"DECIMAL(30,2)", "1234567890123.45", "DECIMAL 1234567890123.45", NULL},
        {"DECIMAL(30,2)", "1000000000000000000", "DECIMAL 1000000000000000000.00", NULL},
        {"DECIMAL", "0.0000000000000000001", "DECIMAL 0.0000000000000000001", NULL},
        {"DECIMAL(20,18)", "1", "DECIMAL 1.000000000000000000", NULL},
    };
    static const conversion too_long[] = {
        {"DECIMAL(30,2)", "12345678901234.56", "DECIMAL 12345678901234.56",
         "12345678901234.56 does not fit the decimal's digits"},
        {"DECIMAL", "1.2345678901234567", "DECIMAL 1.2345678901234567",
         "1.2345678901234567 does not fit the decimal's digits"},
    };
    fake_engine *e = *state;

    CHECK_ACCEPTED(e, fits);
    if (e->ctx->host->dialect->has_real_decimals)
        CHECK_REFUSED(e, too_long);
    else
        CHECK_ACCEPTED(e, too_long);
}

static void test_booleans(void **state)
{
    static const conversion accepted[] = {
        {"BOOLEAN", "true", "BOOLEAN true", NULL},     {"BOOLEAN", "false", "BOOLEAN false", NULL},
        {"BOOLEAN", "1", "BOOLEAN true", NULL},        {"BOOLEAN", "0", "BOOLEAN false", NULL},
        {"BOOLEAN", "\"true\"", "BOOLEAN true", NULL}, {"BOOLEAN", "\"f\"", "BOOLEAN false", NULL},
        {"BOOLEAN", "\"0\"", "BOOLEAN false", NULL},   {"BOOLEAN", "null", "NULL", NULL},
    };
    static const conversion refused[] = {
        {"BOOLEAN", "\"yes\"", "\"yes\" is not a valid boolean", NULL},
        {"BOOLEAN", "\"\"", "\"\" is not a valid boolean", NULL},
        {"BOOLEAN", "2", "2 is not a valid boolean", NULL},
        {"BOOLEAN", "-1", "-1 is not a valid boolean", NULL},
        {"BOOLEAN", "[true]", "[true] is not a valid boolean", NULL},
        {"BOOLEAN", "{}", "{} is not a valid boolean", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

/* ---- dates and times */

static void test_dates(void **state)
{
    static const conversion accepted[] = {
        {"DATE", "\"2024-02-29T12:34:56.789Z\"", "TIME 1709210096789000",
         "TEXT 2024-02-29 12:34:56.789 +00:00"},
        {"DATE", "\"2024-02-29 14:34:56+02:00\"", "TIME 1709210096000000",
         "TEXT 2024-02-29 12:34:56.000 +00:00"},
        {"DATE(3)", "\"2024-02-29T12:34:56.789012Z\"", "TIME 1709210096789012",
         "TEXT 2024-02-29 12:34:56.789012 +00:00"}, /* microseconds whatever the precision */
        {"DATE", "1709210096789", "TIME 1709210096789000",
         "TEXT 2024-02-29 12:34:56.789 +00:00"}, /* milliseconds */
        {"DATE", "0.5", "TIME 500", "TEXT 1970-01-01 00:00:00.000500 +00:00"},
        {"DATE", "-1", "TIME -1000", "TEXT 1969-12-31 23:59:59.999 +00:00"},
        {"DATE", "\"2024-02-29\"", "TIME 1709164800000000", "TEXT 2024-02-29 00:00:00.000 +00:00"},
        {"DATEONLY", "\"2024-02-29\"", "TEXT 2024-02-29", NULL},
        {"DATEONLY", "\"2024-02-29T23:30:00-01:00\"", "TEXT 2024-03-01", NULL},
        {"DATEONLY", "1709210096789", "TEXT 2024-02-29", NULL},
        {"DATEONLY", "-1", "TEXT 1969-12-31", NULL},
        {"TIME", "\"12:34\"", "TEXT 12:34:00", NULL},
        {"TIME", "\"12:34:56.7000\"", "TEXT 12:34:56.7", NULL},
    };
    static const conversion refused[] = {
        {"DATE", "\"2021-02-29\"", "\"2021-02-29\" is not a valid date", NULL},
        {"DATE", "\"foo 1\"", "\"foo 1\" is not a valid date", NULL},
        {"DATE", "\"\"", "\"\" is not a valid date", NULL},
        {"DATE", "\"10000-01-01\"", "\"10000-01-01\" is not a valid date", NULL},
        {"DATE", "253402300800000", "253402300800000 is not a valid date", NULL},
        {"DATE", "-62135596800001", "-62135596800001 is not a valid date", NULL},
        {"DATE", "1e300", "1e300 is not a valid date", NULL},
        {"DATE", "1e-999999999", "1e-999999999 is not a valid date", NULL},
        {"DATE", "true", "true is not a valid date", NULL},
        {"DATE", "{}", "{} is not a valid date", NULL},
        {"DATEONLY", "\"2024-13-01\"", "\"2024-13-01\" is not a valid date", NULL},
        {"DATEONLY", "[]", "[] is not a valid date", NULL},
        {"TIME", "\"24:00\"", "\"24:00\" is not a valid time", NULL},
        {"TIME", "12", "12 is not a valid time", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

/* ---- what has a form of its own */

static void test_forms(void **state)
{
    static const conversion accepted[] = {
        {"UUID", "\"123E4567-E89B-12D3-A456-426614174000\"",
         "TEXT 123e4567-e89b-12d3-a456-426614174000", NULL}, /* in lower case */
        {"BLOB", "\"\\\\x00ffAb\"", "BYTES 00ffab", NULL},
        {"BLOB", "\"\\\\x\"", "BYTES ", NULL},
        {"STRING.BINARY", "\"\\\\x61\"", "BYTES 61", NULL},
        {"ENUM('a','b')", "\"b\"", "TEXT b", NULL},
        {"ENUM('1','2')", "2", "TEXT 2", NULL},
        {"ENUM('it''s')", "\"it's\"", "TEXT it's", NULL},
        {"INET", "\"192.168.0.1\"", "TEXT 192.168.0.1", NULL},
        {"INET", "\"192.168.0.1/24\"", "TEXT 192.168.0.1/24", NULL},
        {"INET", "\"2001:db8::1\"", "TEXT 2001:db8::1", NULL},
        {"INET", "\"::\"", "TEXT ::", NULL},
        {"INET", "\"::ffff:10.0.0.1\"", "TEXT ::ffff:10.0.0.1", NULL},
        {"INET", "\"1:2:3:4:5:6:7:8\"", "TEXT 1:2:3:4:5:6:7:8", NULL},
        {"CIDR", "\"10.0.0.0/8\"", "TEXT 10.0.0.0/8", NULL},
        {"CIDR", "\"2001:db8::/32\"", "TEXT 2001:db8::/32", NULL},
        {"MACADDR", "\"08:00:2b:01:02:03\"", "TEXT 08:00:2b:01:02:03", NULL},
        {"MACADDR", "\"08-00-2B-01-02-03\"", "TEXT 08:00:2b:01:02:03", NULL},
        {"SQL('money')", "\"12.34\"", "TEXT 12.34", NULL}, /* goes in as text */
        {"SQL('int')", "12", "TEXT 12", NULL},
        {"SQL('bool')", "true", "TEXT true", NULL},
        {"VIRTUAL", "\"x\"", "TEXT x", NULL},
        {"VIRTUAL(INTEGER)", "\"12\"", "INTEGER 12", NULL},
    };
    static const conversion refused[] = {
        {"UUID", "\"123e4567e89b12d3a456426614174000\"",
         "\"123e4567e89b12d3a456426614174000\" is not a valid uuid", NULL},
        {"UUID", "\"123e4567-e89b-12d3-a456-42661417400g\"",
         "\"123e4567-e89b-12d3-a456-42661417400g\" is not a valid uuid", NULL},
        {"UUID", "1", "1 is not a valid uuid", NULL},
        {"BLOB", "\"ff\"", "\"ff\" is not a valid blob", NULL},
        {"BLOB", "\"\"", "\"\" is not a valid blob", NULL},
        {"BLOB", "\"\\\\\"", "\"\\\\\" is not a valid blob", NULL},
        {"BLOB", "\"\\\\x1\"", "\"\\\\x1\" is not a valid blob", NULL},
        {"BLOB", "\"\\\\xgg\"", "\"\\\\xgg\" is not a valid blob", NULL},
        {"BLOB", "12", "12 is not a valid blob", NULL},
        {"STRING.BINARY", "\"a\"", "\"a\" is not a valid blob", NULL},
        {"ENUM('a','b')", "\"c\"", "\"c\" is not a valid choice in [\"a\",\"b\"]", NULL},
        {"ENUM('a','b')", "\"A\"", "\"A\" is not a valid choice in [\"a\",\"b\"]", NULL},
        {"ENUM('a','b')", "\"\"", "\"\" is not a valid choice in [\"a\",\"b\"]", NULL},
        {"ENUM('1')", "1.0", "1.0 is not a valid choice in [\"1\"]", NULL},
        {"ENUM('true')", "true", "true is not a valid choice in [\"true\"]", NULL},
        {"INET", "\"256.0.0.1\"", "\"256.0.0.1\" is not a valid inet", NULL},
        {"INET", "\"1.2.3\"", "\"1.2.3\" is not a valid inet", NULL},
        {"INET", "\"1.2.3.4/33\"", "\"1.2.3.4/33\" is not a valid inet", NULL},
        {"INET", "\"1.2.3.4/\"", "\"1.2.3.4/\" is not a valid inet", NULL},
        {"INET", "\"1::2::3\"", "\"1::2::3\" is not a valid inet", NULL},
        {"INET", "\"1:2:3:4:5:6:7\"", "\"1:2:3:4:5:6:7\" is not a valid inet", NULL},
        {"INET", "\"1:2:3:4:5:6:7:8:9\"", "\"1:2:3:4:5:6:7:8:9\" is not a valid inet", NULL},
        {"INET", "\"12345::\"", "\"12345::\" is not a valid inet", NULL},
        {"INET", "\":1::\"", "\":1::\" is not a valid inet", NULL},
        {"INET", "\"1:\"", "\"1:\" is not a valid inet", NULL},
        {"INET", "1", "1 is not a valid inet", NULL},
        {"CIDR", "\"10.0.0.0\"", "\"10.0.0.0\" is not a valid cidr", NULL},
        {"CIDR", "\"::/129\"", "\"::/129\" is not a valid cidr", NULL},
        {"MACADDR", "\"08:00:2b:01:02\"", "\"08:00:2b:01:02\" is not a valid macaddr", NULL},
        {"MACADDR", "\"08:00:2b:01:02:0g\"", "\"08:00:2b:01:02:0g\" is not a valid macaddr", NULL},
        {"SQL('point')", "[1]", "[1] is not a valid value", NULL},
        {"VIRTUAL(INTEGER)", "\"x\"", "\"x\" is not a valid integer", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

/* ---- JSON: JSON keeps its tokens, JSONB is canonical on both */

static void test_json(void **state)
{
    static const conversion accepted[] = {
        {"JSON", " {\"b\" : 1.50, \"a\":[ 1,\t2 ], \"b\":\"\\u00e4\\/\"} ",
         "TEXT {\"b\":1.50,\"a\":[1,2],\"b\":\"\\u00e4\\/\"}", NULL},
        {"JSON", "\" x \"", "TEXT \" x \"", NULL},
        {"JSON", "1e2", "TEXT 1e2", NULL},
        {"JSON", "true", "TEXT true", NULL},
        {"JSON", "null", "NULL", NULL}, /* SQL's NULL (semantics.md) */
        {"JSON", "[null]", "TEXT [null]", NULL},
        {"JSONB", "{\"bb\":1.50,\"a\":1e2,\"bb\":\"\\u00e4\\/\"}",
         "TEXT {\"bb\":1.50,\"a\":1e2,\"bb\":\"\\u00e4\\/\"}", "TEXT {\"a\":100,\"bb\":\"ä/\"}"},
        {"JSONB", "[ ]", "TEXT []", NULL},
    };
    static const conversion refused[] = {
        {"JSONB", "{\"a\":\"\\u0000\"}",
         "{\"a\":\"\\u0000\"} holds U+0000 or a lone surrogate, which no column can hold", NULL},
        {"JSONB", "{\"\\u0000\":1}",
         "{\"\\u0000\":1} holds U+0000 or a lone surrogate, which no column can hold", NULL},
        {"JSON", "[[\"\\udc00\"]]",
         "[[\"\\udc00\"]] holds U+0000 or a lone surrogate, which no column can hold", NULL},
        {"JSON", "\"\\u0000\"",
         "\"\\u0000\" holds U+0000 or a lone surrogate, which no column can hold", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

/* ---- arrays: a text form on PostgreSQL, on SQLite JSON in the form of the answer */

static void test_arrays(void **state)
{
    static const conversion accepted[] = {
        {"ARRAY(INTEGER)", "[1, 2]", "TEXT {\"1\",\"2\"}", "TEXT [1,2]"},
        {"ARRAY(INTEGER)", "[\"1\", null]", "TEXT {\"1\",NULL}", "TEXT [1,null]"},
        {"ARRAY(INTEGER)", "[]", "TEXT {}", "TEXT []"},
        {"ARRAY(TEXT)", "[\"a\\\"b\", \"c\\\\d\", \"{}\", \"\", \"NULL\", \"e,f\"]",
         "TEXT {\"a\\\"b\",\"c\\\\d\",\"{}\",\"\",\"NULL\",\"e,f\"}",
         "TEXT [\"a\\\"b\",\"c\\\\d\",\"{}\",\"\",\"NULL\",\"e,f\"]"},
        {"ARRAY(TEXT)", "[1.50]", "TEXT {\"1.50\"}", "TEXT [\"1.50\"]"},
        {"ARRAY(BOOLEAN)", "[true, \"f\", 1]", "TEXT {\"t\",\"f\",\"t\"}",
         "TEXT [true,false,true]"},
        {"ARRAY(DECIMAL(5,2))", "[1.5, \"2\"]", "TEXT {\"1.50\",\"2.00\"}", "TEXT [1.50,2.00]"},
        {"ARRAY(DOUBLE)", "[1.0, \"NaN\"]", "TEXT {\"1\",\"NaN\"}", "TEXT [1,\"NaN\"]"},
        {"ARRAY(REAL)", "[0.1]", "TEXT {\"0.10000000149011612\"}", "TEXT [0.1]"},
        {"ARRAY(DATE)", "[0]", "TEXT {\"1970-01-01T00:00:00.000Z\"}",
         "TEXT [\"1970-01-01T00:00:00.000Z\"]"},
        {"ARRAY(UUID)", "[\"123E4567-E89B-12D3-A456-426614174000\"]",
         "TEXT {\"123e4567-e89b-12d3-a456-426614174000\"}",
         "TEXT [\"123e4567-e89b-12d3-a456-426614174000\"]"},
        {"ARRAY(BLOB)", "[\"\\\\xAB\"]", "TEXT {\"\\\\xab\"}", "TEXT [\"\\\\xab\"]"},
        {"ARRAY(JSONB)", "[{\"bb\":1,\"a\":2}]", "TEXT {\"{\\\"bb\\\":1,\\\"a\\\":2}\"}",
         "TEXT [{\"a\":2,\"bb\":1}]"},
        {"ARRAY(ARRAY(INTEGER))", "[[1,2],[3,4]]", "TEXT {{\"1\",\"2\"},{\"3\",\"4\"}}",
         "TEXT [[1,2],[3,4]]"},
        {"ARRAY(ENUM('a','b'))", "[\"b\"]", "TEXT {\"b\"}", "TEXT [\"b\"]"},
    };
    static const conversion refused[] = {
        {"ARRAY(INTEGER)", "1", "1 is not a valid array", NULL},
        {"ARRAY(INTEGER)", "\"{1}\"", "\"{1}\" is not a valid array", NULL},
        {"ARRAY(INTEGER)", "{}", "{} is not a valid array", NULL},
        {"ARRAY(INTEGER)", "[1,\"x\"]", "\"x\" is not a valid integer", NULL},
        {"ARRAY(INTEGER)", "[[1]]", "[1] is not a valid integer", NULL},
        {"ARRAY(ARRAY(INTEGER))", "[1]", "1 is not a valid array", NULL},
        {"ARRAY(ENUM('a'))", "[\"b\"]", "\"b\" is not a valid choice in [\"a\"]", NULL},
        {"ARRAY(TEXT)", "[\"\\u0000\"]",
         "[\"\\u0000\"] holds U+0000 or a lone surrogate, which no column can hold", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

static void test_ranges(void **state)
{
    static const conversion accepted[] = {
        {"RANGE(INTEGER)", "[1,5]", "TEXT [\"1\",\"5\")", NULL},
        {"RANGE(INTEGER)", "[]", "TEXT empty", NULL},
        {"RANGE(INTEGER)", "[null,5]", "TEXT [,\"5\")", NULL},
        {"RANGE(INTEGER)", "[null,null]", "TEXT [,)", NULL},
        {"RANGE(INTEGER)", "[{\"value\":1,\"inclusive\":false},{\"value\":5,\"inclusive\":true}]",
         "TEXT (\"1\",\"5\"]", NULL},
        {"RANGE(INTEGER)", "[{\"value\":1},{\"value\":null,\"inclusive\":false}]", "TEXT [\"1\",)",
         NULL},
        {"RANGE(DATEONLY)", "[\"2024-01-01\",\"infinity\"]", "TEXT [\"2024-01-01\",\"Infinity\")",
         NULL},
        {"RANGE(INTEGER)", "[\"-Infinity\",1]", "TEXT [,\"1\")", NULL},
        {"RANGE(DECIMAL)", "[1.5,2.50]", "TEXT [\"1.5\",\"2.50\")", NULL},
    };
    static const char *const wrong[] = {"[1]",
                                        "[1,2,3]",
                                        "1",
                                        "\"[1,2)\"",
                                        "{}",
                                        "[[1],2]",
                                        "[{\"inclusive\":true},2]",
                                        "[{\"value\":1,\"inclusive\":1},2]"};
    fake_engine *e = *state;
    orm_value value;
    orm_text why;

    CHECK_ACCEPTED(e, accepted);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(convert(e, "RANGE(INTEGER)", wrong[i], &value, &why));
        assert_mentions(why, "is not a valid range: a list of two bounds");
    }
    assert_false(convert(e, "RANGE(INTEGER)", "[1,\"x\"]", &value, &why));
    assert_text(why, "\"x\" is not a valid integer");
}

static void test_hstore(void **state)
{
    static const conversion accepted[] = {
        {"HSTORE", "{\"a\":\"x\",\"b\":1.50,\"c\":true,\"d\":null}",
         "TEXT \"a\"=>\"x\",\"b\"=>\"1.50\",\"c\"=>\"true\",\"d\"=>NULL",
         "TEXT {\"a\":\"x\",\"b\":\"1.50\",\"c\":\"true\",\"d\":null}"},
        {"HSTORE", "{\"a\\\"=>\\\\\":\"b\\\"\"}", "TEXT \"a\\\"=>\\\\\"=>\"b\\\"\"",
         "TEXT {\"a\\\"=>\\\\\":\"b\\\"\"}"},
        {"HSTORE", "{}", "TEXT ", "TEXT {}"},
    };
    static const conversion refused[] = {
        {"HSTORE", "[]", "[] is not a valid hstore: an object of texts", NULL},
        {"HSTORE", "{\"a\":{}}", "{\"a\":{}} is not a valid hstore: an object of texts", NULL},
        {"HSTORE", "\"a=>1\"", "\"a=>1\" is not a valid hstore: an object of texts", NULL},
        {"HSTORE", "{\"a\":\"\\u0000\"}",
         "{\"a\":\"\\u0000\"} holds U+0000 or a lone surrogate, which no column can hold", NULL},
        {"HSTORE", "{\"\\ud800\":\"a\"}",
         "{\"\\ud800\":\"a\"} holds U+0000 or a lone surrogate, which no column can hold", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

static void test_geometry(void **state)
{
    static const conversion accepted[] = {
        {"GEOMETRY", "{\"type\": \"Point\", \"coordinates\": [1, 2]}",
         "TEXT 0101000020e6100000000000000000f03f0000000000000040", NULL},
    };
    static const conversion refused[] = {
        {"GEOMETRY", "\"POINT(1 2)\"", "\"POINT(1 2)\" is not a valid geometry: a GeoJSON object",
         NULL},
        {"GEOMETRY", "{}", "{} is not a valid geometry: a GeoJSON object", NULL},
        {"GEOMETRY", "{\"type\":1}", "{\"type\":1} is not a valid geometry: a GeoJSON object",
         NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

/* ---- texts for the engine, made elsewhere */

/* Expected texts are those of PostgreSQL's output functions. */
static void test_addresses(void **state)
{
    static const conversion accepted[] = {
        {"INET", "\"1.2.3.4\"", "TEXT 1.2.3.4", NULL},
        {"INET", "\"1.2.3.4/32\"", "TEXT 1.2.3.4", NULL},
        {"INET", "\"1.2.3.4/24\"", "TEXT 1.2.3.4/24", NULL},
        {"INET", "\"01.2.3.4/08\"", "TEXT 1.2.3.4/8", NULL},
        {"INET", "\"::\"", "TEXT ::", NULL},
        {"INET", "\"0:0:0:0:0:0:0:0\"", "TEXT ::", NULL},
        {"INET", "\"::1\"", "TEXT ::1", NULL},
        {"INET", "\"1::\"", "TEXT 1::", NULL},
        {"INET", "\"2001:DB8::1/64\"", "TEXT 2001:db8::1/64", NULL},
        {"INET", "\"::ffff:1.2.3.4\"", "TEXT ::ffff:1.2.3.4", NULL},
        {"INET", "\"::FFFF:102:304\"", "TEXT ::ffff:1.2.3.4", NULL},
        {"INET", "\"::1.2.3.4\"", "TEXT ::1.2.3.4", NULL},
        {"INET", "\"::127.0.0.1/128\"", "TEXT ::127.0.0.1", NULL},
        {"INET", "\"1:2:3:4:5:6:1.2.3.4\"", "TEXT 1:2:3:4:5:6:102:304", NULL},
        {"INET", "\"1:2:3:4:5::1.2.3.4\"", "TEXT 1:2:3:4:5:0:102:304", NULL},
        {"INET", "\"1:0:0:2:0:0:0:3\"", "TEXT 1:0:0:2::3", NULL},
        {"INET", "\"1:0:0:2:0:0:3:4\"", "TEXT 1::2:0:0:3:4", NULL},
        {"INET", "\"1:2:3:4:5:6:7::\"", "TEXT 1:2:3:4:5:6:7:0", NULL},
        {"INET", "\"::2:3:4:5:6:7:8\"", "TEXT 0:2:3:4:5:6:7:8", NULL},
        {"INET", "\"1:0:3:4:5:6:7:8\"", "TEXT 1:0:3:4:5:6:7:8", NULL},
        {"INET", "\"::1:0:0:0\"", "TEXT ::1:0:0:0", NULL},
        {"INET", "\"::/0\"", "TEXT ::/0", NULL},
        {"CIDR", "\"10.0.0.0/8\"", "TEXT 10.0.0.0/8", NULL},
        {"CIDR", "\"10.0.0.0/32\"", "TEXT 10.0.0.0/32", NULL},
        {"CIDR", "\"0.0.0.0/0\"", "TEXT 0.0.0.0/0", NULL},
        {"CIDR", "\"2001:db8::/32\"", "TEXT 2001:db8::/32", NULL},
        {"CIDR", "\"::1/128\"", "TEXT ::1/128", NULL},
        {"MACADDR", "\"08:00:2B:aB:02:03\"", "TEXT 08:00:2b:ab:02:03", NULL},
        {"MACADDR", "\"08-00-2b-01-02-FF\"", "TEXT 08:00:2b:01:02:ff", NULL},
    };
    static const conversion refused[] = {
        {"INET", "\"\"", "\"\" is not a valid inet", NULL},
        {"INET", "\"1.2.3\"", "\"1.2.3\" is not a valid inet", NULL},
        {"INET", "\"1.2.3.\"", "\"1.2.3.\" is not a valid inet", NULL},
        {"INET", "\"1.2.3.4.5\"", "\"1.2.3.4.5\" is not a valid inet", NULL},
        {"INET", "\"256.1.1.1\"", "\"256.1.1.1\" is not a valid inet", NULL},
        {"INET", "\" 1.2.3.4\"", "\" 1.2.3.4\" is not a valid inet", NULL},
        {"INET", "\"1.2.3.4/33\"", "\"1.2.3.4/33\" is not a valid inet", NULL},
        {"INET", "\"1.2.3.4/\"", "\"1.2.3.4/\" is not a valid inet", NULL},
        {"INET", "\"1.2.3.4/-1\"", "\"1.2.3.4/-1\" is not a valid inet", NULL},
        {"INET", "\"1.2.3.4/1/1\"", "\"1.2.3.4/1/1\" is not a valid inet", NULL},
        {"INET", "\"1:2:3:4:5:6:7\"", "\"1:2:3:4:5:6:7\" is not a valid inet", NULL},
        {"INET", "\"1:2:3:4:5:6:7:8:9\"", "\"1:2:3:4:5:6:7:8:9\" is not a valid inet", NULL},
        {"INET", "\"1:2:3:4:5:6:7:8::\"", "\"1:2:3:4:5:6:7:8::\" is not a valid inet", NULL},
        {"INET", "\"1:2:3:4:5:6:7:1.2.3.4\"", "\"1:2:3:4:5:6:7:1.2.3.4\" is not a valid inet",
         NULL},
        {"INET", "\"1::2::3\"", "\"1::2::3\" is not a valid inet", NULL},
        {"INET", "\"1:::2\"", "\"1:::2\" is not a valid inet", NULL},
        {"INET", "\":1\"", "\":1\" is not a valid inet", NULL},
        {"INET", "\":\"", "\":\" is not a valid inet", NULL},
        {"INET", "\"1:\"", "\"1:\" is not a valid inet", NULL},
        {"INET", "\"12345::\"", "\"12345::\" is not a valid inet", NULL},
        {"INET", "\"g::\"", "\"g::\" is not a valid inet", NULL},
        {"INET", "\"::1%eth0\"", "\"::1%eth0\" is not a valid inet", NULL},
        {"INET", "\"::/129\"", "\"::/129\" is not a valid inet", NULL},
        {"INET", "1", "1 is not a valid inet", NULL},
        {"CIDR", "\"10.0.0.0\"", "\"10.0.0.0\" is not a valid cidr", NULL},
        {"CIDR", "\"10.0.0.1/8\"",
         "\"10.0.0.1/8\" is not a valid cidr: it has bits behind those of the network", NULL},
        {"CIDR", "\"::1/127\"",
         "\"::1/127\" is not a valid cidr: it has bits behind those of the network", NULL},
        {"MACADDR", "\"08:00:2b:01:02\"", "\"08:00:2b:01:02\" is not a valid macaddr", NULL},
        {"MACADDR", "\"08:00:2b:01:02:0g\"", "\"08:00:2b:01:02:0g\" is not a valid macaddr", NULL},
        {"MACADDR", "\"08:00:2b:01:02:033\"", "\"08:00:2b:01:02:033\" is not a valid macaddr",
         NULL},
        {"MACADDR", "\"08.00.2b.01.02.03\"", "\"08.00.2b.01.02.03\" is not a valid macaddr", NULL},
        {"MACADDR", "8", "8 is not a valid macaddr", NULL},
    };

    CHECK_ACCEPTED(*state, accepted);
    CHECK_REFUSED(*state, refused);
}

static void test_instants(void **state)
{
    fake_engine *e = *state;
    bool is_text = e->ctx->host->dialect->has_text_dates;
    orm_value instant = orm_convert_instant(e->ctx, INT64_C(1709210096789012));
    orm_value day = orm_convert_day(e->ctx, 19782);

    assert_text(engine_value(e, &instant),
                is_text ? "TEXT 2024-02-29 12:34:56.789012 +00:00" : "TIME 1709210096789012");
    assert_text(engine_value(e, &day), "TEXT 2024-02-29");
}

static void test_from_text(void **state)
{
    fake_engine *e = *state;
    orm_json *node = orm_json_from_text(e->ctx, ORM_TEXT("a\"b\n"), "key");

    assert_int_equal(node->kind, ORM_JSON_STRING);
    assert_text(node->text, "a\"b\n");
    assert_text(node->token, "\"a\\\"b\\n\"");
    assert_text(orm_json_place(e->ctx, node), "key");
    assert_int_equal(node->slot, -1);
}

#define BOTH(test) ENGINE_TEST(test), ENGINE_TEST_SQLITE(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(test_texts),    BOTH(test_integers),       BOTH(test_doubles),  BOTH(test_decimals),
        BOTH(test_booleans), BOTH(test_decimal_digits), BOTH(test_dates),    BOTH(test_forms),
        BOTH(test_json),     BOTH(test_arrays),         BOTH(test_ranges),   BOTH(test_hstore),
        BOTH(test_geometry), BOTH(test_addresses),      BOTH(test_instants), BOTH(test_from_text),
    };

    return cmocka_run_group_tests_name("convert", tests, NULL, NULL);
}
