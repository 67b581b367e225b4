/* change.h - changing rows that are there: what update, destroy, restore, increment and their
 * forms by key share.
 *
 *     change = {call, model, …};                      the documents
 *     plan = orm_change_plan_for(&it, &change, …);    from the shape cache, or made
 *     count = orm_change_run(&it, &change, plan, out);
 *
 * Which rows: those of `where` (with the scopes') or, by key, one.  The key is a scalar or an
 * object that holds it, so an instance as it was read will do; where such an object, or the values,
 * carry the model's version, the row must still have it: optimistic locking. */
#ifndef ORM_WRITE_CHANGE_H
#define ORM_WRITE_CHANGE_H

#include "exec/planning.h"
#include "query/plan.h"
#include "write/hooked.h"
#include "write/row.h"
#include "write/rules.h"

typedef struct orm_change {
    orm_call *call;
    const orm_model *model;
    const orm_json *key;     /* of the one row; NULL: `where` chooses */
    const orm_json *row;     /* values, or NULL */
    const orm_json *options; /* or NULL */
    const orm_json *params;  /* or NULL */
    const orm_trial *trial;  /* or NULL; hooked.h */
} orm_change;

typedef struct orm_change_plan {
    orm_planned planned;
    orm_modify modify;
    orm_statement statement;
    const orm_param **parameters;
    const orm_rules *rules;               /* validators, or NULL */
    bool is_empty;                        /* nothing to set: no statement */
    const struct orm_cascade_link *links; /* rows that follow; cascade.h */
    orm_level *before;                    /* reads the rows as they are before; or NULL */
} orm_change_plan;

/* What a key argument holds of the model's key and version, or of its attributes where it has no
 * key: an instance shorn of all else, so that what else it holds is no part of a plan's shape. */
const orm_json *orm_change_key(orm_ctx *ctx, const orm_model *model, const orm_json *node);

/* Fills in a new plan's `modify` (and `rules`, `is_empty`). */
typedef void orm_change_make(orm_compiler *c, const orm_change *change, orm_change_plan *plan);

/* The plan of the change's shape.  `mark` tells this kind of plan from others that functions of the
 * same name make. */
const orm_change_plan *orm_change_plan_for(orm_planning_call *it, const orm_change *change,
                                           char mark, orm_change_make *make);

/* Validates, binds and runs.  Appends the rows to `out` (NULL: they are not wanted); their number.
 */
int64_t orm_change_run(orm_planning_call *it, const orm_change *change, const orm_change_plan *plan,
                       orm_buffer *out);

/* Validates and binds alone: what is wrong is left to change->trial. */
void orm_change_try(orm_planning_call *it, const orm_change *change, const orm_change_plan *plan);

/* The same with another receiver of what the statement returns. */
int64_t orm_change_run_to(orm_planning_call *it, const orm_change *change,
                          const orm_change_plan *plan, orm_sink *sink);

/* Runs plan->before. */
void orm_change_run_before(orm_planning_call *it, const orm_change *change,
                           const orm_change_plan *plan, orm_sink *sink);

/* ---- for the makers */

/* Begins: the statement's table, in the schema that the options name. */
void orm_change_open(orm_compiler *c, const orm_change *change, orm_change_plan *plan,
                     orm_modify_kind kind);

/* There must be a "where", in the call's options or in a scope's: a call that lacks one is taken
 * for a mistake. */
void orm_change_need_where(orm_compiler *c, const orm_json *options);

/* Which rows: the key's, or those of the "where" of `options`.  `limit` is a node of the options,
 * or NULL. */
void orm_change_choose(orm_compiler *c, const orm_change *change, orm_change_plan *plan,
                       const orm_json *options, bool is_paranoid, const orm_json *limit);

/* One more condition. */
void orm_change_restrict(orm_compiler *c, orm_change_plan *plan, orm_expr *condition);

/* The row of the key as it is, for hooks, whether it is deleted or not; NULL: there is none. */
const orm_json *orm_change_stored(const orm_change *change);

/* Whether such a row is marked as deleted. */
bool orm_change_is_deleted(const orm_model *model, const orm_json *stored);

/* Raises what a row of a key that was not found means: OptimisticLockError when a version is
 * carried, unless the row is there and has it (then there was nothing to do). */
void orm_change_check_version(const orm_change *change);

/* The version that the change carries, or NULL. */
const orm_json *orm_change_version(const orm_change *change);

/* Appends the row of the change's key as it is; false when there is none. */
bool orm_change_read(const orm_change *change, orm_buffer *out);

#endif
