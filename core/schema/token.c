/* token.c - SQL text as tokens.  See token.h. */
#include "schema/token.h"

#include "dialect.h"
#include "host.h"

/* ---- tokens */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return is_word_start(c) || is_digit(c) || c == '$';
}

static char at(const orm_tokens *tokens, size_t offset)
{
    size_t place = tokens->at + offset;

    return place < tokens->sql.length ? tokens->sql.data[place] : '\0';
}

/* A comment's end; PostgreSQL's may be nested. */
static void skip_comment(orm_tokens *tokens)
{
    int depth = 0;

    do {
        if (at(tokens, 0) == '/' && at(tokens, 1) == '*') {
            depth++;
            tokens->at += 2;
        } else if (at(tokens, 0) == '*' && at(tokens, 1) == '/') {
            depth--;
            tokens->at += 2;
        } else {
            tokens->at++;
        }
    } while (depth > 0 && tokens->at < tokens->sql.length);
}

static void skip_blanks(orm_tokens *tokens)
{
    for (;;) {
        if (is_blank(at(tokens, 0)))
            tokens->at++;
        else if (at(tokens, 0) == '/' && at(tokens, 1) == '*')
            skip_comment(tokens);
        else if (at(tokens, 0) == '-' && at(tokens, 1) == '-')
            while (tokens->at < tokens->sql.length && at(tokens, 0) != '\n')
                tokens->at++;
        else
            return;
    }
}

/* To behind the closing quote; a doubled one, or one behind a backslash, does not close. */
static void skip_quoted(orm_tokens *tokens, char quote, bool has_escapes)
{
    tokens->at++;
    while (tokens->at < tokens->sql.length) {
        if (has_escapes && at(tokens, 0) == '\\') {
            tokens->at += 2;
        } else if (at(tokens, 0) != quote) {
            tokens->at++;
        } else if (at(tokens, 1) == quote && quote != ']') {
            tokens->at += 2;
        } else {
            tokens->at++;
            return;
        }
    }
    tokens->at = tokens->sql.length;
}

/* $tag$…$tag$ */
static bool skip_dollars(orm_tokens *tokens)
{
    size_t end = 1;
    orm_text tag;

    while (is_word_start(at(tokens, end)) || (end > 1 && is_digit(at(tokens, end))))
        end++;
    if (at(tokens, end) != '$')
        return false;
    tag = orm_text_slice(tokens->sql, tokens->at, tokens->at + end + 1);
    for (tokens->at += tag.length; tokens->at + tag.length <= tokens->sql.length; tokens->at++)
        if (memcmp(tokens->sql.data + tokens->at, tag.data, tag.length) == 0) {
            tokens->at += tag.length;
            return true;
        }
    tokens->at = tokens->sql.length;
    return true;
}

static void skip_number(orm_tokens *tokens)
{
    while (is_digit(at(tokens, 0)) || is_word(at(tokens, 0)) || at(tokens, 0) == '.' ||
           ((at(tokens, 0) == '-' || at(tokens, 0) == '+') &&
            (tokens->sql.data[tokens->at - 1] == 'e' || tokens->sql.data[tokens->at - 1] == 'E')))
        tokens->at++;
}

static orm_token_kind skip_word(orm_tokens *tokens)
{
    char first = at(tokens, 0);

    if (at(tokens, 1) == '\'' && first != '\0' && strchr("EeXxBbNn", first)) {
        tokens->at++;
        skip_quoted(tokens, '\'', first == 'E' || first == 'e');
        return ORM_TOKEN_STRING;
    }
    while (is_word(at(tokens, 0)))
        tokens->at++;
    return ORM_TOKEN_WORD;
}

static orm_token_kind skip_token(orm_tokens *tokens)
{
    char c = at(tokens, 0);

    if (c == '\'') {
        skip_quoted(tokens, c, false);
        return ORM_TOKEN_STRING;
    }
    if (c == '"' || c == '`' || (c == '[' && tokens->has_brackets)) {
        skip_quoted(tokens, c == '[' ? ']' : c, false);
        return ORM_TOKEN_NAME;
    }
    if (c == '$' && skip_dollars(tokens))
        return ORM_TOKEN_STRING;
    if (is_digit(c) || (c == '.' && is_digit(at(tokens, 1)))) {
        tokens->at++;
        skip_number(tokens);
        return ORM_TOKEN_NUMBER;
    }
    if (is_word_start(c))
        return skip_word(tokens);
    tokens->at += c == ':' && at(tokens, 1) == ':' ? 2 : 1;
    return ORM_TOKEN_SYMBOL;
}

