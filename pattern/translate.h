/* translate.h - a JavaScript pattern in PCRE2's words.
 *
 * Everything that the two read differently is spelt out: '.', '^' and '$' with JavaScript's line
 * ends, \s with its blanks, escapes of letters that PCRE2 gives a meaning, '{' that opens no
 * quantifier, "[]" and "[^]", named groups as numbers.  What is no JavaScript pattern is refused
 * here, so that nothing of PCRE2's own syntax gets through.
 *
 * A character is a code point, as with JavaScript's flag u: a surrogate alone matches nothing, and
 * a range over all surrogates means the characters that they spell. */
#ifndef ORM_PATTERN_TRANSLATE_H
#define ORM_PATTERN_TRANSLATE_H

#include "base/buffer.h"

/* JavaScript's flags; g and d mean nothing to a test. */
typedef struct orm_pattern_flags {
    bool is_caseless;  /* i */
    bool is_multiline; /* m */
    bool is_dot_all;   /* s */
    bool is_unicode;   /* u */
    bool is_sticky;    /* y: at the begin */
} orm_pattern_flags;

/* Reads flags; false for what JavaScript refuses. */
bool orm_pattern_flags_read(orm_text flags, orm_pattern_flags *out);

typedef struct orm_translation {
    orm_text pattern;    /* for PCRE2, in UTF mode; empty where there is a problem */
    const char *problem; /* what is wrong with it, or NULL */
    /* Without the flag u, JavaScript's "s" is never U+017F and its "k" never U+212A, whatever the
     * case; to PCRE2 they are one letter.  True: the pattern names one of the two, and is written
     * so that it keeps them apart. */
    bool is_ascii_strict;
} orm_translation;

orm_translation orm_pattern_translate(orm_ctx *ctx, orm_text pattern, orm_pattern_flags flags);

#endif
