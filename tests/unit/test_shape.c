/* test_shape.c - what a call looks like without its values: two calls with one shape get one plan,
 * so whatever decides about the SQL must be in it, and nothing else should. */
#include "fake_host.h"

#include "dialect.h"
#include "query/shape.h"

/* What is below is the shape of these options. */
static orm_text options_of(orm_ctx *ctx, const char *json)
{
    orm_shape shape;
    uint64_t hash;
    const orm_json *node =
        json ? orm_json_read(ctx, orm_text_from(json), ORM_JSON_CODE, "options") : NULL;

    orm_shape_open(&shape, ctx, "find_all", ORM_TEXT("User"));
    orm_shape_options(&shape, node);
    return orm_shape_text(&shape, &hash);
}

static orm_text values_of(orm_ctx *ctx, const char *json)
{
    orm_shape shape;
    uint64_t hash;

    orm_shape_open(&shape, ctx, "find_all", ORM_TEXT("User"));
    orm_shape_values(&shape, json ? orm_json_read(ctx, orm_text_from(json), ORM_JSON_DATA, "params")
                                  : NULL);
    return orm_shape_text(&shape, &hash);
}

static orm_text row_of(orm_ctx *ctx, const char *json)
{
    orm_shape shape;
    uint64_t hash;

    orm_shape_open(&shape, ctx, "create", ORM_TEXT("User"));
    orm_shape_row(&shape, orm_json_read(ctx, orm_text_from(json), ORM_JSON_DATA, "doc"));
    return orm_shape_text(&shape, &hash);
}

typedef orm_text shape_of(orm_ctx *ctx, const char *json);

typedef struct pair {
    const char *left;
    const char *right;
} pair;

static void compare(orm_ctx *ctx, shape_of *of, const pair *pairs, size_t count, bool is_same)
{
    for (size_t i = 0; i < count; i++)
        if (orm_text_equal(of(ctx, pairs[i].left), of(ctx, pairs[i].right)) != is_same)
            fail_msg("%s and %s %s one shape", pairs[i].left ? pairs[i].left : "NULL",
                     pairs[i].right ? pairs[i].right : "NULL",
                     is_same ? "should have" : "must not have");
}

#define SAME(of, pairs)      compare(ctx, (of), (pairs), sizeof(pairs) / sizeof *(pairs), true)
#define DIFFERENT(of, pairs) compare(ctx, (of), (pairs), sizeof(pairs) / sizeof *(pairs), false)

static void test_values_left_out(void **state)
{
    static const pair pairs[] = {
        {"{\"where\":{\"a\":1}}", "{\"where\":{\"a\":-2.5e3}}"},
        {"{\"where\":{\"a\":\"x\"}}", "{\"where\":{\"a\":\"a long 'text' \\u20ac\"}}"},
        {"{\"where\":{\"a\":{\"$gt\":1}}}", "{ \"where\" : {\"a\": { \"$gt\" : 999}} }"},
        {"{\"where\":{\"a\":{\"$like\":\"x%\"}}}", "{\"where\":{\"a\":{\"$like\":\"\"}}}"},
        {"{\"where\":{\"a\":{\"$between\":[1,2]}}}", "{\"where\":{\"a\":{\"$between\":[3,4]}}}"},
        {"{\"where\":{\"$or\":[{\"a\":1},{\"b\":\"x\"}]}}",
         "{\"where\":{\"$or\":[{\"a\":2},{\"b\":\"y\"}]}}"},
        {"{\"limit\":1,\"offset\":5}", "{\"limit\":1000000,\"offset\":0}"},
        {"{\"include\":[{\"association\":\"b\",\"where\":{\"c\":1},\"on\":{\"d\":2}}]}",
         "{\"include\":[{\"association\":\"b\",\"where\":{\"c\":7},\"on\":{\"d\":8}}]}"},
        {"{\"having\":{\"n\":{\"$gt\":1}}}", "{\"having\":{\"n\":{\"$gt\":2}}}"},
        {"{\"scope\":[{\"method\":[\"of\",{\"a\":1}]}]}",
         "{\"scope\":[{\"method\":[\"of\",{\"a\":2}]}]}"},
        {"{\"where\":{\"$find\":{\"model\":\"X\",\"where\":{\"a\":1}}}}",
         "{\"where\":{\"$find\":{\"model\":\"X\",\"where\":{\"a\":2}}}}"},
        {"{\"where\":{\"a\":{\"$regexp\":[\"^a\",\"i\"]}}}",
         "{\"where\":{\"a\":{\"$regexp\":[\"b$\",\"i\"]}}}"},
        /* of params and the clock only that they are there */
        {"{\"params\":{\"a\":1}}", "{\"params\":{\"b\":\"x\"}}"},
        {"{\"now\":\"2024-01-01\"}", "{\"now\":\"2025-01-01\"}"},
    };
    orm_ctx *ctx = *state;

    SAME(options_of, pairs);
}

