/* number.h - numbers as text: exact decimals, shortest doubles.
 *
 * JSON numbers reach us as tokens (-?int frac? exp?) and leave as text; nothing between goes
 * through a double unless the attribute is one. */
#ifndef ORM_BASE_NUMBER_H
#define ORM_BASE_NUMBER_H

#include "base/buffer.h"

/* A decimal number taken apart: (-1)^is_negative * digits * 10^exponent. */
typedef struct orm_decimal {
    bool is_negative;
    char *digits; /* `count` of them, no leading zero; count 0: the number is zero */
    int64_t count;
    int64_t exponent;
} orm_decimal;

/* Whether text as a whole is a number: optional sign, digits with an optional point, optional
 * exponent
 * (".5" and "5." too, as JavaScript and the engines read it).  Takes it apart into `out`; `arena`
 * gets the digits. */
bool orm_decimal_read(orm_arena *arena, orm_text text, orm_decimal *out);

/* Rounds half away from zero to `scale` fraction digits (may be negative). */
void orm_decimal_round(orm_arena *arena, orm_decimal *number, int64_t scale);

/* Digits before the point (0 for 0.x). */
int64_t orm_decimal_integer_digits(const orm_decimal *number);

/* Plain notation with exactly `scale` fraction digits (the number must have been rounded to it). */
void orm_decimal_write(orm_buffer *buffer, const orm_decimal *number, int64_t scale);

/* Reads an optional minus and at most 18 digits; false for all else, numbers too. */
bool orm_number_read_integer(orm_text text, int64_t *out);

/* The number as an integer; false when it has a fraction or does not fit. */
bool orm_decimal_to_int64(const orm_decimal *number, int64_t *out);

/* Integers in decimal. */
void orm_number_write_int64(orm_buffer *buffer, int64_t value);

/* Shortest text that reads back as the same double, as JavaScript prints it; "NaN", "Infinity" and
 * "-Infinity" with quotes. */
void orm_number_write_double(orm_buffer *buffer, double value);

/* The same for float4's digits. */
void orm_number_write_float(orm_buffer *buffer, float value);

/* Two numbers of JSON (tokens) by their exact values: <0, 0, >0. */
int orm_number_compare(orm_text left, orm_text right);

/* Whether PostgreSQL's numeric, and so jsonb, holds the number: 131072 digits before the point,
 * 16383 behind it. */
bool orm_decimal_fits_numeric(const orm_decimal *number);

/* A number token in plain notation, as jsonb prints numbers (1e2: 100, 1.50: 1.50).  Raises
 * ValidationError for one that does not fit. */
void orm_number_write_plain(orm_ctx *ctx, orm_buffer *buffer, orm_text token);

/* Reads what orm_decimal_read() reads as a double, whatever the locale; false where that refuses.
 * Too large becomes infinite, too small zero. */
bool orm_number_read_double(orm_arena *arena, orm_text text, double *out);

/* An integer from 0; false where the text is none. */
bool orm_number_read_count(orm_arena *arena, orm_text text, int64_t *out);

#endif
