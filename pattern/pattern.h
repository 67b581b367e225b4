/* pattern.h - JavaScript's patterns for both engines and the unit tests, by PCRE2.
 *
 * A binding keeps one orm_patterns per connection or backend and answers host->match with
 * orm_patterns_match().  Compiled patterns stay there, as many as there are places; the one that
 * was not used for the longest time goes first.  Memory is malloc's: it outlives calls and is freed
 * with the session.
 *
 * A match may take so many steps; a pattern that needs more for a text (they grow exponentially
 * with patterns such as (a+)+$) is an error, neither a match nor none. */
#ifndef ORM_PATTERN_PATTERN_H
#define ORM_PATTERN_PATTERN_H

#include "base/error.h"

typedef struct orm_patterns orm_patterns;

/* NULL: no memory. */
orm_patterns *orm_patterns_new(void);
void orm_patterns_free(orm_patterns *patterns); /* NULL is fine */

/* Forgets everything that was compiled. */
void orm_patterns_clear(orm_patterns *patterns);

/* What is wrong with a pattern or its flags, as a sentence; empty: nothing. */
orm_text orm_patterns_problem(orm_patterns *patterns, orm_ctx *ctx, orm_text pattern,
                              orm_text flags);

/* Whether `text`, of valid UTF-8, has a match of `pattern` with JavaScript's `flags`.  Raises
 * DefinitionError, naming it, for a pattern or flags that are not JavaScript's, InvalidOptionError
 * when it takes too many steps. */
bool orm_patterns_match(orm_patterns *patterns, orm_ctx *ctx, orm_text pattern, orm_text flags,
                        orm_text text);

#endif
