/* test_levels.c - rows of several statements put together: what belongs to whom, in what order. */
#include "fake_engine.h"

static orm_buffer *opened(fake_engine *e)
{
    orm_buffer *buffer = orm_alloc(e->arena, sizeof *buffer);

    orm_buffer_open(buffer, e->ctx->host, ORM_LIFE_CALL, 4096);
    return buffer;
}

/* A list that is written item by item: '[' or ',' before the next one. */
static orm_buffer *next_item(orm_buffer *list)
{
    orm_buffer_char(list, list->length ? ',' : '[');
    return list;
}

static const char *closed(fake_engine *e, orm_buffer *list)
{
    if (list->length == 0)
        orm_buffer_char(list, '[');
    orm_buffer_string(list, "]");
    return orm_text_copy(e->arena,
                         orm_text_format(e->arena, "%.*s", ORM_ARG(orm_buffer_since(list, 0))))
        .data;
}

static void define_blog(fake_engine *e)
{
    CALL(e, "define_all",
         "{\"models\":{"
         "\"User\":{\"attributes\":{\"name\":\"TEXT\"},\"options\":{\"timestamps\":false},"
         "\"associations\":["
         "{\"type\":\"hasMany\",\"target\":\"Post\","
         "\"options\":{\"as\":\"posts\",\"foreignKey\":\"userId\"}},"
         "{\"type\":\"hasOne\",\"target\":\"Post\","
         "\"options\":{\"as\":\"post\",\"foreignKey\":\"userId\"}}]},"
         "\"Post\":{\"attributes\":{\"n\":\"INTEGER\"},\"options\":{\"timestamps\":false},"
         "\"associations\":["
         "{\"type\":\"belongsTo\",\"target\":\"User\",\"options\":{\"as\":\"user\"}},"
         "{\"type\":\"hasMany\",\"target\":\"Note\",\"options\":{\"as\":\"notes\"}},"
         "{\"type\":\"belongsToMany\",\"target\":\"Tag\","
         "\"options\":{\"as\":\"tags\",\"through\":\"PostTag\"}}]},"
         "\"Note\":{\"attributes\":{\"t\":\"TEXT\"},\"options\":{\"timestamps\":false}},"
         "\"Tag\":{\"attributes\":{\"t\":\"TEXT\"},\"options\":{\"timestamps\":false},"
         "\"associations\":["
         "{\"type\":\"belongsToMany\",\"target\":\"Post\","
         "\"options\":{\"as\":\"posts\",\"through\":\"PostTag\"}}]},"
         "\"PostTag\":{\"attributes\":{\"w\":\"INTEGER\"},\"options\":{\"timestamps\":false}},"
         "\"Place\":{\"attributes\":{\"x\":{\"type\":\"INTEGER\",\"primaryKey\":true},"
         "\"y\":{\"type\":\"TEXT\",\"primaryKey\":true}},\"options\":{\"timestamps\":false},"
         "\"associations\":["
         "{\"type\":\"hasMany\",\"target\":\"House\","
         "\"options\":{\"as\":\"houses\",\"foreignKey\":[\"px\",\"py\"]}}]},"
         "\"House\":{\"attributes\":{\"n\":\"INTEGER\"},\"options\":{\"timestamps\":false}}}}");
    engine_forget(e);
}

/* 5,000 users, of whom every one has as many posts as its number says, notes for every other post;
 * the rows of a level come in no order that has to do with their parents. */
static void test_large(void **state)
{
    enum { USERS = 5000 };
    fake_engine *e = *state;
    orm_buffer *users = opened(e), *posts = opened(e), *notes = opened(e), *wanted = opened(e);
    orm_text answer;

    define_blog(e);
    for (int user = 0; user < USERS; user++) {
        orm_buffer_format(next_item(users), "[%d]", user);
        orm_buffer_format(next_item(wanted), "{\"id\":%d,\"posts\":[", user);
        for (int n = 0; n < user % 4; n++) {
            orm_buffer_format(wanted, "%s{\"id\":%d,\"notes\":[", n ? "," : "", user * 4 + n);
            if (n % 2)
                orm_buffer_format(wanted, "{\"t\":\"a%d\"},{\"t\":\"b%d\"}", user, user);
            orm_buffer_string(wanted, "]}");
        }
        orm_buffer_string(wanted, "]}");
    }
    for (int n = 0; n < 3; n++) /* [id, userId] */
        for (int user = USERS; user-- > 0;)
            if (n < user % 4)
                orm_buffer_format(next_item(posts), "[%d,%d]", user * 4 + n, user);
    for (int letter = 'a'; letter <= 'b'; letter++) /* [t, postId] */
        for (int user = 0; user < USERS; user++)
            if (user % 4 > 1)
                orm_buffer_format(next_item(notes), "[\"%c%d\",%d]", letter, user, user * 4 + 1);
    engine_answer(e, "\"Users\"", closed(e, users));
    engine_answer(e, "\"Posts\"", closed(e, posts));
    engine_answer(e, "\"Notes\"", closed(e, notes));
    answer = CALL(e, "find_all", "User",
                  "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"posts\","
                  "\"attributes\":[\"id\"],\"include\":[{\"association\":\"notes\","
                  "\"attributes\":[\"t\"]}]}]}");
    assert_int_equal(engine_count(e), 3);
    assert_text(answer, closed(e, wanted));
}

