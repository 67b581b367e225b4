/* keyset.c - a hash table of keys.  See keyset.h. */
#include "exec/keyset.h"

void orm_keyset_open(orm_keyset *set, orm_ctx *ctx, uint16_t parts)
{
    memset(set, 0, sizeof *set);
    set->ctx = ctx;
    set->parts = parts;
}

void orm_keyset_close(orm_keyset *set)
{
    orm_host *host = set->ctx->host;

    if (set->capacity == 0)
        return;
    host->release(host, set->keys);
    host->release(host, set->entries);
    host->release(host, set->table);
    set->count = set->capacity = set->table_size = 0;
}

static uint64_t hash_key(const orm_value *key, uint16_t parts)
{
    uint64_t hash = ORM_HASH_SEED;

    for (uint16_t i = 0; i < parts; i++)
        if (key[i].kind == ORM_VALUE_INTEGER)
            hash = (hash ^ (uint64_t)key[i].as.integer) * UINT64_C(0x9E3779B97F4A7C15);
        else
            hash = orm_text_hash(key[i].as.text, hash);
    return hash ^ hash >> 32;
}

static bool equal_keys(const orm_value *left, const orm_value *right, uint16_t parts)
{
    for (uint16_t i = 0; i < parts; i++) {
        if (left[i].kind != right[i].kind)
            return false;
        if (left[i].kind == ORM_VALUE_INTEGER ? left[i].as.integer != right[i].as.integer
                                              : !orm_text_equal(left[i].as.text, right[i].as.text))
            return false;
    }
    return true;
}

/* The place in the table where the key is, or where it would be. */
static uint32_t *place_of(const orm_keyset *set, const orm_value *key)
{
    uint32_t mask = set->table_size - 1;
    uint32_t place = (uint32_t)hash_key(key, set->parts) & mask;

    while (set->table[place] &&
           !equal_keys(&set->keys[(size_t)(set->table[place] - 1) * set->parts], key, set->parts))
        place = (place + 1) & mask;
    return &set->table[place];
}

uint32_t orm_keyset_find(const orm_keyset *set, const orm_value *key)
{
    return set->table_size ? *place_of(set, key) - 1 : ORM_NO_ENTRY;
}

static void *longer(const orm_keyset *set, void *old, size_t size)
{
    return set->ctx->host->resize(set->ctx->host, old, orm_size_mul(set->capacity, size),
                                  ORM_LIFE_CALL);
}

static void grow(orm_keyset *set)
{
    set->capacity = set->capacity ? set->capacity * 2 : 16;
    set->keys = longer(set, set->keys, set->parts * sizeof *set->keys);
    set->entries = longer(set, set->entries, sizeof *set->entries);
    set->table_size = set->capacity * 2;
    set->table = longer(set, set->table, 2 * sizeof *set->table);
    memset(set->table, 0, set->table_size * sizeof *set->table);
    for (uint32_t i = 0; i < set->count; i++)
        *place_of(set, &set->keys[(size_t)i * set->parts]) = i + 1;
}

uint32_t orm_keyset_add(orm_keyset *set, const orm_value *key)
{
    uint32_t *place = set->table_size ? place_of(set, key) : NULL;

    if (place && *place)
        return *place - 1;
    if (set->count == set->capacity) {
        grow(set);
        place = place_of(set, key);
    }
    memcpy(&set->keys[(size_t)set->count * set->parts], key, set->parts * sizeof *key);
    set->entries[set->count] = (orm_key_entry){ORM_NO_ENTRY, ORM_NO_ENTRY, 0};
    *place = ++set->count;
    return set->count - 1;
}

orm_value orm_keyset_list(const orm_keyset *set, uint16_t part)
{
    orm_value *items;

    if (set->parts == 1)
        return (orm_value){.kind = ORM_VALUE_LIST, .count = set->count, .as.list = set->keys};
    items = ORM_NEW_N(set->ctx->arena, orm_value, set->count);
    for (uint32_t i = 0; i < set->count; i++)
        items[i] = set->keys[(size_t)i * set->parts + part];
    return (orm_value){.kind = ORM_VALUE_LIST, .count = set->count, .as.list = items};
}
