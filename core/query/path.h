/* path.h - names that lead through includes: "author.company.name".
 *
 * A path starts at the root of the call and goes from include to include; a through model's name
 * leads from a many-to-many include to its through row.  Where it ends is a place: a relation of
 * the statement that is being compiled. */
#ifndef ORM_QUERY_PATH_H
#define ORM_QUERY_PATH_H

#include "query/find.h"

/* The root of a call and its includes, with their relations in the statement that is being
 * compiled. */
typedef struct orm_tree {
    const orm_model *model;
    const orm_association *of; /* of a getter: the root's rows come with through rows */
    orm_include *includes;
    const orm_relation *relation; /* NULL: the root is not in this statement */
    const orm_relation *through;  /* a getter's */
    bool may_join;                /* an include that a path names joins the statement */
    uint32_t path_count;          /* paths met so far */
} orm_tree;

/* Where a path has come to. */
typedef struct orm_waypoint {
    const orm_model *model;
    orm_include *include; /* NULL: the root */
    bool is_through;      /* the through row of it */
} orm_waypoint;

orm_waypoint orm_waypoint_root(const orm_compiler *c);

/* One step on, by an alias or a through model's name; InvalidOptionError at `node` where there is
 * none. */
orm_waypoint orm_waypoint_step(orm_compiler *c, orm_waypoint place, orm_text name,
                               const orm_json *node);

/* One step on, by the model that an include has, which must be the only one. */
orm_waypoint orm_waypoint_step_model(orm_compiler *c, orm_waypoint place, orm_text model,
                                     const orm_json *node);

/* The relation at a place.  Raises where the statement cannot see it. */
const orm_relation *orm_waypoint_relation(orm_compiler *c, orm_waypoint place,
                                          const orm_json *node);

/* "a.b.name", or "name" of the root. */
orm_expr *orm_compile_path(orm_compiler *c, orm_text path, const orm_json *node);

/* Whether conditions hold a path anywhere. */
bool orm_has_path(const orm_json *where);

#endif
