/* check_url.c - validators of URIs: URLs, data, magnet.  See check.h.
 *
 * A URL is taken apart from left to right: fragment and query go first, then the protocol, the
 * authority with user and port, and the host is what remains. */
#include "validate/check.h"

/* ---- the protocol */

/* Length of "scheme" before its colon, 0 when there is none. */
static size_t scheme_length(orm_text url)
{
    size_t at = 0;

    if (url.length == 0 || !js_is_letter(*url.data))
        return 0;
    while (at < url.length &&
           (js_is_letter(url.data[at]) || js_is_digit(url.data[at]) || strchr("+-.", url.data[at])))
        at++;
    return at < url.length && url.data[at] == ':' ? at : 0;
}

static bool is_auth_character(char c)
{
    return js_is_letter(c) || js_is_digit(c) || (c && strchr("-_.%:", c));
}

static bool has_encoded_byte(orm_text text)
{
    for (size_t i = 0; i + 2 < text.length; i++)
        if (text.data[i] == '%' && js_is_hex(text.data[i + 1]) && js_is_hex(text.data[i + 2]))
            return true;
    return false;
}

/* Whether the word before the colon is no protocol after all, but a user ("user:password@host") or
 * a host ("host:80"). */
static bool is_no_protocol(orm_text behind)
{
    orm_text authority = orm_text_slice(behind, 0, js_find(behind, '/', 0)), user;
    size_t at;

    if (orm_text_starts(behind, "//"))
        return false;
    at = js_find(authority, '@', 0);
    if (at == authority.length)
        return behind.length > 0 && js_is_digit(*behind.data);
    user = orm_text_slice(authority, 0, at);
    return js_all(user, is_auth_character) && !has_encoded_byte(user);
}

static bool is_known_protocol(const orm_check *check, orm_text protocol)
{
    char lower[64];

    if (!check_flag(check, URL_VALID_PROTOCOL, true))
        return true;
    if (protocol.length >= sizeof lower)
        return false;
    for (size_t i = 0; i < protocol.length; i++)
        lower[i] = orm_ascii_lower(protocol.data[i]);
    protocol.data = lower;
    if (check_has(check, URL_PROTOCOLS))
        return orm_check_listed(check, URL_PROTOCOLS, protocol);
    return js_is_word(protocol, "http\0https\0ftp\0");
}

/* Takes the protocol with its slashes off a URL; false when the options refuse it. */
static bool take_protocol(const orm_check *check, orm_text *url)
{
    size_t length = scheme_length(*url);
    bool is_explicit = length > 0 && !is_no_protocol(js_from(*url, length + 1));

    if (is_explicit) {
        if (!is_known_protocol(check, orm_text_slice(*url, 0, length)))
            return false;
        *url = js_from(*url, length + 1);
    } else if (check_flag(check, URL_REQUIRE_PROTOCOL, false)) {
        return false;
    }
    if (orm_text_starts(*url, "//")) {
        if (!is_explicit && !check_flag(check, URL_RELATIVE, false))
            return false;
        *url = js_from(*url, 2);
    }
    return true;
}

/* ---- user and port */

/* Takes "user:password@" off an authority; false when it is malformed or refused. */
static bool take_auth(const orm_check *check, orm_text *authority)
{
    size_t at = js_find(*authority, '@', 0);
    orm_text auth = orm_text_slice(*authority, 0, at);
    size_t colon = js_find(auth, ':', 0);

    if (at == authority->length)
        return true;
    if (check_flag(check, URL_NO_AUTH, false) || auth.length == 0 ||
        js_find(auth, ':', colon + 1) < auth.length || orm_text_is(auth, ":"))
        return false;
    *authority = js_from(*authority, at + 1);
    return true;
}

/* A host, in brackets or not, and its port; texts without data are not there. */
typedef struct host_parts {
    orm_text host;
    orm_text ipv6;
    orm_text port;
} host_parts;

/* "[address]" or "[address]:port". */
static bool split_bracketed(orm_text authority, host_parts *out)
{
    size_t close = js_find(authority, ']', 0);
    orm_text behind;

    if (!orm_text_starts(authority, "[") || close == authority.length || close == 1)
        return false;
    behind = js_from(authority, close + 1);
    if (behind.length > 0 && (*behind.data != ':' || !js_is_digits(js_from(behind, 1), 0)))
        return false;
    out->host = (orm_text){"", 0};
    out->ipv6 = orm_text_slice(authority, 1, close);
    out->port = behind.length > 0 ? js_from(behind, 1) : (orm_text){NULL, 0};
    return true;
}

static host_parts split_host(orm_text authority)
{
    host_parts out = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    size_t colon = js_find(authority, ':', 0);

    if (split_bracketed(authority, &out))
        return out;
    out.host = orm_text_slice(authority, 0, colon);
    if (colon < authority.length)
        out.port = js_from(authority, colon + 1);
    return out;
}

static bool is_port(const orm_check *check, orm_text port)
{
    if (port.length == 0)
        return !check_flag(check, URL_REQUIRE_PORT, false);
    if (!js_is_digits(port, 0))
        return false;
    while (port.length > 1 && *port.data == '0')
        port = js_from(port, 1);
    return port.length <= 5 && js_integer(port) > 0 && js_integer(port) <= 65535;
}

/* ---- the host */

