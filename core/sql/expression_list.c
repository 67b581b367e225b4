/* expression_list.c - lists of values as SQL: IN, ANY and ALL.  See expression.h.
 *
 * On PostgreSQL a list is one array parameter.  SQLite has no arrays: a list is printed place by
 * place, the last value filling the places behind it, and a very long one is a table made of JSON.
 */
#include "sql/expression.h"

enum { MOST_PLACES = 16384 };

/* ---- a list's places */

static void print_places(orm_printer *p, const orm_param *list, const char *before,
                         const char *behind)
{
    for (uint32_t i = 0; i < list->item; i++) {
        orm_param *place = ORM_NEW(p->ctx->arena, orm_param);

        *place = *list;
        place->is_place = true;
        place->item = i;
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        orm_buffer_string(&p->sql, before);
        orm_print_parameter(p, place);
        orm_buffer_string(&p->sql, behind);
    }
}

void orm_print_json_list(orm_printer *p, const orm_param *list)
{
    orm_param *whole = ORM_NEW(p->ctx->arena, orm_param);

    *whole = *list;
    whole->use = ORM_USE_JSON_LIST;
    orm_print_parameter(p, whole);
}

static bool is_long(const orm_param *list)
{
    return list->item > MOST_PLACES;
}

/* ---- IN */

/* SQL text that brings its own brackets stands as it is. */
static void print_in_raw(orm_printer *p, const orm_expr *expr)
{
    bool has_brackets = orm_text_starts(expr->right->text, "(");

    orm_buffer_string(&p->sql, expr->is_negated ? " NOT IN " : " IN ");
    if (!has_brackets)
        orm_buffer_char(&p->sql, '(');
    orm_buffer_text(&p->sql, expr->right->text);
    if (!has_brackets)
        orm_buffer_char(&p->sql, ')');
}

static void print_in_literals(orm_printer *p, const orm_expr *expr)
{
    orm_buffer_string(&p->sql, expr->is_negated ? " NOT IN (" : " IN (");
    orm_print_parameter(p, expr->right->param);
    orm_buffer_char(&p->sql, ')');
}

static void print_in_array(orm_printer *p, const orm_expr *expr)
{
    orm_print_operator(p, expr->is_negated ? "<>" : "=", expr->left->type);
    orm_buffer_string(&p->sql, expr->is_negated ? "ALL (" : "ANY (");
    orm_print_parameter(p, expr->right->param);
    orm_buffer_char(&p->sql, ')');
}

static void print_in_places(orm_printer *p, const orm_expr *expr)
{
    const orm_param *list = expr->right->param;

    orm_buffer_string(&p->sql, expr->is_negated ? " NOT IN (" : " IN (");
    if (is_long(list)) {
        ORM_PUT(&p->sql, "SELECT value FROM json_each(");
        orm_print_json_list(p, list);
        orm_buffer_char(&p->sql, ')');
    } else {
        print_places(p, list, "", "");
    }
    orm_buffer_char(&p->sql, ')');
}

static void print_in_json(orm_printer *p, const orm_expr *expr)
{
    if (expr->is_negated)
        ORM_PUT(&p->sql, "NOT ");
    orm_print_helper(p, "orm_json_in", "a condition on JSON");
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, ", ");
    orm_print_json_list(p, expr->right->param);
    orm_buffer_char(&p->sql, ')');
}

void orm_print_in_list(orm_printer *p, const orm_expr *expr)
{
    bool is_json = expr->left->type && orm_type_is_json(expr->left->type);

    if (is_json && p->dialect->has_text_json) {
        print_in_json(p, expr);
        return;
    }
    orm_print_expr(p, expr->left);
    if (expr->right->kind == ORM_EXPR_RAW)
        print_in_raw(p, expr);
    else if (p->literal)
        print_in_literals(p, expr);
    else if (p->dialect->has_arrays)
        print_in_array(p, expr);
    else
        print_in_places(p, expr);
}

/* ---- ANY and ALL */

