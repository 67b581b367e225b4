/* condition.c - what an attribute must satisfy: the operators.  See compiler.h; reading.md,
 * Conditions.
 *
 * Every operator is one line of the table below and one small function. */
#include "base/limits.h"
#include "base/suggest.h"
#include "dialect.h"
#include "host.h"
#include "query/compiler.h"
#include "query/shape.h"

/* One operator under an attribute. */
typedef struct condition {
    orm_compiler *c;
    const orm_relation *relation;
    orm_expr *left;       /* printed once per use: expressions are immutable when printed */
    const orm_json *node; /* the operand as written */
    orm_operand operand;
} condition;

typedef orm_expr *(*operator_function)(condition *it, int detail);

static orm_arena *arena_of(const condition *it)
{
    return it->c->ctx->arena;
}

static orm_expr *constant(const condition *it, orm_expr_kind kind)
{
    return orm_expr_new(arena_of(it), kind);
}

/* A copy of the left side, so that it may be linked into another list. */
static orm_expr *left_of(const condition *it)
{
    orm_expr *copy = ORM_NEW(arena_of(it), orm_expr);

    *copy = *it->left;
    copy->next = NULL;
    return copy;
}

static bool is_null(const condition *it)
{
    return it->operand.node->kind == ORM_JSON_NULL;
}

static bool is_list(const condition *it)
{
    return it->operand.node->kind == ORM_JSON_ARRAY;
}

static _Noreturn void fail_operand(const condition *it, const char *expected)
{
    ORM_FAIL(it->c, it->node, "this operator takes %s, not %s", expected,
             orm_json_kind_name(it->operand.node));
}

/* ---- null and booleans */

static orm_expr *null_test(const condition *it, bool is_negated)
{
    orm_expr *expr = constant(it, ORM_EXPR_NULL_TEST);

    expr->left = left_of(it);
    expr->is_negated = is_negated;
    return expr;
}

static orm_expr *boolean_test(const condition *it, bool is_negated)
{
    orm_expr *expr = constant(it, ORM_EXPR_BOOLEAN_TEST);

    expr->left = left_of(it);
    expr->is_negated = is_negated;
    expr->is_true = it->operand.node->kind == ORM_JSON_TRUE;
    return expr;
}

/* ---- comparison */

static bool is_scalar_type(const orm_type *type)
{
    return type == NULL || (type->kind != ORM_TYPE_ARRAY && type->kind != ORM_TYPE_RANGE);
}

/* An ENUM compares in the order of its labels; PostgreSQL's own does. */
static bool is_ranked(const condition *it, int comparison)
{
    return comparison >= ORM_GREATER && it->left->type && it->left->type->kind == ORM_TYPE_ENUM &&
           !it->c->ctx->host->dialect->has_enums;
}

static orm_expr *ranked(const condition *it, orm_expr *left)
{
    orm_expr *rank = constant(it, ORM_EXPR_RANK);

    rank->left = left;
    rank->type = it->left->type;
    return rank;
}

static void check_scalar(const condition *it)
{
    const orm_json *node = it->operand.node;
    const orm_type *type = it->left->type;

    if (orm_json_is_scalar(node) || (type && orm_type_is_json(type)))
        return;
    if (type && (!is_scalar_type(type) || type->kind == ORM_TYPE_HSTORE ||
                 type->kind == ORM_TYPE_GEOMETRY || type->kind == ORM_TYPE_GEOGRAPHY))
        return;
    fail_operand(it, "one value");
}

static orm_expr *right_of(condition *it, int comparison)
{
    if (!it->operand.is_data && orm_is_expression(it->node))
        return orm_compile_expression(it->c, it->relation, it->node, it->left->type);
    if (!it->operand.is_data)
        orm_compile_check_plain(it->c, it->operand.node);
    check_scalar(it);
    return orm_compile_param(it->c, it->operand.node, it->left->type,
                             is_ranked(it, comparison) ? ORM_USE_RANK : ORM_USE_VALUE);
}

