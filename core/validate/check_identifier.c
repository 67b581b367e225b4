/* check_identifier.c - validators of numbers with check digits: cards, books, goods, banks.  See
 * check.h. */
#include "validate/check.h"
#include "validate/check_iban_data.h"

/* ---- Luhn */

static int luhn_double(int digit)
{
    return digit > 4 ? digit * 2 - 9 : digit * 2;
}

bool orm_check_is_luhn(orm_text digits)
{
    int sum = 0;

    for (size_t i = 0; i < digits.length; i++) {
        int digit = digits.data[digits.length - 1 - i] - '0';

        sum = (sum + (i % 2 ? luhn_double(digit) : digit)) % 10;
    }
    return sum == 0;
}

/* The text without hyphens and spaces, in the arena: it may be of any length. */
static orm_text digits_of(const orm_check *check)
{
    size_t size = check->text.length + 16;

    return js_strip(check->text, JS_STRIP_HYPHENS | JS_STRIP_SPACES,
                    orm_alloc(check->ctx->arena, size), size);
}

bool orm_check_luhn(const orm_check *check)
{
    orm_text digits = digits_of(check);

    return js_is_digits(digits, 0) && orm_check_is_luhn(digits);
}

/* ---- credit cards */

static const struct {
    const char *provider;
    const char *pattern;
} cards[] = {
    {"amex", "^3[47][0-9]{13}$"},
    {"dinersclub", "^3(?:0[0-5]|[68][0-9])[0-9]{11}$"},
    {"discover", "^6(?:011|5[0-9][0-9])[0-9]{12,15}$"},
    {"jcb", "^(?:2131|1800|35\\d{3})\\d{11}$"},
    /* as it is in validator.js: the first alternative has no end, the second no begin */
    {"mastercard", "^5[1-5][0-9]{2}|(?:222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)"
                   "[0-9]{12}$"},
    {"unionpay", "^(?:6[27][0-9]{14}|81[0-9]{14,17})$"},
    {"visa", "^4[0-9]{12}(?:[0-9]{3,6})?$"},
};

enum { CARDS = sizeof cards / sizeof *cards };

bool orm_check_knows_card(orm_text provider)
{
    for (size_t i = 0; i < CARDS; i++)
        if (orm_text_equal_ascii_fold(provider, orm_text_from(cards[i].provider)))
            return true;
    return false;
}

bool orm_check_credit_card(const orm_check *check)
{
    orm_text provider = check_text(check, CARD_PROVIDER), digits = digits_of(check);

    if (!js_is_digits(digits, 0) || !orm_check_is_luhn(digits))
        return false;
    for (size_t i = 0; i < CARDS; i++)
        if ((provider.length == 0 ||
             orm_text_equal_ascii_fold(provider, orm_text_from(cards[i].provider))) &&
            orm_check_match(check, cards[i].pattern, "", digits))
            return true;
    return false;
}

/* ---- banks */

static const char *iban_format(orm_text country)
{
    for (size_t i = 0; i < sizeof iban_formats / sizeof *iban_formats; i++)
        if (orm_text_is(country, iban_formats[i].country))
            return iban_formats[i].format;
    return NULL;
}

bool orm_check_knows_iban(orm_text country)
{
    return iban_format(country) != NULL;
}

static bool is_of_kind(char c, char kind)
{
    return kind == 'n'   ? js_is_digit(c)
           : kind == 'a' ? js_is_upper(c)
                         : js_is_digit(c) || js_is_upper(c);
}

/* "8n12c": 8 digits, 12 letters or digits; 'a': letters. */
static bool has_format(orm_text text, const char *format)
{
    while (*format) {
        size_t count = 0;

        while (js_is_digit(*format))
            count = count * 10 + (size_t)(*format++ - '0');
        if (text.length < count)
            return false;
        for (size_t i = 0; i < count; i++)
            if (!is_of_kind(text.data[i], *format))
                return false;
        text = js_from(text, count);
        format++;
    }
    return text.length == 0;
}

/* Modulo 97 of the digits, a letter being two of them (A: 10). */
static int modulo97(orm_text text, int rest)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];

        rest = js_is_digit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }
    return rest;
}

bool orm_check_iban(const orm_check *check)
{
    char buffer[64];
    orm_text iban =
        js_strip(check->text, JS_STRIP_BLANKS | JS_STRIP_HYPHENS | JS_UPPER, buffer, sizeof buffer);
    orm_text country;
    const char *format;

    if (iban.data == NULL || iban.length < 4)
        return false;
    country = orm_text_slice(iban, 0, 2);
    format = iban_format(country);
    if (format == NULL || !js_is_digits(orm_text_slice(iban, 2, 4), 2) ||
        !has_format(js_from(iban, 4), format) ||
        (check_has(check, IBAN_WHITELIST) && !orm_check_listed(check, IBAN_WHITELIST, country)) ||
        orm_check_listed(check, IBAN_BLACKLIST, country))
        return false;
    return modulo97(orm_text_slice(iban, 0, 4), modulo97(js_from(iban, 4), 0)) == 1;
}

