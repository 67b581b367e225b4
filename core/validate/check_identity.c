/* check_identity.c - validators of the numbers of identity cards, by country.  See check.h. */
#include "base/datetime.h"
#include "validate/check.h"

enum { LONGEST = 64 };

/* One country's rule, of the text as it is. */
typedef bool identity_function(const orm_check *check, orm_text text);

static int digit_at(orm_text text, size_t at)
{
    return text.data[at] - '0';
}

static int64_t weighted_sum(orm_text digits, const int *weights, size_t count)
{
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += digit_at(digits, i) * weights[i];
    return sum;
}

/* The text without blanks around it, in upper case; empty when it is far too long. */
static orm_text trimmed_upper(orm_text text, char *buffer)
{
    orm_text upper = js_strip(js_trim(text), JS_UPPER, buffer, LONGEST);

    return upper.data ? upper : (orm_text){buffer, 0};
}

/* ---- Verhoeff */

bool orm_check_is_verhoeff(orm_text digits)
{
    static const char product[10][11] = {"0123456789", "1234067895", "2340178956", "3401289567",
                                         "4012395678", "5987604321", "6598710432", "7659821043",
                                         "8765932104", "9876543210"};
    static const char place[8][11] = {"0123456789", "1576283094", "5803796142", "8916043527",
                                      "9453126870", "4286573901", "2793806415", "7046913258"};
    int sum = 0;

    for (size_t i = 0; i < digits.length; i++) {
        int digit = digit_at(digits, digits.length - 1 - i);

        sum = product[sum][place[i % 8][digit] - '0'] - '0';
    }
    return sum == 0;
}

/* ---- Europe */

static bool is_poland(const orm_check *check, orm_text text)
{
    static const int weights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};

    (void)check;
    return js_is_digits(text, 11) &&
           (weighted_sum(text, weights, 10) + digit_at(text, 10)) % 10 == 0;
}

/* [0-9XYZ] and seven digits, modulo 23 the letter behind them. */
static bool is_spain(const orm_check *check, orm_text text)
{
    static const char letters[] = "TRWAGMYFPDXBNJZSQVHLCKE";
    char buffer[LONGEST];
    int64_t number;
    char first;

    (void)check;
    text = trimmed_upper(text, buffer);
    if (text.length != 9 || !js_is_digits(orm_text_slice(text, 1, 8), 7))
        return false;
    first = *text.data;
    if (!js_is_digit(first) && !(first >= 'X' && first <= 'Z'))
        return false;
    number = (js_is_digit(first) ? first - '0' : first - 'X') * INT64_C(10000000) +
             js_integer(orm_text_slice(text, 1, 8));
    return text.data[8] == letters[number % 23];
}

static bool is_finland(const orm_check *check, orm_text text)
{
    static const char marks[] = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    int64_t number;

    (void)check;
    if (text.length != 11 || !js_is_digits(orm_text_slice(text, 0, 6), 6) ||
        !strchr("-A+", text.data[6]) || !js_is_digits(orm_text_slice(text, 7, 10), 3))
        return false;
    number =
        js_integer(orm_text_slice(text, 0, 6)) * 1000 + js_integer(orm_text_slice(text, 7, 10));
    return text.data[10] == marks[number % 31];
}

static bool is_italy(const orm_check *check, orm_text text)
{
    (void)check;
    return text.length == 9 && !orm_text_is(text, "CA00000AA") &&
           orm_ascii_upper(*text.data) == 'C' && js_is_letter(text.data[1]) &&
           js_is_digits(orm_text_slice(text, 2, 7), 5) && js_is_letter(text.data[7]) &&
           js_is_letter(text.data[8]);
}

static bool is_norway(const orm_check *check, orm_text text)
{
    static const int first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    static const int second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

    (void)check;
    text = js_trim(text);
    if (!js_is_digits(text, 11) || orm_text_is(text, "00000000000"))
        return false;
    return (11 - weighted_sum(text, first, 9) % 11) % 11 == digit_at(text, 9) &&
           (11 - weighted_sum(text, second, 10) % 11) % 11 == digit_at(text, 10);
}

