/* test_raw.c - SQL text of the user: where the parts of a text end, what is a placeholder, what
 * only looks like one, and what is refused. */
#include "fake_engine.h"

#include "base/sql_scan.h"
#include "query/raw.h"

static const unsigned postgres = ORM_SQL_ESCAPES | ORM_SQL_DOLLARS | ORM_SQL_NESTING;
static const unsigned sqlite = ORM_SQL_BACKTICKS | ORM_SQL_BRACKETS;

/* The parts of a text: a letter for the kind, the part in ⟨⟩; a ! where it is not closed. */
static orm_text parts_text(fake_engine *e, const char *sql, unsigned rules)
{
    static const char kinds[] = "-bcsnwd.";
    orm_text text = {"", 0};
    orm_sql_part part;

    for (size_t at = 0; (part = orm_sql_scan(orm_text_from(sql), at, rules)).kind != ORM_SQL_END;
         at += part.text.length) {
        assert_true(part.text.length > 0);
        if (part.kind != ORM_SQL_BLANK)
            text = orm_text_format(e->arena, "%.*s%c%s⟨%.*s⟩", ORM_ARG(text), kinds[part.kind],
                                   part.is_closed ? "" : "!", ORM_ARG(part.text));
    }
    return text;
}

static void test_parts(void **state)
{
    static const struct {
        unsigned rules;
        const char *sql;
        const char *parts;
    } cases[] = {
        {0, "", ""},
        {0, " \n\t", ""},
        {0, "select a1, B_$", "w⟨select⟩w⟨a1⟩.⟨,⟩w⟨B_$⟩"},
        {0, "größe", "w⟨größe⟩"},
        {0, "'a''b' 'c'", "s⟨'a''b'⟩s⟨'c'⟩"},
        {0, "'a\\'", "s⟨'a\\'⟩"},
        {0, "'a", "s!⟨'a⟩"},
        {0, "'a''", "s!⟨'a''⟩"},
        {0, "\"a\"\"b\"", "n⟨\"a\"\"b\"⟩"},
        {0, "x'00' n'a'", "s⟨x'00'⟩s⟨n'a'⟩"},
        {0, "1 1.5 .5 1e-5 1.e+5 0xff 1a 1.a", "d⟨1⟩d⟨1.5⟩d⟨.5⟩d⟨1e-5⟩d⟨1.e+5⟩d⟨0xff⟩d⟨1a⟩d⟨1.a⟩"},
        {0, "1-1", "d⟨1⟩.⟨-⟩d⟨1⟩"},
        {0, "a::b :c", "w⟨a⟩.⟨::⟩w⟨b⟩.⟨:⟩w⟨c⟩"},
        {0, "a--b\nc", "w⟨a⟩c⟨--b⟩w⟨c⟩"},
        {0, "--b", "c!⟨--b⟩"},
        {0, "/*a*/b", "c⟨/*a*/⟩w⟨b⟩"},
        {0, "/*", "c!⟨/*⟩"},
        {0, "/*/", "c!⟨/*/⟩"},
        {0, "-- 'a\n/* \" */ x", "c⟨-- 'a⟩c⟨/* \" */⟩w⟨x⟩"},
        {sqlite, "/*a/*b*/c*/", "c⟨/*a/*b*/⟩w⟨c⟩.⟨*⟩.⟨/⟩"},
        {postgres, "/*a/*b*/c*/", "c⟨/*a/*b*/c*/⟩"},
        {sqlite, "`a``b` [c]]d", "n⟨`a``b`⟩n⟨[c]⟩.⟨]⟩w⟨d⟩"},
        {postgres, "`a`[1]", ".⟨`⟩w⟨a⟩.⟨`⟩.⟨[⟩d⟨1⟩.⟨]⟩"},
        {sqlite, "E'a\\'", "s⟨E'a\\'⟩"},
        {postgres, "E'a\\'b' e'\\\\'", "s⟨E'a\\'b'⟩s⟨e'\\\\'⟩"},
        {postgres, "E'a\\", "s!⟨E'a\\⟩"},
        {postgres, "$$a'b$$ $t$a$$b$t$", "s⟨$$a'b$$⟩s⟨$t$a$$b$t$⟩"},
        {postgres, "$1 $1$ $a", ".⟨$⟩d⟨1⟩.⟨$⟩d⟨1⟩.⟨$⟩.⟨$⟩w⟨a⟩"},
        {postgres, "a$b$c", "w⟨a$b$c⟩"},
        {postgres, "$$a", "s!⟨$$a⟩"},
        {sqlite, "$$a$$", ".⟨$⟩.⟨$⟩w⟨a$$⟩"},
    };
    fake_engine *e = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(parts_text(e, cases[i].sql, cases[i].rules), cases[i].parts);
}

