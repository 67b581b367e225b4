/* pattern.c - compiled patterns, kept and run.  See pattern.h. */
#include "pattern/pattern.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "pattern/translate.h"

enum {
    SET_COUNT = 128, /* a pattern has its set by its hash, */
    SET_SIZE = 4,    /* and one of these places there */
    LEAST_STEPS = 1000000,
    STEPS_PER_BYTE = 50,
    MOST_STEPS = 500000000,
    HEAP_KIB = 128 * 1024,
    LONG_TEXT = 64 * 1024, /* bytes */
    SHOWN = 200            /* bytes of a pattern in a message */
};

/* A compiled pattern under its source and flags. */
typedef struct entry {
    uint64_t hash;
    char *source; /* pattern and flags, one behind the other */
    size_t pattern_length;
    size_t flags_length;
    bool is_folded;   /* texts go through without_false_ascii() */
    pcre2_code *code; /* NULL: the place is free */
    uint64_t used;    /* orm_patterns.clock when it was used last */
} entry;

struct orm_patterns {
    entry sets[SET_COUNT][SET_SIZE];
    pcre2_match_context *context;
    pcre2_match_data *data; /* made when needed; keeps the memory that a match took */
    uint64_t clock;
};

/* What is looked for. */
typedef struct request {
    orm_text pattern;
    orm_text flags;
    uint64_t hash;
} request;

/* ---- errors */

static orm_text shown(orm_text pattern)
{
    size_t length = pattern.length;

    if (length > SHOWN)
        for (length = SHOWN; ((unsigned char)pattern.data[length] & 0xC0) == 0x80;)
            length--;
    return orm_text_slice(pattern, 0, length);
}

static _Noreturn void raise_no_memory(orm_ctx *ctx)
{
    /* asks for what cannot be had: the host says so in its own words */
    orm_alloc(ctx->arena, SIZE_MAX / 2);
    abort();
}

/* ---- the entries */

static void clear_entry(entry *entry)
{
    pcre2_code_free(entry->code);
    free(entry->source);
    memset(entry, 0, sizeof *entry);
}

orm_patterns *orm_patterns_new(void)
{
    orm_patterns *patterns = calloc(1, sizeof *patterns);

    if (patterns == NULL)
        return NULL;
    patterns->context = pcre2_match_context_create(NULL);
    if (patterns->context == NULL) {
        free(patterns);
        return NULL;
    }
    pcre2_set_heap_limit(patterns->context, HEAP_KIB);
    return patterns;
}

void orm_patterns_clear(orm_patterns *patterns)
{
    for (int i = 0; i < SET_COUNT; i++)
        for (int j = 0; j < SET_SIZE; j++)
            clear_entry(&patterns->sets[i][j]);
}

void orm_patterns_free(orm_patterns *patterns)
{
    if (patterns == NULL)
        return;
    orm_patterns_clear(patterns);
    pcre2_match_data_free(patterns->data);
    pcre2_match_context_free(patterns->context);
    free(patterns);
}

static bool is_entry_of(const entry *entry, const request *request)
{
    orm_text pattern, flags;

    if (entry->code == NULL || entry->hash != request->hash)
        return false;
    pattern = (orm_text){entry->source, entry->pattern_length};
    flags = (orm_text){entry->source + entry->pattern_length, entry->flags_length};
    return orm_text_equal(pattern, request->pattern) && orm_text_equal(flags, request->flags);
}

/* The entry of a pattern, or the place for it: a free one, or the one not used for longest. */
static entry *find_place(orm_patterns *patterns, const request *request)
{
    entry *set = patterns->sets[request->hash % SET_COUNT], *oldest = set;

    for (int i = 0; i < SET_SIZE; i++) {
        if (is_entry_of(&set[i], request))
            return &set[i];
        if (set[i].used < oldest->used)
            oldest = &set[i];
    }
    return oldest;
}

/* ---- compiling */

/* What PCRE2 finds wrong, in its words, but for those that changed from one version to the next. */
static orm_text problem_of(orm_ctx *ctx, int number)
{
    PCRE2_UCHAR message[256];

    if (number == PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH)
        return ORM_TEXT("lookbehind assertion is not fixed length");
    pcre2_get_error_message(number, message, sizeof message);
    return orm_text_copy(ctx->arena, orm_text_from((const char *)message));
}

/* NULL, and the problem, where it is no pattern. */
static pcre2_code *compile(orm_ctx *ctx, const request *request, bool *is_folded, orm_text *problem)
{
    const uint32_t options = PCRE2_UTF | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    orm_pattern_flags flags;
    orm_translation translation;
    pcre2_code *code;
    int number;
    PCRE2_SIZE offset;

    if (!orm_pattern_flags_read(request->flags, &flags)) {
        *problem = ORM_TEXT("its flags are not a set of d, g, i, m, s, u, y");
        return NULL;
    }
    translation = orm_pattern_translate(ctx, request->pattern, flags);
    if (translation.problem) {
        *problem = orm_text_from(translation.problem);
        return NULL;
    }
    code = pcre2_compile((PCRE2_SPTR)translation.pattern.data, translation.pattern.length,
                         options | (flags.is_caseless ? PCRE2_CASELESS : 0) |
                             (flags.is_sticky ? PCRE2_ANCHORED : 0),
                         &number, &offset, NULL);
    if (code == NULL) {
        *problem = problem_of(ctx, number);
        return NULL;
    }
    *is_folded = flags.is_caseless && !flags.is_unicode && !translation.is_ascii_strict;
    return code;
}