/* ---- Asia */

static bool is_india(const orm_check *check, orm_text text)
{
    char buffer[LONGEST];

    text = js_trim(text);
    if (!orm_check_match(check, "^[1-9]\\d{3}\\s?\\d{4}\\s?\\d{4}$", "", text))
        return false;
    return orm_check_is_verhoeff(js_strip(text, JS_STRIP_BLANKS, buffer, sizeof buffer));
}

static bool is_iran(const orm_check *check, orm_text text)
{
    static const int weights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
    int64_t rest;

    (void)check;
    if (!js_is_digits(text, 10) || js_integer(orm_text_slice(text, 3, 9)) == 0)
        return false;
    rest = weighted_sum(text, weights, 9) % 11;
    return digit_at(text, 9) == (rest < 2 ? rest : 11 - rest);
}

static bool is_thailand(const orm_check *check, orm_text text)
{
    static const int weights[] = {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2};

    (void)check;
    return js_is_digits(text, 13) && *text.data >= '1' && *text.data <= '8' &&
           digit_at(text, 12) == (11 - weighted_sum(text, weights, 12) % 11) % 10;
}

/* Nine digits and V or X, or twelve digits. */
static bool is_sri_lanka(const orm_check *check, orm_text text)
{
    (void)check;
    if (text.length == 0 || *text.data == '0')
        return false;
    if (text.length == 10)
        return js_is_digits(orm_text_slice(text, 0, 9), 9) && strchr("vxVX", text.data[9]);
    return js_is_digits(text, 12);
}

static bool is_israel(const orm_check *check, orm_text text)
{
    (void)check;
    text = js_trim(text);
    return js_is_digits(text, 9) && orm_check_is_luhn(text);
}

static bool is_pakistan(const orm_check *check, orm_text text)
{
    return orm_check_match(check, "^[1-7][0-9]{4}-[0-9]{7}-[1-9]$", "", js_trim(text));
}

/* ---- Africa */

static bool is_libya(const orm_check *check, orm_text text)
{
    (void)check;
    text = js_trim(text);
    return js_is_digits(text, 12) && (*text.data == '1' || *text.data == '2');
}

static bool is_tunisia(const orm_check *check, orm_text text)
{
    (void)check;
    return js_is_digits(js_trim(text), 8);
}

/* ---- China */

static const char chinese_provinces[] = "11\0"
                                        "12\0"
                                        "13\0"
                                        "14\0"
                                        "15\0"
                                        "21\0"
                                        "22\0"
                                        "23\0"
                                        "31\0"
                                        "32\0"
                                        "33\0"
                                        "34\0"
                                        "35\0"
                                        "36\0"
                                        "37\0"
                                        "41\0"
                                        "42\0"
                                        "43\0"
                                        "44\0"
                                        "45\0"
                                        "46\0"
                                        "50\0"
                                        "51\0"
                                        "52\0"
                                        "53\0"
                                        "54\0"
                                        "61\0"
                                        "62\0"
                                        "63\0"
                                        "64\0"
                                        "65\0"
                                        "71\0"
                                        "81\0"
                                        "82\0"
                                        "91\0";

/* YYYYMMDD: a day that exists and is not to come. */
static bool is_birthday(const orm_check *check, orm_text date)
{
    int64_t today = check->ctx->host->now(check->ctx->host) / ORM_MICROS_PER_DAY, days;
    orm_text iso = orm_text_format(check->ctx->arena, "%.4s-%.2s-%.2s", date.data, date.data + 4,
                                   date.data + 6);

    return orm_day_read(iso, &days) && days <= today;
}

/* The last of eighteen: a digit or X. */
static bool has_chinese_parity(orm_text text)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    return orm_ascii_upper(text.data[17]) == "10X98765432"[weighted_sum(text, weights, 17) % 11];
}

