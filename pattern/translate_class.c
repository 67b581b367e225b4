/* translate_class.c - escapes that stand for characters, and classes of characters.  See
 * translate.h. */
#include "pattern/translate_private.h"

/* ---- escapes of one character */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return (c | 0x20) - 'a' + 10;
    return -1;
}

/* Exactly `digits` hexadecimal digits at `at`; false when they are not there. */
static bool read_hex(translator *t, int digits, uint32_t *out)
{
    uint32_t value = 0;

    if (t->end - t->at < digits)
        return false;
    for (int i = 0; i < digits; i++) {
        int digit = hex_value(t->at[i]);

        if (digit < 0)
            return false;
        value = value << 4 | (uint32_t)digit;
    }
    t->at += digits;
    *out = value;
    return true;
}

/* Behind "\u" at '{': a code point, with the flag u. */
static bool read_braced(translator *t, uint32_t *out)
{
    const char *at = t->at + 1;
    uint32_t value = 0;

    if (!t->flags.is_unicode || !pattern_next_is(t, "{"))
        return false;
    for (; at < t->end && hex_value(*at) >= 0 && value <= 0x10FFFF; at++)
        value = value << 4 | (uint32_t)hex_value(*at);
    if (at == t->at + 1 || at >= t->end || *at != '}' || value > 0x10FFFF)
        return false;
    t->at = at + 1;
    *out = value;
    return true;
}

/* Behind "\u". */
static uint32_t read_unicode(translator *t)
{
    uint32_t code, low;
    const char *back;

    if (read_braced(t, &code))
        return code;
    if (!read_hex(t, 4, &code)) {
        if (t->flags.is_unicode)
            pattern_fail(t, "a \\u without its digits");
        return 'u';
    }
    back = t->at;
    if (code >= 0xD800 && code < 0xDC00 && pattern_next_is(t, "\\u")) {
        t->at += 2;
        if (read_hex(t, 4, &low) && low >= 0xDC00 && low < 0xE000)
            return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        t->at = back;
    }
    return code;
}

/* At a digit behind a backslash that is no reference: up to three octal digits, up to 0377. */
static uint32_t read_octal(translator *t)
{
    uint32_t value = 0;

    if (*t->at >= '8')
        return (uint32_t)*t->at++;
    if (t->flags.is_unicode &&
        (*t->at != '0' || (t->end - t->at > 1 && t->at[1] >= '0' && t->at[1] <= '9')))
        pattern_fail(t, "an octal escape");
    for (int i = 0; i < 3 && t->at < t->end && *t->at >= '0' && *t->at <= '7' && value < 040; i++)
        value = value * 8 + (uint32_t)(*t->at++ - '0');
    return value;
}

/* Behind "\c". */
static uint32_t read_control(translator *t, bool is_in_class)
{
    char c = t->at < t->end ? *t->at : '\0';
    bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

    if (is_letter ||
        (is_in_class && !t->flags.is_unicode && ((c >= '0' && c <= '9') || c == '_'))) {
        t->at++;
        return (uint32_t)c & 0x1F;
    }
    if (t->flags.is_unicode)
        pattern_fail(t, "a \\c without its letter");
    else
        t->at--; /* the backslash stands for itself, 'c' follows */
    return '\\';
}

/* With the flag u a backslash stands only before what needs it. */
static uint32_t read_identity(translator *t, bool is_in_class)
{
    char c = *t->at;
    bool is_syntax = c && (strchr("^$\\.*+?()[]{}|/", c) || (is_in_class && c == '-'));

    if (t->flags.is_unicode && !is_syntax)
        pattern_fail(t, "an escape that means nothing");
    return t->at < t->end ? orm_utf8_next(&t->at) : 0;
}

uint32_t pattern_read_escape(translator *t, bool is_in_class)
{
    static const char letters[] = "tnvfr", meanings[] = "\t\n\v\f\r";
    const char *letter = *t->at ? strchr(letters, *t->at) : NULL;
    uint32_t code;

    if (letter) {
        t->at++;
        return (uint32_t)meanings[letter - letters];
    }
    switch (*t->at) {
    case 'b': t->at++; return '\b'; /* in a class; outside it is an assertion */
    case 'c': t->at++; return read_control(t, is_in_class);
    case 'u': t->at++; return read_unicode(t);
    case 'x':
        t->at++;
        if (!read_hex(t, 2, &code)) {
            code = 'x';
            if (t->flags.is_unicode)
                pattern_fail(t, "a \\x without its digits");
        }
        return code;
    default: break;
    }
    return *t->at >= '0' && *t->at <= '9' ? read_octal(t) : read_identity(t, is_in_class);
}

