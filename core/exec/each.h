/* each.h - a finder's instances one by one, in memory that does not grow with their number.
 *
 * The root's statement stands open; its rows are fetched in batches, and what is below them is read
 * for a batch at a time.  A batch ends with a number of rows or bytes, whichever comes first; the
 * first ones are small, for who stops early. */
#ifndef ORM_EXEC_EACH_H
#define ORM_EXEC_EACH_H

#include "exec/find.h"

typedef struct orm_each orm_each;

/* Opens the statement; nothing is fetched yet.  Documents and params must stay, with the call. */
orm_each *orm_each_open(orm_call *call, const orm_find *find, const orm_json *params,
                        bool is_rejecting);

/* The next instance, valid until the next call; false behind the last.  EmptyResultError where
 * there is none and the caller is rejecting that. */
bool orm_each_next(orm_each *it, orm_text *row);

#endif
