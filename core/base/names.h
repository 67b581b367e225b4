/* names.h - identifiers made from other names: columns, tables, foreign keys, generated names.
 *
 * Base floor: works on text alone; which name is made from which, the catalog decides. */
#ifndef ORM_BASE_NAMES_H
#define ORM_BASE_NAMES_H

#include "base/arena.h"

/* "userID": "user_i_d".  '_' before every capital of ASCII but a leading one, "::" becomes '/', all
 * in lower case: Sequelize's Utils.underscore. */
orm_text orm_underscore(orm_arena *arena, orm_text name);

/* "user_id": "userId".  Runs of '-', '_' and blanks go, the character behind them becomes a
 * capital: Sequelize's Utils.camelize. */
orm_text orm_camelize(orm_arena *arena, orm_text name);

/* Whether the engines keep the name as it is (ORM_MAX_IDENTIFIER bytes). */
bool orm_identifier_fits(orm_text name);

/* The name itself where it fits; else a prefix of it, '_' and eight hexadecimal digits of its hash:
 * always the same for the same name. */
orm_text orm_identifier_shorten(orm_arena *arena, orm_text name);

#endif
