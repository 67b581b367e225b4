/* test_injection.c - evil strings in every position of every document: none becomes SQL text.
 *
 * Each call below has one place for a string.  Whatever becomes of the call, no statement's text
 * holds the string, and an error is text and JSON as any other. */
#include "fake_engine.h"

/* As they stand in a JSON document, between quotes; all hold "evil". */
static const char *const evils[] = {
    "evil",
    "evil'; DROP TABLE users; --",
    "evil\\\"; DROP TABLE users; --",
    "evil'",
    "evil''",
    "evil\\\\",
    "evil\\\\'",
    "evil`]\\\"'",
    "*/evil/*",
    "--evil",
    "evil\\n--",
    "$1evil?1:evil@evil",
    "$$evil$$",
    "evil)) UNION SELECT (((",
    "id\\\" FROM evil",
    "id evil",
    "id,evil",
    "id.evil",
    "id->evil",
    "id::evil",
    "$id.evil$",
    "$evil$",
    "$evil",
    "$$evil",
    "evil%_",
    "evil\\u0000",
    "evil\\ud800",
    "evil\\udc00x",
    "evil\xff",
    "evil\xc0\xaf",
    "evil\xed\xa0\x80",
    "\\u0065vil \\u0027",
    "日本 evil 😀",
};

#define FIND(options)                                                                              \
    {                                                                                              \
        "find_all", "User", options                                                                \
    }
#define DEFINE(...)                                                                                \
    {                                                                                              \
        "define", "User", __VA_ARGS__                                                              \
    }

