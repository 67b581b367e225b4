/* convert_container.c - arrays, ranges, HSTORE and geometry.  See convert.h.
 *
 * PostgreSQL gets their text forms, which its input functions read; SQLite keeps arrays and HSTORE
 * as JSON text (ranges and geometries it has not: such a model cannot be defined there). */
#include <stdlib.h>

#include "base/datetime.h"
#include "base/geometry.h"
#include "base/json_order.h"
#include "base/number.h"
#include "catalog/convert_private.h"
#include "dialect.h"
#include "host.h"

void orm_value_write_text(orm_buffer *buffer, const orm_value *value)
{
    switch (value->kind) {
    case ORM_VALUE_BOOLEAN: orm_buffer_char(buffer, value->as.integer ? 't' : 'f'); break;
    case ORM_VALUE_INTEGER: orm_number_write_int64(buffer, value->as.integer); break;
    case ORM_VALUE_DOUBLE: {
        size_t from = buffer->length;

        orm_number_write_double(buffer, value->as.real);
        if (buffer->data[from] == '"') { /* NaN and the infinities come in quotes */
            memmove(buffer->data + from, buffer->data + from + 1, buffer->length - from - 2);
            buffer->length -= 2;
        }
        break;
    }
    case ORM_VALUE_BYTES:
        ORM_PUT(buffer, "\\x");
        for (size_t i = 0; i < value->as.text.length; i++)
            orm_buffer_format(buffer, "%02x", (unsigned char)value->as.text.data[i]);
        break;
    case ORM_VALUE_TIMESTAMP: orm_instant_write_iso(buffer, value->as.integer); break;
    default: orm_buffer_text(buffer, value->as.text); break;
    }
}

/* A text in double quotes, with \ before quotes and backslashes: elements of arrays, bounds of
 * ranges, HSTORE. */
static void write_quoted(orm_buffer *buffer, orm_text text)
{
    orm_buffer_char(buffer, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            orm_buffer_char(buffer, '\\');
        orm_buffer_char(buffer, text.data[i]);
    }
    orm_buffer_char(buffer, '"');
}

static void write_quoted_value(orm_ctx *ctx, orm_buffer *buffer, const orm_value *value)
{
    orm_buffer text;

    orm_buffer_open(&text, ctx->host, ORM_LIFE_CALL, 64);
    orm_value_write_text(&text, value);
    write_quoted(buffer, orm_buffer_since(&text, 0));
    orm_buffer_close(&text);
}

static bool finish(orm_conversion *c, orm_buffer *buffer)
{
    *c->out =
        (orm_value){.kind = ORM_VALUE_TEXT, .as.text = orm_buffer_copy(buffer, c->ctx->arena)};
    orm_buffer_close(buffer);
    return true;
}

/* ---- arrays */

/* Lists in lists are one array of several dimensions: all of one level have one length. */
static bool same_lengths(const orm_json *left, const orm_json *right)
{
    const orm_json *item = right->first;

    if (left->kind != ORM_JSON_ARRAY || right->kind != ORM_JSON_ARRAY)
        return left->kind != ORM_JSON_ARRAY && right->kind != ORM_JSON_ARRAY;
    if (left->count != right->count)
        return false;
    for (const orm_json *other = left->first; other; other = other->next, item = item->next)
        if (!same_lengths(other, item))
            return false;
    return true;
}

static bool check_shape(orm_conversion *c, const orm_type *type, const orm_json *node)
{
    if (type->element->kind != ORM_TYPE_ARRAY)
        return true;
    orm_each_child (item, node) {
        if (item->kind != ORM_JSON_ARRAY) {
            orm_conversion of_item = {c->ctx, type->element, item, c->out, c->why};

            return orm_conversion_fail(&of_item, "%.*s is not a valid %s", "array");
        }
        if (!check_shape(c, type->element, item))
            return false;
        if (!same_lengths(node->first, item))
            return orm_conversion_fail(c, "%.*s is not a valid %s",
                                       "array: its lists differ in length");
    }
    return true;
}

/* Whether there is no element at all, whatever lists there are. */
static bool is_hollow(const orm_type *type, const orm_json *node)
{
    while (type->kind == ORM_TYPE_ARRAY && node->count > 0) {
        type = type->element;
        node = node->first;
    }
    return type->kind == ORM_TYPE_ARRAY;
}

/* An element as PostgreSQL's input function reads it. */
static void write_input(orm_conversion *c, orm_buffer *buffer, const orm_value *value)
{
    if (value->kind == ORM_VALUE_NULL)
        ORM_PUT(buffer, "NULL");
    else
        write_quoted_value(c->ctx, buffer, value);
}

static void write_stored_instant(orm_buffer *buffer, orm_text text)
{
    int64_t micros;

    if (!orm_instant_read(text, &micros)) { /* an infinity */
        orm_json_write_string(buffer, text);
        return;
    }
    orm_buffer_char(buffer, '"');
    orm_instant_write_iso(buffer, micros);
    orm_buffer_char(buffer, '"');
}