/* ---- sets */

#define BLANKS                                                                                     \
    "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"  \
    "\\x{3000}\\x{feff}"
#define NO_BLANKS                                                                                  \
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"               \
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"                 \
    "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

/* General categories that PCRE2 knows by their letters only. */
static const struct {
    const char *name, *letters;
} categories[] = {
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
    {"LC", "L&"},
};

static orm_text category_of(orm_text name)
{
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (orm_text_is(name, categories[i].name))
            return orm_text_from(categories[i].letters);
    return name;
}

static orm_text behind_equals(orm_text name)
{
    const char *equals = memchr(name.data, '=', name.length);

    return equals ? orm_text_slice(name, (size_t)(equals - name.data) + 1, name.length)
                  : (orm_text){NULL, 0};
}

/* Only what a name can hold may reach PCRE2. */
static bool is_property_name(orm_text name)
{
    for (size_t i = 0; i < name.length; i++)
        if (hex_value(name.data[i]) < 0 && name.data[i] != '_' &&
            ((name.data[i] | 0x20) < 'a' || (name.data[i] | 0x20) > 'z'))
            return false;
    return name.length > 0;
}

/* Behind "\p" or "\P" (`letter`), with the flag u. */
static orm_text read_property(translator *t, char letter)
{
    const char *close = memchr(t->at, '}', (size_t)(t->end - t->at));
    orm_text name, value, scripts = {NULL, 0};

    if (!pattern_next_is(t, "{") || close == NULL) {
        pattern_fail(t, "a property without its name");
        return scripts;
    }
    name = (orm_text){t->at + 1, (size_t)(close - t->at - 1)};
    value = behind_equals(name);
    t->at = close + 1;
    if (orm_text_starts(name, "Script_Extensions=") || orm_text_starts(name, "scx="))
        scripts = ORM_TEXT("scx:");
    else if (orm_text_starts(name, "Script=") || orm_text_starts(name, "sc="))
        scripts = ORM_TEXT("sc:");
    else if (value.data && !orm_text_starts(name, "General_Category=") &&
             !orm_text_starts(name, "gc="))
        pattern_fail(t, "a property that is not known");
    name = value.data ? value : name;
    if (!is_property_name(name))
        pattern_fail(t, "a property that is not known");
    if (scripts.length == 0)
        name = category_of(name);
    if (orm_text_is(name, "Assigned"))
        return letter == 'p' ? ORM_TEXT("\\P{Cn}") : ORM_TEXT("\\p{Cn}");
    return orm_text_format(t->ctx->arena, "\\%c{%.*s%.*s}", letter, ORM_ARG(scripts),
                           ORM_ARG(name));
}

bool pattern_read_set(translator *t, orm_text *out)
{
    char letter = *t->at;

    switch (letter) {
    case 'd': *out = ORM_TEXT("0-9"); break;
    case 'D': *out = ORM_TEXT("\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}"); break;
    case 'w': *out = ORM_TEXT("\\w"); break; /* no range: its letters have no other case */
    case 'W': *out = ORM_TEXT("\\W"); break;
    case 's': *out = ORM_TEXT(BLANKS); break;
    case 'S': *out = ORM_TEXT(NO_BLANKS); break;
    case 'p':
    case 'P':
        if (!t->flags.is_unicode)
            return false;
        t->at++;
        *out = read_property(t, letter);
        return true;
    default: return false;
    }
    t->at++;
    return true;
}

/* ---- classes */

enum { LONG_S = 0x017F, KELVIN = 0x212A };

/* What is known of a class while it is read.  To PCRE2 "s" and U+017F, "k" and U+212A are one
 * letter in another case: who is a member by a range brings the other with it, a set does not. */
typedef struct class_state {
    bool is_empty;
    bool has_s; /* in either case, by a range */
    bool has_k;
    bool has_long_s;
    bool has_kelvin;
    bool has_ascii_set;  /* \w \D \S: all letters of ASCII */
    bool has_beyond_set; /* \D \W \S: all letters beyond */
} class_state;

/* One member: a character, or a set. */
typedef struct class_atom {
    char letter; /* of a set, or 0 */
    uint32_t code;
    orm_text set;
} class_atom;

static class_atom read_atom(translator *t)
{
    class_atom atom = {0, 0, {NULL, 0}};

    if (*t->at != '\\') {
        atom.code = orm_utf8_next(&t->at);
    } else if (++t->at >= t->end) {
        pattern_fail(t, "a backslash at its end");
    } else {
        char letter = *t->at;

        if (pattern_read_set(t, &atom.set))
            atom.letter = letter;
        else
            atom.code = pattern_read_escape(t, true);
    }
    return atom;
}

