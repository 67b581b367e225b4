/* document.h - documents that are made, not read: of values, and of parts of others. */
#ifndef ORM_WRITE_DOCUMENT_H
#define ORM_WRITE_DOCUMENT_H

#include "base/json.h"
#include "base/value.h"

/* An empty node; `key` is its name, in an object or in messages. */
orm_json *orm_document_new(orm_ctx *ctx, orm_json_kind kind, orm_text key);

orm_json *orm_document_text(orm_ctx *ctx, orm_text key, orm_text text);
orm_json *orm_document_null(orm_ctx *ctx, orm_text key);

/* A value that was read or converted, as it would stand in a document. */
orm_json *orm_document_value(orm_ctx *ctx, orm_text key, orm_value value);

/* A part of another document under another name. */
orm_json *orm_document_copy_as(orm_ctx *ctx, const orm_json *node, orm_text key);

/* Adds a member to an object, in the place of one of the same name. */
void orm_document_put(orm_json *object, orm_json *member);

#endif
