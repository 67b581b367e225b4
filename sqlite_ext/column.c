/* column.c - a column of the current row as JSON.
 *
 * SQLite's columns have no types: the attribute's form says what a value means, its storage class
 * how it was written.  The first case of every form is what we store ourselves; behind it stands
 * what other programs have put into the file.  A value that is not of its form's kind comes out as
 * what it is (natural), never as an error: a file with one odd row must stay readable. */
#include "orm_lite.h"

#include "base/datetime.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/number.h"

/* What every writer below gets. */
typedef struct cell {
    orm_lite_call *call;
    sqlite3_value *value;
    int type; /* storage class, never SQLITE_NULL */
    const orm_form *form;
    orm_buffer *buffer;
} cell;

orm_text orm_lite_value_text(orm_lite_call *call, sqlite3_value *value)
{
    const unsigned char *data = sqlite3_value_text(value);

    if (data == NULL)
        orm_lite_raise_no_memory(call);
    return (orm_text){(const char *)data, (size_t)sqlite3_value_bytes(value)};
}

static orm_text text_of(const cell *c)
{
    return orm_lite_value_text(c->call, c->value);
}

#define MOST_OF_JAVASCRIPT INT64_C(9007199254740991)

/* ---- text and bytes */

static void write_hex(orm_buffer *buffer, const unsigned char *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    char *out;

    orm_buffer_need(buffer, orm_size_mul(length, 2) + 8);
    memcpy(buffer->data + buffer->length, "\"\\\\x", 4);
    out = buffer->data + buffer->length + 4;
    for (size_t i = 0; i < length; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out++ = '"';
    buffer->length = (size_t)(out - buffer->data);
}

/* Text in a BLOB column is taken as its bytes. */
static void write_bytes(const cell *c)
{
    const unsigned char *bytes = sqlite3_value_blob(c->value);

    write_hex(c->buffer, bytes, (size_t)sqlite3_value_bytes(c->value));
}

static void write_string(const cell *c)
{
    if (c->type == SQLITE_BLOB)
        write_bytes(c);
    else
        orm_json_write_string(c->buffer, text_of(c));
}

/* Where numbers are asked for as strings, those that JavaScript cannot hold are. */
static void write_natural_integer(const cell *c)
{
    int64_t integer = sqlite3_value_int64(c->value);
    bool is_quoted =
        c->form->as_string && (integer > MOST_OF_JAVASCRIPT || integer < -MOST_OF_JAVASCRIPT);

    if (is_quoted)
        orm_buffer_char(c->buffer, '"');
    orm_number_write_int64(c->buffer, integer);
    if (is_quoted)
        orm_buffer_char(c->buffer, '"');
}

static void write_natural(const cell *c)
{
    switch (c->type) {
    case SQLITE_INTEGER: write_natural_integer(c); break;
    case SQLITE_FLOAT: orm_number_write_double(c->buffer, sqlite3_value_double(c->value)); break;
    default: write_string(c); break;
    }
}

/* UUIDs are answered in lower case. */
static void write_uuid(const cell *c)
{
    size_t from = c->buffer->length;

    write_string(c);
    for (size_t i = from; i < c->buffer->length; i++) {
        char *p = &c->buffer->data[i];

        if (*p >= 'A' && *p <= 'F')
            *p = (char)(*p + ('a' - 'A'));
    }
}

static void write_boolean(const cell *c)
{
    orm_text text;
    bool is_true;

    if (c->type == SQLITE_INTEGER) {
        is_true = sqlite3_value_int64(c->value) != 0;
    } else {
        text = c->type == SQLITE_TEXT ? text_of(c) : ORM_TEXT("");
        is_true = orm_text_equal_ascii_fold(text, ORM_TEXT("true"));
        if (!is_true && !orm_text_equal_ascii_fold(text, ORM_TEXT("false"))) {
            write_natural(c);
            return;
        }
    }
    orm_buffer_string(c->buffer, is_true ? "true" : "false");
}

/* ---- numbers */

/* Around a number where numbers are asked for as strings. */
static void write_quote(const cell *c)
{
    if (c->form->as_string)
        orm_buffer_char(c->buffer, '"');
}

static void write_integer(const cell *c)
{
    if (c->type != SQLITE_INTEGER) {
        write_natural(c);
        return;
    }
    write_quote(c);
    orm_number_write_int64(c->buffer, sqlite3_value_int64(c->value));
    write_quote(c);
}

/* Integers in a column of doubles are those that a double holds; "NaN" and the infinities are
 * stored as text where they are stored at all, and come out so. */
static void write_double(const cell *c)
{
    if (c->type != SQLITE_INTEGER && c->type != SQLITE_FLOAT)
        write_string(c);
    else if (c->form->kind == ORM_FORM_REAL)
        orm_number_write_float(c->buffer, (float)sqlite3_value_double(c->value));
    else
        orm_number_write_double(c->buffer, sqlite3_value_double(c->value));
}

static void write_fraction_zeros(orm_buffer *buffer, int scale)
{
    if (scale > 0)
        orm_buffer_char(buffer, '.');
    for (int i = 0; i < scale; i++)
        orm_buffer_char(buffer, '0');
}

/* `units` of 10^-scale. */
static void write_units(orm_buffer *buffer, int64_t units, int scale)
{
    char digits[24];
    int at = sizeof digits, count = 0;
    uint64_t rest = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;

    do {
        if (count++ == scale && scale > 0)
            digits[--at] = '.';
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest || count <= scale);
    if (units < 0)
        digits[--at] = '-';
    orm_buffer_bytes(buffer, digits + at, sizeof digits - (size_t)at);
}

/* The decimal of at most 15 digits that was stored as this double; false when it was another. */
static bool find_units(double real, int scale, int64_t *units)
{
    static const double powers[] = {1,   1e1, 1e2, 1e3,  1e4,  1e5, 1e6,
                                    1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
    double scaled;

    if (scale < 0 || scale >= (int)(sizeof powers / sizeof *powers))
        return false;
    scaled = real * powers[scale];
    if (!(scaled > -1e15 && scaled < 1e15))
        return false;
    *units = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    return (double)*units / powers[scale] == real;
}

/* Any number as text, rounded to the scale; false when it is no number. */
static bool write_digits(const cell *c, orm_text text)
{
    orm_arena *arena = &c->call->arena.arena;
    int64_t scale = c->form->scale;
    orm_decimal number;

    if (!orm_decimal_read(arena, text, &number))
        return false;
    if (scale < 0)
        scale = number.exponent < 0 ? -number.exponent : 0;
    orm_decimal_round(arena, &number, scale);
    orm_decimal_write(c->buffer, &number, scale);
    return true;
}

static void write_real_digits(const cell *c, double real)
{
    orm_buffer digits;
    int64_t units;

    if (find_units(real, c->form->scale, &units)) {
        write_units(c->buffer, units, c->form->scale);
        return;
    }
    orm_buffer_open(&digits, &c->call->host, ORM_LIFE_CALL, 32);
    orm_number_write_double(&digits, real);
    if (!write_digits(c, orm_buffer_since(&digits, 0)))
        orm_buffer_text(c->buffer, orm_buffer_since(&digits, 0)); /* "Infinity" */
    orm_buffer_close(&digits);
}

static void write_decimal_text(const cell *c)
{
    size_t from = c->buffer->length;

    write_quote(c);
    if (c->type == SQLITE_TEXT && write_digits(c, text_of(c))) {
        write_quote(c);
        return;
    }
    c->buffer->length = from;
    write_string(c);
}

static void write_decimal(const cell *c)
{
    if (c->type != SQLITE_INTEGER && c->type != SQLITE_FLOAT) {
        write_decimal_text(c);
        return;
    }
    write_quote(c);
    if (c->type == SQLITE_INTEGER) {
        orm_number_write_int64(c->buffer, sqlite3_value_int64(c->value));
        write_fraction_zeros(c->buffer, c->form->scale);
    } else {
        write_real_digits(c, sqlite3_value_double(c->value));
    }
    write_quote(c);
}

/* ---- dates */

/* Whether the text has the pattern's shape: 'd' stands for a digit, all else for itself. */
static bool has_shape(const char *text, const char *pattern)
{
    for (; *pattern; pattern++, text++)
        if (*pattern == 'd' ? (unsigned char)(*text - '0') > 9 : *text != *pattern)
            return false;
    return true;
}

#define STORED_SHAPE "dddd-dd-dd dd:dd:dd.ddd +00:00"
#define ISO_SHAPE    "dddd-dd-ddTdd:dd:dd.dddZ"

/* The two forms that are an ISO instant with its bytes moved: nothing is read or computed. */
static bool write_plain_date(orm_buffer *buffer, orm_text text)
{
    char *out;

    if (!(text.length == sizeof STORED_SHAPE - 1 && has_shape(text.data, STORED_SHAPE)) &&
        !(text.length == sizeof ISO_SHAPE - 1 && has_shape(text.data, ISO_SHAPE)))
        return false;
    orm_buffer_need(buffer, sizeof ISO_SHAPE + 1);
    out = buffer->data + buffer->length;
    *out++ = '"';
    memcpy(out, text.data, 23);
    out[10] = 'T';
    memcpy(out + 23, "Z\"", 2);
    buffer->length += sizeof ISO_SHAPE + 1;
    return true;
}

static void write_instant(orm_buffer *buffer, int64_t micros)
{
    orm_buffer_char(buffer, '"');
    orm_instant_write_iso(buffer, micros);
    orm_buffer_char(buffer, '"');
}

/* Numbers are milliseconds since 1970, as JavaScript's Date counts. */
static bool read_number_date(const cell *c, int64_t *micros)
{
    double millis = sqlite3_value_double(c->value);

    if (!(millis > -1e14 && millis < 1e15))
        return false;
    *micros =
        c->type == SQLITE_INTEGER ? sqlite3_value_int64(c->value) * 1000 : (int64_t)(millis * 1000);
    return orm_instant_fits(*micros);
}

static void write_date(const cell *c)
{
    int64_t micros;
    orm_text text;

    if (c->type == SQLITE_TEXT) {
        text = text_of(c);
        if (write_plain_date(c->buffer, text))
            return;
        if (orm_instant_read(text, &micros)) {
            write_instant(c->buffer, micros);
            return;
        }
    } else if (c->type != SQLITE_BLOB && read_number_date(c, &micros)) {
        write_instant(c->buffer, micros);
        return;
    }
    write_natural(c);
}

/* ---- JSON */

/* Read as the value of a member, where keys may be repeated. */
static void write_canonical(const cell *c, orm_text text)
{
    orm_host *host = &c->call->host;
    orm_ctx ctx = {host, host->arena_open(host)};
    orm_text document = orm_text_format(ctx.arena, "{\"\":%.*s}", ORM_ARG(text));
    orm_json *root = orm_json_read(&ctx, document, ORM_JSON_DATA, "value");

    orm_json_write_canonical(&ctx, c->buffer, root->first);
    ctx.arena->free(ctx.arena);
}

/* What the reader would refuse is left as it is. */
static bool can_be_canonical(const orm_lite_json *facts, orm_text text)
{
    return facts->is_storable && facts->depth < ORM_MAX_JSON_DEPTH &&
           text.length < ORM_MAX_DOCUMENT - 8 && orm_utf8_valid_prefix(text) == text.length;
}

static void write_document(const cell *c, orm_text text)
{
    orm_lite_json facts;

    if (!orm_lite_json_check(text, &facts))
        orm_json_write_string(c->buffer, text);
    else if (c->form->kind == ORM_FORM_JSONB && !facts.is_canonical &&
             can_be_canonical(&facts, text))
        write_canonical(c, text);
    else if (facts.has_blanks)
        orm_json_write_compact(c->buffer, text);
    else
        orm_buffer_text(c->buffer, text);
}

/* Numbers and, of bytes, JSON text written as a BLOB are documents too. */
static void write_json(const cell *c)
{
    orm_lite_json facts;

    if (c->type == SQLITE_TEXT ||
        (c->type == SQLITE_BLOB && orm_lite_json_check(text_of(c), &facts)))
        write_document(c, text_of(c));
    else
        write_natural(c);
}

/* ---- all forms */

static void write(const cell *c)
{
    switch (c->form->kind) {
    case ORM_FORM_TEXT:
    case ORM_FORM_DATEONLY:
    case ORM_FORM_TIME: write_string(c); break;
    case ORM_FORM_BOOLEAN: write_boolean(c); break;
    case ORM_FORM_INTEGER:
    case ORM_FORM_BIGINT: write_integer(c); break;
    case ORM_FORM_DOUBLE:
    case ORM_FORM_REAL: write_double(c); break;
    case ORM_FORM_DECIMAL: write_decimal(c); break;
    case ORM_FORM_DATE: write_date(c); break;
    case ORM_FORM_UUID: write_uuid(c); break;
    case ORM_FORM_JSON:
    case ORM_FORM_JSONB:
    case ORM_FORM_ARRAY:
    case ORM_FORM_RANGE:
    case ORM_FORM_HSTORE:
    case ORM_FORM_GEOMETRY: write_json(c); break;
    case ORM_FORM_BLOB: write_bytes(c); break;
    default: write_natural(c); break;
    }
}

void orm_lite_append(orm_host *host, orm_row *row, int column, const orm_form *form,
                     orm_buffer *buffer)
{
    sqlite3_value *value = sqlite3_column_value(row->engine, column);
    cell c = {orm_lite_call_of(host), value, sqlite3_value_type(value), form, buffer};

    if (c.type == SQLITE_NULL)
        ORM_PUT(buffer, "null");
    else
        write(&c);
}
