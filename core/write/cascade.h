/* cascade.h - rows that are soft-deleted and restored with those that they belong to.
 *
 * Between paranoid models onDelete: CASCADE means that soft deleting a row soft-deletes what
 * belongs to it, level by level; restoring it brings back exactly that set, which has its deletedAt
 * (semantics.md 25).  A level is one or two statements per foreign key, whatever the number of
 * rows.
 */
#ifndef ORM_WRITE_CASCADE_H
#define ORM_WRITE_CASCADE_H

#include "write/change.h"

/* Rows of a paranoid model that belong to another one's. */
typedef struct orm_cascade_link {
    const orm_model *child;
    const orm_attribute *const *foreign; /* of the child */
    const orm_attribute *const *key;     /* that it holds */
    uint32_t count;
    struct orm_cascade_link *next;
} orm_cascade_link;

/* The foreign keys by which rows are deleted with the model's; NULL: there are none. */
orm_cascade_link *orm_cascade_links(orm_ctx *ctx, const orm_catalog *catalog,
                                    const orm_model *model);

/* What must be known of the model's rows: the keys of the links, then deletedAt. */
const orm_attribute **orm_cascade_attributes(orm_ctx *ctx, const orm_model *model,
                                             const orm_cascade_link *links, uint32_t *count);

/* Columns of a relation as what a statement returns. */
const orm_output **orm_cascade_columns(orm_ctx *ctx, const orm_relation *relation,
                                       const orm_attribute *const *attributes, uint32_t count);

/* Receives rows of a model: the values of those attributes. */
typedef struct orm_cascade_rows {
    orm_sink sink;
    orm_ctx *ctx;
    const orm_model *model;
    const orm_json *options; /* of the call: which schema they and their children are in */
    const orm_cascade_link *links;
    const orm_attribute **attributes;
    uint32_t width;
    uint32_t count;
    uint32_t capacity;
    orm_value *values; /* `width` of each row */
    struct orm_cascade_rows *next;
} orm_cascade_rows;

orm_cascade_rows *orm_cascade_rows_open(orm_call *call, const orm_model *model,
                                        const orm_json *options, const orm_cascade_link *links);

/* These rows have been soft-deleted: so are the rows that belong to them. */
void orm_cascade_delete(orm_call *call, orm_cascade_rows *rows);

/* These rows, with their deletedAt of before, are being restored: so are the rows that were deleted
 * with them. */
void orm_cascade_restore(orm_call *call, orm_cascade_rows *rows);

#endif