static const char *const positions[][ORM_MAX_ARGUMENTS + 2] = {
    /* names of models, associations, functions' arguments */
    {"find_all", "%"},
    {"find_by_pk", "User", "%"},
    {"find_by_pk", "User", "\"%\""},
    {"find_by_pk", "User", "{\"id\":\"%\"}"},
    {"find_by_pk", "User", "{\"%\":1}"},
    {"find_by_pk", "Text", "\"%\""},
    {"get_assoc", "User", "1", "%"},
    {"get_assoc", "User", "\"%\"", "posts"},
    {"count", "User", "{\"where\":{\"name\":\"%\"}}"},
    {"describe", "%"},
    /* keys of options */
    FIND("{\"%\":1}"),
    /* conditions */
    FIND("{\"where\":{\"%\":1}}"),
    FIND("{\"where\":{\"%\":\"%\"}}"),
    FIND("{\"where\":{\"name\":\"%\"}}"),
    FIND("{\"where\":{\"name\":[\"%\",\"%\"]}}"),
    FIND("{\"where\":{\"name\":{\"%\":1}}}"),
    FIND("{\"where\":{\"name\":{\"$%\":1}}}"),
    FIND("{\"where\":{\"name\":{\"$eq\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$ne\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$gt\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$in\":[\"%\"]}}}"),
    FIND("{\"where\":{\"name\":{\"$notIn\":[\"%\",null]}}}"),
    FIND("{\"where\":{\"name\":{\"$between\":[\"%\",\"%\"]}}}"),
    FIND("{\"where\":{\"name\":{\"$like\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$iLike\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$startsWith\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$endsWith\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$substring\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$regexp\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$iRegexp\":[\"%\",\"%\"]}}}"),
    FIND("{\"where\":{\"name\":{\"$col\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$is\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$not\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$or\":[\"%\",{\"$gt\":\"%\"}]}}}"),
    FIND("{\"where\":{\"name\":{\"$any\":[\"%\"]}}}"),
    FIND("{\"where\":{\"name\":{\"$like\":{\"$any\":[\"%\"]}}}}"),
    FIND("{\"where\":{\"name\":{\"$match\":\"%\"}}}"),
    FIND("{\"where\":{\"age\":\"%\"}}"),
    FIND("{\"where\":{\"mood\":\"%\"}}"),
    FIND("{\"where\":{\"mood\":{\"$gt\":\"%\"}}}"),
    FIND("{\"where\":{\"uid\":\"%\"}}"),
    FIND("{\"where\":{\"born\":\"%\"}}"),
    FIND("{\"where\":{\"code\":\"%\"}}"),
    FIND("{\"where\":{\"tags\":[\"%\"]}}"),
    FIND("{\"where\":{\"tags\":{\"$contains\":[\"%\"]}}}"),
    FIND("{\"where\":{\"tags\":{\"$overlap\":[\"%\"]}}}"),
    FIND("{\"where\":{\"$or\":[{\"name\":\"%\"},{\"bio\":\"%\"}]}}"),
    FIND("{\"where\":{\"$not\":{\"name\":\"%\"}}}"),
    FIND("{\"where\":{\"$some\":{\"posts\":{\"title\":\"%\"}}}}"),
    FIND("{\"where\":{\"$some\":{\"%\":{\"title\":1}}}}"),
    FIND("{\"where\":{\"$posts.%$\":1}}"),
    FIND("{\"where\":{\"$%.title$\":1}}"),
    FIND("{\"where\":{\"$posts.title$\":\"%\"},\"include\":[\"posts\"]}"),
    /* inside JSON */
    FIND("{\"where\":{\"meta\":\"%\"}}"),
    FIND("{\"where\":{\"meta\":{\"a\":\"%\"}}}"),
    FIND("{\"where\":{\"meta.a::%\":1}}"),
    FIND("{\"where\":{\"meta\":{\"$contains\":{\"%\":\"%\"}}}}"),
    FIND("{\"where\":{\"meta\":{\"$anyKeyExists\":[\"%\"]}}}"),
    /* expressions */
    FIND("{\"where\":{\"name\":{\"$fn\":\"f\",\"args\":[\"%\"]}}}"),
    FIND("{\"where\":{\"name\":{\"$fn\":\"f\",\"args\":[{\"$col\":\"%\"}]}}}"),
    FIND("{\"where\":{\"name\":{\"$cast\":\"%\",\"type\":\"TEXT\"}}}"),
    FIND("{\"where\":{\"name\":{\"$cast\":\"x\",\"type\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$cast\":\"x\",\"type\":\"STRING(%)\"}}}"),
    FIND("{\"where\":{\"name\":{\"$cast\":\"x\",\"type\":\"ENUM('%')\"}}}"),
    FIND("{\"where\":{\"name\":{\"$value\":\"%\"}}}"),
    FIND("{\"where\":{\"name\":{\"$now\":\"%\"}}}"),
    FIND("{\"where\":{\"$where\":{\"$col\":\"name\"},\"comparator\":\"%\",\"value\":1}}"),
    FIND("{\"where\":{\"$where\":{\"$col\":\"name\"},\"comparator\":\"=\",\"value\":\"%\"}}"),
    FIND("{\"where\":{\"name\":{\"$param\":\"%\"}}}"),
    {"find_all", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}}}", "{\"p\":\"%\"}"},
    {"find_all", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}}}", "{\"%\":\"x\"}"},
    {"find_all", "User", "{\"where\":{\"meta\":{\"$param\":\"p\"}}}", "{\"p\":{\"%\":\"%\"}}"},
    {"find_all", "User", "{\"where\":{\"name\":{\"$in\":{\"$param\":\"p\"}}}}", "{\"p\":[\"%\"]}"},
    FIND("{\"params\":{\"p\":\"%\"},\"where\":{\"name\":{\"$like\":{\"$param\":\"p\"}}}}"),
    /* attributes */
    FIND("{\"attributes\":[\"%\"]}"),
    FIND("{\"attributes\":[[\"%\",\"x\"]]}"),
    FIND("{\"attributes\":[[\"name\",\"%\"]]}"),
    FIND("{\"attributes\":[[{\"$fn\":\"f\",\"args\":[\"%\"]},\"%\"]]}"),
    FIND("{\"attributes\":[[{\"$cast\":{\"$col\":\"name\"},\"type\":\"%\"},\"x\"]]}"),
    FIND("{\"attributes\":{\"include\":[[{\"$col\":\"%\"},\"x\"]]}}"),
    FIND("{\"attributes\":{\"exclude\":[\"%\"]}}"),
    FIND("{\"attributes\":{\"%\":[]}}"),
    /* order, group, limits */
    FIND("{\"order\":[\"%\"]}"),
    FIND("{\"order\":[[\"%\",\"DESC\"]]}"),
    FIND("{\"order\":[[\"name\",\"%\"]]}"),
    FIND("{\"order\":[[\"name\",\"DESC %\"]]}"),
    FIND("{\"order\":[[{\"$fn\":\"f\",\"args\":[\"%\"]},\"DESC\"]]}"),
    FIND("{\"order\":[[{\"model\":\"%\",\"as\":\"%\"},\"id\"]]}"),
    FIND("{\"order\":[[\"posts\",\"%\"]],\"include\":[\"posts\"]}"),
    FIND("{\"limit\":\"%\"}"),
    FIND("{\"offset\":\"%\"}"),
    FIND("{\"numbers\":\"%\"}"),
    FIND("{\"lock\":\"%\"}"),
    FIND("{\"lock\":{\"level\":\"UPDATE\",\"of\":\"%\"}}"),
    FIND("{\"distinctOn\":[\"%\"]}"),
    FIND("{\"scope\":\"%\"}"),
    FIND("{\"scope\":[\"mine\",\"%\"]}"),
    FIND("{\"scope\":{\"method\":[\"mine\",{\"p\":\"%\"}]}}"),
    {"count_by", "User", "{\"group\":[\"%\"]}"},
    {"count_by", "User", "{\"group\":[\"name\"],\"having\":{\"name\":\"%\"}}"},
    {"count_by", "User",
     "{\"group\":[\"name\"],\"attributes\":[[{\"$fn\":\"max\",\"args\":[{\"$col\":\"%\"}]},\"%\"]]"
     "}"},
    {"max", "User", "%"},
    {"sum", "User", "age", "{\"where\":{\"name\":\"%\"}}"},
    /* includes */
    FIND("{\"include\":[\"%\"]}"),
    FIND("{\"include\":[{\"model\":\"%\"}]}"),
    FIND("{\"include\":[{\"association\":\"%\"}]}"),
    FIND("{\"include\":[{\"model\":\"Post\",\"as\":\"%\"}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"%\":1}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"where\":{\"title\":\"%\"}}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"where\":{\"%\":1}}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"attributes\":[[\"title\",\"%\"]]}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"order\":[[\"title\",\"%\"]]}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"limit\":\"%\"}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"aggregate\":{\"n\":[\"count\",\"%\"]}}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"aggregate\":{\"%\":[\"count\",\"id\"]}}]}"),
    FIND("{\"include\":[{\"association\":\"tags\",\"through\":{\"where\":{\"weight\":\"%\"}}}]}"),
    FIND("{\"include\":[{\"association\":\"tags\",\"through\":{\"attributes\":[\"%\"]}}]}"),
    FIND("{\"include\":[{\"association\":\"posts\",\"on\":{\"title\":\"%\"}}]}"),
    /* values are data */
    {"create", "User", "{\"name\":\"%\"}"},
    {"create", "User", "{\"%\":\"x\"}"},
    {"create", "User", "{\"bio\":\"%\",\"meta\":{\"%\":\"%\"},\"tags\":[\"%\"]}"},
    {"create", "User", "{\"mood\":\"%\"}"},
    {"create", "User", "{\"age\":\"%\"}"},
    {"create", "User", "{\"nick\":\"%\"}"},
    {"create", "User", "{\"name\":{\"$fn\":\"%\"}}"},
    {"create", "User", "{}", "{\"set\":{\"name\":{\"$fn\":\"f\",\"args\":[\"%\"]}}}"},
    {"create", "User", "{}", "{\"set\":{\"%\":1}}"},
    {"create", "User", "{}", "{\"fields\":[\"%\"]}"},
    {"create", "User", "{}", "{\"now\":\"%\"}"},
    {"create", "User", "{}", "{\"returning\":[\"%\"]}"},
    {"bulk_create", "User", "[{\"name\":\"%\",\"bio\":\"%\"},{\"bio\":\"%\"}]"},
    {"bulk_create", "User", "[{\"%\":1}]"},
    {"bulk_create", "User", "[{}]", "{\"updateOnDuplicate\":[\"%\"]}"},
    {"update", "User", "{\"name\":\"%\"}", "{\"where\":{\"name\":\"%\"}}"},
    {"update", "User", "{}", "{\"set\":{\"name\":\"%\"},\"where\":{}}"},
    {"update", "User", "{\"age\":1}", "{\"where\":{},\"returning\":[\"%\"]}"},
    {"destroy", "User", "{\"where\":{\"name\":\"%\"}}"},
    {"destroy", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}}}", "{\"p\":\"%\"}"},
    {"build", "User", "{\"name\":\"%\",\"nick\":\"%\"}"},
    {"validate", "User", "{\"name\":\"%\",\"uid\":\"%\"}"},
    {"set_assoc", "User", "1", "posts", "[\"%\"]"},
    {"set_assoc", "User", "1", "posts", "[{\"id\":\"%\"}]"},
    {"set_assoc", "User", "1", "tags", "[1]", "{\"through\":{\"weight\":\"%\"}}"},
    {"set_assoc", "User", "1", "tags", "[{\"id\":1,\"UserTag\":{\"weight\":\"%\"}}]"},
    /* definitions: names of tables and columns aside, of which golden tests show the quotes */
    DEFINE("{\"a\":\"%\"}"),
    DEFINE("{\"a\":{\"type\":\"%\"}}"),
    DEFINE("{\"a\":{\"type\":\"TEXT\",\"%\":1}}"),
    DEFINE("{\"a\":{\"type\":\"TEXT\",\"comment\":\"%\"}}"),
    DEFINE("{\"a\":{\"type\":\"TEXT\",\"defaultValue\":\"%\"}}"),
    DEFINE("{\"a\":{\"type\":\"ENUM('%')\"}}"),
    DEFINE("{\"a\":{\"type\":\"TEXT\",\"onDelete\":\"%\"}}"),
    DEFINE("{}", "{\"%\":1}"),
    DEFINE("{}", "{\"comment\":\"%\"}"),
    {"add_scope", "User", "s", "{\"where\":{\"name\":\"%\"}}"},
    {"config", "%", "1"},
    {"config", "define", "{\"%\":1}"},
    {"help", "%"},
};

