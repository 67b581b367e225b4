/* check_net.c - validators of addresses: IP, MAC, domain names, URLs.  See check.h. */
#include "validate/check.h"

/* ---- IP */

/* 0 to 255 without leading zeroes. */
static bool is_octet(orm_text text)
{
    if (!js_is_digits(text, 0) || text.length > 3 || (text.length > 1 && *text.data == '0'))
        return false;
    return js_integer(text) <= 255;
}

static bool is_ipv4(orm_text text)
{
    orm_text part;
    int parts = 0;

    for (; js_split(&text, '.', &part); parts++)
        if (parts == 4 || !is_octet(part))
            return false;
    return parts == 4;
}

/* Number of groups of 16 bits between colons, the last of which may be an IPv4 address (two, where
 * `may_be_ipv4`); -1 when something else stands there. */
static int count_groups(orm_text text, bool may_be_ipv4)
{
    orm_text part;
    int groups = 0;

    if (text.length == 0)
        return 0;
    while (js_split(&text, ':', &part)) {
        bool is_last = text.data == NULL;

        if (part.length >= 1 && part.length <= 4 && js_all(part, js_is_hex))
            groups++;
        else if (is_last && may_be_ipv4 && is_ipv4(part))
            groups += 2;
        else
            return -1;
    }
    return groups;
}

static bool is_zone_character(char c)
{
    return js_is_letter(c) || js_is_digit(c) || c == '.';
}

/* Takes "%zone" off an address; false when it is malformed. */
static bool take_zone(orm_text *text)
{
    size_t at = js_find(*text, '%', 0);
    orm_text zone;

    if (at == text->length)
        return true;
    zone = js_from(*text, at + 1);
    *text = orm_text_slice(*text, 0, at);
    return zone.length > 0 && js_all(zone, is_zone_character);
}

/* Eight groups, or fewer with "::" in place of one or more. */
static bool is_ipv6(orm_text text)
{
    int before, after;

    if (!take_zone(&text))
        return false;
    for (size_t at = 0; at + 1 < text.length; at++)
        if (text.data[at] == ':' && text.data[at + 1] == ':') {
            before = count_groups(orm_text_slice(text, 0, at), false);
            after = count_groups(js_from(text, at + 2), true);
            return before >= 0 && after >= 0 && before + after <= 7;
        }
    return count_groups(text, true) == 8;
}

bool orm_check_is_ip(orm_text text, int version)
{
    return (version != 6 && is_ipv4(text)) || (version != 4 && is_ipv6(text));
}

static int version_of(const orm_check *check)
{
    return check_has(check, IP_VERSION) ? *check_text(check, IP_VERSION).data - '0' : 0;
}

bool orm_check_ip(const orm_check *check)
{
    return orm_check_is_ip(check->text, version_of(check));
}

bool orm_check_ipv4(const orm_check *check)
{
    return is_ipv4(check->text);
}

bool orm_check_ipv6(const orm_check *check)
{
    return is_ipv6(check->text);
}

/* An address, '/', and the length of its prefix. */
bool orm_check_ip_range(const orm_check *check)
{
    size_t slash = js_find(check->text, '/', 0);
    orm_text address = orm_text_slice(check->text, 0, slash), length;
    int version = version_of(check);

    if (slash == check->text.length)
        return false;
    length = js_from(check->text, slash + 1);
    if (!js_is_digits(length, 0) || length.length > 3 ||
        (length.length > 1 && *length.data == '0') || !orm_check_is_ip(address, version))
        return false;
    return js_integer(length) <= (is_ipv6(address) ? 128 : 32);
}

/* ---- MAC */

#define PAIR "[0-9a-fA-F]{2}"
#define FOUR "[0-9a-fA-F]{4}"

