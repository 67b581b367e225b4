/* test_type.c - the type grammar (api.md section 3) and what a type implies. */
#include "fake_host.h"

#include "catalog/type.h"

static const orm_json place = {.key = {"type", 4}, .slot = -1};

static const orm_type *read(orm_ctx *ctx, const char *text)
{
    return orm_type_read(ctx, orm_text_from(text), NULL, &place);
}

/* ---- canonical spelling, which reads back as itself */

static void test_names(void **state)
{
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"STRING", "STRING(255)"},
        {"string", "STRING(255)"},
        {" String ( 12 ) ", "STRING(12)"},
        {"STRING()", "STRING(255)"},
        {"STRING.BINARY", "STRING(255).BINARY"},
        {"STRING(10).binary", "STRING(10).BINARY"},
        {"CHAR", "CHAR(255)"},
        {"CHAR(3)", "CHAR(3)"},
        {"CHAR(3).BINARY", "CHAR(3).BINARY"},
        {"TEXT", "TEXT"},
        {"TEXT('tiny')", "TEXT('tiny')"},
        {"TEXT(\"long\")", "TEXT('long')"},
        {"CITEXT", "CITEXT"},
        {"TSVECTOR", "TSVECTOR"},
        {"BOOLEAN", "BOOLEAN"},
        {"TINYINT", "TINYINT"},
        {"TINYINT(1)", "TINYINT(1)"},
        {"SMALLINT", "SMALLINT"},
        {"MEDIUMINT.UNSIGNED", "MEDIUMINT.UNSIGNED"},
        {"INTEGER", "INTEGER"},
        {"integer.unsigned.zerofill", "INTEGER.UNSIGNED.ZEROFILL"},
        {"INTEGER.ZEROFILL.UNSIGNED", "INTEGER.UNSIGNED.ZEROFILL"},
        {"INTEGER(11)", "INTEGER(11)"},
        {"BIGINT(20).UNSIGNED", "BIGINT(20).UNSIGNED"},
        {"FLOAT", "FLOAT"},
        {"FLOAT(11)", "FLOAT(11)"},
        {"FLOAT(11,10)", "FLOAT(11,10)"},
        {"REAL", "REAL"},
        {"DOUBLE", "DOUBLE"},
        {"DOUBLE PRECISION", "DOUBLE"},
        {"double precision", "DOUBLE"},
        {"DECIMAL", "DECIMAL"},
        {"DECIMAL(10)", "DECIMAL(10)"},
        {"DECIMAL(10, 2)", "DECIMAL(10,2)"},
        {"NUMERIC(10,2)", "DECIMAL(10,2)"},
        {"DECIMAL(10,2).UNSIGNED", "DECIMAL(10,2).UNSIGNED"},
        {"DATE", "DATE"},
        {"DATE(6)", "DATE(6)"},
        {"DATETIME", "DATE"},
        {"int", "INTEGER"},
        {"varchar(10)", "STRING(10)"},
        {"timestamp with time zone", "DATE"},
        {"DATEONLY", "DATEONLY"},
        {"TIME", "TIME"},
        {"UUID", "UUID"},
        {"JSON", "JSON"},
        {"JSONB", "JSONB"},
        {"BLOB", "BLOB"},
        {"BLOB('medium')", "BLOB('medium')"},
        {"ENUM('a','b')", "ENUM('a','b')"},
        {"ENUM(\"a\", 'b')", "ENUM('a','b')"},
        {"ENUM(['a', 'b'])", "ENUM('a','b')"},
        {"ENUM('it''s', 'a]', 'b)', '')", "ENUM('it''s','a]','b)','')"},
        {"ENUM(\"say \"\"x\"\"\")", "ENUM('say \"x\"')"},
        {"ENUM('ä', '日本')", "ENUM('ä','日本')"},
        {"ARRAY(TEXT)", "ARRAY(TEXT)"},
        {"ARRAY(STRING)", "ARRAY(STRING(255))"},
        {"ARRAY(ARRAY(DECIMAL(5,2)))", "ARRAY(ARRAY(DECIMAL(5,2)))"},
        {"ARRAY(ENUM('a','b'))", "ARRAY(ENUM('a','b'))"},
        {"RANGE", "RANGE(INTEGER)"},
        {"RANGE(BIGINT)", "RANGE(BIGINT)"},
        {"RANGE(DATE)", "RANGE(DATE)"},
        {"RANGE(DATEONLY)", "RANGE(DATEONLY)"},
        {"RANGE(DECIMAL)", "RANGE(DECIMAL)"},
        {"HSTORE", "HSTORE"},
        {"INET", "INET"},
        {"CIDR", "CIDR"},
        {"MACADDR", "MACADDR"},
        {"GEOMETRY", "GEOMETRY"},
        {"GEOMETRY('POINT')", "GEOMETRY('POINT')"},
        {"GEOMETRY('POINT', 4326)", "GEOMETRY('POINT',4326)"},
        {"GEOGRAPHY('POINT')", "GEOGRAPHY('POINT')"},
        {"VIRTUAL", "VIRTUAL"},
        {"VIRTUAL(BOOLEAN)", "VIRTUAL(BOOLEAN)"},
        {"VIRTUAL(STRING, ['first', 'last'])", "VIRTUAL(STRING(255),['first','last'])"},
        {"SQL('vector(3)')", "SQL('vector(3)')"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const orm_type *type = read(ctx, cases[i].text);

        assert_text(type->name, cases[i].name);
        assert_true(orm_type_equal(type, read(ctx, cases[i].name)));
        assert_text(read(ctx, cases[i].name)->name, cases[i].name);
    }
}