/* Paths into JSON are texts: they stand in quotes. */
static const char *const paths[][ORM_MAX_ARGUMENTS + 2] = {
    FIND("{\"where\":{\"meta\":{\"%\":1}}}"),
    FIND("{\"where\":{\"meta\":{\"%\":{\"$gt\":1}}}}"),
    FIND("{\"where\":{\"meta\":{\"a\":{\"%\":\"x\"}}}}"),
    FIND("{\"where\":{\"meta.%\":1}}"),
    FIND("{\"where\":{\"meta.a.%.b\":\"x\"}}"),
    FIND("{\"where\":{\"$json\":\"meta.%\"}}"),
    FIND("{\"where\":{\"name\":{\"$json\":\"meta.%\"}}}"),
    FIND("{\"attributes\":[[{\"$json\":\"meta.%\"},\"x\"]]}"),
    FIND("{\"order\":[\"meta.%\"]}"),
    {"update", "User", "{}", "{\"set\":{\"meta.%\":1},\"where\":{}}"},
};

/* What is the name of a function becomes one: nothing else does. */
static const char *const functions[][ORM_MAX_ARGUMENTS + 2] = {
    FIND("{\"where\":{\"name\":{\"$fn\":\"%\",\"args\":[]}}}"),
    FIND("{\"attributes\":[[{\"$fn\":\"%\"},\"x\"]]}"),
    {"aggregate", "User", "age", "%"},
};

