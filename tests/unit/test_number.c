/* test_number.c - numbers as text: exact decimals, and doubles as JavaScript prints them. */
#include "fake_host.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "base/number.h"

static orm_buffer buffer_of(orm_ctx *ctx)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 16);
    return buffer;
}

/* ---- decimals */

static orm_text rounded(orm_ctx *ctx, const char *text, int64_t scale)
{
    orm_buffer buffer = buffer_of(ctx);
    orm_decimal number;

    assert_true(orm_decimal_read(ctx->arena, orm_text_from(text), &number));
    orm_decimal_round(ctx->arena, &number, scale);
    orm_decimal_write(&buffer, &number, scale);
    return orm_buffer_copy(&buffer, ctx->arena);
}

static void test_decimal_rounding(void **state)
{
    static const struct {
        const char *text;
        int scale;
        const char *expected;
    } cases[] = {
        {"0", 0, "0"},
        {"0", 2, "0.00"},
        {"-0", 2, "0.00"},
        {"0.5", 0, "1"},
        {"-0.5", 0, "-1"},
        {"1.5", 0, "2"},
        {"2.5", 0, "3"},
        {"2.4999999999999999999999", 0, "2"},
        {"1.005", 2, "1.01"},
        {"-1.005", 2, "-1.01"},
        {"1.004999", 2, "1.00"},
        {"9.995", 2, "10.00"},
        {"999.999", 2, "1000.00"},
        {"0.004", 2, "0.00"},
        {"-0.004", 2, "0.00"},
        {"0.005", 2, "0.01"},
        {"0.0049", 2, "0.00"},
        {"0.0499", 1, "0.0"},
        {"0.05", 1, "0.1"},
        {"0.000000001", 2, "0.00"},
        {"123", 2, "123.00"},
        {"1e2", 2, "100.00"},
        {"1.5E+3", 1, "1500.0"},
        {"12345e-3", 2, "12.35"},
        {"00012.50", 1, "12.5"},
        {".5", 1, "0.5"},
        {"5.", 1, "5.0"},
        {"+7.25", 1, "7.3"},
        {"123456789012345678901234567890.123456789", 8, "123456789012345678901234567890.12345679"},
        {"1e-1000000", 4, "0.0000"},
        {"9e-99999999999999999999", 4, "0.0000"},
        {"0e99999999999999999999", 1, "0.0"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(rounded(ctx, cases[i].text, cases[i].scale), cases[i].expected);
}

/* Negative scales round before the point. */
static void test_decimal_rounding_of_integers(void **state)
{
    orm_ctx *ctx = *state;

    assert_text(rounded(ctx, "1250", -2), "1300");
    assert_text(rounded(ctx, "1249.99", -2), "1200");
    assert_text(rounded(ctx, "50", -2), "100");
    assert_text(rounded(ctx, "49", -2), "0");
}

static void test_decimal_refused(void **state)
{
    static const char *const cases[] = {"",         "-",   "+",   ".",   "-.",    "e5",  "1e",
                                        "1e+",      "1-",  "1 ",  " 1",  "1.2.3", "0x1", "NaN",
                                        "Infinity", "1_0", "1,5", "--1", "١"};
    orm_ctx *ctx = *state;
    orm_decimal number;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(orm_decimal_read(ctx->arena, orm_text_from(cases[i]), &number));
}

static void test_integer_digits(void **state)
{
    static const struct {
        const char *text;
        int64_t digits;
    } cases[] = {{"0", 0},    {"0.9", 0},   {"1", 1},    {"12.3", 2},
                 {"0012", 2}, {"1e10", 11}, {"1e-3", 0}, {"1e1000000", 1000001},
                 {"0e9", 0}};
    orm_ctx *ctx = *state;
    orm_decimal number;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(orm_decimal_read(ctx->arena, orm_text_from(cases[i].text), &number));
        assert_int_equal(orm_decimal_integer_digits(&number), cases[i].digits);
    }
}

static void test_to_int64(void **state)
{
    static const struct {
        const char *text;
        bool fits;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-0.000", true, 0},
        {"42", true, 42},
        {"42.0", true, 42},
        {"4.2e1", true, 42},
        {"420e-1", true, 42},
        {"42.5", false, 0},
        {"0.5", false, 0},
        {"9223372036854775807", true, INT64_MAX},
        {"9223372036854775808", false, 0},
        {"-9223372036854775808", true, INT64_MIN},
        {"-9223372036854775809", false, 0},
        {"9999999999999999999", false, 0},
        {"1e18", true, 1000000000000000000},
        {"1e19", false, 0},
        {"1e99999999999999999999", false, 0},
        {"1e-99999999999999999999", false, 0},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        orm_decimal number;
        int64_t value = 0;

        assert_true(orm_decimal_read(ctx->arena, orm_text_from(cases[i].text), &number));
        assert_int_equal(orm_decimal_to_int64(&number, &value), cases[i].fits);
        if (cases[i].fits)
            assert_true(value == cases[i].value);
    }
}

static void test_int64_text(void **state)
{
    static const int64_t values[] = {0, 1, -1, 9, 10, -10, 1234567890123, INT64_MAX, INT64_MIN};
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        orm_buffer buffer = buffer_of(ctx);

        orm_number_write_int64(&buffer, values[i]);
        assert_text_equal(orm_buffer_since(&buffer, 0),
                          orm_text_format(ctx->arena, "%lld", (long long)values[i]));
    }
}

/* ---- as jsonb prints numbers (tried on PostgreSQL 15) */