static void test_what_decides(void **state)
{
    static const pair pairs[] = {
        {NULL, "{}"},
        {"{}", "[]"},
        {"{}", "null"},
        /* names and structure */
        {"{\"where\":{\"a\":1}}", "{\"where\":{\"b\":1}}"},
        {"{\"where\":{\"a\":1}}", "{\"where\":{\"a\":{\"$gt\":1}}}"},
        {"{\"where\":{\"a\":{\"$gt\":1}}}", "{\"where\":{\"a\":{\"$lt\":1}}}"},
        {"{\"where\":{\"a\":1,\"b\":2}}", "{\"where\":{\"b\":2,\"a\":1}}"},
        {"{\"where\":{\"a\":1}}", "{\"where\":[{\"a\":1}]}"},
        {"{\"where\":[[1]]}", "{\"where\":[1]}"},
        {"{\"where\":{}}", "{}"},
        {"{\"where\":{\"$or\":[{\"a\":1}]}}", "{\"where\":{\"$or\":[{\"a\":1},{\"a\":1}]}}"},
        {"{\"order\":[\"a\"]}", "{\"order\":[\"b\"]}"},
        {"{\"order\":[[\"a\",\"DESC\"]]}", "{\"order\":[\"a\",\"DESC\"]}"},
        {"{\"attributes\":[\"a\",\"b\"]}", "{\"attributes\":[\"ab\"]}"},
        {"{\"paranoid\":true}", "{\"paranoid\":false}"},
        {"{\"subQuery\":1}", "{\"subQuery\":2}"},
        {"{\"lock\":\"1\"}", "{\"lock\":1}"},
        {"{\"lock\":null}", "{\"lock\":\"\"}"},
        /* kinds: NULL tests, booleans, numbers and texts are compared differently */
        {"{\"where\":{\"a\":null}}", "{\"where\":{\"a\":1}}"},
        {"{\"where\":{\"a\":true}}", "{\"where\":{\"a\":false}}"},
        {"{\"where\":{\"a\":1}}", "{\"where\":{\"a\":\"1\"}}"},
        {"{\"limit\":null}", "{\"limit\":1}"},
        /* what is in a list */
        {"{\"where\":{\"a\":[]}}", "{\"where\":{\"a\":[1]}}"},
        {"{\"where\":{\"a\":[1]}}", "{\"where\":{\"a\":[1,null]}}"},
        {"{\"where\":{\"a\":[1]}}", "{\"where\":{\"a\":[\"1\"]}}"},
        {"{\"where\":{\"a\":[1]}}", "{\"where\":{\"a\":[[1]]}}"},
        {"{\"where\":{\"a\":[]}}", "{\"where\":{\"a\":{}}}"},
        {"{\"where\":{\"a\":{\"$between\":[1,2]}}}", "{\"where\":{\"a\":{\"$between\":[1,2,3]}}}"},
        /* code inside conditions */
        {"{\"where\":{\"a\":{\"$col\":\"b\"}}}", "{\"where\":{\"a\":{\"$col\":\"c\"}}}"},
        {"{\"where\":{\"a\":{\"$fn\":\"f\",\"args\":[1]}}}",
         "{\"where\":{\"a\":{\"$fn\":\"g\",\"args\":[1]}}}"},
        {"{\"where\":{\"a\":{\"$literal\":\"b\"}}}", "{\"where\":{\"a\":{\"$literal\":\"c\"}}}"},
        {"{\"where\":{\"a\":{\"$param\":\"b\"}}}", "{\"where\":{\"a\":{\"$param\":\"c\"}}}"},
        {"{\"where\":{\"a\":{\"$cast\":{\"$col\":\"b\"},\"type\":\"TEXT\"}}}",
         "{\"where\":{\"a\":{\"$cast\":{\"$col\":\"b\"},\"type\":\"DATE\"}}}"},
        {"{\"where\":{\"$where\":{\"$col\":\"a\"},\"comparator\":\"=\",\"logic\":1}}",
         "{\"where\":{\"$where\":{\"$col\":\"a\"},\"comparator\":\"<\",\"logic\":1}}"},
        {"{\"where\":{\"a\":{\"$regexp\":[\"^a\",\"i\"]}}}",
         "{\"where\":{\"a\":{\"$regexp\":[\"^a\",\"n\"]}}}"},
        {"{\"where\":{\"$find\":{\"model\":\"X\",\"where\":{\"a\":1}}}}",
         "{\"where\":{\"$find\":{\"model\":\"X\",\"where\":{\"b\":1}}}}"},
        /* scopes */
        {"{\"scope\":[\"a\"]}", "{\"scope\":[\"b\"]}"},
        {"{\"scope\":[{\"method\":[\"of\",{\"a\":1}]}]}",
         "{\"scope\":[{\"method\":[\"by\",{\"a\":1}]}]}"},
        {"{\"scope\":[{\"method\":[\"of\",{\"a\":1}]}]}",
         "{\"scope\":[{\"method\":[\"of\",{\"b\":1}]}]}"},
        /* whether there are params, and of what kind */
        {"{\"params\":{}}", "{}"},
        {"{\"params\":{}}", "{\"params\":[]}"},
        {"{\"now\":\"2024-01-01\"}", "{\"now\":1}"},
        {"{\"now\":\"2024-01-01\"}", "{\"params\":\"2024-01-01\"}"},
        /* further down these names are anybody's */
        {"{\"include\":[{\"association\":\"params\",\"as\":\"now\"}]}",
         "{\"include\":[{\"association\":\"params\",\"as\":\"no\"}]}"},
        {"{\"include\":[{\"params\":1}]}", "{\"include\":[{\"params\":2}]}"},
    };
    orm_ctx *ctx = *state;

    DIFFERENT(options_of, pairs);
}

