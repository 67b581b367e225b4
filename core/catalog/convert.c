/* convert.c - JSON values as values of an attribute's type: scalars.  See convert.h; containers
 * (arrays, ranges, HSTORE, geometry) are in convert_container.c. */
#include "catalog/convert.h"

#include <float.h>
#include <math.h>

#include "base/datetime.h"
#include "base/number.h"
#include "catalog/convert_private.h"
#include "dialect.h"
#include "host.h"

/* ---- results */

bool orm_conversion_fail(orm_conversion *c, const char *format, const char *what)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, c->node->token.length + 64);
    orm_json_write(&buffer, c->node);
    *c->why = orm_text_format(c->ctx->arena, format, ORM_ARG(orm_buffer_since(&buffer, 0)), what);
    orm_buffer_close(&buffer);
    return false;
}

static bool fail_kind(orm_conversion *c, const char *what)
{
    return orm_conversion_fail(c, "%.*s is not a valid %s", what);
}

static bool give_text(orm_conversion *c, orm_text text)
{
    *c->out = (orm_value){.kind = ORM_VALUE_TEXT, .as.text = text};
    return true;
}

static bool give_integer(orm_conversion *c, orm_value_kind kind, int64_t integer)
{
    *c->out = (orm_value){.kind = kind, .as.integer = integer};
    return true;
}

static bool is_string(const orm_json *node)
{
    return node->kind == ORM_JSON_STRING;
}

static bool is_number(const orm_json *node)
{
    return node->kind == ORM_JSON_NUMBER;
}

/* ---- texts */

static orm_text pad(orm_ctx *ctx, orm_text text, size_t missing)
{
    char *padded = orm_alloc(ctx->arena, text.length + missing + 1);

    memcpy(padded, text.data, text.length);
    memset(padded + text.length, ' ', missing);
    return (orm_text){padded, text.length + missing};
}

static bool fail_length(orm_conversion *c)
{
    return orm_conversion_fail(c, "%.*s is longer than %s",
                               orm_text_format(c->ctx->arena, "%d character%s", c->type->length,
                                               c->type->length == 1 ? "" : "s")
                                   .data);
}

/* CHAR(n): trailing blanks count for nothing; SQLite gets the padding that PostgreSQL adds itself.
 */
static bool convert_char(orm_conversion *c, orm_text text)
{
    size_t limit = (size_t)c->type->length, count;

    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    count = orm_utf8_count(text);
    if (count > limit)
        return fail_length(c);
    if (c->ctx->host->dialect->pads_char)
        text = pad(c->ctx, text, limit - count);
    return give_text(c, text);
}

static bool convert_text(orm_conversion *c)
{
    const orm_type *type = c->type;
    orm_text text = c->node->text;

    if (!is_string(c->node) && !is_number(c->node))
        return fail_kind(c, "string");
    if (type->kind == ORM_TYPE_CHAR)
        return convert_char(c, text);
    if (type->kind == ORM_TYPE_STRING && text.length > (size_t)type->length &&
        orm_utf8_count(text) > (size_t)type->length)
        return fail_length(c);
    return give_text(c, text);
}

/* ---- numbers */

static bool read_decimal(orm_conversion *c, orm_decimal *number)
{
    return (is_string(c->node) || is_number(c->node)) &&
           orm_decimal_read(c->ctx->arena, c->node->text, number);
}

static bool read_integer(orm_conversion *c, int64_t *value)
{
    orm_decimal number;

    if (is_number(c->node) && orm_number_read_integer(c->node->text, value))
        return true;
    return read_decimal(c, &number) && orm_decimal_to_int64(&number, value);
}

