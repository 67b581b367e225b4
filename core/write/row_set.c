/* row_set.c - the option `set`: computed values by attribute, and values at paths of documents. See
 * row.h. */
#include "query/json_path.h"
#include "write/row.h"

static bool is_of(const orm_json *member, const orm_attribute *attribute)
{
    return orm_text_equal(member->key, attribute->name) ||
           orm_json_path_attribute(attribute->model, member->key) == attribute;
}

bool orm_row_is_set(const orm_json *set, const orm_attribute *attribute)
{
    if (set)
        orm_each_child (member, set)
            if (is_of(member, attribute))
                return true;
    return false;
}

/* What has one form in JSON on both engines. */
static bool is_json_like(const orm_type *type)
{
    return type == NULL || orm_type_is_integer(type) || orm_type_is_text(type) ||
           type->kind == ORM_TYPE_BOOLEAN || type->kind == ORM_TYPE_FLOAT ||
           type->kind == ORM_TYPE_DOUBLE;
}

/* A value as JSON: data as it stands, an expression as what it gives. */
static orm_expr *json_value(orm_compiler *c, const orm_relation *relation, const orm_json *node,
                            const orm_type *type)
{
    orm_expr *value = orm_compile_expression(c, relation, node, type), *json;

    if (!orm_is_expression(node) || (value->type && orm_type_is_json(value->type)))
        return value;
    if (!is_json_like(value->type))
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, node,
                     "a value of type %.*s cannot be put into a document; texts, whole numbers, "
                     "doubles and booleans can",
                     ORM_ARG(value->type->name));
    json = orm_expr_new(c->ctx->arena, ORM_EXPR_TO_JSON);
    json->left = value;
    return json;
}

static orm_expr *put(orm_compiler *c, const orm_relation *relation, const orm_json *member,
                     const orm_attribute *attribute, orm_expr *document)
{
    orm_expr *place = orm_compile_json_path(c, relation, member->key, member);
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_JSON_PUT);

    if (place->kind != ORM_EXPR_JSON)
        ORM_FAIL(c, member, "a place in a document has no cast");
    expr->left = document;
    expr->path = place->path;
    expr->right = json_value(c, relation, member, attribute->type);
    expr->type = attribute->type;
    return expr;
}

orm_expr *orm_row_set(orm_compiler *c, const orm_relation *relation, const orm_json *set,
                      const orm_attribute *attribute, orm_expr *document)
{
    orm_value nothing = {.kind = ORM_VALUE_NULL};
    const orm_json *whole = orm_json_member_text(set, attribute->name);
    orm_expr *expr = document;

    if (whole)
        expr = orm_compile_expression(c, relation, whole, attribute->type);
    else if (expr == NULL)
        expr = orm_compile_value(c, attribute, nothing);
    orm_each_child (member, set)
        if (member != whole && is_of(member, attribute))
            expr = put(c, relation, member, attribute, expr);
    return expr;
}