static void test_parameters(void **state)
{
    static const pair same[] = {
        {"{\"a\":1}", "{\"a\":2}"},
        {"{\"a\":[1,2,3]}", "{\"a\":[4]}"}, /* PostgreSQL: an array, however long */
        {"{\"a\":\"\"}", "{\"a\":\"$col\"}"},
        {"1", "2"},
    };
    static const pair different[] = {
        {NULL, "{}"},
        {"{\"a\":1}", "{\"b\":1}"},
        {"{\"a\":1}", "{\"a\":null}"},
        {"{\"a\":[]}", "{\"a\":[1]}"},
        {"{\"a\":[1]}", "{\"a\":1}"},
        {"{\"a\":1}", "1"},
        {"1", "\"1\""},
        {"[1]", "1"},
    };
    orm_ctx *ctx = *state;

    SAME(values_of, same);
    DIFFERENT(values_of, different);
}

/* SQLite: short lists are printed place by place, so many that the next power of two will do. */
static void test_places(void **state)
{
    static const pair same[] = {
        {"{\"a\":[1,2,3]}", "{\"a\":[1,2,3,4]}"},
        {"{\"a\":[1,2,3,4,5]}", "{\"a\":[1,2,3,4,5,6,7,8]}"},
    };
    static const pair different[] = {
        {"{\"a\":[1]}", "{\"a\":[1,2]}"},
        {"{\"a\":[1,2]}", "{\"a\":[1,2,3]}"},
        {"{\"a\":[1,2,3,4]}", "{\"a\":[1,2,3,4,5]}"},
        {"{\"a\":[]}", "{\"a\":[1]}"},
    };
    orm_ctx *ctx = *state;

    ctx->host->dialect = &orm_dialect_sqlite;
    SAME(values_of, same);
    DIFFERENT(values_of, different);
    assert_int_equal(orm_list_places(0), 1);
    assert_int_equal(orm_list_places(1), 1);
    assert_int_equal(orm_list_places(2), 2);
    assert_int_equal(orm_list_places(3), 4);
    assert_int_equal(orm_list_places(1025), 2048);
    assert_int_equal(orm_list_places(1000000), 1048576);
}

