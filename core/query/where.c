/* where.c - conditions on a model: groups and attributes.  See compiler.h; reading.md, Conditions.
 */
#include "base/limits.h"
#include "base/suggest.h"
#include "catalog/keys.h"
#include "query/json_path.h"
#include "query/path.h"

static orm_expr *compile_group(orm_compiler *c, const orm_relation *relation, const orm_json *node,
                               orm_expr_kind kind);

/* ---- {"$where": left, "comparator": "=" or "$op", "value": right} */

static const struct {
    const char *name;
    const char *operator_;
} comparators[] = {
    {"=", NULL},
    {"!=", "$ne"},
    {"<>", "$ne"},
    {">", "$gt"},
    {">=", "$gte"},
    {"<", "$lt"},
    {"<=", "$lte"},
    {"IS", "$is"},
    {"IS NOT", "$not"},
    {"IN", "$in"},
    {"NOT IN", "$notIn"},
    {"BETWEEN", "$between"},
    {"NOT BETWEEN", "$notBetween"},
    {"LIKE", "$like"},
    {"NOT LIKE", "$notLike"},
    {"ILIKE", "$iLike"},
    {"NOT ILIKE", "$notILike"},
    {"~", "$regexp"},
    {"!~", "$notRegexp"},
    {"~*", "$iRegexp"},
    {"!~*", "$notIRegexp"},
    {"@>", "$contains"},
    {"<@", "$contained"},
    {"&&", "$overlap"},
    {"-|-", "$adjacent"},
    {"<<", "$strictLeft"},
    {">>", "$strictRight"},
    {"&>", "$noExtendLeft"},
    {"&<", "$noExtendRight"},
    {"?|", "$anyKeyExists"},
    {"?&", "$allKeysExist"},
    {"@@", "$match"},
};

enum { COMPARATOR_COUNT = sizeof comparators / sizeof *comparators };

/* The operator's name; empty: the value says by itself what is asked. */
static orm_text read_comparator(orm_compiler *c, const orm_json *node)
{
    orm_text names[COMPARATOR_COUNT];
    orm_error *error;

    if (node == NULL)
        return (orm_text){"", 0};
    if (node->text.length && node->text.data[0] == '$')
        return node->text;
    for (int i = 0; i < COMPARATOR_COUNT; i++) {
        names[i] = orm_text_from(comparators[i].name);
        if (orm_text_equal_ascii_fold(node->text, names[i]))
            return orm_text_from(comparators[i].operator_ ? comparators[i].operator_ : "");
    }
    error = orm_error_new(c->ctx, ORM_INVALID_OPTION, "there is no comparator \"%.*s\"",
                          ORM_ARG(node->text));
    error->did_you_mean = orm_suggest(c->ctx->arena, node->text, names, COMPARATOR_COUNT);
    error->at = orm_json_place(c->ctx, node);
    orm_throw(c->ctx, error);
}

static orm_expr *compile_left(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    if (orm_json_member(node, "$json"))
        return orm_compile_json(c, relation, node);
    return orm_compile_expression(c, relation, node, NULL);
}

static orm_expr *compile_comparison(orm_compiler *c, const orm_relation *relation,
                                    const orm_json *node)
{
    static const orm_key keys[] = {
        {"$where", ORM_K_ANY}, {"comparator", ORM_K_STRING}, {"value", ORM_K_ANY}};
    const orm_json *value = orm_json_member(node, "value");
    orm_text operator_;
    orm_json *object, *member;
    orm_expr *left;

    ORM_CHECK_KEYS(c->ctx, node, keys, "\"$where\"");
    if (value == NULL)
        ORM_FAIL(c, node, "\"$where\" needs a \"value\"");
    operator_ = read_comparator(c, orm_option(node, "comparator"));
    left = compile_left(c, relation, orm_json_member(node, "$where"));
    if (operator_.length == 0)
        return orm_compile_condition(c, relation, left, value);
    object = orm_json_copy_empty(c->ctx, node);
    member = orm_json_copy(c->ctx, value);
    member->key = operator_;
    orm_json_append(object, member);
    return orm_compile_condition(c, relation, left, object);
}

/* SQLite takes any number but 0 for true: a forgotten comparison would be a condition that holds
 * for every row. What a function or a literal gives is known to the engine only. */
static void check_is_condition(orm_compiler *c, const orm_json *node, const orm_type *type)
{
    if (type && type->kind != ORM_TYPE_BOOLEAN && type->kind != ORM_TYPE_SQL)
        ORM_FAIL(c, node, "a value of type %.*s is no condition: compare it under \"$where\"",
                 ORM_ARG(type->name));
}

