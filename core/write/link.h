/* link.h - what an instance is associated to: set, added, removed, asked for, created.
 *
 * Links change by sets: one statement detaches, one attaches, whatever the number of targets; pairs
 * of a many-to-many association are read once and compared.  These statements are not kept as
 * plans: they are made of the values of the call. */
#ifndef ORM_WRITE_LINK_H
#define ORM_WRITE_LINK_H

#include "exec/keyset.h"
#include "exec/parameters.h"
#include "exec/session.h"
#include "query/modify.h"

typedef enum orm_link_mode { ORM_LINK_SET, ORM_LINK_ADD, ORM_LINK_REMOVE } orm_link_mode;

/* Changes the links of the instance with this key.  `targets` is NULL (none), a key, an instance,
 * or a list of them.  The number of rows attached, detached and changed. */
int64_t orm_link_run(orm_call *call, const orm_association *association, const orm_json *owner,
                     const orm_json *targets, const orm_json *options, orm_link_mode mode);

/* Whether all of the targets are linked to the instance, under the conditions of the options; true
 * for none. */
bool orm_link_has(orm_call *call, const orm_association *association, const orm_json *owner,
                  const orm_json *targets, const orm_json *options);

/* Stores a new target and links it to the instance; appends it as it is stored. */
void orm_link_create(orm_call *call, const orm_association *association, const orm_json *owner,
                     const orm_json *row, const orm_json *options, orm_buffer *out);

/* ---- what the files of links share */

/* Values of some attributes, for each of several rows. */
typedef struct orm_tuples {
    const orm_attribute *const *attributes;
    uint32_t width;
    uint32_t count;
    orm_value *values;      /* width of each row, one after the other */
    const orm_json **nodes; /* what each row came from */
} orm_tuples;

typedef struct orm_linking {
    orm_call *call;
    orm_compiler compiler; /* in the call's arena */
    const orm_association *association;
    const orm_json *owner_key;
    const orm_json *options;
    const orm_json *through; /* values for all through rows, or NULL */
    orm_link_mode mode;
    bool is_silent;
    orm_tuples owner;   /* one row: the link's attributes on the owner */
    orm_tuples targets; /* the link's attributes on the target, or its key */
} orm_linking;

static inline orm_value *orm_tuple(const orm_tuples *tuples, uint32_t row)
{
    return &tuples->values[(size_t)row * tuples->width];
}

void orm_linking_open(orm_linking *it, orm_call *call, const orm_association *association,
                      const orm_json *owner, const orm_json *options);

/* The link's values of the owner; AssociationError when there is no such row and it must be read.
 */
void orm_linking_find_owner(orm_linking *it);

/* Begins a statement about the owner's or the targets' table: in the schema of the options. */
orm_relation *orm_link_relation(orm_linking *it, const orm_model *model);

/* Prints, binds and runs a SELECT of `columns`. */
void orm_link_read(orm_linking *it, const orm_select *select, orm_sink *sink);

/* Prints, binds and runs a change; the number of rows changed.  `row` (NULL: none) is what
 * validators are asked about, `slots` its values. */
int64_t orm_link_modify(orm_linking *it, const orm_modify *modify, const orm_json *row,
                        const orm_json *const *slots);

/* Whether there is a row of modify->where. */
bool orm_link_is_any(orm_linking *it, const orm_modify *modify);

/* The row of a key gets these values, with the hooks of an update; the number of rows. */
int64_t orm_link_save(orm_linking *it, const orm_model *model, const orm_json *key,
                      const orm_json *values);

/* Whether that is what is wanted: the model has hooks of an update of one row. */
bool orm_link_saves(const orm_linking *it, const orm_model *model);

/* ---- link_hooks.c */

/* orm_link_modify() with the bulk hooks of its model around it. */
int64_t orm_link_modify_hooked(orm_linking *it, orm_modify *modify, const orm_json *row,
                               const orm_json *const *slots);

/* What a statement assigns, as a document: given and known values. */
const orm_json *orm_link_document(orm_linking *it, const orm_modify *modify,
                                  const orm_json *const *slots);

/* Something that would be assigned is not there yet. */
orm_expr *orm_link_differs(orm_linking *it, const orm_modify *modify);

/* NULL is equal to nothing: a row of `model` whose key is NULL cannot be linked to, which is an
 * AssociationError. */
void orm_link_check(orm_linking *it, const orm_model *model, const orm_tuples *tuples);

/* Many-to-many. */
int64_t orm_link_pairs(orm_linking *it, const orm_json *targets);

/* ---- targets.c */

/* The rows of `model` with these keys, each once: the values of some of its attributes.  What a key
 * or an instance does not hold is read, for all of them at once; a key that no row has is then an
 * AssociationError. */
orm_tuples orm_link_resolve(orm_linking *it, const orm_model *model, const orm_json *nodes,
                            const orm_attribute *const *attributes, uint32_t width);

/* Whether every one of the nodes holds values of these attributes. */
bool orm_link_holds(const orm_model *model, const orm_json *nodes,
                    const orm_attribute *const *attributes, uint32_t width);

/* The attributes are those of one of the tuples; of none, when there is none. */
orm_expr *orm_link_among(orm_linking *it, const orm_relation *relation, const orm_tuples *tuples);

/* The attributes (on another relation) equal the values. */
orm_expr *orm_link_equal(orm_linking *it, const orm_relation *relation,
                         const orm_attribute *const *attributes, const orm_value *values,
                         uint32_t count);

/* ---- link_value.c: values that were given and values that were read, made comparable */

orm_value orm_link_comparable(orm_ctx *ctx, const orm_type *type, orm_value value);

bool orm_link_is_equal(orm_ctx *ctx, const orm_type *type, orm_value left, orm_value right);

/* The set's entry of these values, added when it is new; ORM_NO_ENTRY where one of them is NULL. */
uint32_t orm_link_note(orm_keyset *set, orm_ctx *ctx, const orm_attribute *const *attributes,
                       const orm_value *values);

/* The same, not added. */
uint32_t orm_link_find(const orm_keyset *set, orm_ctx *ctx, const orm_attribute *const *attributes,
                       const orm_value *values);

#endif
