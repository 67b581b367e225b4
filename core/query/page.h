/* page.h - keyset pages: the rows behind a cursor. */
#ifndef ORM_QUERY_PAGE_H
#define ORM_QUERY_PAGE_H

#include "query/find.h"

/* One page of a finder's rows. */
typedef struct orm_page {
    const orm_json *cursor; /* values of the order's parts in the row before the page; or NULL */
    bool is_backwards;      /* last/before: the order is turned round, the rows come in reverse */
    bool is_other_side;     /* not the page: one row of those that are not behind the cursor */
} orm_page;

/* The order with the key's attributes behind it, each once, turned round for a page that goes
 * backwards.  With it each row has its place. */
orm_order *orm_compile_page_order(orm_compiler *c, const orm_find *find,
                                  const orm_relation *relation);

/* Makes a root's level one of the page and the row behind it, or (is_other_side) of one row that is
 * not behind the cursor.  The order's values are added to its columns: the cursor of each row. */
void orm_compile_page(orm_compiler *c, const orm_find *find, orm_level *level,
                      const orm_relation *relation);

#endif
