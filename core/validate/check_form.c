/* check_form.c - validators of texts of a certain form: JSON, passwords, colours.  See check.h. */
#include <stdlib.h>

#include "validate/check.h"

/* ---- JSON: RFC 8259 as JSON.parse reads it, to any depth */

typedef struct json_scanner {
    const char *at;
    const char *end;
    char *open; /* '[' and '{' that are open */
    size_t depth;
} json_scanner;

static void skip_space(json_scanner *s)
{
    while (s->at < s->end && strchr(" \t\n\r", *s->at) && *s->at)
        s->at++;
}

static bool take(json_scanner *s, char c)
{
    if (s->at >= s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

static bool take_digits(json_scanner *s)
{
    const char *from = s->at;

    while (s->at < s->end && js_is_digit(*s->at))
        s->at++;
    return s->at > from;
}

static bool take_number(json_scanner *s)
{
    take(s, '-');
    if (!take(s, '0') && !take_digits(s))
        return false;
    if (take(s, '.') && !take_digits(s))
        return false;
    if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) {
        s->at++;
        if (!take(s, '+'))
            take(s, '-');
        return take_digits(s);
    }
    return true;
}

static bool take_escape(json_scanner *s)
{
    if (s->at >= s->end)
        return false;
    if (*s->at != 'u')
        return strchr("\"\\/bfnrt", *s->at++) != NULL && s->at[-1];
    s->at++;
    for (int i = 0; i < 4; i++, s->at++)
        if (s->at >= s->end || !js_is_hex(*s->at))
            return false;
    return true;
}

static bool take_string(json_scanner *s)
{
    if (!take(s, '"'))
        return false;
    while (s->at < s->end && *s->at != '"') {
        char c = *s->at++;

        if ((unsigned char)c < 0x20 || (c == '\\' && !take_escape(s)))
            return false;
    }
    return take(s, '"');
}

static bool take_word(json_scanner *s, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(s->end - s->at) < length || memcmp(s->at, word, length) != 0)
        return false;
    s->at += length;
    return true;
}

static bool take_key(json_scanner *s)
{
    skip_space(s);
    if (!take_string(s))
        return false;
    skip_space(s);
    return take(s, ':');
}

/* A scalar, or the begin of a container; `is_open`: it is not finished. */
static bool begin_value(json_scanner *s, bool *is_open)
{
    skip_space(s);
    *is_open = false;
    if (s->at >= s->end)
        return false;
    switch (*s->at) {
    case '"': return take_string(s);
    case 't': return take_word(s, "true");
    case 'f': return take_word(s, "false");
    case 'n': return take_word(s, "null");
    case '[':
    case '{': break;
    default: return take_number(s);
    }
    s->open[s->depth++] = *s->at++;
    skip_space(s);
    if (take(s, s->open[s->depth - 1] == '[' ? ']' : '}')) {
        s->depth--;
        return true;
    }
    *is_open = true;
    return s->open[s->depth - 1] == '[' || take_key(s);
}

/* Behind a value: closes containers until one goes on; false when the text is malformed. */
static bool end_values(json_scanner *s)
{
    while (s->depth > 0) {
        char open = s->open[s->depth - 1];

        skip_space(s);
        if (take(s, ','))
            return open == '[' || take_key(s);
        if (!take(s, open == '[' ? ']' : '}'))
            return false;
        s->depth--;
    }
    return true;
}

static bool is_json(const orm_check *check)
{
    json_scanner s = {check->text.data, check->text.data + check->text.length, NULL, 0};
    bool is_open;

    s.open = orm_alloc(check->ctx->arena, check->text.length + 1);
    do
        if (!begin_value(&s, &is_open) || (!is_open && !end_values(&s)))
            return false;
    while (s.depth > 0);
    skip_space(&s);
    return s.at == s.end;
}

/* Objects and lists; if told so true, false and null, or anything. */
bool orm_check_json(const orm_check *check)
{
    orm_text text = check->text;
    size_t first = 0;
    char c;

    while (first < text.length && strchr(" \t\n\r", text.data[first]) && text.data[first])
        first++;
    if (first == text.length)
        return false;
    c = text.data[first];
    if (c != '[' && c != '{' && !check_flag(check, JSON_ANY, false) &&
        !(check_flag(check, JSON_PRIMITIVES, false) && (c == 't' || c == 'f' || c == 'n')))
        return false;
    return is_json(check);
}

