/* check_tax_birth.c - tax numbers that hold a day of birth.  See check_tax.h. */
#include "validate/check_tax.h"

/* The day behind a year and a month: digits from `at` on. */
static bool is_birth(int64_t year, int64_t month, orm_text tin, size_t at)
{
    return orm_check_is_day(year, month, tax_number(tin, at, at + 2));
}

/* ---- Belgium */

/* Nine digits, perhaps as of the third millennium, modulo 97; unknown month and day are 00. */
bool tax_be(const orm_check *check, orm_text tin)
{
    int64_t month = tax_number(tin, 2, 4), day = tax_number(tin, 4, 6);
    int64_t number = tax_number(tin, 0, 9), mark = tax_number(tin, 9, 11);

    if ((month != 0 || day != 0) &&
        !orm_check_is_day(tax_full_year(check, tax_number(tin, 0, 2)), month, day))
        return false;
    return mark == 97 - number % 97 || mark == 97 - (2000000000 + number) % 97;
}

/* ---- Bulgaria: the month tells the century */

bool tax_bg(const orm_check *check, orm_text tin)
{
    static const int weights[] = {2, 4, 8, 5, 10, 9, 7, 3, 6};
    int64_t year = tax_number(tin, 0, 2), month = tax_number(tin, 2, 4);
    int64_t century = month > 40 ? 2000 : month > 20 ? 1800 : 1900;

    (void)check;
    month -= month > 40 ? 40 : month > 20 ? 20 : 0;
    return is_birth(century + year, month, tin, 4) &&
           tax_digit(tin, 9) == tax_sum(tin, weights, 9) % 11 % 10;
}

/* ---- Czechia and Slovakia */

/* Ten digits are a multiple of 11; up to 1985 a remainder of 10 was written as 0. */
static bool is_czech_sum(orm_text tin, int64_t year)
{
    if (tax_number(tin, 0, 10) % 11 == 0)
        return true;
    return year < 1986 && tax_number(tin, 0, 9) % 11 == 10 && tax_digit(tin, 9) == 0;
}

/* The year of a number of nine digits (until 1953) or ten; 0: none. */
static int64_t czech_year(orm_text tin)
{
    int64_t year = tax_number(tin, 0, 2);

    if (tin.length == 10)
        return year < 54 ? 2000 + year : 1900 + year;
    if (orm_text_is(js_from(tin, 6), "000"))
        return 0;
    return year < 54 ? 1900 + year : 0;
}

/* 50 is added to the month of women, since 2004 perhaps 20 as well. */
bool tax_cz(const orm_check *check, orm_text tin)
{
    char buffer[32];
    int64_t year, month;

    (void)check;
    tin = tax_without_mark(tin, buffer);
    year = czech_year(tin);
    month = tax_number(tin, 2, 4);
    if (month > 50)
        month -= 50;
    if (month > 20) {
        if (year < 2004)
            return false;
        month -= 20;
    }
    return year && is_birth(year, month, tin, 4) && (tin.length == 9 || is_czech_sum(tin, year));
}

/* Only numbers of nine digits can be told wrong. */
bool tax_sk(const orm_check *check, orm_text tin)
{
    int64_t month = tax_number(tin, 2, 4);

    (void)check;
    if (tin.length != 9)
        return true;
    if (orm_text_is(js_from(tin, 6), "000") || tax_number(tin, 0, 2) > 53)
        return false;
    return is_birth(1900 + tax_number(tin, 0, 2), month > 50 ? month - 50 : month, tin, 4);
}

/* ---- Denmark: the seventh digit tells the century */

static int64_t danish_year(orm_text tin)
{
    int64_t year = tax_number(tin, 4, 6);
    char century = tin.data[6];

    if (century <= '3')
        return 1900 + year;
    if (year < 37)
        return 2000 + year;
    if (century == '4' || century == '9')
        return 1900 + year;
    return year > 58 ? 1800 + year : 0;
}

