/* letter_case.h - upper and lower case of all of Unicode, as JavaScript's String has it.
 *
 * Names (underscore, camelize) and validators (isUppercase) must answer as Sequelize does, whatever
 * the locale and the C library; so the letters are a table of our own (letter_case_data.h). */
#ifndef ORM_BASE_LETTER_CASE_H
#define ORM_BASE_LETTER_CASE_H

#include "base/buffer.h"

/* The small, the capital letter of an ASCII character. */
static inline char orm_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline char orm_ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

/* The other case of one character: at most three characters, written to `out`; how many. */
int orm_upper(uint32_t code, uint32_t out[3]);
int orm_lower(uint32_t code, uint32_t out[3]);

/* String.prototype.toUpperCase, toLowerCase; of valid UTF-8. */
orm_text orm_text_upper(orm_arena *arena, orm_text text);
orm_text orm_text_lower(orm_arena *arena, orm_text text);

#endif
