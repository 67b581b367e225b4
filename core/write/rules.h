/* rules.h - the validators of a model, asked about the values of a row.
 *
 * Built-in validators look at each value as it was given; validators that are SQL expressions, and
 * isImmutable, are asked in one statement, about the row as it would be stored.  Source of the
 * order and of what is skipped: Sequelize's InstanceValidator. */
#ifndef ORM_WRITE_RULES_H
#define ORM_WRITE_RULES_H

#include "exec/parameters.h"
#include "exec/planning.h"
#include "query/modify.h"
#include "validate/validator.h"

/* One attribute's validators. */
typedef struct orm_rule {
    const orm_attribute *attribute; /* NULL: the model's own */
    const orm_validator *validators;
    struct orm_rule *next;
} orm_rule;

typedef struct orm_rules {
    const orm_model *model;
    orm_rule *rules;
    bool is_given_only; /* a default is not looked at */
    /* validators that are expressions, and isImmutable: one statement, a column each */
    orm_statement statement;
    const orm_param **parameters;
    const orm_rule **asked;                /* by column */
    const orm_validator **asked_validator; /* by column */
    const orm_expr **asked_expr;           /* by column */
    uint16_t asked_count;
    orm_modify row;             /* what the row will hold, VIRTUALs too */
    const orm_param **virtuals; /* values given for VIRTUALs */
    uint16_t virtual_count;
    const orm_attribute **missing; /* VIRTUALs that are required, and not given */
    uint16_t missing_count;
} orm_rules;

/* Which attributes are looked at. */
typedef struct orm_rules_scope {
    const orm_json *fields; /* names, or NULL: all */
    const orm_json *skip;   /* names, or NULL: none */
    bool is_given_only;     /* those that the row has (a change) */
    /* Of a change by key: the row that is there, which holds what is not given; or NULL */
    const orm_relation *stored;
    const orm_expr *key;
} orm_rules_scope;

/* Reads the validators that concern a row (`row` NULL: any); NULL: there are none.  `modify` has
 * what the row will hold. */
const orm_rules *orm_rules_read(orm_compiler *c, const orm_modify *modify, const orm_json *row,
                                const orm_rules_scope *scope);

/* Whether any of the model's validators is an SQL expression. */
bool orm_rules_have_expressions(orm_ctx *ctx, const orm_model *model);

/* Asks them about the values of `row`; adds what fails to inputs->problems. */
void orm_rules_ask(orm_inputs *inputs, const orm_rules *rules, const orm_json *row);

/* ---- many new rows: expressions are asked about a hundred of them in one statement */

typedef struct orm_rules_list {
    orm_sink sink;
    orm_inputs *inputs;
    orm_printer printer;
    orm_value *values; /* of the statement's parameters so far */
    uint32_t capacity;
    const orm_rules **rules; /* by row */
    const orm_json **rows;
    uint32_t count;
    bool is_any; /* there is a row to ask about */
} orm_rules_list;

void orm_rules_list_open(orm_rules_list *list, orm_inputs *inputs);

/* Asks the built-in ones about a row, and remembers it for the others; `inputs` has its values. */
void orm_rules_list_add(orm_rules_list *list, const orm_rules *rules, const orm_json *row);

/* Asks about the rows that are left. */
void orm_rules_list_close(orm_rules_list *list);

/* Checks the types of what would be assigned, of the attributes that are looked at. */
void orm_rules_ask_types(orm_inputs *inputs, const orm_modify *modify,
                         const orm_rules_scope *scope);

/* Whether the attribute is looked at. */
bool orm_rules_concern(const orm_rules_scope *scope, const orm_attribute *attribute);

/* FROM (the row that the assignments make) AS t0. */
void orm_rules_print_row(orm_printer *p, const orm_modify *modify);

#endif