/* The first two digits say which; some are reserved. */
bool orm_check_aba_routing(const orm_check *check)
{
    static const int weights[] = {3, 7, 1};
    orm_text text = check->text;
    int64_t prefix;
    int sum = 0;

    if (!js_is_digits(text, 9))
        return false;
    prefix = js_integer(orm_text_slice(text, 0, 2));
    if (!(prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) ||
          prefix == 80))
        return false;
    for (size_t i = 0; i < 9; i++)
        sum += (text.data[i] - '0') * weights[i % 3];
    return sum % 10 == 0;
}

/* ---- goods and books */

/* Sum of the digits, every other one of them three times; `is_first_triple`: the first, too. */
static int sum_triple(orm_text digits, bool is_first_triple)
{
    int sum = 0;

    for (size_t i = 0; i < digits.length; i++)
        sum += (digits.data[i] - '0') * ((i % 2 == 0) == is_first_triple ? 3 : 1);
    return sum;
}

bool orm_check_ean(const orm_check *check)
{
    orm_text text = check->text;

    return (text.length == 8 || text.length == 13 || text.length == 14) && js_is_digits(text, 0) &&
           sum_triple(text, text.length != 13) % 10 == 0;
}

/* Nine digits and a digit or X: the sum of digit times place is a multiple of 11. */
static bool is_isbn10(orm_text text)
{
    int sum = 0;

    if (text.length != 10 || js_digits_at(text) < 9 ||
        !(js_is_digit(text.data[9]) || text.data[9] == 'X'))
        return false;
    for (int i = 0; i < 10; i++)
        sum += (i + 1) * (text.data[i] == 'X' ? 10 : text.data[i] - '0');
    return sum % 11 == 0;
}

bool orm_check_isbn(const orm_check *check)
{
    char buffer[32];
    orm_text version = check_text(check, ISBN_VERSION);
    orm_text isbn =
        js_strip(check->text, JS_STRIP_BLANKS | JS_STRIP_HYPHENS, buffer, sizeof buffer);

    if (isbn.data == NULL)
        return false;
    if (!orm_text_is(version, "13") && is_isbn10(isbn))
        return true;
    return !orm_text_is(version, "10") && js_is_digits(isbn, 13) &&
           sum_triple(isbn, false) % 10 == 0;
}

bool orm_check_issn(const orm_check *check)
{
    orm_text text = check->text;
    bool has_hyphen = text.length == 9 && text.data[4] == '-';
    bool has_any_case = !check_flag(check, ISSN_CASE, false);
    int sum = 0, place = 8;

    if (!has_hyphen && (text.length != 8 || check_flag(check, ISSN_HYPHEN, false)))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool is_x = i + 1 == text.length && (c == 'X' || (c == 'x' && has_any_case));

        if (has_hyphen && i == 4)
            continue;
        if (!is_x && !js_is_digit(c))
            return false;
        sum += (is_x ? 10 : c - '0') * place--;
    }
    return sum % 11 == 0;
}

/* Two letters, nine letters or digits, a digit: Luhn over all digits, a letter being two of them.
 */
bool orm_check_isin(const orm_check *check)
{
    orm_text text = check->text;
    char digits[32];
    size_t count = 0;

    if (text.length != 12 || !has_format(text, "2a9c1n"))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        int value = js_is_digit(text.data[i]) ? text.data[i] - '0' : text.data[i] - 'A' + 10;

        if (value >= 10)
            digits[count++] = (char)('0' + value / 10);
        digits[count++] = (char)('0' + value % 10);
    }
    return orm_check_is_luhn((orm_text){digits, count});
}

/* ---- phones and containers */

/* Fifteen digits, or with hyphens 2-6-6-1. */
bool orm_check_imei(const orm_check *check)
{
    char buffer[32];
    orm_text text = check->text;

    if (check_flag(check, IMEI_HYPHENS, false)) {
        if (text.length != 18 || text.data[2] != '-' || text.data[9] != '-' || text.data[16] != '-')
            return false;
        text = js_strip(text, JS_STRIP_HYPHENS, buffer, sizeof buffer);
    }
    return text.data && js_is_digits(text, 15) && orm_check_is_luhn(text);
}

/* Letters count from 10 on, leaving out the multiples of 11. */
static int64_t container_value(int64_t code)
{
    int64_t letter = code - 55;

    if (code >= '0' && code <= '9')
        return code - '0';
    if (letter < 11)
        return letter;
    if (letter <= 20)
        return 12 + letter % 11;
    return letter <= 30 ? 23 + letter % 21 : 34 + letter % 31;
}

/* The sum of value times two to the place, modulo 11 and 10, is the last digit. */
static bool has_container_digit(orm_text text)
{
    const char *at = text.data;
    int64_t sum = 0;

    for (int i = 0; i < 10; i++)
        sum += container_value((int64_t)orm_utf8_next(&at)) * (1 << i);
    return sum % 11 % 10 == *at - '0';
}

/* As it is in validator.js: the first alternative has no end, the second no begin; the digit is
 * checked where there are eleven characters. */
bool orm_check_container(const orm_check *check)
{
    orm_text text = orm_text_upper(check->ctx->arena, check->text);

    if (!orm_check_match(check, "^[A-Z]{3}U[0-9]{7}|[J,Z][0-9]{6,7}$", "", text))
        return false;
    return js_length(text) != 11 || orm_utf8_count(text) != 11 || has_container_digit(text);
}