static bool convert_integer(orm_conversion *c)
{
    static const struct {
        int64_t least;
        int64_t most;
        const char *name;
    } ranges[] = {{-128, 255, "tinyint"},
                  {INT16_MIN, INT16_MAX, "smallint"},
                  {INT32_MIN, INT32_MAX, "mediumint"},
                  {INT32_MIN, INT32_MAX, "integer"},
                  {INT64_MIN, INT64_MAX, "bigint"}};
    int range = c->type->kind - ORM_TYPE_TINYINT;
    int64_t value;

    if (!read_integer(c, &value) || value < ranges[range].least || value > ranges[range].most)
        return fail_kind(c, ranges[range].name);
    return give_integer(c, ORM_VALUE_INTEGER, value);
}

static bool read_special(orm_text text, double *value)
{
    if (orm_text_is(text, "NaN"))
        *value = NAN;
    else if (orm_text_is(text, "Infinity"))
        *value = INFINITY;
    else if (orm_text_is(text, "-Infinity"))
        *value = -INFINITY;
    else
        return false;
    return true;
}

static bool convert_real(orm_conversion *c)
{
    const char *name = c->type->kind == ORM_TYPE_FLOAT  ? "float"
                       : c->type->kind == ORM_TYPE_REAL ? "real"
                                                        : "double";
    bool is_single = orm_type_is_single(c->type);
    orm_decimal number;
    double value;

    if (!is_string(c->node) || !read_special(c->node->text, &value)) {
        if (!read_decimal(c, &number) ||
            !orm_number_read_double(c->ctx->arena, c->node->text, &value) ||
            fabs(value) > (is_single ? FLT_MAX : DBL_MAX))
            return fail_kind(c, name);
        if (is_single)
            value = (float)value;
    }
    *c->out = (orm_value){.kind = ORM_VALUE_DOUBLE, .as.real = value};
    return true;
}

enum { SQLITE_DIGITS = 15 };

/* Digits that a double has to hold: zeros at the end are none. */
static int64_t significant_digits(const orm_decimal *number)
{
    int64_t count = number->count;

    while (count > 0 && number->digits[count - 1] == '0')
        count--;
    return count;
}

static bool decimal_fits(orm_conversion *c, const orm_decimal *number, int64_t scale)
{
    int64_t integer = orm_decimal_integer_digits(number);

    if (c->type->length > 0 && integer > c->type->length - scale)
        return false;
    if (integer > 131072 || scale > 16383)
        return false;
    return !c->ctx->host->dialect->has_real_decimals || significant_digits(number) <= SQLITE_DIGITS;
}

static bool convert_decimal(orm_conversion *c)
{
    int64_t scale = c->type->scale < 0 ? 0 : c->type->scale;
    orm_decimal number;
    orm_buffer buffer;
    orm_text digits;

    if (!read_decimal(c, &number) || number.exponent < -20000 || number.exponent > 140000)
        return fail_kind(c, "decimal");
    if (c->type->length > 0)
        orm_decimal_round(c->ctx->arena, &number, scale);
    else
        scale = number.exponent < 0 ? -number.exponent : 0;
    if (!decimal_fits(c, &number, scale))
        return orm_conversion_fail(c, "%.*s does not fit the %s", "decimal's digits");
    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, 32);
    orm_decimal_write(&buffer, &number, scale);
    digits = orm_buffer_copy(&buffer, c->ctx->arena);
    orm_buffer_close(&buffer);
    *c->out = (orm_value){.kind = ORM_VALUE_DECIMAL, .as.text = digits};
    return true;
}

static bool convert_boolean(orm_conversion *c)
{
    static const char *const yes[] = {"true", "t", "1"};
    static const char *const no[] = {"false", "f", "0"};

    if (orm_json_is_boolean(c->node))
        return give_integer(c, ORM_VALUE_BOOLEAN, c->node->kind == ORM_JSON_TRUE);
    if (is_string(c->node) || is_number(c->node))
        for (int i = 0; i < 3; i++) {
            if (orm_text_is(c->node->text, yes[i]))
                return give_integer(c, ORM_VALUE_BOOLEAN, 1);
            if (orm_text_is(c->node->text, no[i]))
                return give_integer(c, ORM_VALUE_BOOLEAN, 0);
        }
    return fail_kind(c, "boolean");
}

