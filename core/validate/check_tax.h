/* check_tax.h - private to check_tax*.c: the rules of tax numbers behind their forms.
 *
 * A rule gets a number that has its country's form (check_tax.c), so it may rely on where digits
 * and letters stand. */
#ifndef ORM_VALIDATE_CHECK_TAX_H
#define ORM_VALIDATE_CHECK_TAX_H

#include "validate/check.h"

typedef bool tax_rule(const orm_check *check, orm_text tin);

static inline int tax_digit(orm_text tin, size_t at)
{
    return tin.data[at] - '0';
}

/* The digits from `from` up to `to` as a number. */
static inline int64_t tax_number(orm_text tin, size_t from, size_t to)
{
    return js_integer(orm_text_slice(tin, from, to));
}

/* Sum of the first digits, each times its weight. */
int64_t tax_sum(orm_text tin, const int *weights, size_t count);

/* Sum of the first `count` digits times base, base - 1… */
int64_t tax_descending_sum(orm_text tin, size_t count, int base);

/* A year of two digits: of this century up to last year, of the one before otherwise. */
int64_t tax_full_year(const orm_check *check, int64_t year);

/* The number without the first of its characters that is no letter, digit or '_'; in `buffer` (32
 * bytes). */
orm_text tax_without_mark(orm_text tin, char *buffer);

/* ---- check_tax_sum.c: sums alone */
tax_rule tax_at, tax_ar, tax_ca, tax_cy, tax_de, tax_es, tax_fr, tax_gr, tax_hr, tax_hu, tax_ie,
    tax_mt, tax_nl, tax_pt, tax_br, tax_si, tax_ua, tax_us;

/* ---- check_tax_birth.c: a day of birth, too */
tax_rule tax_be, tax_bg, tax_cz, tax_dk, tax_ee, tax_fi, tax_it, tax_lu, tax_lv, tax_pl, tax_ro,
    tax_se, tax_sk;

#endif
