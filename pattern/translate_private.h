/* translate_private.h - shared by translate.c and translate_class.c alone. */
#ifndef ORM_PATTERN_TRANSLATE_PRIVATE_H
#define ORM_PATTERN_TRANSLATE_PRIVATE_H

#include "pattern/translate.h"

typedef struct translator {
    orm_ctx *ctx;
    orm_text pattern;
    orm_pattern_flags flags;
    const char *at;
    const char *end;
    orm_buffer out;
    const char *problem; /* the first; then `at` is at the end */
    bool is_ascii_strict;
    bool is_repeatable; /* what stands before may have a quantifier */
    bool has_names;
    orm_text *names; /* of the groups, without data where they have none */
    uint32_t group_count;
    char *open; /* kinds of the groups that are open, `depth` of them */
    size_t depth;
} translator;

/* Refuses the pattern; translation ends. */
void pattern_fail(translator *t, const char *problem);

bool pattern_next_is(const translator *t, const char *string);
bool pattern_is_surrogate(uint32_t code);

/* A character as itself, inside of a class or outside. */
void pattern_put_character(translator *t, uint32_t code);

/* ---- translate_class.c */

/* At a letter behind a backslash: whether it stands for a set (\d \D \w \W \s \S, \p and \P with
 * the flag u), which is read; `out`: the inside of a class. */
bool pattern_read_set(translator *t, orm_text *out);

/* At the character behind a backslash that stands for one character, which is read. */
uint32_t pattern_read_escape(translator *t, bool is_in_class);

/* At '['. */
void pattern_translate_class(translator *t);

#endif
