/* test_session.c - the caches of a connection: what is read again when, what is kept, and what
 * happens when a trigger or a row-level security function calls us in the middle of a call. */
#include "fake_engine.h"

#include "exec/plans.h"

#include <stdlib.h>

static uint64_t stat_of(fake_engine *e, const char *name)
{
    orm_ctx own = {&e->fake->host, e->arena};
    const orm_json *stats = orm_json_read(&own, CALL(e, "stats"), ORM_JSON_DATA, "stats");
    const orm_json *value = orm_json_member(stats, name);

    assert_non_null(value);
    return strtoull(orm_text_format(e->arena, "%.*s", ORM_ARG(value->text)).data, NULL, 10);
}

static void define_user(fake_engine *e)
{
    CALL(e, "define", "User", "{\"name\":\"TEXT\"}", "{\"timestamps\":false}");
    CALL(e, "define", "Post", "{\"title\":\"TEXT\"}", "{\"timestamps\":false}");
    CALL(e, "has_many", "User", "Post", "{\"as\":\"posts\",\"foreignKey\":\"userId\"}");
    engine_forget(e);
}

static orm_session *new_session(fake_engine *e)
{
    return orm_alloc_zero(e->arena, orm_session_size());
}

/* The call in another session. */
#define IN_SESSION(e, other, statement)                                                            \
    do {                                                                                           \
        orm_session *own_ = (e)->session;                                                          \
                                                                                                   \
        (e)->session = (other);                                                                    \
        statement;                                                                                 \
        (e)->session = own_;                                                                       \
    } while (0)

/* ---- the catalog */

static void test_read_once(void **state)
{
    fake_engine *e = *state;
    orm_session *other = new_session(e);
    uint32_t reads;

    define_user(e);
    reads = e->catalog_reads;
    CALL(e, "find_all", "User");
    CALL(e, "find_all", "Post");
    CALL(e, "count", "User");
    assert_int_equal(e->catalog_reads, reads); /* what a definition has built is not read again */
    IN_SESSION(e, other, {
        CALL(e, "find_all", "User");
        assert_true(e->catalog_reads > reads);
        reads = e->catalog_reads;
        CALL(e, "find_all", "Post");
        assert_int_equal(e->catalog_reads, reads);
        assert_int_equal(stat_of(e, "catalogLoads"), 1);
    });
    orm_session_clear(other);
}

static void test_changed_elsewhere(void **state)
{
    fake_engine *e = *state;
    orm_session *other = new_session(e);

    define_user(e);
    CALL(e, "find_all", "User");
    assert_text(engine_sql(e, 0), "SELECT t0.\"id\", t0.\"name\" FROM \"public\".\"Users\" AS t0");
    IN_SESSION(e, other,
               CALL(e, "define", "User", "{\"nick\":\"TEXT\"}", "{\"timestamps\":false}"));
    CALL(e, "find_all", "User");
    assert_text(engine_sql(e, 1), "SELECT t0.\"id\", t0.\"nick\" FROM \"public\".\"Users\" AS t0");
    IN_SESSION(e, other, CALL(e, "undefine", "Post"));
    expect_raise(e->ctx, ORM_UNKNOWN_MODEL, CALL(e, "find_all", "Post"));
    IN_SESSION(e, other, CALL(e, "define", "Later", "{}"));
    CALL(e, "find_all", "Later");
    orm_session_clear(other);
}

/* Before the first definition there is no stamp; after it there is one, and all may vanish. */
static void test_empty_catalog(void **state)
{
    fake_engine *e = *state;
    orm_session *other = new_session(e);
    engine_snapshot nothing = engine_save(e);

    expect_raise(e->ctx, ORM_UNKNOWN_MODEL, CALL(e, "find_all", "User"));
    expect_raise(e->ctx, ORM_UNKNOWN_MODEL, CALL(e, "find_all", "User"));
    assert_int_equal(stat_of(e, "catalogLoads"), 1);
    IN_SESSION(e, other, define_user(e));
    CALL(e, "find_all", "User");
    engine_restore(e, &nothing);
    expect_raise(e->ctx, ORM_UNKNOWN_MODEL, CALL(e, "find_all", "User"));
    orm_session_clear(other);
}

