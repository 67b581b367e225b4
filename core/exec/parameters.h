/* parameters.h - a statement's parameters from the values of a call. */
#ifndef ORM_EXEC_PARAMETERS_H
#define ORM_EXEC_PARAMETERS_H

#include "exec/problems.h"
#include "host.h"
#include "orm.h"
#include "query/expr.h"

/* What parameters may come from. */
typedef struct orm_inputs {
    orm_ctx *ctx; /* the call's arena */
    const orm_json *const *slots;
    const orm_value *keys;  /* ORM_PARAM_KEYS: one value, or list, per part */
    int64_t now;            /* ORM_PARAM_GENERATED: microseconds */
    orm_problems *problems; /* of a write: collects what is wrong; NULL: the first one is raised */
} orm_inputs;

/* Converts `count` parameters into `out`.  A value that cannot be of its attribute's type is an
 * InvalidOptionError at its place or, when it is to be stored, an item of inputs->problems. */
void orm_parameters_bind(orm_inputs *inputs, const orm_param *const *parameters, uint16_t count,
                         orm_value *out);

/* The time of the call, cut to milliseconds: the same for all that it writes. */
int64_t orm_call_now(orm_call *call);

#endif
