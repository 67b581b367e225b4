/* write.h - create, update, destroy: documents to changed rows. */
#ifndef ORM_WRITE_WRITE_H
#define ORM_WRITE_WRITE_H

#include "exec/session.h"
#include "query/find.h"

/* Stores a new row and appends it, as it is stored, to `out`; false: `ignoreDuplicates` left it
 * out.
 */
bool orm_insert_run(orm_call *call, const orm_model *model, const orm_json *row,
                    const orm_json *options, orm_buffer *out);

/* Checks the options of orm_create and, with `through`, of a new target's. */
void orm_insert_check(orm_compiler *c, const orm_json *options, bool has_through);

/* Stores the items of a list.  Appends the rows to `out` in the order given, or nothing when `out`
 * is NULL; the number of rows. */
int64_t orm_bulk_insert_run(orm_call *call, const orm_model *model, orm_text items,
                            const orm_json *options, orm_buffer *out);

/* The same over the rows that are there, which get what each item has. */
int64_t orm_bulk_upsert_run(orm_call *call, const orm_model *model, orm_text items,
                            const orm_json *options, orm_buffer *out);

/* Changes the rows of the items' keys, each to what its item has.  Appends them in the order of the
 * items; the number of rows. */
int64_t orm_bulk_update_run(orm_call *call, const orm_model *model, orm_text items,
                            const orm_json *options, orm_buffer *out);

/* The same of items that were taken from other documents, at these places. */
int64_t orm_bulk_update_items(orm_call *call, const orm_model *model, orm_text items,
                              const orm_json *const *places, const orm_json *options,
                              orm_buffer *out);

/* The options of orm_bulk_create. */
void orm_bulk_insert_check(orm_compiler *c, const orm_json *options);

/* Changes the rows that `where` chooses.  Appends them to `out` (NULL: they are not wanted); their
 * number. */
int64_t orm_update_run(orm_call *call, const orm_model *model, const orm_json *row,
                       const orm_json *options, const orm_json *params, orm_buffer *out);

/* Changes the row of a key (an object may hold more than the key) and appends it; false: there is
 * none.  Raises OptimisticLockError where a version is carried that the row does not have. */
bool orm_update_by_key_run(orm_call *call, const orm_model *model, const orm_json *key,
                           const orm_json *row, const orm_json *options, orm_buffer *out);

/* Deletes the rows that `where` chooses, softly where the model is paranoid; their number.  With
 * `truncate` "where" may be absent; what empties a table for good is orm_truncate's. */
int64_t orm_destroy_run(orm_call *call, const orm_model *model, const orm_json *options,
                        const orm_json *params);

/* Checks the options of orm_destroy. */
void orm_destroy_check(orm_call *call, const orm_json *options);

/* Deletes the row of a key; 1, or 0 where there is none. */
int64_t orm_destroy_by_key_run(orm_call *call, const orm_model *model, const orm_json *key,
                               const orm_json *options);

/* Brings back rows that were deleted softly; how many `where` chooses. */
int64_t orm_restore_run(orm_call *call, const orm_model *model, const orm_json *options,
                        const orm_json *params);
int64_t orm_restore_by_key_run(orm_call *call, const orm_model *model, const orm_json *key,
                               const orm_json *options);

/* Adds to attributes (orm_decrement subtracts): `doc` is a name, a list of names, or an object of
 * amounts.  Appends the rows to `out` (NULL: they are not wanted); their number. */
int64_t orm_increment_run(orm_call *call, const orm_model *model, const orm_json *doc,
                          const orm_json *options, const orm_json *params, orm_buffer *out);

/* Stores an instance, new or over the row of its key, and appends it. */
void orm_save_run(orm_call *call, const orm_model *model, const orm_json *row,
                  const orm_json *options, orm_buffer *out);

/* What a saved document has under the names of associations that the option `children` names is
 * saved with it: appends the row with these associations as they are then.  `key` NULL: as
 * orm_save_run() does; else as orm_update_by_key_run().  False: there is no row of this key. */
bool orm_children_save(orm_call *call, const orm_model *model, const orm_json *key,
                       const orm_json *row, const orm_json *options, orm_buffer *out);

/* Stores a row, new or over the one that has its unique key, and appends it and whether it is new:
 * `[instance,true]`. */
void orm_upsert_run(orm_call *call, const orm_model *model, const orm_json *row,
                    const orm_json *options, orm_buffer *out);

/* Finds the first row, or makes it of `where` and `defaults`; appends it and whether it is new.
 * False: nothing was found by a call that only read until now, and must begin anew (host->write()).
 */
typedef enum orm_find_or {
    ORM_FIND_OR_CREATE,
    ORM_FIND_OR_BUILD,   /* what is made is not stored */
    ORM_FIND_CREATE_FIND /* a row that cannot be made nor found is null */
} orm_find_or;

bool orm_find_or_run(orm_call *call, const orm_model *model, const orm_json *options,
                     orm_find_or otherwise, orm_buffer *out);

/* ---- what the writes share */

/* Appends each row that a statement returns. */
typedef struct orm_returned {
    orm_sink sink;
    orm_host *host;
    const orm_output *const *outputs;
    uint16_t count;
    orm_buffer *out;
    uint32_t rows;
    bool is_first; /* one is enough */
} orm_returned;

void orm_returned_open(orm_returned *returned, orm_host *host, const orm_output *const *outputs,
                       uint16_t count, orm_buffer *out);

#endif