/* A definition that is rolled back was never there, for its own session too. */
static void test_rolled_back(void **state)
{
    fake_engine *e = *state;
    engine_snapshot before;

    define_user(e);
    CALL(e, "find_all", "User");
    before = engine_save(e);
    CALL(e, "define", "User", "{\"nick\":\"TEXT\"}", "{\"timestamps\":false}");
    CALL(e, "define", "Other", "{}");
    CALL(e, "find_all", "User", "{\"attributes\":[\"nick\"]}");
    engine_restore(e, &before);
    expect_raise(e->ctx, ORM_UNKNOWN_MODEL, CALL(e, "find_all", "Other"));
    expect_raise(e->ctx, ORM_UNKNOWN_ATTRIBUTE,
                 CALL(e, "find_all", "User", "{\"attributes\":[\"nick\"]}"));
    CALL(e, "find_all", "User", "{\"attributes\":[\"name\"]}");
}

/* A definition that fails leaves the catalog that was there. */
static void test_failed_definition(void **state)
{
    fake_engine *e = *state;
    uint64_t loads;

    define_user(e);
    loads = stat_of(e, "catalogLoads");
    expect_raise(e->ctx, ORM_DEFINITION, CALL(e, "define", "User", "{\"name\":\"NOTYPE\"}"));
    CALL(e, "find_all", "User", "{\"attributes\":[\"name\"]}");
    assert_int_equal(stat_of(e, "catalogLoads"), loads);
}

/* ---- plans */

static void test_hits(void **state)
{
    fake_engine *e = *state;

    define_user(e);
    CALL(e, "find_all", "User", "{\"where\":{\"name\":\"a\"}}");
    assert_int_equal(stat_of(e, "planMisses"), 1);
    assert_int_equal(stat_of(e, "planHits"), 0);
    CALL(e, "find_all", "User", "{\"where\":{\"name\":\"b\"}}");
    assert_int_equal(stat_of(e, "planHits"), 1);
    assert_text_equal(engine_sql(e, 0), engine_sql(e, 1));
    assert_text(engine_parameters(e, 0), "TEXT a");
    assert_text(engine_parameters(e, 1), "TEXT b");
    CALL(e, "find_all", "User", "{\"where\":{\"name\":null}}");
    CALL(e, "find_one", "User", "{\"where\":{\"name\":\"b\"}}");
    CALL(e, "find_all", "Post", "{\"where\":{\"title\":\"b\"}}");
    assert_int_equal(stat_of(e, "planHits"), 1);
    assert_int_equal(stat_of(e, "plans"), 4);
    CALL(e, "create", "User", "{\"name\":\"a\"}", "{\"returning\":false}");
    CALL(e, "create", "User", "{\"name\":5}", "{\"returning\":false,\"validate\":false}");
    CALL(e, "create", "User", "{\"name\":\"b\"}", "{\"returning\":false}");
    assert_int_equal(stat_of(e, "planHits"), 2);
    assert_text(engine_parameters(e, 7), "TEXT b");
}

/* Params and the clock are no part of a plan, given as an option or as an argument. */
static void test_params_apart(void **state)
{
    fake_engine *e = *state;

    define_user(e);
    CALL(e, "find_all", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}},\"params\":{\"p\":1}}");
    CALL(e, "find_all", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}},\"params\":{\"p\":2}}");
    assert_int_equal(stat_of(e, "plans"), 1);
    assert_text(engine_parameters(e, 1), "TEXT 2");
    CALL(e, "find_all", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}}}", "{\"p\":3}");
    CALL(e, "find_all", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}}}", "{\"p\":4}");
    assert_int_equal(stat_of(e, "plans"), 2);
    assert_text(engine_parameters(e, 3), "TEXT 4");
    /* what has no plan yet is looked at as a whole */
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 CALL(e, "find_all", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}}}", "{}"));
    expect_raise(e->ctx, ORM_INVALID_OPTION,
                 CALL(e, "find_all", "User",
                      "{\"where\":{\"name\":{\"$param\":\"p\"}},\"params\":{\"q\":1}}"));
    expect_raise(
        e->ctx, ORM_INVALID_OPTION,
        CALL(e, "find_all", "User", "{\"where\":{\"name\":{\"$param\":\"p\"}},\"params\":[1]}"));
}

