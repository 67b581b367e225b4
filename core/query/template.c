/* template.c - the lexer of SQL expressions.  See template.h. */
#include "query/template.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/suggest.h"

typedef struct lexer {
    orm_ctx *ctx;
    const orm_model *model;
    const orm_json *node;
    uint32_t allowed;
    const char *start;
    const char *at;
    const char *end;
    const char *kept; /* start of the text that is no part yet */
    int parentheses;
    int brackets;
    orm_template *out;
    orm_template_part **last;
} lexer;

static _Noreturn void fail(lexer *l, const char *format, ...) __attribute__((format(printf, 2, 3)));

static _Noreturn void fail(lexer *l, const char *format, ...)
{
    orm_error *error;
    char sentence[256];
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    error = orm_error_new(l->ctx, ORM_DEFINITION, "the expression \"%.*s\": %s",
                          (int)(l->end - l->start), l->start, sentence);
    error->model = l->model->name;
    if (l->node)
        error->at = orm_json_place(l->ctx, l->node);
    orm_throw(l->ctx, error);
}

/* ---- parts */

static orm_template_part *add_part(lexer *l, orm_placeholder kind)
{
    orm_template_part *part = ORM_NEW(l->ctx->arena, orm_template_part);

    part->kind = kind;
    *l->last = part;
    l->last = &part->next;
    l->out->uses |= ORM_PLACES(kind);
    return part;
}

static void keep_text(lexer *l, const char *until)
{
    if (until > l->kept)
        add_part(l, ORM_PLACE_TEXT)->text = (orm_text){l->kept, (size_t)(until - l->kept)};
}

/* ---- what is passed over */

static bool is_name_start(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || (c & 0x80);
}

static bool is_name_char(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9');
}

/* To behind the closing quote; a doubled one stands for itself. */
static void skip_quoted(lexer *l, char quote, bool has_escapes)
{
    for (l->at++; l->at < l->end; l->at++) {
        if (has_escapes && *l->at == '\\') {
            l->at++;
            continue;
        }
        if (*l->at != quote)
            continue;
        if (l->at + 1 < l->end && l->at[1] == quote) {
            l->at++;
            continue;
        }
        l->at++;
        return;
    }
    fail(l, "a quote is not closed");
}

static bool looks_at(const lexer *l, const char *text)
{
    size_t length = strlen(text);

    return (size_t)(l->end - l->at) >= length && memcmp(l->at, text, length) == 0;
}

static void skip_line(lexer *l)
{
    while (l->at < l->end && *l->at != '\n')
        l->at++;
    if (l->at == l->end)
        fail(l, "a comment at its end would take in what follows");
}

/* PostgreSQL's comments nest, SQLite's do not: one inside another is refused. */
static void skip_comment(lexer *l)
{
    for (l->at += 2; l->at < l->end; l->at++) {
        if (looks_at(l, "*/")) {
            l->at += 2;
            return;
        }
        if (looks_at(l, "/*"))
            fail(l, "comments cannot be nested");
    }
    fail(l, "a comment is not closed");
}

/* $tag$ … $tag$ */
static void skip_dollar(lexer *l)
{
    const char *from = l->at, *name = l->at + 1;
    size_t length;

    while (name < l->end && is_name_char(*name))
        name++;
    if (name == l->end || *name != '$' || (from[1] >= '0' && from[1] <= '9'))
        fail(l, "parameters are written as :name");
    length = (size_t)(name + 1 - from);
    for (l->at = name + 1; (size_t)(l->end - l->at) >= length; l->at++)
        if (memcmp(l->at, from, length) == 0) {
            l->at += length;
            return;
        }
    fail(l, "a dollar quote is not closed");
}

static void skip_name(lexer *l)
{
    const char *from = l->at;

    while (l->at < l->end && (is_name_char(*l->at) || *l->at == '$'))
        l->at++;
    if (l->at - from == 1 && (*from == 'e' || *from == 'E') && l->at < l->end && *l->at == '\'')
        skip_quoted(l, '\'', true);
}

static void take_quoted_name(lexer *l)
{
    const char *from = l->at;

    keep_text(l, from);
    skip_quoted(l, '"', false);
    add_part(l, ORM_PLACE_NAME)->text = (orm_text){from, (size_t)(l->at - from)};
    l->kept = l->at;
}

/* ---- placeholders */

static const struct {
    const char *name;
    orm_placeholder kind;
} specials[] = {{"value", ORM_PLACE_VALUE},
                {"instance", ORM_PLACE_INSTANCE},
                {"values", ORM_PLACE_VALUES},
                {"options", ORM_PLACE_OPTIONS},
                {"model", ORM_PLACE_MODEL}};

enum { SPECIAL_COUNT = sizeof specials / sizeof *specials };

