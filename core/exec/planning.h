/* planning.h - a call's documents to a plan: from the shape cache, or made and put there. */
#ifndef ORM_EXEC_PLANNING_H
#define ORM_EXEC_PLANNING_H

#include "exec/plans.h"
#include "query/compiler.h"
#include "query/shape.h"
#include "sql/printer.h"

/* What every kind of plan begins with: the cache's part, and where its tables were found. */
typedef struct orm_planned {
    orm_plan plan;
    orm_location *locations;
} orm_planned;

/* One look-up. */
typedef struct orm_planning_call {
    orm_call *call;
    orm_shape shape;
    orm_planned *found; /* or NULL: to be made */
    orm_ctx ctx;        /* of the new plan */
    orm_compiler compiler;
} orm_planning_call;

/* Begins: the shape's documents are added to it.->shape by the caller. */
void orm_planning_open(orm_planning_call *it, orm_call *call, const orm_model *model);

/* Looks the shape up.  True: it->found is a plan that is valid now, pinned.  False: it->compiler is
 * ready to make one; orm_planning_add() publishes it. */
bool orm_planning_find(orm_planning_call *it, const orm_json *params);

void orm_planning_add(orm_planning_call *it, orm_planned *planned);

#endif