/* An expression that is a condition. */
static orm_expr *compile_whole(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    orm_expr *expr;

    if (orm_json_member(node, "$where"))
        return compile_comparison(c, relation, node);
    expr = orm_compile_expression(c, relation, node, NULL);
    if (expr->kind == ORM_EXPR_JSON_TEXT)
        ORM_FAIL(c, node,
                 "a path is no condition: compare it under \"$where\", or cast it to "
                 "boolean");
    check_is_condition(c, node, expr->type);
    return expr;
}

/* ---- members and groups */

/* What `attributes` calls by a name: an attribute or an expression. */
static orm_expr *named_part(orm_compiler *c, const orm_relation *relation, const orm_json *named)
{
    if (named->kind != ORM_JSON_STRING)
        return orm_compile_expression(c, relation, named, NULL);
    return orm_compile_attribute(
        c, relation, orm_model_need_attribute(c->ctx, relation->model, named->text, named), named);
}

static orm_expr *compile_named(orm_compiler *c, const orm_relation *relation,
                               const orm_json *member)
{
    const orm_attribute *attribute = orm_model_attribute(relation->model, member->key);
    const orm_json *named;
    orm_text key = member->key;

    if (attribute == NULL && key.length > 2 && key.data[0] == '$' &&
        key.data[key.length - 1] == '$')
        return orm_compile_condition(
            c, relation, orm_compile_path(c, (orm_text){key.data + 1, key.length - 2}, member),
            member);
    if (attribute == NULL && (named = orm_named_attribute(c->named, key)))
        return orm_compile_condition(c, relation, named_part(c, relation, named), member);
    if (attribute == NULL && orm_is_json_path(relation->model, key))
        return orm_compile_condition(c, relation, orm_compile_json_path(c, relation, key, member),
                                     member);
    if (attribute == NULL && key.length && key.data[0] == '$')
        ORM_FAIL(c, member, "the operator \"%.*s\" stands under an attribute", ORM_ARG(key));
    attribute = orm_model_need_attribute(c->ctx, relation->model, key, member);
    return orm_compile_condition(c, relation, orm_compile_attribute(c, relation, attribute, member),
                                 member);
}

static orm_expr *compile_member(orm_compiler *c, const orm_relation *relation,
                                const orm_json *member)
{
    orm_expr *inner;

    if (orm_text_is(member->key, "$and"))
        return compile_group(c, relation, member, ORM_EXPR_AND);
    if (orm_text_is(member->key, "$or")) {
        inner = compile_group(c, relation, member, ORM_EXPR_OR);
        return inner ? inner : orm_expr_new(c->ctx->arena, ORM_EXPR_FALSE);
    }
    if (orm_text_is(member->key, "$not")) {
        inner = compile_group(c, relation, member, ORM_EXPR_AND);
        return inner ? orm_expr_not(c->ctx->arena, inner)
                     : orm_expr_new(c->ctx->arena, ORM_EXPR_FALSE);
    }
    if (orm_text_is(member->key, "$some") || orm_text_is(member->key, "$none") ||
        orm_text_is(member->key, "$every"))
        return orm_compile_quantifier(c, relation, member);
    return compile_named(c, relation, member);
}

/* The members of an object or the items of a list, joined; NULL when none restricts anything. */
static orm_expr *compile_group(orm_compiler *c, const orm_relation *relation, const orm_json *node,
                               orm_expr_kind kind)
{
    orm_expr *all = NULL;

    if (++c->where_depth > ORM_MAX_WHERE_DEPTH)
        ORM_FAIL(c, node, "conditions are nested deeper than %d levels", ORM_MAX_WHERE_DEPTH);
    if (node->kind == ORM_JSON_OBJECT && orm_is_expression(node))
        all = compile_whole(c, relation, node);
    else if (node->kind == ORM_JSON_OBJECT)
        orm_each_child (member, node)
            all = orm_expr_join(c->ctx->arena, kind, all, compile_member(c, relation, member));
    else if (node->kind == ORM_JSON_ARRAY)
        orm_each_child (item, node)
            all = orm_expr_join(c->ctx->arena, kind, all,
                                compile_group(c, relation, item, ORM_EXPR_AND));
    else
        ORM_FAIL(c, node, "a condition is an object or a list of them, not %s",
                 orm_json_kind_name(node));
    c->where_depth--;
    return all;
}

orm_expr *orm_compile_where(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    return node ? compile_group(c, relation, node, ORM_EXPR_AND) : NULL;
}