static void test_rows(void **state)
{
    static const pair same[] = {
        {"{\"a\":1,\"b\":\"x\"}", "{\"a\":\"y\",\"b\":{\"deep\":[1,2]}}"},
        {"{}", "{ }"},
    };
    static const pair different[] = {
        {"{\"a\":1}", "{\"b\":1}"},
        {"{\"a\":1}", "{\"a\":null}"}, /* a default or not */
        {"{\"a\":1,\"b\":1}", "{\"b\":1,\"a\":1}"},
        {"{\"ab\":1}", "{\"a\":1,\"b\":1}"},
        {"{}", "[]"},
        {"{}", "1"},
        {"[]", "null"},
    };
    orm_ctx *ctx = *state;

    SAME(row_of, same);
    DIFFERENT(row_of, different);
}

/* Names are told apart from what follows, however they are chosen. */
static void test_no_collisions(void **state)
{
    orm_ctx *ctx = *state;
    orm_text long_name = orm_text_format(ctx->arena, "%06586d", 0);
    const pair pairs[] = {
        {"{\"x\":[\"\",\"\"]}", "{\"x\":[\"3\"]}"},
        {"{\"x\":[\"a\",\"b\"]}", "{\"x\":[\"a3b\"]}"},
        {"{\"x\":[\"a\",\"b\"]}", "{\"x\":[\"a3:b\"]}"},
        {"{\"x\":[\"a\",\"b\"]}", "{\"x\":[\"a3\\u0001b\"]}"},
        {"{\"x\":\"]}\"}", "{\"x\":[]}"},
        /* a length whose bytes look like an empty name and the beginning of the next one */
        {"{\"x\":[\"\",\"\"]}",
         orm_text_format(ctx->arena, "{\"x\":[\"%s\"]}", long_name.data).data},
    };

    DIFFERENT(options_of, pairs);
    /* the bytes before a name cannot be those before another one with a part of the name */
    for (size_t i = 0; i < 20000; i += i < 300 ? 1 : 997) {
        char *name = orm_alloc(ctx->arena, i + 20);
        orm_text text, next;

        memset(name, 'n', i + 20);
        memcpy(name, "{\"", 2);
        memcpy(name + 2 + i, "\":1}", 5);
        text = options_of(ctx, name);
        memcpy(name + 2 + i, "n\":1}", 6);
        next = options_of(ctx, name);
        assert_false(text.length <= next.length && memcmp(text.data, next.data, text.length) == 0);
    }
}

static void test_names_beside_documents(void **state)
{
    orm_ctx *ctx = *state;
    orm_shape one, other;
    uint64_t hash;
    orm_text text;

    orm_shape_open(&one, ctx, "sum", ORM_TEXT("User"));
    orm_shape_name(&one, 'f', ORM_TEXT("sum"));
    orm_shape_name(&one, 'n', ORM_TEXT("ab"));
    orm_shape_open(&other, ctx, "sum", ORM_TEXT("User"));
    orm_shape_name(&other, 'f', ORM_TEXT("suma"));
    orm_shape_name(&other, 'n', ORM_TEXT("b"));
    text = orm_shape_text(&one, &hash);
    assert_false(orm_text_equal(text, orm_shape_text(&other, &hash)));
    orm_shape_open(&one, ctx, "sum", ORM_TEXT("User"));
    orm_shape_open(&other, ctx, "su", ORM_TEXT("mUser"));
    text = orm_shape_text(&one, &hash);
    assert_false(orm_text_equal(text, orm_shape_text(&other, &hash)));
}