/* An element in the form in which it is answered: so SQLite keeps it. */
static void write_answer(orm_conversion *c, orm_buffer *buffer, const orm_type *type,
                         const orm_value *value)
{
    orm_buffer text;

    switch (value->kind) {
    case ORM_VALUE_NULL: ORM_PUT(buffer, "null"); return;
    case ORM_VALUE_BOOLEAN: orm_buffer_string(buffer, value->as.integer ? "true" : "false"); return;
    case ORM_VALUE_INTEGER: orm_number_write_int64(buffer, value->as.integer); return;
    case ORM_VALUE_DECIMAL: orm_buffer_text(buffer, value->as.text); return;
    case ORM_VALUE_DOUBLE:
        if (orm_type_is_single(type))
            orm_number_write_float(buffer, (float)value->as.real);
        else
            orm_number_write_double(buffer, value->as.real);
        return;
    default: break;
    }
    orm_buffer_open(&text, c->ctx->host, ORM_LIFE_CALL, 64);
    orm_value_write_text(&text, value);
    if (type->kind == ORM_TYPE_DATE)
        write_stored_instant(buffer, orm_buffer_since(&text, 0));
    else if (orm_type_is_json(type) || type->kind == ORM_TYPE_HSTORE)
        orm_buffer_text(buffer, orm_buffer_since(&text, 0));
    else
        orm_json_write_string(buffer, orm_buffer_since(&text, 0));
    orm_buffer_close(&text);
}

static bool write_elements(orm_conversion *c, orm_buffer *buffer, const orm_type *type,
                           const orm_json *node)
{
    bool is_json = c->ctx->host->dialect->has_text_json;

    orm_buffer_char(buffer, is_json ? '[' : '{');
    orm_each_child (item, node) {
        orm_value value;

        if (item != node->first)
            orm_buffer_char(buffer, ',');
        if (type->kind == ORM_TYPE_ARRAY) {
            if (!write_elements(c, buffer, type->element, item))
                return false;
            continue;
        }
        if (!orm_convert(c->ctx, type, item, &value, c->why))
            return false;
        if (is_json)
            write_answer(c, buffer, type, &value);
        else
            write_input(c, buffer, &value);
    }
    orm_buffer_char(buffer, is_json ? ']' : '}');
    return true;
}

bool orm_convert_array(orm_conversion *c)
{
    orm_buffer buffer;

    if (c->node->kind != ORM_JSON_ARRAY)
        return orm_conversion_fail(c, "%.*s is not a valid %s", "array");
    if (!check_shape(c, c->type, c->node))
        return false;
    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, c->node->token.length + 16);
    if (is_hollow(c->type, c->node))
        orm_buffer_string(&buffer, c->ctx->host->dialect->has_text_json ? "[]" : "{}");
    else if (!write_elements(c, &buffer, c->type->element, c->node))
        return false;
    return finish(c, &buffer);
}

/* ---- ranges */

typedef struct bound {
    const orm_json *node; /* NULL: unbounded */
    bool is_inclusive;
    bool is_infinite; /* an end of time: a bound itself */
    orm_value value;
} bound;

static bool read_bound(const orm_json *node, bool is_lower, bound *out)
{
    const orm_json *inclusive;

    *out = (bound){.node = node, .is_inclusive = is_lower};
    if (node->kind == ORM_JSON_OBJECT) {
        out->node = orm_json_member(node, "value");
        inclusive = orm_json_member(node, "inclusive");
        if (out->node == NULL ||
            (inclusive && !orm_json_is_boolean(inclusive) && inclusive->kind != ORM_JSON_NULL))
            return false;
        if (inclusive && inclusive->kind != ORM_JSON_NULL)
            out->is_inclusive = inclusive->kind == ORM_JSON_TRUE;
    }
    if (out->node->kind == ORM_JSON_NULL)
        out->node = NULL;
    return node->kind != ORM_JSON_ARRAY;
}

static bool is_infinite(const orm_json *node)
{
    return node->kind == ORM_JSON_STRING &&
           (orm_text_equal_ascii_fold(node->text, ORM_TEXT("infinity")) ||
            orm_text_equal_ascii_fold(node->text, ORM_TEXT("-infinity")));
}

static bool convert_bound(orm_conversion *c, bound *b)
{
    const orm_type *element = c->type->element;
    bool is_of_time = element->kind == ORM_TYPE_DATE || element->kind == ORM_TYPE_DATEONLY;

    if (b->node && is_infinite(b->node)) {
        b->is_infinite = true;
        if (!is_of_time)
            b->node = NULL; /* a number cannot be infinite: unbounded */
    }
    return b->node == NULL || orm_convert(c->ctx, element, b->node, &b->value, c->why);
}

