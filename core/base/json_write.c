/* json_write.c - nodes and texts as JSON, in the contract's exact form.  See json.h. */
#include <stdlib.h>

#include "base/json.h"
#include "base/number.h"
#include "base/scan.h"

/* Escapes one special byte; room for six is there. */
static char *escape(char *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";

    *out++ = '\\';
    switch (c) {
    case '"':
    case '\\': *out++ = (char)c; return out;
    case '\b': *out++ = 'b'; return out;
    case '\f': *out++ = 'f'; return out;
    case '\n': *out++ = 'n'; return out;
    case '\r': *out++ = 'r'; return out;
    case '\t': *out++ = 't'; return out;
    default:
        memcpy(out, "u00", 3);
        out[3] = hex[c >> 4];
        out[4] = hex[c & 15];
        return out + 5;
    }
}

void orm_json_write_string(orm_buffer *buffer, orm_text text)
{
    const char *from = text.data ? text.data : "";
    const char *end = from + text.length;

    orm_buffer_need(buffer, text.length + 8);
    buffer->data[buffer->length++] = '"';
    for (;;) {
        const char *stop = orm_scan_plain(from, end);

        orm_buffer_need(buffer, (size_t)(end - from) + 8);
        memcpy(buffer->data + buffer->length, from, (size_t)(stop - from));
        buffer->length += (size_t)(stop - from);
        if (stop == end)
            break;
        buffer->length =
            (size_t)(escape(buffer->data + buffer->length, (unsigned char)*stop) - buffer->data);
        from = stop + 1;
    }
    buffer->data[buffer->length++] = '"';
}

/* Behind the closing quote of the string at `p`. */
static const char *string_end(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\')
            p++;
    return p < end ? p + 1 : end;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

void orm_json_write_compact(orm_buffer *buffer, orm_text source)
{
    const char *p = source.data;
    const char *end = p + source.length;

    while (p < end) {
        const char *from = p;

        while (p < end && !is_space(*p))
            p = *p == '"' ? string_end(p, end) : p + 1;
        orm_buffer_bytes(buffer, from, (size_t)(p - from));
        while (p < end && is_space(*p))
            p++;
    }
}

void orm_json_write(orm_buffer *buffer, const orm_json *node)
{
    orm_json_write_compact(buffer, node->token);
}

void orm_json_write_by(orm_buffer *buffer, const orm_json *node, orm_json_writer *writer,
                       void *context)
{
    bool is_object = node->kind == ORM_JSON_OBJECT;

    if (writer && writer(context, node, buffer))
        return;
    if (orm_json_is_scalar(node)) {
        orm_json_write(buffer, node);
        return;
    }
    orm_buffer_char(buffer, is_object ? '{' : '[');
    orm_each_child (child, node) {
        if (child != node->first)
            orm_buffer_char(buffer, ',');
        if (is_object) {
            orm_json_write_string(buffer, child->key);
            orm_buffer_char(buffer, ':');
        }
        orm_json_write_by(buffer, child, writer, context);
    }
    orm_buffer_char(buffer, is_object ? '}' : ']');
}

void orm_json_write_tree(orm_buffer *buffer, const orm_json *node)
{
    orm_json_write_by(buffer, node, NULL, NULL);
}

/* ---- canonical, as jsonb */

static bool is_ordered(const orm_json **members, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (orm_json_order_members(&members[i - 1], &members[i]) > 0)
            return false;
    return true;
}

static void write_canonical_object(orm_ctx *ctx, orm_buffer *buffer, const orm_json *node)
{
    const orm_json **members = orm_alloc(ctx->arena, orm_size_mul(node->count + 1, sizeof(void *)));
    uint32_t count = 0;

    orm_each_child (member, node)
        members[count++] = member;
    if (!is_ordered(members, count))
        qsort(members, count, sizeof(void *), orm_json_order_members);
    orm_buffer_char(buffer, '{');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && orm_text_equal(members[i]->key, members[i - 1]->key))
            continue;
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_json_write_string(buffer, members[i]->key);
        orm_buffer_char(buffer, ':');
        orm_json_write_canonical(ctx, buffer, members[i]);
    }
    orm_buffer_char(buffer, '}');
}

static void write_canonical_array(orm_ctx *ctx, orm_buffer *buffer, const orm_json *node)
{
    orm_buffer_char(buffer, '[');
    orm_each_child (item, node) {
        if (item != node->first)
            orm_buffer_char(buffer, ',');
        orm_json_write_canonical(ctx, buffer, item);
    }
    orm_buffer_char(buffer, ']');
}

void orm_json_write_canonical(orm_ctx *ctx, orm_buffer *buffer, const orm_json *node)
{
    switch (node->kind) {
    case ORM_JSON_NULL: ORM_PUT(buffer, "null"); break;
    case ORM_JSON_FALSE: ORM_PUT(buffer, "false"); break;
    case ORM_JSON_TRUE: ORM_PUT(buffer, "true"); break;
    case ORM_JSON_NUMBER: orm_number_write_plain(ctx, buffer, node->text); break;
    case ORM_JSON_STRING: orm_json_write_string(buffer, node->text); break;
    case ORM_JSON_ARRAY: write_canonical_array(ctx, buffer, node); break;
    default: write_canonical_object(ctx, buffer, node); break;
    }
}