/* ---- what is refused */

static void test_refused(void **state)
{
    static const struct {
        const char *text, *part;
    } cases[] = {
        {"", "there is no type \"\""},
        {"STRNG", "there is no type \"STRNG\""},
        {"INTEGR", "there is no type \"INTEGR\""},
        {"STRING(", "expected a number"},
        {"STRING(x)", "expected a number at byte 7"},
        {"STRING(12", "expected ')'"},
        {"STRING(12))", "nothing more is expected at byte 10"},
        {"STRING 12", "nothing more is expected at byte 7"},
        {"STRING(12) NOT NULL", "nothing more is expected"},
        {"STRING(0)", "at least 1"},
        {"CHAR(0)", "at least 1"},
        {"STRING(-1)", "expected a number"},
        {"STRING(99999999999999999999)", "a smaller number"},
        {"STRING.UNSIGNED", "expected .BINARY"},
        {"INTEGER.BINARY", "expected .BINARY"},
        {"INTEGER.", "expected .BINARY"},
        {"TEXT.BINARY", "expected .BINARY"},
        {"TEXT(12)", "expected a text in quotes"},
        {"TEXT('tiny)", "without its closing quote"},
        {"BOOLEAN(1)", "takes nothing in brackets"},
        {"UUID(4)", "takes nothing in brackets"},
        {"DECIMAL(2,3)", "must not be larger"},
        {"DECIMAL(0)", "at least 1"},
        {"DECIMAL(10;2)", "expected ')'"},
        {"DATE(7)", "at most 6"},
        {"TIME(7)", "at most 6"},
        {"ENUM", "at least one label"},
        {"ENUM()", "at least one label"},
        {"ENUM([])", "at least one label"},
        {"ENUM('a','a')", "'a' is repeated"},
        {"ENUM('a' 'b')", "expected ','"},
        {"ENUM('a',)", "expected a text in quotes"},
        {"ENUM(['a','b')", "expected ','"},
        {"ENUM(['a','b']", "expected ')'"},
        {"ENUM(a)", "expected a text in quotes"},
        {"ARRAY", "needs the type of its elements"},
        {"ARRAY()", "needs the type of its elements"},
        {"ARRAY(VIRTUAL)", "VIRTUAL cannot be the element"},
        {"ARRAY(NOPE)", "there is no type \"NOPE\""},
        {"RANGE(TEXT)", "a RANGE is of"},
        {"VIRTUAL(VIRTUAL)", "VIRTUAL cannot be the element"},
        {"VIRTUAL(STRING, 'a')", "a list of names"},
        {"VIRTUAL(STRING, ['a'", "expected ','"},
        {"SQL", "needs the name of a type"},
        {"SQL('')", "needs the name of a type"},
        {"GEOMETRY(POINT)", "expected a text in quotes"},
        {"GEOMETRY('POINT','x')", "expected a number"},
        {"ARRAY(ARRAY(ARRAY(ARRAY(ARRAY(ARRAY(ARRAY(ARRAY(ARRAY(ARRAY(TEXT))))))))))", "deeply"},
        {"STRING; DROP TABLE users", "nothing more is expected"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_raise(ctx, ORM_DEFINITION, read(ctx, cases[i].text));
        assert_mentions(fake_error(ctx)->message, cases[i].part);
        assert_text(fake_error(ctx)->at, "type");
    }
}

static void test_did_you_mean(void **state)
{
    orm_ctx *ctx = *state;

    expect_raise(ctx, ORM_DEFINITION, read(ctx, "STRNG(12)"));
    assert_text(fake_error(ctx)->did_you_mean, "STRING");
    expect_raise(ctx, ORM_DEFINITION, read(ctx, "INTEGR"));
    assert_text(fake_error(ctx)->did_you_mean, "INTEGER");
    expect_raise(ctx, ORM_DEFINITION, read(ctx, "ARRAY(JSNB)"));
    assert_text(fake_error(ctx)->did_you_mean, "JSONB");
}

/* ---- parts */

static void test_parts(void **state)
{
    orm_ctx *ctx = *state;
    const orm_type *type;

    type = read(ctx, "DECIMAL(10,2).UNSIGNED");
    assert_int_equal(type->kind, ORM_TYPE_DECIMAL);
    assert_int_equal(type->length, 10);
    assert_int_equal(type->scale, 2);
    assert_true(type->is_unsigned);
    assert_false(type->is_zerofill);

    type = read(ctx, "VIRTUAL(STRING, ['first','last'])");
    assert_int_equal(type->element->kind, ORM_TYPE_STRING);
    assert_int_equal(type->value_count, 2);
    assert_text(type->values[1], "last");

    type = read(ctx, "SQL('character varying(3)')");
    assert_text(type->word, "character varying(3)");

    type = read(ctx, "INTEGER");
    assert_int_equal(type->length, -1);
    assert_int_equal(type->scale, -1);
    assert_null(type->element);
}

static void test_labels(void **state)
{
    orm_ctx *ctx = *state;
    const orm_json *labels = orm_json_read(ctx, ORM_TEXT("[\"x\",\"y\"]"), ORM_JSON_CODE, "values");
    const orm_json *mixed = orm_json_read(ctx, ORM_TEXT("[\"x\",1]"), ORM_JSON_CODE, "values");
    const orm_json *twice = orm_json_read(ctx, ORM_TEXT("[\"x\",\"x\"]"), ORM_JSON_CODE, "values");
    const orm_json *none = orm_json_read(ctx, ORM_TEXT("[]"), ORM_JSON_CODE, "values");

    assert_text(orm_type_read(ctx, ORM_TEXT("ENUM"), labels, &place)->name, "ENUM('x','y')");
    assert_text(orm_type_read(ctx, ORM_TEXT("ENUM('a')"), labels, &place)->name, "ENUM('a')");
    assert_text(orm_type_read(ctx, ORM_TEXT("TEXT"), labels, &place)->name, "TEXT");
    assert_text(orm_type_read(ctx, ORM_TEXT("ARRAY(ENUM)"), labels, &place)->name,
                "ARRAY(ENUM('x','y'))");
    expect_raise(ctx, ORM_DEFINITION, orm_type_read(ctx, ORM_TEXT("ENUM"), mixed, &place));
    assert_text(fake_error(ctx)->at, "values[1]");
    expect_raise(ctx, ORM_DEFINITION, orm_type_read(ctx, ORM_TEXT("ENUM"), twice, &place));
    expect_raise(ctx, ORM_DEFINITION, orm_type_read(ctx, ORM_TEXT("ENUM"), none, &place));
}

/* ---- how columns come out */

static void test_forms(void **state)
{
    static const struct {
        const char *text;
        orm_form_kind kind;
        int scale;
    } cases[] = {
        {"STRING", ORM_FORM_TEXT, -1},         {"STRING.BINARY", ORM_FORM_BLOB, -1},
        {"CHAR(3).BINARY", ORM_FORM_BLOB, -1}, {"TEXT", ORM_FORM_TEXT, -1},
        {"BOOLEAN", ORM_FORM_BOOLEAN, -1},     {"TINYINT", ORM_FORM_INTEGER, -1},
        {"BIGINT", ORM_FORM_BIGINT, -1},       {"FLOAT", ORM_FORM_DOUBLE, -1},
        {"DOUBLE", ORM_FORM_DOUBLE, -1},       {"REAL", ORM_FORM_REAL, -1},
        {"DECIMAL", ORM_FORM_DECIMAL, -1}, /* as they come */
        {"DECIMAL(10)", ORM_FORM_DECIMAL, 0},  {"DECIMAL(10,2)", ORM_FORM_DECIMAL, 2},
        {"DATE", ORM_FORM_DATE, -1},           {"DATEONLY", ORM_FORM_DATEONLY, -1},
        {"TIME", ORM_FORM_TIME, -1},           {"UUID", ORM_FORM_UUID, -1},
        {"JSON", ORM_FORM_JSON, -1},           {"JSONB", ORM_FORM_JSONB, -1},
        {"BLOB", ORM_FORM_BLOB, -1},           {"ENUM('a')", ORM_FORM_TEXT, -1},
        {"HSTORE", ORM_FORM_HSTORE, -1},       {"GEOGRAPHY", ORM_FORM_GEOMETRY, -1},
        {"VIRTUAL", ORM_FORM_NATURAL, -1},     {"VIRTUAL(DECIMAL(5,1))", ORM_FORM_DECIMAL, 1},
        {"SQL('money')", ORM_FORM_TEXT, -1},
    };
    orm_ctx *ctx = *state;
    const orm_form *form;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        form = &read(ctx, cases[i].text)->form;
        assert_int_equal(form->kind, cases[i].kind);
        assert_int_equal(form->scale, cases[i].scale);
        assert_false(form->as_string);
    }
    form = &read(ctx, "ARRAY(ARRAY(DECIMAL(4,1)))")->form;
    assert_int_equal(form->kind, ORM_FORM_ARRAY);
    assert_int_equal(form->element->kind, ORM_FORM_ARRAY);
    assert_int_equal(form->element->element->kind, ORM_FORM_DECIMAL);
    assert_int_equal(form->element->element->scale, 1);
    form = &read(ctx, "RANGE(DATE)")->form;
    assert_int_equal(form->kind, ORM_FORM_RANGE);
    assert_int_equal(form->element->kind, ORM_FORM_DATE);
}