/* Whether the bounds are the wrong way round, which no range can be. */
static bool is_reversed(const bound *lower, const bound *upper)
{
    const orm_value *left = &lower->value, *right = &upper->value;

    if (!lower->node || !upper->node || lower->is_infinite || upper->is_infinite)
        return false;
    if (left->kind == ORM_VALUE_DECIMAL)
        return orm_number_compare(left->as.text, right->as.text) > 0;
    if (left->kind == ORM_VALUE_TEXT) /* days: YYYY-MM-DD */
        return orm_text_compare(left->as.text, right->as.text) > 0;
    return left->as.integer > right->as.integer;
}

static void write_bound(orm_conversion *c, orm_buffer *buffer, const bound *b)
{
    if (b->node)
        write_quoted_value(c->ctx, buffer, &b->value);
}

bool orm_convert_range(orm_conversion *c)
{
    orm_buffer buffer;
    bound lower, upper;

    if (c->node->kind == ORM_JSON_ARRAY && c->node->count == 0) {
        *c->out = (orm_value){.kind = ORM_VALUE_TEXT, .as.text = ORM_TEXT("empty")};
        return true;
    }
    if (c->node->kind != ORM_JSON_ARRAY || c->node->count != 2 ||
        !read_bound(c->node->first, true, &lower) || !read_bound(c->node->last, false, &upper))
        return orm_conversion_fail(
            c, "%.*s is not a valid range: %s",
            "a list of two bounds, each a value or {\"value\",\"inclusive\"}, or [] for empty");
    if (!convert_bound(c, &lower) || !convert_bound(c, &upper))
        return false;
    if (is_reversed(&lower, &upper))
        return orm_conversion_fail(c, "%.*s is not a valid range: %s",
                                   "its lower bound is above its upper one");
    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, 64);
    orm_buffer_char(&buffer, lower.is_inclusive ? '[' : '(');
    write_bound(c, &buffer, &lower);
    orm_buffer_char(&buffer, ',');
    write_bound(c, &buffer, &upper);
    orm_buffer_char(&buffer, upper.is_inclusive ? ']' : ')');
    return finish(c, &buffer);
}

/* ---- HSTORE */

static bool is_hstore(const orm_json *node)
{
    if (node->kind != ORM_JSON_OBJECT)
        return false;
    orm_each_child (member, node)
        if (!orm_json_is_scalar(member))
            return false;
    return true;
}

static orm_text hstore_text(const orm_json *member)
{
    return member->kind == ORM_JSON_STRING ? member->text : member->token;
}

/* The members as PostgreSQL keeps them: keys by length, then bytes, of equal ones the last. */
static const orm_json **hstore_members(orm_conversion *c, uint32_t *count)
{
    const orm_json **members = ORM_NEW_N(c->ctx->arena, const orm_json *, c->node->count + 1);
    uint32_t all = 0;

    orm_each_child (member, c->node)
        members[all++] = member;
    qsort(members, all, sizeof *members, orm_json_order_members);
    *count = 0;
    for (uint32_t i = 0; i < all; i++)
        if (i == 0 || !orm_text_equal(members[i]->key, members[i - 1]->key))
            members[(*count)++] = members[i];
    return members;
}

/* "a"=>"b" on PostgreSQL; on SQLite an object whose values are texts, as it is answered. */
static void write_pair(orm_conversion *c, orm_buffer *buffer, const orm_json *member)
{
    bool is_json = c->ctx->host->dialect->has_text_json;

    if (is_json)
        orm_json_write_string(buffer, member->key);
    else
        write_quoted(buffer, member->key);
    orm_buffer_string(buffer, is_json ? ":" : "=>");
    if (member->kind == ORM_JSON_NULL)
        orm_buffer_string(buffer, is_json ? "null" : "NULL");
    else if (is_json)
        orm_json_write_string(buffer, hstore_text(member));
    else
        write_quoted(buffer, hstore_text(member));
}

bool orm_convert_hstore(orm_conversion *c)
{
    bool is_json = c->ctx->host->dialect->has_text_json;
    const orm_json **members;
    orm_buffer buffer;
    uint32_t count;

    if (!is_hstore(c->node))
        return orm_conversion_fail(c, "%.*s is not a valid %s", "hstore: an object of texts");
    members = hstore_members(c, &count);
    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, c->node->token.length + 16);
    if (is_json)
        orm_buffer_char(&buffer, '{');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(&buffer, ',');
        write_pair(c, &buffer, members[i]);
    }
    if (is_json)
        orm_buffer_char(&buffer, '}');
    return finish(c, &buffer);
}

/* ---- geometry: GeoJSON here, the binary form of PostGIS there */

bool orm_convert_geometry(orm_conversion *c)
{
    orm_buffer buffer;
    const char *wrong;

    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, c->node->token.length);
    if (orm_geometry_write_hex(c->ctx->arena, &buffer, c->node, &wrong))
        return finish(c, &buffer);
    orm_buffer_close(&buffer);
    return orm_conversion_fail(c, "%.*s is not a valid geometry: %s", wrong);
}
