/* document.c - JSON documents among options.  See document.h. */
#include "query/document.h"

bool orm_document_check(orm_compiler *c, const orm_json *node)
{
    bool has_doubled = false;

    orm_each_child (child, node) {
        if (node->kind == ORM_JSON_OBJECT && child->key.length && child->key.data[0] == '$') {
            if (!orm_text_starts(child->key, "$$"))
                ORM_FAIL(c, child,
                         "a key of a document that begins with '$' is written with two: \"$%.*s\" "
                         "(or the document as {\"$value\": …})",
                         ORM_ARG(child->key));
            has_doubled = true;
        }
        has_doubled |= orm_document_check(c, child);
    }
    return has_doubled;
}

static void write_plain(orm_buffer *buffer, const orm_json *node)
{
    bool is_object = node->kind == ORM_JSON_OBJECT;

    if (orm_json_is_scalar(node)) {
        orm_buffer_text(buffer, node->token);
        return;
    }
    orm_buffer_char(buffer, is_object ? '{' : '[');
    orm_each_child (child, node) {
        if (child != node->first)
            orm_buffer_char(buffer, ',');
        if (is_object) {
            bool is_doubled = orm_text_starts(child->key, "$$");

            orm_json_write_string(
                buffer, is_doubled ? orm_text_slice(child->key, 1, child->key.length) : child->key);
            orm_buffer_char(buffer, ':');
        }
        write_plain(buffer, child);
    }
    orm_buffer_char(buffer, is_object ? '}' : ']');
}

const orm_json *orm_document_plain(orm_ctx *ctx, const orm_json *node)
{
    orm_buffer buffer;
    orm_json *plain;
    orm_text text;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, node->token.length + 16);
    write_plain(&buffer, node);
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    plain = orm_json_read(ctx, text, ORM_JSON_DATA, "document");
    if (node->parent && node->parent->kind == ORM_JSON_ARRAY)
        node = node->parent; /* which does not know the copy: errors name the list */
    plain->key = node->key;
    plain->parent = node->parent;
    return plain;
}
