/* test_datetime.c - instants, days and times of day as text. */
#include "fake_host.h"

#include "base/datetime.h"

/* 2024-02-29 12:34:56 UTC */
#define LEAP INT64_C(1709210096000000)

static orm_text written(orm_ctx *ctx, void (*write)(orm_buffer *buffer, int64_t value),
                        int64_t value)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 1);
    write(&buffer, value);
    return orm_buffer_copy(&buffer, ctx->arena);
}

/* ---- reading instants */

static void test_read_iso(void **state)
{
    static const struct {
        const char *text;
        int64_t micros;
    } cases[] = {
        {"1970-01-01", 0},
        {"1970-01-01T00:00Z", 0},
        {"1969-12-31T23:59:59.999999Z", -1},
        {"2024-02-29T12:34:56Z", LEAP},
        {"2024-02-29T12:34:56z", LEAP},
        {"2024-02-29t12:34:56Z", LEAP},
        {"2024-02-29 12:34:56", LEAP}, /* no zone: UTC */
        {"2024-02-29T12:34:56", LEAP},
        {"2024-02-29 12:34:56Z", LEAP},
        {"2024-02-29 12:34:56.000 +00:00", LEAP}, /* as Sequelize stores it on SQLite */
        {"2024-02-29 12:34:56+00", LEAP},         /* as PostgreSQL prints it */
        {"2024-02-29T14:34:56+02:00", LEAP},
        {"2024-02-29T14:34:56+0200", LEAP},
        {"2024-02-29T14:34:56+02", LEAP},
        {"2024-02-29T07:04:56-05:30", LEAP},
        {"2024-03-01T00:04:56+11:30", LEAP},
        {"2024-02-29T12:34", LEAP - 56 * ORM_MICROS_PER_SECOND},
        {"2024-02-29T12:34:56.7Z", LEAP + 700000},
        {"2024-02-29T12:34:56,7Z", LEAP + 700000}, /* ISO 8601 knows both */
        {"2024-02-29T12:34:56.789Z", LEAP + 789000},
        {"2024-02-29T12:34:56.789012Z", LEAP + 789012},
        {"2024-02-29T12:34:56.7890129999Z", LEAP + 789012}, /* further digits are cut */
        {"0001-01-01", INT64_C(-62135596800000000)},
        {"9999-12-31T23:59:59.999999Z", INT64_C(253402300799999999)},
        {"2000-02-29", INT64_C(951782400000000)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t micros = 42;

        if (!orm_instant_read(orm_text_from(cases[i].text), &micros) || micros != cases[i].micros)
            fail_msg("%s: %lld", cases[i].text, (long long)micros);
    }
}

static void test_read_rfc(void **state)
{
    static const char *const same[] = {
        "Thu, 29 Feb 2024 12:34:56 GMT",   "29 Feb 2024 12:34:56 GMT",
        "Thu, 29 Feb 2024 12:34:56 +0000", "Thu, 29 Feb 2024 14:34:56 +0200",
        "thu, 29 feb 2024 12:34:56 gmt",   "29 Feb 2024 07:34:56 EST",
        "29 Feb 2024 08:34:56 EDT",        "29 Feb 2024 04:34:56 PST",
        "29 Feb 2024 12:34:56 UTC",        "Thu,  29  Feb  2024  12:34:56  -0000",
    };
    int64_t micros;

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (!orm_instant_read(orm_text_from(same[i]), &micros) || micros != LEAP)
            fail_msg("%s", same[i]);
    assert_true(orm_instant_read(ORM_TEXT("1 Jan 1970 00:00 GMT"), &micros));
    assert_int_equal(micros, 0);
}

static void test_no_instant(void **state)
{
    static const char *const texts[] = {
        "",
        "foo 1",
        "2024",
        "2024-2-29",
        "2024-02",
        "24-02-29",
        "2021-02-29", /* a day that does not exist (semantics.md 34) */
        "1900-02-29",
        "2024-02-30",
        "2024-04-31",
        "2024-00-10",
        "2024-13-10",
        "2024-10-00",
        "0000-01-01",
        "10000-01-01",
        "-0001-01-01",
        "+2024-02-29",
        " 2024-02-29",
        "2024-02-29 ",
        "2024-02-29T",
        "2024-02-29T12",
        "2024-02-29T12:3",
        "2024-02-29T12:34:5",
        "2024-02-29T12:34:56.",
        "2024-02-29T12:34:56.Z",
        "2024-02-29T24:00:00Z",
        "2024-02-29T12:60:00Z",
        "2024-02-29T12:34:60Z",
        "2024-02-29T12:34:56X",
        "2024-02-29T12:34:56+",
        "2024-02-29T12:34:56+2",
        "2024-02-29T12:34:56+02:",
        "2024-02-29T12:34:56+02:0",
        "2024-02-29T12:34:56+02:60",
        "2024-02-29T12:34:56+24:00",
        "2024-02-29T12:34:56 ",
        "2024-02-29T12:34:56Z ",
        "2024-02-29Z",
        "2024/02/29",
        "1709210096",
        "Thu, 29 Feb 2024 12:34:56", /* RFC 2822 wants a zone */
        "Thu 29 Feb 2024 12:34:56 GMT",
        "Thu, 29 Foo 2024 12:34:56 GMT",
        "Foo, 29 Feb 2024 12:34:56 GMT",
        "Thu, 30 Feb 2024 12:34:56 GMT",
        "Thu, 29 Feb 2024 12:34:56 CET",
        "Thu, 29 Feb 2024 12:34:56 GMTX",
        "Thu, 29 Feb 24 12:34:56 GMT",
        "Thu Feb 29 2024 12:34:56 GMT+0000",
        "0001-01-01T00:00:00+00:01", /* before the first year */
        "9999-12-31T23:59:59-00:01", /* behind the last */
        "2024-02-29T12:34:56\xC2\xA0Z",
    };
    int64_t micros;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (orm_instant_read(orm_text_from(texts[i]), &micros))
            fail_msg("\"%s\" is taken for an instant", texts[i]);
}

/* A text need not end with a zero byte: every prefix is read within its bounds. */
static void test_read_prefixes(void **state)
{
    static const char *const texts[] = {"2024-02-29T12:34:56.789012+02:00",
                                        "Thu, 29 Feb 2024 12:34:56 +0200"};
    orm_ctx *ctx = *state;
    int64_t value;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t length = 0; length <= strlen(texts[i]); length++) {
            char *data = ctx->host->resize(ctx->host, NULL, length, ORM_LIFE_CALL);
            orm_text text = {memcpy(data, texts[i], length), length};

            orm_instant_read(text, &value);
            orm_day_read(text, &value);
            orm_time_read(text, &value);
        }
}

