/* check_email.c - validators of e-mail addresses.  See check.h. */
#include "validate/check.h"

enum { MAX_ADDRESS = 254, MAX_USER = 64, MAX_DOMAIN = 254 };

/* ---- names before addresses: name <address> */

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F);
}

/* Place of the last '<' that has something, but no control character, before it; 0: none. */
static size_t find_bracket(orm_text text)
{
    const char *at = text.data, *end = at + text.length;
    size_t found = 0;

    while (at < end) {
        const char *from = at;
        uint32_t code = orm_utf8_next(&at);

        if (code == '<' && from > text.data)
            found = (size_t)(from - text.data);
        if (is_control(code))
            break;
    }
    return found;
}

static size_t count_of(orm_text text, const char *part)
{
    size_t length = strlen(part), count = 0;

    for (size_t at = 0; at + length <= text.length; at++)
        count += memcmp(text.data + at, part, length) == 0;
    return count;
}

static bool has_line_end(orm_text text)
{
    return js_holds(text, ORM_TEXT("\xE2\x80\xA8")) || js_holds(text, ORM_TEXT("\xE2\x80\xA9"));
}

/* Dots, quotes and brackets stand in double quotes, quotes behind backslashes. */
static bool is_display_name(orm_text name)
{
    orm_text inside = name;
    bool is_quoted = name.length >= 3 && *name.data == '"' && name.data[name.length - 1] == '"' &&
                     !has_line_end(name);

    if (is_quoted)
        inside = orm_text_slice(name, 1, name.length - 1);
    if (js_trim(inside).length == 0)
        return false;
    for (size_t i = 0; i < inside.length; i++)
        if (strchr(".\";<>", inside.data[i]))
            return is_quoted && count_of(inside, "\"") == count_of(inside, "\\\"");
    return true;
}

/* Takes the name and the brackets off an address; false when the name is refused. */
static bool take_display_name(const orm_check *check, orm_text *address)
{
    bool is_required = check_flag(check, EMAIL_REQUIRE_DISPLAY_NAME, false);
    size_t bracket;
    orm_text name;

    if (!is_required && !check_flag(check, EMAIL_DISPLAY_NAME, false))
        return true;
    bracket = find_bracket(*address);
    if (bracket == 0)
        return !is_required;
    name = orm_text_slice(*address, 0, bracket);
    *address = js_from(*address, bracket + 1);
    if (orm_text_ends(*address, ">"))
        address->length--;
    if (orm_text_ends(name, " "))
        name.length--;
    return is_display_name(name);
}

/* ---- the part before '@' */

static bool is_user_character(uint32_t code, bool has_utf8)
{
    if (code < 0x80)
        return js_is_letter((char)code) || js_is_digit((char)code) ||
               (code && strchr("!#$%&'*+-/=?^_`{|}~", (int)code));
    return has_utf8 && ((code >= 0xA1 && code <= 0xD7FF) || (code >= 0xF900 && code <= 0xFDCF) ||
                        (code >= 0xFDF0 && code <= 0xFFEF));
}

static bool is_user_word(orm_text word, bool has_utf8)
{
    const char *at = word.data, *end = at + word.length;

    while (at < end)
        if (!is_user_character(orm_utf8_next(&at), has_utf8))
            return false;
    return word.length > 0;
}

#define QUOTED "[\\s\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\x21\\x23-\\x5b\\x5d-\\x7e"
#define BEYOND "\\u00A0-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFEF"

static bool is_quoted_user(const orm_check *check, orm_text user, bool has_utf8)
{
    static const char plain[] = "^(?:" QUOTED "]|\\\\[\\x01-\\x09\\x0b\\x0c\\x0d-\\x7f])*$";
    static const char utf8[] =
        "^(?:" QUOTED BEYOND "]|\\\\[\\x01-\\x09\\x0b\\x0c\\x0d-\\x7f" BEYOND "])*$";
    size_t end = user.length > 1 ? user.length - 1 : 1; /* of a quote alone, nothing is left */

    return orm_check_match(check, has_utf8 ? utf8 : plain, "i", orm_text_slice(user, 1, end));
}

static bool is_user(const orm_check *check, orm_text user)
{
    bool has_utf8 = check_flag(check, EMAIL_UTF8, true);
    orm_text word;

    if (user.length > 0 && *user.data == '"' && user.data[user.length - 1] == '"')
        return is_quoted_user(check, user, has_utf8);
    while (js_split(&user, '.', &word))
        if (!is_user_word(word, has_utf8))
            return false;
    return true;
}

/* ---- Gmail: 6 to 30 letters and digits, dots between them */

static bool is_gmail(orm_text domain)
{
    return orm_text_equal_ascii_fold(domain, ORM_TEXT("gmail.com")) ||
           orm_text_equal_ascii_fold(domain, ORM_TEXT("googlemail.com"));
}

