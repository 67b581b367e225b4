/* conflict.h - by which unique key a new row may be one that is there already. */
#ifndef ORM_WRITE_CONFLICT_H
#define ORM_WRITE_CONFLICT_H

#include "query/modify.h"
#include "query/shape.h"

/* Adds to a shape what of the options becomes part of the SQL text. */
void orm_conflict_shape(orm_shape *shape, const orm_json *options);

/* The options name no key: it means nothing without `option`. */
void orm_conflict_refuse(orm_compiler *c, const orm_json *options, const char *option);

/* The key that the options name: `conflictFields` (or `conflictAttributes`) and `conflictWhere`;
 * without fields the target is empty. */
orm_conflict *orm_conflict_read(orm_compiler *c, const orm_relation *relation,
                                const orm_json *options);

/* The key of an upsert: the one that was read or, where the options name none, as Sequelize chooses
 * it: the primary key if any of it is given, else the first unique key, in the order in which the
 * values are given, that has one of them; whole ones first. */
void orm_conflict_choose(orm_compiler *c, orm_conflict *conflict, const orm_relation *relation,
                         const orm_json *options, const orm_json *row);

/* The key of a list: the one that was read or, where the options name none, the one unique key that
 * is given, else the primary key; with `is_primary_first` the primary key where it is given.
 * `given`: by attribute. */
void orm_conflict_choose_among(orm_compiler *c, orm_conflict *conflict,
                               const orm_relation *relation, const orm_json *options,
                               const bool *given, bool is_primary_first);

/* Whether the attribute is part of the key. */
bool orm_conflict_has(const orm_conflict *conflict, const orm_attribute *attribute);

/* SET attribute = that of the row that could not be inserted. */
void orm_conflict_update(orm_compiler *c, orm_conflict *conflict, const orm_attribute *attribute);

/* The same for all that `is_updated` (by attribute) names; and what every change does: updatedAt,
 * version + 1.  Of the key only texts are set, which may be equal and yet not the same. */
void orm_conflict_update_all(orm_compiler *c, orm_conflict *conflict, const orm_relation *relation,
                             const bool *is_updated, bool is_silent);

#endif
