/* test_limits.c - what is too deep, too long or too many is refused with a clear error, and what is
 * just within the limits works (api.md section 1). */
#include "fake_engine.h"

#include "base/limits.h"

static orm_text repeated(fake_engine *e, const char *before, const char *middle, const char *after,
                         size_t count)
{
    size_t left = strlen(before), right = strlen(after), inner = strlen(middle);
    char *text = orm_alloc(e->arena, count * (left + right) + inner + 1), *p = text;

    for (size_t i = 0; i < count; i++, p += left)
        memcpy(p, before, left);
    memcpy(p, middle, inner + 1);
    p += inner;
    for (size_t i = 0; i < count; i++, p += right)
        memcpy(p, after, right + 1);
    return (orm_text){text, (size_t)(p - text)};
}

/* "[x,x,x]" with `count` times the item, in front of it and behind it what is given. */
static orm_text listed(fake_engine *e, const char *before, const char *item, const char *after,
                       size_t count)
{
    orm_text items = repeated(e, item, "", "", count);

    if (count)
        items.length--; /* the last comma */
    return orm_text_format(e->arena, "%s[%.*s]%s", before, ORM_ARG(items), after);
}

static orm_text call2(fake_engine *e, const char *function, const char *model, orm_text document)
{
    orm_text args[] = {orm_text_from(model), document};

    return engine_call_texts(e, function, args, 2);
}

static orm_text find(fake_engine *e, orm_text options)
{
    return call2(e, "find_all", "User", options);
}

static void prepare_models(fake_engine *e)
{
    CALL(e, "define", "User", "{\"name\":\"TEXT\",\"meta\":\"JSON\"}", "{\"timestamps\":false}");
    CALL(e, "has_many", "User", "User", "{\"as\":\"kids\",\"foreignKey\":\"parentId\"}");
    engine_forget(e);
}

/* ---- depth */

static void test_json_depth(void **state)
{
    fake_engine *e = *state;

    prepare_models(e);
    /* the row itself is one level */
    call2(e, "create", "User",
          orm_text_format(e->arena, "{\"meta\":%s}", repeated(e, "[", "", "]", 199).data));
    expect_error(
        e, ORM_JSON, "doc",
        call2(e, "create", "User",
              orm_text_format(e->arena, "{\"meta\":%s}", repeated(e, "[", "", "]", 200).data)));
    assert_mentions(engine_error(e)->message, "nested deeper than 200 levels");
    expect_error(e, ORM_JSON, "options", find(e, repeated(e, "{\"a\":", "1", "}", 201)));
    /* far more than any stack holds */
    expect_error(e, ORM_JSON, "options", find(e, repeated(e, "[", "", "", 3000000)));
    expect_error(e, ORM_JSON, "items",
                 call2(e, "bulk_create", "User", repeated(e, "[", "", "]", 1000000)));
}

static void test_where_depth(void **state)
{
    fake_engine *e = *state;

    /* a list and each of its items is a level */
    prepare_models(e);
    find(e, repeated(e, "{\"where\":", repeated(e, "{\"$and\":[", "{\"id\":1}", "]}", 31).data, "}",
                     1));
    expect_raise(
        e->ctx, ORM_INVALID_OPTION,
        find(e, repeated(e, "{\"where\":", repeated(e, "{\"$and\":[", "{\"id\":1}", "]}", 32).data,
                         "}", 1)));
    assert_mentions(engine_error(e)->message, "conditions are nested deeper than 64 levels");
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 find(e, repeated(e, "{\"where\":{\"id\":",
                                  repeated(e, "{\"$not\":", "1", "}", 70).data, "}}", 1)));
    assert_mentions(engine_error(e)->message, "conditions are nested deeper than 64 levels");
}

static void test_include_depth(void **state)
{
    fake_engine *e = *state;

    prepare_models(e);
    find(e, orm_text_format(
                e->arena, "{\"include\":[%s]}",
                repeated(e, "{\"association\":\"kids\",\"include\":[", "\"kids\"", "]}", 15).data));
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 find(e, orm_text_format(e->arena, "{\"include\":[%s]}",
                                         repeated(e, "{\"association\":\"kids\",\"include\":[",
                                                  "\"kids\"", "]}", 16)
                                             .data)));
    assert_mentions(engine_error(e)->message, "includes are nested deeper than 16 levels");
}

/* A type in types, an expression in expressions. */
static void test_other_depths(void **state)
{
    fake_engine *e = *state;

    prepare_models(e);
    expect_raise(e->ctx, ORM_DEFINITION,
                 call2(e, "define", "Deep",
                       orm_text_format(e->arena, "{\"a\":\"%s\"}",
                                       repeated(e, "ARRAY(", "TEXT", ")", 10000).data)));
    find(e, orm_text_format(e->arena, "{\"where\":{\"id\":%s}}",
                            repeated(e, "{\"$fn\":\"f\",\"args\":[", "1", "]}", 90).data));
}

