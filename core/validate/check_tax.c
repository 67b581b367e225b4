/* check_tax.c - the validator of tax numbers: their forms, by locale.  See check.h, check_tax.h. */
#include "validate/check_tax.h"

/* What is taken away before the form is looked at. */
typedef enum stripped { NOTHING, SLASHES, SYMBOLS } stripped;

static const struct {
    const char *locale;
    const char *pattern;
    const char *flags;
    tax_rule *rule; /* NULL: the form is all */
    stripped stripped;
} taxes[] = {
    {"bg-BG", "^\\d{10}$", "", tax_bg, NOTHING},
    {"cs-CZ", "^\\d{6}/?\\d{3,4}$", "", tax_cz, NOTHING},
    {"de-AT", "^\\d{9}$", "", tax_at, SYMBOLS},
    {"de-DE", "^[1-9]\\d{10}$", "", tax_de, SLASHES},
    {"dk-DK", "^\\d{6}-?\\d{4}$", "", tax_dk, NOTHING},
    {"el-CY", "^[09]\\d{7}[A-Z]$", "", tax_cy, NOTHING},
    {"el-GR", "^(?:[0-4]|[7-9])\\d{8}$", "", tax_gr, NOTHING},
    {"en-CA", "^\\d{9}$", "", tax_ca, NOTHING},
    {"en-GB", "^\\d{10}$|^(?!GB|NK|TN|ZZ)(?![DFIQUV])[A-Z](?![DFIQUVO])[A-Z]\\d{6}[ABCD ]$", "i",
     NULL, NOTHING},
    {"en-IE", "^\\d{7}[A-W][A-IW]?$", "i", tax_ie, NOTHING},
    {"en-US", "^\\d{2}[- ]?\\d{7}$", "", tax_us, NOTHING},
    {"es-AR", "^(?:20|23|24|27|30|33|34)[0-9]{9}$", "", tax_ar, NOTHING},
    {"es-ES", "^(?:\\d{0,8}|[XYZKLM]\\d{7})[A-HJ-NP-TV-Z]$", "i", tax_es, NOTHING},
    {"et-EE", "^[1-6]\\d{6}(?:00[1-9]|0[1-9][0-9]|[1-6][0-9]{2}|70[0-9]|710)\\d$", "", tax_ee,
     NOTHING},
    {"fi-FI", "^\\d{6}[-+A]\\d{3}[0-9A-FHJ-NPR-Y]$", "i", tax_fi, NOTHING},
    {"fr-BE", "^\\d{11}$", "", tax_be, SYMBOLS},
    {"fr-FR", "^[0-3]\\d{12}$|^[0-3]\\d\\s\\d{2}(?:\\s\\d{3}){3}$", "", tax_fr, NOTHING},
    {"fr-LU", "^\\d{13}$", "", tax_lu, NOTHING},
    {"hr-HR", "^\\d{11}$", "", tax_hr, NOTHING},
    {"hu-HU", "^8\\d{9}$", "", tax_hu, NOTHING},
    {"it-IT", "^[A-Z]{6}[L-NP-V0-9]{2}[A-EHLMPRST][L-NP-V0-9]{2}[A-ILMZ][L-NP-V0-9]{3}[A-Z]$", "i",
     tax_it, NOTHING},
    {"lv-LV", "^\\d{6}-?\\d{5}$", "", tax_lv, NOTHING},
    {"mt-MT", "^\\d{3,7}[APMGLHBZ]$|^([1-8])\\1\\d{7}$", "i", tax_mt, NOTHING},
    {"nl-NL", "^\\d{9}$", "", tax_nl, NOTHING},
    {"pl-PL", "^\\d{10,11}$", "", tax_pl, NOTHING},
    {"pt-BR", "^\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}$|^\\d{11}$|^[A-Z0-9]{12}\\d{2}$", "i", tax_br,
     NOTHING},
    {"pt-PT", "^\\d{9}$", "", tax_pt, NOTHING},
    {"ro-RO", "^\\d{13}$", "", tax_ro, NOTHING},
    {"sk-SK", "^\\d{6}/?\\d{3,4}$", "", tax_sk, NOTHING},
    {"sl-SI", "^[1-9]\\d{7}$", "", tax_si, NOTHING},
    {"sv-SE", "^(?:18|19|20)?\\d{6}[-+]?\\d{4}$", "", tax_se, NOTHING},
    {"uk-UA", "^\\d{10}$", "", tax_ua, NOTHING},
    {"lb-LU", "^\\d{13}$", "", tax_lu, NOTHING},
    {"lt-LT", "^[1-6]\\d{6}(?:00[1-9]|0[1-9][0-9]|[1-6][0-9]{2}|70[0-9]|710)\\d$", "", tax_ee,
     NOTHING},
    {"nl-BE", "^\\d{11}$", "", tax_be, SYMBOLS},
    {"fr-CA", "^\\d{9}$", "", tax_ca, NOTHING},
};

enum { TAXES = sizeof taxes / sizeof *taxes };

/* ---- shared by the rules */

int64_t tax_sum(orm_text tin, const int *weights, size_t count)
{
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += tax_digit(tin, i) * weights[i];
    return sum;
}

int64_t tax_descending_sum(orm_text tin, size_t count, int base)
{
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += tax_digit(tin, i) * (base - (int)i);
    return sum;
}

int64_t tax_full_year(const orm_check *check, int64_t year)
{
    return year < orm_check_current_year(check) % 100 ? 2000 + year : 1900 + year;
}

orm_text tax_without_mark(orm_text tin, char *buffer)
{
    size_t length = 0;
    bool is_gone = false;

    for (size_t i = 0; i < tin.length; i++) {
        char c = tin.data[i];

        if (!is_gone && !js_is_letter(c) && !js_is_digit(c))
            is_gone = true;
        else
            buffer[length++] = c;
    }
    return (orm_text){buffer, length};
}

/* ---- the validator */

bool orm_check_knows_tax(orm_text locale)
{
    for (size_t i = 0; i < TAXES; i++)
        if (orm_text_is(locale, taxes[i].locale))
            return true;
    return false;
}

/* The text without what its country writes between the digits. */
static orm_text strip(const orm_check *check, stripped stripped)
{
    const char *marks = stripped == SLASHES ? "/\\" : "-\\/!@#$%^&*()+=[]";
    char *out;
    size_t length = 0;

    if (stripped == NOTHING)
        return check->text;
    out = orm_alloc(check->ctx->arena, check->text.length + 1);
    for (size_t i = 0; i < check->text.length; i++)
        if (!strchr(marks, check->text.data[i]))
            out[length++] = check->text.data[i];
    return (orm_text){out, length};
}

bool orm_check_tax_id(const orm_check *check)
{
    orm_text locale = check_text(check, TAX_LOCALE), tin;
    size_t i = 0;

    if (locale.length == 0)
        locale = ORM_TEXT("en-US");
    while (!orm_text_is(locale, taxes[i].locale))
        i++;
    tin = strip(check, taxes[i].stripped);
    return orm_check_match(check, taxes[i].pattern, taxes[i].flags, tin) &&
           (taxes[i].rule == NULL || taxes[i].rule(check, tin));
}
