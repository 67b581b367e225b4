/* json_put.h - a value put into a document: the option `set` with a path ("meta.a.b"). */
#ifndef ORM_BASE_JSON_PUT_H
#define ORM_BASE_JSON_PUT_H

#include "base/json.h"

/* The document with the value at a path, a JSON list of steps.  No document (empty) is an empty
 * object, no value null.  A step names a member (the last of equal ones), which is added where
 * there is none; of a list it is an index, and one behind the end adds an item.  What is neither
 * object nor list becomes an object; a list without such an index stays as it is. */
orm_json *orm_json_put(orm_ctx *ctx, orm_text document, orm_text path, orm_text value);

#endif