/* The objects of nest: a dot in a column's name is a level. */
static void test_nest(void **state)
{
    fake_engine *e = *state;
    orm_text answer;

    engine_answer(
        e, "SELECT 2",
        orm_text_format(e->arena, "[{\"%s\":1}]", repeated(e, "a.", "x", "", 199).data).data);
    answer = CALL(e, "query", "SELECT 2", "{\"nest\":true}");
    assert_mentions(answer, "{\"a\":{\"x\":1}}");
    engine_answer(
        e, "SELECT 3",
        orm_text_format(e->arena, "[{\"%s\":1}]", repeated(e, "a.", "x", "", 300000).data).data);
    expect_error(e, ORM_INVALID_OPTION, "options.nest",
                 CALL(e, "query", "SELECT 3", "{\"nest\":true}"));
    CALL(e, "query", "SELECT 3");
}

/* ---- lists */

static void test_lists(void **state)
{
    fake_engine *e = *state;

    prepare_models(e);
    find(e, listed(e, "{\"where\":{\"id\":", "1,", "}}", 100000));
    expect_error(e, ORM_INVALID_OPTION, "options.where.id",
                 find(e, listed(e, "{\"where\":{\"id\":", "1,", "}}", ORM_MAX_LIST + 1)));
    assert_mentions(engine_error(e)->message, "1000000");
    expect_error(e, ORM_INVALID_OPTION, "targets",
                 engine_call_texts(e, "set_assoc",
                                   (orm_text[]){ORM_TEXT("User"), ORM_TEXT("1"), ORM_TEXT("kids"),
                                                listed(e, "", "1,", "", ORM_MAX_LIST + 1)},
                                   4));
    expect_error(e, ORM_INVALID_OPTION, "items",
                 call2(e, "bulk_create", "User", listed(e, "", "{},", "", ORM_MAX_LIST + 1)));
    assert_mentions(engine_error(e)->message, "1000000");
}

/* One value too many for a statement is an error of ours, not the engine's, and no overflow. */
static void test_parameters(void **state)
{
    fake_engine *e = *state;
    uint32_t most = e->ctx->host->dialect->most_parameters;

    prepare_models(e);
    find(e, listed(e, "{\"where\":{\"$or\":", "{\"id\":1},", "}}", most));
    assert_int_equal(engine_count(e), 1);
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 find(e, listed(e, "{\"where\":{\"$or\":", "{\"id\":1},", "}}", most + 1)));
    assert_mentions(engine_error(e)->message, "the most that a statement of");
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 find(e, listed(e, "{\"where\":{\"$or\":", "{\"id\":1},", "}}", 200000)));
}

/* SQLite takes no expression deeper than 1,000 levels, and each part of a long OR is one. */
static void test_long_group(void **state)
{
    fake_engine *e = *state;
    orm_text sql;

    prepare_models(e);
    find(e, listed(e, "{\"where\":{\"$or\":", "{\"id\":1},", "}}", 250));
    assert_mentions(engine_sql(e, 0), "WHERE (t0.\"id\" = ?1 OR t0");
    engine_forget(e);
    find(e, listed(e, "{\"where\":{\"$or\":", "{\"id\":1},", "}}", 501));
    sql = engine_sql(e, 0);
    assert_mentions(sql, "WHERE ((t0.\"id\" = ?1 OR ");
    assert_mentions(sql, "t0.\"id\" = ?250) OR (t0.\"id\" = ?251 OR ");
    assert_mentions(sql, "t0.\"id\" = ?500) OR (t0.\"id\" = ?501))");
    engine_forget(e);
    find(e, listed(e, "{\"where\":{\"$and\":", "{\"id\":1},", "}}", 501));
    assert_mentions(engine_sql(e, 0), "WHERE (t0.\"id\" = ?1 AND ");
    assert_mentions(engine_sql(e, 0), "t0.\"id\" = ?250) AND (t0.\"id\" = ?251 AND ");
}

/* Lists that are printed place by place. */
static void test_places(void **state)
{
    fake_engine *e = *state;
    orm_text list = listed(e, "", "1,", "", 16000);

    prepare_models(e);
    find(e, orm_text_format(e->arena, "{\"where\":{\"id\":%.*s}}", ORM_ARG(list)));
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 find(e, orm_text_format(e->arena,
                                         "{\"where\":{\"$or\":[{\"id\":%.*s},{\"id\":%.*s},"
                                         "{\"id\":%.*s},{\"id\":%.*s},{\"id\":%.*s}]}}",
                                         ORM_ARG(list), ORM_ARG(list), ORM_ARG(list), ORM_ARG(list),
                                         ORM_ARG(list))));
    /* a long one is one value */
    engine_forget(e);
    find(e, listed(e, "{\"where\":{\"id\":", "1,", "}}", 20000));
    assert_mentions(engine_sql(e, 0), "json_each(?1)");
}

/* ---- attributes, keys */

