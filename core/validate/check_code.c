/* check_code.c - validators of codes: countries, currencies, languages.  See check.h. */
#include "validate/check.h"
#include "validate/check_code_data.h"

/* Codes that the user adds, in any case. */
static bool is_user_assigned(const orm_check *check, orm_text upper)
{
    const orm_validator_value *codes = check_value(check, COUNTRY_USER_ASSIGNED);

    for (size_t i = 0; i < codes->count; i++)
        if (orm_text_equal_ascii_fold(codes->texts[i], upper))
            return true;
    return false;
}

/* A country's code of `length` letters. */
static bool is_country(const orm_check *check, size_t length, const char *codes)
{
    char buffer[32];
    orm_text upper = js_strip(check->text, JS_UPPER, buffer, sizeof buffer);

    return upper.data && upper.length == length &&
           (js_is_word(upper, codes) ||
            (js_all(upper, js_is_letter) && is_user_assigned(check, upper)));
}

bool orm_check_country2(const orm_check *check)
{
    return is_country(check, 2, country2_codes);
}

bool orm_check_country3(const orm_check *check)
{
    return is_country(check, 3, country3_codes);
}

bool orm_check_country_number(const orm_check *check)
{
    return js_is_word(check->text, country_numbers);
}

bool orm_check_currency_code(const orm_check *check)
{
    return js_is_upper_word(check->text, currency_codes);
}

bool orm_check_language(const orm_check *check)
{
    return js_is_word(check->text, language_codes);
}

bool orm_check_script(const orm_check *check)
{
    return js_is_word(check->text, script_codes);
}

/* Six letters (the last two a country), two letters or digits, and perhaps three more. */
bool orm_check_bic(const orm_check *check)
{
    char country[2];
    orm_text text = check->text;

    if (text.length != 8 && text.length != 11)
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (!js_is_letter(text.data[i]) && (i < 6 || !js_is_digit(text.data[i])))
            return false;
    country[0] = orm_ascii_upper(text.data[4]);
    country[1] = orm_ascii_upper(text.data[5]);
    return js_is_word((orm_text){country, 2}, country2_codes) || memcmp(country, "XK", 2) == 0;
}

/* ---- language tags: RFC 5646, with '_' for '-' where validator.js takes it */

#define EXTENDED  "([A-Za-z]{3}(-[A-Za-z]{3}){0,2})"
#define LANGUAGE  "(([a-zA-Z]{2,3}(-" EXTENDED ")?)|([a-zA-Z]{5,8}))"
#define SCRIPT    "([A-Za-z]{4})"
#define REGION    "([A-Za-z]{2}|\\d{3})"
#define VARIANT   "([A-Za-z0-9]{5,8}|(\\d[A-Z-a-z0-9]{3}))"
#define EXTENSION "((\\d|[A-W]|[Y-Z]|[a-w]|[y-z])(-[A-Za-z0-9]{2,8})+)"
#define PRIVATE   "(x(-[A-Za-z0-9]{1,8})+)"
#define HYPHEN    "(-|_)"
#define OLD                                                                                        \
    "(en-GB-oed|i-ami|i-bnn|i-default|i-enochian|i-hak|i-klingon|i-lux|i-mingo|i-navajo|i-pwn|"    \
    "i-tao|i-tay|i-tsu|sgn-BE-FR|sgn-BE-NL|sgn-CH-DE|art-lojban|cel-gaulish|no-bok|no-nyn|"        \
    "zh-guoyu|zh-hakka|zh-min|zh-min-nan|zh-xiang)"

bool orm_check_locale(const orm_check *check)
{
    return orm_check_match(check,
                           "^(?:" PRIVATE "|" OLD "|" LANGUAGE "(" HYPHEN SCRIPT ")?(" HYPHEN REGION
                           ")?(" HYPHEN VARIANT ")*(" HYPHEN EXTENSION ")*(" HYPHEN PRIVATE ")?)$",
                           "", check->text);
}
