/* test_each.c - orm_each: batches of roots, and what is read below each of them. */
#include "fake_engine.h"

static void define(fake_engine *e)
{
    CALL(e, "define_all",
         "{\"models\":{"
         "\"User\":{\"attributes\":{\"name\":\"TEXT\"},\"options\":{\"timestamps\":false},"
         "\"associations\":[{\"type\":\"hasMany\",\"target\":\"Post\","
         "\"options\":{\"as\":\"posts\",\"foreignKey\":\"userId\"}}]},"
         "\"Post\":{\"attributes\":{\"n\":\"INTEGER\"},\"options\":{\"timestamps\":false}}}}");
    engine_forget(e);
}

/* "[[1],[2],…]" */
static const char *numbers(fake_engine *e, int count)
{
    orm_buffer list;

    orm_buffer_open(&list, e->ctx->host, ORM_LIFE_CALL, 4096);
    for (int i = 1; i <= count; i++)
        orm_buffer_format(&list, "%s[%d]", i > 1 ? "," : "[", i);
    orm_buffer_char(&list, ']');
    return orm_text_copy(e->arena,
                         orm_text_format(e->arena, "%.*s", ORM_ARG(orm_buffer_since(&list, 0))))
        .data;
}

static int lines(orm_text text)
{
    int count = text.length > 0;

    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == '\n';
    return count;
}

static void test_rows(void **state)
{
    fake_engine *e = *state;

    define(e);
    engine_answer(e, "\"Users\"", "[[1],[2]]");
    assert_text(CALL(e, "each", "User", "{\"attributes\":[\"id\"]}"), "{\"id\":1}\n{\"id\":2}");
    assert_text(CALL(e, "each", "User", "{\"attributes\":[\"id\"]}"), "");
    assert_int_equal(engine_count(e), 2);
}

/* 20, 40, 80 and 110 rows: the statement of the children runs four times. */
static void test_batches(void **state)
{
    fake_engine *e = *state;

    define(e);
    engine_answer(e, "\"Users\"", numbers(e, 250));
    engine_always(e, "\"Posts\"", "[[5,1],[6,1],[7,25],[8,250]]");
    assert_int_equal(lines(CALL(e, "each", "User",
                                "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"posts\","
                                "\"attributes\":[\"id\"]}]}")),
                     250);
    assert_int_equal(engine_count(e), 5);
    assert_true(orm_text_starts(engine_parameters(e, 1), "LIST(INTEGER 1, INTEGER 2"));
    assert_true(orm_text_starts(engine_parameters(e, 2), "LIST(INTEGER 21,"));
    assert_true(orm_text_starts(engine_parameters(e, 3), "LIST(INTEGER 61,"));
    assert_true(orm_text_starts(engine_parameters(e, 4), "LIST(INTEGER 141,"));
}

/* Children belong to the batch of their parents. */
static void test_children(void **state)
{
    fake_engine *e = *state;
    const char *options = "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"posts\","
                          "\"attributes\":[\"id\"]}]}";

    define(e);
    engine_answer(e, "\"Users\"", numbers(e, 21));
    engine_answer(e, "\"Posts\"", "[[5,1],[6,1],[7,20]]");
    engine_answer(e, "\"Posts\"", "[[9,21],[10,1]]");
    assert_text(
        CALL(e, "each", "User", options),
        "{\"id\":1,\"posts\":[{\"id\":5},{\"id\":6}]}\n{\"id\":2,\"posts\":[]}\n"
        "{\"id\":3,\"posts\":[]}\n{\"id\":4,\"posts\":[]}\n{\"id\":5,\"posts\":[]}\n"
        "{\"id\":6,\"posts\":[]}\n{\"id\":7,\"posts\":[]}\n{\"id\":8,\"posts\":[]}\n"
        "{\"id\":9,\"posts\":[]}\n{\"id\":10,\"posts\":[]}\n{\"id\":11,\"posts\":[]}\n"
        "{\"id\":12,\"posts\":[]}\n{\"id\":13,\"posts\":[]}\n{\"id\":14,\"posts\":[]}\n"
        "{\"id\":15,\"posts\":[]}\n{\"id\":16,\"posts\":[]}\n{\"id\":17,\"posts\":[]}\n"
        "{\"id\":18,\"posts\":[]}\n{\"id\":19,\"posts\":[]}\n{\"id\":20,\"posts\":[{\"id\":7}]}\n"
        "{\"id\":21,\"posts\":[{\"id\":9}]}");
}

