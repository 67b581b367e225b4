/* plans.h - the shape cache: finished plans by what a call looks like, its values left out.
 *
 * The key is the function, the model and the shape of the documents (query/shape.h).  A plan
 * belongs to the catalog it was made from, and goes with it. */
#ifndef ORM_EXEC_PLANS_H
#define ORM_EXEC_PLANS_H

#include "exec/session.h"

/* What every cached plan begins with. */
struct orm_plan {
    orm_arena *arena;
    const orm_catalog *catalog;
    uint64_t hash;
    orm_text shape;
    orm_plan *next_in_bucket;
    orm_plan *newer;
    orm_plan *older;
    uint32_t pins;
    bool is_unlinked;
};

/* A plan that a call uses; a call may use several. */
typedef struct orm_pin orm_pin;
struct orm_pin {
    orm_plan *plan;
    orm_pin *next;
};

/* The plan of this shape for the call's catalog, pinned by the call; NULL when there is none. */
orm_plan *orm_plans_find(orm_call *call, uint64_t hash, orm_text shape);

/* Publishes a finished plan that lies in its arena, and pins it. */
void orm_plans_add(orm_call *call, orm_plan *plan);

/* Takes a plan that has become stale out of the cache. */
void orm_plans_remove(orm_call *call, orm_plan *plan);

void orm_plans_unpin(orm_call *call);

/* Unlinks all of them. */
void orm_plans_clear(orm_session *session);

#endif
