/* expr.c - making expressions.  See expr.h. */
#include "query/expr.h"

orm_expr *orm_expr_new(orm_arena *arena, orm_expr_kind kind)
{
    orm_expr *expr = ORM_NEW(arena, orm_expr);

    expr->kind = (uint8_t)kind;
    return expr;
}

orm_expr *orm_expr_copy(orm_arena *arena, const orm_expr *expr)
{
    orm_expr *copy = orm_alloc(arena, sizeof *copy);

    *copy = *expr;
    copy->next = NULL;
    return copy;
}

orm_expr *orm_expr_column(orm_arena *arena, const orm_relation *relation,
                          const orm_attribute *attribute)
{
    orm_expr *expr = orm_expr_new(arena, ORM_EXPR_COLUMN);

    expr->relation = relation;
    expr->attribute = attribute;
    expr->type = attribute->type;
    return expr;
}

orm_expr *orm_expr_derived(orm_arena *arena, const orm_relation *relation, uint16_t place,
                           const orm_expr *original)
{
    orm_expr *expr = orm_expr_new(arena, ORM_EXPR_DERIVED);

    expr->relation = relation;
    expr->place = place;
    expr->attribute = original->attribute;
    expr->type = original->type;
    return expr;
}

orm_expr *orm_expr_call(orm_arena *arena, const char *function, orm_expr *argument)
{
    orm_expr *expr = orm_expr_new(arena, ORM_EXPR_CALL);

    expr->text = orm_text_from(function);
    expr->list = argument;
    return expr;
}

orm_expr *orm_expr_compare(orm_arena *arena, orm_comparison comparison, orm_expr *left,
                           orm_expr *right)
{
    orm_expr *expr = orm_expr_new(arena, ORM_EXPR_COMPARE);

    expr->comparison = (uint8_t)comparison;
    expr->left = left;
    expr->right = right;
    return expr;
}

orm_expr *orm_expr_not(orm_arena *arena, orm_expr *operand)
{
    orm_expr *expr = orm_expr_new(arena, ORM_EXPR_NOT);

    expr->left = operand;
    return expr;
}

orm_expr *orm_expr_join(orm_arena *arena, orm_expr_kind kind, orm_expr *left, orm_expr *right)
{
    orm_expr *expr, *last;

    if (left == NULL || right == NULL)
        return left ? left : right;
    if (left->kind == kind && left->next == NULL) {
        for (last = left->right ? left->right : left->list; last->next; last = last->next)
            ;
        last->next = left->right = right;
        return left;
    }
    expr = orm_expr_new(arena, kind);
    expr->list = left;
    left->next = right;
    return expr;
}
