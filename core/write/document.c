/* document.c - documents that are made, not read.  See document.h. */
#include "write/document.h"

#include "catalog/convert.h"

orm_json *orm_document_new(orm_ctx *ctx, orm_json_kind kind, orm_text key)
{
    orm_json *node = ORM_NEW(ctx->arena, orm_json);

    node->kind = (uint8_t)kind;
    node->slot = -1;
    node->key = key;
    return node;
}

orm_json *orm_document_text(orm_ctx *ctx, orm_text key, orm_text text)
{
    orm_json *node = orm_document_new(ctx, ORM_JSON_STRING, key);
    orm_buffer token;

    node->text = text;
    orm_buffer_open(&token, ctx->host, ORM_LIFE_CALL, text.length + 2);
    orm_json_write_string(&token, text);
    node->token = orm_buffer_copy(&token, ctx->arena);
    orm_buffer_close(&token);
    return node;
}

orm_json *orm_document_null(orm_ctx *ctx, orm_text key)
{
    orm_json *node = orm_document_new(ctx, ORM_JSON_NULL, key);

    node->token = ORM_TEXT("null");
    return node;
}

static orm_json *number(orm_ctx *ctx, orm_text key, orm_text digits)
{
    orm_json *node = orm_document_new(ctx, ORM_JSON_NUMBER, key);

    node->text = node->token = digits;
    return node;
}

orm_json *orm_document_value(orm_ctx *ctx, orm_text key, orm_value value)
{
    orm_json *node;
    orm_buffer text;

    switch (value.kind) {
    case ORM_VALUE_BOOLEAN:
        node = orm_document_new(ctx, value.as.integer ? ORM_JSON_TRUE : ORM_JSON_FALSE, key);
        node->token = value.as.integer ? ORM_TEXT("true") : ORM_TEXT("false");
        return node;
    case ORM_VALUE_NULL: return orm_document_null(ctx, key);
    case ORM_VALUE_DECIMAL: return number(ctx, key, value.as.text);
    case ORM_VALUE_INTEGER:
        return number(ctx, key, orm_text_format(ctx->arena, "%lld", (long long)value.as.integer));
    default:
        orm_buffer_open(&text, ctx->host, ORM_LIFE_CALL, 64);
        orm_value_write_text(&text, &value);
        node = orm_document_text(ctx, key, orm_buffer_copy(&text, ctx->arena));
        orm_buffer_close(&text);
        return node;
    }
}

orm_json *orm_document_copy_as(orm_ctx *ctx, const orm_json *node, orm_text key)
{
    orm_json *copy = orm_json_copy(ctx, node);

    copy->key = key;
    return copy;
}

void orm_document_put(orm_json *object, orm_json *member)
{
    orm_json *old = orm_json_member_text(object, member->key);

    if (old == NULL) {
        orm_json_append(object, member);
        return;
    }
    member->next = old->next;
    *old = *member;
}
