/* insert.h - one new row, for all functions that may make one. */
#ifndef ORM_WRITE_INSERT_H
#define ORM_WRITE_INSERT_H

#include "catalog/keys.h"
#include "exec/problems.h"
#include "exec/session.h"
#include "write/hooked.h"

typedef struct orm_insertion {
    orm_call *call;
    const orm_model *model;
    const orm_json *row;
    const orm_json *options;
    const orm_key *keys; /* that the options may have */
    size_t key_count;
    bool is_instance; /* as it was read: what is generated is no mistake */
    bool is_skipping; /* a row that conflicts with one that is there is left out */
} orm_insertion;

/* Validates and stores the row, with the model's hooks around it, and appends it as it is stored to
 * `out`; false: it was left out. */
bool orm_insert_row(const orm_insertion *insertion, orm_buffer *out);

#endif
