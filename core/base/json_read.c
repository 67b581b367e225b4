/* json_read.c - RFC 8259 text to nodes.  See json.h.
 *
 * One pass, recursive (depth is limited), no look-back.  The whole source is checked to be UTF-8
 * first, so the scanner below looks at bytes only. */
#include "base/json.h"
#include "base/limits.h"
#include "base/scan.h"

typedef struct reader {
    orm_ctx *ctx;
    const char *name; /* of the document */
    const char *start;
    const char *at;
    const char *end;
    orm_json_mode mode;
    int depth;
} reader;

static _Noreturn void fail(reader *r, const char *at, const char *expected)
{
    orm_raise(r->ctx, ORM_JSON, orm_text_from(r->name), "%s is not valid JSON: byte %zu: %s",
              r->name, (size_t)(at - r->start), expected);
}

static void skip_spaces(reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t'))
        r->at++;
}

/* There is none behind most tokens: one comparison says so. */
static inline void skip_space(reader *r)
{
    if (r->at < r->end && (unsigned char)*r->at <= ' ')
        skip_spaces(r);
}

/* ---- strings */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static uint32_t read_hex4(reader *r)
{
    uint32_t code = 0;

    for (int i = 0; i < 4; i++) {
        int digit = r->at < r->end ? hex_digit(*r->at) : -1;

        if (digit < 0)
            fail(r, r->at, "expected four hexadecimal digits after \\u");
        code = code << 4 | (uint32_t)digit;
        r->at++;
    }
    return code;
}

/* Behind "\u": one code point, of a surrogate pair where there is one. */
static uint32_t read_unicode_escape(reader *r, bool *is_unstorable)
{
    const char *from = r->at - 2;
    uint32_t code = read_hex4(r);

    if (code >= 0xD800 && code < 0xDC00 && r->end - r->at >= 6 && r->at[0] == '\\' &&
        r->at[1] == 'u') {
        const char *back = r->at;
        uint32_t low;

        r->at += 2;
        low = read_hex4(r);
        if (low >= 0xDC00 && low < 0xE000)
            return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        r->at = back;
    }
    if (code != 0 && (code < 0xD800 || code >= 0xE000))
        return code;
    if (r->mode == ORM_JSON_CODE)
        fail(r, from, code ? "a surrogate without its pair" : "U+0000 is not allowed");
    *is_unstorable = true;
    return 0xFFFD;
}

static char *decode_escape(reader *r, char *out, bool *is_unstorable)
{
    const char *from = r->at;
    char c = r->at + 1 < r->end ? r->at[1] : '\0';

    r->at += 2;
    switch (c) {
    case '"':
    case '\\':
    case '/': *out = c; return out + 1;
    case 'b': *out = '\b'; return out + 1;
    case 'f': *out = '\f'; return out + 1;
    case 'n': *out = '\n'; return out + 1;
    case 'r': *out = '\r'; return out + 1;
    case 't': *out = '\t'; return out + 1;
    case 'u': return out + orm_utf8_encode(read_unicode_escape(r, is_unstorable), out);
    default: fail(r, from, "expected an escape: one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
    }
}

/* Decodes from the first escape on; `open` is the opening quote. */
static orm_text read_escaped(reader *r, const char *open, bool *is_unstorable)
{
    const char *close = r->at;
    char *out, *p;

    /* an upper bound of the decoded length: find the closing quote */
    while (close < r->end && *close != '"')
        close += *close == '\\' ? 2 : 1;
    if (close >= r->end)
        fail(r, open, "a string without its closing quote");
    out = p = orm_alloc(r->ctx->arena, (size_t)(close - open));
    memcpy(p, open + 1, (size_t)(r->at - open - 1));
    p += r->at - open - 1;
    for (;;) {
        const char *stop = orm_scan_plain(r->at, r->end);

        memcpy(p, r->at, (size_t)(stop - r->at));
        p += stop - r->at;
        r->at = stop;
        if (stop >= r->end)
            fail(r, open, "a string without its closing quote");
        if (*stop == '"')
            return (orm_text){out, (size_t)(p - out)};
        if (*stop != '\\')
            fail(r, stop, "a control character in a string: write it as an escape");
        p = decode_escape(r, p, is_unstorable);
    }
}

/* At the opening quote; leaves behind the closing one. */
static orm_text read_string(reader *r, bool *is_unstorable)
{
    const char *open = r->at;
    orm_text text;

    r->at = orm_scan_plain(open + 1, r->end);
    if (r->at >= r->end)
        fail(r, open, "a string without its closing quote");
    if (*r->at == '"')
        text = (orm_text){open + 1, (size_t)(r->at - open - 1)};
    else if (*r->at == '\\')
        text = read_escaped(r, open, is_unstorable);
    else
        fail(r, r->at, "a control character in a string: write it as an escape");
    r->at++;
    return text;
}

/* ---- numbers and words */

static bool skip_digits(reader *r)
{
    const char *from = r->at;

    while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
        r->at++;
    return r->at > from;
}

static void read_number(reader *r)
{
    if (*r->at == '-')
        r->at++;
    if (r->at < r->end && *r->at == '0')
        r->at++;
    else if (!skip_digits(r))
        fail(r, r->at, "expected a digit");
    if (r->at < r->end && *r->at == '.') {
        r->at++;
        if (!skip_digits(r))
            fail(r, r->at, "expected a digit after the point");
    }
    if (r->at < r->end && (*r->at == 'e' || *r->at == 'E')) {
        r->at++;
        if (r->at < r->end && (*r->at == '+' || *r->at == '-'))
            r->at++;
        if (!skip_digits(r))
            fail(r, r->at, "expected a digit of the exponent");
    }
}

static void read_word(reader *r, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(r->end - r->at) < length || memcmp(r->at, word, length) != 0)
        fail(r, r->at, "expected a value");
    r->at += length;
}

