/* write.h - create, update, destroy: documents to changed rows. */
#ifndef ORM_WRITE_WRITE_H
#define ORM_WRITE_WRITE_H

#include "exec/session.h"
#include "query/find.h"

/* Stores a new row and appends it, as it is stored, to `out`. */
void orm_insert_run(orm_call *call, const orm_model *model, const orm_json *row,
                    const orm_json *options, orm_buffer *out);

/* Checks the options of orm_create and, with `through`, of a new target's. */
void orm_insert_check(orm_compiler *c, const orm_json *options, bool has_through);

/* Stores the items of a list.  Appends the rows to `out` in the order given, or nothing when `out`
 * is NULL; the number of rows. */
int64_t orm_bulk_insert_run(orm_call *call, const orm_model *model, orm_text items,
                            const orm_json *options, orm_buffer *out);

/* The options of orm_bulk_create. */
void orm_bulk_insert_check(orm_compiler *c, const orm_json *options);

/* Changes the rows that `where` chooses.  Appends them to `out` (NULL: they are not wanted); their
 * number. */
int64_t orm_update_run(orm_call *call, const orm_model *model, const orm_json *row,
                       const orm_json *options, const orm_json *params, orm_buffer *out);

/* Deletes the rows that `where` chooses, softly where the model is paranoid; their number. */
int64_t orm_destroy_run(orm_call *call, const orm_model *model, const orm_json *options,
                        const orm_json *params);

/* ---- what the writes share */

/* Appends each row that a statement returns. */
typedef struct orm_returned {
    orm_sink sink;
    orm_host *host;
    const orm_output *const *outputs;
    uint16_t count;
    orm_buffer *out;
    uint32_t rows;
} orm_returned;

void orm_returned_open(orm_returned *returned, orm_host *host, const orm_output *const *outputs,
                       uint16_t count, orm_buffer *out);

#endif
