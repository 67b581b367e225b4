/* suggest.c - nearest names.  See suggest.h.
 *
 * The distance is Damerau's with neighbours exchanged once (optimal string alignment), over
 * characters, three rows of the table at a time. */
#include "base/suggest.h"

#include "base/letter_case.h"

enum {
    MAX_CHARACTERS = 128, /* longer names are compared by their begin */
    CASE_COST = 1,        /* a letter in the other case: chooses among equals */
    ERROR_COST = 256
};

/* A name as characters, as given and in lower case. */
typedef struct spelling {
    uint32_t given[MAX_CHARACTERS];
    uint32_t lower[MAX_CHARACTERS];
    int length;
} spelling;

typedef unsigned row[MAX_CHARACTERS + 1];

static void spell(orm_text text, spelling *out)
{
    const char *at = text.data, *end = at + text.length;
    uint32_t lower[3];

    for (out->length = 0; at < end && out->length < MAX_CHARACTERS; out->length++) {
        uint32_t code = orm_utf8_next(&at);

        orm_lower(code, lower);
        out->given[out->length] = code;
        out->lower[out->length] = lower[0];
    }
}

static unsigned least(unsigned left, unsigned right)
{
    return left < right ? left : right;
}

static unsigned cost_of_change(const spelling *left, int i, const spelling *right, int j)
{
    if (left->given[i] == right->given[j])
        return 0;
    return left->lower[i] == right->lower[j] ? CASE_COST : ERROR_COST;
}

static bool is_exchange(const spelling *left, int i, const spelling *right, int j)
{
    return i > 0 && j > 0 && left->lower[i] == right->lower[j - 1] &&
           left->lower[i - 1] == right->lower[j];
}

/* Row i + 1 of the table from the two above it. */
static void fill_row(const spelling *left, int i, const spelling *right, const unsigned *before,
                     const unsigned *above, unsigned *current)
{
    current[0] = (unsigned)(i + 1) * ERROR_COST;
    for (int j = 0; j < right->length; j++) {
        unsigned cost = above[j] + cost_of_change(left, i, right, j);

        cost = least(cost, above[j + 1] + ERROR_COST);
        cost = least(cost, current[j] + ERROR_COST);
        if (is_exchange(left, i, right, j))
            cost = least(cost, before[j - 1] + ERROR_COST);
        current[j + 1] = cost;
    }
}

static unsigned distance(const spelling *left, const spelling *right)
{
    row rows[3];

    for (int j = 0; j <= right->length; j++)
        rows[0][j] = (unsigned)j * ERROR_COST;
    for (int i = 0; i < left->length; i++)
        fill_row(left, i, right, rows[(i + 2) % 3], rows[i % 3], rows[(i + 1) % 3]);
    return rows[left->length % 3][right->length];
}

/* Errors allowed: one in three characters. */
static unsigned limit_of(const spelling *given)
{
    return (unsigned)((given->length + 2) / 3 + 1) * ERROR_COST;
}

static int length_difference(const spelling *left, const spelling *right)
{
    return left->length > right->length ? left->length - right->length
                                        : right->length - left->length;
}

orm_text orm_suggest(orm_arena *arena, orm_text given, const orm_text *candidates, size_t count)
{
    spelling *spellings = orm_alloc(arena, 2 * sizeof(spelling));
    orm_text nearest = {NULL, 0};
    unsigned best;

    spell(given, &spellings[0]);
    best = limit_of(&spellings[0]);
    for (size_t i = 0; i < count; i++) {
        unsigned cost;

        spell(candidates[i], &spellings[1]);
        if ((unsigned)length_difference(&spellings[0], &spellings[1]) * ERROR_COST >= best)
            continue;
        cost = distance(&spellings[0], &spellings[1]);
        if (cost < best && cost < (unsigned)spellings[0].length * ERROR_COST) {
            best = cost;
            nearest = candidates[i];
        }
    }
    return nearest;
}
