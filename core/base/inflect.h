/* inflect.h - plural and singular of English words, as Sequelize 6 gets them from inflection 1.13.
 *
 * The rules are data (inflect_data.h), odd answers included ("Leaf": "Leafs"), for the names of
 * existing tables depend on them; orm_config('inflection') overrides single words.  Base floor:
 * text in, text out. */
#ifndef ORM_BASE_INFLECT_H
#define ORM_BASE_INFLECT_H

#include "base/arena.h"

/* Words with plurals of their own.  They match with either case of their first letter, which the
 * answer keeps. */
typedef struct orm_inflection {
    orm_text singular;
    orm_text plural;
} orm_inflection;

typedef struct orm_inflections {
    const orm_inflection *pairs;
    size_t count;
} orm_inflections;

/* `overrides` may be NULL.  A word that is a plural already (a singular) stays as it is, as far as
 * the rules can tell. */
orm_text orm_pluralize(orm_arena *arena, orm_text word, const orm_inflections *overrides);
orm_text orm_singularize(orm_arena *arena, orm_text word, const orm_inflections *overrides);

#endif
