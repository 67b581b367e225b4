/* error.h - the contract's errors (api.md section 5).
 *
 * An error is built in the ctx's arena and thrown through the seam: orm_throw() does not return.
 * Which fields are set decides what its JSON says; a field left empty does not appear. */
#ifndef ORM_BASE_ERROR_H
#define ORM_BASE_ERROR_H

#include "base/arena.h"

typedef enum orm_error_code {
#define ORM_ERROR(symbol, name, sqlstate) ORM_##symbol,
#include "base/errors.def"
#undef ORM_ERROR
    ORM_ERROR_COUNT
} orm_error_code;

/* One failing value of a ValidationError, in Sequelize's fields (ValidationErrorItem). */
typedef struct orm_error_item {
    orm_text message;
    orm_text type;          /* "notNull Violation", "Validation error"… */
    orm_text path;          /* the attribute */
    orm_text value;         /* as JSON text; empty: null */
    orm_text validator_key; /* "is_null", "INTEGER validator", a validator's name */
    orm_text at;            /* place in the documents */
    struct orm_error_item *next;
} orm_error_item;

typedef struct orm_error {
    orm_error_code code;
    orm_text message; /* a sentence; validation failures make their own of the items */
    orm_text model;
    orm_text at; /* "options.include[0].where.agee" */
    orm_text did_you_mean;
    orm_text hint;       /* advice for a person, beside the JSON */
    orm_text constraint; /* name of a constraint */
    orm_text steps;      /* MigrationError: JSON array of the steps that were not allowed */
    orm_error_item *items;
} orm_error;

/* Where the documents of a call inside another one stand: of a step of orm_batch.  Places in its
 * errors begin with them instead of with the arguments' names. */
typedef struct orm_places {
    orm_text step;         /* "steps[2]": the place of an error that has none */
    const char *arguments; /* api.def's "model text, doc document": "doc" is steps[2].args[1] */
} orm_places;

typedef struct orm_host orm_host;

/* What every function of the core gets first: the engine, and where to put what it makes. */
typedef struct orm_ctx {
    orm_host *host;
    orm_arena *arena;
} orm_ctx;

const char *orm_error_name(orm_error_code code);
const char *orm_error_sqlstate(orm_error_code code);

/* The error's JSON document, as in api.md section 5. */
orm_text orm_error_json(orm_ctx *ctx, const orm_error *error);

/* Items as a JSON list. */
typedef struct orm_buffer orm_buffer;
void orm_error_write_items(orm_buffer *buffer, const orm_error_item *first);

/* A new error with its sentence. */
orm_error *orm_error_new(orm_ctx *ctx, orm_error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Leaves the core with this error. */
_Noreturn void orm_throw(orm_ctx *ctx, const orm_error *error);

/* orm_error_new() and orm_throw() in one, with the place in the documents (may be empty). */
_Noreturn void orm_raise(orm_ctx *ctx, orm_error_code code, orm_text at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
