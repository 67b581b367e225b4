/* keyset.h - the different keys of a level's parents, each with the chain of its children. */
#ifndef ORM_EXEC_KEYSET_H
#define ORM_EXEC_KEYSET_H

#include "host.h"

#define ORM_NO_ENTRY UINT32_MAX

/* Children of one key, in the order in which they came. */
typedef struct orm_key_entry {
    uint32_t first;
    uint32_t last;
    int64_t count; /* of those that came, shown or not */
} orm_key_entry;

typedef struct orm_keyset {
    orm_ctx *ctx;
    uint16_t parts;
    orm_value *keys; /* `parts` of each entry, one after the other */
    orm_key_entry *entries;
    uint32_t count;
    uint32_t capacity;
    uint32_t *table; /* hash table: entry + 1; size is a power of two */
    uint32_t table_size;
} orm_keyset;

void orm_keyset_open(orm_keyset *set, orm_ctx *ctx, uint16_t parts);

/* Frees it before the call ends. */
void orm_keyset_close(orm_keyset *set);

/* The entry of a key, made when it is new. */
uint32_t orm_keyset_add(orm_keyset *set, const orm_value *key);

/* The entry of a key, or ORM_NO_ENTRY. */
uint32_t orm_keyset_find(const orm_keyset *set, const orm_value *key);

/* Part `part` of every key, as one list. */
orm_value orm_keyset_list(const orm_keyset *set, uint16_t part);

#endif