static void test_families(void **state)
{
    orm_ctx *ctx = *state;

    assert_true(orm_type_is_text(read(ctx, "STRING")));
    assert_true(orm_type_is_text(read(ctx, "CITEXT")));
    assert_false(orm_type_is_text(read(ctx, "STRING.BINARY")));
    assert_false(orm_type_is_text(read(ctx, "ENUM('a')")));
    assert_false(orm_type_is_text(read(ctx, "BOOLEAN")));
    assert_true(orm_type_is_bytes(read(ctx, "STRING.BINARY")));
    assert_true(orm_type_is_bytes(read(ctx, "BLOB")));
    assert_false(orm_type_is_bytes(read(ctx, "TEXT")));
    assert_true(orm_type_is_integer(read(ctx, "TINYINT")));
    assert_true(orm_type_is_integer(read(ctx, "BIGINT.UNSIGNED")));
    assert_false(orm_type_is_integer(read(ctx, "DECIMAL(5)")));
    assert_true(orm_type_is_json(read(ctx, "JSONB")));
    assert_false(orm_type_is_json(read(ctx, "HSTORE")));
}

static void test_equal(void **state)
{
    orm_ctx *ctx = *state;

    assert_true(orm_type_equal(read(ctx, "STRING"), read(ctx, "string(255)")));
    assert_false(orm_type_equal(read(ctx, "STRING"), read(ctx, "STRING(254)")));
    assert_false(orm_type_equal(read(ctx, "STRING"), read(ctx, "STRING.BINARY")));
    assert_false(orm_type_equal(read(ctx, "ENUM('a','b')"), read(ctx, "ENUM('b','a')")));
    assert_false(orm_type_equal(read(ctx, "JSON"), read(ctx, "JSONB")));
    assert_text(orm_type_of_kind(ctx, ORM_TYPE_STRING)->name, "STRING(255)");
    assert_text(orm_type_of_kind(ctx, ORM_TYPE_INTEGER)->name, "INTEGER");
    assert_text(orm_type_of_kind(ctx, ORM_TYPE_DATE)->name, "DATE");
}

/* ---- memory */

static void read_one(orm_ctx *ctx)
{
    assert_text(read(ctx, "VIRTUAL(ENUM('a','b','c'), ['x'])")->name,
                "VIRTUAL(ENUM('a','b','c'),['x'])");
}

static void test_allocation_failure(void **state)
{
    (void)state;
    assert_true(fake_sweep(read_one) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_names),        FAKE_TEST(test_refused), FAKE_TEST(test_parts),
        FAKE_TEST(test_did_you_mean), FAKE_TEST(test_labels),  FAKE_TEST(test_forms),
        FAKE_TEST(test_families),     FAKE_TEST(test_equal),   FAKE_TEST(test_allocation_failure),
    };

    return cmocka_run_group_tests_name("type", tests, NULL, NULL);
}
