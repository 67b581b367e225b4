/* condition_json.c - conditions on values inside JSON documents.  See condition.h.
 *
 * A value is compared with values of its own kind: one of another kind is unequal to it, neither
 * greater nor less, and nothing raises (semantics.md 31).  Null at a path is missing, JSON's null
 * and the column's NULL alike. */
#include "query/condition.h"
#include "query/json_path.h"

const orm_expr *orm_condition_json_left(orm_compiler *c, const orm_expr *left)
{
    return left->kind == ORM_EXPR_JSON ? left : orm_json_value(c, left, NULL);
}

orm_expr *orm_condition_step(orm_condition *it, const orm_json *member)
{
    orm_expr *left = orm_json_step(it->c, it->left, member->key, member);

    return orm_compile_condition(it->c, it->relation, left, member);
}

/* ---- what a value is compared with */

/* As jsonb_typeof() says it. */
static orm_text kind_of(const orm_json *node)
{
    static const char *const names[] = {"null",   "boolean", "boolean", "number",
                                        "string", "array",   "object"};

    return orm_text_from(names[node->kind]);
}

/* Types whose values are the same JSON on both engines. */
static bool has_json(const orm_type *type)
{
    if (type == NULL || orm_type_is_integer(type) || orm_type_is_text(type))
        return true;
    switch (type->kind) {
    case ORM_TYPE_BOOLEAN:
    case ORM_TYPE_FLOAT:
    case ORM_TYPE_DOUBLE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_UUID:
    case ORM_TYPE_ENUM: return true;
    default: return false;
    }
}

/* A path's value as it is, anything else as JSON. */
static orm_expr *from_expression(orm_condition *it)
{
    orm_expr *expr = orm_json_member(it->node, "$json")
                         ? orm_compile_json(it->c, it->relation, it->node)
                         : orm_compile_expression(it->c, it->relation, it->node, NULL);
    orm_expr *json;

    if (expr->kind == ORM_EXPR_JSON)
        return expr;
    if (expr->type && orm_type_is_json(expr->type))
        return orm_json_value(it->c, expr, NULL);
    if (!has_json(expr->type))
        orm_raise_at(it->c->ctx, ORM_UNSUPPORTED, it->node,
                     "a value of %.*s is not compared with JSON: cast the path, as in "
                     "\"meta.at::timestamptz\"",
                     ORM_ARG(expr->type->name));
    json = orm_condition_new(it, ORM_EXPR_TO_JSON);
    json->left = expr;
    json->type = orm_type_of_kind(it->c->ctx, ORM_TYPE_JSONB);
    return json;
}

orm_expr *orm_condition_json_right(orm_condition *it)
{
    if (it->item)
        return orm_condition_item(it, ORM_USE_VALUE);
    return orm_condition_is_expression(it) ? from_expression(it)
                                           : orm_condition_value(it, it->left->type);
}

orm_expr *orm_condition_json_compare(orm_condition *it, int comparison)
{
    orm_expr *expr = orm_expr_compare(orm_condition_arena(it), (orm_comparison)comparison,
                                      orm_condition_left(it), orm_condition_json_right(it));

    if (it->item == NULL && !orm_condition_is_expression(it))
        expr->text = kind_of(it->operand.node);
    return expr;
}
