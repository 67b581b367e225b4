/* check_iban_data.h - the forms of IBANs behind country and check digits: 'n' digits, 'a' letters,
 * 'c' either. Written by tests/differential/validator_data.js from validator.js 13.15; included by
 * check_identifier.c alone. */
#ifndef ORM_VALIDATE_CHECK_IBAN_DATA_H
#define ORM_VALIDATE_CHECK_IBAN_DATA_H

static const struct {
    char country[3];
    const char *format;
} iban_formats[] = {
    {"AD", "8n12c"},    {"AE", "19n"},      {"AL", "8n16c"},    {"AT", "16n"},
    {"AZ", "4c20n"},    {"BA", "16n"},      {"BE", "12n"},      {"BG", "4a6n8c"},
    {"BH", "4a14c"},    {"BR", "23n1a1c"},  {"BY", "4c20n"},    {"CH", "5n12c"},
    {"CR", "18n"},      {"CY", "8n16c"},    {"CZ", "20n"},      {"DE", "18n"},
    {"DK", "14n"},      {"DO", "4a20n"},    {"DZ", "22n"},      {"EE", "16n"},
    {"EG", "25n"},      {"ES", "20n"},      {"FI", "14n"},      {"FO", "14n"},
    {"FR", "10n11c2n"}, {"GB", "4a14n"},    {"GE", "2c16n"},    {"GI", "4a15c"},
    {"GL", "14n"},      {"GR", "7n16c"},    {"GT", "24c"},      {"HR", "17n"},
    {"HU", "24n"},      {"IE", "4a14n"},    {"IL", "19n"},      {"IQ", "4a15n"},
    {"IR", "22n"},      {"IS", "22n"},      {"IT", "1a10n12c"}, {"JO", "4a22n"},
    {"KW", "4a22c"},    {"KZ", "3n13c"},    {"LB", "4n20c"},    {"LC", "4a24c"},
    {"LI", "5n12c"},    {"LT", "16n"},      {"LU", "3n13c"},    {"LV", "4a13c"},
    {"MA", "24n"},      {"MC", "10n11c2n"}, {"MD", "20c"},      {"ME", "18n"},
    {"MK", "3n10c2n"},  {"MR", "23n"},      {"MT", "4a5n18c"},  {"MU", "4a19n3a"},
    {"MZ", "21n"},      {"NL", "4a10n"},    {"NO", "11n"},      {"PK", "4c16n"},
    {"PL", "24n"},      {"PS", "4a21c"},    {"PT", "21n"},      {"QA", "4a21c"},
    {"RO", "4a16c"},    {"RS", "18n"},      {"SA", "2n18c"},    {"SC", "4a20n3a"},
    {"SE", "20n"},      {"SI", "15n"},      {"SK", "20n"},      {"SM", "1a10n12c"},
    {"SV", "4c20n"},    {"TL", "19n"},      {"TN", "20n"},      {"TR", "5n17c"},
    {"UA", "6n19c"},    {"VA", "18n"},      {"VG", "4a16n"},    {"XK", "16n"},
};

#endif