/* Every value has a number, in the order in which they are met; what decides is a constant. */
static void test_slots(void **state)
{
    orm_ctx *ctx = *state;
    orm_shape shape;
    const orm_json *options = orm_json_read(
        ctx,
        ORM_TEXT("{\"attributes\":[\"a\"],\"where\":{\"b\":1,\"c\":{\"$gt\":\"x\"},"
                 "\"d\":{\"$col\":\"e\"},\"f\":[1,2]},\"order\":[\"a\"],\"limit\":5}"),
        ORM_JSON_CODE, "options");
    const orm_json *where = orm_json_member(options, "where");
    const orm_json *b = orm_json_member(where, "b"), *c = orm_json_member(where, "c"),
                   *d = orm_json_member(where, "d"), *f = orm_json_member(where, "f"),
                   *limit = orm_json_member(options, "limit");

    orm_shape_open(&shape, ctx, "find_all", ORM_TEXT("User"));
    orm_shape_options(&shape, options);
    assert_int_equal(orm_json_member(options, "attributes")->slot, -1);
    assert_int_equal(orm_json_member(options, "attributes")->first->slot, -1);
    assert_int_equal(orm_json_member(options, "order")->first->slot, -1);
    assert_int_equal(orm_json_member(d, "$col")->slot, -1);
    for (uint32_t i = 0; i < shape.slot_count; i++)
        assert_int_equal(shape.slots[i]->slot, i);
    assert_ptr_equal(shape.slots[b->slot], b);
    assert_ptr_equal(shape.slots[c->slot], c);
    assert_ptr_equal(shape.slots[c->first->slot], c->first);
    assert_ptr_equal(shape.slots[f->slot], f);
    assert_ptr_equal(shape.slots[limit->slot], limit);
    assert_true(b->slot < c->slot && c->slot < f->slot && f->slot < limit->slot);
    assert_int_equal(f->first->slot, -1); /* the list is one value */
}

/* More values than the first table of slots holds. */
static void test_many_slots(void **state)
{
    orm_ctx *ctx = *state;
    orm_shape shape;
    orm_buffer json;
    const orm_json *row;
    uint64_t hash;

    orm_buffer_open(&json, ctx->host, ORM_LIFE_CALL, 64);
    for (int i = 0; i < 1000; i++)
        orm_buffer_format(&json, "%c\"a%d\":%d", i ? ',' : '{', i, i);
    orm_buffer_char(&json, '}');
    row = orm_json_read(ctx, orm_buffer_since(&json, 0), ORM_JSON_DATA, "doc");
    orm_shape_open(&shape, ctx, "create", ORM_TEXT("User"));
    orm_shape_row(&shape, row);
    assert_int_equal(shape.slot_count, 1000);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(shape.slots[i]->slot, i);
    assert_true(orm_shape_text(&shape, &hash).length > 3000);
    assert_true(hash != 0);
}

static int setup(void **state)
{
    int failed = fake_setup(state);

    ((orm_ctx *)*state)->host->dialect = &orm_dialect_postgres;
    return failed;
}

#define SHAPE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, fake_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHAPE_TEST(test_values_left_out),
        SHAPE_TEST(test_what_decides),
        SHAPE_TEST(test_parameters),
        SHAPE_TEST(test_places),
        SHAPE_TEST(test_rows),
        SHAPE_TEST(test_no_collisions),
        SHAPE_TEST(test_slots),
        SHAPE_TEST(test_names_beside_documents),
        SHAPE_TEST(test_many_slots),
    };

    return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
