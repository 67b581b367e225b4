/* convert_container.c - arrays, ranges, HSTORE, geometry and addresses.  See convert.h.
 *
 * PostgreSQL gets their text forms, which its input functions read; SQLite keeps arrays and HSTORE
 * as JSON text (ranges and geometry it has not: such a model cannot be defined there). */
#include "base/datetime.h"
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

static bool keep_as_json(orm_conversion *c)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, c->node->token.length);
    orm_json_write(&buffer, c->node);
    return finish(c, &buffer);
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
        if (item->kind != ORM_JSON_ARRAY || !check_shape(c, type->element, item))
            return orm_conversion_fail(c, "%.*s is not a valid %s", "array of arrays");
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
    const orm_json *value; /* NULL: unbounded */
    bool is_inclusive;
} bound;

static bool read_bound(const orm_json *node, bool is_lower, bound *out)
{
    const orm_json *inclusive;

    *out = (bound){node, is_lower};
    if (node->kind == ORM_JSON_OBJECT) {
        out->value = orm_json_member(node, "value");
        inclusive = orm_json_member(node, "inclusive");
        if (out->value == NULL ||
            (inclusive && !orm_json_is_boolean(inclusive) && inclusive->kind != ORM_JSON_NULL))
            return false;
        if (inclusive && inclusive->kind != ORM_JSON_NULL)
            out->is_inclusive = inclusive->kind == ORM_JSON_TRUE;
    }
    if (out->value->kind == ORM_JSON_NULL)
        out->value = NULL;
    return node->kind != ORM_JSON_ARRAY;
}

static bool is_infinite(const orm_json *node)
{
    return node->kind == ORM_JSON_STRING &&
           (orm_text_equal_ascii_fold(node->text, ORM_TEXT("infinity")) ||
            orm_text_equal_ascii_fold(node->text, ORM_TEXT("-infinity")));
}

static bool write_bound(orm_conversion *c, orm_buffer *buffer, const bound *b)
{
    const orm_type *element = c->type->element;
    orm_value value;

    if (b->value == NULL)
        return true;
    if (is_infinite(b->value)) {
        /* of dates the bound itself; a number cannot be infinite: unbounded */
        if (element->kind == ORM_TYPE_DATE || element->kind == ORM_TYPE_DATEONLY)
            orm_buffer_text(buffer, b->value->text);
        return true;
    }
    if (!orm_convert(c->ctx, element, b->value, &value, c->why))
        return false;
    write_quoted_value(c->ctx, buffer, &value);
    return true;
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
    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, 64);
    orm_buffer_char(&buffer, lower.is_inclusive ? '[' : '(');
    if (!write_bound(c, &buffer, &lower))
        return false;
    orm_buffer_char(&buffer, ',');
    if (!write_bound(c, &buffer, &upper))
        return false;
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

/* On SQLite an object whose values are texts, as it is answered. */
static bool write_hstore_json(orm_conversion *c)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, c->node->token.length + 16);
    orm_buffer_char(&buffer, '{');
    orm_each_child (member, c->node) {
        if (member != c->node->first)
            orm_buffer_char(&buffer, ',');
        orm_json_write_string(&buffer, member->key);
        orm_buffer_char(&buffer, ':');
        if (member->kind == ORM_JSON_NULL)
            ORM_PUT(&buffer, "null");
        else
            orm_json_write_string(&buffer, hstore_text(member));
    }
    orm_buffer_char(&buffer, '}');
    return finish(c, &buffer);
}

bool orm_convert_hstore(orm_conversion *c)
{
    orm_buffer buffer;

    if (!is_hstore(c->node))
        return orm_conversion_fail(c, "%.*s is not a valid %s", "hstore: an object of texts");
    if (c->ctx->host->dialect->has_text_json)
        return write_hstore_json(c);
    orm_buffer_open(&buffer, c->ctx->host, ORM_LIFE_CALL, c->node->token.length + 16);
    orm_each_child (member, c->node) {
        if (member != c->node->first)
            orm_buffer_char(&buffer, ',');
        write_quoted(&buffer, member->key);
        ORM_PUT(&buffer, "=>");
        if (member->kind == ORM_JSON_NULL)
            ORM_PUT(&buffer, "NULL");
        else
            write_quoted(&buffer, hstore_text(member));
    }
    return finish(c, &buffer);
}

