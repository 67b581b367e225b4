/* scan.h - the first byte of a text that a JSON string cannot hold as it is.
 *
 * Reading and writing JSON spend most of their time here: 16 bytes at a time with SSE2, 8 with
 * plain C elsewhere. */
#ifndef ORM_BASE_SCAN_H
#define ORM_BASE_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static inline int orm_scan_is_special(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

#ifdef __SSE2__

/* Bit i is set where byte i of the 16 at `p` is '"', '\\' or below U+0020. */
static inline unsigned orm_scan_mask(const char *p)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)p);
    __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);

    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), low));
}

/* First special byte in [p, end), or end. */
static inline const char *orm_scan_plain(const char *p, const char *end)
{
    while (end - p >= 16) {
        unsigned mask = orm_scan_mask(p);

        if (mask)
            return p + __builtin_ctz(mask);
        p += 16;
    }
    while (p < end && !orm_scan_is_special((unsigned char)*p))
        p++;
    return p;
}

#else

/* Non-zero when one of the eight bytes of `word` is zero. */
static inline uint64_t orm_scan_has_zero(uint64_t word)
{
    return (word - UINT64_C(0x0101010101010101)) & ~word & UINT64_C(0x8080808080808080);
}

static inline const char *orm_scan_plain(const char *p, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);

    while (end - p >= 8) {
        uint64_t word, low;

        memcpy(&word, p, sizeof word);
        low = (word - ones * 0x20) & ~word & ones * 0x80;
        if (low | orm_scan_has_zero(word ^ ones * '"') | orm_scan_has_zero(word ^ ones * '\\'))
            break;
        p += 8;
    }
    while (p < end && !orm_scan_is_special((unsigned char)*p))
        p++;
    return p;
}

#endif

#endif