static bool is_host(const orm_check *check, const host_parts *parts)
{
    orm_fqdn_rules rules = {
        check_flag(check, URL_REQUIRE_TLD, true),   check_flag(check, URL_UNDERSCORES, false),
        check_flag(check, URL_TRAILING_DOT, false), check_flag(check, URL_NUMERIC_TLD, false),
        check_flag(check, URL_WILDCARD, false),     check_flag(check, URL_ANY_LENGTH, false)};

    return orm_check_is_ip(parts->host, 0) || orm_check_is_fqdn(parts->host, rules) ||
           (parts->ipv6.data && orm_check_is_ip(parts->ipv6, 6));
}

static bool is_authority(const orm_check *check, orm_text authority)
{
    host_parts parts = split_host(authority);

    if (!is_port(check, parts.port))
        return false;
    if (check_has(check, URL_WHITELIST))
        return orm_check_host_listed(check, URL_WHITELIST, parts.host);
    if (parts.host.length == 0 && !check_flag(check, URL_REQUIRE_HOST, true))
        return true;
    return is_host(check, &parts) &&
           !orm_check_host_listed(check, URL_BLACKLIST,
                                  parts.host.length ? parts.host : parts.ipv6);
}

/* ---- the whole */

static bool is_refused_character(orm_text url)
{
    const char *at = url.data, *end = at + url.length;

    while (at < end) {
        uint32_t code = orm_utf8_next(&at);

        if (code == '<' || code == '>' || js_is_blank(code))
            return true;
    }
    return false;
}

/* What can be said of a URL before it is taken apart. */
static bool may_be_url(const orm_check *check)
{
    orm_text url = check->text;

    if (url.length == 0 || orm_text_starts(url, "mailto:") || is_refused_character(url))
        return false;
    if (check_flag(check, URL_CHECK_LENGTH, true) &&
        (double)js_length(url) > check_number(check, URL_MAX_LENGTH, 2084))
        return false;
    if (!check_flag(check, URL_FRAGMENTS, true) && js_find(url, '#', 0) < url.length)
        return false;
    return check_flag(check, URL_QUERY, true) ||
           (js_find(url, '?', 0) == url.length && js_find(url, '&', 0) == url.length);
}

bool orm_check_url(const orm_check *check)
{
    orm_text url = check->text, authority;

    if (!may_be_url(check))
        return false;
    url = orm_text_slice(url, 0, js_find(url, '#', 0));
    url = orm_text_slice(url, 0, js_find(url, '?', 0));
    if (!take_protocol(check, &url) || url.length == 0)
        return false;
    authority = orm_text_slice(url, 0, js_find(url, '/', 0));
    if (authority.length == 0 && !check_flag(check, URL_REQUIRE_HOST, true))
        return true;
    return take_auth(check, &authority) && is_authority(check, authority);
}

/* ---- other URIs */

static bool is_media_type(orm_text text)
{
    size_t slash = js_find(text, '/', 0);
    orm_text type = orm_text_slice(text, 0, slash), subtype;

    if (slash == 0 || slash == text.length || !js_all(type, js_is_letter))
        return false;
    subtype = js_from(text, slash + 1);
    for (size_t i = 0; i < subtype.length; i++)
        if (!js_is_letter(subtype.data[i]) && !js_is_digit(subtype.data[i]) &&
            !strchr("-+._", subtype.data[i]))
            return false;
    return subtype.length > 0;
}

static bool is_parameter_name(char c)
{
    return js_is_letter(c) || c == '-';
}

static bool is_parameter_value(char c)
{
    return js_is_letter(c) || js_is_digit(c) || c == '-';
}

static bool is_parameter(orm_text text)
{
    size_t equals = js_find(text, '=', 0);

    return equals > 0 && equals + 1 < text.length &&
           js_all(orm_text_slice(text, 0, equals), is_parameter_name) &&
           js_all(js_from(text, equals + 1), is_parameter_value);
}

static bool is_data(orm_text text)
{
    const char *at = text.data, *end = at + text.length;

    while (at < end) {
        uint32_t code = orm_utf8_next(&at);
        bool is_ascii = code > 0 && code < 0x80;

        if (!js_is_blank(code) &&
            !(is_ascii && (js_is_letter((char)code) || js_is_digit((char)code) ||
                           strchr("!$&'()*+,;=-._~:@/?%", (int)code))))
            return false;
    }
    return true;
}

/* data:[type][;parameter=value…][;base64],data */
bool orm_check_data_uri(const orm_check *check)
{
    size_t comma = js_find(check->text, ',', 0);
    orm_text rest = js_trim(orm_text_slice(check->text, 0, comma)), part, type;

    if (comma == check->text.length || !js_split(&rest, ';', &part) ||
        !orm_text_starts(part, "data:"))
        return false;
    type = js_from(part, 5);
    if (type.length > 0 && !is_media_type(type))
        return false;
    while (js_split(&rest, ';', &part)) {
        bool is_last = rest.data == NULL;

        if (!(is_last && orm_text_equal_ascii_fold(part, ORM_TEXT("base64"))) &&
            !is_parameter(part))
            return false;
    }
    return is_data(js_from(check->text, comma + 1));
}

bool orm_check_magnet(const orm_check *check)
{
    return orm_text_starts(check->text, "magnet:?") &&
           orm_check_match(check,
                           "(?:^magnet:\\?|[^?&]&)xt(?:\\.1)?=urn:(?:(?:aich|bitprint|btih|ed2k|"
                           "ed2khash|kzhash|md5|sha1|tree:tiger):[a-z0-9]{32}(?:[a-z0-9]{8})?|"
                           "btmh:1220[a-z0-9]{64})(?:$|&)",
                           "i", check->text);
}