/* ---- values */

static void read_value(reader *r, orm_json *node);

static inline orm_json *add_child(reader *r, orm_json *parent)
{
    orm_json *child = orm_alloc(r->ctx->arena, sizeof *child);

    *child = (orm_json){.parent = parent, .slot = -1};
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->count++;
    return child;
}

static void enter(reader *r)
{
    if (++r->depth > ORM_MAX_JSON_DEPTH)
        orm_raise(r->ctx, ORM_JSON, orm_text_from(r->name),
                  "%s is nested deeper than %d levels: byte %zu", r->name, ORM_MAX_JSON_DEPTH,
                  (size_t)(r->at - r->start));
    r->at++;
    skip_space(r);
}

static void read_array(reader *r, orm_json *node)
{
    enter(r);
    if (r->at < r->end && *r->at == ']') {
        r->at++;
        r->depth--;
        return;
    }
    for (;;) {
        read_value(r, add_child(r, node));
        skip_space(r);
        if (r->at < r->end && *r->at == ']')
            break;
        if (r->at >= r->end || *r->at != ',')
            fail(r, r->at, "expected ',' or ']'");
        r->at++;
        skip_space(r);
    }
    r->at++;
    r->depth--;
}

static _Noreturn void fail_repeated(reader *r, const orm_json *member)
{
    orm_raise(r->ctx, ORM_JSON, orm_json_place(r->ctx, member), "%s: the key \"%.*s\" is repeated",
              r->name, ORM_ARG(member->key));
}

enum { FEW_MEMBERS = 16 };

/* Every key against those before it: for few members. */
static void check_few_keys(reader *r, const orm_json *object)
{
    orm_each_child (member, object)
        for (orm_json *other = object->first; other != member; other = other->next)
            if (orm_text_equal(other->key, member->key))
                fail_repeated(r, member);
}

/* A hash table of the keys: for many. */
static void check_many_keys(reader *r, const orm_json *object)
{
    size_t size = 64;
    orm_json **table;

    while (size < (size_t)object->count * 2)
        size *= 2;
    table = ORM_NEW_N(r->ctx->arena, orm_json *, size);
    orm_each_child (member, object) {
        size_t place = orm_text_hash(member->key, ORM_HASH_SEED) & (size - 1);

        while (table[place]) {
            if (orm_text_equal(table[place]->key, member->key))
                fail_repeated(r, member);
            place = (place + 1) & (size - 1);
        }
        table[place] = member;
    }
}

static void check_keys(reader *r, const orm_json *object)
{
    const orm_json *parent = object->parent;
    bool is_top = parent == NULL || (parent->kind == ORM_JSON_ARRAY && parent->parent == NULL);

    if (r->mode == ORM_JSON_STORED || (r->mode == ORM_JSON_DATA && !is_top))
        return; /* inside a value */
    if (object->count <= FEW_MEMBERS)
        check_few_keys(r, object);
    else
        check_many_keys(r, object);
}

static void read_member(reader *r, orm_json *object)
{
    orm_json *member = add_child(r, object);

    if (r->at >= r->end || *r->at != '"')
        fail(r, r->at, "expected a key in double quotes");
    member->key = read_string(r, &member->is_unstorable);
    skip_space(r);
    if (r->at >= r->end || *r->at != ':')
        fail(r, r->at, "expected ':'");
    r->at++;
    skip_space(r);
    read_value(r, member);
}

static void read_object(reader *r, orm_json *node)
{
    enter(r);
    if (r->at < r->end && *r->at == '}') {
        r->at++;
        r->depth--;
        return;
    }
    for (;;) {
        read_member(r, node);
        skip_space(r);
        if (r->at < r->end && *r->at == '}')
            break;
        if (r->at >= r->end || *r->at != ',')
            fail(r, r->at, "expected ',' or '}'");
        r->at++;
        skip_space(r);
    }
    r->at++;
    r->depth--;
    check_keys(r, node);
}

