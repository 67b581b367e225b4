/* js.c - JavaScript's strings.  See js.h. */
#include "validate/js.h"

#include <math.h>

#include "base/number.h"

bool js_is_blank(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r');
    return code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
           code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

size_t js_length(orm_text text)
{
    size_t length = 0;

    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];

        length += (c & 0xC0) != 0x80;
        length += c >= 0xF0; /* two halves */
    }
    return length;
}

orm_text js_trim(orm_text text)
{
    const char *at = text.data, *end = at + text.length, *first = end, *last = end;

    while (at < end) {
        const char *from = at;

        if (js_is_blank(orm_utf8_next(&at)))
            continue;
        if (first == end)
            first = from;
        last = at;
    }
    return (orm_text){first, (size_t)(last - first)};
}

bool js_all(orm_text text, bool (*is_member)(char c))
{
    for (size_t i = 0; i < text.length; i++)
        if (!is_member(text.data[i]))
            return false;
    return true;
}

size_t js_digits_at(orm_text text)
{
    size_t count = 0;

    while (count < text.length && js_is_digit(text.data[count]))
        count++;
    return count;
}

bool js_is_digits(orm_text text, size_t count)
{
    return text.length > 0 && (count == 0 || text.length == count) &&
           js_digits_at(text) == text.length;
}

static bool is_stripped(uint32_t code, unsigned stripped)
{
    return (code == '-' && (stripped & JS_STRIP_HYPHENS)) ||
           (code == ' ' && (stripped & JS_STRIP_SPACES)) ||
           ((stripped & JS_STRIP_BLANKS) && js_is_blank(code));
}

orm_text js_strip(orm_text text, unsigned stripped, char *out, size_t size)
{
    const char *at = text.data, *end = at + text.length;
    size_t length = 0;

    while (at < end) {
        uint32_t codes[3] = {orm_utf8_next(&at), 0, 0};
        int count = 1;

        if (is_stripped(codes[0], stripped))
            continue;
        if (stripped & JS_UPPER)
            count = orm_upper(codes[0], codes);
        if (length + (size_t)count * 4 > size)
            return (orm_text){NULL, 0};
        for (int i = 0; i < count; i++)
            length += orm_utf8_encode(codes[i], out + length);
    }
    return (orm_text){out, length};
}

size_t js_find(orm_text text, char c, size_t from)
{
    const char *place = from < text.length ? memchr(text.data + from, c, text.length - from) : NULL;

    return place ? (size_t)(place - text.data) : text.length;
}

bool js_holds(orm_text text, orm_text part)
{
    for (size_t at = 0; at + part.length <= text.length; at++)
        if (part.length == 0 || memcmp(text.data + at, part.data, part.length) == 0)
            return true;
    return false;
}

bool js_split(orm_text *rest, char separator, orm_text *part)
{
    size_t at;

    if (rest->data == NULL)
        return false;
    at = js_find(*rest, separator, 0);
    *part = orm_text_slice(*rest, 0, at);
    if (at < rest->length)
        *rest = js_from(*rest, at + 1);
    else
        *rest = (orm_text){NULL, 0};
    return true;
}

int64_t js_integer(orm_text digits)
{
    int64_t value = 0;

    for (size_t i = 0; i < digits.length; i++)
        value = value * 10 + (digits.data[i] - '0');
    return value;
}

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && js_is_digit(*at))
        at++;
    return at;
}

/* Behind the longest decimal number at `at`, or `at`. */
static const char *skip_number(const char *at, const char *end)
{
    const char *from = at, *digits, *after;

    if (at < end && (*at == '+' || *at == '-'))
        at++;
    digits = at;
    after = at = skip_digits(at, end);
    if (at < end && *at == '.')
        after = skip_digits(at + 1, end);
    if (after - digits == (after > at))
        return from; /* no digit at all */
    if (end - after >= 2 && (*after | 0x20) == 'e') {
        const char *sign = after + 1, *first;

        first = *sign == '+' || *sign == '-' ? sign + 1 : sign;
        if (skip_digits(first, end) > first)
            return skip_digits(first, end);
    }
    return after;
}

double js_parse_float(orm_arena *arena, orm_text text)
{
    orm_text trimmed = js_trim(text);
    const char *at = trimmed.data, *end = at + trimmed.length;
    const char *after = skip_number(at, end);
    double value;

    if (after > at && orm_number_read_double(arena, (orm_text){at, (size_t)(after - at)}, &value))
        return value;
    if (orm_text_starts(trimmed, "Infinity") || orm_text_starts(trimmed, "+Infinity"))
        return INFINITY;
    return orm_text_starts(trimmed, "-Infinity") ? -INFINITY : NAN;
}

bool js_is_word(orm_text text, const char *words)
{
    for (; *words; words += strlen(words) + 1)
        if (orm_text_is(text, words))
            return true;
    return false;
}

bool js_is_upper_word(orm_text text, const char *words)
{
    char upper[32];
    orm_text folded = js_strip(text, JS_UPPER, upper, sizeof upper);

    return folded.data && js_is_word(folded, words);
}
