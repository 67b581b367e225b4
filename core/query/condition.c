/* condition.c - what an attribute must satisfy: the operators.  See condition.h; reading.md,
 * Conditions.
 *
 * Every operator is one line of the table below and one small function. */
#include "query/condition.h"

#include "base/limits.h"
#include "base/suggest.h"
#include "dialect.h"
#include "host.h"
#include "query/document.h"

void orm_condition_fail(const orm_condition *it, const char *expected)
{
    ORM_FAIL(it->c, it->node, "this operator takes %s, not %s", expected,
             orm_json_kind_name(it->operand.node));
}

orm_condition orm_condition_with(const orm_condition *it, const orm_json *node)
{
    orm_condition with = *it;

    with.node = node;
    with.operand =
        it->operand.is_data ? (orm_operand){node, true} : orm_compile_operand(it->c, node);
    return with;
}

/* ---- null and booleans */

/* A document is null where its column is; a value in it also where it is JSON's null. */
static orm_expr *null_test(const orm_condition *it, bool is_negated)
{
    bool is_document = it->left->kind == ORM_EXPR_JSON && it->left->path == NULL;
    orm_expr *expr = orm_condition_new(it, ORM_EXPR_NULL_TEST);

    expr->left = orm_expr_copy(orm_condition_arena(it), is_document ? it->left->left : it->left);
    expr->is_negated = is_negated;
    return expr;
}

/* IS TRUE asks a boolean: PostgreSQL refuses other columns, and SQLite takes any number but 0 for
 * true. */
static void check_is_boolean(const orm_condition *it)
{
    const orm_type *type = it->left->type;

    if (type && type->kind != ORM_TYPE_BOOLEAN && type->kind != ORM_TYPE_SQL)
        ORM_FAIL(it->c, it->operand.node,
                 "\"$is\" and \"$not\" take true and false where the attribute is a BOOLEAN");
}

static orm_expr *boolean_test(orm_condition *it, bool is_negated)
{
    orm_expr *expr = orm_condition_new(it, ORM_EXPR_BOOLEAN_TEST);
    bool is_json = orm_condition_is_json(it);

    if (!is_json)
        check_is_boolean(it);
    expr->left = is_json ? orm_condition_json_compare(it, ORM_EQUAL) : orm_condition_left(it);
    expr->is_negated = is_negated;
    expr->is_true = is_json || it->operand.node->kind == ORM_JSON_TRUE;
    return expr;
}

/* ---- comparison */

bool orm_type_is_compound(const orm_type *type)
{
    return type && (type->kind == ORM_TYPE_ARRAY || type->kind == ORM_TYPE_RANGE ||
                    type->kind == ORM_TYPE_HSTORE || type->kind == ORM_TYPE_GEOMETRY ||
                    type->kind == ORM_TYPE_GEOGRAPHY);
}

/* Items whose order as JSON is that of their values: arrays are lists of JSON on SQLite. */
static bool is_ordered_as_json(const orm_type *type)
{
    switch (type->kind) {
    case ORM_TYPE_BOOLEAN:
    case ORM_TYPE_FLOAT:
    case ORM_TYPE_REAL:
    case ORM_TYPE_DOUBLE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_DATEONLY:
    case ORM_TYPE_TIME:
    case ORM_TYPE_UUID: return true;
    case ORM_TYPE_ARRAY: return is_ordered_as_json(type->element);
    default: return orm_type_is_text(type) || orm_type_is_integer(type);
    }
}

/* Values that have no order. */
static bool is_unordered(const orm_type *type)
{
    return orm_type_is_compound(type) && type->kind != ORM_TYPE_ARRAY &&
           type->kind != ORM_TYPE_RANGE;
}

/* An ENUM compares in the order of its labels; PostgreSQL's own does. */
bool orm_condition_is_ranked(const orm_condition *it, int comparison)
{
    return comparison >= ORM_GREATER && it->left->type && it->left->type->kind == ORM_TYPE_ENUM &&
           !it->c->ctx->host->dialect->has_enums;
}

static orm_expr *ranked(const orm_condition *it, orm_expr *left)
{
    orm_expr *rank = orm_condition_new(it, ORM_EXPR_RANK);

    rank->left = left;
    rank->type = it->left->type;
    return rank;
}

orm_expr *orm_condition_value(orm_condition *it, const orm_type *type)
{
    const orm_json *node = it->operand.node;
    bool is_code = !it->operand.is_data && orm_document_check(it->c, node);
    orm_expr *expr;

    if (is_code && node->slot < 0)
        node = orm_document_plain(it->c->ctx, node);
    expr = orm_compile_param(it->c, node, type, ORM_USE_VALUE);
    ((orm_param *)expr->param)->is_code = is_code && node->slot >= 0;
    return expr;
}

