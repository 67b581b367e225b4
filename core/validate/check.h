/* check.h - private to validate/: the table of built-in validators, and what their functions get.
 *
 *     validators.def   the table: name, function or pattern, options
 *     options.def      the options of each, in the order in which they may be given by position
 *     read.c           definitions against the two
 *     run.c            the table itself, values as texts, failures
 *     check_*.c        the functions, by family
 *     js.h             JavaScript's strings: lengths, blanks, case
 *
 * A function sees the value as a text of valid UTF-8 and its options as they were read; it has no
 * state and, where it can, asks for no memory, for it may run for every row of a large write. */
#ifndef ORM_VALIDATE_CHECK_H
#define ORM_VALIDATE_CHECK_H

#include "host.h"
#include "validate/js.h"
#include "validate/validator.h"

/* ---- options */

typedef enum orm_option_kind {
    ORM_OPTION_FLAG,    /* true or false */
    ORM_OPTION_NUMBER,  /* a number, or a text that is one */
    ORM_OPTION_TEXT,    /* a scalar, as a text */
    ORM_OPTION_TEXTS,   /* a list of scalars, as texts; or one alone */
    ORM_OPTION_NUMBERS, /* a list of numbers; or one alone */
    ORM_OPTION_LIST,    /* TEXTS that are given as [a, b] or [[a, b]] */
    ORM_OPTION_PATTERN, /* a pattern, [pattern, flags] or [[pattern, flags]]: texts */
    ORM_OPTION_HOSTS,   /* a list of texts and patterns */
    ORM_OPTION_INSTANT  /* a date or time */
} orm_option_kind;

typedef struct orm_option_spec {
    const char *name;
    orm_option_kind kind;
    /* Texts only: those that are allowed, one behind the other, each ended by a zero byte and the
     * last by two; NULL: any. */
    const char *allowed;
    /* Texts only: whether a table of the library knows it; NULL: any. */
    bool (*is_known)(orm_text text);
} orm_option_spec;

/* An option as it was given. */
typedef struct orm_validator_value {
    bool is_given;
    bool flag;
    double number;
    int64_t micros;  /* INSTANT */
    orm_text text;   /* PATTERN: the pattern */
    orm_text *texts; /* PATTERN: texts[0] are the flags.  HOSTS: two per host, host and flags;
                        flags without data: no pattern */
    double *numbers;
    size_t count; /* of texts or numbers */
} orm_validator_value;

/* ---- the table */

typedef struct orm_check {
    orm_ctx *ctx;
    const orm_validator *validator;
    orm_text text;
    const orm_json *value;
} orm_check;

typedef bool orm_check_function(const orm_check *check);

typedef struct orm_validator_rule {
    const char *name;
    orm_validator_kind kind;
    orm_check_function *passes;
    const char *pattern; /* of orm_check_pattern */
    const char *flags;
    const orm_option_spec *options;
    uint8_t option_count;
    uint8_t positional; /* so many options may be given by position */
    uint8_t required;   /* so many must be given */
} orm_validator_rule;

/* The table, ended by a row without a name. */
extern const orm_validator_rule orm_validator_rules[];

/* Indexes of the options: LENGTH_MIN, LENGTH_MAX… */
#define OPTIONS(list)                                    enum {
#define OPTION(list, symbol, name, kind, allowed, known) list##_##symbol,
#define OPTIONS_END(list)                                                                          \
    list##_COUNT                                                                                   \
    }                                                                                              \
    ;
#include "validate/options.def"
#undef OPTIONS
#undef OPTION
#undef OPTIONS_END

/* Functions of the table. */
#define VALIDATOR(name, function, list, positional, required) orm_check_function function;
#define PATTERN(name, pattern, flags)
#define SPECIAL(name, kind)
#include "validate/validators.def"
#undef VALIDATOR
#undef PATTERN
#undef SPECIAL

/* What an option's text may be, where a table of the library knows it. */
bool orm_check_knows_alpha(orm_text locale);
bool orm_check_knows_alphanumeric(orm_text locale);
bool orm_check_knows_decimal(orm_text locale);
bool orm_check_knows_card(orm_text provider);
bool orm_check_knows_iban(orm_text country);
bool orm_check_knows_phone(orm_text locale);
bool orm_check_knows_postal(orm_text locale);
bool orm_check_knows_passport(orm_text country);
bool orm_check_knows_plate(orm_text locale);
bool orm_check_knows_vat(orm_text country);
bool orm_check_knows_identity(orm_text locale);
bool orm_check_knows_tax(orm_text locale);

/* ---- options of a check */

static inline const orm_validator_value *check_value(const orm_check *check, int option)
{
    return &check->validator->values[option];
}

static inline bool check_has(const orm_check *check, int option)
{
    return check_value(check, option)->is_given;
}

static inline bool check_flag(const orm_check *check, int option, bool otherwise)
{
    const orm_validator_value *value = check_value(check, option);

    return value->is_given ? value->flag : otherwise;
}

static inline double check_number(const orm_check *check, int option, double otherwise)
{
    const orm_validator_value *value = check_value(check, option);

    return value->is_given ? value->number : otherwise;
}

/* Empty where it was not given. */
static inline orm_text check_text(const orm_check *check, int option)
{
    return check_value(check, option)->text;
}

/* Whether a text is one of the list. */
bool orm_check_listed(const orm_check *check, int option, orm_text text);

/* Whether a host is one of the list, or has a match of one of its patterns. */
bool orm_check_host_listed(const orm_check *check, int option, orm_text host);

/* Whether the text has a match of a pattern. */
bool orm_check_match(const orm_check *check, const char *pattern, const char *flags, orm_text text);

/* Whether the text is an address of this version (4, 6; 0: either). */
bool orm_check_is_ip(orm_text text, int version);

/* What is asked of a domain name. */
typedef struct orm_fqdn_rules {
    bool is_tld_required;
    bool has_underscores; /* may have; the others, too */
    bool has_trailing_dot;
    bool has_numeric_tld;
    bool has_wildcard;
    bool has_any_length;
} orm_fqdn_rules;

bool orm_check_is_fqdn(orm_text text, orm_fqdn_rules rules);

/* An e-mail address by the options of the check (EMAIL_…). */
bool orm_check_is_email(const orm_check *check, orm_text text);

/* The decimal separator of a locale (empty: '.'), which orm_check_knows_decimal() knows. */
orm_text orm_check_decimal_separator(orm_text locale);

/* Luhn's sum of the digits is a multiple of ten. */
bool orm_check_is_luhn(orm_text digits);

/* Verhoeff's check of digits. */
bool orm_check_is_verhoeff(orm_text digits);

/* The last of nine digits is Portugal's check digit. */
bool orm_check_is_portuguese(orm_text digits);

/* Years, months and days: whether there is such a day (proleptic Gregorian). */
bool orm_check_is_day(int64_t year, int64_t month, int64_t day);

/* The year of now, in UTC. */
int64_t orm_check_current_year(const orm_check *check);

/* The function of the table's PATTERN rows. */
orm_check_function orm_check_pattern;

#endif
