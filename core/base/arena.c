/* arena.c - bump allocation over blocks of the engine.  See arena.h. */
#include "base/arena.h"

#include <stdio.h>

enum {
    BLOCK_SIZE = 8 * 1024,
    LARGE = BLOCK_SIZE / 4 /* from here on an object gets a block of its own */
};

static size_t round_up(size_t size)
{
    size_t step = ORM_ARENA_ALIGNMENT;

    return size > SIZE_MAX - step ? SIZE_MAX : (size + step - 1) / step * step;
}

static void *from_new_block(orm_arena *arena, size_t size)
{
    char *block;

    if (size >= LARGE) {
        arena->total += size;
        return arena->more(arena, size);
    }
    block = arena->more(arena, BLOCK_SIZE);
    arena->total += BLOCK_SIZE;
    arena->next = block + size;
    arena->end = block + BLOCK_SIZE;
    return block;
}

void *orm_alloc_more(orm_arena *arena, size_t size)
{
    char *place = arena->next;
    size_t rounded = round_up(size ? size : 1);

    if (rounded > (size_t)(arena->end - place))
        return from_new_block(arena, rounded);
    arena->next = place + rounded;
    return place;
}

void *orm_alloc_zero(orm_arena *arena, size_t size)
{
    return memset(orm_alloc(arena, size), 0, size);
}

orm_text orm_text_copy(orm_arena *arena, orm_text text)
{
    char *copy = orm_alloc(arena, text.length + 1);

    if (text.length)
        memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return (orm_text){copy, text.length};
}

orm_text orm_text_format_list(orm_arena *arena, const char *format, va_list args)
{
    va_list again;
    int length;
    char *out;

    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    out = orm_alloc(arena, (size_t)length + 1);
    vsnprintf(out, (size_t)length + 1, format, again);
    va_end(again);
    return (orm_text){out, (size_t)length};
}

orm_text orm_text_format(orm_arena *arena, const char *format, ...)
{
    va_list args;
    orm_text text;

    va_start(args, format);
    text = orm_text_format_list(arena, format, args);
    va_end(args);
    return text;
}
