/* convert_network.c - addresses of networks and machines.  See convert.h.
 *
 * They are stored in the form in which PostgreSQL prints them, on both engines, so that one address
 * is one text. */
#include "base/buffer.h"
#include "catalog/convert_private.h"

typedef struct address {
    uint8_t bytes[16];
    int size; /* 4 or 16 */
    int bits; /* of the network */
} address;

/* ---- reading */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* At most three digits, up to `most`; -1: there are none, or more. */
static int read_number(const char **at, const char *end, int most)
{
    int value = 0, digits = 0;

    for (; *at < end && is_digit(**at) && digits < 4; digits++)
        value = value * 10 + (*(*at)++ - '0');
    return digits == 0 || digits > 3 || value > most ? -1 : value;
}

static bool read_ipv4(const char **at, const char *end, uint8_t bytes[4])
{
    for (int part = 0; part < 4; part++) {
        int value;

        if (part > 0 && (*at >= end || *(*at)++ != '.'))
            return false;
        value = read_number(at, end, 255);
        if (value < 0)
            return false;
        bytes[part] = (uint8_t)value;
    }
    return true;
}

/* One to four hexadecimal digits. */
static bool read_group(const char **at, const char *end, uint8_t bytes[2])
{
    const char *from = *at;
    unsigned value = 0;

    while (*at < end && *at - from < 4 && hex_value(**at) >= 0)
        value = value << 4 | (unsigned)hex_value(*(*at)++);
    bytes[0] = (uint8_t)(value >> 8);
    bytes[1] = (uint8_t)value;
    return *at > from;
}

/* The groups that "::" stands for go where it stood. */
static bool fill_gap(address *out, int size, int gap)
{
    int missing = 16 - size;

    if (gap < 0)
        return missing == 0;
    if (missing < 2)
        return false;
    memmove(out->bytes + gap + missing, out->bytes + gap, (size_t)(size - gap));
    memset(out->bytes + gap, 0, (size_t)missing);
    return true;
}

/* Groups with a colon between them, "::" once, an IPv4 address at the end. */
static bool read_ipv6(const char **at, const char *end, address *out)
{
    int size = 0, gap = -1;

    if (end - *at >= 2 && (*at)[0] == ':' && (*at)[1] == ':') {
        gap = 0;
        *at += 2;
    }
    while (*at < end && **at != '/') {
        const char *four = *at;

        if (size <= 12 && read_ipv4(&four, end, out->bytes + size) &&
            (four == end || *four == '/')) {
            *at = four;
            size += 4;
            break;
        }
        if (size > 14 || !read_group(at, end, out->bytes + size))
            return false;
        size += 2;
        if (*at == end || **at == '/')
            break;
        if (*(*at)++ != ':')
            return false;
        if (*at < end && **at == ':') {
            if (gap >= 0)
                return false;
            gap = size;
            ++*at;
        } else if (*at == end || **at == '/') {
            return false;
        }
    }
    return fill_gap(out, size, gap);
}

static bool read_address(orm_text text, bool is_network, address *out)
{
    const char *at = text.data, *end = at + text.length;
    bool is_six = text.length && memchr(text.data, ':', text.length) != NULL;

    *out = (address){.size = is_six ? 16 : 4};
    if (is_six ? !read_ipv6(&at, end, out) : !read_ipv4(&at, end, out->bytes))
        return false;
    out->bits = out->size * 8;
    if (at == end)
        return !is_network;
    if (*at++ != '/')
        return false;
    out->bits = read_number(&at, end, out->size * 8);
    return out->bits >= 0 && at == end;
}

/* The bits behind the network's are zero. */
static bool is_network_address(const address *it)
{
    for (int bit = it->bits; bit < it->size * 8; bit++)
        if (it->bytes[bit / 8] & (0x80 >> bit % 8))
            return false;
    return true;
}

/* ---- writing */

static unsigned group(const address *it, int i)
{
    return (unsigned)(it->bytes[2 * i] << 8 | it->bytes[2 * i + 1]);
}

/* The longest run of at least two zero groups, the first of several; none: length 0. */
static int longest_zeros(const address *it, int *length)
{
    int best = 0;

    *length = 0;
    for (int from = 0; from < 8; from++) {
        int to = from;

        while (to < 8 && group(it, to) == 0)
            to++;
        if (to - from > *length && to - from > 1) {
            best = from;
            *length = to - from;
        }
    }
    return best;
}

static void write_ipv4(orm_buffer *out, const uint8_t bytes[4])
{
    orm_buffer_format(out, "%d.%d.%d.%d", bytes[0], bytes[1], bytes[2], bytes[3]);
}

static void write_ipv6(orm_buffer *out, const address *it)
{
    int length, zeros = longest_zeros(it, &length);
    bool holds_four = zeros == 0 && (length == 6 || (length == 5 && group(it, 5) == 0xffff));

    for (int i = 0; i < 8; i++) {
        if (i >= zeros && i < zeros + length) {
            if (i == zeros)
                orm_buffer_char(out, ':');
            continue;
        }
        if (i > 0)
            orm_buffer_char(out, ':');
        if (i == 6 && holds_four) {
            write_ipv4(out, it->bytes + 12);
            return;
        }
        orm_buffer_format(out, "%x", group(it, i));
    }
    if (length > 0 && zeros + length == 8)
        orm_buffer_char(out, ':');
}

static orm_text address_text(orm_ctx *ctx, const address *it, bool is_network)
{
    orm_buffer buffer;
    orm_text text;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, 64);
    if (it->size == 4)
        write_ipv4(&buffer, it->bytes);
    else
        write_ipv6(&buffer, it);
    if (is_network || it->bits < it->size * 8)
        orm_buffer_format(&buffer, "/%d", it->bits);
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text;
}

bool orm_convert_inet(orm_conversion *c, bool is_network)
{
    address it;

    if (c->node->kind != ORM_JSON_STRING || !read_address(c->node->text, is_network, &it))
        return orm_conversion_fail(c, "%.*s is not a valid %s", is_network ? "cidr" : "inet");
    if (is_network && !is_network_address(&it))
        return orm_conversion_fail(c, "%.*s is not a valid %s",
                                   "cidr: it has bits behind those of the network");
    *c->out = (orm_value){.kind = ORM_VALUE_TEXT, .as.text = address_text(c->ctx, &it, is_network)};
    return true;
}

/* Six pairs of hexadecimal digits with a colon or hyphen between them. */
bool orm_convert_macaddr(orm_conversion *c)
{
    orm_text text = c->node->text;
    bool is_valid = c->node->kind == ORM_JSON_STRING && text.length == 17;
    char *out = orm_alloc(c->ctx->arena, 18);

    for (size_t i = 0; is_valid && i < text.length; i++) {
        char ch = text.data[i];

        if (i % 3 == 2) {
            is_valid = ch == ':' || ch == '-';
            out[i] = ':';
        } else {
            is_valid = hex_value(ch) >= 0;
            out[i] = ch >= 'A' && ch <= 'F' ? (char)(ch + 32) : ch;
        }
    }
    if (!is_valid)
        return orm_conversion_fail(c, "%.*s is not a valid %s", "macaddr");
    *c->out = (orm_value){.kind = ORM_VALUE_TEXT, .as.text = {out, 17}};
    return true;
}
