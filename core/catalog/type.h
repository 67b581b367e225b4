/* type.h - the types of attributes: Sequelize's grammar as immutable objects (api.md section 3).
 *
 * A type is written as Sequelize's DataTypes print: STRING(255), STRING(255).BINARY,
 * INTEGER.UNSIGNED, DECIMAL(10,2), ENUM('a','b'), ARRAY(TEXT), RANGE(DATE), VIRTUAL(BOOLEAN,['a']),
 * SQL('vector(3)'). How an engine spells it in DDL is the dialect's business, how values are
 * converted validate/'s. */
#ifndef ORM_CATALOG_TYPE_H
#define ORM_CATALOG_TYPE_H

#include "base/error.h"
#include "base/json.h"
#include "base/value.h"

typedef enum orm_type_kind {
#define ORM_TYPE(symbol, name, arguments, form) ORM_TYPE_##symbol,
#include "catalog/types.def"
#undef ORM_TYPE
    ORM_TYPE_COUNT
} orm_type_kind;

typedef struct orm_type orm_type;
struct orm_type {
    orm_type_kind kind;
    bool is_binary;         /* .BINARY of STRING and CHAR: bytes */
    bool is_unsigned;       /* .UNSIGNED */
    bool is_zerofill;       /* .ZEROFILL */
    int32_t length;         /* (n), or precision; -1: not given */
    int32_t scale;          /* DECIMAL(p,s), GEOMETRY's srid; -1: not given */
    orm_text word;          /* TEXT('tiny'), GEOMETRY('POINT'), SQL('…'): the text */
    const orm_text *values; /* ENUM's labels, VIRTUAL's dependencies */
    uint32_t value_count;
    const orm_type *element; /* of ARRAY, RANGE, VIRTUAL; else NULL */
    orm_text name;           /* canonical spelling */
    orm_form form;           /* how its columns come out */
};

/* Reads a type; `labels` (may be NULL) is the attribute option `values`, a list of strings that an
 * ENUM without labels of its own takes.  Raises DefinitionError at `at`. */
const orm_type *orm_type_read(orm_ctx *ctx, orm_text text, const orm_json *labels,
                              const orm_json *at);

/* The type without attribute options around it: of casts, keyType… */
const orm_type *orm_type_of_kind(orm_ctx *ctx, orm_type_kind kind);

static inline bool orm_type_is_integer(const orm_type *type)
{
    return type->kind >= ORM_TYPE_TINYINT && type->kind <= ORM_TYPE_BIGINT;
}

/* STRING, CHAR, TEXT, CITEXT and their like: values are text without a form of their own. */
static inline bool orm_type_is_text(const orm_type *type)
{
    return type->kind <= ORM_TYPE_TSVECTOR && !type->is_binary;
}

/* A float of four bytes: REAL, and FLOAT(p) with up to 24 bits, as SQL has it. */
static inline bool orm_type_is_single(const orm_type *type)
{
    return type->kind == ORM_TYPE_REAL ||
           (type->kind == ORM_TYPE_FLOAT && type->length > 0 && type->length <= 24);
}

static inline bool orm_type_is_json(const orm_type *type)
{
    return type->kind == ORM_TYPE_JSON || type->kind == ORM_TYPE_JSONB;
}

/* Kept as bytes: BLOB, and STRING and CHAR with .BINARY. */
static inline bool orm_type_is_bytes(const orm_type *type)
{
    return type->kind == ORM_TYPE_BLOB || type->is_binary;
}

/* The same column type, labels and lengths included. */
bool orm_type_equal(const orm_type *left, const orm_type *right);

#endif
