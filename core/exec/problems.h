/* problems.h - what is wrong with the values of a write, all of it at once: one ValidationError.
 *
 * Items are in Sequelize's fields (ValidationErrorItem); api.md section 5. */
#ifndef ORM_EXEC_PROBLEMS_H
#define ORM_EXEC_PROBLEMS_H

#include "catalog/model.h"

typedef struct orm_problems {
    orm_ctx *ctx;
    const orm_model *model;
    orm_error_item *first;
    orm_error_item **end;
    uint32_t count;
    const orm_json *item; /* of a list: where it stands what it lacks is said to be; or NULL */
    uint32_t
        unconverted; /* of these, values that are not of their type: there is no row to ask about */
} orm_problems;

void orm_problems_open(orm_problems *problems, orm_ctx *ctx, const orm_model *model);

/* A required attribute is null (`node`) or absent (NULL). */
void orm_problems_add_null(orm_problems *problems, const orm_attribute *attribute,
                           const orm_json *node);

/* A value is not of the attribute's type; `why` as orm_convert() says it. */
void orm_problems_add_type(orm_problems *problems, const orm_attribute *attribute,
                           const orm_json *node, orm_text why);

/* Any item. */
orm_error_item *orm_problems_add(orm_problems *problems, orm_text path, orm_text message,
                                 const char *type, orm_text validator_key, const orm_json *node);

/* Leaves with the ValidationError when there is an item. */
void orm_problems_raise(const orm_problems *problems);

#endif
