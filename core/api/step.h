/* step.h - calls inside a call: the steps of orm_batch, and what orm_to_sql and orm_explain look
 * at.
 *
 * A step is a function's name and a list of its arguments, as JSON.  Its handler is called as if it
 * were the call's own: with the call's snapshot or savepoint, catalog and time. */
#ifndef ORM_API_STEP_H
#define ORM_API_STEP_H

#include "api/arguments.h"
#include "exec/keyset.h"

/* ---- marks.c: what a step's data may hold in the place of a value */

/* The result of a step that has a name. */
typedef struct orm_named {
    orm_text json;        /* data NULL: the step has not run yet */
    const orm_json *node; /* NULL: not read yet */
} orm_named;

/* What {"$ref"} and {"$param"} stand for. */
typedef struct orm_marks {
    orm_ctx *ctx;
    const orm_json *params; /* or NULL */
    orm_keyset names;
    orm_named *results; /* by entry of `names` */
} orm_marks;

/* The JSON of a value of a data document: exactly {"$ref": "name.path"}, {"$param": "name"} and
 * {"$value": x}, wherever in it they stand, are what they stand for.  Raises InvalidOptionError for
 * one that stands for nothing. */
orm_text orm_marks_resolve(orm_marks *marks, const orm_json *node);

/* ---- step.c */

typedef struct orm_step {
    orm_text place; /* "steps[2]"; empty: there is only one */
    const orm_function *function;
    const orm_json *args; /* a list, or NULL */
    orm_marks *marks;     /* NULL: data is taken as it stands */
    orm_places places;
} orm_step;

/* The function of this name, with "orm_" before it or without; NULL where there is none. */
const orm_function *orm_function_named(orm_text name);

/* Raises that there is none. */
_Noreturn void orm_function_fail(orm_ctx *ctx, orm_text name, orm_text at);

/* Number of the argument of this name, -1 where there is none. */
int orm_function_argument(const orm_function *function, const char *name);

/* Makes the call one of the step: function, arguments, places in errors.  Until orm_step_close().
 */
void orm_step_open(orm_call *call, orm_step *step);

/* The result as JSON; it is no longer the call's. */
void orm_step_answer(orm_call *call, orm_buffer *out);

/* Makes the call what it was. */
void orm_step_close(orm_call *call, const orm_function *function);

#endif
