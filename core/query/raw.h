/* raw.h - SQL text of the user: its placeholders become the numbered parameters of a statement.
 *
 * Values never become text.  `replacements` (Sequelize's ? and :name) stand for what a literal
 * would mean there: null and booleans are keywords, a number has a number's type, a list is its
 * items with commas between them.  `bind` ($1 and $name, $$ for a dollar) are parameters whose type
 * the engine finds.  Source of the rules: Sequelize's injectReplacements() and
 * formatBindParameters(). */
#ifndef ORM_QUERY_RAW_H
#define ORM_QUERY_RAW_H

#include "base/json.h"

typedef enum orm_raw_style {
    ORM_RAW_PLAIN,     /* no placeholders */
    ORM_RAW_POSITIONS, /* replacements, a list: ? */
    ORM_RAW_NAMES,     /* replacements, an object: :name */
    ORM_RAW_BIND_LIST, /* $1 */
    ORM_RAW_BIND_NAMES /* $name */
} orm_raw_style;

typedef struct orm_raw {
    orm_raw_style style;
    const orm_json *given; /* the values; NULL: only what the statement does is asked */
    orm_text sql;
    const orm_json **values; /* of the parameters, `count` of them */
    uint16_t count;
} orm_raw;

/* Reads the text; `options` (may be NULL) has `replacements` or `bind`.  Raises InvalidOptionError
 * when both are there, when a placeholder has no value, or where one stands for an empty list, and
 * UnsupportedError for commands that would end the caller's transaction. */
orm_raw orm_raw_read(orm_ctx *ctx, orm_text sql, const orm_json *options);

/* The same, without looking at the values: for what the statement does. */
orm_raw orm_raw_outline(orm_ctx *ctx, orm_text sql, const orm_json *options);

#endif
