/* check_date.c - validators of dates and times.  See check.h.
 *
 * Where Sequelize lets the JavaScript engine guess, we read ISO 8601 and RFC 2822 (semantics.md
 * 35), in UTC where the text names no zone. */
#include "base/datetime.h"
#include "validate/check.h"

/* ---- the calendar */

bool orm_check_is_day(int64_t year, int64_t month, int64_t day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month >= 1 && month <= 12 && day >= 1 &&
           day <= lengths[month - 1] + (month == 2 && is_leap);
}

int64_t orm_check_current_year(const orm_check *check)
{
    char data[64];
    orm_buffer buffer = {check->ctx->host, data, 0, sizeof data, ORM_LIFE_CALL};

    orm_instant_write_iso(&buffer, check->ctx->host->now(check->ctx->host));
    return js_integer((orm_text){data, 4});
}

/* ---- instants */

/* A year or a month alone is its first day. */
static bool read_instant(orm_text text, int64_t *micros)
{
    char day[] = "0000-01-01";
    bool is_year = js_is_digits(text, 4);
    bool is_month = text.length == 7 && js_digits_at(text) == 4 && text.data[4] == '-' &&
                    js_is_digits(js_from(text, 5), 2);

    if (!is_year && !is_month)
        return orm_instant_read(text, micros);
    memcpy(day, text.data, text.length);
    return orm_instant_read((orm_text){day, sizeof day - 1}, micros);
}

bool orm_check_date(const orm_check *check)
{
    int64_t micros;

    return read_instant(check->text, &micros);
}

/* The instant to compare with: now, where none was given. */
static int64_t comparison(const orm_check *check)
{
    const orm_validator_value *value = check_value(check, COMPARISON_DATE);

    return value->is_given ? value->micros : check->ctx->host->now(check->ctx->host);
}

bool orm_check_after(const orm_check *check)
{
    int64_t micros;

    return read_instant(check->text, &micros) && micros > comparison(check);
}

bool orm_check_before(const orm_check *check)
{
    int64_t micros;

    return read_instant(check->text, &micros) && micros < comparison(check);
}

/* ---- ISO 8601, by its form */

#define ISO_DATE                                                                                   \
    "^([+-]?\\d{4}(?!\\d{2}\\b))((-?)((0[1-9]|1[0-2])(\\3([12]\\d|0[1-9]|3[01]))?|"                \
    "W([0-4]\\d|5[0-3])(-?[1-7])?|(00[1-9]|0[1-9]\\d|[12]\\d{2}|3([0-5]\\d|6[1-6])))"
#define ISO_TIME                                                                                   \
    "((([01]\\d|2[0-3])((:?)[0-5]\\d)?|24:?00)([.,]\\d+(?!:))?)?(\\17[0-5]\\d([.,]\\d+)?)?"        \
    "([zZ]|([+-])([01]\\d|2[0-3]):?([0-5]\\d)?)?)?)?$"

/* YYYY-?DDD at the begin, and then the end, a blank or 'T'. */
static bool read_ordinal(orm_text text, int64_t *year, int64_t *day)
{
    size_t at = text.length > 4 && text.data[4] == '-' ? 5 : 4;

    if (js_digits_at(text) < 4 || text.length < at + 3 ||
        js_digits_at(orm_text_slice(text, at, at + 3)) < 3)
        return false;
    if (text.length > at + 3 && text.data[at + 3] != ' ' && text.data[at + 3] != 'T')
        return false;
    *year = js_integer(orm_text_slice(text, 0, 4));
    *day = js_integer(orm_text_slice(text, at, at + 3));
    return true;
}

/* At most `most` digits off the begin of a text, as a number; 0 when there are none. */
static int64_t take_digits(orm_text *text, size_t most)
{
    size_t digits = js_digits_at(*text);
    int64_t value;

    if (digits > most)
        digits = most;
    value = js_integer(orm_text_slice(*text, 0, digits));
    *text = js_from(*text, digits);
    return value;
}

static void skip_hyphen(orm_text *text)
{
    if (orm_text_starts(*text, "-"))
        *text = js_from(*text, 1);
}

/* A text of the right form: whether it names a day that exists. */
static bool is_existing_day(orm_text text)
{
    int64_t year, month, day;

    if (read_ordinal(text, &year, &day))
        return day <= 365 + orm_check_is_day(year, 2, 29);
    if (!js_is_digit(*text.data))
        text = js_from(text, 1);
    year = take_digits(&text, 4);
    skip_hyphen(&text);
    month = take_digits(&text, 2);
    skip_hyphen(&text);
    day = take_digits(&text, 18);
    return month == 0 || day == 0 || (year >= 100 && orm_check_is_day(year, month, day));
}

bool orm_check_iso8601(const orm_check *check)
{
    bool is_strict = check_flag(check, ISO8601_SEPARATOR, false);
    const char *pattern = is_strict ? ISO_DATE "([T]" ISO_TIME : ISO_DATE "([T\\s]" ISO_TIME;

    return orm_check_match(check, pattern, "", check->text) &&
           (!check_flag(check, ISO8601_STRICT, false) || is_existing_day(check->text));
}

/* ---- times of day */

#define HOUR24 "^([01]?[0-9]|2[0-3]):([0-5][0-9])"
#define HOUR12 "^(0?[1-9]|1[0-2]):([0-5][0-9])"

bool orm_check_time(const orm_check *check)
{
    static const char *const patterns[2][3] = {
        {HOUR24 "$", HOUR24 ":([0-5][0-9])$", HOUR24 "(?::([0-5][0-9]))?$"},
        {HOUR12 " [AP]M$", HOUR12 ":([0-5][0-9]) [AP]M$", HOUR12 "(?::([0-5][0-9]))? [AP]M$"}};
    orm_text mode = check_text(check, TIME_MODE);
    int seconds = orm_text_is(mode, "withSeconds")           ? 1
                  : orm_text_is(mode, "withOptionalSeconds") ? 2
                                                             : 0;

    return orm_check_match(check,
                           patterns[orm_text_is(check_text(check, TIME_FORMAT), "hour12")][seconds],
                           "", check->text);
}