static void prepare_models(fake_engine *e)
{
    CALL(
        e, "define_all",
        "{\"models\":{\"User\":{\"attributes\":{\"name\":\"STRING\",\"bio\":\"TEXT\","
        "\"age\":\"INTEGER\",\"mood\":\"ENUM('sad','ok')\",\"uid\":\"UUID\",\"born\":\"DATE\","
        "\"code\":\"CHAR(4)\",\"tags_\":\"TEXT\",\"tags\":\"ARRAY(TEXT)\",\"meta\":\"JSONB\","
        "\"nick\":{\"type\":\"STRING\",\"set\":\"lower(:value)\"}},"
        "\"options\":{\"scopes\":{\"mine\":{\"where\":{\"name\":{\"$param\":\"p\"}}}}},"
        "\"associations\":[{\"type\":\"hasMany\",\"target\":\"Post\",\"options\":{\"as\":\"posts\"}"
        "},"
        "{\"type\":\"belongsToMany\",\"target\":\"Tag\",\"options\":{\"as\":\"labels\",\"through\":"
        "\"UserTag\"}}]},\"Post\":{\"attributes\":{\"title\":\"STRING\"}},"
        "\"Tag\":{\"attributes\":{\"label\":\"STRING\"}},"
        "\"UserTag\":{\"attributes\":{\"weight\":\"INTEGER\"}},"
        "\"Text\":{\"attributes\":{\"k\":{\"type\":\"TEXT\",\"primaryKey\":true}}}}}");
    engine_forget(e);
    engine_always(e, "SELECT", "[]");
}