static _Noreturn void fail_unknown(lexer *l, orm_text name)
{
    bool has_attributes = (l->allowed & ORM_PLACES(ORM_PLACE_ATTRIBUTE)) != 0;
    uint32_t count = has_attributes ? l->model->attribute_count : 0;
    orm_text *names = ORM_NEW_N(l->ctx->arena, orm_text, count + SPECIAL_COUNT);
    orm_error *error =
        orm_error_new(l->ctx, ORM_DEFINITION, "there is no placeholder :%.*s here", ORM_ARG(name));

    for (uint32_t i = 0; i < count; i++)
        names[i] = l->model->attributes[i]->name;
    for (uint32_t i = 0; i < SPECIAL_COUNT; i++)
        if (l->allowed & ORM_PLACES(specials[i].kind))
            names[count++] = orm_text_from(specials[i].name);
    error->model = l->model->name;
    error->did_you_mean = orm_suggest(l->ctx->arena, name, names, count);
    if (l->node)
        error->at = orm_json_place(l->ctx, l->node);
    orm_throw(l->ctx, error);
}

static void add_placeholder(lexer *l, orm_text name)
{
    const orm_attribute *attribute;

    for (int i = 0; i < SPECIAL_COUNT; i++)
        if (orm_text_is(name, specials[i].name) && (l->allowed & ORM_PLACES(specials[i].kind))) {
            add_part(l, specials[i].kind);
            return;
        }
    attribute =
        l->allowed & ORM_PLACES(ORM_PLACE_ATTRIBUTE) ? orm_model_attribute(l->model, name) : NULL;
    if (attribute == NULL)
        fail_unknown(l, name);
    add_part(l, ORM_PLACE_ATTRIBUTE)->attribute = attribute;
}

/* A name between quotes, in which doubled ones stand for themselves. */
static orm_text unquoted(lexer *l, orm_text name)
{
    char *copy = orm_alloc(l->ctx->arena, name.length + 1);
    size_t length = 0;

    for (size_t i = 0; i < name.length; i++) {
        copy[length++] = name.data[i];
        i += name.data[i] == '"';
    }
    return (orm_text){copy, length};
}

/* A colon in brackets behind an operand separates the ends of a slice. */
static bool is_slice(const lexer *l)
{
    const char *before = l->at;

    if (l->brackets == 0)
        return false;
    while (before > l->start && before[-1] == ' ')
        before--;
    return before > l->start && (is_name_char(before[-1]) || strchr(")]'\"", before[-1]));
}

static void take_colon(lexer *l)
{
    const char *from = l->at;
    orm_text name;

    if (looks_at(l, "::") || looks_at(l, ":=")) {
        l->at += 2;
        return;
    }
    l->at++;
    if (is_slice(&(lexer){.start = l->start, .at = from, .brackets = l->brackets}) ||
        l->at == l->end)
        return;
    if (*l->at == '"') {
        skip_quoted(l, '"', false);
        name = unquoted(l, (orm_text){from + 2, (size_t)(l->at - from - 3)});
    } else if (is_name_start(*l->at)) {
        while (l->at < l->end && is_name_char(*l->at))
            l->at++;
        name = (orm_text){from + 1, (size_t)(l->at - from - 1)};
    } else {
        return;
    }
    keep_text(l, from);
    add_placeholder(l, name);
    l->kept = l->at;
}

static void count_brackets(lexer *l, char c)
{
    l->parentheses += (c == '(') - (c == ')');
    l->brackets += (c == '[') - (c == ']');
    if (l->parentheses < 0 || l->brackets < 0)
        fail(l, "a bracket closes more than was opened");
    l->at++;
}

static void take_token(lexer *l)
{
    char c = *l->at;

    if (is_name_start(c))
        skip_name(l);
    else if (looks_at(l, "--"))
        skip_line(l);
    else if (looks_at(l, "/*"))
        skip_comment(l);
    else
        switch (c) {
        case '"': take_quoted_name(l); break;
        case '\'':
        case '`': skip_quoted(l, c, false); break;
        case '$': skip_dollar(l); break;
        case ':': take_colon(l); break;
        case '(':
        case ')':
        case '[':
        case ']': count_brackets(l, c); break;
        case '@':
            if (l->at + 1 < l->end && is_name_char(l->at[1]))
                fail(l, "parameters are written as :name (an absolute value as abs())");
            l->at++;
            break;
        case ',':
            if (l->parentheses == 0 && l->brackets == 0)
                fail(l, "it must be one expression, not a list");
            l->at++;
            break;
        case ';': fail(l, "it must be one expression, not statements");
        case '?': fail(l, "parameters are written as :name");
        case '\0': fail(l, "U+0000 is not allowed");
        default: l->at++; break;
        }
}

const orm_template *orm_template_read(orm_ctx *ctx, const orm_model *model, orm_text expression,
                                      uint32_t allowed, const orm_json *node)
{
    lexer l = {.ctx = ctx,
               .model = model,
               .node = node,
               .allowed = allowed,
               .start = expression.data,
               .at = expression.data,
               .end = expression.data + expression.length,
               .kept = expression.data,
               .out = ORM_NEW(ctx->arena, orm_template)};

    l.out->model = model;
    l.last = &l.out->parts;
    while (l.at < l.end) {
        if ((*l.at >= '0' && *l.at <= '9')) {
            l.at++; /* of a number; what follows may be a name's character, of 1e5 */
            continue;
        }
        take_token(&l);
    }
    if (l.parentheses || l.brackets)
        fail(&l, "a bracket is not closed");
    keep_text(&l, l.end);
    return l.out;
}
