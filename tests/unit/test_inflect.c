/* test_inflect.c - plural and singular, against inflection 1.13 itself. */
#include "fake_host.h"

#include "base/inflect.h"

static void check_word(orm_ctx *ctx, const orm_text *fields, int count, int line)
{
    (void)line;
    assert_int_equal(count, 3);
    assert_text_equal(orm_pluralize(ctx->arena, fields[0], NULL), fields[1]);
    assert_text_equal(orm_singularize(ctx->arena, fields[0], NULL), fields[2]);
}

static void test_words(void **state)
{
    assert_int_equal(fake_read_table(*state, "tests/data/inflect_300.tsv", check_word), 300);
}

static void test_empty_word(void **state)
{
    orm_ctx *ctx = *state;

    assert_text(orm_pluralize(ctx->arena, ORM_TEXT(""), NULL), "s");
    assert_text(orm_singularize(ctx->arena, ORM_TEXT(""), NULL), "");
}

/* The Kelvin sign's small letter is 'k'. */
static void test_uncountable_in_any_case(void **state)
{
    orm_ctx *ctx = *state;

    assert_text(orm_pluralize(ctx->arena, ORM_TEXT("EQUIPMENT"), NULL), "EQUIPMENT");
    assert_text(orm_pluralize(ctx->arena, ORM_TEXT("mil\xE2\x84\xAA"), NULL), "mil\xE2\x84\xAA");
}

/* A word that is not followed by anything: rules must not look beyond it. */
static void test_slice(void **state)
{
    orm_ctx *ctx = *state;

    assert_text(orm_pluralize(ctx->arena, (orm_text){"boxen", 3}, NULL), "boxes");
    assert_text(orm_pluralize(ctx->arena, (orm_text){"oxen", 2}, NULL), "oxen");
}

static void test_overrides(void **state)
{
    static const orm_inflection pairs[] = {
        {{"leaf", 4}, {"leaves", 6}},
        {{"Ops", 3}, {"Ops", 3}},
        {{"cactus", 6}, {"cacti", 5}},
    };
    static const orm_inflections overrides = {pairs, 3};
    static const struct {
        const char *word, *plural, *singular;
    } cases[] = {
        {"leaf", "leaves", "leaf"},    {"Leaf", "Leaves", "Leaf"}, {"Leaves", "Leaves", "Leaf"},
        {"LEAF", "LEAFs", "LEAF"}, /* another word: the rules decide */
        {"Ops", "Ops", "Ops"},         {"ops", "ops", "ops"},      {"Cacti", "Cacti", "Cactus"},
        {"cactus", "cacti", "cactus"}, {"user", "users", "user"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        orm_text word = orm_text_from(cases[i].word);

        assert_text(orm_pluralize(ctx->arena, word, &overrides), cases[i].plural);
        assert_text(orm_singularize(ctx->arena, word, &overrides), cases[i].singular);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_words), FAKE_TEST(test_empty_word), FAKE_TEST(test_uncountable_in_any_case),
        FAKE_TEST(test_slice), FAKE_TEST(test_overrides),
    };

    return cmocka_run_group_tests_name("inflect", tests, NULL, NULL);
}