/* What the database gives beyond what was asked for belongs to nobody. */
static void test_strangers(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Users\"", "[[1],[2]]");
    engine_answer(e, "\"Posts\"", "[[10,1],[11,3],[12,null],[13,2],[14,\"1\"]]");
    assert_text(CALL(e, "find_all", "User",
                     "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"posts\","
                     "\"attributes\":[\"id\"]}]}"),
                "[{\"id\":1,\"posts\":[{\"id\":10}]},{\"id\":2,\"posts\":[{\"id\":13}]}]");
}

/* hasOne has one, however many rows there are; rows come twice where a parent came twice. */
static void test_first_of_several(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Users\"", "[[1],[2],[1]]");
    engine_answer(e, "\"Posts\"", "[[10,1],[11,2],[12,1],[13,2]]");
    assert_text(CALL(e, "find_all", "User",
                     "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"post\","
                     "\"attributes\":[\"id\"]}]}"),
                "[{\"id\":1,\"post\":{\"id\":10}},{\"id\":2,\"post\":{\"id\":11}},"
                "{\"id\":1,\"post\":{\"id\":10}}]");
    assert_text(engine_parameters(e, 1), "LIST(INTEGER 1, INTEGER 2)");
}

/* No parent has a key: nothing is asked for. */
static void test_nothing_to_ask(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Posts\"", "[[1,null],[2,null]]");
    assert_text(CALL(e, "find_all", "Post",
                     "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"user\"}]}"),
                "[{\"id\":1,\"user\":null},{\"id\":2,\"user\":null}]");
    assert_int_equal(engine_count(e), 1);
}

/* An include without attributes leaves no key, with all below it. */
static void test_empty_objects(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Users\"", "[[1]]");
    assert_text(CALL(e, "find_all", "User",
                     "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"posts\","
                     "\"attributes\":[],\"include\":[\"notes\"]}]}"),
                "[{\"id\":1}]");
    assert_int_equal(engine_count(e), 1);
    expect_error(e, ORM_INVALID_OPTION, "options.attributes",
                 CALL(e, "find_all", "User",
                      "{\"attributes\":{\"exclude\":[\"id\",\"name\"]},\"include\":[\"posts\"]}"));
}

static void test_through(void **state)
{
    static const char options[] = "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"tags\","
                                  "\"attributes\":[\"t\"],\"through\":{\"attributes\":[%s]}}]}";
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Posts\"", "[[1],[2]]");
    engine_answer(e, "\"Tags\"", "[[\"x\",5,1],[\"y\",6,2],[\"x\",7,2]]");
    assert_text(CALL(e, "find_all", "Post", orm_text_format(e->arena, options, "\"w\"").data),
                "[{\"id\":1,\"tags\":[{\"t\":\"x\",\"PostTag\":{\"w\":5}}]},{\"id\":2,\"tags\":["
                "{\"t\":\"y\",\"PostTag\":{\"w\":6}},{\"t\":\"x\",\"PostTag\":{\"w\":7}}]}]");
    engine_forget(e);
    engine_answer(e, "\"Posts\"", "[[1]]");
    engine_answer(e, "\"Tags\"", "[[\"x\",1]]");
    assert_text(CALL(e, "find_all", "Post", orm_text_format(e->arena, options, "").data),
                "[{\"id\":1,\"tags\":[{\"t\":\"x\"}]}]");
}

static void test_composite(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Places\"", "[[1,\"b\"],[1,\"a\"],[2,\"a\"]]");
    engine_answer(e, "\"Houses\"",
                  "[[7,1,\"a\"],[8,2,\"b\"],[9,2,\"a\"],[10,1,null],[11,1,\"a\"]]");
    assert_text(CALL(e, "find_all", "Place",
                     "{\"include\":[{\"association\":\"houses\",\"attributes\":[\"n\"]}]}"),
                "[{\"x\":1,\"y\":\"b\",\"houses\":[]},{\"x\":1,\"y\":\"a\",\"houses\":[{\"n\":7},"
                "{\"n\":11}]},{\"x\":2,\"y\":\"a\",\"houses\":[{\"n\":9}]}]");
    assert_text(engine_parameters(e, 1), "LIST(INTEGER 1, INTEGER 1, INTEGER 2), "
                                         "LIST(TEXT b, TEXT a, TEXT a)");
}

