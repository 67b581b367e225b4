/* test_allocation.c - memory that runs out, at every allocation of every kind of call: the error
 * is that and no other, nothing leaks, nothing half made stays in the caches, and the same call
 * gets through afterwards. */
#include "fake_engine.h"

static void prepare_nothing(fake_engine *e)
{
    (void)e;
}

static void prepare(fake_engine *e)
{
    CALL(e, "define_all",
         "{\"models\":{"
         "\"User\":{\"attributes\":{\"name\":{\"type\":\"STRING(20)\",\"allowNull\":false,"
         "\"unique\":true,\"validate\":{\"len\":[1,20]}},\"meta\":\"JSON\","
         "\"label\":{\"type\":\"VIRTUAL\",\"get\":\"upper(:name)\"}},\"options\":{\"paranoid\":"
         "true,\"version\":true,"
         "\"defaultScope\":{\"where\":{\"name\":{\"$ne\":\"x\"}}}},"
         "\"scopes\":{\"of\":{\"where\":{\"name\":{\"$param\":\"n\"}}}},"
         "\"associations\":[{\"type\":\"hasMany\",\"target\":\"Post\",\"options\":{\"as\":"
         "\"posts\",\"foreignKey\":\"userId\"}}]},"
         "\"Post\":{\"attributes\":{\"title\":\"TEXT\"},\"options\":{\"timestamps\":false},"
         "\"associations\":[{\"type\":\"belongsTo\",\"target\":\"User\",\"options\":{\"as\":"
         "\"user\"}},{\"type\":\"belongsToMany\",\"target\":\"Tag\",\"options\":{\"as\":\"tags\","
         "\"through\":\"PostTag\"}}]},"
         "\"Tag\":{\"attributes\":{\"t\":\"TEXT\"},\"options\":{\"timestamps\":false},"
         "\"associations\":[{\"type\":\"belongsToMany\",\"target\":\"Post\",\"options\":{\"as\":"
         "\"posts\",\"through\":\"PostTag\"}}]}}}");
    engine_always(e, "FROM \"public\".\"Users\"", "[[1,\"Ann\",1,1,1,1,1,1,1,1,1]]");
    engine_always(e, "FROM main.\"Users\"", "[[1,\"Ann\",1,1,1,1,1,1,1,1,1]]");
    engine_always(e, "FROM \"public\".\"Posts\"", "[[5,1,1,1]]");
    engine_always(e, "FROM main.\"Posts\"", "[[5,1,1,1]]");
    engine_always(e, "FROM \"public\".\"Tags\"", "[[7,1,1,1]]");
    engine_always(e, "FROM main.\"Tags\"", "[[7,1,1,1]]");
    engine_always(e, "INSERT INTO", "[[1,1,1,1,1,1,1,1,1]]");
    engine_always(e, "UPDATE", "[[1,1,1,1,1,1,1,1,1]]");
    engine_always(e, "DELETE", "[[1,1,1,1,1,1,1,1,1]]");
}

/* The next call finds nothing in the caches. */
static void prepare_cold(fake_engine *e)
{
    prepare(e);
    CALL(e, "reset");
}

static void sweep(void (*before)(fake_engine *e), void (*body)(fake_engine *e))
{
    assert_true(engine_sweep(&orm_dialect_postgres, before, body) > 3);
    assert_true(engine_sweep(&orm_dialect_sqlite, before, body) > 3);
}

/* With the catalog to be read, with it at hand, and with the plans at hand too. */
static void (*warm_body)(fake_engine *e);

static void prepare_warm(fake_engine *e)
{
    prepare(e);
    warm_body(e);
}

static void sweep_call(void (*body)(fake_engine *e))
{
    warm_body = body;
    sweep(prepare_cold, body);
    sweep(prepare, body);
    sweep(prepare_warm, body);
}

/* A call that must fail does so, or for want of memory. */
static void must_fail(fake_engine *e, orm_error_code code, const char *function, const char *model,
                      const char *document)
{
    fake_trap trap;

    if (setjmp(*fake_trap_open(e->ctx, &trap)) != 0) {
        if (engine_error(e) == NULL)
            e->fake->host.raise(&e->fake->host, e->ctx, NULL);
        assert_int_equal(engine_error(e)->code, code);
        return;
    }
    CALL(e, function, model, document);
    fail_msg("%s did not fail", function);
}

/* ---- definitions */

static void define(fake_engine *e)
{
    CALL(e, "define", "User",
         "{\"name\":{\"type\":\"STRING(20)\",\"allowNull\":false,\"validate\":{\"len\":[1,20]}},"
         "\"kind\":{\"type\":\"ENUM('a','b')\",\"defaultValue\":\"a\"},"
         "\"ref\":{\"type\":\"INTEGER\",\"references\":{\"model\":\"Users\",\"key\":\"id\"}}}",
         "{\"paranoid\":true,\"underscored\":true,\"indexes\":[{\"fields\":[\"name\"],\"unique\":"
         "true,\"where\":{\"kind\":\"a\"}}]}");
}

