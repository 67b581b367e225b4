/* page.h - keyset pages: rows and the cursors of their first and last. */
#ifndef ORM_EXEC_PAGE_H
#define ORM_EXEC_PAGE_H

#include "exec/find.h"
#include "query/page.h"

/* Appends {"rows", "pageInfo"} of find->page, which has `size` rows at most. */
void orm_page_run(orm_call *call, const orm_find *find, const orm_json *params, int64_t size,
                  orm_buffer *out);

/* The values of a cursor; NULL where the text is none. */
const orm_json *orm_cursor_read(orm_ctx *ctx, orm_text text, const char *name);

#endif
