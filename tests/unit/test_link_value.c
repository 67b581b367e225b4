/* test_link_value.c - values that were given and values that were read, compared as the engine
 * would. */
#include "fake_host.h"

#include "catalog/convert.h"
#include "catalog/type.h"
#include "dialect.h"
#include "write/link.h"

static const orm_type *type_of(orm_ctx *ctx, const char *name)
{
    return orm_type_read(ctx, orm_text_from(name), NULL, NULL);
}

static orm_value read_text(const char *text)
{
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = orm_text_from(text)};
}

/* What a document gives, converted as for a statement. */
static orm_value given(orm_ctx *ctx, const orm_type *type, const char *json)
{
    orm_value value;
    orm_text why;

    assert_true(orm_convert(ctx, type, orm_json_read(ctx, orm_text_from(json), ORM_JSON_DATA, "v"),
                            &value, &why));
    return value;
}

static bool is_same(orm_ctx *ctx, const char *type_name, const char *json, const char *stored)
{
    const orm_type *type = type_of(ctx, type_name);

    return orm_link_is_equal(ctx, type, given(ctx, type, json), read_text(stored));
}

static void check_same(orm_ctx *ctx)
{
    static const struct {
        const char *type, *json, *stored;
    } cases[] = {
        {"STRING", "\"a\"", "a"},
        {"UUID", "\"3F2504E0-4F89-11D3-9A0C-0305E82C3301\"",
         "3f2504e0-4f89-11d3-9a0c-0305e82c3301"},
        {"CHAR(4)", "\"ab\"", "ab  "},
        {"CITEXT", "\"ÄbC\"", "äBc"},
        {"DECIMAL(8,2)", "1.5", "1.50"},
        {"DECIMAL(8,2)", "\"-0\"", "0.00"},
        {"DECIMAL", "100", "1e2"},
        {"DOUBLE", "0.1", "0.1"},
        {"DOUBLE", "2.0", "2"},
        {"DATE", "\"2024-02-29T12:00:00Z\"", "2024-02-29 13:00:00+01:00"},
        {"DATE", "\"2024-02-29T12:00:00Z\"", "2024-02-29 12:00:00.000 +00:00"},
        {"DATEONLY", "\"2024-02-29\"", "2024-02-29"},
        {"BOOLEAN", "true", "t"},
        {"BLOB", "\"\\\\x00ff\"", "\\x00ff"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!is_same(ctx, cases[i].type, cases[i].json, cases[i].stored))
            fail_msg("%s: %s is not %s", cases[i].type, cases[i].json, cases[i].stored);
}

static void test_same(void **state)
{
    orm_ctx *ctx = *state;

    ctx->host->dialect = &orm_dialect_postgres;
    check_same(ctx);
    ctx->host->dialect = &orm_dialect_sqlite;
    check_same(ctx);
}

static void test_different(void **state)
{
    orm_ctx *ctx = *state;

    ctx->host->dialect = &orm_dialect_postgres;
    assert_false(is_same(ctx, "STRING", "\"a\"", "A"));
    assert_false(is_same(ctx, "STRING", "\"a\"", "a "));
    assert_false(is_same(ctx, "DECIMAL(8,2)", "1.5", "1.51"));
    assert_false(is_same(ctx, "DATE", "\"2024-02-29T12:00:00Z\"", "2024-02-29 12:00:00.001Z"));
    assert_false(is_same(ctx, "BOOLEAN", "true", "f"));
}

static void test_integers(void **state)
{
    orm_ctx *ctx = *state;
    const orm_type *type = type_of(ctx, "BIGINT");
    orm_value stored = {.kind = ORM_VALUE_INTEGER, .as.integer = INT64_C(9007199254740993)};

    assert_true(orm_link_is_equal(ctx, type, given(ctx, type, "9007199254740993"), stored));
    assert_false(orm_link_is_equal(ctx, type, given(ctx, type, "9007199254740992"), stored));
}

/* NULL is equal to nothing, in no part of a key. */
static void test_null(void **state)
{
    orm_ctx *ctx = *state;
    orm_attribute name = {.type = type_of(ctx, "STRING")};
    orm_attribute number = {.type = type_of(ctx, "INTEGER")};
    const orm_attribute *const parts[] = {&name, &number};
    orm_value key[2] = {read_text("a"), {.kind = ORM_VALUE_NULL}};
    orm_keyset set;

    orm_keyset_open(&set, ctx, 2);
    assert_int_equal(orm_link_note(&set, ctx, parts, key), ORM_NO_ENTRY);
    key[1] = (orm_value){.kind = ORM_VALUE_INTEGER, .as.integer = 1};
    assert_int_equal(orm_link_note(&set, ctx, parts, key), 0);
    assert_int_equal(orm_link_note(&set, ctx, parts, key), 0);
    assert_int_equal(orm_link_find(&set, ctx, parts, key), 0);
    key[0] = (orm_value){.kind = ORM_VALUE_NULL};
    assert_int_equal(orm_link_find(&set, ctx, parts, key), ORM_NO_ENTRY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_same),
        FAKE_TEST(test_different),
        FAKE_TEST(test_integers),
        FAKE_TEST(test_null),
    };

    return cmocka_run_group_tests_name("link values", tests, NULL, NULL);
}
