/* token.h - SQL text as tokens: enough of both engines' lexical rules to compare expressions, to
 * find names in them, and to read SQLite's own CREATE statements. */
#ifndef ORM_SCHEMA_TOKEN_H
#define ORM_SCHEMA_TOKEN_H

#include "base/error.h"

typedef enum orm_token_kind {
    ORM_TOKEN_END,
    ORM_TOKEN_WORD,   /* a keyword, or a name without quotes */
    ORM_TOKEN_NAME,   /* a name in quotes: "a", `a`, [a] */
    ORM_TOKEN_STRING, /* 'a', E'a', X'00', $$a$$ */
    ORM_TOKEN_NUMBER,
    ORM_TOKEN_SYMBOL /* one character, or :: */
} orm_token_kind;

typedef struct orm_token {
    orm_token_kind kind;
    orm_text text; /* as it stands there */
} orm_token;

typedef struct orm_tokens {
    orm_text sql;
    size_t at;
    bool has_brackets; /* [a] is a name: SQLite, where no array has an index */
} orm_tokens;

orm_token orm_token_next(orm_tokens *tokens);

/* A word, whatever its case. */
bool orm_token_is_word(const orm_token *token, const char *word);
bool orm_token_is_symbol(const orm_token *token, char symbol);

/* What a name token, or a text in quotes, stands for. */
orm_text orm_token_value(orm_ctx *ctx, const orm_token *token);

/* Whether a word or name is this name.  Words fold their case: on PostgreSQL to small letters, on
 * SQLite no case counts. */
bool orm_token_names(orm_ctx *ctx, const orm_token *token, orm_text name);

/* ---- expressions */

/* Equal but for blanks, comments, brackets around the whole, the case of words and the quotes that
 * names may have. */
bool orm_sql_same(orm_ctx *ctx, orm_text left, orm_text right);

/* Whether the name stands in the expression. */
bool orm_sql_mentions(orm_ctx *ctx, orm_text sql, orm_text name);

/* The expression with one name for another. */
orm_text orm_sql_rename(orm_ctx *ctx, orm_text sql, orm_text from, orm_text to);

/* Without blanks around it. */
orm_text orm_sql_trim(orm_text sql);

/* Without brackets around the whole of it. */
orm_text orm_sql_unwrap(orm_ctx *ctx, orm_text sql);

/* Whether the whole is one call of a function. */
bool orm_sql_is_call(orm_ctx *ctx, orm_text sql);

/* The text of a string or number that is all of the expression, but for a cast behind it and
 * brackets around it; false for anything else. */
bool orm_sql_literal(orm_ctx *ctx, orm_text sql, orm_text *value);

#endif
