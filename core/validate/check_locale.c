/* check_locale.c - validators with a pattern for each locale or country.  See check.h. */
#include "validate/check.h"

typedef struct locale_pattern {
    const char *locale;
    const char *pattern; /* "=x": that of locale x */
    const char *flags;
    bool is_trimmed; /* blanks around the text do not count */
} locale_pattern;

#include "validate/check_locale_data.h"

/* A table of patterns. */
typedef struct locale_table {
    const locale_pattern *patterns;
    size_t count;
} locale_table;

#define TABLE(patterns)                                                                            \
    {                                                                                              \
        patterns, sizeof(patterns) / sizeof *(patterns)                                            \
    }

static const locale_table alphas = TABLE(alpha_patterns);
static const locale_table alphanumerics = TABLE(alphanumeric_patterns);
static const locale_table postals = TABLE(postal_patterns);
static const locale_table phones = TABLE(phone_patterns);
static const locale_table passports = TABLE(passport_patterns);
static const locale_table plates = TABLE(plate_patterns);
static const locale_table vats = TABLE(vat_patterns);

/* ---- looking up */

static const locale_pattern *find_locale(const locale_table *table, orm_text locale)
{
    for (size_t i = 0; i < table->count; i++)
        if (orm_text_is(locale, table->patterns[i].locale))
            return &table->patterns[i];
    return NULL;
}

static bool knows_or_any(const locale_table *table, orm_text locale)
{
    return orm_text_is(locale, "any") || find_locale(table, locale) != NULL;
}

static bool matches_pattern(const orm_check *check, const locale_table *table,
                            const locale_pattern *row, orm_text text)
{
    if (*row->pattern == '=')
        row = find_locale(table, orm_text_from(row->pattern + 1));
    return orm_check_match(check, row->pattern, row->flags, row->is_trimmed ? js_trim(text) : text);
}

static bool matches_any(const orm_check *check, const locale_table *table, orm_text text)
{
    for (size_t i = 0; i < table->count; i++)
        if (*table->patterns[i].pattern != '=' &&
            matches_pattern(check, table, &table->patterns[i], text))
            return true;
    return false;
}

/* With a locale, which is known, its pattern decides; without, or with "any", all of them. */
static bool matches_locale(const orm_check *check, const locale_table *table, orm_text locale,
                           orm_text text)
{
    if (locale.length == 0 || orm_text_is(locale, "any"))
        return matches_any(check, table, text);
    return matches_pattern(check, table, find_locale(table, locale), text);
}

/* ---- letters and digits */

bool orm_check_knows_alpha(orm_text locale)
{
    return find_locale(&alphas, locale) != NULL;
}

bool orm_check_knows_alphanumeric(orm_text locale)
{
    return find_locale(&alphanumerics, locale) != NULL;
}

bool orm_check_knows_decimal(orm_text locale)
{
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (orm_text_is(locale, separators[i].locale))
            return true;
    return false;
}

orm_text orm_check_decimal_separator(orm_text locale)
{
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (orm_text_is(locale, separators[i].locale))
            return orm_text_from(separators[i].separator);
    return ORM_TEXT(".");
}

/* validator.js escapes its ignored characters once too often: an 's' among them means blanks. */
static bool is_ignored(orm_text ignored, orm_text character, uint32_t code)
{
    if (js_is_blank(code) && js_has(ignored, 's'))
        return true;
    return code != 's' && js_holds(ignored, character);
}

static orm_text without_ignored(const orm_check *check, orm_text ignored)
{
    const char *at = check->text.data, *end = at + check->text.length;
    char *out;
    size_t length = 0;

    if (ignored.length == 0)
        return check->text;
    out = orm_alloc(check->ctx->arena, check->text.length + 1);
    while (at < end) {
        const char *from = at;
        uint32_t code = orm_utf8_next(&at);
        orm_text character = {from, (size_t)(at - from)};

        if (is_ignored(ignored, character, code))
            continue;
        memcpy(out + length, from, character.length);
        length += character.length;
    }
    return (orm_text){out, length};
}

static bool is_alphanumeric(char c)
{
    return js_is_letter(c) || js_is_digit(c);
}

static bool is_letter(char c)
{
    return js_is_letter(c);
}

/* Without a locale, or with American English, letters are those of ASCII. */
static bool are_letters(const orm_check *check, const locale_table *table, orm_text locale,
                        orm_text text, bool (*is_member)(char c))
{
    if (locale.length == 0 || orm_text_is(locale, "en-US"))
        return text.length > 0 && js_all(text, is_member);
    return matches_locale(check, table, locale, text);
}