static void test_define(void **state)
{
    (void)state;
    sweep(prepare_nothing, define);
    sweep(prepare, define);
}

static void define_all(fake_engine *e)
{
    prepare(e);
}

static void test_define_all(void **state)
{
    (void)state;
    sweep(prepare_nothing, define_all);
}

static void associate(fake_engine *e)
{
    CALL(e, "belongs_to_many", "User", "Tag", "{\"through\":\"UserTag\",\"as\":\"marks\"}");
    CALL(e, "undefine_assoc", "User", "marks");
}

static void scopes_and_hooks(fake_engine *e)
{
    CALL(e, "add_scope", "User", "a", "{\"where\":{\"name\":\"x\"},\"include\":[\"posts\"]}");
    CALL(e, "add_hook", "User", "beforeCreate", "f(:values)", "h");
    CALL(e, "remove_hook", "User", "beforeCreate", "h");
    CALL(e, "remove_scope", "User", "a");
    CALL(e, "config", "numbers", "\"string\"");
    CALL(e, "config", "define", "{\"underscored\":true}");
    CALL(e, "config", "define", "null");
}

static void test_changes(void **state)
{
    (void)state;
    sweep(prepare, associate);
    sweep(prepare, scopes_and_hooks);
}

static void look(fake_engine *e)
{
    CALL(e, "export");
    CALL(e, "models");
    CALL(e, "describe", "User");
    CALL(e, "describe", "PostTag");
    CALL(e, "help");
    CALL(e, "help", "orm_create");
}

static void test_looking(void **state)
{
    (void)state;
    sweep_call(look);
}

static void wrong_definition(fake_engine *e)
{
    must_fail(e, ORM_DEFINITION, "define", "User", "{\"name\":\"STRNG\"}");
    must_fail(e, ORM_UNKNOWN_MODEL, "describe", "Usr", NULL);
}

/* ---- reading */

static void find(fake_engine *e)
{
    CALL(e, "find_all", "User",
         "{\"where\":{\"$or\":[{\"name\":[\"a\",\"b\"]},{\"id\":{\"$between\":[1,9]}},{\"meta.a\":"
         "1}]},\"order\":[[\"name\",\"DESC\"]],\"limit\":5,\"include\":[{\"association\":\"posts\","
         "\"required\":true,\"include\":[\"tags\"]}],\"params\":{\"x\":1}}");
    CALL(e, "find_by_pk", "User", "1");
    CALL(e, "find_one", "User", "{\"scope\":[{\"method\":[\"of\",{\"n\":\"a\"}]}]}");
}

static void find_more(fake_engine *e)
{
    CALL(e, "find_page", "User", "{\"order\":[\"name\"],\"first\":1,\"include\":[\"posts\"]}");
    CALL(e, "count", "User", "{\"include\":[{\"association\":\"posts\",\"required\":true}]}");
    CALL(e, "count_by", "User", "{\"group\":[\"name\"]}");
    CALL(e, "max", "User", "name");
    CALL(e, "find_all", "User",
         "{\"attributes\":[\"name\",[{\"$fn\":\"count\",\"args\":[\"*\"]},\"n\"]],\"group\":["
         "\"name\"],\"having\":{\"n\":{\"$gt\":1}}}");
    CALL(e, "query", "SELECT 1 AS a FROM \"public\".\"Users\" WHERE 1 = :a",
         "{\"replacements\":{\"a\":1}}");
}

static void wrong_find(fake_engine *e)
{
    must_fail(e, ORM_UNKNOWN_ATTRIBUTE, "find_all", "User", "{\"where\":{\"nam\":1}}");
    must_fail(e, ORM_INVALID_OPTION, "find_all", "User", "{\"were\":{\"name\":1}}");
    must_fail(e, ORM_JSON, "find_all", "User", "{\"where\":{\"name\":1}");
    must_fail(e, ORM_EAGER_LOADING, "find_all", "User",
              "{\"include\":[{\"association\":\"post\"}]}");
}

static void test_find(void **state)
{
    (void)state;
    sweep_call(find);
}

static void test_find_more(void **state)
{
    (void)state;
    sweep_call(find_more);
}

static void test_errors(void **state)
{
    (void)state;
    sweep_call(wrong_find);
    sweep(prepare, wrong_definition);
}

/* ---- writing */

static void create(fake_engine *e)
{
    CALL(e, "create", "User", "{\"name\":\"Ann\",\"meta\":{\"a\":[1,2]}}");
    CALL(e, "build", "User", "{\"name\":\"Ann\"}");
    CALL(e, "validate", "User", "{\"name\":\"\"}");
    must_fail(e, ORM_VALIDATION, "create", "User", "{\"name\":\"\",\"id\":\"x\"}");
}

