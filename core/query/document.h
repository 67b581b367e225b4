/* document.h - JSON documents among options, which are code. */
#ifndef ORM_QUERY_DOCUMENT_H
#define ORM_QUERY_DOCUMENT_H

#include "query/compiler.h"

/* Whether keys of the document begin with two '$', of which the first is to be left out; one '$'
 * is an InvalidOptionError: nothing in a document is code. */
bool orm_document_check(orm_compiler *c, const orm_json *node);

/* The document that is meant, without those '$'. */
const orm_json *orm_document_plain(orm_ctx *ctx, const orm_json *node);

#endif
