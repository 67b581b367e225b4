/* write_time.c - dates and times as ISO 8601, in UTC, whatever DateStyle and TimeZone say.
 *
 * Years that have no four digits are written as JavaScript does: a sign and six digits, the year
 * before 1 being 0. */
#include "orm_pg.h"

#include "catalog/pg_type.h"
#include "utils/date.h"
#include "utils/timestamp.h"

/* Days from 1970-01-01 to 2000-01-01, where PostgreSQL begins to count. */
enum { EPOCH_DAYS = 10957 };

typedef struct day {
    int64_t year;
    int month;
    int day;
} day;

/* The civil calendar of a day, counted from 0000-03-01 in eras of 400 years: a year that begins in
 * March has its leap day at its end. */
static day civil(int64_t since_2000)
{
    int64_t days = since_2000 + EPOCH_DAYS + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int of_era = (int)(days - era * 146097);
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153; /* 0: March */

    return (day){.year = era * 400 + year + (month >= 10),
                 .month = month < 10 ? month + 3 : month - 9,
                 .day = of_year - (153 * month + 2) / 5 + 1};
}

/* ---- digits */

static bool is_plain_year(int64_t year)
{
    return year >= 0 && year <= 9999;
}

/* A sign and six digits, or seven. */
static char *put_long_year(char *out, int64_t year)
{
    uint64_t absolute = (uint64_t)(year < 0 ? -year : year);

    *out++ = year < 0 ? '-' : '+';
    if (absolute > 999999)
        *out++ = (char)('0' + absolute / 1000000);
    out = orm_pg_put_pair(out, absolute / 10000 % 100);
    out = orm_pg_put_pair(out, absolute / 100 % 100);
    return orm_pg_put_pair(out, absolute % 100);
}

static char *put_day(char *out, day date)
{
    if (is_plain_year(date.year)) {
        out = orm_pg_put_pair(out, (int)date.year / 100);
        out = orm_pg_put_pair(out, (int)date.year % 100);
    } else {
        out = put_long_year(out, date.year);
    }
    *out++ = '-';
    out = orm_pg_put_pair(out, date.month);
    *out++ = '-';
    return orm_pg_put_pair(out, date.day);
}

static char *put_clock(char *out, uint32 seconds)
{
    out = orm_pg_put_pair(out, seconds / 3600);
    *out++ = ':';
    out = orm_pg_put_pair(out, seconds / 60 % 60);
    *out++ = ':';
    return orm_pg_put_pair(out, seconds % 60);
}

static char *put_thousandths(char *out, uint32 value)
{
    *out++ = (char)('0' + value / 100);
    return orm_pg_put_pair(out, value % 100);
}

/* ---- whole values */

static int64_t days_of(int64_t timestamp)
{
    return timestamp / USECS_PER_DAY - (timestamp % USECS_PER_DAY < 0);
}

static size_t iso_infinity(bool is_negative, char *out)
{
    const char *text = is_negative ? "-Infinity" : "Infinity";

    memcpy(out, text, strlen(text));
    return strlen(text);
}

size_t orm_pg_iso_date(int32 date, char out[ORM_PG_ISO_SIZE])
{
    if (DATE_NOT_FINITE(date))
        return iso_infinity(DATE_IS_NOBEGIN(date), out);
    return (size_t)(put_day(out, civil(date)) - out);
}

size_t orm_pg_iso_timestamp(int64_t timestamp, char out[ORM_PG_ISO_SIZE])
{
    int64_t days, rest;
    uint32 fraction;
    char *at;

    if (TIMESTAMP_NOT_FINITE(timestamp))
        return iso_infinity(TIMESTAMP_IS_NOBEGIN(timestamp), out);
    days = days_of(timestamp);
    rest = timestamp - days * USECS_PER_DAY;
    fraction = (uint32)(rest % USECS_PER_SEC);
    at = put_day(out, civil(days));
    *at++ = 'T';
    at = put_clock(at, (uint32)(rest / USECS_PER_SEC));
    *at++ = '.';
    at = put_thousandths(at, fraction / 1000);
    if (fraction % 1000)
        at = put_thousandths(at, fraction % 1000);
    *at++ = 'Z';
    return (size_t)(at - out);
}

/* HH:MM:SS with at most six fraction digits and no zeroes at their end. */
static size_t iso_time(int64_t time, char *out)
{
    uint32 fraction = (uint32)(time % USECS_PER_SEC);
    char *at = put_clock(out, (uint32)(time / USECS_PER_SEC));

    if (fraction) {
        *at++ = '.';
        at = put_thousandths(put_thousandths(at, fraction / 1000), fraction % 1000);
        while (at[-1] == '0')
            at--;
    }
    return (size_t)(at - out);
}

bool orm_pg_has_plain_year(const orm_pg_column *column, Datum value)
{
    if (column->base == DATEOID) {
        DateADT date = DatumGetDateADT(value);

        return DATE_NOT_FINITE(date) || is_plain_year(civil(date).year);
    } else {
        Timestamp timestamp = DatumGetTimestamp(value);

        return TIMESTAMP_NOT_FINITE(timestamp) || is_plain_year(civil(days_of(timestamp)).year);
    }
}

/* ---- writers */

/* Quotes around what `size` bytes were written of behind the first. */
static char *begin(orm_buffer *buffer)
{
    orm_buffer_need(buffer, ORM_PG_ISO_SIZE + 2);
    buffer->data[buffer->length] = '"';
    return buffer->data + buffer->length + 1;
}

static void finish(orm_buffer *buffer, size_t size)
{
    buffer->length += size + 1;
    buffer->data[buffer->length++] = '"';
}

void orm_pg_write_timestamp(orm_pg_column *column pg_attribute_unused(), Datum value,
                            orm_buffer *buffer)
{
    char *out = begin(buffer);

    finish(buffer, orm_pg_iso_timestamp(DatumGetTimestamp(value), out));
}

void orm_pg_write_date(orm_pg_column *column pg_attribute_unused(), Datum value, orm_buffer *buffer)
{
    char *out = begin(buffer);

    finish(buffer, orm_pg_iso_date(DatumGetDateADT(value), out));
}

void orm_pg_write_time(orm_pg_column *column pg_attribute_unused(), Datum value, orm_buffer *buffer)
{
    char *out = begin(buffer);

    finish(buffer, iso_time(DatumGetTimeADT(value), out));
}

void orm_pg_write_day(orm_pg_column *column pg_attribute_unused(), Datum value, orm_buffer *buffer)
{
    Timestamp timestamp = DatumGetTimestamp(value);
    char *out = begin(buffer);

    if (TIMESTAMP_NOT_FINITE(timestamp))
        finish(buffer, iso_infinity(TIMESTAMP_IS_NOBEGIN(timestamp), out));
    else
        finish(buffer, orm_pg_iso_date((int32)days_of(timestamp), out));
}

/* A date may lie beyond what a timestamp can hold. */
void orm_pg_write_date_as_timestamp(orm_pg_column *column pg_attribute_unused(), Datum value,
                                    orm_buffer *buffer)
{
    static const char midnight[] = "T00:00:00.000Z";
    DateADT date = DatumGetDateADT(value);
    char *out = begin(buffer);
    size_t size = orm_pg_iso_date(date, out);

    if (!DATE_NOT_FINITE(date)) {
        memcpy(out + size, midnight, sizeof midnight - 1);
        size += sizeof midnight - 1;
    }
    finish(buffer, size);
}
