/* convert.h - JSON values as values of an attribute's type.
 *
 * The same conversion serves values that are stored, keys, params and scalars in conditions (api.md
 * section 6): what it accepts is what the type check accepts.  A value that cannot be of the type
 * is reported, not raised: a write collects such items, a condition raises InvalidOptionError.
 *
 * Source of the rules: Sequelize's data types (sequelize-inventory.md section 2), semantics.md
 * 13-15, 22, 26, 34, and api.md section 6 "Values". */
#ifndef ORM_CATALOG_CONVERT_H
#define ORM_CATALOG_CONVERT_H

#include "catalog/type.h"

/* Converts; null becomes NULL.  False: `why` says what is wrong with it ("\"x\" is not a valid
 * integer"). */
bool orm_convert(orm_ctx *ctx, const orm_type *type, const orm_json *node, orm_value *out,
                 orm_text *why);

/* An instant in the form that the engine stores. */
orm_value orm_convert_instant(orm_ctx *ctx, int64_t micros);

/* "NOW" as a value of the type: an instant, its day or time of day, its text as Sequelize writes
 * it, its milliseconds.  False: the type has no such value. */
bool orm_convert_now(orm_ctx *ctx, const orm_type *type, int64_t micros, orm_value *out);

/* A day in the same. */
orm_value orm_convert_day(orm_ctx *ctx, int64_t days);

/* A value's text as the engine reads it: elements of arrays, bounds of ranges, defaults in DDL. */
void orm_value_write_text(orm_buffer *buffer, const orm_value *value);

/* A string node in the ctx's arena, for texts that never were JSON: bare keys. */
orm_json *orm_json_from_text(orm_ctx *ctx, orm_text text, const char *name);

#endif