static orm_expr *compare(condition *it, int comparison)
{
    orm_expr *left = left_of(it);

    if (is_null(it)) {
        if (comparison == ORM_EQUAL || comparison == ORM_UNEQUAL)
            return null_test(it, comparison == ORM_UNEQUAL);
        return constant(it, ORM_EXPR_UNKNOWN);
    }
    return orm_expr_compare(arena_of(it), (orm_comparison)comparison,
                            is_ranked(it, comparison) ? ranked(it, left) : left,
                            right_of(it, comparison));
}

static orm_expr *between(condition *it, int is_negated)
{
    const orm_json *list = it->operand.node;
    orm_expr *expr = constant(it, ORM_EXPR_BETWEEN);
    orm_param_use use = is_ranked(it, ORM_GREATER) ? ORM_USE_RANK : ORM_USE_VALUE;

    if (!is_list(it) || list->count != 2)
        fail_operand(it, "a list of two values");
    expr->left = use == ORM_USE_RANK ? ranked(it, left_of(it)) : left_of(it);
    expr->is_negated = is_negated;
    if (list->slot >= 0 && list->first->slot < 0) {
        /* a list that came as one slot: a param */
        ORM_FAIL(it->c, it->node, "give the two ends of the range as two params");
    }
    expr->right = orm_is_expression(list->first)
                      ? orm_compile_expression(it->c, it->relation, list->first, it->left->type)
                      : orm_compile_param(it->c, orm_compile_operand(it->c, list->first).node,
                                          it->left->type, use);
    expr->third = orm_is_expression(list->last)
                      ? orm_compile_expression(it->c, it->relation, list->last, it->left->type)
                      : orm_compile_param(it->c, orm_compile_operand(it->c, list->last).node,
                                          it->left->type, use);
    return expr;
}

/* ---- lists */

static orm_expr *in_list(condition *it, int is_negated)
{
    const orm_json *list = it->operand.node;
    bool is_empty;
    orm_expr *expr;

    if (!is_list(it))
        fail_operand(it, "a list");
    is_empty = (orm_list_kinds(list) & ~(1u << ORM_JSON_NULL)) == 0;
    if (is_empty && is_negated && list->count > 0 && it->c->is_writing)
        ORM_FAIL(it->c, it->node, "a \"$notIn\" whose members are all null restricts nothing");
    if (is_empty)
        return is_negated ? NULL : constant(it, ORM_EXPR_UNKNOWN);
    expr = constant(it, ORM_EXPR_IN_LIST);
    expr->left = left_of(it);
    expr->is_negated = is_negated;
    expr->right = orm_compile_param(it->c, list, it->left->type, ORM_USE_LIST);
    ((orm_param *)expr->right->param)->item = orm_list_places(list->count);
    return expr;
}

/* ---- texts */

/* CITEXT's own patterns ignore case; where it is a text like any other, ours must. */
static bool is_folded(const condition *it)
{
    return it->left->type && it->left->type->kind == ORM_TYPE_CITEXT &&
           it->c->ctx->host->dialect->has_glob;
}

static orm_expr *like(condition *it, int use_and_flags)
{
    orm_expr *expr = constant(it, ORM_EXPR_LIKE);
    orm_param_use use = (orm_param_use)(use_and_flags & 0xf);
    orm_param *param;

    if (is_null(it))
        return constant(it, ORM_EXPR_UNKNOWN);
    if (it->operand.node->kind != ORM_JSON_STRING && it->operand.node->kind != ORM_JSON_NUMBER)
        fail_operand(it, "a text");
    expr->left = left_of(it);
    expr->is_negated = (use_and_flags & 0x10) != 0;
    expr->is_folding = (use_and_flags & 0x20) != 0 || is_folded(it);
    expr->right = orm_compile_param(it->c, it->operand.node, NULL, use);
    param = (orm_param *)expr->right->param;
    param->is_glob = !expr->is_folding && it->c->ctx->host->dialect->has_glob;
    return expr;
}