static void test_fits(void **state)
{
    (void)state;
    assert_true(orm_instant_fits(0));
    assert_true(orm_instant_fits(INT64_C(-62135596800000000)));
    assert_false(orm_instant_fits(INT64_C(-62135596800000001)));
    assert_true(orm_instant_fits(INT64_C(253402300799999999)));
    assert_false(orm_instant_fits(INT64_C(253402300800000000)));
    assert_false(orm_instant_fits(INT64_MAX));
    assert_false(orm_instant_fits(INT64_MIN));
}

/* ---- writing instants */

static void test_write(void **state)
{
    static const struct {
        int64_t micros;
        const char *iso, *stored;
    } cases[] = {
        {0, "1970-01-01T00:00:00.000Z", "1970-01-01 00:00:00.000 +00:00"},
        {-1, "1969-12-31T23:59:59.999999Z", "1969-12-31 23:59:59.999999 +00:00"},
        {LEAP, "2024-02-29T12:34:56.000Z", "2024-02-29 12:34:56.000 +00:00"},
        {LEAP + 7000, "2024-02-29T12:34:56.007Z", "2024-02-29 12:34:56.007 +00:00"},
        {LEAP + 7, "2024-02-29T12:34:56.000007Z", "2024-02-29 12:34:56.000007 +00:00"},
        {LEAP + 789100, "2024-02-29T12:34:56.789100Z", "2024-02-29 12:34:56.789100 +00:00"},
        {INT64_C(-62135596800000000), "0001-01-01T00:00:00.000Z", "0001-01-01 00:00:00.000 +00:00"},
        {INT64_C(253402300799999999), "9999-12-31T23:59:59.999999Z",
         "9999-12-31 23:59:59.999999 +00:00"},
    };
    orm_ctx *ctx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_text(written(ctx, orm_instant_write_iso, cases[i].micros), cases[i].iso);
        assert_text(written(ctx, orm_instant_write_stored, cases[i].micros), cases[i].stored);
    }
}

/* What is written reads back as the same instant, in both forms: steps that are no multiple of
 * anything through all years. */
