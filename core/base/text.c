/* text.c - comparing, hashing and UTF-8.  See text.h. */
#include "base/text.h"

int orm_text_compare(orm_text left, orm_text right)
{
    size_t shared = left.length < right.length ? left.length : right.length;
    int order = shared ? memcmp(left.data, right.data, shared) : 0;

    if (order != 0)
        return order;
    return (left.length > right.length) - (left.length < right.length);
}

static char fold_ascii(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool orm_text_equal_ascii_fold(orm_text left, orm_text right)
{
    if (left.length != right.length)
        return false;
    for (size_t i = 0; i < left.length; i++)
        if (fold_ascii(left.data[i]) != fold_ascii(right.data[i]))
            return false;
    return true;
}

uint64_t orm_text_hash(orm_text text, uint64_t seed)
{
    uint64_t hash = seed;

    for (size_t i = 0; i < text.length; i++) {
        hash ^= (unsigned char)text.data[i];
        hash *= UINT64_C(0x100000001b3);
    }
    return hash;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t orm_utf8_prefix(orm_text text, size_t count)
{
    size_t at = 0;

    while (at < text.length && count > 0) {
        at++;
        while (at < text.length && is_continuation(text.data[at]))
            at++;
        count--;
    }
    return at;
}

size_t orm_utf8_count(orm_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += !is_continuation(text.data[i]);
    return count;
}

/* Bytes of the valid sequence at `p`, 0 when it is malformed, overlong, a surrogate or too large.
 */
static size_t sequence_length(const unsigned char *p, const unsigned char *end)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2)
        return 0;
    if (p[0] < 0xE0)
        return end - p >= 2 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
    if (p[0] < 0xF0) {
        if (end - p < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        if (p[0] == 0xE0 && p[1] < 0xA0)
            return 0;
        return p[0] == 0xED && p[1] > 0x9F ? 0 : 3;
    }
    if (p[0] > 0xF4 || end - p < 4)
        return 0;
    if ((p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
        return 0;
    if (p[0] == 0xF0 && p[1] < 0x90)
        return 0;
    return p[0] == 0xF4 && p[1] > 0x8F ? 0 : 4;
}

/* Eight bytes at a time while they are ASCII. */
static const unsigned char *skip_ascii(const unsigned char *p, const unsigned char *end)
{
    while (end - p >= 8) {
        uint64_t word;

        memcpy(&word, p, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
        p += 8;
    }
    while (p < end && *p < 0x80)
        p++;
    return p;
}

size_t orm_utf8_valid_prefix(orm_text text)
{
    const unsigned char *start = (const unsigned char *)text.data;
    const unsigned char *end = start + text.length;
    const unsigned char *p = start;

    while ((p = skip_ascii(p, end)) < end) {
        size_t length = sequence_length(p, end);

        if (length == 0)
            return (size_t)(p - start);
        p += length;
    }
    return text.length;
}

uint32_t orm_utf8_next(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;

    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *at += 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (p[0] < 0xF0) {
        *at += 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *at += 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
           (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

size_t orm_utf8_encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}
