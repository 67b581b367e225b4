/* sql_scan.h - where the parts of SQL text end: strings, quoted names, comments, words.
 *
 * Enough of the engines' lexical rules to tell a mark that stands for a value from one that only
 * looks like it.  Nothing is copied and nothing fails: what is not closed ends with the text. */
#ifndef ORM_BASE_SQL_SCAN_H
#define ORM_BASE_SQL_SCAN_H

#include "base/text.h"

/* In which rules engines differ. */
typedef enum orm_sql_rules {
    ORM_SQL_ESCAPES = 1,   /* E'…\'…' is one string */
    ORM_SQL_DOLLARS = 2,   /* $tag$…$tag$ is a string */
    ORM_SQL_NESTING = 4,   /* a comment may hold comments */
    ORM_SQL_BACKTICKS = 8, /* `a` is a name */
    ORM_SQL_BRACKETS = 16, /* [a] is a name */
    ORM_SQL_QUESTIONS = 32 /* ? may be an operator */
} orm_sql_rules;

typedef enum orm_sql_kind {
    ORM_SQL_END,
    ORM_SQL_BLANK,
    ORM_SQL_COMMENT,
    ORM_SQL_STRING,
    ORM_SQL_NAME, /* in quotes */
    ORM_SQL_WORD, /* a keyword, or a name without quotes */
    ORM_SQL_NUMBER,
    ORM_SQL_SYMBOL /* one character, or :: */
} orm_sql_kind;

typedef struct orm_sql_part {
    orm_sql_kind kind;
    bool is_closed; /* false: a string, name or comment that the text ends before */
    orm_text text;
} orm_sql_part;

/* The part that begins at byte `at` of the text; `rules` is a mask of orm_sql_rules. */
orm_sql_part orm_sql_scan(orm_text sql, size_t at, unsigned rules);

static inline bool orm_sql_is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static inline bool orm_sql_is_word_char(char c)
{
    return orm_sql_is_word_start(c) || (c >= '0' && c <= '9');
}

#endif
