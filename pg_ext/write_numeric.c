/* write_numeric.c - numeric as JSON, straight from its digits.
 *
 * The stored form (src/backend/utils/adt/numeric.c, the same since 9.1 but for the infinities of
 * 14): a header of two bytes, or of four for large weights and scales, then digits to base 10000.
 * Digit i counts 10000^(weight - i); trailing zero digits are not stored.  PostgreSQL keeps the
 * struct to itself, so it is read here by its bytes. */
#include "orm_pg.h"

#include "base/number.h"

#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

enum {
    KIND = 0xC000, /* the bits that tell the kinds */
    SHORT = 0x8000,
    SPECIAL = 0xC000,
    NEGATIVE = 0x4000, /* of a long header */
    SHORT_NEGATIVE = 0x2000,
    SHORT_SCALE = 0x1F80,
    SHORT_WEIGHT = 0x003F,
    SHORT_WEIGHT_SIGN = 0x0040,
    LONG_SCALE = 0x3FFF,
    NAN_HEADER = 0xC000,
    INFINITE_NEGATIVE = 0xF000,
    DIGITS = 4 /* decimal ones in a digit */
};

/* A numeric taken apart. */
typedef struct number {
    bool is_negative;
    int scale;
    int weight;
    int count;
    const char *digits; /* 16 bits each, not aligned */
} number;

static uint16 read16(const char *from)
{
    uint16 value;

    memcpy(&value, from, sizeof value);
    return value;
}

static number take_apart(const char *data, size_t size)
{
    uint16 header = read16(data);
    size_t header_size = header & SHORT ? 2 : 4;
    number out = {.digits = data + header_size, .count = (int)((size - header_size) / 2)};

    if (header & SHORT) {
        out.is_negative = (header & SHORT_NEGATIVE) != 0;
        out.scale = (header & SHORT_SCALE) >> 7;
        out.weight = header & SHORT_WEIGHT;
        if (header & SHORT_WEIGHT_SIGN)
            out.weight -= SHORT_WEIGHT + 1;
    } else {
        out.is_negative = (header & KIND) == NEGATIVE;
        out.scale = header & LONG_SCALE;
        out.weight = (int16)read16(data + 2);
    }
    return out;
}

/* Digit by weight: index 0 is the first stored one. */
static int digit_at(const number *from, int index)
{
    return index < 0 || index >= from->count ? 0 : (int16)read16(from->digits + 2 * index);
}

/* The four decimal digits. */
static char *put_digit(char *out, int digit)
{
    return orm_pg_put_pair(orm_pg_put_pair(out, digit / 100), digit % 100);
}

/* The first digit, without leading zeroes. */
static char *put_first(char *out, int digit)
{
    char text[DIGITS];
    int from = 0;

    put_digit(text, digit);
    while (from < DIGITS - 1 && text[from] == '0')
        from++;
    memcpy(out, text + from, (size_t)(DIGITS - from));
    return out + DIGITS - from;
}

static char *put_integer(char *out, const number *from)
{
    if (from->weight < 0) {
        *out++ = '0';
        return out;
    }
    out = put_first(out, digit_at(from, 0));
    for (int i = 1; i <= from->weight; i++)
        out = put_digit(out, digit_at(from, i));
    return out;
}

/* Whole digits are put, and what is too much taken back. */
static char *put_fraction(char *out, const number *from, int scale)
{
    if (scale == 0)
        return out;
    *out++ = '.';
    for (int i = from->weight + 1; scale > 0; i++, scale -= DIGITS)
        out = put_digit(out, digit_at(from, i));
    return out + scale;
}

bool orm_pg_numeric_digits(const char *data, size_t size, int scale, orm_buffer *buffer)
{
    number from = take_apart(data, size);
    char *out;

    if (scale < 0)
        scale = from.scale;
    else if (scale < from.scale)
        return false;
    orm_buffer_need(buffer, (size_t)Max(from.weight + 1, 1) * DIGITS + (size_t)scale + 2 + DIGITS);
    out = buffer->data + buffer->length;
    if (from.is_negative)
        *out++ = '-';
    out = put_integer(out, &from);
    out = put_fraction(out, &from, scale);
    buffer->length = (size_t)(out - buffer->data);
    return true;
}

static void write_special(uint16 header, orm_buffer *buffer)
{
    if (header == NAN_HEADER)
        ORM_PUT(buffer, "\"NaN\"");
    else if (header == INFINITE_NEGATIVE)
        ORM_PUT(buffer, "\"-Infinity\"");
    else
        ORM_PUT(buffer, "\"Infinity\"");
}

/* More fraction digits than the attribute has: the table is not as the model says. */
static struct varlena *rounded(orm_pg_column *column, struct varlena *value)
{
    MemoryContext before = orm_pg_scratch(column);
    Datum result =
        DirectFunctionCall2(numeric_round, PointerGetDatum(value), Int32GetDatum(column->scale));

    MemoryContextSwitchTo(before);
    return (struct varlena *)DatumGetPointer(result);
}

static void write_finite(orm_pg_column *column, struct varlena *value, orm_buffer *buffer)
{
    if (orm_pg_numeric_digits(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), column->scale, buffer))
        return;
    value = rounded(column, value);
    orm_pg_numeric_digits(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), column->scale, buffer);
}

void orm_pg_write_numeric(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    struct varlena *number = orm_pg_unpack(column, value);
    uint16 header = read16(VARDATA_ANY(number));

    if ((header & KIND) == SPECIAL) {
        write_special(header, buffer);
        return;
    }
    if (column->is_quoted)
        orm_buffer_char(buffer, '"');
    write_finite(column, number, buffer);
    if (column->is_quoted)
        orm_buffer_char(buffer, '"');
}

void orm_pg_write_numeric_as_double(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    MemoryContext before = orm_pg_scratch(column);
    Datum real = DirectFunctionCall1(numeric_float8_no_overflow, value);

    MemoryContextSwitchTo(before);
    orm_number_write_double(buffer, DatumGetFloat8(real));
}

void orm_pg_write_integer_as_numeric(orm_pg_column *column, Datum value, orm_buffer *buffer)
{
    if (column->is_quoted)
        orm_buffer_char(buffer, '"');
    orm_number_write_int64(buffer, orm_pg_integer(column, value));
    if (column->scale > 0)
        orm_buffer_char(buffer, '.');
    for (int i = 0; i < column->scale; i++)
        orm_buffer_char(buffer, '0');
    if (column->is_quoted)
        orm_buffer_char(buffer, '"');
}