/* ---- dates and times */

static orm_text written(orm_ctx *ctx, void (*write)(orm_buffer *buffer, int64_t value),
                        int64_t value)
{
    char room[40]; /* as much as the longest of them */
    orm_buffer buffer = {.data = room, .capacity = sizeof room, .life = ORM_LIFE_CALL};

    write(&buffer, value);
    return orm_buffer_copy(&buffer, ctx->arena);
}

orm_value orm_convert_instant(orm_ctx *ctx, int64_t micros)
{
    if (!ctx->host->dialect->has_text_dates)
        return (orm_value){.kind = ORM_VALUE_TIMESTAMP, .as.integer = micros};
    return (orm_value){.kind = ORM_VALUE_TEXT,
                       .as.text = written(ctx, orm_instant_write_stored, micros)};
}

orm_value orm_convert_day(orm_ctx *ctx, int64_t days)
{
    return (orm_value){.kind = ORM_VALUE_TEXT, .as.text = written(ctx, orm_day_write, days)};
}

bool orm_convert_now(orm_ctx *ctx, const orm_type *type, int64_t micros, orm_value *out)
{
    int64_t of_day = micros % ORM_MICROS_PER_DAY;
    orm_json instant = {.kind = ORM_JSON_NUMBER, .slot = -1};
    orm_text why;

    if (type->kind == ORM_TYPE_DATE) {
        *out = orm_convert_instant(ctx, micros);
        return true;
    }
    if (type->kind == ORM_TYPE_TIME)
        instant = *orm_json_from_text(
            ctx, written(ctx, orm_time_write, of_day < 0 ? of_day + ORM_MICROS_PER_DAY : of_day),
            "NOW");
    else if (orm_type_is_text(type) || type->kind == ORM_TYPE_SQL)
        instant = *orm_json_from_text(ctx, written(ctx, orm_instant_write_stored, micros), "NOW");
    else if (type->kind == ORM_TYPE_DATEONLY ||
             (type->kind >= ORM_TYPE_TINYINT && type->kind <= ORM_TYPE_DECIMAL))
        instant.text = instant.token =
            orm_text_format(ctx->arena, "%lld", (long long)(micros / 1000));
    else
        return false;
    return orm_convert(ctx, type, &instant, out, &why);
}

/* Milliseconds since 1970 as a number, or a text. */
static bool read_instant(const orm_conversion *c, int64_t *micros)
{
    orm_decimal number;
    int64_t integer;

    if (is_string(c->node))
        return orm_instant_read(c->node->text, micros);
    if (!is_number(c->node) || !orm_decimal_read(c->ctx->arena, c->node->text, &number) ||
        number.exponent < -20000)
        return false;
    orm_decimal_round(c->ctx->arena, &number, 3);
    number.exponent += 3;
    return orm_decimal_to_int64(&number, &integer) && orm_instant_fits(*micros = integer);
}

/* An end of time, in the spelling in which it is answered; empty: it is none. */
static orm_text infinity_of(const orm_json *node)
{
    if (is_string(node) && orm_text_equal_ascii_fold(node->text, ORM_TEXT("infinity")))
        return ORM_TEXT("Infinity");
    if (is_string(node) && orm_text_equal_ascii_fold(node->text, ORM_TEXT("-infinity")))
        return ORM_TEXT("-Infinity");
    return (orm_text){"", 0};
}

static bool convert_date(orm_conversion *c)
{
    orm_text infinity = infinity_of(c->node);
    int64_t micros;

    if (infinity.length)
        return give_text(c, infinity);
    if (!read_instant(c, &micros))
        return fail_kind(c, "date");
    *c->out = orm_convert_instant(c->ctx, micros);
    return true;
}

