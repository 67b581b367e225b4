/* expression_text.c - LIKE, regular expressions and text search as SQL.  See expression.h.
 *
 * SQLite's own LIKE ignores the case of ASCII letters: a pattern that was made for GLOB stands
 * behind GLOB, the others go through functions of ours. */
#include "sql/expression.h"

static void print_named(orm_printer *p, const orm_expr *expr, const char *const *names)
{
    const char *name = names[expr->is_negated * 2 + expr->is_folding];

    if (expr->left->type && orm_type_is_foreign(expr->left->type))
        orm_buffer_format(&p->sql, " %s ", name);
    else
        orm_buffer_format(&p->sql, " OPERATOR(pg_catalog.%s) ", name);
}

/* ---- LIKE */

static void print_like_operator(orm_printer *p, const orm_expr *expr)
{
    static const char *const names[] = {"~~", "~~*", "!~~", "!~~*"};

    orm_print_expr(p, expr->left);
    print_named(p, expr, names);
    orm_print_expr(p, expr->right);
}

static bool is_glob(const orm_expr *pattern)
{
    if (pattern->kind == ORM_EXPR_ITEM)
        pattern = pattern->left;
    return pattern->kind == ORM_EXPR_PARAM && pattern->param->is_glob;
}

static void print_like_function(orm_printer *p, const orm_expr *expr)
{
    bool has_glob = is_glob(expr->right);

    if (expr->is_negated)
        ORM_PUT(&p->sql, "NOT ");
    if (has_glob)
        orm_buffer_char(&p->sql, '(');
    else
        orm_print_helper(p, expr->is_folding ? "orm_ilike" : "orm_like",
                         expr->is_folding ? "ignoring case" : "a pattern that is an expression");
    orm_print_expr(p, expr->left);
    orm_buffer_string(&p->sql, has_glob ? " GLOB " : ", ");
    orm_print_expr(p, expr->right);
    orm_buffer_char(&p->sql, ')');
}

void orm_print_like(orm_printer *p, const orm_expr *expr)
{
    if (p->dialect->has_glob)
        print_like_function(p, expr);
    else
        print_like_operator(p, expr);
}

/* ---- regular expressions */

static bool has_flag(const orm_expr *expr, char flag)
{
    return expr->text.length && memchr(expr->text.data, flag, expr->text.length) != NULL;
}

/* Of JavaScript's flags m is said in the pattern itself; '.' matches a line's end in any case. */
static void print_regexp_operator(orm_printer *p, const orm_expr *expr)
{
    static const char *const names[] = {"~", "~*", "!~", "!~*"};

    orm_print_expr(p, expr->left);
    print_named(p, expr, names);
    if (!has_flag(expr, 'm')) {
        orm_print_expr(p, expr->right);
        return;
    }
    ORM_PUT(&p->sql, "('(?w)' OPERATOR(pg_catalog.||) CAST(");
    orm_print_expr(p, expr->right);
    ORM_PUT(&p->sql, " AS pg_catalog.text))");
}

static void print_regexp_function(orm_printer *p, const orm_expr *expr)
{
    if (expr->is_negated)
        ORM_PUT(&p->sql, "NOT ");
    orm_print_helper(p, "orm_regexp", "a regular expression");
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, ", ");
    orm_print_expr(p, expr->right);
    orm_buffer_format(&p->sql, ", '%s%.*s')", expr->is_folding ? "i" : "", ORM_ARG(expr->text));
}

void orm_print_regexp(orm_printer *p, const orm_expr *expr)
{
    if (p->dialect->has_glob)
        print_regexp_function(p, expr);
    else
        print_regexp_operator(p, expr);
}

/* ---- text search */

/* A text is a query in PostgreSQL's syntax beside a TSVECTOR, words beside a text. */
void orm_print_match(orm_printer *p, const orm_expr *expr)
{
    bool is_vector = expr->left->type && expr->left->type->kind == ORM_TYPE_TSVECTOR;

    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, " OPERATOR(pg_catalog.@@) ");
    if (expr->right->kind != ORM_EXPR_PARAM) {
        orm_print_expr(p, expr->right);
        return;
    }
    ORM_PUT(&p->sql, "CAST(");
    orm_print_expr(p, expr->right);
    orm_buffer_string(&p->sql, is_vector ? " AS pg_catalog.tsquery)" : " AS pg_catalog.text)");
}