/* ---- not, or, and under an attribute */

static orm_expr *condition_of(condition *it, const orm_json *node)
{
    orm_expr *expr;

    if (++it->c->where_depth > ORM_MAX_WHERE_DEPTH)
        ORM_FAIL(it->c, node, "conditions are nested deeper than %d levels", ORM_MAX_WHERE_DEPTH);
    expr = orm_compile_condition(it->c, it->relation, left_of(it), node);
    it->c->where_depth--;
    return expr;
}

/* The conditions in a list or an object of operators, joined. */
static orm_expr *joined(condition *it, orm_expr_kind kind)
{
    orm_expr *all = NULL;

    if (it->operand.is_data || (!is_list(it) && it->node->kind != ORM_JSON_OBJECT))
        fail_operand(it, "a list or an object of operators");
    if (is_list(it)) {
        orm_each_child (item, it->node)
            all = orm_expr_join(arena_of(it), kind, all, condition_of(it, item));
        return all;
    }
    orm_each_child (member, it->node) {
        orm_json one = *it->node;

        /* an object of this operator alone */
        orm_json *alone = ORM_NEW(it->c->ctx->arena, orm_json);
        orm_json *only = ORM_NEW(it->c->ctx->arena, orm_json);

        *only = *member;
        only->next = NULL;
        one.first = one.last = only;
        one.count = 1;
        *alone = one;
        all = orm_expr_join(arena_of(it), kind, all, condition_of(it, alone));
    }
    return all;
}

static orm_expr *junction(condition *it, int kind)
{
    return joined(it, (orm_expr_kind)kind);
}

static orm_expr *negation(condition *it, int detail)
{
    const orm_json *node = it->operand.node;
    orm_expr *inner;

    (void)detail;
    if (is_null(it))
        return null_test(it, true);
    if (orm_json_is_boolean(node))
        return boolean_test(it, true);
    if (is_list(it) && !it->operand.is_data && is_scalar_type(it->left->type))
        return in_list(it, true);
    if (node->kind != ORM_JSON_OBJECT || it->operand.is_data || orm_is_expression(node))
        return compare(it, ORM_UNEQUAL);
    inner = condition_of(it, node);
    return inner ? orm_expr_not(arena_of(it), inner) : constant(it, ORM_EXPR_FALSE);
}

static orm_expr *is(condition *it, int detail)
{
    (void)detail;
    if (is_null(it))
        return null_test(it, false);
    if (orm_json_is_boolean(it->operand.node))
        return boolean_test(it, false);
    fail_operand(it, "null, true or false");
}

static orm_expr *equal_column(condition *it, int detail)
{
    const orm_attribute *attribute;

    (void)detail;
    if (it->node->kind != ORM_JSON_STRING)
        fail_operand(it, "the name of an attribute");
    attribute = orm_model_need_attribute(it->c->ctx, it->relation->model, it->node->text, it->node);
    return orm_expr_compare(arena_of(it), ORM_EQUAL, left_of(it),
                            orm_compile_attribute(it->c, it->relation, attribute, it->node));
}

static orm_expr *unsupported(condition *it, int detail)
{
    (void)detail;
    orm_raise_at(it->c->ctx, ORM_UNSUPPORTED, it->node,
                 "the operator \"%.*s\" is not supported yet", ORM_ARG(it->node->key));
}

enum { NEGATED = 0x10, FOLDING = 0x20 };