/* PostgreSQL's own form. */
void orm_print_item(orm_printer *p, const orm_expr *expr)
{
    if (p->item) {
        orm_buffer_string(&p->sql, p->item);
        return;
    }
    orm_buffer_string(&p->sql, expr->is_true ? "ALL (" : "ANY (");
    if (expr->left->kind == ORM_EXPR_RAW)
        orm_buffer_text(&p->sql, expr->left->text);
    else
        orm_print_expr(p, expr->left);
    orm_buffer_char(&p->sql, ')');
}

/* The condition with its item under this name. */
static void print_with_item(orm_printer *p, const orm_expr *condition, const char *item)
{
    const char *outer = p->item;

    p->item = item;
    orm_print_expr(p, condition);
    p->item = outer;
}

/* Values of JSON are compared by more than an operator: each item for itself. */
static void print_unnested(orm_printer *p, const orm_expr *expr)
{
    ORM_PUT(&p->sql, "(SELECT pg_catalog.");
    orm_buffer_string(&p->sql, expr->is_true ? "bool_and(" : "bool_or(");
    print_with_item(p, expr->left, "list.item");
    ORM_PUT(&p->sql, ") FROM pg_catalog.unnest(CAST(");
    orm_print_expr(p, expr->right);
    ORM_PUT(&p->sql, " AS pg_catalog.jsonb[])) AS list(item))");
}

/* The largest (smallest) truth value of all items; those that are unknown are left out, and all are
 * where the left side is null. */
static void print_aggregate(orm_printer *p, const orm_expr *expr, const char *item)
{
    orm_buffer_string(&p->sql, expr->is_true ? "min(" : "max(");
    print_with_item(p, expr->left, item);
    orm_buffer_char(&p->sql, ')');
}

static void print_over_list(orm_printer *p, const orm_expr *expr)
{
    const orm_param *list = expr->right->param;

    ORM_PUT(&p->sql, "(SELECT ");
    print_aggregate(p, expr, is_long(list) ? "value" : "column1");
    if (is_long(list)) {
        ORM_PUT(&p->sql, " FROM json_each(");
        orm_print_json_list(p, list);
        ORM_PUT(&p->sql, "))");
    } else {
        ORM_PUT(&p->sql, " FROM (VALUES ");
        print_places(p, list, "(", ")");
        ORM_PUT(&p->sql, "))");
    }
}

/* A sub-select may find nothing: then none (all) of its items fit. */
static void print_over_select(orm_printer *p, const orm_expr *expr)
{
    ORM_PUT(&p->sql, "(WITH list(item) AS (");
    orm_buffer_text(&p->sql, expr->right->text);
    orm_buffer_format(&p->sql, ") SELECT CASE count(*) WHEN 0 THEN %d ELSE ", expr->is_true);
    print_aggregate(p, expr, "list.item");
    ORM_PUT(&p->sql, " END FROM list)");
}

static void print_over_array(orm_printer *p, const orm_expr *expr)
{
    ORM_PUT(&p->sql, "(SELECT CASE WHEN ");
    orm_print_expr(p, expr->right);
    orm_buffer_format(&p->sql, " IS NOT NULL THEN CASE count(*) WHEN 0 THEN %d ELSE ",
                      expr->is_true);
    print_aggregate(p, expr, "value");
    ORM_PUT(&p->sql, " END END FROM json_each(");
    orm_print_expr(p, expr->right);
    ORM_PUT(&p->sql, "))");
}

static bool is_json_comparison(const orm_expr *expr)
{
    return expr->kind == ORM_EXPR_COMPARE && expr->left->type && orm_type_is_json(expr->left->type);
}

void orm_print_quantified(orm_printer *p, const orm_expr *expr)
{
    if (p->literal)
        orm_raise(p->ctx, ORM_UNSUPPORTED, p->at,
                  "\"$any\" and \"$all\" are not possible in a definition: write the comparisons "
                  "under \"$or\" or \"$and\"");
    if (p->dialect->has_arrays && is_json_comparison(expr->left))
        print_unnested(p, expr);
    else if (p->dialect->has_arrays)
        orm_print_expr(p, expr->left);
    else if (expr->right->kind == ORM_EXPR_PARAM)
        print_over_list(p, expr);
    else if (expr->right->kind == ORM_EXPR_RAW)
        print_over_select(p, expr);
    else
        print_over_array(p, expr);
}
