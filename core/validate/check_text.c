/* check_text.c - validators of texts as such: contents, length, case, encodings.  See check.h. */
#include "validate/check.h"

/* ---- contents */

bool orm_check_regex(const orm_check *check)
{
    const orm_validator_value *value = check_value(check, REGEX_PATTERN);

    return check->ctx->host->match(check->ctx->host, check->ctx, value->text, *value->texts,
                                   check->text);
}

bool orm_check_not_regex(const orm_check *check)
{
    return !orm_check_regex(check);
}

bool orm_check_equals(const orm_check *check)
{
    return orm_text_equal(check->text, check_text(check, TEXT_VALUE));
}

/* An empty text is contained in nothing. */
bool orm_check_contains(const orm_check *check)
{
    orm_text part = check_text(check, TEXT_VALUE);

    return part.length > 0 && js_holds(check->text, part);
}

bool orm_check_not_contains(const orm_check *check)
{
    return !orm_check_contains(check);
}

bool orm_check_in(const orm_check *check)
{
    return orm_check_listed(check, CHOICE_VALUES, check->text);
}

bool orm_check_not_in(const orm_check *check)
{
    return !orm_check_in(check);
}

bool orm_check_not_empty(const orm_check *check)
{
    return js_trim(check->text).length > 0;
}

bool orm_check_empty(const orm_check *check)
{
    orm_text text = check->text;

    if (check_flag(check, EMPTY_IGNORE_WHITESPACE, false))
        text = js_trim(text);
    return text.length == 0;
}

bool orm_check_array(const orm_check *check)
{
    return check->value && check->value->kind == ORM_JSON_ARRAY;
}

/* Every character is one of the given ones. */
bool orm_check_whitelisted(const orm_check *check)
{
    const orm_validator_value *allowed = check_value(check, CHARACTERS_ALLOWED);
    const char *at = check->text.data, *end = at + check->text.length;

    while (at < end) {
        const char *from = at;
        orm_text character;
        bool is_found = false;

        orm_utf8_next(&at);
        character = (orm_text){from, (size_t)(at - from)};
        for (size_t i = 0; i < allowed->count && !is_found; i++)
            is_found = js_holds(allowed->texts[i], character);
        if (!is_found)
            return false;
    }
    return true;
}

/* ---- length */

/* Characters, without the selectors of their presentation (U+FE0E, U+FE0F) behind them. */
static size_t count_characters(orm_text text)
{
    const char *at = text.data, *end = at + text.length;
    bool is_behind_character = false;
    size_t count = 0;

    while (at < end) {
        uint32_t code = orm_utf8_next(&at);
        bool is_selector = code == 0xFE0E || code == 0xFE0F;

        count += !(is_selector && is_behind_character);
        is_behind_character = !is_selector;
    }
    return count;
}

static bool is_one_of(const orm_validator_value *numbers, double number)
{
    for (size_t i = 0; i < numbers->count; i++)
        if (numbers->numbers[i] == number)
            return true;
    return false;
}

bool orm_check_length(const orm_check *check)
{
    double length = (double)count_characters(check->text);

    if (length < check_number(check, LENGTH_MIN, 0) ||
        length > check_number(check, LENGTH_MAX, length))
        return false;
    return !check_has(check, LENGTH_DISCRETE) ||
           is_one_of(check_value(check, LENGTH_DISCRETE), length);
}

bool orm_check_byte_length(const orm_check *check)
{
    double length = (double)check->text.length;

    return length >= check_number(check, BYTES_MIN, 0) &&
           length <= check_number(check, BYTES_MAX, length);
}

/* ---- case and width */

/* Whether no character has another form in this case. */
static bool is_in_case(orm_text text, int (*convert)(uint32_t code, uint32_t out[3]))
{
    const char *at = text.data, *end = at + text.length;
    uint32_t codes[3];

    while (at < end) {
        uint32_t code = orm_utf8_next(&at);

        if (convert(code, codes) != 1 || codes[0] != code)
            return false;
    }
    return true;
}

bool orm_check_lowercase(const orm_check *check)
{
    return is_in_case(check->text, orm_lower);
}

bool orm_check_uppercase(const orm_check *check)
{
    return is_in_case(check->text, orm_upper);
}

/* Beyond U+FFFF. */
bool orm_check_surrogate_pair(const orm_check *check)
{
    for (size_t i = 0; i < check->text.length; i++)
        if ((unsigned char)check->text.data[i] >= 0xF0)
            return true;
    return false;
}

static bool is_half_width(uint32_t code)
{
    return (code >= 0x20 && code <= 0x7E) || (code >= 0xFF61 && code <= 0xFFDC) ||
           (code >= 0xFFE8 && code <= 0xFFEE);
}

/* Whether the text has a character of half width, or one of full width. */
static bool has_width(orm_text text, bool is_half)
{
    const char *at = text.data, *end = at + text.length;

    while (at < end)
        if (is_half_width(orm_utf8_next(&at)) == is_half)
            return true;
    return false;
}

