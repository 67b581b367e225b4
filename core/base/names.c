/* names.c - identifiers made from other names.  See names.h. */
#include "base/names.h"

#include <stdio.h>

#include "base/letter_case.h"
#include "base/limits.h"

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* One part between "::" into `out`: '_' before capitals, one '_' at its begin taken away. */
static char *underscore_part(char *out, const char *at, const char *end)
{
    char *start = out;

    for (; at < end; at++) {
        if (is_capital(*at))
            *out++ = '_';
        *out++ = *at;
    }
    if (out > start && *start == '_') {
        memmove(start, start + 1, (size_t)(out - start - 1));
        out--;
    }
    return out;
}

/* The next "::" in [at, end), or end. */
static const char *find_path_separator(const char *at, const char *end)
{
    for (; end - at >= 2; at++)
        if (at[0] == ':' && at[1] == ':')
            return at;
    return end;
}

orm_text orm_underscore(orm_arena *arena, orm_text name)
{
    char *start = orm_alloc(arena, orm_size_mul(name.length, 2) + 1), *out = start;
    const char *at = name.data, *end = at + name.length;

    for (;;) {
        const char *stop = find_path_separator(at, end);

        out = underscore_part(out, at, stop);
        if (stop == end)
            break;
        *out++ = '/';
        at = stop + 2;
    }
    return orm_text_lower(arena, (orm_text){start, (size_t)(out - start)});
}

/* ---- camelize */

/* JavaScript's \s. */
static bool is_blank(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0 || code == 0x1680 ||
           (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
           code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

/* String.prototype.trim. */
static orm_text trim(orm_text text)
{
    const char *at = text.data, *end = at + text.length;
    const char *first = end, *last = at;

    while (at < end) {
        const char *from = at;

        if (is_blank(orm_utf8_next(&at)))
            continue;
        if (first == end)
            first = from;
        last = at;
    }
    return first == end ? (orm_text){text.data, 0} : (orm_text){first, (size_t)(last - first)};
}

/* JavaScript sees a character beyond U+FFFF as two halves, which have no case. */
static char *put_capital(char *out, uint32_t code)
{
    uint32_t codes[3] = {code, 0, 0};
    int count = code > 0xFFFF ? 1 : orm_upper(code, codes);

    for (int i = 0; i < count; i++)
        out += orm_utf8_encode(codes[i], out);
    return out;
}

orm_text orm_camelize(orm_arena *arena, orm_text name)
{
    orm_text text = trim(name);
    char *start = orm_alloc(arena, orm_size_mul(text.length, 3) + 1), *out = start;
    const char *at = text.data, *end = at + text.length;
    bool is_behind_gap = false;

    while (at < end) {
        uint32_t code = orm_utf8_next(&at);

        if (code == '-' || code == '_' || is_blank(code)) {
            is_behind_gap = true;
            continue;
        }
        out = is_behind_gap ? put_capital(out, code) : out + orm_utf8_encode(code, out);
        is_behind_gap = false;
    }
    return (orm_text){start, (size_t)(out - start)};
}

/* ---- length */

enum { HASH_DIGITS = 8 };

bool orm_identifier_fits(orm_text name)
{
    return name.length <= ORM_MAX_IDENTIFIER;
}

static bool is_inside_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

orm_text orm_identifier_shorten(orm_arena *arena, orm_text name)
{
    size_t kept = ORM_MAX_IDENTIFIER - 1 - HASH_DIGITS;
    uint64_t hash;

    if (orm_identifier_fits(name))
        return name;
    while (is_inside_character(name.data[kept]))
        kept--;
    hash = orm_text_hash(name, ORM_HASH_SEED);
    return orm_text_format(arena, "%.*s_%08x", (int)kept, name.data, (unsigned)(hash ^ hash >> 32));
}