static bool is_gmail_user(orm_text user)
{
    orm_text word;
    size_t length = 0;

    user = orm_text_slice(user, 0, js_find(user, '+', 0));
    while (js_split(&user, '.', &word)) {
        if (word.length == 0)
            return false;
        for (size_t i = 0; i < word.length; i++)
            if (!js_is_letter(word.data[i]) && !js_is_digit(word.data[i]))
                return false;
        length += word.length;
    }
    return length >= 6 && length <= 30;
}

/* ---- domains */

static bool is_domain(const orm_check *check, orm_text domain)
{
    orm_fqdn_rules rules = {.is_tld_required = check_flag(check, EMAIL_REQUIRE_TLD, true),
                            .has_underscores = check_flag(check, EMAIL_UNDERSCORES, false),
                            .has_any_length = check_flag(check, EMAIL_ANY_LENGTH, false)};

    if (orm_check_is_fqdn(domain, rules))
        return true;
    if (!check_flag(check, EMAIL_IP_DOMAIN, false))
        return false;
    if (orm_check_is_ip(domain, 0))
        return true;
    return domain.length > 2 && orm_text_starts(domain, "[") && orm_text_ends(domain, "]") &&
           orm_check_is_ip(orm_text_slice(domain, 1, domain.length - 1), 0);
}

/* Lists of hosts; the domain in lower case. */
static bool is_allowed_host(const orm_check *check, orm_text domain)
{
    const orm_validator_value *black = check_value(check, EMAIL_BLACKLIST);
    const orm_validator_value *white = check_value(check, EMAIL_WHITELIST);
    orm_text lower;

    if (black->count == 0 && white->count == 0)
        return true;
    lower = orm_text_lower(check->ctx->arena, domain);
    if (orm_check_host_listed(check, EMAIL_BLACKLIST, lower))
        return false;
    return white->count == 0 || orm_check_host_listed(check, EMAIL_WHITELIST, lower);
}

static bool has_blacklisted(const orm_check *check, orm_text user)
{
    orm_text set = check_text(check, EMAIL_BLACKLISTED);

    if (set.length == 0)
        return false;
    set = orm_text_format(check->ctx->arena, "[%.*s]+", ORM_ARG(set));
    return check->ctx->host->match(check->ctx->host, check->ctx, set, ORM_TEXT(""), user);
}

/* ---- the whole */

static size_t find_last_at(orm_text text)
{
    size_t at = text.length;

    while (at > 0 && text.data[at - 1] != '@')
        at--;
    return at;
}

bool orm_check_is_email(const orm_check *check, orm_text text)
{
    bool has_limits = !check_flag(check, EMAIL_ANY_LENGTH, false);
    orm_text user, domain;
    size_t behind;

    if (!take_display_name(check, &text) || (has_limits && js_length(text) > MAX_ADDRESS))
        return false;
    behind = find_last_at(text);
    domain = js_from(text, behind);
    user = orm_text_slice(text, 0, behind ? behind - 1 : 0);
    if (!is_allowed_host(check, domain))
        return false;
    if (check_flag(check, EMAIL_DOMAIN_SPECIFIC, false) && is_gmail(domain)) {
        user = orm_text_lower(check->ctx->arena, user);
        if (!is_gmail_user(user))
            return false;
    }
    if (has_limits && (user.length > MAX_USER || domain.length > MAX_DOMAIN))
        return false;
    return is_domain(check, domain) && !has_blacklisted(check, user) && is_user(check, user);
}

bool orm_check_email(const orm_check *check)
{
    return orm_check_is_email(check, check->text);
}

/* ---- mailto: */

static orm_text without_spaces(orm_text text)
{
    while (text.length > 0 && *text.data == ' ')
        text = js_from(text, 1);
    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    return text;
}

/* Addresses between commas, where empty ones count for nothing. */
static bool are_emails(const orm_check *check, orm_text list)
{
    orm_text address;

    while (js_split(&list, ',', &address)) {
        address = without_spaces(address);
        if (address.length > 0 && !orm_check_is_email(check, address))
            return false;
    }
    return true;
}

/* A field of the query: each once, and of cc and bcc the addresses. */
static bool is_field(const orm_check *check, orm_text field, bool *seen)
{
    static const char *const names[] = {"subject", "body", "cc", "bcc"};
    orm_text name, value = {"", 0};
    size_t i = 0;

    js_split(&field, '=', &name);
    js_split(&field, '=', &value);
    if (name.length == 0)
        return true;
    while (i < 4 && !orm_text_is(name, names[i]))
        i++;
    if (i == 4 || seen[i])
        return false;
    seen[i] = true;
    return i < 2 || are_emails(check, value);
}

bool orm_check_mailto(const orm_check *check)
{
    bool seen[4] = {false};
    orm_text rest, to, query = {"", 0}, field;
    int fields = 0;

    if (!orm_text_starts(check->text, "mailto:"))
        return false;
    rest = js_from(check->text, 7);
    js_split(&rest, '?', &to);
    js_split(&rest, '?', &query);
    for (; js_split(&query, '&', &field); fields++)
        if (fields == 4 || !is_field(check, field, seen))
            return false;
    return are_emails(check, to);
}