static bool is_china(const orm_check *check, orm_text text)
{
    bool is_old = text.length == 15;
    orm_text birthday;

    if (!(is_old ? js_is_digits(text, 15)
                 : text.length == 18 && js_digits_at(text) >= 17 &&
                       (js_is_digit(text.data[17]) || orm_ascii_upper(text.data[17]) == 'X')))
        return false;
    if (*text.data == '0' || !js_is_word(orm_text_slice(text, 0, 2), chinese_provinces))
        return false;
    if (is_old)
        birthday = orm_text_format(check->ctx->arena, "19%.6s", text.data + 6);
    else
        birthday = orm_text_slice(text, 6, 14);
    return *birthday.data != '0' && is_birthday(check, birthday) &&
           (is_old || has_chinese_parity(text));
}

/* One or two letters and six digits, and a check digit, perhaps in brackets. */
static bool is_hong_kong(const orm_check *check, orm_text text)
{
    char buffer[LONGEST];
    char values[16] = "3"; /* in place of a second letter */
    size_t count;
    int sum = 0;

    text = trimmed_upper(text, buffer);
    if (!orm_check_match(check, "^[A-Z]{1,2}[0-9]{6}(?:\\([0-9A]\\)|\\[[0-9A]\\]|[0-9A])$", "",
                         text))
        return false;
    count = js_is_digit(text.data[1]) ? 1 : 0;
    for (size_t i = 0; i < text.length; i++)
        if (js_is_letter(text.data[i]) || js_is_digit(text.data[i]))
            values[count++] = text.data[i];
    for (int i = 0; i < 8; i++)
        sum += (9 - i) * (js_is_digit(values[i]) ? values[i] - '0' : (values[i] - 55) % 11);
    return values[8] == "0A987654321"[sum % 11];
}

/* A letter that stands for two digits, and nine digits. */
static bool is_taiwan(const orm_check *check, orm_text text)
{
    static const int codes[] = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};
    char buffer[LONGEST];
    int sum;

    (void)check;
    text = trimmed_upper(text, buffer);
    if (text.length != 10 || !js_is_upper(*text.data) || !js_is_digits(js_from(text, 1), 9))
        return false;
    sum = codes[*text.data - 'A'] % 10 * 9 + codes[*text.data - 'A'] / 10;
    for (int i = 1; i < 9; i++)
        sum += digit_at(text, (size_t)i) * (9 - i);
    return (sum + digit_at(text, 9)) % 10 == 0;
}

/* ---- all of them */

static const struct {
    const char *locale;
    identity_function *function;
} identities[] = {
    {"PL", is_poland},    {"ES", is_spain},     {"FI", is_finland},      {"IN", is_india},
    {"IR", is_iran},      {"IT", is_italy},     {"NO", is_norway},       {"TH", is_thailand},
    {"LK", is_sri_lanka}, {"he-IL", is_israel}, {"ar-LY", is_libya},     {"ar-TN", is_tunisia},
    {"zh-CN", is_china},  {"zh-TW", is_taiwan}, {"zh-HK", is_hong_kong}, {"PK", is_pakistan},
};

enum { IDENTITIES = sizeof identities / sizeof *identities };

bool orm_check_knows_identity(orm_text locale)
{
    for (size_t i = 0; i < IDENTITIES; i++)
        if (orm_text_is(locale, identities[i].locale))
            return true;
    return orm_text_is(locale, "any");
}

bool orm_check_identity_card(const orm_check *check)
{
    orm_text locale = check_text(check, IDENTITY_LOCALE);
    bool is_any = locale.length == 0 || orm_text_is(locale, "any");

    for (size_t i = 0; i < IDENTITIES; i++)
        if ((is_any || orm_text_is(locale, identities[i].locale)) &&
            identities[i].function(check, check->text))
            return true;
    return false;
}
