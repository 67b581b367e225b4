/* test_failure.c - the engine's own errors in the contract's words (api.md section 5): what a
 * binding knows of them becomes JSON that names models and attributes. */
#include "fake_engine.h"

#include "exec/session.h"

static void define_models(fake_engine *e)
{
    CALL(e, "define", "User",
         "{\"email\":{\"type\":\"TEXT\",\"field\":\"e_mail\",\"unique\":{\"name\":\"mails\","
         "\"msg\":\"taken \\\"already\\\"\"}},\"name\":\"TEXT\",\"nick\":{\"type\":\"TEXT\","
         "\"field\":\"nick_name\"}}",
         "{\"timestamps\":false,\"indexes\":[{\"unique\":true,\"fields\":[\"name\",\"nick\"]}]}");
    CALL(e, "define", "Order", "{\"n\":\"INTEGER\"}",
         "{\"timestamps\":false,\"schema\":\"shop\",\"tableName\":\"orders\"}");
    CALL(e, "define", "Reorder", "{\"m\":{\"type\":\"INTEGER\",\"field\":\"n\"}}",
         "{\"timestamps\":false,\"tableName\":\"reorders\"}");
}

/* The JSON, as the call in which the error came up tells it. */
static orm_text json_of(fake_engine *e, const orm_failure *failure, bool has_catalog)
{
    orm_arena *arena = e->fake->host.arena_open(&e->fake->host);
    orm_call call;
    orm_text json;

    orm_call_open(&call, &e->fake->host, arena, e->session, &orm_functions[0]);
    if (has_catalog)
        orm_session_catalog(&call);
    json = orm_text_copy(e->arena, orm_failure_json(&call, failure));
    orm_call_close(&call);
    return json;
}

static void test_unique(void **state)
{
    fake_engine *e = *state;
    orm_failure failure = {.kind = ORM_FAILURE_UNIQUE,
                           .message = ORM_TEXT("duplicate key"),
                           .code = ORM_TEXT("23505"),
                           .table = ORM_TEXT("Users"),
                           .constraint = ORM_TEXT("Users_name"),
                           .columns = {ORM_TEXT("name"), ORM_TEXT("nick_name")},
                           .values = {ORM_TEXT("A\"nn"), {NULL, 0}},
                           .column_count = 2};

    define_models(e);
    assert_text(
        json_of(e, &failure, true),
        "{\"name\":\"UniqueConstraintError\",\"message\":\"duplicate key\",\"code\":\"23505\","
        "\"model\":\"User\",\"errors\":["
        "{\"message\":\"name must be unique\",\"type\":\"unique violation\",\"path\":\"name\","
        "\"value\":\"A\\\"nn\",\"validatorKey\":\"not_unique\"},"
        "{\"message\":\"nick must be unique\",\"type\":\"unique violation\",\"path\":\"nick\","
        "\"value\":null,\"validatorKey\":\"not_unique\"}],"
        "\"fields\":{\"name\":\"A\\\"nn\",\"nick\":null},\"constraint\":\"Users_name\"}");
    /* before the catalog was read the engine's names are all there is */
    assert_text(
        json_of(e, &failure, false),
        "{\"name\":\"UniqueConstraintError\",\"message\":\"duplicate key\",\"code\":\"23505\","
        "\"errors\":["
        "{\"message\":\"name must be unique\",\"type\":\"unique violation\",\"path\":\"name\","
        "\"value\":\"A\\\"nn\",\"validatorKey\":\"not_unique\"},"
        "{\"message\":\"nick_name must be unique\",\"type\":\"unique violation\",\"path\":"
        "\"nick_name\",\"value\":null,\"validatorKey\":\"not_unique\"}],"
        "\"fields\":{\"name\":\"A\\\"nn\",\"nick_name\":null},\"constraint\":\"Users_name\"}");
}

/* The definition has its own words for exactly these columns. */
static void test_own_message(void **state)
{
    fake_engine *e = *state;
    orm_failure failure = {.kind = ORM_FAILURE_UNIQUE,
                           .message = ORM_TEXT("m"),
                           .table = ORM_TEXT("Users"),
                           .columns = {ORM_TEXT("e_mail"), ORM_TEXT("name")},
                           .column_count = 1};

    define_models(e);
    assert_text(json_of(e, &failure, true),
                "{\"name\":\"UniqueConstraintError\",\"message\":\"m\",\"model\":\"User\","
                "\"errors\":[{\"message\":\"taken \\\"already\\\"\",\"type\":\"unique violation\","
                "\"path\":\"email\",\"value\":null,\"validatorKey\":\"not_unique\"}],"
                "\"fields\":{\"email\":null}}");
    failure.column_count = 2;
    assert_mentions(json_of(e, &failure, true), "\"email must be unique\"");
}

