/* condition_list.c - lists of values: $in, $any, $all.  See condition.h.
 *
 * Nulls among the members count for nothing (semantics.md 32).  A list of plain values is one
 * parameter; one of arrays, ranges or expressions becomes a comparison per item. */
#include "dialect.h"
#include "host.h"
#include "query/condition.h"
#include "query/document.h"
#include "query/shape.h"

static bool has_values(const orm_json *list)
{
    return (orm_list_kinds(list) & ~(1u << ORM_JSON_NULL)) != 0;
}

static bool is_code(const orm_json *item)
{
    return item->kind == ORM_JSON_OBJECT &&
           (orm_is_expression(item) || orm_json_member(item, "$param") ||
            orm_json_member(item, "$value"));
}

/* Whether every item is compared for itself. */
static bool is_separate(const orm_condition *it)
{
    if (orm_type_is_compound(it->left->type))
        return true;
    if (!it->operand.is_data)
        orm_each_child (item, it->operand.node)
            if (is_code(item))
                return true;
    return false;
}

/* In update, destroy… a list that was emptied by its nulls must not widen what is written. */
static void check_writing(const orm_condition *it)
{
    if (it->c->is_writing && it->operand.node->count > 0)
        ORM_FAIL(it->c, it->node, "a list whose members are all null restricts nothing here");
}

/* The list as one parameter. */
static orm_expr *list_param(orm_condition *it)
{
    const orm_json *list = it->operand.node;
    orm_expr *expr = orm_compile_param(it->c, list, it->left->type, ORM_USE_LIST);
    orm_param *param = (orm_param *)expr->param;

    param->item = orm_list_places(list->count);
    if (orm_condition_is_json(it) && !it->operand.is_data)
        orm_each_child (item, list)
            param->is_code |= orm_document_check(it->c, item);
    return expr;
}

/* The operator for every item that is not null, joined; NULL where there is none. */
static orm_expr *separately(orm_condition *it, orm_operator_function compile, int detail,
                            orm_expr_kind kind)
{
    orm_expr *all = NULL;

    orm_each_child (item, it->operand.node) {
        orm_condition own = orm_condition_with(it, item);

        if (!orm_condition_is_null(&own))
            all = orm_expr_join(orm_condition_arena(it), kind, all, compile(&own, detail));
    }
    return all;
}

/* ---- $in and $notIn */

static orm_expr *nothing_in(orm_condition *it, bool is_negated)
{
    if (is_negated)
        check_writing(it);
    return is_negated ? NULL : orm_condition_new(it, ORM_EXPR_UNKNOWN);
}

static orm_expr *in(orm_condition *it, bool is_negated)
{
    orm_expr *expr;

    if (!has_values(it->operand.node))
        return nothing_in(it, is_negated);
    if (is_separate(it)) {
        expr = separately(it, orm_condition_compare, is_negated ? ORM_UNEQUAL : ORM_EQUAL,
                          is_negated ? ORM_EXPR_AND : ORM_EXPR_OR);
        return expr ? expr : nothing_in(it, is_negated);
    }
    expr = orm_condition_new(it, ORM_EXPR_IN_LIST);
    expr->left = orm_condition_left(it);
    expr->is_negated = is_negated;
    expr->right = list_param(it);
    return expr;
}

/* IN with a list or sub-select that is SQL text. */
static orm_expr *in_raw(orm_condition *it, bool is_negated)
{
    orm_expr *expr = orm_condition_new(it, ORM_EXPR_IN_LIST);

    expr->left = orm_condition_left(it);
    expr->is_negated = is_negated;
    expr->right = orm_compile_expression(it->c, it->relation, it->node, NULL);
    return expr;
}

orm_expr *orm_condition_in(orm_condition *it, int is_negated)
{
    if (orm_condition_is_expression(it) && orm_json_member(it->node, "$literal") &&
        !orm_condition_is_json(it))
        return in_raw(it, is_negated);
    if (!it->operand.is_data && orm_json_member(it->node, "$find"))
        return orm_compile_in_subquery(it->c, orm_condition_left(it),
                                       orm_compile_lone_member(it->c, it->node, "$find"),
                                       is_negated);
    if (!orm_condition_is_list(it))
        orm_condition_fail(it, "a list");
    return in(it, is_negated);
}

