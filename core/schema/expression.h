/* expression.h - values, conditions and expressions of definitions as SQL without parameters.
 *
 * A definition is stored by the engine as it is written: nothing in it may be bound, and nothing in
 * it may need the extension. */
#ifndef ORM_SCHEMA_EXPRESSION_H
#define ORM_SCHEMA_EXPRESSION_H

#include "catalog/catalog.h"
#include "exec/literal.h"

/* What expressions are made for. */
typedef struct orm_definer {
    orm_ctx *ctx;
    const orm_catalog *catalog;
    const char *function; /* for messages: "orm_sync" */
} orm_definer;

/* The condition in the where-language; empty where it restricts nothing. */
orm_text orm_define_condition(const orm_definer *definer, const orm_model *model,
                              const orm_json *where);

/* {"$fn"…}, {"$literal"…}, or a value of `type`. */
orm_text orm_define_expression(const orm_definer *definer, const orm_model *model,
                               const orm_json *node, const orm_type *type);

/* The scalar SQL expression of a generated column: `:name` becomes that attribute's column. */
orm_text orm_define_generated(const orm_definer *definer, const orm_model *model,
                              const orm_attribute *attribute);

#endif