/* `text` with `evil` for every '%'. */
static orm_text filled(fake_engine *e, const char *text, const char *evil)
{
    orm_text out = {"", 0};

    for (; *text; text++)
        out = *text == '%' ? orm_text_format(e->arena, "%.*s%s", ORM_ARG(out), evil)
                           : orm_text_format(e->arena, "%.*s%c", ORM_ARG(out), *text);
    return out;
}

static bool holds_evil(orm_text text)
{
    for (size_t i = 0; i + 4 <= text.length; i++)
        if (memcmp(text.data + i, "evil", 4) == 0)
            return true;
    return false;
}

/* Behind the string at `at`, as the engine reads it; a backslash in a plain one would depend on
 * PostgreSQL's standard_conforming_strings. */
static size_t skip_string(orm_text sql, size_t at, bool is_postgres)
{
    bool has_escapes = is_postgres && at > 0 && sql.data[at - 1] == 'E';

    for (at++; at < sql.length; at++) {
        if (is_postgres && sql.data[at] == '\\') {
            assert_true(has_escapes);
            at++;
        } else if (sql.data[at] == '\'') {
            if (at + 1 == sql.length || sql.data[at + 1] != '\'')
                return at + 1;
            at++;
        }
    }
    fail_msg("a string does not end: %.*s", ORM_ARG(sql));
    return at;
}

/* The statement without its strings. */
static orm_text outside_strings(fake_engine *e, orm_text sql)
{
    bool is_postgres = e->ctx->host->dialect->has_schemas;
    char *out = orm_alloc(e->arena, sql.length + 1);
    size_t length = 0;

    for (size_t at = 0; at < sql.length;)
        if (sql.data[at] == '\'')
            at = skip_string(sql, at, is_postgres);
        else
            out[length++] = sql.data[at++];
    return (orm_text){out, length};
}

/* An error's text is UTF-8 and its JSON is JSON, whatever was in the documents. */
static void check_error(fake_engine *e, const orm_error *error)
{
    orm_ctx own = {&e->fake->host, e->arena};
    orm_text json;

    assert_non_null(error);
    assert_int_equal(orm_utf8_valid_prefix(error->message), error->message.length);
    json = orm_error_json(&own, error);
    assert_text(orm_json_member(orm_json_read(&own, json, ORM_JSON_DATA, "error"), "name")->text,
                orm_error_name(error->code));
}

/* Bindings see to it that names are UTF-8 (host.h); documents are read by the core. */
static bool is_given(const char *pattern, orm_text argument)
{
    return strchr("{[\"", *pattern) || orm_utf8_valid_prefix(argument) == argument.length;
}

static void make_call(fake_engine *e, const char *const *call, const char *evil)
{
    orm_text args[ORM_MAX_ARGUMENTS];
    fake_trap trap;
    int count = 0;

    while (call[count + 1]) {
        args[count] = filled(e, call[count + 1], evil);
        if (!is_given(call[count + 1], args[count]))
            return;
        count++;
    }
    if (setjmp(*fake_trap_open(e->ctx, &trap)) != 0) {
        check_error(e, engine_error(e));
        return;
    }
    engine_call_texts(e, call[0], args, count);
    e->fake->trap = trap.outer;
}

static bool is_known(const char *function)
{
    for (int i = 0; i < orm_function_count; i++)
        if (strcmp(orm_functions[i].name, function) == 0)
            return true;
    return false;
}

typedef enum position_kind { NOWHERE, IN_STRINGS, AS_FUNCTION } position_kind;

/* Whether the string stands in the statement where it must not. */
static bool is_bad(fake_engine *e, orm_text sql, const char *evil, position_kind kind)
{
    if (kind == NOWHERE)
        return holds_evil(sql);
    if (kind == AS_FUNCTION && (strcmp(evil, "evil") == 0 || strcmp(evil, "id.evil") == 0))
        return false;
    return holds_evil(outside_strings(e, sql));
}

static uint32_t check_position(const orm_dialect *dialect, const char *const *call,
                               position_kind kind)
{
    fake_engine *e = engine_open(dialect);
    uint32_t bad = 0;

    prepare_models(e);
    for (size_t i = 0; i < sizeof evils / sizeof *evils; i++) {
        e->statements = NULL;
        make_call(e, call, evils[i]);
        for (const engine_statement *it = e->statements; it; it = it->next)
            if (is_bad(e, it->sql, evils[i], kind) && bad++ == 0)
                fprintf(stderr, "%s(%s, %s, …) with %s:\n    %.*s\n", call[0], call[1],
                        call[2] ? call[2] : "", evils[i], ORM_ARG(it->sql));
    }
    engine_close(e);
    return bad;
}