bool orm_check_alpha(const orm_check *check)
{
    return are_letters(check, &alphas, check_text(check, ALPHA_LOCALE),
                       without_ignored(check, check_text(check, ALPHA_IGNORE)), is_letter);
}

bool orm_check_alphanumeric(const orm_check *check)
{
    return are_letters(check, &alphanumerics, check_text(check, ALNUM_LOCALE),
                       without_ignored(check, check_text(check, ALNUM_IGNORE)), is_alphanumeric);
}

/* ---- post, phones, papers */

bool orm_check_knows_postal(orm_text locale)
{
    return knows_or_any(&postals, locale);
}

bool orm_check_postal_code(const orm_check *check)
{
    return matches_locale(check, &postals, check_text(check, POSTAL_LOCALE), check->text);
}

bool orm_check_knows_phone(orm_text locale)
{
    return knows_or_any(&phones, locale);
}

bool orm_check_mobile_phone(const orm_check *check)
{
    const orm_validator_value *locales = check_value(check, PHONE_LOCALE);

    if (check_flag(check, PHONE_STRICT, false) && !orm_text_starts(check->text, "+"))
        return false;
    if (!locales->is_given)
        return matches_any(check, &phones, check->text);
    for (size_t i = 0; i < locales->count; i++)
        if (matches_locale(check, &phones, locales->texts[i], check->text))
            return true;
    return false;
}

bool orm_check_knows_passport(orm_text country)
{
    return find_locale(&passports, country) != NULL;
}

bool orm_check_passport(const orm_check *check)
{
    size_t size = check->text.length * 3 + 16;
    orm_text text =
        js_strip(check->text, JS_STRIP_BLANKS | JS_UPPER, orm_alloc(check->ctx->arena, size), size);

    return matches_locale(check, &passports, check_text(check, PASSPORT_COUNTRY), text);
}

bool orm_check_knows_plate(orm_text locale)
{
    return knows_or_any(&plates, locale);
}

bool orm_check_license_plate(const orm_check *check)
{
    return matches_locale(check, &plates, check_text(check, PLATE_LOCALE), check->text);
}

/* ---- VAT */

/* "AU"? and eleven digits, one taken off the first: the weighted sum is a multiple of 89. */
static bool is_vat_australia(orm_text text)
{
    static const int weights[] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
    int sum = -10;

    if (orm_text_starts(text, "AU"))
        text = js_from(text, 2);
    if (!js_is_digits(text, 11))
        return false;
    if (*text.data == '0')
        return false; /* -1 in place of the first digit shifts all others */
    for (int i = 0; i < 11; i++)
        sum += weights[i] * (text.data[i] - '0');
    return sum != 0 && sum % 89 == 0;
}

static bool is_vat_switzerland(const orm_check *check)
{
    static const int weights[] = {5, 4, 3, 2, 7, 6, 5, 4};
    int sum = 0, count = 0, last = 0;

    if (!orm_check_match(check,
                         "^(?:CHE[- ]?)?(?:\\d{9}|\\d{3}\\.\\d{3}\\.\\d{3}|\\d{3} \\d{3} \\d{3})"
                         " ?(?:TVA|MWST|IVA)?$",
                         "", check->text))
        return false;
    for (size_t i = 0; i < check->text.length; i++) {
        if (!js_is_digit(check->text.data[i]))
            continue;
        last = check->text.data[i] - '0';
        if (count < 8)
            sum += last * weights[count++];
    }
    return last == (11 - sum % 11) % 11;
}

/* "PT"? and nine digits, the last a check digit. */
static bool is_vat_portugal(orm_text text)
{
    if (orm_text_starts(text, "PT"))
        text = js_from(text, 2);
    return js_is_digits(text, 9) && orm_check_is_portuguese(text);
}

bool orm_check_knows_vat(orm_text country)
{
    return js_is_word(country, "AU\0CH\0PT\0") || find_locale(&vats, country) != NULL;
}

bool orm_check_vat(const orm_check *check)
{
    orm_text country = check_text(check, VAT_COUNTRY);

    if (orm_text_is(country, "AU"))
        return is_vat_australia(check->text);
    if (orm_text_is(country, "CH"))
        return is_vat_switzerland(check);
    if (orm_text_is(country, "PT"))
        return is_vat_portugal(check->text);
    return matches_locale(check, &vats, country, check->text);
}