static void test_round_trip(void **state)
{
    const int64_t step = INT64_C(86400000000) * 1237 + 3661000001;
    orm_ctx *ctx = *state;
    uint32_t count = 0;

    for (int64_t micros = INT64_C(-62135596800000000); orm_instant_fits(micros); micros += step) {
        int64_t iso, stored;

        assert_true(orm_instant_read(written(ctx, orm_instant_write_iso, micros), &iso));
        assert_true(orm_instant_read(written(ctx, orm_instant_write_stored, micros), &stored));
        assert_true(iso == micros && stored == micros);
        count++;
    }
    assert_true(count > 2900);
}

/* ---- days */

static void test_days(void **state)
{
    static const struct {
        const char *text;
        int64_t days;
        const char *written;
    } cases[] = {
        {"1970-01-01", 0, "1970-01-01"},
        {"1969-12-31", -1, "1969-12-31"},
        {"2024-02-29", 19782, "2024-02-29"},
        {"2024-02-29T23:59:59Z", 19782, "2024-02-29"},
        {"2024-02-29T23:59:59-01:00", 19783, "2024-03-01"}, /* the day in UTC */
        {"2024-03-01T00:30:00+01:00", 19782, "2024-02-29"},
        {"1969-12-31T23:59:59.999999Z", -1, "1969-12-31"},
        {"0001-01-01", -719162, "0001-01-01"},
        {"9999-12-31", 2932896, "9999-12-31"},
        {"Thu, 29 Feb 2024 12:34:56 GMT", 19782, "2024-02-29"},
    };
    orm_ctx *ctx = *state;
    int64_t days;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(orm_day_read(orm_text_from(cases[i].text), &days));
        assert_int_equal(days, cases[i].days);
        assert_text(written(ctx, orm_day_write, days), cases[i].written);
    }
    assert_false(orm_day_read(ORM_TEXT("2023-02-29"), &days));
    assert_false(orm_day_read(ORM_TEXT(""), &days));
}

/* Every day of 400 years, and its neighbour: no gap, none twice. */
static void test_every_day(void **state)
{
    orm_ctx *ctx = *state;
    orm_text before = written(ctx, orm_day_write, -1);

    for (int64_t day = 0; day < 146097; day++) {
        orm_text text = written(ctx, orm_day_write, day);
        int64_t read;

        assert_true(orm_text_compare(before, text) < 0);
        assert_true(orm_day_read(text, &read));
        assert_true(read == day);
        before = text;
    }
    assert_text(before, "2369-12-31");
}

/* ---- times of day */

static void test_times(void **state)
{
    static const struct {
        const char *text;
        int64_t micros;
        const char *written;
    } cases[] = {
        {"00:00", 0, "00:00:00"},
        {"00:00:00", 0, "00:00:00"},
        {"12:34", INT64_C(45240000000), "12:34:00"},
        {"12:34:56", INT64_C(45296000000), "12:34:56"},
        {"12:34:56.5", INT64_C(45296500000), "12:34:56.5"},
        {"12:34:56.500000", INT64_C(45296500000), "12:34:56.5"},
        {"12:34:56.000001", INT64_C(45296000001), "12:34:56.000001"},
        {"12:34:56.0000019", INT64_C(45296000001), "12:34:56.000001"},
        {"23:59:59.999999", INT64_C(86399999999), "23:59:59.999999"},
    };
    static const char *const wrong[] = {"",          "12",        "1:02",       "12:3",
                                        "24:00",     "12:60",     "12:34:60",   "12:34:56.",
                                        "12:34:5",   "12:34:56Z", "12:34:56+0", " 12:34",
                                        "12:34:56 ", "-1:00",     "ab:cd"};
    orm_ctx *ctx = *state;
    int64_t micros;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(orm_time_read(orm_text_from(cases[i].text), &micros));
        assert_int_equal(micros, cases[i].micros);
        assert_text(written(ctx, orm_time_write, micros), cases[i].written);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (orm_time_read(orm_text_from(wrong[i]), &micros))
            fail_msg("\"%s\" is taken for a time", wrong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(test_read_iso),      FAKE_TEST(test_read_rfc), FAKE_TEST(test_no_instant),
        FAKE_TEST(test_read_prefixes), FAKE_TEST(test_fits),     FAKE_TEST(test_write),
        FAKE_TEST(test_round_trip),    FAKE_TEST(test_days),     FAKE_TEST(test_every_day),
        FAKE_TEST(test_times),
    };

    return cmocka_run_group_tests_name("datetime", tests, NULL, NULL);
}
