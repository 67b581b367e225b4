/* keys.h - which keys a document of options may have.
 *
 * Every document is read against a table of the keys it knows, so that a misspelt one is an error
 * with the nearest right name and never silently ignored (api.md section 1). */
#ifndef ORM_CATALOG_KEYS_H
#define ORM_CATALOG_KEYS_H

#include "base/json.h"

/* Kinds of JSON a key takes, as a mask. */
enum {
    ORM_K_NULL = 1 << ORM_JSON_NULL,
    ORM_K_BOOLEAN = 1 << ORM_JSON_FALSE | 1 << ORM_JSON_TRUE,
    ORM_K_NUMBER = 1 << ORM_JSON_NUMBER,
    ORM_K_STRING = 1 << ORM_JSON_STRING,
    ORM_K_ARRAY = 1 << ORM_JSON_ARRAY,
    ORM_K_OBJECT = 1 << ORM_JSON_OBJECT,
    ORM_K_ANY = 0x7f,
    ORM_K_UNSUPPORTED = 1 << 7 /* known to Sequelize, not to us: UnsupportedError */
};

typedef struct orm_key {
    const char *name;
    uint8_t kinds;
} orm_key;

/* Checks every key of `object` against `keys`: an unknown one is an InvalidOptionError, a value of
 * the wrong kind too (null is always taken for absent).  `what` names the document's purpose in
 * messages
 * ("orm_find_all"). */
void orm_check_keys(orm_ctx *ctx, const orm_json *object, const orm_key *keys, size_t count,
                    const char *what);

#define ORM_CHECK_KEYS(ctx, object, keys, what)                                                    \
    orm_check_keys((ctx), (object), (keys), sizeof(keys) / sizeof *(keys), (what))

/* A member that is there and not null, or NULL. */
const orm_json *orm_option(const orm_json *object, const char *name);

/* A boolean option; `otherwise` where it is absent. */
bool orm_option_boolean(const orm_json *object, const char *name, bool otherwise);

/* A string option, empty where it is absent. */
orm_text orm_option_text(const orm_json *object, const char *name);

/* Two documents of options as one: members of `over` win, lists are joined (over's first), objects
 * merged.  Sequelize's Utils.merge.  Either may be NULL. */
const orm_json *orm_options_merge(orm_ctx *ctx, const orm_json *under, const orm_json *over);

#endif