/* A value of the left side's type, or an expression. */
static orm_expr *right_of(orm_condition *it, int comparison)
{
    orm_param_use use = orm_condition_is_ranked(it, comparison) ? ORM_USE_RANK : ORM_USE_VALUE;

    if (it->item)
        return orm_condition_item(it, use);
    if (orm_condition_is_expression(it))
        return orm_compile_expression(it->c, it->relation, it->node, it->left->type);
    if (!it->operand.is_data)
        orm_compile_check_plain(it->c, it->operand.node);
    if (!orm_json_is_scalar(it->operand.node) && !orm_type_is_compound(it->left->type))
        orm_condition_fail(it, "one value");
    if (use == ORM_USE_VALUE)
        return orm_condition_value(it, it->left->type);
    return orm_compile_param(it->c, it->operand.node, it->left->type, use);
}

static void check_order(const orm_condition *it)
{
    const orm_type *type = it->left->type;

    if (is_unordered(type))
        ORM_FAIL(it->c, it->node, "values of %.*s are equal or not, none is greater",
                 ORM_ARG(type->name));
    if (type && type->kind == ORM_TYPE_ARRAY && it->c->ctx->host->dialect->has_text_json &&
        !is_ordered_as_json(type->element))
        orm_raise_at(it->c->ctx, ORM_UNSUPPORTED, it->node,
                     "SQLite does not order values of %.*s: they are equal or not",
                     ORM_ARG(type->name));
}

orm_expr *orm_condition_compare(orm_condition *it, int comparison)
{
    orm_expr *left;

    if (orm_condition_is_null(it)) {
        if (comparison == ORM_EQUAL || comparison == ORM_UNEQUAL)
            return null_test(it, comparison == ORM_UNEQUAL);
        return orm_condition_new(it, ORM_EXPR_UNKNOWN);
    }
    if (orm_condition_is_json(it))
        return orm_condition_json_compare(it, comparison);
    if (comparison >= ORM_GREATER)
        check_order(it);
    left = orm_condition_left(it);
    return orm_expr_compare(orm_condition_arena(it), (orm_comparison)comparison,
                            orm_condition_is_ranked(it, comparison) ? ranked(it, left) : left,
                            right_of(it, comparison));
}

/* ---- between */

/* An item of such a list of two. */
static orm_expr *item_of(orm_condition *it, uint32_t index, orm_param_use use)
{
    orm_expr *expr = orm_compile_param(it->c, it->operand.node, it->left->type, use);
    orm_param *param = (orm_param *)expr->param;

    param->is_pair = true;
    param->item = index;
    return expr;
}

/* left >= the first and left <= the last; of JSON each of its own kind. */
static orm_expr *two_comparisons(orm_condition *it)
{
    static const orm_comparison comparisons[] = {ORM_GREATER_EQUAL, ORM_LESS_EQUAL};
    const orm_json *list = it->operand.node, *item = list->first;
    orm_expr *both = NULL;

    for (uint32_t i = 0; i < 2; i++, item = item->next) {
        orm_condition end = orm_condition_with(it, item);

        if (orm_condition_is_json(it) && orm_condition_is_one_slot(list))
            end.item = item_of(it, i, ORM_USE_VALUE);
        both = orm_expr_join(orm_condition_arena(it), ORM_EXPR_AND, both,
                             orm_condition_compare(&end, comparisons[i]));
    }
    return both;
}

static orm_expr *end_of(orm_condition *it, const orm_json *item, uint32_t index)
{
    orm_condition end = orm_condition_with(it, item);
    bool is_ranked = orm_condition_is_ranked(it, ORM_GREATER);

    if (orm_condition_is_one_slot(it->operand.node))
        return item_of(it, index, is_ranked ? ORM_USE_RANK : ORM_USE_VALUE);
    return right_of(&end, ORM_GREATER);
}

static orm_expr *between(orm_condition *it, int is_negated)
{
    const orm_json *list = it->operand.node;
    orm_expr *expr;

    if (orm_condition_is_null(it))
        return orm_condition_new(it, ORM_EXPR_UNKNOWN);
    if (!orm_condition_is_list(it))
        orm_condition_fail(it, "a list of two values");
    if (list->count != 2)
        ORM_FAIL(it->c, list, "this operator takes a list of two values");
    if (orm_condition_is_json(it) || orm_type_is_compound(it->left->type)) {
        expr = two_comparisons(it);
        return is_negated ? orm_expr_not(orm_condition_arena(it), expr) : expr;
    }
    expr = orm_condition_new(it, ORM_EXPR_BETWEEN);
    expr->left = orm_condition_is_ranked(it, ORM_GREATER) ? ranked(it, orm_condition_left(it))
                                                          : orm_condition_left(it);
    expr->is_negated = is_negated;
    expr->right = end_of(it, list->first, 0);
    expr->third = end_of(it, list->last, 1);
    return expr;
}