/* A plan that could not be finished is not there afterwards. */
static void test_failed_plan(void **state)
{
    fake_engine *e = *state;

    define_user(e);
    for (int i = 0; i < 3; i++)
        expect_raise(e->ctx, ORM_UNKNOWN_ATTRIBUTE,
                     CALL(e, "find_all", "User", "{\"where\":{\"nam\":1}}"));
    assert_int_equal(stat_of(e, "plans"), 0);
    assert_int_equal(stat_of(e, "planMisses"), 3);
    assert_int_equal(engine_count(e), 0);
}

static void find_as(fake_engine *e, int number)
{
    CALL(e, "find_all", "User",
         orm_text_format(e->arena, "{\"attributes\":[[\"id\",\"a%d\"]]}", number).data);
}

/* The least recently used goes. */
static void test_eviction(void **state)
{
    fake_engine *e = *state;

    define_user(e);
    for (int i = 0; i < ORM_PLAN_LIMIT; i++)
        find_as(e, i);
    assert_int_equal(stat_of(e, "plans"), ORM_PLAN_LIMIT);
    find_as(e, 0); /* now the newest */
    assert_int_equal(stat_of(e, "planHits"), 1);
    find_as(e, ORM_PLAN_LIMIT);
    assert_int_equal(stat_of(e, "plans"), ORM_PLAN_LIMIT);
    find_as(e, 0);
    assert_int_equal(stat_of(e, "planHits"), 2);
    find_as(e, 1); /* was the oldest */
    assert_int_equal(stat_of(e, "planHits"), 2);
    for (int i = 0; i < 3 * ORM_PLAN_LIMIT; i++)
        find_as(e, 10000 + i);
    assert_int_equal(stat_of(e, "plans"), ORM_PLAN_LIMIT);
    assert_int_equal(stat_of(e, "planHits"), 2);
    for (int i = 3 * ORM_PLAN_LIMIT; i-- > 2 * ORM_PLAN_LIMIT;)
        find_as(e, 10000 + i);
    assert_int_equal(stat_of(e, "planHits"), 2 + ORM_PLAN_LIMIT);
    assert_text(engine_sql(e, engine_count(e) - 1),
                "SELECT t0.\"id\" FROM \"public\".\"Users\" AS t0");
}

/* A definition takes all plans with it. */
static void test_plans_of_old_catalog(void **state)
{
    fake_engine *e = *state;

    define_user(e);
    CALL(e, "find_all", "User");
    CALL(e, "find_all", "Post");
    assert_int_equal(stat_of(e, "plans"), 2);
    CALL(e, "define", "Other", "{}");
    assert_int_equal(stat_of(e, "plans"), 0);
    CALL(e, "find_all", "User");
    assert_int_equal(stat_of(e, "planHits"), 0);
    CALL(e, "reset");
    assert_int_equal(stat_of(e, "plans"), 0);
    CALL(e, "find_all", "User");
    assert_int_equal(stat_of(e, "planHits"), 0);
}

/* The search path has changed: the table is another one. */
static void test_moved(void **state)
{
    fake_engine *e = *state;

    define_user(e);
    CALL(e, "find_all", "User", "{\"include\":[\"posts\"]}");
    e->location = 2;
    e->schema = "mine";
    CALL(e, "find_all", "User", "{\"include\":[\"posts\"]}");
    assert_text(engine_sql(e, 1), "SELECT t0.\"id\", t0.\"name\" FROM \"mine\".\"Users\" AS t0");
    assert_int_equal(stat_of(e, "plans"), 1);
    CALL(e, "find_all", "User", "{\"include\":[\"posts\"]}");
    assert_text_equal(engine_sql(e, 2), engine_sql(e, 1));
    assert_int_equal(stat_of(e, "plans"), 1);
    CALL(e, "create", "User", "{}", "{\"returning\":false}");
    e->location = 3;
    e->schema = "yours";
    CALL(e, "create", "User", "{}", "{\"returning\":false}");
    assert_mentions(engine_sql(e, 4), "\"yours\".\"Users\"");
}

