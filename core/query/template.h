/* template.h - SQL expressions of definitions: text with named placeholders (api.md section 3).
 *
 * Getters, setters, generated columns, custom validators and hooks are one scalar SQL expression
 * each, the same text on both engines.  A small lexer finds the placeholders - :value, :instance,
 * :values, :options, :model and :<attribute> - and passes over what only looks like one: strings,
 * E'' strings, dollar quotes, quoted names, comments, casts (::), := and slices.  Statements, $1
 * and ? are refused, and so is a bracket that would close more than was opened: the expression
 * stays one expression wherever it is put. */
#ifndef ORM_QUERY_TEMPLATE_H
#define ORM_QUERY_TEMPLATE_H

#include "catalog/model.h"

typedef enum orm_placeholder {
    ORM_PLACE_TEXT, /* SQL as it stands */
    ORM_PLACE_NAME, /* of it a name in double quotes, with these */
    ORM_PLACE_VALUE,
    ORM_PLACE_INSTANCE,
    ORM_PLACE_VALUES,
    ORM_PLACE_OPTIONS,
    ORM_PLACE_MODEL,
    ORM_PLACE_ATTRIBUTE
} orm_placeholder;

typedef struct orm_template_part {
    orm_placeholder kind;
    orm_text text;                  /* ORM_PLACE_TEXT, ORM_PLACE_NAME */
    const orm_attribute *attribute; /* ORM_PLACE_ATTRIBUTE */
    const struct orm_expr *expr;    /* what stands for it instead: a VIRTUAL's expression */
    struct orm_template_part *next;
} orm_template_part;

typedef struct orm_template {
    const orm_model *model;
    orm_template_part *parts;
    uint32_t uses; /* mask of 1 << orm_placeholder */
} orm_template;

/* Reads an expression; `allowed` is the mask of the placeholders that have a meaning where it
 * stands. What is refused is a DefinitionError at `node` (may be NULL). */
const orm_template *orm_template_read(orm_ctx *ctx, const orm_model *model, orm_text expression,
                                      uint32_t allowed, const orm_json *node);

#define ORM_PLACES(kind) (1u << (kind))

/* What has a meaning in a hook; one of all models knows no attribute. */
enum {
    ORM_HOOK_PLACES = ORM_PLACES(ORM_PLACE_TEXT) | ORM_PLACES(ORM_PLACE_VALUE) |
                      ORM_PLACES(ORM_PLACE_INSTANCE) | ORM_PLACES(ORM_PLACE_VALUES) |
                      ORM_PLACES(ORM_PLACE_OPTIONS) | ORM_PLACES(ORM_PLACE_MODEL) |
                      ORM_PLACES(ORM_PLACE_ATTRIBUTE),
    ORM_COMMON_HOOK_PLACES = ORM_HOOK_PLACES & ~ORM_PLACES(ORM_PLACE_ATTRIBUTE)
};

#endif