bool tax_dk(const orm_check *check, orm_text tin)
{
    static const int weights[] = {4, 3, 2, 7, 6, 5, 4, 3, 2};
    char buffer[32];
    int64_t rest;

    (void)check;
    tin = tax_without_mark(tin, buffer);
    if (danish_year(tin) == 0 || !is_birth(danish_year(tin), tax_number(tin, 2, 4), tin, 0))
        return false;
    rest = tax_sum(tin, weights, 9) % 11;
    return rest != 1 && tax_digit(tin, 9) == (rest == 0 ? 0 : 11 - rest);
}

/* ---- Estonia and Lithuania: the first digit tells the century */

bool tax_ee(const orm_check *check, orm_text tin)
{
    static const int first[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1};
    static const int second[] = {3, 4, 5, 6, 7, 8, 9, 1, 2, 3};
    int64_t century = *tin.data <= '2' ? 1800 : *tin.data <= '4' ? 1900 : 2000, rest;

    (void)check;
    if (!is_birth(century + tax_number(tin, 1, 3), tax_number(tin, 3, 5), tin, 5))
        return false;
    rest = tax_sum(tin, first, 10) % 11;
    if (rest == 10)
        rest = tax_sum(tin, second, 10) % 11;
    return tax_digit(tin, 10) == rest % 10;
}

/* ---- Finland: the seventh character tells the century */

bool tax_fi(const orm_check *check, orm_text tin)
{
    char century = tin.data[6];
    int64_t year = tax_number(tin, 4, 6) + (century == '+' ? 1800 : century == '-' ? 1900 : 2000);
    int64_t number = tax_number(tin, 0, 6) * 1000 + tax_number(tin, 7, 10);

    (void)check;
    return is_birth(year, tax_number(tin, 2, 4), tin, 0) &&
           tin.data[10] == "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31];
}

/* ---- Italy */

static bool is_vowel(char c)
{
    return strchr("AEIOU", c) != NULL;
}

/* Three letters of a name: behind a vowel vowels alone, and then X alone. */
static bool is_italian_name(const char *name)
{
    bool has_vowel = false, has_filler = false;

    for (int i = 0; i < 3; i++) {
        if (has_filler ? name[i] != 'X' : has_vowel && !is_vowel(name[i]) && name[i] != 'X')
            return false;
        has_filler = has_filler || (has_vowel && name[i] == 'X');
        has_vowel = has_vowel || is_vowel(name[i]);
    }
    return true;
}

/* Letters in the places of digits, where two persons would have the same number. */
static void restore_digits(char *tin)
{
    static const char letters[] = "LMNPQRSTUV";
    static const int places[] = {6, 7, 9, 10, 12, 13, 14};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *letter = strchr(letters, tin[places[i]]);

        if (letter)
            tin[places[i]] = (char)('0' + (letter - letters));
    }
}

