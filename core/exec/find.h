/* find.h - the finders: documents to rows. */
#ifndef ORM_EXEC_FIND_H
#define ORM_EXEC_FIND_H

#include "exec/levels.h"
#include "exec/planning.h"
#include "exec/session.h"
#include "query/find.h"

/* The tree of levels for a finder, from the cache or made; `it` then holds the call's slots. */
const orm_level *orm_find_plan(orm_planning_call *it, orm_call *call, const orm_find *find,
                               const orm_json *params);

/* Finds and appends the answer to `out`; the number of roots.  `params` may be NULL. */
uint32_t orm_find_run(orm_call *call, const orm_find *find, const orm_json *params,
                      orm_answer answer, orm_buffer *out);

/* Raises that nothing was found, for `rejectOnEmpty`. */
_Noreturn void orm_find_reject(orm_call *call, const orm_model *model);

/* The number of instances that the finder gives without limit and offset; with the option `col`, of
 * the values of that attribute that are not null. */
int64_t orm_count_run(orm_call *call, const orm_find *find, const orm_json *params);

/* Appends the value of find->aggregate, of the first group where there are groups; false when it is
 * null or there is no row. */
bool orm_aggregate_run(orm_call *call, const orm_find *find, const orm_json *params,
                       orm_buffer *out);

#endif