static void test_kinds(void **state)
{
    fake_engine *e = *state;
    orm_failure failure = {.message = ORM_TEXT("m"), .table = ORM_TEXT("Users")};

    define_models(e);
    failure.kind = ORM_FAILURE_FOREIGN_KEY;
    failure.constraint = ORM_TEXT("fk");
    assert_text(json_of(e, &failure, true),
                "{\"name\":\"ForeignKeyConstraintError\",\"message\":\"m\",\"model\":\"User\","
                "\"constraint\":\"fk\"}");
    failure.kind = ORM_FAILURE_EXCLUSION;
    assert_mentions(json_of(e, &failure, true), "{\"name\":\"ExclusionConstraintError\",");
    failure.kind = ORM_FAILURE_CHECK;
    assert_mentions(json_of(e, &failure, true), "{\"name\":\"DatabaseError\",");
    failure.kind = ORM_FAILURE_NOT_NULL;
    failure.columns[0] = ORM_TEXT("e_mail");
    failure.column_count = 1;
    assert_text(json_of(e, &failure, true),
                "{\"name\":\"DatabaseError\",\"message\":\"m\",\"model\":\"User\","
                "\"fields\":{\"email\":null},\"constraint\":\"fk\"}");
    failure = (orm_failure){.kind = ORM_FAILURE_OTHER, .message = ORM_TEXT("")};
    assert_text(json_of(e, &failure, true), "{\"name\":\"DatabaseError\",\"message\":\"\"}");
}

/* On SQLite a schema is the beginning of the table's name; what merely ends alike is another. */
static void test_schemas(void **state)
{
    fake_engine *e = *state;
    orm_failure failure = {.kind = ORM_FAILURE_OTHER,
                           .message = ORM_TEXT("m"),
                           .columns = {ORM_TEXT("n")},
                           .column_count = 1};

    define_models(e);
    failure.table = ORM_TEXT("shop.orders");
    assert_mentions(json_of(e, &failure, true), "\"model\":\"Order\",\"fields\":{\"n\":null}");
    failure.table = ORM_TEXT("orders");
    assert_mentions(json_of(e, &failure, true), "\"model\":\"Order\"");
    failure.table = ORM_TEXT("reorders");
    assert_mentions(json_of(e, &failure, true), "\"model\":\"Reorder\",\"fields\":{\"m\":null}");
    failure.table = ORM_TEXT("borders");
    assert_text(json_of(e, &failure, true),
                "{\"name\":\"DatabaseError\",\"message\":\"m\",\"fields\":{\"n\":null}}");
}

/* SQLite says which check failed, and not of which table. */
static void test_checks(void **state)
{
    fake_engine *e = *state;
    orm_failure failure = {.kind = ORM_FAILURE_CHECK, .message = ORM_TEXT("m")};

    CALL(e, "define", "A", "{\"n\":\"INTEGER\"}",
         "{\"checks\":[{\"name\":\"one\",\"where\":{\"n\":1}},"
         "{\"name\":\"both\",\"where\":{\"n\":1}}]}");
    CALL(e, "define", "B", "{\"n\":\"INTEGER\"}",
         "{\"checks\":[{\"name\":\"both\",\"where\":{\"n\":1}}]}");
    failure.constraint = ORM_TEXT("one");
    assert_text(json_of(e, &failure, true),
                "{\"name\":\"DatabaseError\",\"message\":\"m\",\"model\":\"A\","
                "\"constraint\":\"one\"}");
    failure.constraint = ORM_TEXT("both");
    assert_text(json_of(e, &failure, true),
                "{\"name\":\"DatabaseError\",\"message\":\"m\",\"constraint\":\"both\"}");
    failure.kind = ORM_FAILURE_UNIQUE;
    failure.constraint = ORM_TEXT("one");
    assert_text(json_of(e, &failure, true),
                "{\"name\":\"UniqueConstraintError\",\"message\":\"m\",\"constraint\":\"one\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINE_TEST(test_unique),         ENGINE_TEST(test_own_message),   ENGINE_TEST(test_kinds),
        ENGINE_TEST_SQLITE(test_schemas), ENGINE_TEST_SQLITE(test_checks),
    };

    return cmocka_run_group_tests_name("failure", tests, NULL, NULL);
}
