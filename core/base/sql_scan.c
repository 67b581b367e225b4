/* sql_scan.c - the parts of SQL text.  See sql_scan.h. */
#include "base/sql_scan.h"

typedef struct scanner {
    orm_text sql;
    size_t at;
    unsigned rules;
} scanner;

/* The character `offset` bytes ahead; zero behind the end. */
static char peek(const scanner *s, size_t offset)
{
    return s->at + offset < s->sql.length ? s->sql.data[s->at + offset] : '\0';
}

static bool is_over(const scanner *s)
{
    return s->at >= s->sql.length;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool looks_at(const scanner *s, char first, char second)
{
    return peek(s, 0) == first && peek(s, 1) == second;
}

static bool skip_line(scanner *s)
{
    while (!is_over(s) && peek(s, 0) != '\n')
        s->at++;
    return !is_over(s);
}

static bool skip_comment(scanner *s)
{
    int depth = 1;

    s->at += 2;
    while (!is_over(s)) {
        if (looks_at(s, '*', '/')) {
            s->at += 2;
            if (--depth == 0)
                return true;
        } else if ((s->rules & ORM_SQL_NESTING) && looks_at(s, '/', '*')) {
            s->at += 2;
            depth++;
        } else {
            s->at++;
        }
    }
    return false;
}

/* To behind the closing quote; a doubled one, or one behind a backslash, does not close. */
static bool skip_quoted(scanner *s, char quote, bool has_escapes)
{
    for (s->at++; !is_over(s); s->at++) {
        if (has_escapes && peek(s, 0) == '\\') {
            s->at++;
        } else if (peek(s, 0) == quote) {
            s->at++;
            if (quote == ']' || peek(s, 0) != quote)
                return true;
        }
    }
    s->at = s->sql.length;
    return false;
}

/* Length of $tag$; 0 where there is none. */
static size_t tag_length(const scanner *s)
{
    size_t length = 1;

    if (peek(s, 0) != '$' || is_digit(peek(s, 1)))
        return 0;
    while (orm_sql_is_word_char(peek(s, length)))
        length++;
    return peek(s, length) == '$' ? length + 1 : 0;
}

static bool skip_dollars(scanner *s, size_t tag)
{
    const char *open = s->sql.data + s->at;

    for (s->at += tag; s->at + tag <= s->sql.length; s->at++)
        if (memcmp(s->sql.data + s->at, open, tag) == 0) {
            s->at += tag;
            return true;
        }
    s->at = s->sql.length;
    return false;
}

/* 1, 1.5, .5, 1e-5, 0xff, and what is written behind a number without a blank. */
static void skip_number(scanner *s)
{
    char before = '\0';

    while (orm_sql_is_word_char(peek(s, 0)) || peek(s, 0) == '.' ||
           ((before == 'e' || before == 'E') && (peek(s, 0) == '-' || peek(s, 0) == '+')))
        before = s->sql.data[s->at++];
}

/* A word, or a string whose first letter says how it is written. */
static orm_sql_kind skip_word(scanner *s, bool *is_closed)
{
    char first = peek(s, 0);

    if (peek(s, 1) == '\'' && strchr("EeXxBbNn", first)) {
        bool has_escapes = (s->rules & ORM_SQL_ESCAPES) && (first == 'E' || first == 'e');

        s->at++;
        *is_closed = skip_quoted(s, '\'', has_escapes);
        return ORM_SQL_STRING;
    }
    while (orm_sql_is_word_char(peek(s, 0)) || peek(s, 0) == '$')
        s->at++;
    return ORM_SQL_WORD;
}

static bool is_name_quote(const scanner *s, char c)
{
    return c == '"' || (c == '`' && (s->rules & ORM_SQL_BACKTICKS)) ||
           (c == '[' && (s->rules & ORM_SQL_BRACKETS));
}

static orm_sql_kind skip_part(scanner *s, bool *is_closed)
{
    char c = peek(s, 0);
    size_t tag = s->rules & ORM_SQL_DOLLARS ? tag_length(s) : 0;

    if (is_blank(c)) {
        while (is_blank(peek(s, 0)))
            s->at++;
        return ORM_SQL_BLANK;
    }
    if (looks_at(s, '-', '-')) {
        *is_closed = skip_line(s);
        return ORM_SQL_COMMENT;
    }
    if (looks_at(s, '/', '*')) {
        *is_closed = skip_comment(s);
        return ORM_SQL_COMMENT;
    }
    if (c == '\'') {
        *is_closed = skip_quoted(s, c, false);
        return ORM_SQL_STRING;
    }
    if (is_name_quote(s, c)) {
        *is_closed = skip_quoted(s, c == '[' ? ']' : c, false);
        return ORM_SQL_NAME;
    }
    if (tag) {
        *is_closed = skip_dollars(s, tag);
        return ORM_SQL_STRING;
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(s, 1)))) {
        skip_number(s);
        return ORM_SQL_NUMBER;
    }
    if (orm_sql_is_word_start(c))
        return skip_word(s, is_closed);
    s->at += looks_at(s, ':', ':') ? 2 : 1;
    return ORM_SQL_SYMBOL;
}

orm_sql_part orm_sql_scan(orm_text sql, size_t at, unsigned rules)
{
    scanner s = {sql, at, rules};
    orm_sql_part part = {.kind = ORM_SQL_END, .is_closed = true};

    if (at < sql.length)
        part.kind = skip_part(&s, &part.is_closed);
    part.text = orm_text_slice(sql, at, s.at);
    return part;
}
