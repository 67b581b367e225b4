/* letter_case.c - the other case of letters.  See letter_case.h. */
#include "base/letter_case.h"

/* Letters first, first + step, … last: the other case is `delta` away. */
typedef struct case_run {
    uint32_t first;
    uint32_t last;
    uint8_t step;
    int32_t delta;
} case_run;

/* A letter whose capital is two or three characters (the third may be 0). */
typedef struct case_expansion {
    uint32_t code;
    uint32_t upper[3];
} case_expansion;

#include "base/letter_case_data.h"

enum {
    CAPITAL_I_WITH_DOT = 0x0130,
    COMBINING_DOT_ABOVE = 0x0307,
    CAPITAL_SIGMA = 0x03A3,
    FINAL_SIGMA = 0x03C2,
    GROWTH = 3 /* bytes of the other case at most, for each byte of a character */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static uint32_t convert(uint32_t code, const case_run *runs, size_t count)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (runs[middle].last < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count || code < runs[low].first || (code - runs[low].first) % runs[low].step)
        return code;
    return code + (uint32_t)runs[low].delta;
}

static const case_expansion *find_expansion(uint32_t code)
{
    size_t low = 0, high = COUNT(upper_expansions);

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (upper_expansions[middle].code == code)
            return &upper_expansions[middle];
        if (upper_expansions[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

int orm_upper(uint32_t code, uint32_t out[3])
{
    const case_expansion *expansion;

    if (code < 0x80) {
        out[0] = (uint32_t)orm_ascii_upper((char)code);
        return 1;
    }
    expansion = find_expansion(code);
    if (expansion) {
        memcpy(out, expansion->upper, sizeof expansion->upper);
        return out[2] ? 3 : 2;
    }
    out[0] = convert(code, upper_runs, COUNT(upper_runs));
    return 1;
}

int orm_lower(uint32_t code, uint32_t out[3])
{
    if (code < 0x80) {
        out[0] = (uint32_t)orm_ascii_lower((char)code);
        return 1;
    }
    if (code == CAPITAL_I_WITH_DOT) {
        out[0] = 'i';
        out[1] = COMBINING_DOT_ABOVE;
        return 2;
    }
    out[0] = convert(code, lower_runs, COUNT(lower_runs));
    return 1;
}

/* ---- texts */

static bool is_cased(uint32_t code)
{
    uint32_t other[3];

    if (orm_upper(code, other) > 1 || other[0] != code)
        return true;
    return orm_lower(code, other) > 1 || other[0] != code;
}

/* Characters that stand inside a word without being letters: the common ones of Unicode's
 * Case_Ignorable (punctuation of words, combining marks, invisible formats). */
static bool is_ignored(uint32_t code)
{
    if (code < 0x80)
        return code && strchr("'.:^`", (int)code);
    return code == 0xA8 || code == 0xAD || code == 0xAF || code == 0xB4 || code == 0xB7 ||
           code == 0xB8 || (code >= 0x0300 && code <= 0x036F) ||
           (code >= 0x200B && code <= 0x200F) || code == 0x2018 || code == 0x2019 ||
           (code >= 0x2060 && code <= 0x2064) || code == 0xFEFF;
}

/* The character that ends before `at`. */
static const char *step_back(const char *at)
{
    do
        at--;
    while (((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

/* Whether the letter at [at, after) ends a word: a cased letter before it and none behind. */
static bool is_word_end(orm_text text, const char *at, const char *after)
{
    const char *end = text.data + text.length;
    bool is_behind_letter = false;

    while (at > text.data) {
        const char *before = at = step_back(at);
        uint32_t code = orm_utf8_next(&before);

        if (is_ignored(code))
            continue;
        is_behind_letter = is_cased(code);
        break;
    }
    while (is_behind_letter && after < end) {
        uint32_t code = orm_utf8_next(&after);

        if (!is_ignored(code))
            return !is_cased(code);
    }
    return is_behind_letter;
}

static char *put(char *out, const uint32_t *codes, int count)
{
    for (int i = 0; i < count; i++)
        out += orm_utf8_encode(codes[i], out);
    return out;
}

orm_text orm_text_upper(orm_arena *arena, orm_text text)
{
    char *start = orm_alloc(arena, text.length * GROWTH + 1), *out = start;
    const char *at = text.data, *end = at + text.length;
    uint32_t codes[3];

    while (at < end) {
        int count = orm_upper(orm_utf8_next(&at), codes);

        out = put(out, codes, count);
    }
    return (orm_text){start, (size_t)(out - start)};
}

orm_text orm_text_lower(orm_arena *arena, orm_text text)
{
    char *start = orm_alloc(arena, text.length * GROWTH + 1), *out = start;
    const char *at = text.data, *end = at + text.length;
    uint32_t codes[3];

    while (at < end) {
        const char *from = at;
        uint32_t code = orm_utf8_next(&at);
        int count = orm_lower(code, codes);

        if (code == CAPITAL_SIGMA && is_word_end(text, from, at))
            codes[0] = FINAL_SIGMA;
        out = put(out, codes, count);
    }
    return (orm_text){start, (size_t)(out - start)};
}
