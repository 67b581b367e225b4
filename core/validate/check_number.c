/* check_number.c - validators of numbers.  See check.h. */
#include <math.h>

#include "base/number.h"
#include "validate/check.h"

/* ---- bounds */

/* A number as a whole, or infinite; NaN where it is none. */
static double whole_number(const orm_check *check)
{
    double value;

    if (orm_number_read_double(check->ctx->arena, check->text, &value))
        return value;
    if (orm_text_is(check->text, "Infinity"))
        return INFINITY;
    return orm_text_is(check->text, "-Infinity") ? -INFINITY : NAN;
}

/* A text that is no number fails (semantics.md 20). */
bool orm_check_min(const orm_check *check)
{
    return whole_number(check) >= check_number(check, BOUND_VALUE, 0);
}

bool orm_check_max(const orm_check *check)
{
    return whole_number(check) <= check_number(check, BOUND_VALUE, 0);
}

/* min, max, lt and gt, which are options `first` to `first` + 3. */
static bool is_within(const orm_check *check, double value, int first)
{
    const orm_validator_value *bounds = check_value(check, first);

    return (!bounds[0].is_given || value >= bounds[0].number) &&
           (!bounds[1].is_given || value <= bounds[1].number) &&
           (!bounds[2].is_given || value < bounds[2].number) &&
           (!bounds[3].is_given || value > bounds[3].number);
}

static bool has_bounds(const orm_check *check, int first)
{
    return check_has(check, first) || check_has(check, first + 1) || check_has(check, first + 2) ||
           check_has(check, first + 3);
}

/* ---- integers */

static orm_text without_sign(orm_text text)
{
    bool has_sign = text.length > 0 && (*text.data == '-' || *text.data == '+');

    return has_sign ? js_from(text, 1) : text;
}

static bool is_integer(orm_text text, bool has_leading_zeroes)
{
    orm_text digits = without_sign(text);

    return js_is_digits(digits, 0) &&
           (has_leading_zeroes || digits.length == 1 || *digits.data != '0');
}

bool orm_check_int(const orm_check *check)
{
    if (!is_integer(check->text, check_flag(check, INT_LEADING_ZEROES, true)))
        return false;
    return !has_bounds(check, INT_MIN) || is_within(check, whole_number(check), INT_MIN);
}

bool orm_check_port(const orm_check *check)
{
    double port;

    if (!is_integer(check->text, false))
        return false;
    port = whole_number(check);
    return port >= 0 && port <= 65535;
}

/* ---- fractions */

/* Takes a separator off the begin of a text. */
static bool take_separator(orm_text *text, orm_text separator)
{
    if (text->length < separator.length ||
        memcmp(text->data, separator.data, separator.length) != 0)
        return false;
    *text = js_from(*text, separator.length);
    return true;
}

/* [-+]digits?(separator digits?)?(e[-+]digits)?, where almost everything may be left out. */
static bool has_float_form(orm_text text, orm_text separator)
{
    orm_text rest = without_sign(text);

    rest = js_from(rest, js_digits_at(rest));
    if (take_separator(&rest, separator))
        rest = js_from(rest, js_digits_at(rest));
    if (rest.length == 0)
        return true;
    return (*rest.data == 'e' || *rest.data == 'E') &&
           js_is_digits(without_sign(js_from(rest, 1)), 0);
}

static bool is_float(orm_text text, orm_text separator)
{
    if (text.length == 0 || (text.length == 1 && strchr(".,-+", *text.data)))
        return false;
    return has_float_form(text, separator);
}

/* The first comma is a point. */
static double float_value(const orm_check *check)
{
    orm_text copy = orm_text_copy(check->ctx->arena, check->text);
    size_t comma = js_find(copy, ',', 0);

    if (comma < copy.length)
        ((char *)copy.data)[comma] = '.';
    return js_parse_float(check->ctx->arena, copy);
}

