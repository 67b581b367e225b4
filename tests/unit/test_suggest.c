/* test_suggest.c - the nearest known name. */
#include "fake_host.h"

#include "base/suggest.h"

static const orm_text names[] = {
    {"where", 5},     {"order", 5},   {"limit", 5}, {"offset", 6}, {"attributes", 10},
    {"paranoid", 8},  {"include", 7}, {"group", 5}, {"User", 4},   {"user", 4},
    {"createdAt", 9}, {"größe", 7},   {"id", 2},
};

static void test_nearest(void **state)
{
    static const struct {
        const char *given, *expected;
    } cases[] = {
        {"wehre", "where"},  /* exchanged: one error, not two */
        {"wher", "where"},   /* left out */
        {"whhere", "where"}, /* added */
        {"whare", "where"},  /* changed */
        {"WHERE", "where"},  /* case costs next to nothing */
        {"attribute", "attributes"},
        {"created_at", "createdAt"},
        {"parnoid", "paranoid"},
        {"limti", "limit"},
        {"grösse", "größe"}, /* characters count, not bytes */
        {"User", "User"},
        {"user", "user"},
        {"USER", "User"}, /* nearest by case */
        {"di", "id"},
        {"x", ""},
        {"", ""},
        {"colour", ""},
        {"zzz", ""},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(orm_suggest(ctx->arena, orm_text_from(cases[i].given), names,
                                sizeof names / sizeof *names),
                    cases[i].expected);
}

static void test_first_of_equals(void **state)
{
    static const orm_text equals[] = {{"bat", 3}, {"cat", 3}, {"hat", 3}};
    orm_ctx *ctx = *state;

    assert_text(orm_suggest(ctx->arena, ORM_TEXT("rat"), equals, 3), "bat");
    assert_text(orm_suggest(ctx->arena, ORM_TEXT("rat"), equals, 0), "");
}

static void test_long_names(void **state)
{
    orm_ctx *ctx = *state;
    char given[500], known[500];
    orm_text candidate = {known, sizeof known};

    memset(given, 'a', sizeof given);
    memset(known, 'a', sizeof known);
    given[7] = 'b';
    assert_text_equal(orm_suggest(ctx->arena, (orm_text){given, sizeof given}, &candidate, 1),
                      candidate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_nearest),
        FAKE_TEST(test_first_of_equals),
        FAKE_TEST(test_long_names),
    };

    return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