static const struct {
    const char *name;
    operator_function compile;
    int detail;
} operators[] = {
    {"$eq", compare, ORM_EQUAL},
    {"$ne", compare, ORM_UNEQUAL},
    {"$gt", compare, ORM_GREATER},
    {"$gte", compare, ORM_GREATER_EQUAL},
    {"$lt", compare, ORM_LESS},
    {"$lte", compare, ORM_LESS_EQUAL},
    {"$is", is, 0},
    {"$not", negation, 0},
    {"$and", junction, ORM_EXPR_AND},
    {"$or", junction, ORM_EXPR_OR},
    {"$between", between, false},
    {"$notBetween", between, true},
    {"$in", in_list, false},
    {"$notIn", in_list, true},
    {"$like", like, ORM_USE_PATTERN},
    {"$notLike", like, ORM_USE_PATTERN | NEGATED},
    {"$iLike", like, ORM_USE_PATTERN | FOLDING},
    {"$notILike", like, ORM_USE_PATTERN | NEGATED | FOLDING},
    {"$startsWith", like, ORM_USE_STARTS},
    {"$endsWith", like, ORM_USE_ENDS},
    {"$substring", like, ORM_USE_SUBSTRING},
    {"$col", equal_column, 0},
    {"$regexp", unsupported, 0},
    {"$notRegexp", unsupported, 0},
    {"$iRegexp", unsupported, 0},
    {"$notIRegexp", unsupported, 0},
    {"$contains", unsupported, 0},
    {"$contained", unsupported, 0},
    {"$overlap", unsupported, 0},
    {"$adjacent", unsupported, 0},
    {"$strictLeft", unsupported, 0},
    {"$strictRight", unsupported, 0},
    {"$noExtendLeft", unsupported, 0},
    {"$noExtendRight", unsupported, 0},
    {"$any", unsupported, 0},
    {"$all", unsupported, 0},
    {"$values", unsupported, 0},
    {"$match", unsupported, 0},
    {"$anyKeyExists", unsupported, 0},
    {"$allKeysExist", unsupported, 0},
};

enum { OPERATOR_COUNT = sizeof operators / sizeof *operators };

static _Noreturn void fail_unknown(orm_compiler *c, const orm_json *member)
{
    orm_text names[OPERATOR_COUNT];
    orm_error *error;

    error = orm_error_new(c->ctx, ORM_INVALID_OPTION, "there is no operator \"%.*s\"",
                          ORM_ARG(member->key));
    for (int i = 0; i < OPERATOR_COUNT; i++)
        names[i] = orm_text_from(operators[i].name);
    error->did_you_mean = orm_suggest(c->ctx->arena, member->key, names, OPERATOR_COUNT);
    error->at = orm_json_place(c->ctx, member);
    orm_throw(c->ctx, error);
}

static orm_expr *compile_operator(condition *it, const orm_json *member)
{
    for (int i = 0; i < OPERATOR_COUNT; i++)
        if (orm_text_is(member->key, operators[i].name)) {
            it->node = member;
            it->operand = orm_compile_operand(it->c, member);
            return operators[i].compile(it, operators[i].detail);
        }
    fail_unknown(it->c, member);
}

/* An object of operators: all of them. */
static orm_expr *compile_operators(condition *it, const orm_json *object)
{
    orm_expr *all = NULL;

    orm_each_child (member, object)
        all = orm_expr_join(arena_of(it), ORM_EXPR_AND, all, compile_operator(it, member));
    return all;
}

/* "$col" is an operator too, and may stand beside others. */
static bool is_beside_operators(const orm_json *node)
{
    return node->count > 1 && orm_json_member(node, "$col") != NULL;
}

orm_expr *orm_compile_condition(orm_compiler *c, const orm_relation *relation, orm_expr *left,
                                const orm_json *node)
{
    condition it = {c, relation, left, node, orm_compile_operand(c, node)};

    if (!it.operand.is_data && orm_is_expression(node) && !is_beside_operators(node))
        return compare(&it, ORM_EQUAL);
    if (is_list(&it) && !it.operand.is_data && is_scalar_type(left->type))
        return in_list(&it, false); /* a param that is a list does not make an operator */
    if (it.operand.is_data || node->kind != ORM_JSON_OBJECT)
        return compare(&it, ORM_EQUAL);
    if (left->type && orm_type_is_json(left->type) &&
        (node->first == NULL || node->first->key.length == 0 || node->first->key.data[0] != '$'))
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, node, "conditions inside JSON are not supported yet");
    return compile_operators(&it, node);
}