/* What becomes of a text: "SQL | values". */
static orm_text read(fake_engine *e, const char *sql, const char *options)
{
    const orm_json *node =
        options ? orm_json_read(e->ctx, orm_text_from(options), ORM_JSON_CODE, "options") : NULL;
    orm_raw raw = orm_raw_read(e->ctx, orm_text_from(sql), node);
    orm_text text = orm_text_format(e->arena, "%.*s |", ORM_ARG(raw.sql));

    for (uint16_t i = 0; i < raw.count; i++)
        text = orm_text_format(e->arena, "%.*s %.*s", ORM_ARG(text), ORM_ARG(raw.values[i]->token));
    return text;
}

typedef struct reading {
    const char *sql;
    const char *options;
    const char *becomes;
} reading;

static void check_readings(fake_engine *e, const reading *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_text(read(e, cases[i].sql, cases[i].options), cases[i].becomes);
}

#define CHECK_READINGS(e, cases) check_readings((e), (cases), sizeof(cases) / sizeof *(cases))

static void test_replacements(void **state)
{
    static const reading cases[] = {
        {"select ? ?", NULL, "select ? ? |"},
        {"select :a, $1", NULL, "select :a, $1 |"},
        {"?,(?)=? >?", "{\"replacements\":[\"a\",\"b\",\"c\",\"d\"]}",
         "$1,($2)=$3 >$4 | \"a\" \"b\" \"c\" \"d\""},
        {"a ?| b ?& c", "{\"replacements\":[]}", "a ?| b ?& c |"},
        {"a?b", "{\"replacements\":[1]}", "a?b |"},
        {"[?]+?", "{\"replacements\":[\"a\",\"b\"]}", "[$1]+$2 | \"a\" \"b\""},
        {"'?' \"?\" /*?*/ $$?$$ E'\\'?' -- ?\n ?", "{\"replacements\":[\"a\",\"more\"]}",
         "'?' \"?\" /*?*/ $$?$$ E'\\'?' -- ?\n $1 | \"a\""},
        {":a,:b", "{\"replacements\":{\"a\":\"x\",\"b\":\"y\",\"more\":1}}", "$1,$2 | \"x\" \"y\""},
        {":a :a", "{\"replacements\":{\"a\":\"x\"}}", "$1 $2 | \"x\" \"x\""},
        {":a::date :b;[:c] (:d)",
         "{\"replacements\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"d\":\"4\"}}",
         "$1::date $2;[$3] ($4) | \"1\" \"2\" \"3\" \"4\""},
        {"a::b x:y a[1:2] :1", "{\"replacements\":{\"b\":1,\"y\":1}}", "a::b x:y a[1:2] :1 |"},
        {"-:a||:b<>:c", "{\"replacements\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}}",
         "-$1||$2<>$3 | \"1\" \"2\" \"3\""},
        {"? ? ?", "{\"replacements\":[null,true,false]}", "NULL true false |"},
        {"? ? ? ? ?", "{\"replacements\":[1,-2147483648,2147483648,1.0,1e2]}",
         "CAST($1 AS pg_catalog.int4) CAST($2 AS pg_catalog.int4) CAST($3 AS pg_catalog.int8) "
         "CAST($4 AS pg_catalog.numeric) CAST($5 AS pg_catalog.numeric) | 1 -2147483648 "
         "2147483648 1.0 1e2"},
        {"?", "{\"replacements\":[123456789012345678901]}",
         "CAST($1 AS pg_catalog.numeric) | 123456789012345678901"},
        {"in (:a)", "{\"replacements\":{\"a\":[\"x\",null,\"y\"]}}",
         "in ($1, NULL, $2) | \"x\" \"y\""},
        {"in (?)", "{\"replacements\":[[[\"x\",\"y\"],[\"z\",true]]]}",
         "in (($1, $2), ($3, true)) | \"x\" \"y\" \"z\""},
        {"?", "{\"replacements\":[{\"a\":[1]}]}", "$1 | {\"a\":[1]}"},
        {"?", "{\"replacements\":[\"' OR 1=1 --\"]}", "$1 | \"' OR 1=1 --\""},
    };

    CHECK_READINGS(*state, cases);
}

