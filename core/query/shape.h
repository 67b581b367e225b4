/* shape.h - what a call looks like, its values left out.
 *
 * The shape of a call's documents is a text: the structure, all names, and of every value in a
 * condition its kind alone (null, true, false, number, string; of a list of scalars the kinds that
 * are in it).  Two calls of one shape have one plan; their values are slots, numbered in the order
 * in which they are met.
 *
 * Walking marks the nodes: node->slot is the number of its slot, or -1 where the node is part of
 * the shape itself and may be used as a constant. */
#ifndef ORM_QUERY_SHAPE_H
#define ORM_QUERY_SHAPE_H

#include "base/json.h"

typedef struct orm_shape {
    orm_buffer text;
    const orm_json **slots;
    uint32_t slot_count;
    uint32_t slot_capacity;
    orm_ctx *ctx;
    bool has_list_lengths; /* lists are printed item by item: their length, rounded up, is shape */
} orm_shape;

/* Begins a shape with the function's and the model's name. */
void orm_shape_open(orm_shape *shape, orm_ctx *ctx, const char *function, orm_text model);

/* Adds a name that the call has beside its documents, `mark` saying what it names. */
void orm_shape_name(orm_shape *shape, char mark, orm_text name);

/* Adds a document of options: names, structure; what stands under where, having, limit, offset and
 * on is slots.  Of its own `params` and `now` only the kind is shape.  NULL: absent. */
void orm_shape_options(orm_shape *shape, const orm_json *options);

/* Adds a document of conditions or values, all slots. */
void orm_shape_values(orm_shape *shape, const orm_json *values);

/* Adds a key, or a cursor: each part is a slot of its own.  NULL: absent. */
void orm_shape_key(orm_shape *shape, const orm_json *key);

/* Adds a document of values to be stored: the names of its members are shape, each value is a slot.
 */
void orm_shape_row(orm_shape *shape, const orm_json *row);

/* The finished text and its hash. */
orm_text orm_shape_text(orm_shape *shape, uint64_t *hash);

/* Kinds of JSON in a list of scalars, as a mask of 1 << kind. */
uint32_t orm_list_kinds(const orm_json *list);

/* Number of places that a list of `count` items is printed with, where lists are printed item by
 * item: the next power of two. */
uint32_t orm_list_places(uint32_t count);

#endif