/* What a character counts for at an odd place (the first is one) and at an even one. */
static int italian_value(char c, bool is_odd)
{
    static const int odd[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                              20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    int value = js_is_digit(c) ? c - '0' : c - 'A';

    return is_odd ? odd[value] : value;
}

/* 40 is added to the day of women. */
bool tax_it(const orm_check *check, orm_text tin)
{
    static const char months[] = "ABCDEHLMPRST";
    char chars[17] = {0};
    orm_text number = {chars, 16};
    int64_t day;
    int sum = 0;

    for (size_t i = 0; i < 16; i++)
        chars[i] = orm_ascii_upper(tin.data[i]);
    if (!is_italian_name(chars) || !is_italian_name(chars + 3))
        return false;
    restore_digits(chars);
    day = tax_number(number, 9, 11);
    if (!orm_check_is_day(tax_full_year(check, tax_number(number, 6, 8)),
                          strchr(months, chars[8]) - months + 1, day > 40 ? day - 40 : day))
        return false;
    for (int i = 0; i < 15; i++)
        sum += italian_value(chars[i], i % 2 == 0);
    return chars[15] == 'A' + sum % 26;
}

/* ---- Luxembourg: Luhn over twelve digits, and Verhoeff over eleven and the last */

bool tax_lu(const orm_check *check, orm_text tin)
{
    char digits[12];

    (void)check;
    memcpy(digits, tin.data, 11);
    digits[11] = tin.data[12];
    return is_birth(tax_number(tin, 0, 4), tax_number(tin, 4, 6), tin, 6) &&
           orm_check_is_luhn(orm_text_slice(tin, 0, 12)) &&
           orm_check_is_verhoeff((orm_text){digits, 12});
}

/* ---- Latvia: since 2017 numbers begin with 32 and say nothing */

bool tax_lv(const orm_check *check, orm_text tin)
{
    static const int weights[] = {1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    char buffer[32];
    int64_t year, month;

    (void)check;
    tin = tax_without_mark(tin, buffer);
    if (orm_text_starts(tin, "32"))
        return true;
    month = tax_number(tin, 2, 4);
    year = tax_number(tin, 4, 6) + (tin.data[6] == '0' ? 1800 : tin.data[6] == '1' ? 1900 : 2000);
    if (month != 0 && !is_birth(year, month, tin, 0))
        return false;
    return tax_digit(tin, 10) == (1101 - tax_sum(tin, weights, 10)) % 11;
}

/* ---- Poland: ten digits of an enterprise; eleven of a person, whose month tells the century */

static bool is_polish_enterprise(orm_text tin)
{
    static const int weights[] = {6, 5, 7, 2, 3, 4, 5, 6, 7};

    return tax_sum(tin, weights, 9) % 11 == tax_digit(tin, 9);
}

/* As it is in validator.js: the check digit 0 is never right. */
bool tax_pl(const orm_check *check, orm_text tin)
{
    static const int weights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
    static const int centuries[] = {1900, 2000, 2100, 2200, 1800};
    int64_t month, step;

    (void)check;
    if (tin.length == 10)
        return is_polish_enterprise(tin);
    month = tax_number(tin, 2, 4);
    step = month > 0 ? (month - 1) / 20 : 0;
    return is_birth(centuries[step] + tax_number(tin, 0, 2), month - step * 20, tin, 4) &&
           tax_digit(tin, 10) == 10 - tax_sum(tin, weights, 10) % 10;
}

/* ---- Romania: the first digit tells the century */

bool tax_ro(const orm_check *check, orm_text tin)
{
    static const int weights[] = {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
    static const int centuries[] = {0, 1900, 1900, 1800, 1800, 2000, 2000, 0, 0, 0};
    int64_t year = tax_number(tin, 1, 3), century = centuries[tax_digit(tin, 0)], rest;

    if (orm_text_starts(tin, "9000"))
        return true;
    year = century ? century + year : tax_full_year(check, year);
    if (!is_birth(year, tax_number(tin, 3, 5), tin, 5))
        return false;
    rest = tax_sum(tin, weights, 12) % 11;
    return tax_digit(tin, 12) == (rest == 10 ? 1 : rest);
}

/* ---- Sweden */

/* The year of a number with ten digits and a mark: '+' for those of a hundred years and more. */
static int64_t swedish_year(const orm_check *check, orm_text tin)
{
    int64_t now = orm_check_current_year(check), century = now / 100 * 100;
    int64_t year = tax_number(tin, 0, 2);

    if (tin.data[6] == '-')
        return century + year > now ? century - 100 + year : century + year;
    year += century - 100;
    return now - year < 100 ? -1 : year;
}

/* 60 is added to the day of a coordination number. */
bool tax_se(const orm_check *check, orm_text tin)
{
    char buffer[32];
    size_t at = tin.length > 11 ? 4 : 2; /* of the month */
    int64_t year = tax_number(tin, 0, at), day = tax_number(tin, at + 2, at + 4);

    if (tin.length == 11 && day < 60)
        year = swedish_year(check, tin);
    else if (tin.length <= 11)
        year = tax_full_year(check, year);
    return year >= 0 &&
           orm_check_is_day(year, tax_number(tin, at, at + 2), day > 60 ? day - 60 : day) &&
           orm_check_is_luhn(tax_without_mark(tin, buffer));
}
