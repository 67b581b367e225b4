/* translate.c - a JavaScript pattern in PCRE2's words.  See translate.h.
 *
 * One pass from left to right; what a quantifier may follow is remembered, and which groups are
 * open.  Groups are counted beforehand, because a reference may stand before its group.  Classes
 * are translate_class.c's. */
#include "pattern/translate_private.h"

/* ---- flags */

bool orm_pattern_flags_read(orm_text flags, orm_pattern_flags *out)
{
    static const char known[] = "dgimsuy";
    bool seen[sizeof known] = {false};

    for (size_t i = 0; i < flags.length; i++) {
        const char *place = flags.data[i] ? strchr(known, flags.data[i]) : NULL;

        if (place == NULL || seen[place - known])
            return false;
        seen[place - known] = true;
    }
    *out = (orm_pattern_flags){seen[2], seen[3], seen[4], seen[5], seen[6]};
    return true;
}

/* ---- small things */

void pattern_fail(translator *t, const char *problem)
{
    if (t->problem == NULL)
        t->problem = problem;
    t->at = t->end;
}

bool pattern_next_is(const translator *t, const char *string)
{
    size_t length = strlen(string);

    return (size_t)(t->end - t->at) >= length && memcmp(t->at, string, length) == 0;
}

bool pattern_is_surrogate(uint32_t code)
{
    return code >= 0xD800 && code < 0xE000;
}