/* Where SQL text is forbidden a plan that was made where it is allowed does not serve. */
static void test_literals_forbidden(void **state)
{
    fake_engine *e = *state;
    const char *options = "{\"attributes\":[[{\"$literal\":\"now()\"},\"t\"]]}";

    define_user(e);
    CALL(e, "find_all", "User", options);
    e->fake->host.is_literal_forbidden = true;
    expect_error(e, ORM_INVALID_OPTION, "options.attributes[0][0].$literal",
                 CALL(e, "find_all", "User", options));
    e->fake->host.is_literal_forbidden = false;
    CALL(e, "find_all", "User", options);
    assert_int_equal(stat_of(e, "planHits"), 1);
}

/* ---- calls inside calls */

static int depth, most_depth;

static void find_again(fake_engine *e, const orm_statement *statement)
{
    (void)statement;
    if (depth >= most_depth)
        return;
    depth++;
    assert_text(
        CALL(e, "find_all", "User", "{\"include\":[\"posts\"]}"),
        "[{\"id\":1,\"name\":\"Ann\",\"posts\":[{\"id\":5,\"title\":\"t\",\"userId\":1}]}]");
    depth--;
}

static void define_again(fake_engine *e, const orm_statement *statement)
{
    (void)statement;
    if (depth++ == 0)
        CALL(e, "define", "User", "{\"nick\":\"TEXT\"}", "{\"timestamps\":false}");
    depth--;
}

static void undefine_all(fake_engine *e, const orm_statement *statement)
{
    (void)statement;
    if (depth++ == 0 && CALL(e, "export").length > 100)
        CALL(e, "define_all", "{\"models\":{}}", "{\"replace\":true}");
    depth--;
}

static void reset(fake_engine *e, const orm_statement *statement)
{
    (void)statement;
    CALL(e, "reset");
}

static void reset_hard(fake_engine *e, const orm_statement *statement)
{
    (void)statement;
    CALL(e, "reset", "true");
}

static void evict(fake_engine *e, const orm_statement *statement)
{
    (void)statement;
    if (depth++ == 0)
        for (int i = 0; i <= ORM_PLAN_LIMIT; i++)
            find_as(e, i);
    depth--;
}

static void fail_inside(fake_engine *e, const orm_statement *statement)
{
    (void)statement;
    if (depth++ == 0)
        expect_raise(e->ctx, ORM_UNKNOWN_ATTRIBUTE,
                     CALL(e, "find_all", "User", "{\"where\":{\"nope\":1}}"));
    depth--;
}

static void (*const inner[])(fake_engine *e, const orm_statement *statement) = {
    find_again, define_again, undefine_all, reset, reset_hard, evict, fail_inside};

enum { INNER_COUNT = sizeof inner / sizeof *inner };

static void lay_out(fake_engine *e)
{
    engine_forget(e);
    engine_always(e, "FROM \"public\".\"Users\"", "[[1,\"Ann\",1,1]]");
    engine_always(e, "FROM \"public\".\"Posts\"", "[[5,\"t\",1]]");
    engine_always(e, "INSERT INTO", "[[1,\"Ann\",1,1,1,1,1]]");
    engine_always(e, "UPDATE", "[[1,\"Ann\",1,1]]");
    engine_always(e, "DELETE", "[[1]]");
}

/* Each of them in the middle of a call, which goes on as if nothing had been. */
static void nest(fake_engine *e, void (*call)(fake_engine *e))
{
    for (int i = 0; i < INNER_COUNT; i++)
        for (int cached = 0; cached < 2; cached++) {
            e->on_run = NULL;
            define_user(e);
            lay_out(e);
            if (cached)
                call(e);
            depth = 0;
            most_depth = 3;
            e->on_run = inner[i];
            call(e);
            e->on_run = NULL;
        }
}

