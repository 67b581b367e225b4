/* arena.h - where everything the core builds lives.
 *
 * An arena hands out memory that is freed all at once, by whoever opened it: a call's arena when
 * the call ends, with success or without; a catalog's or a plan's arena when nothing is pinned to
 * it any more.  The core frees nothing piece by piece, which is what makes it safe to leave it by a
 * long jump.
 *
 * An arena asks the engine for blocks (a memory context on PostgreSQL, sqlite3_malloc64 on SQLite)
 * through its `more` function, which does not return when there is no memory. */
#ifndef ORM_BASE_ARENA_H
#define ORM_BASE_ARENA_H

#include <stdarg.h>

#include "base/text.h"

enum { ORM_ARENA_ALIGNMENT = 8 };

typedef struct orm_arena orm_arena;

struct orm_arena {
    char *next;   /* first free byte of the current block */
    char *end;    /* its end */
    size_t total; /* bytes asked of the engine so far */
    /* A block of `size` bytes, aligned for anything, that lives as long as the arena. */
    void *(*more)(orm_arena *arena, size_t size);
    /* Frees every block, and the arena itself when it lies in one. */
    void (*free)(orm_arena *arena);
};

/* What orm_alloc() does where the current block has no room. */
void *orm_alloc_more(orm_arena *arena, size_t size);

/* `size` bytes, not set, aligned to 8. */
static inline void *orm_alloc(orm_arena *arena, size_t size)
{
    char *place = arena->next;
    size_t room = (size_t)(arena->end - place);

    if (size == 0 || size > room || room - size < ORM_ARENA_ALIGNMENT)
        return orm_alloc_more(arena, size);
    arena->next =
        place + (size + ORM_ARENA_ALIGNMENT - 1) / ORM_ARENA_ALIGNMENT * ORM_ARENA_ALIGNMENT;
    return place;
}

/* `size` bytes of zeroes. */
void *orm_alloc_zero(orm_arena *arena, size_t size);

/* A zeroed object, or an array of `n`. */
#define ORM_NEW(arena, type)      ((type *)orm_alloc_zero((arena), sizeof(type)))
#define ORM_NEW_N(arena, type, n) ((type *)orm_alloc_zero((arena), orm_size_mul((n), sizeof(type))))

/* Product that saturates, so that an overflow becomes a refused allocation. */
static inline size_t orm_size_mul(size_t left, size_t right)
{
    size_t product;

    return __builtin_mul_overflow(left, right, &product) ? SIZE_MAX : product;
}

/* A copy of `text` in the arena, with a zero byte behind it. */
orm_text orm_text_copy(orm_arena *arena, orm_text text);

/* printf into the arena; `%.*s` takes (int)length, pointer. */
orm_text orm_text_format(orm_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
orm_text orm_text_format_list(orm_arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* The arguments of `%.*s` for a text. */
#define ORM_ARG(text) (int)(text).length, (text).data

#endif