bool orm_check_full_width(const orm_check *check)
{
    return has_width(check->text, false);
}

bool orm_check_half_width(const orm_check *check)
{
    return has_width(check->text, true);
}

bool orm_check_variable_width(const orm_check *check)
{
    return has_width(check->text, false) && has_width(check->text, true);
}

/* ---- words */

/* Loosely, "yes" and "no" too, in any case. */
bool orm_check_boolean(const orm_check *check)
{
    char lower[16];
    orm_text text = check->text;

    if (!check_flag(check, BOOLEAN_LOOSE, false))
        return js_is_word(text, "true\0false\0"
                                "1\0"
                                "0\0");
    if (text.length >= sizeof lower)
        return false;
    for (size_t i = 0; i < text.length; i++)
        lower[i] = orm_ascii_lower(text.data[i]);
    return js_is_word((orm_text){lower, text.length}, "true\0false\0"
                                                      "1\0"
                                                      "0\0yes\0no\0");
}

/* ---- encodings */

static bool is_base32(char c)
{
    return js_is_upper(c) || (c >= '2' && c <= '7');
}

static bool is_crockford(char c)
{
    return js_is_digit(c) || (js_is_upper(c) && !strchr("ILOU", c));
}

static bool is_base64(char c)
{
    return js_is_letter(c) || js_is_digit(c) || c == '+' || c == '/';
}

static bool is_base64_url(char c)
{
    return js_is_letter(c) || js_is_digit(c) || c == '-' || c == '_';
}

/* The text without at most so many '=' at its end. */
static orm_text without_padding(orm_text text, size_t most)
{
    for (; most > 0 && text.length > 0 && text.data[text.length - 1] == '='; most--)
        text.length--;
    return text;
}

bool orm_check_base32(const orm_check *check)
{
    orm_text digits;

    if (check_flag(check, BASE32_CROCKFORD, false))
        return check->text.length > 0 && js_all(check->text, is_crockford);
    digits = without_padding(check->text, SIZE_MAX);
    return check->text.length % 8 == 0 && digits.length > 0 && js_all(digits, is_base32);
}

static bool is_base64_text(orm_text text, bool is_url_safe, bool is_padded)
{
    orm_text digits = is_padded ? without_padding(text, 2) : text;

    if (text.length == 0)
        return true;
    if (is_padded && text.length % 4 != 0)
        return false;
    return digits.length > 0 && js_all(digits, is_url_safe ? is_base64_url : is_base64);
}

bool orm_check_base64(const orm_check *check)
{
    bool is_url_safe = check_flag(check, BASE64_URL_SAFE, false);

    return is_base64_text(check->text, is_url_safe,
                          check_flag(check, BASE64_PADDING, !is_url_safe));
}

bool orm_check_jwt(const orm_check *check)
{
    orm_text rest = check->text, part;
    int parts = 0;

    for (; js_split(&rest, '.', &part); parts++)
        if (parts == 3 || !is_base64_text(part, true, false))
            return false;
    return parts == 3;
}

bool orm_check_hash(const orm_check *check)
{
    static const struct {
        const char *algorithms;
        size_t digits;
    } hashes[] = {
        {"crc32\0crc32b\0", 8},
        {"md5\0md4\0ripemd128\0tiger128\0", 32},
        {"sha1\0ripemd160\0tiger160\0", 40},
        {"tiger192\0", 48},
        {"sha256\0", 64},
        {"sha384\0", 96},
        {"sha512\0", 128},
    };
    size_t i = 0;

    while (!js_is_word(check_text(check, HASH_ALGORITHM), hashes[i].algorithms))
        i++;
    return check->text.length == hashes[i].digits && js_all(check->text, js_is_hex);
}

/* ---- UUIDs */

static bool has_uuid_form(orm_text text)
{
    if (text.length != 36)
        return false;
    for (size_t i = 0; i < 36; i++) {
        bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;

        if (is_hyphen ? text.data[i] != '-' : !js_is_hex(text.data[i]))
            return false;
    }
    return true;
}

/* Whether every digit is `digit` ('0', 'f'). */
static bool is_uuid_of(orm_text text, char digit)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] != '-' && orm_ascii_lower(text.data[i]) != digit)
            return false;
    return true;
}

/* RFC 9562's variant, and a version from `first` to `last`. */
static bool is_uuid_version(orm_text text, char first, char last)
{
    return text.data[14] >= first && text.data[14] <= last && strchr("89abAB", text.data[19]);
}

bool orm_check_uuid(const orm_check *check)
{
    orm_text version = check_text(check, UUID_VERSION), text = check->text;

    if (!has_uuid_form(text))
        return false;
    if (orm_text_is(version, "loose"))
        return true;
    if (orm_text_is(version, "nil"))
        return is_uuid_of(text, '0');
    if (orm_text_is(version, "max"))
        return is_uuid_of(text, 'f');
    if (version.length == 1)
        return is_uuid_version(text, *version.data, *version.data);
    return is_uuid_version(text, '1', '8') || is_uuid_of(text, '0') || is_uuid_of(text, 'f');
}
