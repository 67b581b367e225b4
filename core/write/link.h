/* link.h - setting, adding and removing what an instance is associated to.
 *
 * Links change by sets: one statement detaches, one attaches, whatever the number of targets; pairs
 * of a many-to-many association are read once and compared. */
#ifndef ORM_WRITE_LINK_H
#define ORM_WRITE_LINK_H

#include "exec/parameters.h"
#include "exec/session.h"
#include "query/modify.h"

typedef enum orm_link_mode { ORM_LINK_SET, ORM_LINK_ADD, ORM_LINK_REMOVE } orm_link_mode;

/* Changes the links of the instance with this key.  `targets` is NULL (none), a key, an instance,
 * or a list of them.  The number of rows attached, detached and changed. */
int64_t orm_link_run(orm_call *call, const orm_association *association, const orm_json *owner,
                     const orm_json *targets, const orm_json *options, orm_link_mode mode);

/* ---- what link.c, link_pairs.c and targets.c share */

/* Values of some attributes, for each of several rows. */
typedef struct orm_tuples {
    const orm_attribute *const *attributes;
    uint32_t width;
    uint32_t count;
    orm_value *values;      /* width of each row, one after the other */
    const orm_json **nodes; /* what each row came from; NULL: not known */
} orm_tuples;

typedef struct orm_linking {
    orm_call *call;
    orm_compiler compiler; /* in the call's arena: these statements are not kept as plans */
    const orm_association *association;
    const orm_json *owner_key;
    const orm_json *options;
    orm_link_mode mode;
    orm_tuples owner;   /* one row: the link's attributes on the owner */
    orm_tuples targets; /* the link's attributes on the target, or its key */
} orm_linking;

static inline orm_value *orm_tuple(const orm_tuples *tuples, uint32_t row)
{
    return &tuples->values[(size_t)row * tuples->width];
}

/* The rows of `model` with these keys: the values of some of its attributes.  A key that no row has
 * is an AssociationError. */
orm_tuples orm_link_resolve(orm_linking *it, const orm_model *model, const orm_json *nodes,
                            const orm_attribute *const *attributes, uint32_t width);

/* The attributes are those of one of the tuples; of none, when there is none. */
orm_expr *orm_link_condition(orm_linking *it, const orm_relation *relation,
                             const orm_tuples *tuples);

/* The attributes (on another relation) equal the values of the tuple. */
orm_expr *orm_link_equal(orm_linking *it, const orm_relation *relation,
                         const orm_attribute *const *attributes, const orm_value *values,
                         uint32_t count);

/* The association's scope as assignments, or as conditions. */
void orm_link_assign_scope(orm_linking *it, orm_modify *modify, const orm_json *scope);

/* Prints, binds and runs; the number of rows changed. */
int64_t orm_link_modify(orm_linking *it, const orm_modify *modify);

/* Many-to-many. */
int64_t orm_link_pairs(orm_linking *it, const orm_json *targets);

#endif
