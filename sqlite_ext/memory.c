/* memory.c - arenas and blocks over sqlite3_malloc64().
 *
 * The core is left by a jump, so whatever it was given is found again from the call: its arenas,
 * its blocks and those that may become its result.  A result's block is handed to SQLite as it is,
 * so it has no header of ours and is listed beside.  The first block of nearly every call is one
 * that an earlier call has left. */
#include "orm_lite.h"

struct orm_lite_block {
    orm_lite_block *next;
    size_t size; /* of the memory behind */
};

/* Before a block of ORM_LIFE_CALL.  The core opens and closes a buffer for nearly every value that
 * it makes, so small ones are kept as well. */
struct orm_lite_held {
    orm_lite_held *next;
    orm_lite_held **link; /* what points to this one */
    size_t size;          /* of the memory behind */
};

enum { SMALL = 512 };

/* Beside a block of ORM_LIFE_RESULT; lies in the call's arena. */
struct orm_lite_handed {
    orm_lite_handed *next;
    void *block; /* NULL: free to be used again */
};

/* More than SQLite ever gives, and far from an overflow when a header is added. */
#define TOO_LARGE ((size_t)1 << 40)

/* ---- blocks of arenas */

static orm_lite_block *take_block(orm_lite_connection *connection, size_t size)
{
    orm_lite_block *block = connection->spare;

    if (size == ORM_LITE_BLOCK && block) {
        connection->spare = block->next;
        connection->spare_count--;
        return block;
    }
    block = size < TOO_LARGE ? sqlite3_malloc64(sizeof *block + size) : NULL;
    if (block)
        block->size = size;
    return block;
}

static void leave_block(orm_lite_connection *connection, orm_lite_block *block)
{
    if (block->size != ORM_LITE_BLOCK || connection->spare_count == ORM_LITE_SPARE_LIMIT) {
        sqlite3_free(block);
        return;
    }
    block->next = connection->spare;
    connection->spare = block;
    connection->spare_count++;
}

/* ---- arenas */

/* orm_arena.more: whoever's arena it is, it is the innermost call that needs the memory. */
static void *more(orm_arena *arena, size_t size)
{
    orm_lite_arena *mine = (orm_lite_arena *)arena;
    orm_lite_block *block = take_block(mine->connection, size);

    if (block == NULL)
        orm_lite_raise_no_memory(mine->connection->call);
    block->next = mine->blocks;
    mine->blocks = block;
    return block + 1;
}

static void unlink_arena(orm_lite_arena *arena)
{
    if (arena->link == NULL)
        return;
    *arena->link = arena->next;
    if (arena->next)
        arena->next->link = arena->link;
    arena->link = NULL;
}

static void free_blocks(orm_lite_connection *connection, orm_lite_block *block)
{
    while (block) {
        orm_lite_block *next = block->next;

        leave_block(connection, block);
        block = next;
    }
}

/* orm_arena.free: the arena lies in its own first block. */
static void free_arena(orm_arena *arena)
{
    orm_lite_arena *mine = (orm_lite_arena *)arena;

    unlink_arena(mine);
    free_blocks(mine->connection, mine->blocks);
}

static void set_up(orm_lite_arena *arena, orm_lite_connection *connection)
{
    *arena = (orm_lite_arena){{.more = more, .free = free_arena}, connection, NULL, NULL, NULL};
}

orm_arena *orm_lite_arena_open(orm_host *host)
{
    orm_lite_call *call = orm_lite_call_of(host);
    orm_lite_block *block = take_block(call->connection, ORM_LITE_BLOCK);
    orm_lite_arena *arena;

    if (block == NULL)
        orm_lite_raise_no_memory(call);
    arena = (orm_lite_arena *)(block + 1);
    set_up(arena, call->connection);
    block->next = NULL;
    arena->blocks = block;
    arena->arena.next = (char *)(arena + 1);
    arena->arena.end = (char *)(block + 1) + ORM_LITE_BLOCK;
    arena->arena.total = ORM_LITE_BLOCK;
    arena->next = call->arenas;
    arena->link = &call->arenas;
    if (arena->next)
        arena->next->link = &arena->next;
    call->arenas = arena;
    return &arena->arena;
}

void orm_lite_arena_keep(orm_host *host, orm_arena *arena)
{
    (void)host;
    unlink_arena((orm_lite_arena *)arena);
}

/* ---- blocks that grow */

static void link_held(orm_lite_held *held, orm_lite_held **link)
{
    held->link = link;
    *link = held;
    if (held->next)
        held->next->link = &held->next;
}

