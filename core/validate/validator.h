/* validator.h - the validators of an attribute: read when it is defined, asked when it is written.
 *
 * `validate` of an attribute is an object of validators by name.  A built-in one (validators.def:
 * those of validator.js 13.15 that Sequelize 6 knows, and Sequelize's own) is decided here, from
 * the value as a text and its arguments.  The others are handed back with what the caller needs to
 * decide them: SQL expressions, isImmutable (which asks about the stored row), notNull (which is
 * only a message).
 *
 * Where the answers differ from Sequelize's is said in docs/differences.md and at the functions. */
#ifndef ORM_VALIDATE_VALIDATOR_H
#define ORM_VALIDATE_VALIDATOR_H

#include "base/json.h"

typedef enum orm_validator_kind {
    ORM_VALIDATOR_BUILT_IN,   /* orm_validator_passes() decides */
    ORM_VALIDATOR_EXPRESSION, /* `expression`: true passes, false and NULL fail, a text but 'true'
                                 is the message */
    ORM_VALIDATOR_IMMUTABLE,  /* passes for a new row, or an unchanged value */
    ORM_VALIDATOR_NOT_NULL    /* `message` is that of a null value */
} orm_validator_kind;

struct orm_validator_rule;  /* a row of validators.def */
struct orm_validator_value; /* an argument */

/* Immutable; a list in the order of the definition. */
typedef struct orm_validator orm_validator;
struct orm_validator {
    orm_validator_kind kind;
    orm_text name;
    orm_text message;       /* the user's; empty: the default */
    orm_text expression;    /* SQL */
    const orm_json *source; /* the member of `validate` */
    const struct orm_validator_rule *rule;
    const struct orm_validator_value *values; /* of the rule's options */
    const orm_validator *next;
};

/* Reads `validate` of an attribute (NULL: none).  An unknown name (with the nearest one), arguments
 * that do not fit and patterns that do not compile are DefinitionErrors.  Validators that are
 * switched off (false, null) are left out.  Everything lies in the ctx's arena, and refers to the
 * document. */
const orm_validator *orm_validators_read(orm_ctx *ctx, const orm_json *validate);

/* Reads `validate` of a model: expressions only. */
const orm_validator *orm_validators_read_model(orm_ctx *ctx, const orm_json *validate);

/* Whether a built-in validator passes for a value that is not null; `text` is the value as a text
 * (orm_value_string).  The other kinds pass. */
bool orm_validator_passes(orm_ctx *ctx, const orm_validator *validator, orm_text text,
                          const orm_json *value);

/* The value as JavaScript's String() writes it: what built-in validators look at.  Integers keep
 * their digits. */
orm_text orm_value_string(orm_ctx *ctx, const orm_json *value);

/* The failure of a validator, as Sequelize's ValidationErrorItem: the user's message or
 * "Validation <name> on <attribute> failed".  `message`, where it is not empty, is one that an
 * expression gave.  `value` is JSON text. */
orm_error_item *orm_validator_item(orm_ctx *ctx, const orm_validator *validator, orm_text attribute,
                                   orm_text value, orm_text message);

/* Names of all built-in validators, for the reference: NULL behind the last. */
const char *orm_validator_name(size_t index);

#endif