/* False: it is no pattern, and the place is untouched. */
static bool fill(orm_ctx *ctx, entry *entry, const request *request, orm_text *problem)
{
    bool is_folded;
    pcre2_code *code = compile(ctx, request, &is_folded, problem);
    char *source;

    if (code == NULL)
        return false;
    source = malloc(request->pattern.length + request->flags.length + 1);
    if (source == NULL) {
        pcre2_code_free(code);
        raise_no_memory(ctx);
    }
    clear_entry(entry);
    if (request->pattern.length)
        memcpy(source, request->pattern.data, request->pattern.length);
    if (request->flags.length)
        memcpy(source + request->pattern.length, request->flags.data, request->flags.length);
    entry->hash = request->hash;
    entry->source = source;
    entry->pattern_length = request->pattern.length;
    entry->flags_length = request->flags.length;
    entry->is_folded = is_folded;
    entry->code = code;
    return true;
}

/* ---- matching */

/* U+017F and U+212A at `p`: letters that another case turns into "s" and "k", for PCRE2 but not for
 * JavaScript without the flag u. */
static bool is_long_s(const char *p, const char *end)
{
    return *p == '\xC5' && end - p >= 2 && p[1] == '\xBF';
}

static bool is_kelvin(const char *p, const char *end)
{
    return *p == '\xE2' && end - p >= 3 && p[1] == '\x84' && p[2] == '\xAA';
}

static const char *find_false_ascii(const char *p, const char *end)
{
    while (p < end && !is_long_s(p, end) && !is_kelvin(p, end))
        p++;
    return p;
}

/* A text for a pattern that does not care for case: with U+0149 and U+2133, which have none, in the
 * place of those two.  They are their neighbours, so that ranges hold the one with the other; a
 * pattern that names them is translated for it. */
static orm_text without_false_ascii(orm_ctx *ctx, orm_text text)
{
    const char *end = text.data + text.length;
    size_t at = (size_t)(find_false_ascii(text.data, end) - text.data);
    char *copy;

    if (at == text.length)
        return text;
    text = orm_text_copy(ctx->arena, text);
    copy = (char *)text.data;
    end = copy + text.length;
    for (; at < text.length; at = (size_t)(find_false_ascii(copy + at, end) - copy)) {
        if (is_long_s(copy + at, end))
            copy[at + 1] = '\x89';
        else
            copy[at + 2] = '\xB3';
    }
    return text;
}

static uint32_t steps_for(orm_text text)
{
    if (text.length >= (MOST_STEPS - LEAST_STEPS) / STEPS_PER_BYTE)
        return MOST_STEPS;
    return LEAST_STEPS + STEPS_PER_BYTE * (uint32_t)text.length;
}

static int run(orm_patterns *patterns, const entry *entry, orm_text text)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.data ? text.data : "");
    int result;

    if (patterns->data == NULL)
        patterns->data = pcre2_match_data_create(1, NULL);
    if (patterns->data == NULL)
        return PCRE2_ERROR_NOMEMORY;
    pcre2_set_match_limit(patterns->context, steps_for(text));
    result =
        pcre2_match(entry->code, subject, text.length, 0, 0, patterns->data, patterns->context);
    if (text.length > LONG_TEXT || result < PCRE2_ERROR_NOMATCH) {
        pcre2_match_data_free(patterns->data); /* it may have become large */
        patterns->data = NULL;
    }
    return result;
}

/* The entry of a pattern, compiled; NULL, and the problem, where it is none. */
static entry *find_compiled(orm_patterns *patterns, orm_ctx *ctx, orm_text pattern, orm_text flags,
                            orm_text *problem)
{
    request request = {pattern, flags, orm_text_hash(flags, orm_text_hash(pattern, ORM_HASH_SEED))};
    entry *entry = find_place(patterns, &request);

    if (!is_entry_of(entry, &request) && !fill(ctx, entry, &request, problem))
        return NULL;
    entry->used = ++patterns->clock;
    return entry;
}

static orm_text sentence(orm_ctx *ctx, orm_text pattern, orm_text problem)
{
    return orm_text_format(ctx->arena, "the pattern \"%.*s\" is not valid: %.*s",
                           ORM_ARG(shown(pattern)), ORM_ARG(problem));
}

orm_text orm_patterns_problem(orm_patterns *patterns, orm_ctx *ctx, orm_text pattern,
                              orm_text flags)
{
    orm_text problem = {"", 0};

    if (find_compiled(patterns, ctx, pattern, flags, &problem))
        return (orm_text){"", 0};
    return sentence(ctx, pattern, problem);
}

bool orm_patterns_match(orm_patterns *patterns, orm_ctx *ctx, orm_text pattern, orm_text flags,
                        orm_text text)
{
    orm_text problem;
    entry *entry = find_compiled(patterns, ctx, pattern, flags, &problem);
    int result;

    if (entry == NULL)
        orm_raise(ctx, ORM_DEFINITION, (orm_text){NULL, 0}, "%.*s",
                  ORM_ARG(sentence(ctx, pattern, problem)));
    if (text.length && entry->is_folded)
        text = without_false_ascii(ctx, text);
    result = run(patterns, entry, text);
    if (result >= 0)
        return true;
    if (result == PCRE2_ERROR_NOMATCH)
        return false;
    if (result == PCRE2_ERROR_NOMEMORY)
        raise_no_memory(ctx);
    orm_raise(ctx, ORM_INVALID_OPTION, (orm_text){NULL, 0},
              "the pattern \"%.*s\" takes too many steps for a text of %zu bytes",
              ORM_ARG(shown(pattern)), text.length);
}