static void test_nothing_found(void **state)
{
    fake_engine *e = *state;

    define(e);
    expect_error(e, ORM_EMPTY_RESULT, "", CALL(e, "each", "User", "{\"rejectOnEmpty\":true}"));
    engine_answer(e, "\"Users\"", "[[1,\"a\"]]");
    assert_text(CALL(e, "each", "User", "{\"rejectOnEmpty\":true}"), "{\"id\":1,\"name\":\"a\"}");
}

/* ---- statements that are shown, not run */

static void test_shown(void **state)
{
    fake_engine *e = *state;

    define(e);
    assert_text(
        CALL(e, "to_sql", "find_all",
             "[\"User\",{\"attributes\":[\"id\"],\"include\":[{\"association\":\"posts\","
             "\"attributes\":[\"n\"]}]}]"),
        "[{\"sql\":\"SELECT t0.\\\"id\\\" FROM \\\"public\\\".\\\"Users\\\" AS "
        "t0\",\"bind\":[],\"for\":\"\"},"
        "{\"sql\":\"SELECT t0.\\\"n\\\", t0.\\\"userId\\\" FROM \\\"public\\\".\\\"Posts\\\" AS t0 "
        "WHERE t0.\\\"userId\\\" = ANY ($1) ORDER BY t0.\\\"id\\\"\","
        "\"bind\":[{\"$keys\":\"Users.id\"}],\"for\":\"options.include[0]\"}]");
    assert_int_equal(engine_count(e), 0);
    expect_error(e, ORM_UNKNOWN_MODEL, "args[0]", CALL(e, "to_sql", "find_all", "[\"Usr\"]"));
    assert_text(CALL(e, "count", "User"), "0");
    assert_int_equal(engine_count(e), 1);
}

/* The engine's answer, and nothing else, is run. */
static void test_explained(void **state)
{
    fake_engine *e = *state;

    define(e);
    engine_answer(e, "EXPLAIN", "[[\"[ {\\\"Plan\\\": 1} ]\"]]");
    assert_text(
        CALL(e, "explain", "destroy", "[\"User\",{\"where\":{\"id\":7}}]"),
        "[{\"sql\":\"DELETE FROM \\\"public\\\".\\\"Users\\\" AS t0 WHERE t0.\\\"id\\\" = $1\","
        "\"plan\":[{\"Plan\":1}],\"for\":\"\"}]");
    assert_int_equal(engine_count(e), 1);
    assert_text(engine_parameters(e, 0), "INTEGER 7");
}

static void test_explained_by_nodes(void **state)
{
    fake_engine *e = *state;

    define(e);
    engine_answer(e, "EXPLAIN",
                  "[[2,0,0,\"MERGE\"],[4,2,0,\"LEFT\"],[6,4,0,\"SCAN "
                  "a\"],[9,2,0,\"RIGHT\"],[12,0,0,\"SORT\"]]");
    assert_text(CALL(e, "explain", "find_all", "[\"User\",{\"attributes\":[\"id\"]}]"),
                "[{\"sql\":\"SELECT t0.\\\"id\\\" FROM main.\\\"Users\\\" AS t0\",\"plan\":["
                "{\"Plan\":{\"Node Type\":\"MERGE\",\"Plans\":[{\"Node Type\":\"LEFT\",\"Plans\":["
                "{\"Node Type\":\"SCAN a\"}]},{\"Node Type\":\"RIGHT\"}]}},"
                "{\"Plan\":{\"Node Type\":\"SORT\"}}],\"for\":\"\"}]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_rows),          ENGINE_TEST_SQLITE(test_rows),
        ENGINE_TEST(test_batches),       ENGINE_TEST(test_children),
        ENGINE_TEST(test_nothing_found), ENGINE_TEST(test_shown),
        ENGINE_TEST(test_explained),     ENGINE_TEST_SQLITE(test_explained_by_nodes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