static void test_attributes(void **state)
{
    fake_engine *e = *state;
    orm_text many = {"", 0};

    prepare_models(e);
    find(e, listed(e, "{\"attributes\":", "\"id\",", "}", 70000)); /* one, whatever is written */
    for (int i = 0; i <= ORM_MAX_COLUMNS; i++)
        many = orm_text_format(e->arena, "%.*s%s[\"id\",\"a%d\"]", ORM_ARG(many), i ? "," : "", i);
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 find(e, orm_text_format(e->arena, "{\"attributes\":[%.*s]}", ORM_ARG(many))));
    assert_mentions(engine_error(e)->message, "at most 1600 attributes");
}

static orm_text columns(fake_engine *e, int count, const char *type)
{
    orm_text text = {"", 0};

    for (int i = 0; i < count; i++)
        text = orm_text_format(e->arena, "%.*s%s\"a%d\":%s", ORM_ARG(text), i ? "," : "", i, type);
    return orm_text_format(e->arena, "{%.*s}", ORM_ARG(text));
}

static void test_columns(void **state)
{
    fake_engine *e = *state;

    call2(e, "define", "Wide", columns(e, 1597, "\"TEXT\"")); /* with id and timestamps: 1600 */
    assert_int_equal(engine_model(e, "Wide")->attribute_count, 1600);
    expect_raise(e->ctx, ORM_DEFINITION, call2(e, "define", "Wide", columns(e, 1598, "\"TEXT\"")));
    assert_mentions(engine_error(e)->message, "more than 1600");
}

static void test_key_parts(void **state)
{
    fake_engine *e = *state;
    const char *part = "{\"type\":\"INTEGER\",\"primaryKey\":true}";
    orm_text names = {"", 0};

    for (int i = 0; i < ORM_MAX_KEY_PARTS; i++)
        names = orm_text_format(e->arena, "%.*s%s\"k%d\"", ORM_ARG(names), i ? "," : "", i);
    call2(e, "define", "Much", columns(e, ORM_MAX_KEY_PARTS, part));
    CALL(e, "define", "Other", "{}");
    CALL(e, "belongs_to", "Other", "Much",
         orm_text_format(e->arena, "{\"as\":\"much\",\"foreignKey\":[%.*s]}", ORM_ARG(names)).data);
    CALL(e, "find_all", "Other", "{\"include\":[\"much\"]}");
    expect_raise(e->ctx, ORM_DEFINITION,
                 call2(e, "define", "More", columns(e, ORM_MAX_KEY_PARTS + 1, part)));
    assert_mentions(engine_error(e)->message, "more than 32");
    CALL(e, "define", "Wide", columns(e, 40, "\"INTEGER\"").data);
    names = orm_text_format(e->arena, "%.*s,\"k32\"", ORM_ARG(names));
    expect_raise(e->ctx, ORM_DEFINITION,
                 CALL(e, "has_many", "Wide", "Other",
                      orm_text_format(
                          e->arena, "{\"foreignKey\":[%.*s],\"sourceKey\":[%s]}", ORM_ARG(names),
                          "\"a0\",\"a1\",\"a2\",\"a3\",\"a4\",\"a5\",\"a6\",\"a7\",\"a8\",\"a9\","
                          "\"a10\",\"a11\",\"a12\",\"a13\",\"a14\",\"a15\",\"a16\",\"a17\","
                          "\"a18\",\"a19\",\"a20\",\"a21\",\"a22\",\"a23\",\"a24\",\"a25\","
                          "\"a26\",\"a27\",\"a28\",\"a29\",\"a30\",\"a31\",\"a32\"")
                          .data));
}

/* ---- an answer larger than the engine's values */

static void test_large_answer(void **state)
{
    fake_engine *e = *state;
    orm_text long_name = repeated(e, "x", "", "", 5000);

    prepare_models(e);
    e->fake->host.result_limit = 4000;
    engine_answer(e, "SELECT",
                  orm_text_format(e->arena, "[[1,\"%.*s\"]]", ORM_ARG(long_name)).data);
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 find(e, ORM_TEXT("{\"attributes\":[\"id\",\"name\"]}")));
    assert_mentions(engine_error(e)->message, "the answer is larger than");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_json_depth),    ENGINE_TEST(test_where_depth),
        ENGINE_TEST(test_other_depths),  ENGINE_TEST(test_include_depth),
        ENGINE_TEST(test_lists),         ENGINE_TEST_SQLITE(test_lists),
        ENGINE_TEST(test_parameters),    ENGINE_TEST_SQLITE(test_parameters),
        ENGINE_TEST_SQLITE(test_places), ENGINE_TEST_SQLITE(test_long_group),
        ENGINE_TEST(test_attributes),    ENGINE_TEST(test_columns),
        ENGINE_TEST(test_key_parts),     ENGINE_TEST(test_large_answer),
        ENGINE_TEST(test_nest),
    };

    return cmocka_run_group_tests_name("limits", tests, NULL, NULL);
}
