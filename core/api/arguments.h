/* arguments.h - what the handlers share: arguments as texts and documents, results. */
#ifndef ORM_API_ARGUMENTS_H
#define ORM_API_ARGUMENTS_H

#include "api/handlers.h"
#include "base/json.h"
#include "catalog/catalog.h"

/* A text argument that must be there; raises InvalidOptionError that names it. */
orm_text orm_arg_text(orm_call *call, int index);

/* A text argument, empty when NULL. */
orm_text orm_arg_optional_text(orm_call *call, int index);

/* A document in the given ctx's arena, NULL when the argument is NULL (or JSON null). */
const orm_json *orm_arg_document(orm_call *call, orm_ctx *ctx, int index, orm_json_mode mode);

/* The same; raises when it is absent. */
const orm_json *orm_arg_need_document(orm_call *call, orm_ctx *ctx, int index, orm_json_mode mode);

/* A key: an object, or a scalar; text that begins neither with '{', '[' nor '"' is the scalar
 * itself.  NULL when the argument is NULL. */
const orm_json *orm_arg_key(orm_call *call, int index);

/* The options of a write; their `now` becomes the time of the call. */
const orm_json *orm_arg_options(orm_call *call, int index);

/* The params of a call: its argument `index` (-1: the function has none), or the option of that
 * name; both are an error. */
const orm_json *orm_arg_params(orm_call *call, const orm_json *options, int index);

/* The model that the first argument names. */
const orm_model *orm_arg_model(orm_call *call);

/* Name of an argument, from api.def. */
const char *orm_arg_name(orm_call *call, int index);

/* ---- results */

orm_buffer *orm_result_json(orm_call *call, size_t capacity);
void orm_result_text(orm_call *call, orm_text text);
void orm_result_integer(orm_call *call, int64_t integer);
void orm_result_boolean(orm_call *call, bool is_true);
void orm_result_null(orm_call *call);

#endif
