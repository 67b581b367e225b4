/* json_text.c - JSON text looked at where it stands.  See json_text.h. */
#include "base/json_text.h"

#include "base/scan.h"

orm_json_kind orm_json_text_kind(orm_text value)
{
    switch (value.length ? value.data[0] : '\0') {
    case 'n': return ORM_JSON_NULL;
    case 'f': return ORM_JSON_FALSE;
    case 't': return ORM_JSON_TRUE;
    case '"': return ORM_JSON_STRING;
    case '[': return ORM_JSON_ARRAY;
    case '{': return ORM_JSON_OBJECT;
    default: return ORM_JSON_NUMBER;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

orm_text orm_json_text_trim(orm_text text)
{
    while (text.length && is_blank(text.data[0]))
        text = orm_text_slice(text, 1, text.length);
    while (text.length && is_blank(text.data[text.length - 1]))
        text.length--;
    return text;
}

/* ---- strings */

/* The bytes of a string's characters, one by one. */
typedef struct decoder {
    const char *at;
    const char *end;
    char character[4]; /* of an escape: its bytes… */
    uint8_t count;     /* …how many they are */
    uint8_t taken;     /* …and how many were given */
} decoder;

static void open_decoder(decoder *d, orm_text string)
{
    *d = (decoder){.at = string.data, .end = string.data + string.length};
    if (d->at < d->end && *d->at == '"')
        d->at++;
    if (d->at < d->end && d->end[-1] == '"')
        d->end--;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

/* The four digits behind "\u". */
static uint32_t take_hex(decoder *d)
{
    uint32_t code = 0;

    for (int i = 0; i < 4 && d->at < d->end; i++)
        code = code << 4 | (uint32_t)hex_value(*d->at++);
    return code;
}

static uint32_t take_unicode(decoder *d)
{
    uint32_t code = take_hex(d), low;

    if (code >= 0xD800 && code < 0xDC00 && d->end - d->at >= 6 && d->at[0] == '\\' &&
        d->at[1] == 'u') {
        decoder ahead = *d;

        ahead.at += 2;
        low = take_hex(&ahead);
        if (low >= 0xDC00 && low < 0xE000) {
            *d = ahead;
            return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    return code == 0 || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : code;
}

static uint32_t take_escape(decoder *d)
{
    char c = d->at < d->end ? *d->at++ : '\\';

    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'u': return take_unicode(d);
    default: return (unsigned char)c;
    }
}

/* The next byte, -1 behind the last one. */
static int next_byte(decoder *d)
{
    if (d->taken < d->count)
        return (unsigned char)d->character[d->taken++];
    if (d->at >= d->end)
        return -1;
    if (*d->at != '\\')
        return (unsigned char)*d->at++;
    d->at++;
    d->count = (uint8_t)orm_utf8_encode(take_escape(d), d->character);
    d->taken = 1;
    return (unsigned char)d->character[0];
}

static bool has_escapes(orm_text string)
{
    return string.length && memchr(string.data, '\\', string.length) != NULL;
}

/* Without the quotes, of a string without escapes. */
static orm_text inside(orm_text string)
{
    return string.length < 2 ? (orm_text){"", 0} : orm_text_slice(string, 1, string.length - 1);
}

int orm_json_text_compare_strings(orm_text left, orm_text right)
{
    decoder a, b;
    int x, y;

    if (!has_escapes(left) && !has_escapes(right))
        return orm_text_compare(inside(left), inside(right));
    open_decoder(&a, left);
    open_decoder(&b, right);
    do {
        x = next_byte(&a);
        y = next_byte(&b);
    } while (x == y && x >= 0);
    return x < y ? -1 : x > y;
}

size_t orm_json_text_decode(orm_text string, char *out)
{
    char *end = out;
    decoder d;
    int byte;

    open_decoder(&d, string);
    while ((byte = next_byte(&d)) >= 0)
        *end++ = (char)byte;
    return (size_t)(end - out);
}

static bool is_string_of(orm_text string, orm_text text)
{
    decoder d;

    if (!has_escapes(string))
        return orm_text_equal(inside(string), text);
    open_decoder(&d, string);
    for (size_t i = 0; i < text.length; i++)
        if (next_byte(&d) != (unsigned char)text.data[i])
            return false;
    return next_byte(&d) < 0;
}

/* ---- moving over values */

typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

static void skip_blanks(cursor *c)
{
    while (c->at < c->end && is_blank(*c->at))
        c->at++;
}

/* At the opening quote; leaves behind the closing one. */
static void skip_string(cursor *c)
{
    c->at++;
    while (c->at < c->end) {
        c->at = orm_scan_plain(c->at, c->end);
        if (c->at == c->end)
            return;
        if (*c->at == '"') {
            c->at++;
            return;
        }
        c->at += *c->at == '\\' && c->end - c->at > 1 ? 2 : 1;
    }
}

/* A list or an object, by counting its brackets. */
static void skip_brackets(cursor *c)
{
    size_t depth = 0;

    while (c->at < c->end) {
        char ch = *c->at;

        if (ch == '"') {
            skip_string(c);
            continue;
        }
        c->at++;
        if (ch == '[' || ch == '{')
            depth++;
        else if ((ch == ']' || ch == '}') && --depth == 0)
            return;
    }
}

static orm_text take_value(cursor *c)
{
    const char *from = c->at;

    if (c->at == c->end)
        return (orm_text){c->at, 0};
    if (*c->at == '"')
        skip_string(c);
    else if (*c->at == '[' || *c->at == '{')
        skip_brackets(c);
    else
        while (c->at < c->end && !is_blank(*c->at) && strchr(",:]}", *c->at) == NULL)
            c->at++;
    return (orm_text){from, (size_t)(c->at - from)};
}

/* Behind the opening bracket or a value: to the next value; false behind the last one. */
static bool step_to_next(cursor *c)
{
    skip_blanks(c);
    if (c->at < c->end && *c->at == ',') {
        c->at++;
        skip_blanks(c);
    }
    return c->at < c->end && *c->at != ']' && *c->at != '}';
}

/* ---- paths */

bool orm_json_step_index(orm_text step, uint32_t *index)
{
    uint64_t value = 0;

    for (size_t i = 0; i < step.length; i++) {
        if (step.data[i] < '0' || step.data[i] > '9')
            return false;
        if (value <= INT32_MAX)
            value = value * 10 + (uint64_t)(step.data[i] - '0');
    }
    *index = (uint32_t)value;
    return step.length > 0 && value <= INT32_MAX;
}

static bool find_item(cursor c, uint32_t index, orm_text *out)
{
    c.at++;
    while (step_to_next(&c)) {
        const char *from = c.at;

        *out = take_value(&c);
        if (c.at == from)
            return false; /* no value: this is not JSON */
        if (index-- == 0)
            return true;
    }
    return false;
}

static bool find_member(cursor c, orm_text name, orm_text *out)
{
    bool is_found = false;

    c.at++;
    while (step_to_next(&c)) {
        const char *from = c.at;
        orm_text key = take_value(&c), value;

        skip_blanks(&c);
        if (c.at < c.end && *c.at == ':')
            c.at++;
        skip_blanks(&c);
        value = take_value(&c);
        if (c.at == from)
            return false;
        if (is_string_of(key, name)) {
            *out = value;
            is_found = true;
        }
    }
    return is_found;
}

bool orm_json_text_find(orm_text document, const orm_text *steps, uint32_t count, orm_text *out)
{
    uint32_t index;

    *out = orm_json_text_trim(document);
    for (uint32_t i = 0; i < count; i++) {
        cursor c = {out->data, out->data + out->length};
        orm_json_kind kind = orm_json_text_kind(*out);

        if (kind == ORM_JSON_OBJECT
                ? !find_member(c, steps[i], out)
                : kind != ORM_JSON_ARRAY || !orm_json_step_index(steps[i], &index) ||
                      !find_item(c, index, out))
            return false;
    }
    return out->length > 0;
}
