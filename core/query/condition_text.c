/* condition_text.c - texts: $like and its like, $regexp, $match.  See condition.h.
 *
 * In a document no pattern matches a value that is not text: there the condition is false, its
 * negation true. */
#include "dialect.h"
#include "host.h"
#include "query/condition.h"

/* ---- texts in documents */

static orm_expr *if_text(orm_condition *it, orm_operator_function compile, int detail)
{
    orm_expr *expr = orm_condition_new(it, ORM_EXPR_IF_TEXT);
    orm_expr *text = orm_condition_new(it, ORM_EXPR_JSON_TEXT);
    orm_condition own = *it;

    text->left = orm_condition_left(it);
    text->type = orm_type_of_kind(it->c->ctx, ORM_TYPE_TEXT);
    own.left = text;
    expr->left = orm_condition_left(it);
    expr->right = compile(&own, detail);
    expr->is_true = (detail & ORM_NEGATED) != 0;
    return expr->right->kind == ORM_EXPR_UNKNOWN ? expr->right : expr;
}

/* ---- LIKE */

static bool is_text(const orm_json *node)
{
    return node->kind == ORM_JSON_STRING || node->kind == ORM_JSON_NUMBER;
}

static void set_glob(const orm_condition *it, const orm_expr *source, bool is_folding)
{
    if (source->kind == ORM_EXPR_PARAM)
        ((orm_param *)source->param)->is_glob = !is_folding && it->c->ctx->host->dialect->has_glob;
}

/* Under {"$any"} and {"$all"}. */
static orm_expr *pattern_item(orm_condition *it, orm_param_use use, bool is_folding)
{
    const orm_expr *source = it->item->left;

    if (source->kind != ORM_EXPR_PARAM && use != ORM_USE_PATTERN)
        ORM_FAIL(it->c, it->node, "this operator takes no sub-select, but a list of texts");
    if (source->kind == ORM_EXPR_PARAM)
        orm_each_child (item, it->operand.node)
            if (!is_text(item) && item->kind != ORM_JSON_NULL)
                ORM_FAIL(it->c, item, "a pattern is a text, not %s", orm_json_kind_name(item));
    set_glob(it, source, is_folding);
    return orm_condition_item(it, use);
}

static orm_expr *pattern_of(orm_condition *it, orm_param_use use, bool is_folding)
{
    orm_expr *expr;

    if (it->item)
        return pattern_item(it, use, is_folding);
    if (use == ORM_USE_PATTERN && orm_condition_is_expression(it))
        return orm_compile_expression(it->c, it->relation, it->node, NULL);
    if (!is_text(it->operand.node))
        orm_condition_fail(it, "a text");
    expr = orm_compile_param(it->c, it->operand.node, NULL, use);
    set_glob(it, expr, is_folding);
    return expr;
}

/* CITEXT's own patterns ignore case; where it is a text like any other, ours must. */
static bool is_folded(const orm_condition *it)
{
    return it->left->type && it->left->type->kind == ORM_TYPE_CITEXT &&
           it->c->ctx->host->dialect->has_glob;
}

orm_expr *orm_condition_like(orm_condition *it, int use_and_flags)
{
    orm_expr *expr;

    if (orm_condition_is_null(it))
        return orm_condition_new(it, ORM_EXPR_UNKNOWN);
    if (orm_condition_is_json(it))
        return if_text(it, orm_condition_like, use_and_flags);
    expr = orm_condition_new(it, ORM_EXPR_LIKE);
    expr->left = orm_condition_left(it);
    expr->is_negated = (use_and_flags & ORM_NEGATED) != 0;
    expr->is_folding = (use_and_flags & ORM_FOLDING) != 0 || is_folded(it);
    expr->right = pattern_of(it, (orm_param_use)(use_and_flags & 0xf), expr->is_folding);
    return expr;
}

/* ---- regular expressions */

/* JavaScript's flags but i, each once at most; the engine's own operators know no y. */
static orm_text flags_of(orm_condition *it, const orm_json *node, orm_expr *expr)
{
    char *flags = orm_alloc(orm_condition_arena(it), node->text.length + 1);
    size_t count = 0;

    if (node->kind != ORM_JSON_STRING)
        ORM_FAIL(it->c, node, "flags are a text, not %s", orm_json_kind_name(node));
    for (size_t i = 0; i < node->text.length; i++) {
        char flag = node->text.data[i];

        if (flag == '\0' || strchr("dgimsuy", flag) == NULL ||
            memchr(node->text.data, flag, i) != NULL)
            ORM_FAIL(it->c, node, "flags are a set of d, g, i, m, s, u, y, not \"%.*s\"",
                     ORM_ARG(node->text));
        if (flag == 'y' && !it->c->ctx->host->dialect->has_glob)
            orm_raise_at(it->c->ctx, ORM_UNSUPPORTED, node,
                         "PostgreSQL's patterns have no flag y: begin the pattern with '^'");
        if (flag == 'i')
            expr->is_folding = true;
        else
            flags[count++] = flag;
    }
    return (orm_text){flags, count};
}

/* A pattern, or [pattern, flags]. */
orm_expr *orm_condition_regexp(orm_condition *it, int flags)
{
    orm_expr *expr;
    orm_condition pattern = *it;

    if (orm_condition_is_json(it))
        return if_text(it, orm_condition_regexp, flags);
    expr = orm_condition_new(it, ORM_EXPR_REGEXP);
    expr->left = orm_condition_left(it);
    expr->is_negated = (flags & ORM_NEGATED) != 0;
    expr->is_folding = (flags & ORM_FOLDING) != 0 || is_folded(it);
    if (it->item == NULL && orm_condition_is_list(it)) {
        if (it->operand.is_data || it->operand.node->count != 2 ||
            orm_condition_is_one_slot(it->operand.node))
            orm_condition_fail(it, "a pattern or [pattern, flags]");
        pattern = orm_condition_with(it, it->operand.node->first);
        expr->text = flags_of(it, it->operand.node->last, expr);
    }
    if (orm_condition_is_null(&pattern))
        return orm_condition_new(it, ORM_EXPR_UNKNOWN);
    expr->right = pattern_of(&pattern, ORM_USE_PATTERN, true);
    return expr;
}

/* ---- text search */

orm_expr *orm_condition_match(orm_condition *it, int detail)
{
    const orm_type *type = it->left->type;
    orm_expr *expr = orm_condition_new(it, ORM_EXPR_MATCH);

    (void)detail;
    if (it->c->ctx->host->dialect->has_glob)
        orm_raise_at(it->c->ctx, ORM_UNSUPPORTED, it->node,
                     "\"$match\" is PostgreSQL's text search; SQLite has \"$iLike\", "
                     "\"$substring\" and \"$regexp\"");
    if (type && !orm_type_is_text(type) && type->kind != ORM_TYPE_SQL)
        ORM_FAIL(it->c, it->node, "\"$match\" is for TSVECTOR and texts, not for %.*s",
                 ORM_ARG(type->name));
    if (orm_condition_is_null(it))
        return orm_condition_new(it, ORM_EXPR_UNKNOWN);
    expr->left = orm_condition_left(it);
    if (orm_condition_is_expression(it))
        expr->right = orm_compile_expression(it->c, it->relation, it->node, NULL);
    else if (it->operand.node->kind == ORM_JSON_STRING)
        expr->right = orm_compile_param(it->c, it->operand.node, NULL, ORM_USE_VALUE);
    else
        orm_condition_fail(it, "a text or {\"$fn\": \"to_tsquery\", …}");
    return expr;
}
