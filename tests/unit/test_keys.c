/* test_keys.c - documents of options against the keys they may have, and two of them as one. */
#include "fake_host.h"

#include "catalog/keys.h"

static const orm_key keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"limit", ORM_K_NUMBER | ORM_K_STRING},
    {"paranoid", ORM_K_BOOLEAN},
    {"lock", ORM_K_UNSUPPORTED},
    {"any", ORM_K_ANY},
    {"nothing", ORM_K_NULL},
};

static const orm_json *read(orm_ctx *ctx, const char *text)
{
    return orm_json_read(ctx, orm_text_from(text), ORM_JSON_CODE, "options");
}

static void check(orm_ctx *ctx, const char *text)
{
    ORM_CHECK_KEYS(ctx, read(ctx, text), keys, "orm_find_all");
}

static void test_known(void **state)
{
    orm_ctx *ctx = *state;

    ORM_CHECK_KEYS(ctx, NULL, keys, "orm_find_all");
    check(ctx, "{}");
    check(ctx, "{\"where\":{\"a\":1},\"limit\":3,\"paranoid\":false}");
    check(ctx, "{\"where\":[1],\"limit\":\"3\",\"paranoid\":true}");
    check(ctx, "{\"where\":null,\"limit\":null,\"paranoid\":null,\"nothing\":null}");
    check(ctx, "{\"any\":1}");
    check(ctx, "{\"any\":[]}");
    check(ctx, "{\"any\":\"x\"}");
}

/* A misspelt `where` must never delete a table. */
static void test_unknown(void **state)
{
    orm_ctx *ctx = *state;

    expect_raise(ctx, ORM_INVALID_OPTION, check(ctx, "{\"limit\":1,\"wehre\":{}}"));
    assert_text(fake_error(ctx)->message, "orm_find_all has no option \"wehre\"");
    assert_text(fake_error(ctx)->at, "options.wehre");
    assert_text(fake_error(ctx)->did_you_mean, "where");
    expect_raise(ctx, ORM_INVALID_OPTION, check(ctx, "{\"Where\":{}}"));
    assert_text(fake_error(ctx)->did_you_mean, "where");
    expect_raise(ctx, ORM_INVALID_OPTION, check(ctx, "{\"wehre\":null}"));
    expect_raise(ctx, ORM_INVALID_OPTION, check(ctx, "{\"\":1}"));
    assert_text(fake_error(ctx)->did_you_mean, "");
    expect_raise(ctx, ORM_INVALID_OPTION, check(ctx, "{\"where \":1}"));
    expect_raise(ctx, ORM_INVALID_OPTION, check(ctx, "{\"$where\":1}"));
}

/* The contract's closed list (api.md section 1). */
static void test_without_effect(void **state)
{
    static const char *const names[] = {"logging",       "benchmark", "transaction", "type",
                                        "mapToModel",    "retry",     "searchPath",  "useMaster",
                                        "minifyAliases", "instance",  "isNewRecord", "indexHints",
                                        "hasJoin"};
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        check(ctx, orm_text_format(ctx->arena, "{\"%s\":{\"x\":[1]}}", names[i]).data);
        expect_raise(ctx, ORM_INVALID_OPTION,
                     check(ctx, orm_text_format(ctx->arena, "{\"%s_\":1}", names[i]).data));
    }
}