static orm_lite_held *new_held(orm_lite_connection *connection, size_t size)
{
    orm_lite_held *held = connection->small;

    if (size < SMALL)
        size = SMALL;
    if (size == SMALL && held) {
        connection->small = held->next;
        connection->small_count--;
        return held;
    }
    held = size < TOO_LARGE ? sqlite3_malloc64(sizeof *held + size) : NULL;
    if (held)
        held->size = size;
    return held;
}

static void *open_held(orm_lite_call *call, size_t size)
{
    orm_lite_held *held = new_held(call->connection, size);

    if (held == NULL)
        orm_lite_raise_no_memory(call);
    held->next = call->blocks;
    link_held(held, &call->blocks);
    return held + 1;
}

static void *resize_held(orm_lite_call *call, void *block, size_t size)
{
    orm_lite_held *held = (orm_lite_held *)block - 1;

    if (size <= held->size)
        return block;
    held = size < TOO_LARGE ? sqlite3_realloc64(held, sizeof *held + size) : NULL;
    if (held == NULL)
        orm_lite_raise_no_memory(call);
    held->size = size;
    link_held(held, held->link);
    return held + 1;
}

/* The entry of this block; of NULL, one that is free to be used. */
static orm_lite_handed *find_handed(orm_lite_call *call, const void *block)
{
    orm_lite_handed *handed = call->results;

    while (handed && handed->block != block)
        handed = handed->next;
    return handed;
}

static orm_lite_handed *new_handed(orm_lite_call *call)
{
    orm_lite_handed *handed = ORM_NEW(&call->arena.arena, orm_lite_handed);

    handed->next = call->results;
    call->results = handed;
    return handed;
}

static void *resize_handed(orm_lite_call *call, void *block, size_t size)
{
    orm_lite_handed *handed = find_handed(call, block);
    void *longer;

    if (handed == NULL)
        handed = new_handed(call);
    longer = size < TOO_LARGE ? sqlite3_realloc64(block, size ? size : 1) : NULL;
    if (longer == NULL)
        orm_lite_raise_no_memory(call);
    handed->block = longer;
    return longer;
}

void *orm_lite_resize(orm_host *host, void *block, size_t size, orm_life life)
{
    orm_lite_call *call = orm_lite_call_of(host);

    if (life == ORM_LIFE_RESULT)
        return resize_handed(call, block, size);
    return block ? resize_held(call, block, size) : open_held(call, size);
}

void orm_lite_memory_hand_over(orm_lite_call *call, void *block)
{
    orm_lite_handed *handed = find_handed(call, block);

    if (handed)
        handed->block = NULL;
}

static void free_held(orm_lite_connection *connection, orm_lite_held *held)
{
    *held->link = held->next;
    if (held->next)
        held->next->link = held->link;
    if (held->size != SMALL || connection->small_count == ORM_LITE_SPARE_LIMIT) {
        sqlite3_free(held);
        return;
    }
    held->next = connection->small;
    connection->small = held;
    connection->small_count++;
}

void orm_lite_release(orm_host *host, void *block)
{
    orm_lite_call *call = orm_lite_call_of(host);
    orm_lite_handed *handed = find_handed(call, block);

    if (block == NULL)
        return;
    if (handed == NULL) {
        free_held(call->connection, (orm_lite_held *)block - 1);
        return;
    }
    handed->block = NULL;
    sqlite3_free(block);
}

/* ---- the call's */

void orm_lite_memory_open(orm_lite_call *call)
{
    set_up(&call->arena, call->connection);
    call->arenas = NULL;
    call->blocks = NULL;
    call->results = NULL;
}

void orm_lite_memory_close(orm_lite_call *call)
{
    for (orm_lite_handed *handed = call->results; handed; handed = handed->next)
        sqlite3_free(handed->block);
    while (call->blocks)
        free_held(call->connection, call->blocks);
    while (call->arenas)
        free_arena(&call->arenas->arena);
    free_blocks(call->connection, call->arena.blocks);
}

/* ---- the connection's */

void orm_lite_memory_clear(orm_lite_connection *connection)
{
    while (connection->spare) {
        orm_lite_block *block = connection->spare;

        connection->spare = block->next;
        sqlite3_free(block);
    }
    while (connection->small) {
        orm_lite_held *held = connection->small;

        connection->small = held->next;
        sqlite3_free(held);
    }
    connection->spare_count = connection->small_count = 0;
}
