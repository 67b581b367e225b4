/* limits.h - the limits of the contract (api.md section 1).  Passing one is an InvalidOptionError,
 * the depth of JSON a JsonError. */
#ifndef ORM_BASE_LIMITS_H
#define ORM_BASE_LIMITS_H

enum {
    ORM_MAX_JSON_DEPTH = 200,
    ORM_MAX_INCLUDE_DEPTH = 16,
    ORM_MAX_WHERE_DEPTH = 64,
    ORM_MAX_LIST = 1000000,
    ORM_MAX_KEY_PARTS = 32, /* of a composite key: PostgreSQL's INDEX_MAX_KEYS */
    ORM_MAX_COLUMNS = 1600, /* of a table or an answer: PostgreSQL's MaxHeapAttributeNumber */
    ORM_MAX_DOCUMENT = 512 * 1024 * 1024,
    ORM_MAX_IDENTIFIER = 63 /* bytes: NAMEDATALEN - 1 of PostgreSQL */
};

#endif