/* ---- $any and $all */

bool orm_condition_is_quantifier(const orm_condition *it)
{
    const orm_json *node = it->node;

    return !it->operand.is_data && node->kind == ORM_JSON_OBJECT && node->count == 1 &&
           (orm_text_is(node->first->key, "$any") || orm_text_is(node->first->key, "$all"));
}

orm_expr *orm_condition_item(orm_condition *it, orm_param_use use)
{
    orm_expr *source = it->item->kind == ORM_EXPR_ITEM ? it->item->left : NULL;

    if (source && source->kind == ORM_EXPR_PARAM)
        ((orm_param *)source->param)->item_use = (uint8_t)use;
    return it->item;
}

static orm_expr *quantified(orm_condition *it, orm_expr *source, bool is_all,
                            const orm_operator *operator_)
{
    orm_expr *expr = orm_condition_new(it, ORM_EXPR_QUANTIFIED);

    it->item = orm_condition_new(it, ORM_EXPR_ITEM);
    it->item->left = source;
    it->item->is_true = is_all;
    expr->left = operator_->compile(it, operator_->detail);
    expr->right = source;
    expr->is_true = is_all;
    return expr;
}

static orm_expr *nothing_of(orm_condition *it, bool is_all)
{
    if (is_all)
        check_writing(it);
    return orm_condition_new(it, is_all ? ORM_EXPR_TRUE : ORM_EXPR_FALSE);
}

static orm_expr *over_list(orm_condition *it, bool is_all, const orm_operator *operator_)
{
    bool is_equality = operator_->compile == orm_condition_compare;
    orm_expr *expr;

    if (!has_values(it->operand.node))
        return nothing_of(it, is_all);
    if (is_equality && operator_->detail == (is_all ? ORM_UNEQUAL : ORM_EQUAL))
        expr = in(it, is_all);
    else if (is_separate(it))
        expr = separately(it, operator_->compile, operator_->detail,
                          is_all ? ORM_EXPR_AND : ORM_EXPR_OR);
    else
        expr = quantified(it, list_param(it), is_all, operator_);
    return expr ? expr : nothing_of(it, is_all);
}

/* An array, or a sub-select that is SQL text. */
static orm_expr *over_expression(orm_condition *it, bool is_all, const orm_operator *operator_)
{
    orm_expr *source = orm_compile_expression(it->c, it->relation, it->node, NULL);
    bool is_array = source->type && source->type->kind == ORM_TYPE_ARRAY;

    if (orm_condition_is_json(it) || (!is_array && source->kind != ORM_EXPR_RAW))
        ORM_FAIL(it->c, it->node,
                 "\"$any\" and \"$all\" take a list, an ARRAY or a sub-select, not this");
    return quantified(it, source, is_all, operator_);
}

/* `it` has the list as its operand. */
static orm_expr *quantify(orm_condition *it, bool is_all, const orm_operator *operator_)
{
    const orm_json *values =
        it->operand.is_data ? NULL : orm_json_member(it->operand.node, "$values");

    if (values) {
        orm_condition inner = orm_condition_with(it, values);

        return quantify(&inner, is_all, operator_);
    }
    if (orm_condition_is_list(it))
        return over_list(it, is_all, operator_);
    if (!orm_condition_is_expression(it))
        orm_condition_fail(it, "a list, {\"$values\": list}, an array or a sub-select");
    return over_expression(it, is_all, operator_);
}

orm_expr *orm_condition_quantified(orm_condition *it, const orm_operator *operator_)
{
    const orm_json *member = it->node->first;
    orm_condition own = orm_condition_with(it, member);

    return quantify(&own, orm_text_is(member->key, "$all"), operator_);
}

orm_expr *orm_condition_any(orm_condition *it, int is_all)
{
    static const orm_operator equality = {"$eq", orm_condition_compare, ORM_EQUAL, true};

    return quantify(it, is_all, &equality);
}
