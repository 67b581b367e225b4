/* js.h - JavaScript's strings, as far as validators see them.
 *
 * Texts are UTF-8; JavaScript counts halves of characters beyond U+FFFF. */
#ifndef ORM_VALIDATE_JS_H
#define ORM_VALIDATE_JS_H

#include "base/letter_case.h"

static inline bool js_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool js_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool js_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool js_is_letter(char c)
{
    return js_is_upper(c) || js_is_lower(c);
}

static inline bool js_is_hex(char c)
{
    return js_is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* \s, and what trim() takes away. */
bool js_is_blank(uint32_t code);

/* String.length. */
size_t js_length(orm_text text);

orm_text js_trim(orm_text text);

/* Whether every character is one of a set of ASCII characters, given by its test. */
bool js_all(orm_text text, bool (*is_member)(char c));

/* Whether the text is digits alone, `count` of them (0: one or more). */
bool js_is_digits(orm_text text, size_t count);

/* Number of digits at the begin. */
size_t js_digits_at(orm_text text);

/* What js_strip takes away. */
typedef enum js_stripped {
    JS_STRIP_HYPHENS = 1, /* '-' */
    JS_STRIP_SPACES = 2,  /* ' ' */
    JS_STRIP_BLANKS = 4,  /* \s */
    JS_UPPER = 8          /* and the rest in upper case */
} js_stripped;

/* Copies the text without some of its characters to `out`; without data when it is longer than
 * `size`: nothing of that length is ever valid. */
orm_text js_strip(orm_text text, unsigned stripped, char *out, size_t size);

/* Place of a byte from `from` on, or text.length. */
size_t js_find(orm_text text, char c, size_t from);

/* Whether the text holds another. */
bool js_holds(orm_text text, orm_text part);

static inline bool js_has(orm_text text, char c)
{
    return js_find(text, c, 0) < text.length;
}

static inline orm_text js_from(orm_text text, size_t from)
{
    return orm_text_slice(text, from, text.length);
}

/* Takes the part up to `separator` off the text; false behind the last part. */
bool js_split(orm_text *rest, char separator, orm_text *part);

/* The digits of a text as a number, which must be few enough (18). */
int64_t js_integer(orm_text digits);

/* parseFloat: the number at the begin, after blanks; NaN when there is none. */
double js_parse_float(orm_arena *arena, orm_text text);

/* Whether a text stands in a list of words: each ended by a zero byte, the last by two. */
bool js_is_word(orm_text text, const char *words);

/* The same for the text in upper case. */
bool js_is_upper_word(orm_text text, const char *words);

#endif
