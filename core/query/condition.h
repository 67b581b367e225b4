/* condition.h - what the files of one attribute's conditions share.
 *
 *   condition.c            the table of operators; comparison, null, booleans; not, or, and
 *   condition_list.c       $in and its like, $any and $all
 *   condition_text.c       $like and its like, $regexp, $match
 *   condition_json.c       values inside documents
 *   condition_container.c  $contains, $overlap…: documents, arrays, ranges, HSTORE */
#ifndef ORM_QUERY_CONDITION_H
#define ORM_QUERY_CONDITION_H

#include "query/compiler.h"

/* One operator under an attribute. */
typedef struct orm_condition {
    orm_compiler *c;
    const orm_relation *relation;
    const orm_expr *left; /* copied at every use: it may be linked into several lists */
    const orm_json *node; /* the operand as written */
    orm_operand operand;
    orm_expr *item; /* under $any and $all: what stands for the operand */
} orm_condition;

typedef orm_expr *(*orm_operator_function)(orm_condition *it, int detail);

typedef struct orm_operator {
    const char *name;
    orm_operator_function compile;
    int detail;
    bool has_any; /* its operand may be {"$any"} or {"$all"} */
} orm_operator;

static inline orm_arena *orm_condition_arena(const orm_condition *it)
{
    return it->c->ctx->arena;
}

static inline orm_expr *orm_condition_new(const orm_condition *it, orm_expr_kind kind)
{
    return orm_expr_new(it->c->ctx->arena, kind);
}

static inline orm_expr *orm_condition_left(const orm_condition *it)
{
    return orm_expr_copy(it->c->ctx->arena, it->left);
}

static inline bool orm_condition_is_null(const orm_condition *it)
{
    return it->item == NULL && it->operand.node->kind == ORM_JSON_NULL;
}

static inline bool orm_condition_is_list(const orm_condition *it)
{
    return it->operand.node->kind == ORM_JSON_ARRAY;
}

/* Whether the operand is code that gives a value: {"$col"}, {"$fn"}… */
static inline bool orm_condition_is_expression(const orm_condition *it)
{
    return !it->operand.is_data && orm_is_expression(it->node);
}

/* A list of which the call's slots hold the whole, not the items: those are not part of the shape.
 */
static inline bool orm_condition_is_one_slot(const orm_json *list)
{
    return list->slot >= 0 && list->first && list->first->slot < 0;
}

_Noreturn void orm_condition_fail(const orm_condition *it, const char *expected);

/* ---- condition.c */

/* The same condition with another operand: a member of the operand, or an item of its list. */
orm_condition orm_condition_with(const orm_condition *it, const orm_json *node);

/* The operand as a parameter of the type. */
orm_expr *orm_condition_value(orm_condition *it, const orm_type *type);

orm_expr *orm_condition_compare(orm_condition *it, int comparison);

/* Whether labels are compared by their rank. */
bool orm_condition_is_ranked(const orm_condition *it, int comparison);

/* Whether values of the type are lists or objects themselves: ARRAY, RANGE, HSTORE, geometry. */
bool orm_type_is_compound(const orm_type *type);

/* ---- condition_list.c */

orm_expr *orm_condition_in(orm_condition *it, int is_negated);

/* "$any" and "$all" as operators: equality with their items. */
orm_expr *orm_condition_any(orm_condition *it, int is_all);

/* What stands for the operand there, its items used so. */
orm_expr *orm_condition_item(orm_condition *it, orm_param_use use);

/* Whether the operand is {"$any": …} or {"$all": …}. */
bool orm_condition_is_quantifier(const orm_condition *it);

/* The operator with every item of that list. */
orm_expr *orm_condition_quantified(orm_condition *it, const orm_operator *operator_);

/* ---- condition_text.c: detail is an orm_param_use and flags */

enum { ORM_NEGATED = 0x10, ORM_FOLDING = 0x20 };

orm_expr *orm_condition_like(orm_condition *it, int use_and_flags);
orm_expr *orm_condition_regexp(orm_condition *it, int flags);
orm_expr *orm_condition_match(orm_condition *it, int detail);

/* ---- condition_json.c */

/* The left side as a value of JSON: an attribute becomes its document. */
const orm_expr *orm_condition_json_left(orm_compiler *c, const orm_expr *left);

/* What stands behind a comparison with a JSON value. */
orm_expr *orm_condition_json_right(orm_condition *it);

/* `left op right` of two JSON values. */
orm_expr *orm_condition_json_compare(orm_condition *it, int comparison);

/* A condition on a member of the document. */
orm_expr *orm_condition_step(orm_condition *it, const orm_json *member);

static inline bool orm_condition_is_json(const orm_condition *it)
{
    return it->left->type && orm_type_is_json(it->left->type);
}

/* ---- condition_container.c: detail is an orm_container */

orm_expr *orm_condition_container(orm_condition *it, int container);
orm_expr *orm_condition_keys(orm_condition *it, int container);

#endif