bool orm_check_mac(const orm_check *check)
{
    static const char *const separated[] = {
        "^(?:" PAIR "([-:\\s])(?:" PAIR "\\1){4}" PAIR "|(?:" FOUR "\\.){2}" FOUR ")$",
        "^(?:" PAIR "([-:\\s])(?:" PAIR "\\1){6}" PAIR "|(?:" FOUR "\\.){3}" FOUR ")$"};
    orm_text eui = check_text(check, MAC_EUI);
    bool is_48 = !orm_text_is(eui, "64"), is_64 = !orm_text_is(eui, "48");

    if (check_flag(check, MAC_NO_COLONS, false) || check_flag(check, MAC_NO_SEPARATORS, false))
        return js_all(check->text, js_is_hex) &&
               ((is_48 && check->text.length == 12) || (is_64 && check->text.length == 16));
    return (is_48 && orm_check_match(check, separated[0], "", check->text)) ||
           (is_64 && orm_check_match(check, separated[1], "", check->text));
}

/* ---- domain names */

/* Letters of a top level that is no number: ASCII and most beyond, but no private use. */
static bool is_tld_letter(uint32_t code)
{
    if (code < 0x80)
        return js_is_letter((char)code);
    return (code >= 0xA1 && code <= 0xD7FF && code != 0xA9) || (code >= 0xF900 && code <= 0xFDCF) ||
           (code >= 0xFDF0 && code <= 0xFFEF);
}

static bool is_tld_word(orm_text tld)
{
    const char *at = tld.data, *end = at + tld.length;
    size_t letters = 0;

    for (; at < end; letters++)
        if (!is_tld_letter(orm_utf8_next(&at)))
            return false;
    return letters >= 2;
}

static bool is_label_byte(char c)
{
    return js_is_letter(c) || js_is_digit(c) || c == '-';
}

/* "xn--…": a top level in ASCII. */
static bool is_punycode(orm_text tld)
{
    return tld.length >= 4 && orm_ascii_lower(tld.data[0]) == 'x' &&
           orm_ascii_lower(tld.data[1]) == 'n' && js_all(js_from(tld, 2), is_label_byte);
}

static bool has_blank(orm_text text)
{
    const char *at = text.data, *end = at + text.length;

    while (at < end)
        if (js_is_blank(orm_utf8_next(&at)))
            return true;
    return false;
}

static bool is_label_character(uint32_t code, orm_fqdn_rules rules)
{
    if (code < 0x80)
        return is_label_byte((char)code) || (code == '_' && rules.has_underscores);
    return code >= 0xA1 && !(code >= 0xFF01 && code <= 0xFF5E); /* none of full width */
}

static bool is_label(orm_text label, orm_fqdn_rules rules)
{
    const char *at = label.data, *end = at + label.length;

    if (label.length == 0 || *label.data == '-' || label.data[label.length - 1] == '-' ||
        (!rules.has_any_length && js_length(label) > 63))
        return false;
    while (at < end)
        if (!is_label_character(orm_utf8_next(&at), rules))
            return false;
    return true;
}

static bool is_tld(orm_text tld, orm_fqdn_rules rules)
{
    if (rules.is_tld_required &&
        ((!rules.has_numeric_tld && !is_tld_word(tld) && !is_punycode(tld)) || has_blank(tld)))
        return false;
    return rules.has_numeric_tld || !js_is_digits(tld, 0);
}

bool orm_check_is_fqdn(orm_text text, orm_fqdn_rules rules)
{
    orm_text part = {"", 0};
    int parts = 0;

    if (rules.has_trailing_dot && orm_text_ends(text, "."))
        text.length--;
    if (rules.has_wildcard && orm_text_starts(text, "*."))
        text = js_from(text, 2);
    for (; js_split(&text, '.', &part); parts++)
        if (!is_label(part, rules))
            return false;
    return (parts >= 2 || !rules.is_tld_required) && is_tld(part, rules);
}

bool orm_check_fqdn(const orm_check *check)
{
    orm_fqdn_rules rules = {
        check_flag(check, FQDN_REQUIRE_TLD, true),   check_flag(check, FQDN_UNDERSCORES, false),
        check_flag(check, FQDN_TRAILING_DOT, false), check_flag(check, FQDN_NUMERIC_TLD, false),
        check_flag(check, FQDN_WILDCARD, false),     check_flag(check, FQDN_ANY_LENGTH, false)};

    return orm_check_is_fqdn(check->text, rules);
}
