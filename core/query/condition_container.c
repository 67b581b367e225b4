/* condition_container.c - operators of documents, arrays, ranges and HSTORE.  See condition.h. */
#include "dialect.h"
#include "host.h"
#include "query/condition.h"

enum {
    JSON = 1 << 0,
    ARRAY = 1 << 1,
    HSTORE = 1 << 2,
    RANGE = 1 << 3,
    OTHER = 1 << 4 /* a type of the engine's own, an expression: the engine knows */
};

/* Which types have the operator. */
static const uint8_t knows[] = {
    [ORM_CONTAINS] = JSON | ARRAY | HSTORE | RANGE | OTHER,
    [ORM_CONTAINED] = JSON | ARRAY | HSTORE | RANGE | OTHER,
    [ORM_OVERLAP] = ARRAY | RANGE | OTHER,
    [ORM_ADJACENT] = RANGE | OTHER,
    [ORM_STRICT_LEFT] = RANGE | OTHER,
    [ORM_STRICT_RIGHT] = RANGE | OTHER,
    [ORM_NO_EXTEND_LEFT] = RANGE | OTHER,
    [ORM_NO_EXTEND_RIGHT] = RANGE | OTHER,
    [ORM_ANY_KEY] = JSON | HSTORE | OTHER,
    [ORM_ALL_KEYS] = JSON | HSTORE | OTHER,
};

static int class_of(const orm_type *type)
{
    switch (type ? type->kind : ORM_TYPE_SQL) {
    case ORM_TYPE_JSON:
    case ORM_TYPE_JSONB: return JSON;
    case ORM_TYPE_ARRAY: return ARRAY;
    case ORM_TYPE_HSTORE: return HSTORE;
    case ORM_TYPE_RANGE: return RANGE;
    case ORM_TYPE_SQL:
    case ORM_TYPE_INET:
    case ORM_TYPE_CIDR:
    case ORM_TYPE_GEOMETRY:
    case ORM_TYPE_GEOGRAPHY: return OTHER;
    default: return 0;
    }
}

static void check_type(const orm_condition *it, int container)
{
    static const struct {
        int types;
        const char *names;
    } lists[] = {
        {JSON | ARRAY | HSTORE | RANGE | OTHER, "JSON, JSONB, ARRAY, HSTORE and RANGE"},
        {ARRAY | RANGE | OTHER, "ARRAY and RANGE"},
        {RANGE | OTHER, "RANGE"},
        {JSON | HSTORE | OTHER, "JSON, JSONB and HSTORE"},
    };
    int own = class_of(it->left->type), i = 0;

    if ((knows[container] & own) == 0) {
        while (lists[i].types != knows[container])
            i++;
        ORM_FAIL(it->c, it->node, "\"%.*s\" is for %s, not for %.*s", ORM_ARG(it->node->key),
                 lists[i].names, ORM_ARG(it->left->type->name));
    }
    if (own == OTHER && it->c->ctx->host->dialect->has_text_json)
        orm_raise_at(it->c->ctx, ORM_UNSUPPORTED, it->node,
                     "\"%.*s\" is for JSON, ARRAY and HSTORE on SQLite", ORM_ARG(it->node->key));
}

/* A parameter that must be of this type, whatever the operator would take it for. */
static orm_expr *typed_param(orm_condition *it, const orm_type *type)
{
    orm_expr *cast = orm_condition_new(it, ORM_EXPR_CAST);

    cast->left = orm_condition_value(it, type);
    cast->type = type;
    return cast;
}

/* A range contains ranges, and elements. */
static orm_expr *range_operand(orm_condition *it, int container)
{
    const orm_type *type = it->left->type;
    bool is_element = container == ORM_CONTAINS && orm_json_is_scalar(it->operand.node);

    return typed_param(it, is_element ? type->element : type);
}

static orm_expr *right_of(orm_condition *it, int container)
{
    if (orm_condition_is_json(it))
        return orm_condition_json_right(it);
    if (orm_condition_is_expression(it))
        return orm_compile_expression(it->c, it->relation, it->node, it->left->type);
    if (class_of(it->left->type) == RANGE)
        return range_operand(it, container);
    return orm_condition_value(it, it->left->type);
}

orm_expr *orm_condition_container(orm_condition *it, int container)
{
    orm_expr *expr;

    check_type(it, container);
    if (orm_condition_is_null(it))
        return orm_condition_new(it, ORM_EXPR_UNKNOWN);
    expr = orm_condition_new(it, ORM_EXPR_CONTAINER);
    expr->container = (uint8_t)container;
    expr->left = orm_condition_left(it);
    expr->right = right_of(it, container);
    return expr;
}

/* A list of keys; nulls in it name none. */
orm_expr *orm_condition_keys(orm_condition *it, int container)
{
    orm_expr *expr = orm_condition_new(it, ORM_EXPR_CONTAINER);

    check_type(it, container);
    if (!orm_condition_is_list(it))
        orm_condition_fail(it, "a list of keys");
    expr->container = (uint8_t)container;
    expr->left = orm_condition_left(it);
    expr->right = orm_compile_param(it->c, it->operand.node,
                                    orm_type_of_kind(it->c->ctx, ORM_TYPE_TEXT), ORM_USE_LIST);
    return expr;
}