static void test_bind(void **state)
{
    static const reading cases[] = {
        {"$1 $2 $1", "{\"bind\":[\"a\",null]}", "$1 $2 $1 | \"a\" null"},
        {"$2 $1", "{\"bind\":[1,2]}", "$1 $2 | 2 1"},
        {"$10", "{\"bind\":[1,2,3,4,5,6,7,8,9,[10]]}", "$1 | [10]"},
        {"$one+$two, $one", "{\"bind\":{\"one\":1,\"two\":2,\"more\":3}}", "$1+$2, $1 | 1 2"},
        {"a$one b$$c", "{\"bind\":{\"one\":1}}", "a$one b$$c |"},
        {"'$1 $$ / $$1' \"$$\"", "{\"bind\":[1]}", "'$1 $ / $1' \"$\" |"},
        {"$$ $", "{\"bind\":[1]}", "$ $ |"},
        {"'a$$b'", "{\"bind\":[1]}", "'a$$b' |"},
        {"/* $9 */ $1 -- $9", "{\"bind\":[1]}", "/* $9 */ $1 -- $9 | 1"},
        {"? :a", "{\"bind\":[1]}", "? :a |"},
    };

    CHECK_READINGS(*state, cases);
}

static void test_sqlite(void **state)
{
    static const reading cases[] = {
        {"? ? ?", "{\"replacements\":[1,true,false]}", "?1 1 0 | 1"},
        {"`?` [?] a?|?", "{\"replacements\":[\"x\",\"y\"]}", "`?` [?] a?1|?2 | \"x\" \"y\""},
        {"$one $one", "{\"bind\":{\"one\":1}}", "?1 ?1 | 1"},
    };

    CHECK_READINGS(*state, cases);
}

static void refuse(fake_engine *e, const char *sql, const char *options, orm_error_code code,
                   const char *at)
{
    expect_error(e, code, at, read(e, sql, options));
}

static void test_refused(void **state)
{
    static const char *const commands[] = {
        "BEGIN",       " commit",   "/* a */ ROLLBACK TO a", "-- a\n;end",
        "SAVEPOINT a", "release a", "start transaction",     "ABORT",
    };
    fake_engine *e = *state;

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        refuse(e, commands[i], NULL, ORM_UNSUPPORTED, "sql");
    refuse(e, "? ?", "{\"replacements\":[1]}", ORM_INVALID_OPTION, "options.replacements");
    refuse(e, ":a", "{\"replacements\":{}}", ORM_INVALID_OPTION, "options.replacements");
    refuse(e, "$2", "{\"bind\":[1]}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "$01", "{\"bind\":[1]}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "$0", "{\"bind\":[1]}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "$99999999999", "{\"bind\":[1]}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "$a", "{\"bind\":[1]}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "$a", "{\"bind\":{\"b\":1}}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "$1", "{\"bind\":{\"1\":1}}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "1", "{\"bind\":[],\"replacements\":[]}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "1", "{\"bind\":\"a\"}", ORM_INVALID_OPTION, "options.bind");
    refuse(e, "1", "{\"replacements\":2}", ORM_INVALID_OPTION, "options.replacements");
    refuse(e, "in (?)", "{\"replacements\":[[]]}", ORM_INVALID_OPTION, "options.replacements[0]");
    refuse(e, "? 'a", "{\"replacements\":[1]}", ORM_INVALID_OPTION, "sql");
}

/* Names that only begin like one of these commands, and texts in which one stands elsewhere. */
static void test_not_refused(void **state)
{
    static const reading cases[] = {
        {"commits", NULL, "commits |"},
        {"\"commit\"", NULL, "\"commit\" |"},
        {"select 1 commit", NULL, "select 1 commit |"},
        {"(begin)", NULL, "(begin) |"},
        {"", NULL, " |"},
    };

    CHECK_READINGS(*state, cases);
}

/* Values are not looked at, so one that is not there yet is no error. */
static void test_outline(void **state)
{
    fake_engine *e = *state;
    orm_text options = ORM_TEXT("{\"replacements\":{}}");
    orm_raw raw = orm_raw_outline(e->ctx, ORM_TEXT("select :a, ':b', :c"),
                                  orm_json_read(e->ctx, options, ORM_JSON_CODE, "options"));

    assert_text(raw.sql, "select $1, ':b', $2");
    assert_int_equal(raw.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_parts),   ENGINE_TEST(test_replacements),
        ENGINE_TEST(test_bind),    ENGINE_TEST_SQLITE(test_sqlite),
        ENGINE_TEST(test_refused), ENGINE_TEST(test_not_refused),
        ENGINE_TEST(test_outline),
    };

    return cmocka_run_group_tests_name("raw", tests, NULL, NULL);
}