static void read_bare(reader *r, orm_json *node)
{
    switch (*r->at) {
    case 't':
        node->kind = ORM_JSON_TRUE;
        read_word(r, "true");
        break;
    case 'f':
        node->kind = ORM_JSON_FALSE;
        read_word(r, "false");
        break;
    case 'n':
        node->kind = ORM_JSON_NULL;
        read_word(r, "null");
        break;
    default:
        if (*r->at != '-' && (*r->at < '0' || *r->at > '9'))
            fail(r, r->at, "expected a value");
        node->kind = ORM_JSON_NUMBER;
        read_number(r);
        break;
    }
}

static void read_value(reader *r, orm_json *node)
{
    const char *from = r->at;

    if (r->at >= r->end)
        fail(r, r->at, "expected a value");
    switch (*r->at) {
    case '{':
        node->kind = ORM_JSON_OBJECT;
        read_object(r, node);
        break;
    case '[':
        node->kind = ORM_JSON_ARRAY;
        read_array(r, node);
        break;
    case '"':
        node->kind = ORM_JSON_STRING;
        node->text = read_string(r, &node->is_unstorable);
        break;
    default: read_bare(r, node); break;
    }
    node->token = (orm_text){from, (size_t)(r->at - from)};
    if (node->kind == ORM_JSON_NUMBER)
        node->text = node->token;
    if (node->is_unstorable && node->parent)
        node->parent->is_unstorable = true;
}

static void open_reader(reader *r, orm_ctx *ctx, orm_text source, orm_json_mode mode,
                        const char *name)
{
    *r = (reader){ctx, name, source.data, source.data, source.data + source.length, mode, 0};
}

static void check_source(reader *r)
{
    size_t length = (size_t)(r->end - r->start);
    size_t valid;

    if (length > ORM_MAX_DOCUMENT)
        orm_raise(r->ctx, ORM_INVALID_OPTION, orm_text_from(r->name),
                  "%s has %zu bytes, more than the limit of %d", r->name, length, ORM_MAX_DOCUMENT);
    valid = orm_utf8_valid_prefix((orm_text){r->start, length});
    if (valid < length)
        fail(r, r->start + valid, "expected UTF-8");
}

orm_json *orm_json_read(orm_ctx *ctx, orm_text source, orm_json_mode mode, const char *name)
{
    orm_json *root = ORM_NEW(ctx->arena, orm_json);
    reader r;

    open_reader(&r, ctx, source, mode, name);
    check_source(&r);
    root->key = orm_text_from(name);
    root->slot = -1;
    skip_space(&r);
    read_value(&r, root);
    skip_space(&r);
    if (r.at < r.end)
        fail(&r, r.at, "expected the end");
    return root;
}

/* ---- items of a list, one by one */

void orm_json_items_open(orm_json_items *items, orm_text source, const char *name)
{
    memset(items, 0, sizeof *items);
    items->source = source;
    items->root.kind = ORM_JSON_ARRAY;
    items->root.key = orm_text_from(name);
    items->root.slot = -1;
}

/* Moves to the next item; false behind the last one. */
static bool step_to_item(reader *r, orm_json_items *items)
{
    skip_space(r);
    if (!items->is_started) {
        check_source(r);
        if (r->at >= r->end || *r->at != '[')
            fail(r, r->at, "expected a list: '['");
        r->at++;
        skip_space(r);
        items->is_started = true;
        return !(r->at < r->end && *r->at == ']');
    }
    if (r->at < r->end && *r->at == ']')
        return false;
    if (r->at >= r->end || *r->at != ',')
        fail(r, r->at, "expected ',' or ']'");
    r->at++;
    skip_space(r);
    items->index++;
    return true;
}

orm_json *orm_json_items_next(orm_ctx *ctx, orm_json_items *items)
{
    orm_json *item;
    reader r;

    open_reader(&r, ctx, items->source, ORM_JSON_DATA, items->root.key.data);
    r.at += items->at;
    r.depth = 1;
    if (!step_to_item(&r, items)) {
        items->at = (size_t)(r.at - r.start); /* asked again, the answer is the same */
        r.at++;
        skip_space(&r);
        if (r.at < r.end)
            fail(&r, r.at, "expected the end");
        return NULL;
    }
    if (items->index >= ORM_MAX_LIST)
        orm_raise(ctx, ORM_INVALID_OPTION, items->root.key,
                  "%s has more than %d items, the limit of a list", r.name, ORM_MAX_LIST);
    item = ORM_NEW(ctx->arena, orm_json);
    item->slot = -1;
    item->parent = &items->root;
    items->root.count = items->index; /* for orm_json_place(): its items are not linked */
    read_value(&r, item);
    items->at = (size_t)(r.at - r.start);
    return item;
}