static bool convert_dateonly(orm_conversion *c)
{
    orm_text infinity = infinity_of(c->node);
    int64_t micros;

    if (infinity.length)
        return give_text(c, infinity);
    if (!read_instant(c, &micros))
        return fail_kind(c, "date");
    *c->out =
        orm_convert_day(c->ctx, micros / ORM_MICROS_PER_DAY - (micros % ORM_MICROS_PER_DAY < 0));
    return true;
}

static bool convert_time(orm_conversion *c)
{
    int64_t micros;

    if (!is_string(c->node) || !orm_time_read(c->node->text, &micros))
        return fail_kind(c, "time");
    return give_text(c, written(c->ctx, orm_time_write, micros));
}

/* ---- what has a form of its own */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool convert_uuid(orm_conversion *c)
{
    orm_text text = c->node->text, lower;
    char *out;

    if (!is_string(c->node) || text.length != 36)
        return fail_kind(c, "uuid");
    for (size_t i = 0; i < 36; i++)
        if (i == 8 || i == 13 || i == 18 || i == 23 ? text.data[i] != '-' : !is_hex(text.data[i]))
            return fail_kind(c, "uuid");
    lower = orm_text_copy(c->ctx->arena, text);
    out = (char *)lower.data;
    for (size_t i = 0; i < 36; i++)
        if (out[i] >= 'A' && out[i] <= 'F')
            out[i] = (char)(out[i] + 32);
    return give_text(c, lower);
}

static int hex_value(char c)
{
    return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/* \x and pairs of hexadecimal digits. */
static bool convert_bytes(orm_conversion *c)
{
    orm_text text = c->node->text;
    char *out;

    if (!is_string(c->node) || !orm_text_starts(text, "\\x") || text.length % 2 != 0)
        return fail_kind(c, "blob");
    out = orm_alloc(c->ctx->arena, text.length / 2);
    for (size_t i = 2; i < text.length; i += 2) {
        if (!is_hex(text.data[i]) || !is_hex(text.data[i + 1]))
            return fail_kind(c, "blob");
        out[i / 2 - 1] = (char)(hex_value(text.data[i]) << 4 | hex_value(text.data[i + 1]));
    }
    *c->out = (orm_value){.kind = ORM_VALUE_BYTES, .as.text = {out, text.length / 2 - 1}};
    return true;
}

static bool convert_enum(orm_conversion *c)
{
    const orm_type *type = c->type;
    orm_text labels = {"", 0};

    if (is_string(c->node) || is_number(c->node))
        for (uint32_t i = 0; i < type->value_count; i++)
            if (orm_text_equal(type->values[i], c->node->text))
                return give_text(c, c->node->text);
    for (uint32_t i = 0; i < type->value_count; i++)
        labels = orm_text_format(c->ctx->arena, "%.*s%s\"%.*s\"", ORM_ARG(labels), i ? "," : "",
                                 ORM_ARG(type->values[i]));
    return orm_conversion_fail(c, "%.*s is not a valid choice in %s",
                               orm_text_format(c->ctx->arena, "[%.*s]", ORM_ARG(labels)).data);
}

/* Numbers of JSONB are PostgreSQL's numeric, on both engines. */
static bool numbers_fit(orm_conversion *c, const orm_json *node)
{
    orm_decimal number;

    if (is_number(node) && node->text.length < 1000 &&
        !memchr(node->text.data, 'e', node->text.length) &&
        !memchr(node->text.data, 'E', node->text.length))
        return true;
    if (is_number(node))
        return orm_decimal_read(c->ctx->arena, node->text, &number) &&
               orm_decimal_fits_numeric(&number);
    orm_each_child (child, node)
        if (!numbers_fit(c, child))
            return false;
    return true;
}

static bool convert_json(orm_conversion *c)
{
    orm_buffer buffer;

    if (c->type->kind == ORM_TYPE_JSONB && !numbers_fit(c, c->node))
        return orm_conversion_fail(c, "%.*s holds %s", "a number with more digits than JSONB has");
    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, c->node->token.length + 8);
    if (c->type->kind == ORM_TYPE_JSONB && c->ctx->host->dialect->has_text_json)
        orm_json_write_canonical(c->ctx, &buffer, c->node);
    else
        orm_json_write(&buffer, c->node);
    give_text(c, orm_buffer_copy(&buffer, c->ctx->arena));
    orm_buffer_close(&buffer);
    return true;
}