orm_token orm_token_next(orm_tokens *tokens)
{
    orm_token token = {ORM_TOKEN_END, {"", 0}};
    size_t from;

    skip_blanks(tokens);
    if (tokens->at >= tokens->sql.length)
        return token;
    from = tokens->at;
    token.kind = skip_token(tokens);
    if (tokens->at > tokens->sql.length)
        tokens->at = tokens->sql.length;
    token.text = orm_text_slice(tokens->sql, from, tokens->at);
    return token;
}

bool orm_token_is_word(const orm_token *token, const char *word)
{
    return token->kind == ORM_TOKEN_WORD &&
           orm_text_equal_ascii_fold(token->text, orm_text_from(word));
}

bool orm_token_is_symbol(const orm_token *token, char symbol)
{
    return token->kind == ORM_TOKEN_SYMBOL && token->text.length == 1 &&
           token->text.data[0] == symbol;
}

/* ---- values */

static char unescaped(char c)
{
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return '\b';
    case 'f': return '\f';
    default: return c;
    }
}

orm_text orm_token_value(orm_ctx *ctx, const orm_token *token)
{
    orm_text text = token->text;
    bool has_escapes = text.length > 1 && (text.data[0] == 'E' || text.data[0] == 'e');
    size_t from = has_escapes ? 2 : 1, length = 0;
    char *out, quote;

    if (token->kind != ORM_TOKEN_NAME && token->kind != ORM_TOKEN_STRING)
        return text;
    if (text.length < from + 1 ||
        (!has_escapes && text.data[0] != '\'' && token->kind == ORM_TOKEN_STRING))
        return text;
    quote = text.data[text.length - 1];
    out = orm_alloc(ctx->arena, text.length);
    for (size_t i = from; i + 1 < text.length; i++) {
        if (has_escapes && text.data[i] == '\\' && i + 2 < text.length)
            out[length++] = unescaped(text.data[++i]);
        else
            out[length++] = text.data[i];
        if (text.data[i] == quote && text.data[i + 1] == quote && quote != ']')
            i++;
    }
    return (orm_text){out, length};
}

static bool is_folding_all(orm_ctx *ctx)
{
    return !ctx->host->dialect->has_schemas;
}

static orm_text lower(orm_ctx *ctx, orm_text text)
{
    char *out = orm_alloc(ctx->arena, text.length + 1);

    for (size_t i = 0; i < text.length; i++)
        out[i] =
            text.data[i] >= 'A' && text.data[i] <= 'Z' ? (char)(text.data[i] + 32) : text.data[i];
    return (orm_text){out, text.length};
}

bool orm_token_names(orm_ctx *ctx, const orm_token *token, orm_text name)
{
    if (token->kind != ORM_TOKEN_WORD && token->kind != ORM_TOKEN_NAME)
        return false;
    if (is_folding_all(ctx))
        return orm_text_equal_ascii_fold(orm_token_value(ctx, token), name);
    if (token->kind == ORM_TOKEN_WORD)
        return orm_text_equal(lower(ctx, token->text), name);
    return orm_text_equal(orm_token_value(ctx, token), name);
}

/* ---- expressions */

static orm_tokens open(orm_ctx *ctx, orm_text sql)
{
    return (orm_tokens){sql, 0, !ctx->host->dialect->has_schemas};
}

/* Whether the bracket that begins the text closes at its very end. */
static bool is_wrapped(orm_ctx *ctx, orm_text sql)
{
    orm_tokens tokens = open(ctx, sql);
    orm_token token = orm_token_next(&tokens);
    int depth = 0;

    if (!orm_token_is_symbol(&token, '('))
        return false;
    while (token.kind != ORM_TOKEN_END) {
        depth += orm_token_is_symbol(&token, '(') - orm_token_is_symbol(&token, ')');
        token = orm_token_next(&tokens);
        if (depth == 0)
            return token.kind == ORM_TOKEN_END;
    }
    return false;
}

orm_text orm_sql_trim(orm_text sql)
{
    while (sql.length && is_blank(sql.data[0]))
        sql = orm_text_slice(sql, 1, sql.length);
    while (sql.length && is_blank(sql.data[sql.length - 1]))
        sql.length--;
    return sql;
}

orm_text orm_sql_unwrap(orm_ctx *ctx, orm_text sql)
{
    sql = orm_sql_trim(sql);
    while (is_wrapped(ctx, sql))
        sql = orm_sql_trim(orm_text_slice(sql, 1, sql.length - 1));
    return sql;
}