/* ---- not, or, and under an attribute */

static orm_expr *condition_of(orm_condition *it, const orm_json *node)
{
    return orm_compile_condition(it->c, it->relation, orm_condition_left(it), node);
}

/* An object of this member alone. */
static orm_json *alone(orm_condition *it, const orm_json *member)
{
    orm_json *object = orm_json_copy_empty(it->c->ctx, it->node);

    orm_json_append(object, orm_json_copy(it->c->ctx, member));
    return object;
}

/* The conditions in a list or an object of operators, joined. */
static orm_expr *junction(orm_condition *it, int kind)
{
    orm_arena *arena = orm_condition_arena(it);
    orm_expr *all = NULL;

    if (it->operand.is_data || orm_json_is_scalar(it->node))
        orm_condition_fail(it, "a list or an object of operators");
    orm_each_child (child, it->node)
        all = orm_expr_join(arena, (orm_expr_kind)kind, all,
                            condition_of(it, orm_condition_is_list(it) ? child : alone(it, child)));
    return all;
}

static bool is_operator_key(orm_text key)
{
    return key.length && key.data[0] == '$' && !(key.length > 1 && key.data[1] == '$');
}

/* An object that is a value of its own: HSTORE's, GeoJSON. */
static bool is_plain_value(const orm_condition *it)
{
    const orm_json *node = it->node;

    return node->kind == ORM_JSON_OBJECT && is_unordered(it->left->type) && node->first &&
           !is_operator_key(node->first->key);
}

static orm_expr *negation(orm_condition *it, int detail)
{
    const orm_json *node = it->operand.node;
    orm_expr *inner;

    (void)detail;
    if (orm_condition_is_null(it))
        return null_test(it, true);
    if (orm_json_is_boolean(node))
        return boolean_test(it, true);
    if (orm_condition_is_list(it) && !it->operand.is_data && !orm_type_is_compound(it->left->type))
        return orm_condition_in(it, true);
    if (node->kind != ORM_JSON_OBJECT || it->operand.is_data || orm_is_expression(node) ||
        is_plain_value(it))
        return orm_condition_compare(it, ORM_UNEQUAL);
    inner = condition_of(it, node);
    return inner ? orm_expr_not(orm_condition_arena(it), inner)
                 : orm_condition_new(it, ORM_EXPR_FALSE);
}

static orm_expr *is(orm_condition *it, int detail)
{
    (void)detail;
    if (orm_condition_is_null(it))
        return null_test(it, false);
    if (orm_json_is_boolean(it->operand.node))
        return boolean_test(it, false);
    orm_condition_fail(it, "null, true or false");
}

/* {"$col": name} without anything around it. */
static orm_expr *equal_column(orm_condition *it, int detail)
{
    orm_json *object = orm_json_copy_empty(it->c->ctx, it->node);
    orm_condition own = *it;

    (void)detail;
    orm_json_append(object, orm_json_copy(it->c->ctx, it->node));
    object->kind = ORM_JSON_OBJECT;
    own.node = object;
    own.operand = (orm_operand){object, false};
    return orm_condition_compare(&own, ORM_EQUAL);
}

static orm_expr *misplaced_values(orm_condition *it, int detail)
{
    (void)detail;
    ORM_FAIL(it->c, it->node, "\"$values\" stands inside \"$any\" or \"$all\"");
}

/* ---- all operators */

