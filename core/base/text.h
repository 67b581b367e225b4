/* text.h - length-counted UTF-8 text.
 *
 * A text never owns its bytes: they live in an arena, in a caller's argument or in the program
 * itself, and need not end with a zero byte.  Base floor: knows no model and no engine. */
#ifndef ORM_BASE_TEXT_H
#define ORM_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct orm_text {
    const char *data;
    size_t length; /* bytes */
} orm_text;

/* A text from a string literal, without counting at run time. */
#define ORM_TEXT(literal) ((orm_text){"" literal, sizeof(literal) - 1})

static inline orm_text orm_text_from(const char *string)
{
    return (orm_text){string, strlen(string)};
}

static inline bool orm_text_equal(orm_text left, orm_text right)
{
    return left.length == right.length &&
           (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

static inline bool orm_text_is(orm_text text, const char *string)
{
    return orm_text_equal(text, orm_text_from(string));
}

static inline bool orm_text_starts(orm_text text, const char *prefix)
{
    size_t length = strlen(prefix);
    return length == 0 || (text.length >= length && memcmp(text.data, prefix, length) == 0);
}

static inline bool orm_text_ends(orm_text text, const char *suffix)
{
    size_t length = strlen(suffix);
    return length == 0 ||
           (text.length >= length && memcmp(text.data + text.length - length, suffix, length) == 0);
}

static inline orm_text orm_text_slice(orm_text text, size_t from, size_t to)
{
    return (orm_text){text.data + from, to - from};
}

/* Compares bytes, a shorter text before a longer one that begins with it; <0, 0, >0. */
int orm_text_compare(orm_text left, orm_text right);

/* Equal when ASCII letters are folded. */
bool orm_text_equal_ascii_fold(orm_text left, orm_text right);

/* 64-bit FNV-1a; `seed` chains several texts. */
uint64_t orm_text_hash(orm_text text, uint64_t seed);
#define ORM_HASH_SEED UINT64_C(0xcbf29ce484222325)

/* Length in bytes of the first `count` characters of valid UTF-8, or of all of it. */
size_t orm_utf8_prefix(orm_text text, size_t count);

/* Number of characters (code points) of valid UTF-8. */
size_t orm_utf8_count(orm_text text);

/* Offset of the first byte that is not part of valid UTF-8 (RFC 3629), or text.length. */
size_t orm_utf8_valid_prefix(orm_text text);

/* Decodes the character at `at` (must be valid) and moves `at` behind it. */
uint32_t orm_utf8_next(const char **at);

/* Writes one code point, 1 to 4 bytes; the number of bytes. */
size_t orm_utf8_encode(uint32_t code, char out[4]);

#endif