static bool is_same_token(orm_ctx *ctx, const orm_token *left, const orm_token *right)
{
    if (left->kind == ORM_TOKEN_NAME)
        return orm_token_names(ctx, right, orm_token_value(ctx, left));
    if (right->kind == ORM_TOKEN_NAME)
        return orm_token_names(ctx, left, orm_token_value(ctx, right));
    if (left->kind != right->kind)
        return false;
    if (left->kind == ORM_TOKEN_WORD)
        return orm_text_equal_ascii_fold(left->text, right->text);
    if (left->kind == ORM_TOKEN_STRING)
        return orm_text_equal(orm_token_value(ctx, left), orm_token_value(ctx, right));
    return orm_text_equal(left->text, right->text);
}

bool orm_sql_same(orm_ctx *ctx, orm_text left, orm_text right)
{
    orm_tokens lefts = open(ctx, orm_sql_unwrap(ctx, left));
    orm_tokens rights = open(ctx, orm_sql_unwrap(ctx, right));

    for (;;) {
        orm_token one = orm_token_next(&lefts), other = orm_token_next(&rights);

        if (!is_same_token(ctx, &one, &other))
            return false;
        if (one.kind == ORM_TOKEN_END)
            return true;
    }
}

bool orm_sql_mentions(orm_ctx *ctx, orm_text sql, orm_text name)
{
    orm_tokens tokens = open(ctx, sql);
    orm_token token;

    while ((token = orm_token_next(&tokens)).kind != ORM_TOKEN_END)
        if (orm_token_names(ctx, &token, name))
            return true;
    return false;
}

static void put_name(orm_buffer *buffer, orm_text name)
{
    orm_buffer_char(buffer, '"');
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] == '"')
            orm_buffer_char(buffer, '"');
        orm_buffer_char(buffer, name.data[i]);
    }
    orm_buffer_char(buffer, '"');
}

orm_text orm_sql_rename(orm_ctx *ctx, orm_text sql, orm_text from, orm_text to)
{
    orm_tokens tokens = open(ctx, sql);
    size_t copied = 0;
    orm_buffer buffer;
    orm_token token;
    orm_text text;

    if (!orm_sql_mentions(ctx, sql, from))
        return sql;
    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, sql.length + 64);
    while ((token = orm_token_next(&tokens)).kind != ORM_TOKEN_END) {
        if (!orm_token_names(ctx, &token, from))
            continue;
        orm_buffer_text(&buffer, orm_text_slice(sql, copied, (size_t)(token.text.data - sql.data)));
        put_name(&buffer, to);
        copied = tokens.at;
    }
    orm_buffer_text(&buffer, orm_text_slice(sql, copied, sql.length));
    text = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return text;
}

/* Only names, brackets, numbers and [] follow: the rest of a cast's type. */
static bool is_type_to_end(orm_tokens *tokens)
{
    orm_token token;

    while ((token = orm_token_next(tokens)).kind != ORM_TOKEN_END)
        if (token.kind == ORM_TOKEN_STRING ||
            (token.kind == ORM_TOKEN_SYMBOL && !strchr("()[].,", token.text.data[0])))
            return false;
    return true;
}

bool orm_sql_literal(orm_ctx *ctx, orm_text sql, orm_text *value)
{
    orm_tokens tokens = open(ctx, orm_sql_unwrap(ctx, sql));
    orm_token token = orm_token_next(&tokens), next;
    bool is_negative = orm_token_is_symbol(&token, '-');

    if (is_negative)
        token = orm_token_next(&tokens);
    if (token.kind != ORM_TOKEN_NUMBER && (token.kind != ORM_TOKEN_STRING || is_negative))
        return false;
    *value = orm_token_value(ctx, &token);
    if (is_negative)
        *value = orm_text_format(ctx->arena, "-%.*s", ORM_ARG(*value));
    next = orm_token_next(&tokens);
    if (next.kind == ORM_TOKEN_END)
        return true;
    return next.kind == ORM_TOKEN_SYMBOL && orm_text_is(next.text, "::") && is_type_to_end(&tokens);
}

bool orm_sql_is_call(orm_ctx *ctx, orm_text sql)
{
    orm_tokens tokens = open(ctx, sql);
    orm_token token = orm_token_next(&tokens);

    if (token.kind != ORM_TOKEN_WORD)
        return false;
    return is_wrapped(ctx, orm_sql_trim(orm_text_slice(sql, tokens.at, sql.length)));
}
