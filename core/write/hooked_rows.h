/* hooked_rows.h - writes of many rows with the model's hooks before and after them.
 *
 * The bulk hooks run once, whatever the number of rows.  With `individualHooks` the rows are read
 * first, and each has the hooks of one row as well: one statement per hook and hundred rows.  Where
 * those leave the values as they were, one statement changes all rows, as without them; where they
 * do not, the rows are written as a list (bulk_update.c). */
#ifndef ORM_WRITE_HOOKED_ROWS_H
#define ORM_WRITE_HOOKED_ROWS_H

#include "write/change.h"

/* ---- orm_update */

/* What orm_update does without hooks (update.c); of a trial nothing is changed. */
int64_t orm_update_rows(const orm_change *change, orm_buffer *out);

bool orm_update_has_hooks(const orm_change *change);
int64_t orm_update_hooked(const orm_change *change, orm_buffer *out);

/* ---- orm_destroy, orm_restore */

typedef struct orm_removal {
    int64_t (*run)(const orm_change *change); /* without hooks */
    orm_event before_all;
    orm_event after_all;
    orm_event before_each;
    orm_event after_each;
    bool is_restoring;
} orm_removal;

/* With the hooks that the model has; the number of rows. */
int64_t orm_removal_run(const orm_removal *removal, const orm_change *change);

/* ---- lists: orm_bulk_create, orm_bulk_upsert, orm_bulk_update */

typedef struct orm_list_write {
    int64_t (*run)(orm_call *call, const orm_model *model, orm_text items, const orm_json *options,
                   orm_buffer *out); /* without hooks */
    const orm_hooked_events *events;
    orm_call *call;
    const orm_model *model;
    const orm_json *options;
} orm_list_write;

/* With the bulk hooks that the model has; the number of rows.  `out` NULL: they are not wanted. */
int64_t orm_list_write_run(const orm_list_write *write, orm_text items, orm_buffer *out);

#endif
