/* test_json_text.c - JSON text looked at in place, and values in jsonb's order. */
#include "fake_host.h"

#include "base/json_order.h"
#include "base/json_text.h"
#include "base/number.h"

static int sign(int order)
{
    return order < 0 ? -1 : order > 0;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- paths */

typedef struct found {
    const char *document;
    const char *steps[4];
    const char *expected; /* NULL: nothing is there */
} found;

static uint32_t read_steps(const found *it, orm_text *steps)
{
    uint32_t count = 0;

    while (count < 4 && it->steps[count]) {
        steps[count] = orm_text_from(it->steps[count]);
        count++;
    }
    return count;
}

static void check_found(const found *it)
{
    orm_text steps[4], value;
    uint32_t count = read_steps(it, steps);
    bool is_there = orm_json_text_find(orm_text_from(it->document), steps, count, &value);

    if (is_there != (it->expected != NULL))
        fail_msg("%s: %s", it->document, is_there ? "found" : "not found");
    if (is_there)
        assert_text(value, it->expected);
}

static void test_paths(void **state)
{
    static const found cases[] = {
        {"5", {NULL}, "5"},
        {" [1] ", {NULL}, "[1]"},
        {"{\"a\":1}", {"a"}, "1"},
        {" { \"a\" : { \"b\" : [ 1 , 2 ] } } ", {"a", "b", "1"}, "2"},
        {"{\"a\":1,\"b\":2}", {"c"}, NULL},
        {"{\"a\":1,\"a\":2}", {"a"}, "2"},
        {"{\"a\":{\"x\":1},\"a\":5}", {"a", "x"}, NULL},
        {"{\"\":{\"\":3}}", {"", ""}, "3"},
        {"{\"0\":\"member\"}", {"0"}, "\"member\""},
        {"[10,[20,30],{\"a\":40}]", {"1", "1"}, "30"},
        {"[10,[20,30],{\"a\":40}]", {"2", "a"}, "40"},
        {"[10,20]", {"007"}, NULL},
        {"[10,20]", {"01"}, "20"},
        {"[10,20]", {"-1"}, NULL},
        {"[10,20]", {"2"}, NULL},
        {"[10,20]", {"99999999999999999999"}, NULL},
        {"[]", {"0"}, NULL},
        {"{}", {"a"}, NULL},
        {"5", {"a"}, NULL},
        {"\"abc\"", {"0"}, NULL},
        {"{\"a\":null}", {"a"}, "null"},
        {"{\"a\\u0062\":1}", {"ab"}, "1"},
        {"{\"\\uD83D\\uDE00\":1}", {"😀"}, "1"},
        {"{\"a\":\"}]\\\"{[\",\"b\":2}", {"b"}, "2"},
        {"{\"a\":[\"]\",{\"x\":\"}\"}],\"b\":-1.5e+3}", {"b"}, "-1.5e+3"},
        {"{\"a\":true,\"b\":false}", {"b"}, "false"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check_found(&cases[i]);
}

/* What is not JSON gives some answer or none, and reads nothing behind its end. */
static void test_broken_texts(void **state)
{
    static const char *const texts[] = {
        "",         "{",         "[",        "\"",         "{\"a",      "{\"a\"", "{\"a\":",
        "{\"a\":1", "{\"a\":1,", "[1,",      "[1,2",       "{a:1}",     "]",      "}{",
        "[,,,]",    "{,}",       "[1 2 3]",  "{\"a\" 1}",  "nul",       "hello",  "{\"a\":\"\\",
        "[\"\\",    "{\"a\\",    "[[[[[[[[", "{\"a\":[}}", "[{\"a\":]", "\x01",   "{:1}",
    };
    orm_ctx *ctx = *state;
    orm_text steps[] = {ORM_TEXT("a"), ORM_TEXT("1")}, value;

    for (size_t i = 0; i < COUNT(texts); i++) {
        size_t length = strlen(texts[i]);
        char *own =
            orm_alloc(ctx->arena, length + 1); /* its end is the block's, for the sanitizer */

        memcpy(own, texts[i], length);
        for (uint32_t from = 0; from < 2; from++)
            orm_json_text_find((orm_text){own, length}, steps + from, 1, &value);
        orm_json_text_find((orm_text){own, length}, steps, 2, &value);
    }
}

static void test_strings(void **state)
{
    static const struct {
        const char *left, *right;
        int order;
    } cases[] = {
        {"\"a\"", "\"a\"", 0},
        {"\"a\"", "\"b\"", -1},
        {"\"a\"", "\"\"", 1},
        {"\"a\\u0062c\"", "\"abc\"", 0},
        {"\"\\n\"", "\"\\u000a\"", 0},
        {"\"\\/\"", "\"/\"", 0},
        {"\"\\u00e9\"", "\"é\"", 0},
        {"\"é\"", "\"z\"", 1},
        {"\"ab\"", "\"a\\u0062c\"", -1},
        {"\"\\uD83D\\uDE00\"", "\"😀\"", 0},
        {"\"\\uD83D\"", "\"�\"", 0},
    };
    char out[64];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        orm_text left = orm_text_from(cases[i].left), right = orm_text_from(cases[i].right);

        assert_int_equal(sign(orm_json_text_compare_strings(left, right)), cases[i].order);
        assert_int_equal(sign(orm_json_text_compare_strings(right, left)), -cases[i].order);
        assert_true(orm_json_text_decode(left, out) <= left.length);
    }
}

/* ---- numbers */

static void test_numbers(void **state)
{
    /* each one is less than all behind it, and equal to what stands beside it */
    static const char *const rising[][2] = {
        {"-1e400", "-10e399"},
        {"-12.5", "-1.25e1"},
        {"-0.001", "-1e-3"},
        {"0", "-0.00e7"},
        {"1e-400", "0.1e-399"},
        {"0.05", "5e-2"},
        {"0.5", "0.50"},
        {"1", "1.0"},
        {"1.0000000000000000000000001", "10000000000000000000000001e-25"},
        {"9", "9.00"},
        {"10", "1e1"},
        {"99", "0.99e2"},
        {"100", "1E+2"},
        {"9007199254740992", "9007199254740992.0"},
        {"9007199254740993", "9007199254740993"},
        {"1e21", "1000000000000000000000"},
        {"1e400", "1e+400"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rising); i++)
        for (size_t j = 0; j < COUNT(rising); j++)
            assert_int_equal(
                orm_number_compare(orm_text_from(rising[i][0]), orm_text_from(rising[j][1])),
                i < j ? -1 : i > j);
}

/* ---- order and containment */

static orm_json *read(orm_ctx *ctx, const char *source)
{
    orm_json *node = orm_json_read(ctx, orm_text_from(source), ORM_JSON_STORED, "value");

    orm_json_normalize(ctx, node);
    return node;
}

/* As PostgreSQL 15 sorts them. */
static void test_order(void **state)
{
    static const char *const rising[][2] = {
        {"null", "null"},
        {"\"\"", "\"\""},
        {"\"B\"", "\"B\""},
        {"\"a\"", "\"\\u0061\""},
        {"\"ab\"", "\"ab\""},
        {"-1", "-1.0"},
        {"2", "2e0"},
        {"10", "10"},
        {"false", "false"},
        {"true", "true"},
        {"[]", "[ ]"},
        {"[1]", "[1.0]"},
        {"[true]", "[true]"},
        {"[1,null]", "[1,null]"},
        {"[1,\"a\"]", "[1,\"a\"]"},
        {"[1,2]", "[1,2]"},
        {"{}", "{}"},
        {"{\"a\":1}", "{\"a\":2,\"a\":1}"},
        {"{\"a\":\"x\",\"b\":1}", "{\"b\":1,\"a\":\"x\"}"},
        {"{\"a\":1,\"b\":1}", "{\"b\":1.0,\"a\":1}"},
        {"{\"b\":1,\"aa\":1}", "{\"aa\":1,\"b\":1}"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < COUNT(rising); i++)
        for (size_t j = 0; j < COUNT(rising); j++)
            if (sign(orm_json_order(read(ctx, rising[i][0]), read(ctx, rising[j][1]))) !=
                (i < j ? -1 : i > j))
                fail_msg("%s and %s", rising[i][0], rising[j][1]);
}

typedef struct relation {
    const char *left, *right;
    bool is_so;
} relation;

static void test_containment(void **state)
{
    static const relation cases[] = {
        {"{\"a\":1,\"b\":2}", "{\"b\":2.0}", true},
        {"{\"a\":1}", "{\"a\":1,\"b\":2}", false},
        {"{\"a\":1}", "{}", true},
        {"{\"a\":{\"x\":[1,2],\"y\":3}}", "{\"a\":{\"x\":[2]}}", true},
        {"{\"a\":{\"x\":[1,2]}}", "{\"a\":{\"x\":{}}}", false},
        {"{\"a\":[1]}", "{\"a\":1}", false},
        {"[1,2,[3,4]]", "[2,1,1]", true},
        {"[1,2,[3,4]]", "[[4]]", true},
        {"[1,2,[3,4]]", "[3]", false},
        {"[1,2]", "[]", true},
        {"[\"a\",\"b\"]", "\"a\"", true},
        {"\"a\"", "[\"a\"]", false},
        {"\"a\"", "\"a\"", true},
        {"1", "1.00", true},
        {"null", "null", true},
        {"[null]", "[null]", true},
        {"[{\"a\":1,\"b\":2},3]", "[{\"a\":1}]", true},
        {"[{\"a\":1,\"b\":2}]", "[{\"a\":1},{\"b\":2}]", true},
        {"[{\"a\":1}]", "{\"a\":1}", false},
        {"{\"a\":1}", "[]", false},
        {"{\"a\":1,\"a\":2}", "{\"a\":1}", false},
        {"{\"bb\":1,\"a\":2,\"ccc\":3}", "{\"ccc\":3,\"a\":2}", true},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < COUNT(cases); i++)
        if (orm_json_contains(read(ctx, cases[i].left), read(ctx, cases[i].right)) !=
            cases[i].is_so)
            fail_msg("%s @> %s", cases[i].left, cases[i].right);
}

static void test_keys(void **state)
{
    orm_ctx *ctx = *state;

    assert_true(orm_json_has_key(read(ctx, "{\"a\":null}"), ORM_TEXT("a")));
    assert_false(orm_json_has_key(read(ctx, "{\"a\":null}"), ORM_TEXT("b")));
    assert_true(orm_json_has_key(read(ctx, "[1,\"a\"]"), ORM_TEXT("a")));
    assert_false(orm_json_has_key(read(ctx, "[1,[\"a\"]]"), ORM_TEXT("a")));
    assert_true(orm_json_has_key(read(ctx, "\"a\""), ORM_TEXT("a")));
    assert_false(orm_json_has_key(read(ctx, "1"), ORM_TEXT("1")));
}

/* ---- arrays */

static void test_arrays(void **state)
{
    static const relation contains[] = {
        {"[1,2,null]", "[2,1,1.0]", true}, {"[1]", "[]", true},
        {"[1,null]", "[null]", false},     {"[[1,2],[3,4]]", "[4,1]", true},
        {"[[1,2],[3,4]]", "[[5]]", false}, {"[\"a\"]", "[\"A\"]", false},
    };
    static const relation overlaps[] = {
        {"[1,2]", "[3,2]", true},       {"[1]", "[]", false},     {"[null]", "[null]", false},
        {"[[1,2]]", "[[9],[2]]", true}, {"[true]", "[1]", false},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < COUNT(contains); i++)
        assert_int_equal(
            orm_array_contains(read(ctx, contains[i].left), read(ctx, contains[i].right), true),
            contains[i].is_so);
    for (size_t i = 0; i < COUNT(overlaps); i++)
        assert_int_equal(
            orm_array_overlaps(read(ctx, overlaps[i].left), read(ctx, overlaps[i].right), true),
            overlaps[i].is_so);
    /* of documents, lists are items */
    assert_true(orm_array_contains(read(ctx, "[[1,2]]"), read(ctx, "[[1,2]]"), false));
    assert_false(orm_array_contains(read(ctx, "[[1,2]]"), read(ctx, "[1]"), false));
}

static void test_order_of_arrays(void **state)
{
    static const char *const rising[] = {"[]",  "[1]",   "[1,2]",  "[1,3]",   "[1,null]",
                                         "[2]", "[2,0]", "[null]", "[null,1]"};
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < COUNT(rising); i++)
        for (size_t j = 0; j < COUNT(rising); j++)
            assert_int_equal(orm_array_order(read(ctx, rising[i]), read(ctx, rising[j])),
                             i < j ? -1 : i > j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_paths),   FAKE_TEST(test_broken_texts), FAKE_TEST(test_strings),
        FAKE_TEST(test_numbers), FAKE_TEST(test_order),        FAKE_TEST(test_containment),
        FAKE_TEST(test_keys),    FAKE_TEST(test_arrays),       FAKE_TEST(test_order_of_arrays),
    };

    return cmocka_run_group_tests_name("json_text", tests, NULL, NULL);
}
