/* test_text.c - texts, UTF-8, arenas and buffers. */
#include "fake_host.h"

static orm_text bytes(const char *data, size_t length)
{
    return (orm_text){data, length};
}

static void test_compare(void **state)
{
    (void)state;
    assert_true(orm_text_compare(ORM_TEXT("a"), ORM_TEXT("b")) < 0);
    assert_true(orm_text_compare(ORM_TEXT("b"), ORM_TEXT("a")) > 0);
    assert_true(orm_text_compare(ORM_TEXT("a"), ORM_TEXT("ab")) < 0);
    assert_true(orm_text_compare(ORM_TEXT("ab"), ORM_TEXT("a")) > 0);
    assert_int_equal(orm_text_compare(ORM_TEXT("ab"), ORM_TEXT("ab")), 0);
    assert_int_equal(orm_text_compare(bytes(NULL, 0), ORM_TEXT("")), 0);
    /* bytes, not signed characters */
    assert_true(orm_text_compare(ORM_TEXT("z"), ORM_TEXT("\xC3\xA9")) < 0);
}

static void test_equal(void **state)
{
    (void)state;
    assert_true(orm_text_equal(bytes(NULL, 0), ORM_TEXT("")));
    assert_true(orm_text_is(bytes(NULL, 0), ""));
    assert_true(orm_text_is(bytes("abc", 2), "ab"));
    assert_false(orm_text_is(ORM_TEXT("ab"), "abc"));
    assert_true(orm_text_starts(ORM_TEXT("$author.name$"), "$"));
    assert_false(orm_text_starts(ORM_TEXT("a"), "ab"));
    assert_true(orm_text_ends(ORM_TEXT("$author.name$"), "name$"));
    assert_false(orm_text_ends(ORM_TEXT("e"), "name"));
    assert_true(orm_text_equal_ascii_fold(ORM_TEXT("Straße"), ORM_TEXT("sTRAßE")));
    assert_false(orm_text_equal_ascii_fold(ORM_TEXT("é"), ORM_TEXT("É")));
    assert_false(orm_text_equal_ascii_fold(ORM_TEXT("@"), ORM_TEXT("`")));
    assert_text(orm_text_slice(ORM_TEXT("abcdef"), 2, 4), "cd");
}