/* ---- geometry: GeoJSON, which the printed SQL hands to PostGIS */

bool orm_convert_geometry(orm_conversion *c)
{
    const orm_json *type = orm_json_member(c->node, "type");

    if (c->node->kind != ORM_JSON_OBJECT || type == NULL || type->kind != ORM_JSON_STRING)
        return orm_conversion_fail(c, "%.*s is not a valid %s", "geometry: a GeoJSON object");
    return keep_as_json(c);
}

/* ---- addresses */

static bool read_ipv4(const char **at, const char *end)
{
    for (int part = 0; part < 4; part++) {
        int value = 0, digits = 0;

        if (part > 0 && (*at >= end || *(*at)++ != '.'))
            return false;
        while (*at < end && **at >= '0' && **at <= '9' && digits < 3) {
            value = value * 10 + (*(*at)++ - '0');
            digits++;
        }
        if (digits == 0 || value > 255)
            return false;
    }
    return true;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Groups of hexadecimal digits, "::" once, an IPv4 address at the end. */
static bool read_ipv6(const char **at, const char *end)
{
    int groups = 0;
    bool has_gap = false;

    if (end - *at >= 2 && (*at)[0] == ':' && (*at)[1] == ':') {
        has_gap = true;
        *at += 2;
    }
    while (*at < end && **at != '/') {
        const char *from = *at;
        const char *four = *at;

        if (read_ipv4(&four, end) && (four == end || *four == '/')) {
            *at = four;
            groups += 2;
            break;
        }
        while (*at < end && is_hex(**at))
            ++*at;
        if (*at == from || *at - from > 4)
            return false;
        groups++;
        if (*at == end || **at == '/')
            break;
        if (*(*at)++ != ':')
            return false;
        if (*at < end && **at == ':') {
            if (has_gap)
                return false;
            has_gap = true;
            ++*at;
        } else if (*at == end || **at == '/') {
            return false;
        }
    }
    return has_gap ? groups < 8 : groups == 8;
}

static bool read_prefix(const char **at, const char *end, int most)
{
    int value = 0, digits = 0;

    if (*at == end || **at != '/')
        return false;
    for (++*at; *at < end && **at >= '0' && **at <= '9' && digits < 3; digits++)
        value = value * 10 + (*(*at)++ - '0');
    return digits > 0 && value <= most;
}

bool orm_convert_inet(orm_conversion *c, bool is_network)
{
    orm_text text = c->node->text;
    const char *at = text.data, *end = at + text.length;
    bool is_six = text.length && memchr(text.data, ':', text.length) != NULL;
    bool is_valid =
        c->node->kind == ORM_JSON_STRING && (is_six ? read_ipv6(&at, end) : read_ipv4(&at, end));

    if (is_valid && (is_network || at < end))
        is_valid = read_prefix(&at, end, is_six ? 128 : 32);
    if (!is_valid || at != end)
        return orm_conversion_fail(c, "%.*s is not a valid %s", is_network ? "cidr" : "inet");
    *c->out = (orm_value){.kind = ORM_VALUE_TEXT, .as.text = text};
    return true;
}

bool orm_convert_macaddr(orm_conversion *c)
{
    orm_text text = c->node->text;
    bool is_valid = c->node->kind == ORM_JSON_STRING && text.length == 17;

    for (size_t i = 0; is_valid && i < text.length; i++)
        is_valid = i % 3 == 2 ? text.data[i] == ':' || text.data[i] == '-' : is_hex(text.data[i]);
    if (!is_valid)
        return orm_conversion_fail(c, "%.*s is not a valid %s", "macaddr");
    *c->out = (orm_value){.kind = ORM_VALUE_TEXT, .as.text = text};
    return true;
}
