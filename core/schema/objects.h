/* objects.h - what sync made: the rows of the catalog table orm_objects.
 *
 * Sync drops only what is recorded here.  A record is
 *
 *     kind     table, column, index, constraint or type
 *     schema   of the table; on SQLite the prefix of its name
 *     name     of the object
 *     parent   the table's name; of tables empty
 *     model    that it was made for
 *     details  JSON: {"comment":true} where the comment is sync's too, {"counter":true} where the
 *              sequence is, {"planned":true} where only a plan has proposed it, {"labels":true}
 * where SQLite's check of an ENUM is
 */
#ifndef ORM_SCHEMA_OBJECTS_H
#define ORM_SCHEMA_OBJECTS_H

#include "base/error.h"

typedef struct orm_object {
    const char *kind;
    orm_text schema;
    orm_text name;
    orm_text parent;
    orm_text model;
    bool has_comment;
    bool has_counter;
    bool has_labels;
    bool is_planned; /* not made, as far as is known: a plan has proposed it */
    struct orm_object *next;
} orm_object;

/* All that is recorded. */
orm_object *orm_objects_read(orm_ctx *ctx);

/* Writes a record, or takes the place of the one of that kind and names. */
void orm_objects_save(orm_ctx *ctx, const orm_object *object);

/* Forgets a record; of a table all that belongs to it, too. */
void orm_objects_forget(orm_ctx *ctx, const orm_object *object);

/* The table and all of its objects under another name. */
void orm_objects_rename_table(orm_ctx *ctx, orm_text schema, orm_text from, orm_text to);

/* The record of an object; `is_folding`: the case of names does not count. */
const orm_object *orm_objects_find(const orm_object *list, bool is_folding, const char *kind,
                                   orm_text schema, orm_text parent, orm_text name);

#endif
