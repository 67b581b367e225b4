/* suggest.h - "did you mean": the known name that is nearest to a given one. */
#ifndef ORM_BASE_SUGGEST_H
#define ORM_BASE_SUGGEST_H

#include "base/arena.h"

/* The candidate with the fewest typing errors between (a character left out, added, changed, or two
 * exchanged; case counts for nothing but to choose among equals, of which the first is taken).
 * Empty when none is near: one error in three characters is allowed. */
orm_text orm_suggest(orm_arena *arena, orm_text given, const orm_text *candidates, size_t count);

#endif