static const orm_operator operators[] = {
    {"$eq", orm_condition_compare, ORM_EQUAL, true},
    {"$ne", orm_condition_compare, ORM_UNEQUAL, true},
    {"$gt", orm_condition_compare, ORM_GREATER, true},
    {"$gte", orm_condition_compare, ORM_GREATER_EQUAL, true},
    {"$lt", orm_condition_compare, ORM_LESS, true},
    {"$lte", orm_condition_compare, ORM_LESS_EQUAL, true},
    {"$is", is, 0, false},
    {"$not", negation, 0, false},
    {"$and", junction, ORM_EXPR_AND, false},
    {"$or", junction, ORM_EXPR_OR, false},
    {"$between", between, false, false},
    {"$notBetween", between, true, false},
    {"$in", orm_condition_in, false, false},
    {"$notIn", orm_condition_in, true, false},
    {"$any", orm_condition_any, false, false},
    {"$all", orm_condition_any, true, false},
    {"$values", misplaced_values, 0, false},
    {"$like", orm_condition_like, ORM_USE_PATTERN, true},
    {"$notLike", orm_condition_like, ORM_USE_PATTERN | ORM_NEGATED, true},
    {"$iLike", orm_condition_like, ORM_USE_PATTERN | ORM_FOLDING, true},
    {"$notILike", orm_condition_like, ORM_USE_PATTERN | ORM_NEGATED | ORM_FOLDING, true},
    {"$startsWith", orm_condition_like, ORM_USE_STARTS, true},
    {"$endsWith", orm_condition_like, ORM_USE_ENDS, true},
    {"$substring", orm_condition_like, ORM_USE_SUBSTRING, true},
    {"$regexp", orm_condition_regexp, 0, true},
    {"$notRegexp", orm_condition_regexp, ORM_NEGATED, true},
    {"$iRegexp", orm_condition_regexp, ORM_FOLDING, true},
    {"$notIRegexp", orm_condition_regexp, ORM_NEGATED | ORM_FOLDING, true},
    {"$match", orm_condition_match, 0, false},
    {"$contains", orm_condition_container, ORM_CONTAINS, false},
    {"$contained", orm_condition_container, ORM_CONTAINED, false},
    {"$overlap", orm_condition_container, ORM_OVERLAP, false},
    {"$adjacent", orm_condition_container, ORM_ADJACENT, false},
    {"$strictLeft", orm_condition_container, ORM_STRICT_LEFT, false},
    {"$strictRight", orm_condition_container, ORM_STRICT_RIGHT, false},
    {"$noExtendLeft", orm_condition_container, ORM_NO_EXTEND_LEFT, false},
    {"$noExtendRight", orm_condition_container, ORM_NO_EXTEND_RIGHT, false},
    {"$anyKeyExists", orm_condition_keys, ORM_ANY_KEY, false},
    {"$allKeysExist", orm_condition_keys, ORM_ALL_KEYS, false},
    {"$col", equal_column, 0, false},
};

enum { OPERATOR_COUNT = sizeof operators / sizeof *operators };

static _Noreturn void fail_unknown(const orm_condition *it, const orm_json *member)
{
    orm_compiler *c = it->c;
    orm_text names[OPERATOR_COUNT];
    orm_error *error;

    error = orm_error_new(
        c->ctx, ORM_INVALID_OPTION, "there is no operator \"%.*s\"%s", ORM_ARG(member->key),
        orm_condition_is_json(it) ? " (a key of the document is written with two '$')" : "");
    for (int i = 0; i < OPERATOR_COUNT; i++)
        names[i] = orm_text_from(operators[i].name);
    error->did_you_mean = orm_suggest(c->ctx->arena, member->key, names, OPERATOR_COUNT);
    error->at = orm_json_place(c->ctx, member);
    orm_throw(c->ctx, error);
}

static orm_expr *compile_operator(const orm_condition *it, const orm_json *member)
{
    for (int i = 0; i < OPERATOR_COUNT; i++)
        if (orm_text_is(member->key, operators[i].name)) {
            orm_condition own = orm_condition_with(it, member);

            if (operators[i].has_any && orm_condition_is_quantifier(&own))
                return orm_condition_quantified(&own, &operators[i]);
            return operators[i].compile(&own, operators[i].detail);
        }
    fail_unknown(it, member);
}

/* An object of operators, of JSON also of members: all of them. */
static orm_expr *compile_members(orm_condition *it)
{
    orm_expr *all = NULL;

    orm_each_child (member, it->node) {
        bool is_step = orm_condition_is_json(it) && !is_operator_key(member->key);

        all =
            orm_expr_join(orm_condition_arena(it), ORM_EXPR_AND, all,
                          is_step ? orm_condition_step(it, member) : compile_operator(it, member));
    }
    return all;
}

/* "$col" is an operator too, and may stand beside others. */
static bool is_beside_operators(const orm_json *node)
{
    return node->count > 1 && orm_json_member(node, "$col") != NULL;
}

static orm_expr *compile_form(orm_condition *it)
{
    if (orm_condition_is_expression(it) && !is_beside_operators(it->node))
        return orm_condition_compare(it, ORM_EQUAL);
    if (orm_condition_is_list(it) && !it->operand.is_data && !orm_type_is_compound(it->left->type))
        return orm_condition_in(it, false);
    if (it->operand.is_data || it->node->kind != ORM_JSON_OBJECT || is_plain_value(it))
        return orm_condition_compare(it, ORM_EQUAL);
    return compile_members(it);
}

orm_expr *orm_compile_condition(orm_compiler *c, const orm_relation *relation, orm_expr *left,
                                const orm_json *node)
{
    orm_condition it = {c, relation, left, node, orm_compile_operand(c, node), NULL};
    orm_expr *all;

    if (++c->where_depth > ORM_MAX_WHERE_DEPTH)
        ORM_FAIL(c, node, "conditions are nested deeper than %d levels", ORM_MAX_WHERE_DEPTH);
    if (orm_condition_is_json(&it))
        it.left = orm_condition_json_left(c, left);
    all = compile_form(&it);
    c->where_depth--;
    return all;
}