bool orm_check_float(const orm_check *check)
{
    orm_text separator = orm_check_decimal_separator(check_text(check, FLOAT_LOCALE));

    if (!is_float(check->text, separator))
        return false;
    return !has_bounds(check, FLOAT_MIN) || is_within(check, float_value(check), FLOAT_MIN);
}

/* [-+](digits? separator)?digits */
bool orm_check_numeric(const orm_check *check)
{
    orm_text separator = orm_check_decimal_separator(check_text(check, NUMERIC_LOCALE));
    orm_text rest = without_sign(check->text);
    size_t digits = js_digits_at(rest);

    if (check_flag(check, NUMERIC_NO_SYMBOLS, false))
        return js_is_digits(check->text, 0);
    if (digits == rest.length)
        return digits > 0;
    rest = js_from(rest, digits);
    return take_separator(&rest, separator) && js_is_digits(rest, 0);
}

bool orm_check_divisible(const orm_check *check)
{
    double divisor = trunc(check_number(check, BOUND_VALUE, 1));

    return is_float(check->text, ORM_TEXT(".")) &&
           fmod(js_parse_float(check->ctx->arena, check->text), divisor) == 0;
}

/* ---- places on the earth */

#define DEGREES "(?:[1-5]?\\d|60)\\D+(?:[1-5]?\\d|60)(?:\\.\\d+)?"

bool orm_check_lat_long(const orm_check *check)
{
    static const char latitude[] = "^\\(?[+-]?(?:90(?:\\.0+)?|[1-8]?\\d(?:\\.\\d+)?)$";
    static const char longitude[] =
        "^\\s?[+-]?(?:180(?:\\.0+)?|1[0-7]\\d(?:\\.\\d+)?|\\d{1,2}(?:\\.\\d+)?)\\)?$";
    static const char latitude_dms[] = "^(?:[1-8]?\\d\\D+" DEGREES "|90\\D+0\\D+0)\\D+[NSns]?$";
    static const char longitude_dms[] =
        "^\\s*(?:[1-7]?\\d{1,2}\\D+" DEGREES "|180\\D+0\\D+0)\\D+[EWew]?$";
    orm_text rest = check->text, first, second;

    if (!js_split(&rest, ',', &first) || !js_split(&rest, ',', &second) ||
        orm_text_starts(first, "(") != orm_text_ends(second, ")"))
        return false;
    if (check_flag(check, LAT_LONG_DMS, false))
        return orm_check_match(check, latitude_dms, "i", first) &&
               orm_check_match(check, longitude_dms, "i", second);
    return orm_check_match(check, latitude, "", first) &&
           orm_check_match(check, longitude, "", second);
}

/* ---- amounts of money: a pattern made of the options */

static void put_symbol(const orm_check *check, orm_buffer *pattern)
{
    orm_text symbol =
        check_has(check, CURRENCY_SYMBOL) ? check_text(check, CURRENCY_SYMBOL) : ORM_TEXT("$");
    bool is_escaped = false;

    orm_buffer_char(pattern, '(');
    for (size_t i = 0; i < symbol.length; i++) {
        char c = symbol.data[i];

        if (!is_escaped && !js_is_letter(c) && !js_is_digit(c) && c != '_') {
            orm_buffer_char(pattern, '\\'); /* the first only */
            is_escaped = true;
        }
        orm_buffer_char(pattern, c);
    }
    orm_buffer_string(pattern, check_flag(check, CURRENCY_REQUIRE_SYMBOL, false) ? ")" : ")?");
}

static void put_option(const orm_check *check, orm_buffer *pattern, int option,
                       const char *otherwise)
{
    if (check_has(check, option))
        orm_buffer_text(pattern, check_text(check, option));
    else
        orm_buffer_string(pattern, otherwise);
}