static void create_nested(fake_engine *e)
{
    CALL(e, "create", "User",
         "{\"name\":\"Ann\",\"posts\":[{\"title\":\"a\",\"tags\":[{\"t\":\"x\"}]}]}",
         "{\"include\":[{\"association\":\"posts\",\"include\":[\"tags\"]}]}");
}

static void bulk_create(fake_engine *e)
{
    CALL(e, "bulk_create", "User",
         "[{\"name\":\"a\"},{\"name\":\"b\",\"meta\":1},{\"name\":\"c\"}]",
         "{\"returning\":false}");
    CALL(e, "bulk_create", "Post", "[{\"title\":\"a\"}]");
    must_fail(e, ORM_VALIDATION, "bulk_create", "User", "[{\"name\":\"a\"},{\"name\":null}]");
}

static void update(fake_engine *e)
{
    CALL(e, "update", "User", "{\"name\":\"Bob\"}", "{\"where\":{\"id\":1}}");
    CALL(e, "update", "User", "{\"name\":\"Bob\"}", "{\"where\":{\"id\":1},\"returning\":true}");
    CALL(e, "update_by_pk", "Post", "5", "{\"title\":\"x\"}");
    CALL(e, "increment", "User", "{\"id\":2}", "{\"where\":{\"name\":\"a\"}}");
    CALL(e, "bulk_update", "Post", "[{\"id\":1,\"title\":\"a\"},{\"id\":2,\"title\":\"b\"}]",
         "{\"returning\":false}");
}

static void destroy(fake_engine *e)
{
    CALL(e, "destroy", "User", "{\"where\":{\"id\":[1,2]}}");
    CALL(e, "destroy", "Post", "{\"where\":{\"id\":1}}");
    CALL(e, "restore", "User", "{\"where\":{\"id\":1}}");
}

static void upsert(fake_engine *e)
{
    CALL(e, "upsert", "User", "{\"id\":1,\"name\":\"a\"}");
    CALL(e, "bulk_upsert", "Post", "[{\"id\":1,\"title\":\"a\"}]", "{\"returning\":false}");
    CALL(e, "find_or_create", "Post", "{\"where\":{\"title\":\"a\"},\"defaults\":{\"userId\":1}}");
    CALL(e, "save", "Post", "{\"id\":1,\"title\":\"a\"}");
}

static void test_create(void **state)
{
    (void)state;
    sweep_call(create);
}

static void test_create_nested(void **state)
{
    (void)state;
    sweep_call(create_nested);
}

static void test_bulk_create(void **state)
{
    (void)state;
    sweep_call(bulk_create);
}

static void test_update(void **state)
{
    (void)state;
    sweep_call(update);
}

static void test_destroy(void **state)
{
    (void)state;
    sweep_call(destroy);
}

static void test_upsert(void **state)
{
    (void)state;
    sweep_call(upsert);
}

/* ---- associations */

static void link_many(fake_engine *e)
{
    CALL(e, "set_assoc", "Post", "5", "tags", "[7,8]");
    CALL(e, "add_assoc", "Post", "5", "tags", "[9]");
    CALL(e, "remove_assoc", "Post", "5", "tags", "[7]");
    CALL(e, "has_assoc", "Post", "5", "tags", "[7]");
    CALL(e, "get_assoc", "Post", "5", "tags", "{\"order\":[\"t\"]}");
}

static void link_one(fake_engine *e)
{
    CALL(e, "set_assoc", "User", "1", "posts", "[5]");
    CALL(e, "set_assoc", "Post", "5", "user", "1");
    CALL(e, "count_assoc", "User", "1", "posts");
    CALL(e, "create_assoc", "User", "1", "posts", "{\"title\":\"a\"}");
}

static void test_link_many(void **state)
{
    (void)state;
    sweep_call(link_many);
}

static void test_link_one(void **state)
{
    (void)state;
    sweep_call(link_one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_define),        cmocka_unit_test(test_define_all),
        cmocka_unit_test(test_changes),       cmocka_unit_test(test_looking),
        cmocka_unit_test(test_find),          cmocka_unit_test(test_find_more),
        cmocka_unit_test(test_errors),        cmocka_unit_test(test_create),
        cmocka_unit_test(test_create_nested), cmocka_unit_test(test_bulk_create),
        cmocka_unit_test(test_update),        cmocka_unit_test(test_destroy),
        cmocka_unit_test(test_upsert),        cmocka_unit_test(test_link_many),
        cmocka_unit_test(test_link_one),
    };

    return cmocka_run_group_tests_name("allocation", tests, NULL, NULL);
}