static orm_text plain(orm_ctx *ctx, const char *token)
{
    orm_buffer buffer = buffer_of(ctx);

    orm_number_write_plain(ctx, &buffer, orm_text_from(token));
    return orm_buffer_copy(&buffer, ctx->arena);
}

static void test_plain(void **state)
{
    static const struct {
        const char *token, *expected;
    } cases[] = {
        {"0", "0"},         {"-0", "0"},        {"-0.0", "0.0"},      {"1e2", "100"},
        {"1.50", "1.50"},   {"1.50e3", "1500"}, {"1.5e-3", "0.0015"}, {"123e-2", "1.23"},
        {"1E+2", "100"},    {"1.10e1", "11.0"}, {"0e10", "0"},        {"0.00e5", "0"},
        {"-12.5", "-12.5"}, {"0e-3", "0.000"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(plain(ctx, cases[i].token), cases[i].expected);
    assert_int_equal(plain(ctx, "1e131071").length, 131072);
    assert_int_equal(plain(ctx, "1e-16383").length, 16385);
}

/* What numeric cannot hold must not become megabytes of zeroes. */
static void test_plain_limits(void **state)
{
    static const char *const tokens[] = {"1e131072", "1e-16384",     "1.0e-16383",
                                         "0e-16384", "12e999999999", "-1e-99999999999999999999"};
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        expect_raise(ctx, ORM_VALIDATION, plain(ctx, tokens[i]));
}

/* ---- doubles */

static uint64_t bits_of(orm_text field)
{
    return strtoull(field.data, NULL, 16);
}

static double double_of(orm_text field)
{
    uint64_t bits = bits_of(field);
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static orm_text double_text(orm_ctx *ctx, double value)
{
    orm_buffer buffer = buffer_of(ctx);

    orm_number_write_double(&buffer, value);
    return orm_buffer_copy(&buffer, ctx->arena);
}

static void check_double(orm_ctx *ctx, const orm_text *fields, int count, int line)
{
    double value = double_of(fields[0]), read;

    (void)count, (void)line;
    assert_text_equal(double_text(ctx, value), fields[1]);
    assert_true(orm_number_read_double(ctx->arena, fields[1], &read));
    assert_true(read == value);
}

static void test_doubles(void **state)
{
    assert_int_equal(fake_read_table(*state, "tests/data/doubles.tsv", check_double), 6000);
}

static orm_text float_text(orm_ctx *ctx, float value)
{
    orm_buffer buffer = buffer_of(ctx);

    orm_number_write_float(&buffer, value);
    return orm_buffer_copy(&buffer, ctx->arena);
}

static void check_float(orm_ctx *ctx, const orm_text *fields, int count, int line)
{
    uint32_t bits = (uint32_t)bits_of(fields[0]);
    float value;

    (void)count, (void)line;
    memcpy(&value, &bits, sizeof value);
    assert_text_equal(float_text(ctx, value), fields[1]);
}

static void test_floats(void **state)
{
    assert_true(fake_read_table(*state, "tests/data/floats.tsv", check_float) > 1900);
}

static void test_not_numbers(void **state)
{
    orm_ctx *ctx = *state;

    assert_text(double_text(ctx, NAN), "\"NaN\"");
    assert_text(double_text(ctx, INFINITY), "\"Infinity\"");
    assert_text(double_text(ctx, -INFINITY), "\"-Infinity\"");
    assert_text(float_text(ctx, -INFINITY), "\"-Infinity\"");
}

static void test_read_double(void **state)
{
    static const char *const refused[] = {"",     "1x",       "x",  "1e", "nan",
                                          "0x10", "infinity", " 1", "."};
    orm_ctx *ctx = *state;
    double value;

    assert_true(orm_number_read_double(ctx->arena, ORM_TEXT("1e400"), &value));
    assert_true(isinf(value) && value > 0);
    assert_true(orm_number_read_double(ctx->arena, ORM_TEXT("-1e999999999999"), &value));
    assert_true(isinf(value) && value < 0);
    assert_true(orm_number_read_double(ctx->arena, ORM_TEXT("1e-999999999999"), &value));
    assert_true(value == 0);
    assert_true(orm_number_read_double(ctx->arena, ORM_TEXT("-0"), &value));
    assert_true(value == 0 && signbit(value));
    assert_true(orm_number_read_double(ctx->arena, ORM_TEXT("0.1e1"), &value));
    assert_true(value == 1);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(orm_number_read_double(ctx->arena, orm_text_from(refused[i]), &value));
}

/* Where numbers have a comma, ours keep the point. */
static void test_other_locale(void **state)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "ps_AF.UTF-8"};
    orm_ctx *ctx = *state;
    double value;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (setlocale(LC_NUMERIC, names[i]) == NULL)
            continue;
        assert_text(double_text(ctx, 0.30000000000000004), "0.30000000000000004");
        assert_true(orm_number_read_double(ctx->arena, ORM_TEXT("0.25"), &value));
        assert_true(value == 0.25);
        setlocale(LC_NUMERIC, "C");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_decimal_rounding),
        FAKE_TEST(test_decimal_rounding_of_integers),
        FAKE_TEST(test_decimal_refused),
        FAKE_TEST(test_integer_digits),
        FAKE_TEST(test_to_int64),
        FAKE_TEST(test_int64_text),
        FAKE_TEST(test_plain),
        FAKE_TEST(test_plain_limits),
        FAKE_TEST(test_doubles),
        FAKE_TEST(test_floats),
        FAKE_TEST(test_not_numbers),
        FAKE_TEST(test_read_double),
        FAKE_TEST(test_other_locale),
    };

    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