static void find_in(fake_engine *e)
{
    assert_text(
        CALL(e, "find_all", "User", "{\"include\":[\"posts\"]}"),
        "[{\"id\":1,\"name\":\"Ann\",\"posts\":[{\"id\":5,\"title\":\"t\",\"userId\":1}]}]");
}

static void test_inside_find(void **state)
{
    nest(*state, find_in);
}

static void write_in(fake_engine *e)
{
    assert_text(CALL(e, "create", "User", "{\"name\":\"Ann\"}"), "{\"id\":1,\"name\":\"Ann\"}");
    if (e->on_run && e->on_run != find_again && e->on_run != evict && e->on_run != fail_inside)
        return; /* what follows may find the models changed */
    CALL(e, "bulk_create", "User", "[{\"name\":\"Ann\"}]");
    CALL(e, "update", "User", "{\"name\":\"x\"}", "{\"where\":{\"id\":1}}");
    CALL(e, "destroy", "User", "{\"where\":{\"id\":1}}");
    CALL(e, "find_or_create", "User", "{\"where\":{\"name\":\"x\"}}");
    CALL(e, "upsert", "User", "{\"id\":1,\"name\":\"x\"}");
    CALL(e, "increment", "User", "[\"id\"]", "{\"where\":{\"id\":1}}");
}

static void test_inside_write(void **state)
{
    nest(*state, write_in);
}

static void link_in(fake_engine *e)
{
    CALL(e, "set_assoc", "User", "1", "posts", "[5]");
}

static void test_inside_link(void **state)
{
    nest(*state, link_in);
}

static void nested_in(fake_engine *e)
{
    CALL(e, "create", "User", "{\"name\":\"Ann\",\"posts\":[{\"title\":\"t\"}]}",
         "{\"include\":[\"posts\"]}");
}

static void test_inside_nested(void **state)
{
    nest(*state, nested_in);
}

static void page_in(fake_engine *e)
{
    CALL(e, "find_page", "User", "{\"order\":[\"id\"],\"first\":1,\"include\":[\"posts\"]}");
}

static void test_inside_page(void **state)
{
    nest(*state, page_in);
}

/* After an error in the middle nothing stays pinned. */
static void test_pins_after_error(void **state)
{
    fake_engine *e = *state;

    define_user(e);
    e->broken = "\"Posts\"";
    for (int i = 0; i < 3; i++) {
        engine_answer(e, "\"Users\"", "[[1,\"Ann\",1,1]]");
        expect_raise(e->ctx, ORM_HOOK, CALL(e, "find_all", "User", "{\"include\":[\"posts\"]}"));
    }
    e->broken = NULL;
    assert_int_equal(e->session->newest->pins, 0);
    assert_int_equal(e->session->catalog->pins, 0);
    CALL(e, "define", "Other", "{}");
    assert_int_equal(e->fake->kept_arenas, 1);
}

/* More buckets than plans, more plans than buckets: found whatever else is there. */
static void test_all_found(void **state)
{
    fake_engine *e = *state;

    define_user(e);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < ORM_PLAN_LIMIT; i++)
            find_as(e, i);
    assert_int_equal(stat_of(e, "planHits"), ORM_PLAN_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_read_once),
        ENGINE_TEST(test_changed_elsewhere),
        ENGINE_TEST(test_empty_catalog),
        ENGINE_TEST(test_rolled_back),
        ENGINE_TEST(test_failed_definition),
        ENGINE_TEST(test_hits),
        ENGINE_TEST(test_params_apart),
        ENGINE_TEST(test_failed_plan),
        ENGINE_TEST(test_eviction),
        ENGINE_TEST(test_plans_of_old_catalog),
        ENGINE_TEST(test_moved),
        ENGINE_TEST(test_literals_forbidden),
        ENGINE_TEST(test_inside_find),
        ENGINE_TEST(test_inside_write),
        ENGINE_TEST(test_inside_link),
        ENGINE_TEST(test_inside_nested),
        ENGINE_TEST(test_inside_page),
        ENGINE_TEST(test_pins_after_error),
        ENGINE_TEST(test_all_found),
    };

    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