/* Values of FNV-1a as it is published. */
static void test_hash(void **state)
{
    (void)state;
    assert_true(orm_text_hash(ORM_TEXT(""), ORM_HASH_SEED) == UINT64_C(0xcbf29ce484222325));
    assert_true(orm_text_hash(ORM_TEXT("a"), ORM_HASH_SEED) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(orm_text_hash(ORM_TEXT("foobar"), ORM_HASH_SEED) == UINT64_C(0x85944171f73967e8));
    assert_true(orm_text_hash(ORM_TEXT("bar"), orm_text_hash(ORM_TEXT("foo"), ORM_HASH_SEED)) ==
                UINT64_C(0x85944171f73967e8));
}

/* ---- UTF-8 */

static void test_valid_prefix(void **state)
{
    static const struct {
        const char *data;
        size_t length, valid;
    } cases[] = {
        {"", 0, 0},
        {"plain ASCII, longer than a word", 31, 31},
        {"\xC3\xA9", 2, 2},
        {"\xE4\xB8\xAD", 3, 3},
        {"\xF0\x9F\x98\x80", 4, 4},
        {"\xF4\x8F\xBF\xBF", 4, 4},
        {"ab\xC3", 3, 2},           /* cut */
        {"ab\xE4\xB8", 4, 2},       /* cut */
        {"ab\xF0\x9F\x98", 5, 2},   /* cut */
        {"12345678\x80", 9, 8},     /* a continuation alone */
        {"\xC0\x80", 2, 0},         /* overlong */
        {"\xC1\xBF", 2, 0},         /* overlong */
        {"\xE0\x9F\xBF", 3, 0},     /* overlong */
        {"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong */
        {"\xED\xA0\x80", 3, 0},     /* a surrogate */
        {"\xED\x9F\xBF", 3, 3},
        {"\xEE\x80\x80", 3, 3},
        {"\xF4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
        {"\xF5\x80\x80\x80", 4, 0},
        {"\xFF", 1, 0},
        {"\xC3\x28", 2, 0},
        {"\xE2\x28\xA1", 3, 0},
        {"\xF0\x28\x8C\xBC", 4, 0},
        {"a\0b", 3, 3},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(orm_utf8_valid_prefix(bytes(cases[i].data, cases[i].length)),
                         cases[i].valid);
}

/* Every code point survives encoding and decoding, and is valid. */
static void test_round_trip(void **state)
{
    char out[4];

    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        const char *at = out;
        size_t length;

        if (code >= 0xD800 && code < 0xE000)
            continue;
        length = orm_utf8_encode(code, out);
        if (orm_utf8_valid_prefix(bytes(out, length)) != length || orm_utf8_next(&at) != code ||
            at != out + length)
            fail_msg("U+%04X", code);
    }
}

static void test_characters(void **state)
{
    orm_text text = ORM_TEXT("aé中😀!");

    (void)state;
    assert_int_equal(orm_utf8_count(text), 5);
    assert_int_equal(orm_utf8_prefix(text, 0), 0);
    assert_int_equal(orm_utf8_prefix(text, 1), 1);
    assert_int_equal(orm_utf8_prefix(text, 2), 3);
    assert_int_equal(orm_utf8_prefix(text, 3), 6);
    assert_int_equal(orm_utf8_prefix(text, 4), 10);
    assert_int_equal(orm_utf8_prefix(text, 5), 11);
    assert_int_equal(orm_utf8_prefix(text, 99), 11);
    assert_int_equal(orm_utf8_count(ORM_TEXT("")), 0);
}

/* ---- arenas and buffers */

static void test_arena(void **state)
{
    orm_ctx *ctx = *state;
    char *all[200];

    for (size_t i = 0; i < 200; i++) {
        all[i] = orm_alloc(ctx->arena, i * 13);
        assert_int_equal((uintptr_t)all[i] % 8, 0);
        memset(all[i], (int)i, i * 13);
    }
    for (size_t i = 0; i < 200; i++)
        for (size_t j = 0; j < i * 13; j++)
            assert_int_equal((unsigned char)all[i][j], i);
    assert_int_equal(*ORM_NEW(ctx->arena, int), 0);
    assert_text(orm_text_copy(ctx->arena, bytes(NULL, 0)), "");
    assert_int_equal(orm_text_copy(ctx->arena, bytes("ab", 1)).data[1], '\0');
    assert_text(orm_text_format(ctx->arena, "%d-%.*s", 7, ORM_ARG(ORM_TEXT("x"))), "7-x");
}

static void allocate_too_much(orm_ctx *ctx)
{
    ORM_NEW_N(ctx->arena, uint64_t, SIZE_MAX / 4); /* the product overflows */
}

static void test_arena_overflow(void **state)
{
    orm_ctx *ctx = *state;
    fake_trap trap;

    if (setjmp(*fake_trap_open(ctx, &trap)) == 0) {
        allocate_too_much(ctx);
        fail();
    }
    assert_null(fake_error(ctx)); /* refused as no memory */
}

static void test_buffer(void **state)
{
    orm_ctx *ctx = *state;
    orm_buffer buffer;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 0);
    for (int i = 0; i < 1000; i++) {
        orm_buffer_char(&buffer, '<');
        orm_buffer_format(&buffer, "%d", i);
        orm_buffer_text(&buffer, bytes(NULL, 0));
        ORM_PUT(&buffer, ">");
    }
    assert_int_equal(buffer.length, 2000 + 10 + 180 + 2700);
    assert_text(bytes(buffer.data, 9), "<0><1><2>");
    assert_text(orm_buffer_since(&buffer, buffer.length - 5), "<999>");
    assert_int_equal(orm_buffer_copy(&buffer, ctx->arena).length, buffer.length);
    orm_buffer_close(&buffer);
    orm_buffer_close(&buffer); /* nothing is left to close */
    assert_int_equal(fake_of(ctx)->live_blocks, 0);
}

/* A result begins behind the engine's header, and may not pass the engine's limit. */
static void test_result_buffer(void **state)
{
    orm_ctx *ctx = *state;
    orm_buffer buffer;

    ctx->host->result_limit = 100;
    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_RESULT, 10);
    assert_int_equal(buffer.length, ctx->host->result_header);
    for (int i = 0; i < 96; i++)
        orm_buffer_char(&buffer, 'x');
    assert_int_equal(orm_buffer_copy(&buffer, ctx->arena).length, 96);
    expect_raise(ctx, ORM_INVALID_OPTION, orm_buffer_char(&buffer, 'x'));
    assert_mentions(fake_error(ctx)->message, "100 bytes");
    orm_buffer_close(&buffer);
}

static void build_something(orm_ctx *ctx)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 1);
    for (int i = 0; i < 100; i++)
        ORM_PUT(&buffer, "0123456789");
    for (int i = 0; i < 20; i++)
        orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
}

static void test_no_memory(void **state)
{
    (void)state;
    assert_true(fake_sweep(build_something) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_compare),       FAKE_TEST(test_equal),          FAKE_TEST(test_hash),
        FAKE_TEST(test_valid_prefix),  FAKE_TEST(test_round_trip),     FAKE_TEST(test_characters),
        FAKE_TEST(test_arena),         FAKE_TEST(test_arena_overflow), FAKE_TEST(test_buffer),
        FAKE_TEST(test_result_buffer), FAKE_TEST(test_no_memory),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
