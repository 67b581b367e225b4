/* group.h - values over instances, and rows of groups, instead of the instances. */
#ifndef ORM_QUERY_GROUP_H
#define ORM_QUERY_GROUP_H

#include "query/path.h"

/* Whether the finder's rows are groups: it has `group` or `having`, or asks aggregates across its
 * includes. */
bool orm_is_grouped(const orm_find *find);

/* The level of a finder whose rows are groups of the rows of the join of all its includes, which
 * are objects in its rows. */
orm_level *orm_compile_grouped(orm_compiler *c, const orm_find *find);

/* How a call among the attributes is answered: as its argument, where its function gives one of
 * its argument's values or a sum of them. */
const orm_form *orm_compile_call_form(orm_compiler *c, const orm_expr *expr);

/* The call, or where it is min or max of an ENUM: the least or greatest label as declared. */
orm_expr *orm_compile_extreme(orm_compiler *c, orm_expr *expr);

/* What an aggregate function makes of an attribute's values ("*": of the rows); its key is the
 * caller's. */
orm_output *orm_compile_value_of(orm_compiler *c, const orm_relation *relation,
                                 const orm_json *function, const orm_json *attribute,
                                 bool is_distinct);

/* The options of a number of instances or a value over them: scopes (merged into `merged`) say
 * which instances there are, not what is shown of them, in which order and how many, as in
 * Sequelize. */
const orm_json *orm_options_of_number(orm_compiler *c, const orm_find *asked,
                                      const orm_json *merged);

/* Makes a root's level one of find->aggregate over its instances: a row per group, or one. */
void orm_compile_aggregate(orm_compiler *c, const orm_find *find, orm_level *level,
                           const orm_relation *relation);

/* The place among the outputs of what `attributes` calls by this name, or NULL: parameters inside
 * an expression would make two of one. */
orm_expr *orm_compile_ordinal(orm_compiler *c, orm_text name);

#endif