/* Few keys are planned once for all, many for what they are. */
static void test_planning(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    for (int count = 7; count <= 9; count++) {
        orm_buffer *users = opened(e);

        for (int user = 0; user < count; user++)
            orm_buffer_format(next_item(users), "[%d]", user);
        engine_forget(e);
        engine_answer(e, "\"Users\"", closed(e, users));
        CALL(e, "find_all", "User", "{\"attributes\":[\"id\"],\"include\":[\"posts\"]}");
        assert_int_equal(engine_at(e, 1)->planning, count < 8 ? ORM_PLAN_GENERIC : ORM_PLAN_CUSTOM);
    }
}

/* SQLite: one statement, run for each key. */
static void test_one_by_one(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Users\"", "[[1],[2],[1],[3]]");
    engine_answer(e, "\"Posts\"", "[[10,1],[11,1]]");
    engine_answer(e, "\"Posts\"", "[]");
    engine_answer(e, "\"Posts\"", "[[12,3]]");
    engine_answer(e, "\"Notes\"", "[[\"a\",10]]");
    engine_answer(e, "\"Notes\"", "[[\"b\",11],[\"c\",11]]");
    assert_text(CALL(e, "find_all", "User",
                     "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"posts\","
                     "\"attributes\":[\"id\"],\"include\":[{\"association\":\"notes\","
                     "\"attributes\":[\"t\"]}]}]}"),
                "[{\"id\":1,\"posts\":[{\"id\":10,\"notes\":[{\"t\":\"a\"}]},{\"id\":11,\"notes\":"
                "[{\"t\":\"b\"},{\"t\":\"c\"}]}]},{\"id\":2,\"posts\":[]},"
                "{\"id\":1,\"posts\":[{\"id\":10,\"notes\":[{\"t\":\"a\"}]},{\"id\":11,\"notes\":"
                "[{\"t\":\"b\"},{\"t\":\"c\"}]}]},"
                "{\"id\":3,\"posts\":[{\"id\":12,\"notes\":[]}]}]");
    assert_int_equal(engine_count(e), 1 + 3 + 3);
}

/* An included model read again below itself. */
static void test_cycle(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Users\"", "[[1]]");
    engine_answer(e, "\"Posts\"", "[[10,1,1],[11,1,1]]");
    engine_answer(e, "\"Users\"", "[[1]]");
    engine_answer(e, "\"Posts\"", "[[10,1]]");
    assert_text(
        CALL(e, "find_all", "User",
             "{\"attributes\":[\"id\"],\"include\":[{\"association\":\"posts\",\"attributes\":["
             "\"id\"],\"include\":[{\"association\":\"user\",\"attributes\":[\"id\"],\"include\":["
             "{\"association\":\"posts\",\"attributes\":[\"id\"]}]}]}]}"),
        "[{\"id\":1,\"posts\":[{\"id\":10,\"user\":{\"id\":1,\"posts\":[{\"id\":10}]}},"
        "{\"id\":11,\"user\":{\"id\":1,\"posts\":[{\"id\":10}]}}]}]");
    assert_text(engine_parameters(e, 2), "LIST(INTEGER 1)");
}

/* A statement that fails half way leaves nothing behind. */
static void test_failure(void **state)
{
    fake_engine *e = *state;

    define_blog(e);
    engine_answer(e, "\"Users\"", "[[1],[2]]");
    e->broken = "\"Posts\"";
    expect_raise(e->ctx, ORM_HOOK,
                 CALL(e, "find_all", "User", "{\"attributes\":[\"id\"],\"include\":[\"posts\"]}"));
    e->broken = NULL;
    engine_answer(e, "\"Users\"", "[[1]]");
    assert_text(CALL(e, "find_all", "User", "{\"attributes\":[\"id\"],\"include\":[\"posts\"]}"),
                "[{\"id\":1,\"posts\":[]}]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_large),
        ENGINE_TEST(test_strangers),
        ENGINE_TEST(test_first_of_several),
        ENGINE_TEST(test_nothing_to_ask),
        ENGINE_TEST(test_empty_objects),
        ENGINE_TEST(test_through),
        ENGINE_TEST(test_composite),
        ENGINE_TEST(test_planning),
        ENGINE_TEST_SQLITE(test_one_by_one),
        ENGINE_TEST(test_cycle),
        ENGINE_TEST(test_failure),
    };

    return cmocka_run_group_tests_name("levels", tests, NULL, NULL);
}