static void note_letters(class_state *state, uint32_t first, uint32_t last)
{
    state->has_s |= (first <= 's' && 's' <= last) || (first <= 'S' && 'S' <= last);
    state->has_k |= (first <= 'k' && 'k' <= last) || (first <= 'K' && 'K' <= last);
    state->has_long_s |= first <= LONG_S && LONG_S <= last;
    state->has_kelvin |= first <= KELVIN && KELVIN <= last;
}

/* A range, without surrogates; one over all of them has the characters that they spell. */
static void put_range(translator *t, class_state *state, uint32_t first, uint32_t last)
{
    bool is_over = first <= 0xD800 && last >= 0xDFFF && last <= 0xFFFF;

    if (pattern_is_surrogate(first))
        first = 0xE000;
    if (pattern_is_surrogate(last))
        last = 0xD7FF;
    if (first > last)
        return;
    state->is_empty = false;
    note_letters(state, first, last);
    pattern_put_character(t, first);
    if (last > first) {
        orm_buffer_char(&t->out, '-');
        pattern_put_character(t, last);
    }
    if (is_over)
        ORM_PUT(&t->out, "\\x{10000}-\\x{10ffff}");
}

static void put_atom(translator *t, class_state *state, class_atom atom)
{
    if (atom.letter == 0) {
        put_range(t, state, atom.code, atom.code);
        return;
    }
    state->is_empty = false;
    state->has_ascii_set |= strchr("wDS", atom.letter) != NULL;
    state->has_beyond_set |= strchr("DWS", atom.letter) != NULL;
    orm_buffer_text(&t->out, atom.set);
}

/* A member, or a range of two; where one end is a set the '-' is a member. */
static void translate_member(translator *t, class_state *state)
{
    class_atom first = read_atom(t), last;

    if (t->end - t->at < 2 || *t->at != '-' || t->at[1] == ']') {
        put_atom(t, state, first);
        return;
    }
    t->at++;
    last = read_atom(t);
    if (first.letter == 0 && last.letter == 0) {
        if (first.code > last.code)
            pattern_fail(t, "a range of characters out of order");
        else
            put_range(t, state, first.code, last.code);
        return;
    }
    if (t->flags.is_unicode)
        pattern_fail(t, "a range of more than characters");
    put_atom(t, state, first);
    put_range(t, state, '-', '-');
    put_atom(t, state, last);
}

/* [a-z] without the letters that are members only by their case, [^a-z] with them. */
static void put_strict_class(translator *t, const class_state *state, orm_text class)
{
    const char *s = "", *k = "";

    if (state->has_s != state->has_long_s)
        s = state->has_s ? (state->has_beyond_set ? "" : "\\x{17f}")
                         : (state->has_ascii_set ? "" : "sS");
    if (state->has_k != state->has_kelvin)
        k = state->has_k ? (state->has_beyond_set ? "" : "\\x{212a}")
                         : (state->has_ascii_set ? "" : "kK");
    if (*s == '\0' && *k == '\0')
        orm_buffer_text(&t->out, class);
    else if (orm_text_starts(class, "[^"))
        orm_buffer_format(&t->out, "(?:%.*s|(?-i:[%s%s]))", ORM_ARG(class), s, k);
    else
        orm_buffer_format(&t->out, "(?:(?!(?-i:[%s%s]))%.*s)", s, k, ORM_ARG(class));
}

static void finish_class(translator *t, const class_state *state, size_t from, bool is_negated)
{
    orm_text class;

    t->is_repeatable = true;
    if (state->is_empty) {
        t->out.length = from;
        orm_buffer_string(&t->out, is_negated ? "(?s:.)" : "(?!)");
        return;
    }
    orm_buffer_char(&t->out, ']');
    if (!t->is_ascii_strict)
        return;
    class = orm_text_copy(t->ctx->arena, orm_buffer_since(&t->out, from));
    t->out.length = from;
    put_strict_class(t, state, class);
}

void pattern_translate_class(translator *t)
{
    class_state state = {.is_empty = true};
    size_t from = t->out.length;
    bool is_negated;

    t->at++;
    is_negated = pattern_next_is(t, "^");
    if (is_negated)
        t->at++;
    orm_buffer_string(&t->out, is_negated ? "[^" : "[");
    while (t->at < t->end && *t->at != ']')
        translate_member(t, &state);
    if (t->problem)
        return;
    if (t->at >= t->end) {
        pattern_fail(t, "a '[' without its ']'");
        return;
    }
    t->at++;
    finish_class(t, &state, from, is_negated);
}
