/* inflect.c - the rules of inflection at work.  See inflect.h. */
#include "base/inflect.h"

#include <stdlib.h>

#include "base/letter_case.h"

/* Where in the word a rule's stem and ending stand. */
typedef enum rule_place { SUFFIX, WHOLE, PREFIX } rule_place;

typedef struct rule {
    rule_place place;
    const char *stems;       /* kept: alternatives between '|' */
    const char *ending;      /* replaced */
    const char *replacement; /* NULL: the word is the answer */
} rule;

#include "base/inflect_data.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- matching; patterns are in lower case */

static bool equal_folded(const char *bytes, const char *pattern, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (orm_ascii_lower(bytes[i]) != pattern[i])
            return false;
    return true;
}

static bool ends_folded(orm_text text, const char *pattern, size_t length)
{
    return text.length >= length && equal_folded(text.data + text.length - length, pattern, length);
}

/* Whether the last character is one of the set "[ti]", or none of "[^fo]". */
static bool ends_with_set(orm_text text, const char *set, size_t length)
{
    size_t first = set[1] == '^' ? 2 : 1;
    char last;

    if (text.length == 0)
        return false;
    last = orm_ascii_lower(text.data[text.length - 1]);
    return (memchr(set + first, last, length - first - 1) != NULL) == (first == 1);
}

static bool fits_stem(const rule *rule, orm_text kept, const char *stem, size_t length)
{
    if (*stem == '[')
        return ends_with_set(kept, stem, length);
    return ends_folded(kept, stem, length) && (rule->place == SUFFIX || kept.length == length);
}

/* Behind the alternative that begins at `stem`. */
static const char *stem_end(const char *stem)
{
    return *stem == '[' ? strchr(stem, ']') + 1 : stem + strcspn(stem, "|");
}

static bool fits_stems(const rule *rule, orm_text kept)
{
    const char *stem = rule->stems;

    for (;;) {
        const char *end = stem_end(stem);

        if (fits_stem(rule, kept, stem, (size_t)(end - stem)))
            return true;
        if (*end == '\0')
            return false;
        stem = end + 1;
    }
}

/* The part of the word a rule looks at: all of it, or as much of its begin. */
static orm_text part_of(const rule *rule, orm_text word)
{
    size_t length = strlen(rule->stems) + strlen(rule->ending);

    return rule->place == PREFIX && word.length > length ? orm_text_slice(word, 0, length) : word;
}

static bool fits(const rule *rule, orm_text part)
{
    size_t length = strlen(rule->ending);

    return ends_folded(part, rule->ending, length) &&
           fits_stems(rule, orm_text_slice(part, 0, part.length - length));
}

/* ---- answers */

static orm_text apply(orm_arena *arena, const rule *rule, orm_text word)
{
    orm_text part = part_of(rule, word);
    orm_text kept, rest = orm_text_slice(word, part.length, word.length);
    const char *replacement = rule->replacement;
    int letters = 0; /* of the stem, to be repeated */

    if (replacement == NULL)
        return word;
    kept = orm_text_slice(part, 0, part.length - strlen(rule->ending));
    if (*replacement == '&') {
        letters = 1;
        replacement++;
    }
    return orm_text_format(arena, "%.*s%.*s%s%.*s", ORM_ARG(kept), letters,
                           kept.data + kept.length - (letters ? strlen(rule->stems) : 0),
                           replacement, ORM_ARG(rest));
}

static orm_text apply_first(orm_arena *arena, const rule *rules, size_t count, orm_text word)
{
    for (size_t i = 0; i < count; i++)
        if (fits(&rules[i], part_of(&rules[i], word)))
            return apply(arena, &rules[i], word);
    return word;
}

static int compare_word(const void *key, const void *entry)
{
    return orm_text_compare(*(const orm_text *)key, orm_text_from(*(const char *const *)entry));
}

static bool is_uncountable(orm_arena *arena, orm_text word)
{
    orm_text lower = orm_text_lower(arena, word);

    return bsearch(&lower, uncountable_words, COUNT(uncountable_words), sizeof *uncountable_words,
                   compare_word) != NULL;
}

/* ---- overrides */

/* Equal but for the case of an ASCII first letter. */
static bool equal_word(orm_text word, orm_text entry)
{
    return word.length == entry.length && word.length > 0 &&
           orm_ascii_lower(*word.data) == orm_ascii_lower(*entry.data) &&
           memcmp(word.data + 1, entry.data + 1, word.length - 1) == 0;
}

/* `answer` with its first letter in the case of the word's. */
static orm_text in_case_of(orm_arena *arena, orm_text word, orm_text entry, orm_text answer)
{
    orm_text copy;

    if (*word.data == *entry.data || answer.length == 0)
        return answer;
    copy = orm_text_copy(arena, answer);
    *(char *)copy.data = *word.data == orm_ascii_lower(*word.data) ? orm_ascii_lower(*copy.data)
                                                                   : orm_ascii_upper(*copy.data);
    return copy;
}

/* The override of a word in either of its forms, NULL when there is none. */
static const orm_inflection *find_override(const orm_inflections *overrides, orm_text word,
                                           bool *is_plural)
{
    for (size_t i = 0; overrides && i < overrides->count; i++) {
        const orm_inflection *pair = &overrides->pairs[i];

        *is_plural = equal_word(word, pair->plural);
        if (*is_plural || equal_word(word, pair->singular))
            return pair;
    }
    return NULL;
}

orm_text orm_pluralize(orm_arena *arena, orm_text word, const orm_inflections *overrides)
{
    bool is_plural;
    const orm_inflection *pair = find_override(overrides, word, &is_plural);

    if (pair)
        return is_plural ? word : in_case_of(arena, word, pair->singular, pair->plural);
    if (is_uncountable(arena, word))
        return word;
    return apply_first(arena, plural_rules, COUNT(plural_rules), word);
}

orm_text orm_singularize(orm_arena *arena, orm_text word, const orm_inflections *overrides)
{
    bool is_plural;
    const orm_inflection *pair = find_override(overrides, word, &is_plural);

    if (pair)
        return is_plural ? in_case_of(arena, word, pair->plural, pair->singular) : word;
    if (is_uncountable(arena, word))
        return word;
    return apply_first(arena, singular_rules, COUNT(singular_rules), word);
}