static void put_decimals(const orm_check *check, orm_buffer *pattern)
{
    const orm_validator_value *digits = check_value(check, CURRENCY_DIGITS);
    bool is_required = check_flag(check, CURRENCY_REQUIRE_DECIMAL, false);

    if (!is_required && !check_flag(check, CURRENCY_ALLOW_DECIMAL, true))
        return;
    ORM_PUT(pattern, "(\\");
    put_option(check, pattern, CURRENCY_DECIMAL, ".");
    ORM_PUT(pattern, "(");
    if (!digits->is_given)
        ORM_PUT(pattern, "\\d{2}");
    for (size_t i = 0; i < digits->count; i++)
        orm_buffer_format(pattern, "%s\\d{%.0f}", i ? "|" : "", digits->numbers[i]);
    orm_buffer_string(pattern, is_required ? "))" : "))?");
}

/* The amount with its sign next to the digits, and a blank that may stand beside it. */
static void put_amount(const orm_check *check, orm_buffer *pattern)
{
    bool is_near =
        check_flag(check, CURRENCY_NEGATIVES, true) && !check_flag(check, CURRENCY_PARENS, false);
    bool is_after = is_near && check_flag(check, CURRENCY_SIGN_AFTER_DIGITS, false);
    bool is_before = is_near && !is_after && check_flag(check, CURRENCY_SIGN_BEFORE_DIGITS, false);
    bool is_placeholder = check_flag(check, CURRENCY_SIGN_PLACEHOLDER, false);
    bool is_spaced = check_flag(check, CURRENCY_SPACE_AFTER_SYMBOL, false);

    if (is_placeholder)
        ORM_PUT(pattern, "( (?!\\-))?");
    else if (is_spaced)
        ORM_PUT(pattern, " ?");
    if (is_before)
        ORM_PUT(pattern, "-?");
    ORM_PUT(pattern, "(0|[1-9]\\d*|[1-9]\\d{0,2}(\\");
    put_option(check, pattern, CURRENCY_THOUSANDS, ",");
    ORM_PUT(pattern, "\\d{3})*)?");
    put_decimals(check, pattern);
    if (is_after)
        ORM_PUT(pattern, "-?");
    if (!is_placeholder && !is_spaced && check_flag(check, CURRENCY_SPACE_AFTER_DIGITS, false))
        ORM_PUT(pattern, "( (?!$))?");
}

static void put_money(const orm_check *check, orm_buffer *pattern)
{
    bool is_symbol_last = check_flag(check, CURRENCY_SYMBOL_AFTER_DIGITS, false);

    if (!is_symbol_last)
        put_symbol(check, pattern);
    put_amount(check, pattern);
    if (is_symbol_last)
        put_symbol(check, pattern);
}

static void put_currency(const orm_check *check, orm_buffer *pattern)
{
    bool is_negative = check_flag(check, CURRENCY_NEGATIVES, true);

    ORM_PUT(pattern, "^(?!-? )(?=.*\\d)");
    if (is_negative && check_flag(check, CURRENCY_PARENS, false)) {
        ORM_PUT(pattern, "(\\(");
        put_money(check, pattern);
        ORM_PUT(pattern, "\\)|");
        put_money(check, pattern);
        ORM_PUT(pattern, ")");
    } else {
        if (is_negative && !check_flag(check, CURRENCY_SIGN_BEFORE_DIGITS, false) &&
            !check_flag(check, CURRENCY_SIGN_AFTER_DIGITS, false))
            ORM_PUT(pattern, "-?");
        put_money(check, pattern);
    }
    ORM_PUT(pattern, "$");
}

bool orm_check_currency(const orm_check *check)
{
    orm_buffer pattern;
    bool is_match;

    orm_buffer_open(&pattern, check->ctx->host, ORM_LIFE_CALL, 256);
    put_currency(check, &pattern);
    is_match = check->ctx->host->match(check->ctx->host, check->ctx, orm_buffer_since(&pattern, 0),
                                       ORM_TEXT(""), check->text);
    orm_buffer_close(&pattern);
    return is_match;
}
