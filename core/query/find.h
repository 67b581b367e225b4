/* find.h - finder options become levels. */
#ifndef ORM_QUERY_FIND_H
#define ORM_QUERY_FIND_H

#include "query/plan.h"

/* An include as it was asked for, its names resolved. */
typedef struct orm_include orm_include;
struct orm_include {
    const orm_association *association;
    const orm_json *options; /* an object, or NULL: a name alone */
    const orm_json *where;
    bool is_required;
    bool is_paranoid;
    orm_include *children;
    orm_include *next;
};

/* What a finder function adds to the options it was given. */
typedef struct orm_find {
    const orm_model *model;
    const orm_json *options;   /* or NULL */
    const orm_json *key;       /* find_by_pk: a scalar or an object; or NULL */
    const orm_association *of; /* a getter: the targets of this association… */
    const orm_json *owner;     /* …of the instance with this key */
    bool is_first;             /* one row is enough */
    bool is_counting;          /* count of the instances, no rows */
} orm_find;

/* Checks the keys of a finder's options. */
void orm_find_check(orm_compiler *c, const orm_find *find);

/* The root level with all below it. */
orm_level *orm_compile_find(orm_compiler *c, const orm_find *find);

/* ---- parts, for writes too */

/* Conditions that every query of the model has, unless it says paranoid: false. */
orm_expr *orm_compile_paranoid(orm_compiler *c, const orm_relation *relation);

/* The key's attributes equal the key: a scalar, or an object that holds them. */
orm_expr *orm_compile_key(orm_compiler *c, const orm_relation *relation, const orm_json *key);

/* ---- include.c */

/* Reads the option `include` of a model's finder or of another include. */
orm_include *orm_compile_includes(orm_compiler *c, const orm_model *model, const orm_json *node,
                                  int depth);

/* There is a child under this include: a condition on the parent. */
orm_expr *orm_compile_required(orm_compiler *c, const orm_relation *parent,
                               const orm_include *include);

/* Conditions of the children under an include, required ones below it included. */
orm_expr *orm_compile_children(orm_compiler *c, const orm_relation *target,
                               const orm_relation *through, const orm_include *include);

/* A chain of columns of a relation. */
orm_expr *orm_compile_columns(orm_compiler *c, const orm_relation *relation,
                              const orm_attribute *const *attributes, uint32_t count);

/* FROM target JOIN through. */
orm_join *orm_compile_through_join(orm_compiler *c, orm_relation *through,
                                   const orm_relation *target, const orm_association *association);

/* ---- attributes.c */

/* The outputs that the option `attributes` asks for (all where it is absent), in their order. */
orm_output *orm_compile_attributes(orm_compiler *c, const orm_relation *relation,
                                   const orm_json *node);

/* ---- order.c */

orm_order *orm_compile_order(orm_compiler *c, const orm_relation *relation, const orm_json *node);

/* The primary key, ascending. */
orm_order *orm_compile_key_order(orm_compiler *c, const orm_relation *relation);

#endif
