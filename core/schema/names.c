/* names.c - names for what is made: free ones.  See schema.h.
 *
 * Two models can give one name to their indexes ("a_b" with "c", "a" with "b_c"), and a hand-made
 * one may be in the way. */
#include "base/names.h"
#include "schema/schema.h"

static bool is_taken(const orm_sync *sync, orm_text schema, orm_text name)
{
    for (uint32_t i = 0; i + 1 < sync->taken.count; i += 2)
        if (orm_text_equal(sync->taken.items[i], schema) &&
            (sync->dialect->has_schemas
                 ? orm_text_equal(sync->taken.items[i + 1], name)
                 : orm_text_equal_ascii_fold(sync->taken.items[i + 1], name)))
            return true;
    return false;
}

void orm_name_take(orm_sync *sync, orm_text schema, orm_text name)
{
    orm_text *items;

    if (sync->taken.count == sync->taken_capacity) {
        sync->taken_capacity = sync->taken_capacity ? sync->taken_capacity * 2 : 64;
        items = ORM_NEW_N(sync->ctx->arena, orm_text, sync->taken_capacity);
        if (sync->taken.count)
            memcpy(items, sync->taken.items, sync->taken.count * sizeof *items);
        sync->taken.items = items;
    }
    items = (orm_text *)sync->taken.items;
    items[sync->taken.count++] = schema;
    items[sync->taken.count++] = name;
}

void orm_name_release(orm_sync *sync, orm_text schema, orm_text name)
{
    orm_text *items = (orm_text *)sync->taken.items;

    for (uint32_t i = 0; i + 1 < sync->taken.count; i += 2)
        if (orm_text_equal(items[i + 1], name) && orm_text_equal(items[i], schema))
            items[i + 1] = ORM_TEXT("");
}

orm_text orm_name_free(orm_sync *sync, orm_text schema, orm_text name)
{
    orm_text free = name;

    for (int number = 1; is_taken(sync, schema, free); number++)
        free = orm_identifier_shorten(
            sync->ctx->arena, orm_text_format(sync->ctx->arena, "%.*s_%d", ORM_ARG(name), number));
    orm_name_take(sync, schema, free);
    return free;
}
