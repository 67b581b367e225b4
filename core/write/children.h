/* children.h - what the files of saving with children share.  Private to them. */
#ifndef ORM_WRITE_CHILDREN_H
#define ORM_WRITE_CHILDREN_H

#include "write/link.h"

typedef enum orm_child_mode { ORM_CHILD_REPLACE, ORM_CHILD_MERGE, ORM_CHILD_IGNORE } orm_child_mode;

/* One association that the option `children` names. */
typedef struct orm_branch {
    const orm_association *association;
    orm_child_mode mode;
    const orm_json *member; /* of the document; NULL: it is left alone */
    struct orm_branch *next;
} orm_branch;

typedef struct orm_saving {
    orm_call *call;
    const orm_model *model;
    const orm_json *options; /* of the call */
    const orm_json *below;   /* those that children have, too */
    orm_branch *branches;
    const orm_json *row; /* the document's attributes alone, with the keys of what it belongs to */
} orm_saving;

/* An object of values is wanted there. */
void orm_saving_check_object(const orm_saving *it, const orm_model *model, const orm_json *node);

/* An instance as it was answered, without what getters have changed; closes the buffer. */
const orm_json *orm_saving_read(const orm_saving *it, const orm_model *model, orm_buffer *answer);

/* ---- children_rows.c */

/* Saves what the document has under the name of a hasOne or hasMany association. */
void orm_saving_has(const orm_saving *it, orm_linking *owner, const orm_branch *at);

/* The same of a many-to-many association. */
void orm_saving_many(const orm_saving *it, orm_linking *owner, const orm_branch *at);

#endif
