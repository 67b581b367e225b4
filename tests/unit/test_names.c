/* test_names.c - identifiers made from other names, against what Sequelize makes of them. */
#include "fake_host.h"

#include "base/inflect.h"
#include "base/letter_case.h"
#include "base/limits.h"
#include "base/names.h"

static void test_underscore(void **state)
{
    static const struct {
        const char *name, *expected;
    } cases[] = {
        {"", ""},
        {"id", "id"},
        {"userID", "user_i_d"},
        {"HTMLParser", "h_t_m_l_parser"},
        {"Foo Bar", "foo _bar"},
        {"already_snake_Case", "already_snake__case"},
        {"_Foo", "_foo"},
        {"__foo", "_foo"},
        {"A::BC::_d", "a/b_c/d"},
        {"a:::B", "a/:_b"},
        {"ÄpfelBaum", "äpfel_baum"},
        {"ΣοφόΣ", "σοφός"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(orm_underscore(ctx->arena, orm_text_from(cases[i].name)), cases[i].expected);
}

static void test_camelize(void **state)
{
    static const struct {
        const char *name, *expected;
    } cases[] = {
        {"", ""},
        {"User_id", "UserId"},
        {"user_profile_id", "userProfileId"},
        {"  two -_ parts  ", "twoParts"},
        {"_leading", "Leading"},
        {"trailing_", "trailing"},
        {"groß_ßen", "großSSen"},
        {"a_ﬃ", "aFFI"},
        {"a_\xF0\x90\x90\xA8", "a\xF0\x90\x90\xA8"},  /* beyond U+FFFF: no case */
        {"\xC2\xA0x\xE3\x80\x80y\xEF\xBB\xBF", "xY"}, /* blanks of Unicode */
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(orm_camelize(ctx->arena, orm_text_from(cases[i].name)), cases[i].expected);
}

static void test_letter_case(void **state)
{
    orm_ctx *ctx = *state;

    assert_text(orm_text_upper(ctx->arena, ORM_TEXT("straße ŉ ǆ \xCE\x90 ﬁ ı")),
                "STRASSE ʼN Ǆ \xCE\x99\xCC\x88\xCC\x81 FI I");
    assert_text(orm_text_lower(ctx->arena, ORM_TEXT("ΟΔΟΣ. ΟΔΟΣ'Α İ K Ǆ")), "οδος. οδοσ'α i̇ k ǆ");
}

static void test_fits(void **state)
{
    char name[80];

    (void)state;
    memset(name, 'x', sizeof name);
    assert_true(orm_identifier_fits((orm_text){name, 0}));
    assert_true(orm_identifier_fits((orm_text){name, 63}));
    assert_false(orm_identifier_fits((orm_text){name, 64}));
}

static void test_shorten(void **state)
{
    orm_ctx *ctx = *state;
    char name[80];
    orm_text once, again, other;

    memset(name, 'x', sizeof name);
    assert_int_equal(orm_identifier_shorten(ctx->arena, (orm_text){name, 63}).length, 63);
    once = orm_identifier_shorten(ctx->arena, (orm_text){name, 80});
    again = orm_identifier_shorten(ctx->arena, (orm_text){name, 80});
    assert_int_equal(once.length, ORM_MAX_IDENTIFIER);
    assert_memory_equal(once.data, name, 54);
    assert_true(once.data[54] == '_');
    assert_text_equal(again, once);
    name[79] = 'y';
    other = orm_identifier_shorten(ctx->arena, (orm_text){name, 80});
    assert_false(orm_text_equal(once, other));
}

/* The cut must not go through a character. */
static void test_shorten_on_boundary(void **state)
{
    orm_ctx *ctx = *state;

    for (size_t shift = 0; shift < 4; shift++) {
        char name[4 * 20 + 4] = "abc";
        orm_text shortened;

        for (int i = 0; i < 20; i++)
            memcpy(name + shift + 4 * i, "\xF0\x9F\x98\x80", 4);
        shortened = orm_identifier_shorten(ctx->arena, (orm_text){name, shift + 80});
        assert_true(shortened.length <= ORM_MAX_IDENTIFIER);
        assert_int_equal(orm_utf8_valid_prefix(shortened), shortened.length);
        assert_true(shortened.length > ORM_MAX_IDENTIFIER - 4);
    }
}

/* ---- tests/data/names_2000.tsv */

static orm_text key_of(orm_ctx *ctx, orm_text name)
{
    return orm_camelize(ctx->arena, orm_text_format(ctx->arena, "%.*s_id", ORM_ARG(name)));
}

static void check_names(orm_ctx *ctx, const orm_text *fields, int count, int line)
{
    orm_text plural = orm_pluralize(ctx->arena, fields[0], NULL);
    orm_text singular = orm_singularize(ctx->arena, fields[0], NULL);
    orm_text key = key_of(ctx, singular);
    orm_text column = orm_underscore(ctx->arena, key);

    assert_int_equal(count, 15);
    assert_text_equal(plural, fields[1]);
    assert_text_equal(orm_underscore(ctx->arena, plural), fields[2]);
    assert_text_equal(singular, fields[3]);
    assert_text_equal(plural, fields[4]);
    for (int i = 5; i <= 9; i += 2) {
        assert_text_equal(key, fields[i]);
        assert_text_equal(column, fields[i + 1]);
    }
    if (!orm_text_is(fields[11], "!"))
        assert_text_equal(key_of(ctx, fields[0]), fields[11]);
    assert_text_equal(key, fields[12]);
    assert_text(key_of(ctx, ORM_TEXT("Sixth")), "SixthId");
    assert_text_equal(singular, fields[14]);
    (void)line;
}

static void test_names_of_sequelize(void **state)
{
    assert_int_equal(fake_read_table(*state, "tests/data/names_2000.tsv", check_names), 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_underscore),
        FAKE_TEST(test_camelize),
        FAKE_TEST(test_letter_case),
        FAKE_TEST(test_fits),
        FAKE_TEST(test_shorten),
        FAKE_TEST(test_shorten_on_boundary),
        FAKE_TEST(test_names_of_sequelize),
    };

    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
