/* check_tax_sum.c - tax numbers that are right when a sum is.  See check_tax.h. */
#include "validate/check_tax.h"

/* ---- shared algorithms */

/* ISO 7064, mod 11, 10: over ten digits, the eleventh checks. */
static bool is_iso7064(orm_text tin)
{
    int product = 10, sum;

    for (size_t i = 0; i < 10; i++) {
        sum = (tax_digit(tin, i) + product) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return tax_digit(tin, 10) == (product == 1 ? 0 : 11 - product);
}

/* ---- Europe */

bool tax_at(const orm_check *check, orm_text tin)
{
    (void)check;
    return orm_check_is_luhn(tin);
}

bool tax_cy(const orm_check *check, orm_text tin)
{
    static const int odd[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
    int sum = 0;

    (void)check;
    for (size_t i = 0; i < 8; i++)
        sum += i % 2 ? tax_digit(tin, i) : odd[tax_digit(tin, i)];
    return tin.data[8] == 'A' + sum % 26;
}

/* Exactly one of the first ten digits comes twice or three times; not three times side by side. */
bool tax_de(const orm_check *check, orm_text tin)
{
    int counts[10] = {0}, repeated = 0;

    (void)check;
    for (size_t i = 0; i < 10; i++)
        counts[tax_digit(tin, i)]++;
    for (int digit = 0; digit < 10; digit++)
        repeated += counts[digit] > 1 ? counts[digit] : 0;
    if (repeated != 2 && repeated != 3)
        return false;
    for (size_t i = 0; i < 8 && repeated == 3; i++)
        if (tin.data[i] == tin.data[i + 1] && tin.data[i] == tin.data[i + 2])
            return false;
    return is_iso7064(tin);
}

/* Up to eight digits, the first of which may be a letter, and the letter for them. */
bool tax_es(const orm_check *check, orm_text tin)
{
    int64_t number = 0;
    size_t digits = tin.length - 1, first = 0;

    (void)check;
    if (digits > 0 && !js_is_digit(*tin.data)) {
        char letter = orm_ascii_upper(*tin.data);

        first = 1;
        number = letter == 'Y' ? 1 : letter == 'Z' ? 2 : 0;
    }
    for (size_t i = first; i < digits; i++)
        number = number * 10 + tax_digit(tin, i);
    return orm_ascii_upper(tin.data[digits]) == "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23];
}

bool tax_fr(const orm_check *check, orm_text tin)
{
    char buffer[64];

    (void)check;
    tin = js_strip(tin, JS_STRIP_BLANKS, buffer, sizeof buffer);
    return tax_number(tin, 0, 10) % 511 == tax_number(tin, 10, 13);
}

bool tax_gr(const orm_check *check, orm_text tin)
{
    int sum = 0;

    (void)check;
    for (size_t i = 0; i < 8; i++)
        sum += tax_digit(tin, i) << (8 - i);
    return sum % 11 % 10 == tax_digit(tin, 8);
}

bool tax_hr(const orm_check *check, orm_text tin)
{
    (void)check;
    return is_iso7064(tin);
}

bool tax_hu(const orm_check *check, orm_text tin)
{
    int sum = 8;

    (void)check;
    for (size_t i = 1; i < 9; i++)
        sum += tax_digit(tin, i) * ((int)i + 1);
    return sum % 11 == tax_digit(tin, 9);
}

/* The letter behind the digits checks; the one that may follow counts, but 'W'. */
bool tax_ie(const orm_check *check, orm_text tin)
{
    int64_t sum = tax_descending_sum(tin, 7, 8);

    (void)check;
    if (tin.length == 9 && tin.data[8] != 'W')
        sum += (tin.data[8] - 64) * 9;
    return orm_ascii_upper(tin.data[7]) == (sum % 23 == 0 ? 'W' : (char)('@' + sum % 23));
}

/* Digits and a letter: with A or P the serial is not 0 at its end, with the others the serial has a
 * limit and differs from the year. */
bool tax_mt(const orm_check *check, orm_text tin)
{
    char padded[9] = "00000000";
    orm_text number = {padded, 8};

    (void)check;
    if (tin.length == 9)
        return true;
    memcpy(padded + 8 - tin.length, tin.data, tin.length);
    if (tin.length == 8 && (tin.data[7] == 'A' || tin.data[7] == 'P'))
        return padded[6] != '0';
    return tax_number(number, 0, 5) <= 32000 &&
           tax_number(number, 0, 5) != tax_number(number, 5, 7);
}

bool tax_nl(const orm_check *check, orm_text tin)
{
    (void)check;
    return tax_descending_sum(tin, 8, 9) % 11 == tax_digit(tin, 8);
}

bool orm_check_is_portuguese(orm_text digits)
{
    int64_t mark = 11 - tax_descending_sum(digits, 8, 9) % 11;

    return tax_digit(digits, 8) == (mark > 9 ? 0 : mark);
}

bool tax_pt(const orm_check *check, orm_text tin)
{
    (void)check;
    return orm_check_is_portuguese(tin);
}

bool tax_si(const orm_check *check, orm_text tin)
{
    int64_t mark = 11 - tax_descending_sum(tin, 7, 8) % 11;

    (void)check;
    return tax_digit(tin, 7) == (mark == 10 ? 0 : mark);
}

bool tax_ua(const orm_check *check, orm_text tin)
{
    static const int weights[] = {-1, 5, 7, 9, 4, 6, 10, 5, 7};
    int64_t rest = tax_sum(tin, weights, 9) % 11;

    (void)check;
    return tax_digit(tin, 9) == (rest == 10 ? 0 : rest);
}

/* ---- America */

/* The first two digits name a campus. */
bool tax_us(const orm_check *check, orm_text tin)
{
    static const char unused[] = "07\0"
                                 "08\0"
                                 "09\0"
                                 "17\0"
                                 "18\0"
                                 "19\0"
                                 "28\0"
                                 "29\0"
                                 "49\0"
                                 "69\0"
                                 "70\0"
                                 "78\0"
                                 "79\0"
                                 "89\0"
                                 "96\0"
                                 "97\0"
                                 "00\0";

    (void)check;
    return !js_is_word(orm_text_slice(tin, 0, 2), unused);
}

bool tax_ca(const orm_check *check, orm_text tin)
{
    (void)check;
    return orm_check_is_luhn(tin);
}

bool tax_ar(const orm_check *check, orm_text tin)
{
    static const int weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int64_t mark = 11 - tax_sum(tin, weights, 10) % 11;

    (void)check;
    return tax_digit(tin, 10) == (mark == 11 ? 0 : mark == 10 ? 9 : mark);
}

/* The check digit of Brazil: of values with weights that fall from `weight` and begin again at 9
 * behind 2 (`is_long`: of an enterprise; else they only fall). */
static int brazilian_mark(orm_text tin, size_t count, int weight, bool is_long)
{
    int sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += (orm_ascii_upper(tin.data[i]) - '0') * weight;
        weight = is_long && weight == 2 ? 9 : weight - 1;
    }
    return sum % 11 < 2 ? 0 : 11 - sum % 11;
}

static bool is_one_character(orm_text tin)
{
    for (size_t i = 1; i < tin.length; i++)
        if (orm_ascii_upper(tin.data[i]) != orm_ascii_upper(*tin.data))
            return false;
    return true;
}

/* Eleven digits of a person, or fourteen letters and digits of an enterprise: two check digits. */
bool tax_br(const orm_check *check, orm_text tin)
{
    char digits[32];
    size_t length = 0;
    bool is_long;

    (void)check;
    for (size_t i = 0; i < tin.length; i++)
        if (!strchr(".-/", tin.data[i]))
            digits[length++] = tin.data[i];
    tin = (orm_text){digits, length};
    is_long = length == 14;
    if (is_one_character(tin))
        return false;
    return tax_digit(tin, length - 2) ==
               brazilian_mark(tin, length - 2, is_long ? 5 : 10, is_long) &&
           tax_digit(tin, length - 1) == brazilian_mark(tin, length - 1, is_long ? 6 : 11, is_long);
}
