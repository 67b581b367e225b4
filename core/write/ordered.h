/* ordered.h - the rows of a change in the order of their key, where the engine cannot sort what a
 * statement returns. */
#ifndef ORM_WRITE_ORDERED_H
#define ORM_WRITE_ORDERED_H

#include "exec/levels.h"
#include "query/modify.h"

/* Runs the statement and appends its rows, sorted by the last modify->key_count columns; their
 * number. */
int64_t orm_ordered_run(orm_ctx *ctx, const orm_modify *modify, const orm_statement *statement,
                        const orm_value *parameters, orm_buffer *out);

#endif