void pattern_put_character(translator *t, uint32_t code)
{
    char bytes[4];

    if (code >= 0x80)
        orm_buffer_bytes(&t->out, bytes, orm_utf8_encode(code, bytes));
    else if ((code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
             (code >= 'A' && code <= 'Z') || code == '_')
        orm_buffer_char(&t->out, (char)code);
    else
        orm_buffer_format(&t->out, "\\x{%x}", (unsigned)code);
}

/* A letter whose other case PCRE2 sees beyond ASCII, or in ASCII. */
static void put_strict_letter(translator *t, uint32_t code)
{
    uint32_t lower = code | 0x20;

    if (code >= 0x80)
        orm_buffer_format(&t->out, "(?-i:\\x{%x})", (unsigned)code);
    else
        orm_buffer_format(&t->out, "(?-i:[%c%c])", (char)lower, (char)(lower & ~0x20U));
}

static bool is_strict_letter(uint32_t code)
{
    return code == 's' || code == 'S' || code == 'k' || code == 'K' || code == 0x17F ||
           code == 0x212A;
}

/* A character outside of a class. */
static void put_literal(translator *t, uint32_t code)
{
    t->is_repeatable = true;
    if (pattern_is_surrogate(code))
        ORM_PUT(&t->out, "(?!)");
    else if (t->is_ascii_strict && is_strict_letter(code))
        put_strict_letter(t, code);
    else
        pattern_put_character(t, code);
}

/* ---- groups, counted beforehand */

static bool is_name_end(const char *at, const char *end)
{
    return at >= end || *at == '>';
}

/* At "(?<" of a named group: its name. */
static orm_text read_name(const char *at, const char *end)
{
    const char *from = at;

    while (!is_name_end(at, end))
        at++;
    return (orm_text){from, (size_t)(at - from)};
}

static bool opens_named(const char *at, const char *end)
{
    return end - at >= 4 && memcmp(at, "(?<", 3) == 0 && at[3] != '=' && at[3] != '!';
}

static bool is_capture(const char *at, const char *end)
{
    return end - at < 2 || at[1] != '?' || opens_named(at, end);
}

static void count_groups(translator *t)
{
    bool is_in_class = false;

    t->names = orm_alloc(t->ctx->arena, (t->pattern.length + 1) * sizeof *t->names);
    for (const char *at = t->pattern.data; at < t->end; at++) {
        if (*at == '\\') {
            at++;
        } else if (*at == '[' || *at == ']') {
            is_in_class = *at == '[';
        } else if (*at == '(' && !is_in_class && is_capture(at, t->end)) {
            bool is_named = opens_named(at, t->end);

            t->names[t->group_count++] = is_named ? read_name(at + 3, t->end) : (orm_text){NULL, 0};
            t->has_names = t->has_names || is_named;
        }
    }
}

/* Number of the named group, 0: there is none. */
static uint32_t find_name(const translator *t, orm_text name)
{
    for (uint32_t i = 0; i < t->group_count; i++)
        if (t->names[i].data && orm_text_equal(t->names[i], name))
            return i + 1;
    return 0;
}

/* ---- escapes outside of classes */

static void put_reference(translator *t, uint32_t group)
{
    t->is_repeatable = true;
    orm_buffer_format(&t->out, "\\g{%u}", (unsigned)group);
}

/* Behind "\k". */
static void translate_named_reference(translator *t)
{
    orm_text name;
    uint32_t group;

    if (!t->has_names && !t->flags.is_unicode) {
        put_literal(t, 'k');
        return;
    }
    name = pattern_next_is(t, "<") ? read_name(t->at + 1, t->end) : (orm_text){NULL, 0};
    group = find_name(t, name);
    if (group == 0 || name.data + name.length >= t->end) {
        pattern_fail(t, "a reference to a group that is not there");
        return;
    }
    t->at = name.data + name.length + 1;
    put_reference(t, group);
}

/* At a digit other than 0 behind a backslash: a reference where there are so many groups. */
static bool translate_reference(translator *t)
{
    const char *at = t->at;
    uint32_t group = 0;

    for (; at < t->end && *at >= '0' && *at <= '9' && group <= t->group_count; at++)
        group = group * 10 + (uint32_t)(*at - '0');
    if (group > t->group_count) {
        if (t->flags.is_unicode)
            pattern_fail(t, "a reference to a group that is not there");
        return false;
    }
    t->at = at;
    put_reference(t, group);
    return true;
}

/* Assertions and sets: what only stands outside of classes, or stands there in another way. */
static bool translate_special_escape(translator *t)
{
    orm_text set;

    if (*t->at == 'b' || *t->at == 'B') {
        orm_buffer_format(&t->out, "\\%c", *t->at++);
        t->is_repeatable = false;
        return true;
    }
    if (*t->at == 'k') {
        t->at++;
        translate_named_reference(t);
        return true;
    }
    if (*t->at >= '1' && *t->at <= '9' && translate_reference(t))
        return true;
    if (t->at < t->end && pattern_read_set(t, &set)) {
        orm_buffer_format(&t->out, "[%.*s]", ORM_ARG(set));
        t->is_repeatable = true;
        return true;
    }
    return false;
}

static void translate_escape(translator *t)
{
    t->at++;
    if (t->at >= t->end) {
        pattern_fail(t, "a backslash at its end");
        return;
    }
    if (!translate_special_escape(t) && t->problem == NULL)
        put_literal(t, pattern_read_escape(t, false));
}

/* ---- groups and quantifiers */

static void open_group(translator *t, const char *source, const char *out, char kind)
{
    t->at += strlen(source);
    orm_buffer_string(&t->out, out);
    t->open[t->depth++] = kind;
    t->is_repeatable = false;
}

enum { GROUP = '(', LOOKAHEAD = '=', LOOKBEHIND = '<' };

static void translate_open(translator *t)
{
    static const struct {
        const char *source;
        char kind;
    } forms[] = {{"(?:", GROUP},
                 {"(?=", LOOKAHEAD},
                 {"(?!", LOOKAHEAD},
                 {"(?<=", LOOKBEHIND},
                 {"(?<!", LOOKBEHIND}};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (pattern_next_is(t, forms[i].source)) {
            open_group(t, forms[i].source, forms[i].source, forms[i].kind);
            return;
        }
    if (opens_named(t->at, t->end)) {
        orm_text name = read_name(t->at + 3, t->end);

        if (name.length == 0 || name.data + name.length >= t->end) {
            pattern_fail(t, "a group's name without its end");
            return;
        }
        open_group(t, "(", "(", GROUP);
        t->at = name.data + name.length + 1;
    } else if (pattern_next_is(t, "(?")) {
        pattern_fail(t, "an unknown kind of group");
    } else {
        open_group(t, "(", "(", GROUP);
    }
}

static void translate_close(translator *t)
{
    char kind;

    if (t->depth == 0) {
        pattern_fail(t, "a ')' without its '('");
        return;
    }
    kind = t->open[--t->depth];
    t->at++;
    orm_buffer_char(&t->out, ')');
    t->is_repeatable = kind == GROUP || (kind == LOOKAHEAD && !t->flags.is_unicode);
}

static bool read_count(const char **at, const char *end, uint32_t *out)
{
    const char *from = *at;

    for (*out = 0; *at < end && **at >= '0' && **at <= '9'; (*at)++)
        if (*out < 100000)
            *out = *out * 10 + (uint32_t)(**at - '0');
    return *at > from;
}

/* "{n}", "{n,}", "{n,m}" at `at`; false when it is none. */
static bool read_braces(const translator *t, const char **after, bool *is_ordered)
{
    const char *at = t->at + 1;
    uint32_t least, most;

    if (!read_count(&at, t->end, &least))
        return false;
    most = least;
    if (at < t->end && *at == ',') {
        at++;
        if (!read_count(&at, t->end, &most))
            most = UINT32_MAX;
    }
    if (at >= t->end || *at != '}')
        return false;
    *after = at + 1;
    *is_ordered = least <= most;
    return true;
}

/* At '*', '+', '?' or a quantifier in braces that ends at `after`. */
static void translate_quantifier(translator *t, const char *after)
{
    if (!t->is_repeatable) {
        pattern_fail(t, "nothing to repeat");
        return;
    }
    orm_buffer_bytes(&t->out, t->at, (size_t)(after - t->at));
    t->at = after;
    t->is_repeatable = false;
    if (pattern_next_is(t, "?")) {
        orm_buffer_char(&t->out, '?');
        t->at++;
    }
}

static void translate_braces(translator *t)
{
    const char *after;
    bool is_ordered;

    if (read_braces(t, &after, &is_ordered)) {
        if (is_ordered)
            translate_quantifier(t, after);
        else
            pattern_fail(t, "the numbers of a quantifier out of order");
    } else if (t->flags.is_unicode) {
        pattern_fail(t, "a '{' that opens no quantifier");
    } else {
        t->at++;
        put_literal(t, '{');
    }
}

/* ---- the rest */

#define LINE_ENDS "\\n\\r\\x{2028}\\x{2029}"

static void put_assertion(translator *t, const char *assertion)
{
    t->at++;
    orm_buffer_string(&t->out, assertion);
    t->is_repeatable = false;
}

static void translate_other(translator *t)
{
    if (t->flags.is_unicode && (*t->at == '}' || *t->at == ']'))
        pattern_fail(t, "a bracket that closes nothing");
    else
        put_literal(t, orm_utf8_next(&t->at));
}

static void translate_next(translator *t)
{
    switch (*t->at) {
    case '\\': translate_escape(t); break;
    case '[': pattern_translate_class(t); break;
    case '(': translate_open(t); break;
    case ')': translate_close(t); break;
    case '{': translate_braces(t); break;
    case '*':
    case '+':
    case '?': translate_quantifier(t, t->at + 1); break;
    case '|': put_assertion(t, "|"); break;
    case '^':
        put_assertion(t, t->flags.is_multiline ? "(?:\\A|(?<=[" LINE_ENDS "]))" : "\\A");
        break;
    case '$': put_assertion(t, t->flags.is_multiline ? "(?=[" LINE_ENDS "]|\\z)" : "\\z"); break;
    case '.':
        put_assertion(t, t->flags.is_dot_all ? "(?s:.)" : "[^" LINE_ENDS "]");
        t->is_repeatable = true;
        break;
    default: translate_other(t); break;
    }
}

/* Whether the pattern may mean U+017F or U+212A: itself, or by its escape. */
static bool names_false_ascii(orm_text pattern)
{
    static const char *const names[] = {"\xC5\xBF", "\xE2\x84\xAA", "\\u017f",
                                        "\\u017F",  "\\u212a",      "\\u212A"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);

        for (size_t at = 0; at + length <= pattern.length; at++)
            if (memcmp(pattern.data + at, names[i], length) == 0)
                return true;
    }
    return false;
}

orm_translation orm_pattern_translate(orm_ctx *ctx, orm_text pattern, orm_pattern_flags flags)
{
    orm_translation translation = {{NULL, 0}, NULL, false};
    translator t = {.ctx = ctx, .pattern = pattern, .flags = flags};

    if (pattern.length == 0)
        t.pattern.data = "";
    t.at = t.pattern.data;
    t.end = t.pattern.data + pattern.length;
    t.is_ascii_strict = flags.is_caseless && !flags.is_unicode && names_false_ascii(pattern);
    t.open = orm_alloc(ctx->arena, pattern.length + 1);
    orm_buffer_open(&t.out, ctx->host, ORM_LIFE_CALL, pattern.length * 2 + 64);
    count_groups(&t);
    while (t.at < t.end)
        translate_next(&t);
    if (t.problem == NULL && t.depth > 0)
        t.problem = "a '(' without its ')'";
    if (t.problem == NULL)
        translation.pattern = orm_buffer_copy(&t.out, ctx->arena);
    translation.problem = t.problem;
    translation.is_ascii_strict = t.is_ascii_strict;
    orm_buffer_close(&t.out);
    return translation;
}
