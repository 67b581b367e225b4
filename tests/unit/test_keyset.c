/* test_keyset.c - the table of keys by which children find their parents. */
#include "fake_host.h"

#include "exec/keyset.h"

static orm_value number(int64_t value)
{
    return (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = value};
}

static orm_value text(orm_ctx *ctx, const char *value)
{
    return (orm_value){.kind = ORM_VALUE_TEXT,
                       .as.text = orm_text_copy(ctx->arena, orm_text_from(value))};
}

static void test_empty(void **state)
{
    orm_ctx *ctx = *state;
    orm_keyset set;
    orm_value key = number(1);

    orm_keyset_open(&set, ctx, 1);
    assert_int_equal(orm_keyset_find(&set, &key), ORM_NO_ENTRY);
    assert_int_equal(set.count, 0);
    assert_int_equal(orm_keyset_list(&set, 0).count, 0);
    assert_int_equal(orm_keyset_list(&set, 0).kind, ORM_VALUE_LIST);
}

static void test_numbers(void **state)
{
    orm_ctx *ctx = *state;
    orm_keyset set;
    orm_value list;

    orm_keyset_open(&set, ctx, 1);
    for (int64_t i = 0; i < 10000; i++) {
        orm_value key = number((i - 5000) * INT64_C(4294967296) + i % 7);

        assert_int_equal(orm_keyset_find(&set, &key), ORM_NO_ENTRY);
        assert_int_equal(orm_keyset_add(&set, &key), i);
        assert_int_equal(orm_keyset_add(&set, &key), i);
        set.entries[i].first = (uint32_t)i;
    }
    assert_int_equal(set.count, 10000);
    list = orm_keyset_list(&set, 0);
    assert_int_equal(list.count, 10000);
    for (uint32_t i = 0; i < 10000; i++) {
        orm_value key = number(((int64_t)i - 5000) * INT64_C(4294967296) + i % 7);

        assert_int_equal(orm_keyset_find(&set, &key), i);
        assert_int_equal(set.entries[i].first, i); /* grows with what it holds */
        assert_int_equal(set.entries[i].last, ORM_NO_ENTRY);
        assert_int_equal(list.as.list[i].as.integer, key.as.integer);
    }
}

static void test_ends_of_range(void **state)
{
    static const int64_t values[] = {0, 1, -1, INT64_MIN, INT64_MAX, INT64_MIN + 1, 1LL << 32};
    orm_ctx *ctx = *state;
    orm_keyset set;

    orm_keyset_open(&set, ctx, 1);
    for (uint32_t i = 0; i < sizeof values / sizeof *values; i++) {
        orm_value key = number(values[i]);

        assert_int_equal(orm_keyset_add(&set, &key), i);
    }
    for (uint32_t i = 0; i < sizeof values / sizeof *values; i++) {
        orm_value key = number(values[i]);

        assert_int_equal(orm_keyset_find(&set, &key), i);
    }
}

/* Texts by their bytes, wherever they lie; a number is not its text. */
static void test_texts(void **state)
{
    static const char *const values[] = {"", "a", "A", "aa", "1", "\xc3\xa4", "a "};
    orm_ctx *ctx = *state;
    orm_keyset set;
    orm_value key;

    orm_keyset_open(&set, ctx, 1);
    for (uint32_t i = 0; i < sizeof values / sizeof *values; i++) {
        key = text(ctx, values[i]);
        assert_int_equal(orm_keyset_add(&set, &key), i);
    }
    for (uint32_t i = 0; i < sizeof values / sizeof *values; i++) {
        key = text(ctx, values[i]);
        assert_int_equal(orm_keyset_add(&set, &key), i);
    }
    key = number(1);
    assert_int_equal(orm_keyset_find(&set, &key), ORM_NO_ENTRY);
    key = (orm_value){.kind = ORM_VALUE_TEXT, .as.text = {"a\0b", 3}};
    assert_int_equal(orm_keyset_find(&set, &key), ORM_NO_ENTRY);
}

/* Parts are told apart: ("a", "bc") is not ("ab", "c"). */
static void test_composite(void **state)
{
    orm_ctx *ctx = *state;
    orm_keyset set;
    orm_value keys[][3] = {
        {text(ctx, "a"), text(ctx, "bc"), number(1)},
        {text(ctx, "ab"), text(ctx, "c"), number(1)},
        {text(ctx, "abc"), text(ctx, ""), number(1)},
        {text(ctx, "a"), text(ctx, "bc"), number(2)},
        {number(1), number(2), number(3)},
        {number(2), number(1), number(3)},
        {number(1), number(3), number(2)},
    };
    enum { COUNT = sizeof keys / sizeof *keys };
    orm_value list;

    orm_keyset_open(&set, ctx, 3);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(orm_keyset_add(&set, keys[i]), i);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(orm_keyset_find(&set, keys[i]), i);
    for (uint16_t part = 0; part < 3; part++) {
        list = orm_keyset_list(&set, part);
        assert_int_equal(list.count, COUNT);
        for (uint32_t i = 0; i < COUNT; i++) {
            assert_int_equal(list.as.list[i].kind, keys[i][part].kind);
            if (keys[i][part].kind == ORM_VALUE_INTEGER)
                assert_int_equal(list.as.list[i].as.integer, keys[i][part].as.integer);
            else
                assert_text_equal(list.as.list[i].as.text, keys[i][part].as.text);
        }
    }
}

/* Keys that end up in the same places of a table that grows. */
static void test_growth(void **state)
{
    orm_ctx *ctx = *state;
    orm_keyset set;

    orm_keyset_open(&set, ctx, 2);
    for (int i = 0; i < 3000; i++) {
        orm_value key[2] = {text(ctx, orm_text_format(ctx->arena, "k%d", i % 50).data),
                            number(i / 50)};

        assert_int_equal(orm_keyset_add(&set, key), i);
    }
    for (int i = 2999; i >= 0; i--) {
        orm_value key[2] = {text(ctx, orm_text_format(ctx->arena, "k%d", i % 50).data),
                            number(i / 50)};

        assert_int_equal(orm_keyset_add(&set, key), i);
    }
    assert_int_equal(set.count, 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_empty), FAKE_TEST(test_numbers),   FAKE_TEST(test_ends_of_range),
        FAKE_TEST(test_texts), FAKE_TEST(test_composite), FAKE_TEST(test_growth),
    };

    return cmocka_run_group_tests_name("keyset", tests, NULL, NULL);
}