static bool convert_any_text(orm_conversion *c, const char *what)
{
    if (!is_string(c->node) && !is_number(c->node) && !orm_json_is_boolean(c->node))
        return fail_kind(c, what);
    return give_text(c, is_string(c->node) ? c->node->text : c->node->token);
}

static bool convert_scalar(orm_conversion *c)
{
    switch (c->type->kind) {
    case ORM_TYPE_BOOLEAN: return convert_boolean(c);
    case ORM_TYPE_FLOAT:
    case ORM_TYPE_REAL:
    case ORM_TYPE_DOUBLE: return convert_real(c);
    case ORM_TYPE_DECIMAL: return convert_decimal(c);
    case ORM_TYPE_DATE: return convert_date(c);
    case ORM_TYPE_DATEONLY: return convert_dateonly(c);
    case ORM_TYPE_TIME: return convert_time(c);
    case ORM_TYPE_UUID: return convert_uuid(c);
    case ORM_TYPE_JSON:
    case ORM_TYPE_JSONB: return convert_json(c);
    case ORM_TYPE_ENUM: return convert_enum(c);
    case ORM_TYPE_INET: return orm_convert_inet(c, false);
    case ORM_TYPE_CIDR: return orm_convert_inet(c, true);
    case ORM_TYPE_MACADDR: return orm_convert_macaddr(c);
    case ORM_TYPE_ARRAY: return orm_convert_array(c);
    case ORM_TYPE_RANGE: return orm_convert_range(c);
    case ORM_TYPE_HSTORE: return orm_convert_hstore(c);
    case ORM_TYPE_GEOMETRY:
    case ORM_TYPE_GEOGRAPHY: return orm_convert_geometry(c);
    default: return convert_any_text(c, "value");
    }
}

/* What stands for a value that only a run would tell, where statements are shown
 * (exec/record.h). */
static bool is_placeholder(const orm_json *node)
{
    return node->kind == ORM_JSON_STRING && orm_text_starts(node->text, ORM_PLACEHOLDER);
}

bool orm_convert(orm_ctx *ctx, const orm_type *type, const orm_json *node, orm_value *out,
                 orm_text *why)
{
    orm_conversion c = {ctx, type, node, out, why};

    *out = (orm_value){.kind = ORM_VALUE_NULL};
    if (node->kind == ORM_JSON_NULL)
        return true;
    if (ctx->host->recorder && is_placeholder(node)) {
        *out = (orm_value){.kind = ORM_VALUE_TEXT, .as.text = node->text};
        return true;
    }
    if (node->is_unstorable)
        return orm_conversion_fail(&c, "%.*s holds %s",
                                   "U+0000 or a lone surrogate, which no column can hold");
    if (type->kind == ORM_TYPE_VIRTUAL && type->element)
        return orm_convert(ctx, type->element, node, out, why);
    if (orm_type_is_bytes(type))
        return convert_bytes(&c);
    if (orm_type_is_text(type))
        return convert_text(&c);
    if (orm_type_is_integer(type))
        return convert_integer(&c);
    return convert_scalar(&c);
}

orm_json *orm_json_from_text(orm_ctx *ctx, orm_text text, const char *name)
{
    orm_json *node = ORM_NEW(ctx->arena, orm_json);
    orm_buffer buffer;

    node->kind = ORM_JSON_STRING;
    node->slot = -1;
    node->key = orm_text_from(name);
    node->text = text;
    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, text.length + 2);
    orm_json_write_string(&buffer, text);
    node->token = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return node;
}
