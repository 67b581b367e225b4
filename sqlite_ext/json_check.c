/* json_check.c - whether a stored text is JSON, in one pass and without raising.
 *
 * RFC 8259, as the core's reader understands it, but nothing is built.  On the way it is seen
 * whether the text can be answered as it is: without blanks between tokens for JSON, and for JSONB
 * in canonical form.  `is_canonical` errs to the side of false: a key with an escape is not
 * compared with its neighbour.  UTF-8 is not checked. */
#include "orm_lite.h"

#include "base/scan.h"

enum { MAX_DEPTH = 1000 }; /* SQLite's own limit of nesting */

typedef struct checker {
    const char *at;
    const char *end;
    int depth;
    orm_lite_json *facts;
} checker;

static bool check_value(checker *c);

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') <= 9;
}

static void skip_blanks(checker *c)
{
    const char *from = c->at;

    while (c->at < c->end && (*c->at == ' ' || *c->at == '\n' || *c->at == '\t' || *c->at == '\r'))
        c->at++;
    if (c->at > from)
        c->facts->has_blanks = true;
}

static bool take(checker *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

/* ---- strings */

/* The four digits behind \u, or -1. */
static int read_hex(checker *c)
{
    int code = 0;

    if (c->end - c->at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char digit = *c->at++;

        if (is_digit(digit))
            code = code * 16 + (digit - '0');
        else if ((digit | 32) >= 'a' && (digit | 32) <= 'f')
            code = code * 16 + ((digit | 32) - 'a' + 10);
        else
            return -1;
    }
    return code;
}

/* Characters that have no shorter escape are canonical as \u00xx, in lower case; that is not looked
 * at so closely: what is escaped by number is left to the canonical writer. */
static bool check_unicode(checker *c)
{
    int code = read_hex(c), low;

    c->facts->is_canonical = false;
    if (code == 0 || (code >= 0xDC00 && code < 0xE000))
        c->facts->is_storable = false;
    if (code < 0xD800 || code >= 0xDC00)
        return code >= 0;
    if (c->end - c->at >= 2 && c->at[0] == '\\' && c->at[1] == 'u') {
        c->at += 2;
        low = read_hex(c);
        if (low < 0xDC00 || low >= 0xE000)
            c->facts->is_storable = false;
        return low >= 0;
    }
    c->facts->is_storable = false;
    return true;
}

static bool check_escape(checker *c)
{
    c->at++;
    if (c->at == c->end)
        return false;
    switch (*c->at++) {
    case '"':
    case '\\':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return true;
    case '/': c->facts->is_canonical = false; return true;
    case 'u': return check_unicode(c);
    default: return false;
    }
}

/* Behind the opening quote; leaves behind the closing one. */
static bool check_string(checker *c)
{
    for (;;) {
        c->at = orm_scan_plain(c->at, c->end);
        if (c->at == c->end)
            return false;
        if (*c->at == '"') {
            c->at++;
            return true;
        }
        if (*c->at != '\\' || !check_escape(c))
            return false;
    }
}

/* ---- numbers and words */

static bool skip_digits(checker *c)
{
    const char *from = c->at;

    while (c->at < c->end && is_digit(*c->at))
        c->at++;
    return c->at > from;
}

/* jsonb prints no exponents, and no sign before a zero. */
static bool check_number(checker *c)
{
    bool is_negative = take(c, '-');

    if (is_negative && c->at < c->end && *c->at == '0')
        c->facts->is_canonical = false;
    if (!take(c, '0') && !skip_digits(c))
        return false;
    if (take(c, '.') && !skip_digits(c))
        return false;
    if (!take(c, 'e') && !take(c, 'E'))
        return true;
    c->facts->is_canonical = false;
    if (!take(c, '+'))
        take(c, '-');
    return skip_digits(c);
}

static bool check_word(checker *c, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(c->end - c->at) < length || memcmp(c->at, word, length) != 0)
        return false;
    c->at += length;
    return true;
}

/* ---- lists and objects */

static bool enter(checker *c)
{
    c->at++;
    if (++c->depth > c->facts->depth)
        c->facts->depth = c->depth;
    skip_blanks(c);
    return c->depth <= MAX_DEPTH;
}

static bool check_array(checker *c)
{
    if (!enter(c))
        return false;
    if (!take(c, ']')) {
        do {
            skip_blanks(c);
            if (!check_value(c))
                return false;
            skip_blanks(c);
        } while (take(c, ','));
        if (!take(c, ']'))
            return false;
    }
    c->depth--;
    return true;
}

/* Whether `key` stands behind `before` in jsonb's order: by length, then by bytes. */
static bool is_behind(orm_text before, orm_text key)
{
    if (before.data == NULL || before.length != key.length)
        return before.data == NULL || before.length < key.length;
    return memcmp(before.data, key.data, key.length) < 0;
}

static bool check_key(checker *c, orm_text *before)
{
    const char *from = c->at + 1;
    orm_text key;

    if (!take(c, '"') || !check_string(c))
        return false;
    key = (orm_text){from, (size_t)(c->at - from - 1)};
    if (!is_behind(*before, key) || memchr(key.data, '\\', key.length))
        c->facts->is_canonical = false;
    *before = key;
    return true;
}

static bool check_object(checker *c)
{
    orm_text before = {NULL, 0};

    if (!enter(c))
        return false;
    if (!take(c, '}')) {
        do {
            skip_blanks(c);
            if (!check_key(c, &before))
                return false;
            skip_blanks(c);
            if (!take(c, ':'))
                return false;
            skip_blanks(c);
            if (!check_value(c))
                return false;
            skip_blanks(c);
        } while (take(c, ','));
        if (!take(c, '}'))
            return false;
    }
    c->depth--;
    return true;
}

static bool check_value(checker *c)
{
    if (c->at == c->end)
        return false;
    switch (*c->at) {
    case '{': return check_object(c);
    case '[': return check_array(c);
    case '"': c->at++; return check_string(c);
    case 't': return check_word(c, "true");
    case 'f': return check_word(c, "false");
    case 'n': return check_word(c, "null");
    default: return check_number(c);
    }
}

bool orm_lite_json_check(orm_text text, orm_lite_json *out)
{
    checker c = {text.data, text.data + text.length, 0, out};

    *out = (orm_lite_json){.is_canonical = true, .is_storable = true};
    skip_blanks(&c);
    if (!check_value(&c))
        return false;
    skip_blanks(&c);
    if (out->has_blanks)
        out->is_canonical = false;
    return c.at == c.end;
}
