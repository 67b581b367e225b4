/* test_pattern.c - JavaScript's patterns, against what JavaScript says of them. */
#include "fake_host.h"

#include "pattern/pattern.h"

static bool matches(orm_ctx *ctx, const char *pattern, const char *flags, const char *text)
{
    return ctx->host->match(ctx->host, ctx, orm_text_from(pattern), orm_text_from(flags),
                            orm_text_from(text));
}

/* Whether it is a pattern: without failing where it is none. */
static char answer(orm_ctx *ctx, const orm_text *fields)
{
    fake_trap trap;
    bool is_match;

    if (setjmp(*fake_trap_open(ctx, &trap)) != 0)
        return fake_error(ctx) && fake_error(ctx)->code == ORM_DEFINITION ? '!' : '?';
    is_match = ctx->host->match(ctx->host, ctx, fields[0], fields[1], fields[2]);
    fake_of(ctx)->trap = trap.outer;
    return is_match ? '1' : '0';
}

static void check_row(orm_ctx *ctx, const orm_text *fields, int count, int line)
{
    char found = answer(ctx, fields);

    assert_int_equal(count, 4);
    if (found != *fields[3].data)
        fail_msg("line %d: /%.*s/%.*s with \"%.*s\" gave %c", line, ORM_ARG(fields[0]),
                 ORM_ARG(fields[1]), ORM_ARG(fields[2]), found);
}

static void test_javascript(void **state)
{
    assert_true(fake_read_table(*state, "tests/data/patterns.tsv", check_row) > 3000);
}

/* Where a character is a code point, and JavaScript's without the flag u is half of one. */
static void test_code_points(void **state)
{
    static const struct {
        const char *pattern, *flags, *text;
        bool is_match;
    } cases[] = {
        {"^.$", "", "😀", true},
        {"^[😀-😂]$", "", "😁", true},
        {"^[^a]$", "", "😀", true},
        {"^\\ud83d\\ude00$", "", "😀", true},
        {"^[\\ud83d\\ude00]$", "", "😀", true},
        {"\\ud83d", "", "😀", false},           /* half of it is nothing */
        {"[\\ud800-\\udfff]", "", "😀", false}, /* halves */
        {"[^\\ud800-\\udfff]", "", "😀", true},
        {"[\\u00a1-\\uffff]", "", "😀", true}, /* a range over all halves: what they spell */
        {"[\\u00a1-\\ud7ff]", "", "😀", false},
        {"[\\u00a1-\\udbff]", "", "中", true},
        {"[\\udc00-\\uffff]", "", "\xEF\xBC\x81", true},
        {"😀{2}", "", "😀😀", true},
        {"\\u{1F600}", "u", "😀", true},
        {"\xF0\x90\x90\xA8", "i", "\xF0\x90\x90\x80", true}, /* Deseret has case */
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (matches(ctx, cases[i].pattern, cases[i].flags, cases[i].text) != cases[i].is_match)
            fail_msg("/%s/%s with \"%s\"", cases[i].pattern, cases[i].flags, cases[i].text);
}

static void test_errors(void **state)
{
    orm_ctx *ctx = *state;

    expect_raise(ctx, ORM_DEFINITION, matches(ctx, "a(b", "", "x"));
    assert_text(fake_error(ctx)->message,
                "the pattern \"a(b\" is not valid: a '(' without its ')'");
    expect_raise(ctx, ORM_DEFINITION, matches(ctx, "a", "q", "x"));
    assert_mentions(fake_error(ctx)->message, "flags");
    expect_raise(ctx, ORM_DEFINITION, matches(ctx, "(?<=a+)b", "", "x"));
    assert_mentions(fake_error(ctx)->message, "lookbehind");
    expect_raise(ctx, ORM_DEFINITION, matches(ctx, "(*ACCEPT)", "", "x"));
}

/* Patterns whose steps grow exponentially are stopped. */
static void test_steps(void **state)
{
    orm_ctx *ctx = *state;

    expect_raise(ctx, ORM_INVALID_OPTION,
                 matches(ctx, "^(a+)+$", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"));
    assert_mentions(fake_error(ctx)->message, "too many steps");
    assert_true(matches(ctx, "^(a+)+$", "", "aaaa")); /* the pattern is still there */
}

static void test_long_text(void **state)
{
    orm_ctx *ctx = *state;
    size_t length = 200000;
    char *text = orm_alloc(ctx->arena, length);

    memset(text, 'a', length);
    assert_true(ctx->host->match(ctx->host, ctx, ORM_TEXT("^(?:a|b)*$"), ORM_TEXT(""),
                                 (orm_text){text, length}));
    assert_true(ctx->host->match(ctx->host, ctx, ORM_TEXT("^(?=.*a)[a-z]+$"), ORM_TEXT("i"),
                                 (orm_text){text, length}));
}

/* More patterns than there are places. */
static void test_many_patterns(void **state)
{
    orm_ctx *ctx = *state;

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 3000; i++) {
            char pattern[32], text[32];

            snprintf(pattern, sizeof pattern, "^x%d$", i);
            snprintf(text, sizeof text, "x%d", i);
            assert_true(matches(ctx, pattern, "", text));
            assert_false(matches(ctx, pattern, "", "x"));
        }
}

static void test_flags_are_part_of_the_key(void **state)
{
    orm_ctx *ctx = *state;

    assert_false(matches(ctx, "a", "", "A"));
    assert_true(matches(ctx, "a", "i", "A"));
    assert_false(matches(ctx, "a", "", "A"));
    assert_false(matches(ctx, "ai", "", "A")); /* not "a" with "i" */
    orm_patterns_clear(fake_of(ctx)->patterns);
    assert_true(matches(ctx, "a", "i", "A"));
}

static void test_empty_texts(void **state)
{
    orm_ctx *ctx = *state;
    orm_text nothing = {NULL, 0};

    assert_true(ctx->host->match(ctx->host, ctx, nothing, nothing, nothing));
    assert_false(ctx->host->match(ctx->host, ctx, ORM_TEXT("a"), nothing, nothing));
}

static void match_something(orm_ctx *ctx)
{
    matches(ctx, "^(?<year>\\d{4})[^\\s]\\k<year>$", "im", "2024-2024");
}

static void test_no_memory(void **state)
{
    (void)state;
    fake_sweep(match_something);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_javascript),
        FAKE_TEST(test_code_points),
        FAKE_TEST(test_errors),
        FAKE_TEST(test_steps),
        FAKE_TEST(test_long_text),
        FAKE_TEST(test_many_patterns),
        FAKE_TEST(test_flags_are_part_of_the_key),
        FAKE_TEST(test_empty_texts),
        FAKE_TEST(test_no_memory),
    };

    return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