/* ---- passwords */

typedef struct password {
    double length; /* as JavaScript counts */
    double unique; /* characters */
    double lower, upper, digits, symbols;
} password;

static bool is_symbol(uint32_t code)
{
    return code == 0xA3 ||
           (code < 0x80 && code && strchr("-#!$@%^&*()_+|~=`{}[]:\";'<>?,./\\ ", (int)code));
}

static int compare_codes(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

static double count_unique(const orm_check *check)
{
    uint32_t *codes = ORM_NEW_N(check->ctx->arena, uint32_t, check->text.length + 1);
    const char *at = check->text.data, *end = at + check->text.length;
    size_t count = 0, unique = 0;

    while (at < end)
        codes[count++] = orm_utf8_next(&at);
    qsort(codes, count, sizeof *codes, compare_codes);
    for (size_t i = 0; i < count; i++)
        unique += i == 0 || codes[i] != codes[i - 1];
    return (double)unique;
}

static password analyse(orm_text text)
{
    password out = {(double)js_length(text), 0, 0, 0, 0, 0};
    const char *at = text.data, *end = at + text.length;

    while (at < end) {
        uint32_t code = orm_utf8_next(&at);

        out.upper += code >= 'A' && code <= 'Z';
        out.lower += code >= 'a' && code <= 'z';
        out.digits += code >= '0' && code <= '9';
        out.symbols += is_symbol(code);
    }
    return out;
}

static double score(const orm_check *check, const password *password)
{
    double unique = count_unique(check);
    double points = unique * check_number(check, PASSWORD_PER_UNIQUE, 1) +
                    (password->length - unique) * check_number(check, PASSWORD_PER_REPEAT, 0.5);

    if (password->lower > 0)
        points += check_number(check, PASSWORD_FOR_LOWER, 10);
    if (password->upper > 0)
        points += check_number(check, PASSWORD_FOR_UPPER, 10);
    if (password->digits > 0)
        points += check_number(check, PASSWORD_FOR_NUMBER, 10);
    if (password->symbols > 0)
        points += check_number(check, PASSWORD_FOR_SYMBOL, 10);
    return points;
}

/* With `returnScore` every password passes whose score is not zero. */
bool orm_check_strong_password(const orm_check *check)
{
    password password = analyse(check->text);

    if (check_flag(check, PASSWORD_SCORE, false))
        return score(check, &password) != 0;
    return password.length >= check_number(check, PASSWORD_LENGTH, 8) &&
           password.lower >= check_number(check, PASSWORD_LOWERCASE, 1) &&
           password.upper >= check_number(check, PASSWORD_UPPERCASE, 1) &&
           password.digits >= check_number(check, PASSWORD_NUMBERS, 1) &&
           password.symbols >= check_number(check, PASSWORD_SYMBOLS, 1);
}

/* ---- colours */

bool orm_check_hex_color(const orm_check *check)
{
    bool has_mark = check->text.length > 0 && *check->text.data == '#';
    orm_text digits = has_mark ? js_from(check->text, 1) : check->text;

    if (!has_mark && check_flag(check, HEX_COLOR_HASHTAG, false))
        return false;
    return (digits.length == 3 || digits.length == 4 || digits.length == 6 || digits.length == 8) &&
           js_all(digits, js_is_hex);
}

#define BYTE  "(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])"
#define PART  "(?:[0-9]%|[1-9][0-9]%|100%)"
#define ALPHA "(?:0?\\.\\d\\d?|1(?:\\.0)?|0(?:\\.0)?)"
#define COLOR(value)                                                                               \
    "^(?:rgb\\((?:" value ",){2}" value "\\)|rgba\\((?:" value ",){3}" ALPHA "\\))$"

bool orm_check_rgb_color(const orm_check *check)
{
    char buffer[128];
    orm_text text = check->text;

    if (check_flag(check, RGB_SPACES, false)) {
        if (!orm_text_starts(text, "rgb"))
            return false;
        text = js_strip(text, JS_STRIP_BLANKS, buffer, sizeof buffer);
        if (text.data == NULL)
            return false;
    }
    return orm_check_match(check, COLOR(BYTE), "", text) ||
           (check_flag(check, RGB_PERCENT, true) && orm_check_match(check, COLOR(PART), "", text));
}
