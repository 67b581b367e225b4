/* number.c - numbers as text.  See number.h. */
#include "base/number.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- decimals */

enum {
    MAX_EXPONENT = 1000000, /* beyond it every engine overflows anyway */
    /* of PostgreSQL's numeric */
    MAX_INTEGER_DIGITS = 131072,
    MAX_FRACTION_DIGITS = 16383
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The exponent behind 'e'; false when there are no digits.  Saturates. */
static bool read_exponent(const char **at, const char *end, int64_t *out)
{
    bool is_negative = false;
    int64_t value = 0;

    if (*at < end && (**at == '+' || **at == '-'))
        is_negative = *(*at)++ == '-';
    if (*at == end || !is_digit(**at))
        return false;
    for (; *at < end && is_digit(**at); (*at)++)
        if (value < MAX_EXPONENT * 10)
            value = value * 10 + (**at - '0');
    *out = is_negative ? -value : value;
    return true;
}

/* Collects the digits around the point; false when there are none. */
static bool read_mantissa(const char **at, const char *end, orm_decimal *out)
{
    bool has_point = false, has_digit = false;

    for (; *at < end; (*at)++) {
        if (**at == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (!is_digit(**at))
            break;
        has_digit = true;
        if (out->count > 0 || **at != '0')
            out->digits[out->count++] = **at;
        if (has_point)
            out->exponent--;
    }
    return has_digit;
}

bool orm_decimal_read(orm_arena *arena, orm_text text, orm_decimal *out)
{
    const char *at = text.length ? text.data : "", *end = at + text.length;
    int64_t exponent = 0;

    *out = (orm_decimal){false, orm_alloc(arena, text.length + 1), 0, 0};
    if (at < end && (*at == '-' || *at == '+'))
        out->is_negative = *at++ == '-';
    if (!read_mantissa(&at, end, out))
        return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (!read_exponent(&at, end, &exponent))
            return false;
    }
    out->exponent += exponent;
    if (out->count == 0) {
        out->is_negative = false;
        if (out->exponent > 0)
            out->exponent = 0;
    }
    return at == end;
}

/* Adds one to the last digit, carrying. */
static void increment(orm_arena *arena, orm_decimal *number)
{
    int64_t i = number->count - 1;
    char *longer;

    for (; i >= 0; i--) {
        if (number->digits[i] != '9') {
            number->digits[i]++;
            return;
        }
        number->digits[i] = '0';
    }
    longer = orm_alloc(arena, (size_t)number->count + 1);
    longer[0] = '1';
    memcpy(longer + 1, number->digits, (size_t)number->count);
    number->digits = longer;
    number->count++;
}

void orm_decimal_round(orm_arena *arena, orm_decimal *number, int64_t scale)
{
    int64_t drop = -number->exponent - scale;
    bool is_up;

    if (drop <= 0)
        return;
    if (drop > number->count) {
        *number = (orm_decimal){false, number->digits, 0, -scale};
        return;
    }
    is_up = number->digits[number->count - drop] >= '5';
    number->count -= drop;
    number->exponent = -scale;
    if (is_up)
        increment(arena, number);
    if (number->count == 0)
        number->is_negative = false;
}

int64_t orm_decimal_integer_digits(const orm_decimal *number)
{
    int64_t digits = number->count + number->exponent;

    return number->count > 0 && digits > 0 ? digits : 0;
}

/* `count` digits of the number from position `from` (0: the first), zeroes outside of them. */
static void write_digits(orm_buffer *buffer, const orm_decimal *number, int64_t from, int64_t count)
{
    orm_buffer_need(buffer, (size_t)count);
    for (int64_t i = from; i < from + count; i++)
        buffer->data[buffer->length++] = i >= 0 && i < number->count ? number->digits[i] : '0';
}

void orm_decimal_write(orm_buffer *buffer, const orm_decimal *number, int64_t scale)
{
    int64_t integer = orm_decimal_integer_digits(number);

    if (number->is_negative && number->count > 0)
        orm_buffer_char(buffer, '-');
    if (integer > 0)
        write_digits(buffer, number, 0, integer);
    else
        orm_buffer_char(buffer, '0');
    if (scale <= 0)
        return;
    orm_buffer_char(buffer, '.');
    write_digits(buffer, number, number->count + number->exponent, scale);
}

bool orm_decimal_to_int64(const orm_decimal *number, int64_t *out)
{
    uint64_t value = 0;
    int64_t integer = orm_decimal_integer_digits(number);

    if (integer > 19)
        return false;
    for (int64_t i = integer; i < number->count; i++)
        if (i >= 0 && number->digits[i] != '0')
            return false;
    if (integer == 0 && number->count > 0)
        return false;
    for (int64_t i = 0; i < integer; i++)
        value = value * 10 + (uint64_t)(i < number->count ? number->digits[i] - '0' : 0);
    if (value > (uint64_t)INT64_MAX + number->is_negative)
        return false;
    *out = number->is_negative ? (int64_t)(0 - value) : (int64_t)value;
    return true;
}

bool orm_number_read_integer(orm_text text, int64_t *out)
{
    bool is_negative = text.length > 0 && text.data[0] == '-';
    int64_t value = 0;

    if (text.length == is_negative || text.length > 18)
        return false;
    for (size_t i = is_negative; i < text.length; i++) {
        if (!is_digit(text.data[i]))
            return false;
        value = value * 10 + (text.data[i] - '0');
    }
    *out = is_negative ? -value : value;
    return true;
}

bool orm_decimal_fits_numeric(const orm_decimal *number)
{
    return orm_decimal_integer_digits(number) <= MAX_INTEGER_DIGITS &&
           -number->exponent <= MAX_FRACTION_DIGITS;
}

/* Whether a token of JSON stands for itself: short, without exponent, and no zero with a sign. */
static bool is_plain(orm_text token)
{
    if (token.length >= 1000 || (token.length > 1 && token.data[0] == '-' && token.data[1] == '0'))
        return false;
    for (size_t i = 0; i < token.length; i++)
        if (token.data[i] == 'e' || token.data[i] == 'E')
            return false;
    return true;
}

void orm_number_write_plain(orm_ctx *ctx, orm_buffer *buffer, orm_text token)
{
    orm_decimal number;

    if (is_plain(token)) {
        orm_buffer_text(buffer, token);
        return;
    }
    orm_decimal_read(ctx->arena, token, &number);
    if (!orm_decimal_fits_numeric(&number))
        orm_raise(ctx, ORM_VALIDATION, (orm_text){NULL, 0},
                  "the number %.*s has more digits than can be stored (%d before the point, %d "
                  "behind it)",
                  ORM_ARG(orm_text_slice(token, 0, token.length < 40 ? token.length : 40)),
                  MAX_INTEGER_DIGITS, MAX_FRACTION_DIGITS);
    orm_decimal_write(buffer, &number, number.exponent < 0 ? -number.exponent : 0);
}

/* ---- comparing tokens */

/* A token on its way: its digits from the first that is not zero. */
typedef struct digits {
    bool is_negative;
    const char *at;
    const char *end;   /* of the mantissa */
    int64_t magnitude; /* the first digit counts 10^magnitude */
} digits;

/* The next digit, -1 behind the last one. */
static int next_digit(digits *d)
{
    if (d->at < d->end && *d->at == '.')
        d->at++;
    return d->at < d->end ? *d->at++ : -1;
}

/* False: the number is zero. */
static bool open_digits(orm_text token, digits *d)
{
    const char *at = token.data, *end = at + token.length, *point;
    int64_t exponent = 0;

    *d = (digits){.is_negative = at < end && *at == '-'};
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    for (d->end = at; d->end < end && (is_digit(*d->end) || *d->end == '.');)
        d->end++;
    if (d->end < end) {
        const char *behind = d->end + 1;

        read_exponent(&behind, end, &exponent);
    }
    point = memchr(at, '.', (size_t)(d->end - at));
    if (point == NULL)
        point = d->end;
    while (at < d->end && (*at == '0' || *at == '.'))
        at++;
    d->at = at;
    d->magnitude = exponent + (at < point ? point - at - 1 : point - at);
    return at < d->end;
}

/* Digits of one magnitude; what one lacks at its end is zero. */
static int compare_digits(digits *left, digits *right)
{
    int a, b;

    do {
        a = next_digit(left);
        b = next_digit(right);
        if (a != b && (a < 0 ? '0' : a) != (b < 0 ? '0' : b))
            return (a < 0 ? '0' : a) < (b < 0 ? '0' : b) ? -1 : 1;
    } while (a >= 0 || b >= 0);
    return 0;
}

int orm_number_compare(orm_text left, orm_text right)
{
    digits a, b;
    bool has_left = open_digits(left, &a), has_right = open_digits(right, &b);
    int order;

    if (!has_left || !has_right) /* one is zero */
        return has_left ? (a.is_negative ? -1 : 1) : has_right ? (b.is_negative ? 1 : -1) : 0;
    if (a.is_negative != b.is_negative)
        return a.is_negative ? -1 : 1;
    order =
        a.magnitude != b.magnitude ? (a.magnitude < b.magnitude ? -1 : 1) : compare_digits(&a, &b);
    return a.is_negative ? -order : order;
}

/* ---- integers */

void orm_number_write_int64(orm_buffer *buffer, int64_t value)
{
    char digits[24];
    int at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        digits[--at] = '-';
    orm_buffer_bytes(buffer, digits + at, sizeof digits - (size_t)at);
}

/* ---- doubles */

/* The digits of a positive finite number, shortest that read back, and its decimal exponent:
 * value = 0.digits * 10^point. */
typedef struct shortest {
    char digits[20];
    int count;
    int point;
} shortest;

/* printf's scientific notation taken apart; the decimal separator may be a locale's. */
static void take_apart(const char *text, shortest *out)
{
    out->count = 0;
    for (; *text && *text != 'e'; text++)
        if (is_digit(*text))
            out->digits[out->count++] = *text;
    out->point = atoi(text + 1) + 1;
    while (out->count > 1 && out->digits[out->count - 1] == '0')
        out->count--;
}

static bool reads_back(const char *text, double value, bool is_float)
{
    return is_float ? strtof(text, NULL) == (float)value : strtod(text, NULL) == value;
}

/* The next larger decimal of as many digits; false when it would carry into a new digit. */
static bool step_up(char *text)
{
    char *last = strchr(text, 'e') - 1;

    for (; last >= text; last--) {
        if (!is_digit(*last))
            continue;
        if (*last != '9') {
            (*last)++;
            return true;
        }
        *last = '0';
    }
    return false;
}

/* With 15 (6) digits or fewer a decimal survives the way through the type, so the first length that
 * reads back is the shortest there is; one more try upwards finds the decimal that printf rounds
 * past where the gap below is half the gap above (powers of two: 5.684341886080801e-14).
 * Denormalised numbers have fewer digits than that: they are tried from one on. */
static void find_shortest(double value, bool is_float, shortest *out)
{
    char text[40];
    bool is_normal = value >= (is_float ? (double)FLT_MIN : DBL_MIN);
    int least = !is_normal ? 1 : is_float ? 6 : 15, most = is_float ? 9 : 17;

    for (int digits = least; digits < most; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (reads_back(text, value, is_float) ||
            (digits > least && step_up(text) && reads_back(text, value, is_float))) {
            take_apart(text, out);
            return;
        }
    }
    snprintf(text, sizeof text, "%.*e", most - 1, value);
    take_apart(text, out);
}

static void write_zeroes(orm_buffer *buffer, int count)
{
    for (int i = 0; i < count; i++)
        orm_buffer_char(buffer, '0');
}

/* Number::toString of ECMAScript. */
static void write_shortest(orm_buffer *buffer, const shortest *number)
{
    int count = number->count, point = number->point;

    if (point > 21 || point < -5) {
        orm_buffer_char(buffer, number->digits[0]);
        if (count > 1) {
            orm_buffer_char(buffer, '.');
            orm_buffer_bytes(buffer, number->digits + 1, (size_t)count - 1);
        }
        orm_buffer_format(buffer, "e%+d", point - 1);
    } else if (point <= 0) {
        ORM_PUT(buffer, "0.");
        write_zeroes(buffer, -point);
        orm_buffer_bytes(buffer, number->digits, (size_t)count);
    } else if (count <= point) {
        orm_buffer_bytes(buffer, number->digits, (size_t)count);
        write_zeroes(buffer, point - count);
    } else {
        orm_buffer_bytes(buffer, number->digits, (size_t)point);
        orm_buffer_char(buffer, '.');
        orm_buffer_bytes(buffer, number->digits + point, (size_t)(count - point));
    }
}

static void write_real(orm_buffer *buffer, double value, bool is_float)
{
    shortest number;

    if (isnan(value)) {
        ORM_PUT(buffer, "\"NaN\"");
        return;
    }
    if (isinf(value)) {
        orm_buffer_string(buffer, value < 0 ? "\"-Infinity\"" : "\"Infinity\"");
        return;
    }
    if (fabs(value) < (is_float ? 0x1p24 : 1e9) && value == (double)(int32_t)value) {
        orm_number_write_int64(buffer, (int64_t)value);
        return;
    }
    if (value < 0)
        orm_buffer_char(buffer, '-');
    find_shortest(fabs(value), is_float, &number);
    write_shortest(buffer, &number);
}

void orm_number_write_double(orm_buffer *buffer, double value)
{
    write_real(buffer, value, false);
}

void orm_number_write_float(orm_buffer *buffer, float value)
{
    write_real(buffer, value, true);
}

/* A number of at most 15 digits and no exponent: the digits and the power of ten are both exact, so
 * their quotient is the nearest double. */
static bool read_short(orm_text text, double *out)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *at = text.data, *end = at + text.length, *first, *point = NULL;
    bool is_negative = at < end && *at == '-';
    int64_t digits = 0;

    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end || end - at > 16 || (*at == '.' && end - at == 1))
        return false;
    for (first = at; at < end; at++) {
        if (*at == '.' && point == NULL)
            point = at;
        else if (is_digit(*at))
            digits = digits * 10 + (*at - '0');
        else
            return false;
    }
    if (end - first == 16 && point == NULL)
        return false;
    *out = (double)digits / powers[point ? end - point - 1 : 0];
    if (is_negative)
        *out = -*out;
    return true;
}

/* Without its point the number reads the same in every locale. */
bool orm_number_read_double(orm_arena *arena, orm_text text, double *out)
{
    orm_decimal number;
    char *copy, *at;

    if (read_short(text, out))
        return true;
    if (!orm_decimal_read(arena, text, &number))
        return false;
    at = copy = orm_alloc(arena, (size_t)number.count + 32);
    if (*text.data == '-')
        *at++ = '-'; /* of a zero, too */
    memcpy(at, number.digits, (size_t)number.count);
    at += number.count;
    if (number.count == 0)
        *at++ = '0';
    snprintf(at, 30, "e%" PRId64, number.exponent);
    *out = strtod(copy, NULL);
    return true;
}

bool orm_number_read_count(orm_arena *arena, orm_text text, int64_t *out)
{
    orm_decimal number;

    return orm_decimal_read(arena, text, &number) && orm_decimal_to_int64(&number, out) &&
           *out >= 0;
}