static void test_kinds(void **state)
{
    static const struct {
        const char *text, *place, *message;
    } cases[] = {
        {"{\"where\":1}", "options.where",
         "the option \"where\" takes a list or an object, not a number"},
        {"{\"where\":\"a\"}", "options.where",
         "the option \"where\" takes a list or an object, not a string"},
        {"{\"limit\":true}", "options.limit",
         "the option \"limit\" takes a number or a string, not a boolean"},
        {"{\"limit\":{}}", "options.limit",
         "the option \"limit\" takes a number or a string, not an object"},
        {"{\"paranoid\":0}", "options.paranoid",
         "the option \"paranoid\" takes true or false, not a number"},
        {"{\"paranoid\":\"false\"}", "options.paranoid",
         "the option \"paranoid\" takes true or false, not a string"},
        {"[]", "options", "orm_find_all takes an object here, not a list"},
        {"\"x\"", "options", "orm_find_all takes an object here, not a string"},
        {"false", "options", "orm_find_all takes an object here, not a boolean"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_raise(ctx, ORM_INVALID_OPTION, check(ctx, cases[i].text));
        assert_text(fake_error(ctx)->message, cases[i].message);
        assert_text(fake_error(ctx)->at, cases[i].place);
    }
}

static void test_unsupported(void **state)
{
    orm_ctx *ctx = *state;

    expect_raise(ctx, ORM_UNSUPPORTED, check(ctx, "{\"lock\":true}"));
    assert_text(fake_error(ctx)->message, "orm_find_all does not support the option \"lock\"");
    assert_text(fake_error(ctx)->at, "options.lock");
}

/* ---- single options */

static void test_options(void **state)
{
    orm_ctx *ctx = *state;
    const orm_json *options = read(ctx, "{\"a\":null,\"b\":false,\"c\":true,\"d\":\"x\",\"e\":1}");

    assert_null(orm_option(NULL, "a"));
    assert_null(orm_option(options, "a"));
    assert_null(orm_option(options, "f"));
    assert_text(orm_option(options, "e")->text, "1");
    assert_null(orm_option(read(ctx, "[1]"), "a"));

    assert_false(orm_option_boolean(options, "b", true));
    assert_true(orm_option_boolean(options, "c", false));
    assert_true(orm_option_boolean(options, "a", true));
    assert_false(orm_option_boolean(NULL, "a", false));

    assert_text(orm_option_text(options, "d"), "x");
    assert_text(orm_option_text(options, "e"), "");
    assert_text(orm_option_text(options, "f"), "");
}

/* ---- merging: Sequelize's Utils.merge, what the model says over what `define` says */

static orm_text merged(orm_ctx *ctx, const char *under, const char *over)
{
    const orm_json *node = orm_options_merge(ctx, read(ctx, under), read(ctx, over));
    orm_text text = {"", 0};

    orm_each_child (member, node) {
        orm_text value = member->token;

        if (member->kind == ORM_JSON_ARRAY || member->kind == ORM_JSON_OBJECT) {
            value = ORM_TEXT("");
            orm_each_child (inner, member)
                value = orm_text_format(ctx->arena, "%.*s<%.*s%s%.*s>", ORM_ARG(value),
                                        ORM_ARG(inner->key), inner->key.length ? ":" : "",
                                        ORM_ARG(inner->token));
        }
        text = orm_text_format(ctx->arena, "%.*s%s%.*s=%.*s", ORM_ARG(text), text.length ? " " : "",
                               ORM_ARG(member->key), ORM_ARG(value));
    }
    return text;
}

static void test_merge(void **state)
{
    orm_ctx *ctx = *state;

    assert_null(orm_options_merge(ctx, NULL, NULL));
    assert_text(merged(ctx, "{}", "{}"), "");
    assert_text(merged(ctx, "{\"a\":1,\"b\":2}", "{\"b\":3,\"c\":4}"), "b=3 c=4 a=1");
    assert_text(merged(ctx, "{\"a\":true}", "{\"a\":false}"), "a=false");
    assert_text(merged(ctx, "{\"a\":{\"x\":1,\"y\":2}}", "{\"a\":{\"y\":3,\"z\":4}}"),
                "a=<y:3><z:4><x:1>");
    assert_text(merged(ctx, "{\"a\":[1,2]}", "{\"a\":[3]}"), "a=<3><1><2>");
    assert_text(merged(ctx, "{\"a\":[1,2]}", "{\"a\":{\"x\":1}}"), "a=<x:1>");
    assert_text(merged(ctx, "{\"a\":{\"x\":1}}", "{\"a\":2}"), "a=2");
    assert_text(merged(ctx, "{\"a\":1}", "{\"a\":null}"), "a=null");
}

/* Places of what was merged are those it came from. */
static void test_merge_places(void **state)
{
    orm_ctx *ctx = *state;
    const orm_json *under =
        orm_json_read(ctx, ORM_TEXT("{\"name\":{\"plural\":1}}"), ORM_JSON_CODE, "config");
    const orm_json *over = read(ctx, "{\"name\":{\"singular\":2}}");
    const orm_json *both = orm_options_merge(ctx, under, over);
    const orm_json *name = orm_json_member(both, "name");

    assert_text(orm_json_place(ctx, orm_json_member(name, "singular")), "options.name.singular");
    assert_int_equal(both->count, 1);
    assert_int_equal(name->count, 2);
    assert_int_equal(under->count, 1);
    assert_int_equal(under->first->count, 1); /* neither was changed */
    assert_int_equal(over->first->count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_known),          FAKE_TEST(test_unknown),      FAKE_TEST(test_kinds),
        FAKE_TEST(test_without_effect), FAKE_TEST(test_options),      FAKE_TEST(test_unsupported),
        FAKE_TEST(test_merge),          FAKE_TEST(test_merge_places),
    };

    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