static void check_positions(const orm_dialect *dialect,
                            const char *const (*calls)[ORM_MAX_ARGUMENTS + 2], size_t count,
                            position_kind kind)
{
    uint32_t bad = 0;

    for (size_t i = 0; i < count; i++)
        if (is_known(calls[i][0]))
            bad += check_position(dialect, calls[i], kind) > 0;
    assert_int_equal(bad, 0);
}

#define CHECK_POSITIONS(dialect, calls, kind)                                                      \
    check_positions((dialect), (calls), sizeof(calls) / sizeof *(calls), (kind))

static void check_dialect(const orm_dialect *dialect)
{
    CHECK_POSITIONS(dialect, positions, NOWHERE);
    CHECK_POSITIONS(dialect, paths, IN_STRINGS);
    CHECK_POSITIONS(dialect, functions, AS_FUNCTION);
}

static void test_postgres(void **state)
{
    (void)state;
    check_dialect(&orm_dialect_postgres);
}

static void test_sqlite(void **state)
{
    (void)state;
    check_dialect(&orm_dialect_sqlite);
}

/* ---- names that do become identifiers stand in quotes, doubled inside */

static void test_identifiers(void **state)
{
    fake_engine *e = *state;

    CALL(e, "define", "User", "{\"a\":{\"type\":\"TEXT\",\"field\":\"a\\\"; DROP TABLE x; --\"}}",
         "{\"timestamps\":false,\"tableName\":\"t\\\"; --\",\"schema\":\"s\\\"; --\"}");
    CALL(e, "find_all", "User", "{\"attributes\":[\"a\"],\"where\":{\"a\":\"x\"}}");
    assert_text(engine_sql(e, 0),
                "SELECT t0.\"a\"\"; DROP TABLE x; --\" FROM \"s\"\"; --\".\"t\"\"; --\" AS t0 "
                "WHERE t0.\"a\"\"; DROP TABLE x; --\" = $1");
    CALL(e, "find_all", "User", "{\"attributes\":[\"id\"],\"schema\":\"o\\\"; --\"}");
    assert_text(engine_sql(e, 1), "SELECT t0.\"id\" FROM \"o\"\"; --\".\"t\"\"; --\" AS t0");
}

/* Labels of an ENUM and names of attributes are texts of the definition: in quotes, doubled. */
static void test_texts(void **state)
{
    fake_engine *e = *state;

    CALL(e, "define", "User",
         "{\"m\":\"ENUM('it''s','\\\\')\",\"o'clock\":{\"type\":\"TEXT\",\"validate\":{\"v\":"
         "\":instance IS NOT NULL\"}}}",
         "{\"timestamps\":false}");
    CALL(e, "find_all", "User", "{\"attributes\":[\"id\"],\"where\":{\"m\":{\"$gt\":\"it's\"}}}");
    assert_mentions(engine_sql(e, 0), "WHEN 'it''s' THEN 0 WHEN '\\' THEN 1 END > ?1");
    CALL(e, "create", "User", "{\"o'clock\":\"x\"}");
    assert_mentions(engine_sql(e, 1), "'o''clock', t0.\"o'clock\"");
}

/* On PostgreSQL a backslash in a text must not depend on standard_conforming_strings. */
static void test_backslash(void **state)
{
    fake_engine *e = *state;

    CALL(e, "define", "User",
         "{\"o\\\\' || evil() || '\":{\"type\":\"TEXT\",\"validate\":{\"v\":\":instance IS NOT "
         "NULL\"}}}",
         "{\"timestamps\":false}");
    CALL(e, "create", "User", "{\"o\\\\' || evil() || '\":\"x\"}");
    assert_mentions(engine_sql(e, 0), "E'o\\\\'' || evil() || '''");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_postgres), cmocka_unit_test(test_sqlite),
        ENGINE_TEST(test_identifiers),   ENGINE_TEST_SQLITE(test_texts),
        ENGINE_TEST(test_backslash),
    };

    return cmocka_run_group_tests_name("injection", tests, NULL, NULL);
}
