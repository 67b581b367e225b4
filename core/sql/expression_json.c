/* expression_json.c - values in JSON documents as SQL.  See expression.h.
 *
 * On PostgreSQL they are jsonb and its operators; json, which has none, is cast behind the path.
 * The names of a path are texts in the SQL, never identifiers, so that an index on an expression
 * can serve.  On SQLite functions of ours do the same (helper_json.c of the binding). */
#include "sql/expression.h"

static const char what[] = "a condition on JSON";

/* ---- paths */

/* What PostgreSQL takes for an index that is not made of digits alone: it would count from the end
 * of a list. */
static bool is_signed_index(orm_text step)
{
    size_t i = 0;
    bool is_plain = true;

    while (i < step.length && strchr(" \t\n\v\f\r", step.data[i]) && step.data[i])
        i++;
    if (i < step.length && (step.data[i] == '-' || step.data[i] == '+'))
        i++;
    is_plain = i == 0;
    if (i == step.length)
        return false;
    for (; i < step.length; i++)
        if (step.data[i] < '0' || step.data[i] > '9')
            return false;
    return !is_plain;
}

static uint32_t count_signed(const orm_json_steps *path)
{
    uint32_t count = 0;

    for (uint32_t i = 0; path && i < path->count; i++)
        count += is_signed_index(path->names[i]);
    return count;
}

/* {"a","b"}, as a string. */
static void print_array_of_names(orm_printer *p, const orm_text *names, uint32_t count)
{
    orm_buffer array;

    orm_buffer_open(&array, p->ctx->host, ORM_LIFE_CALL, 64);
    orm_buffer_char(&array, '{');
    for (uint32_t i = 0; i < count; i++) {
        orm_buffer_string(&array, i > 0 ? ",\"" : "\"");
        for (size_t j = 0; j < names[i].length; j++) {
            if (names[i].data[j] == '"' || names[i].data[j] == '\\')
                orm_buffer_char(&array, '\\');
            orm_buffer_char(&array, names[i].data[j]);
        }
        orm_buffer_char(&array, '"');
    }
    orm_buffer_char(&array, '}');
    orm_print_string(p, orm_buffer_since(&array, 0));
    orm_buffer_close(&array);
}

/* The steps in one operator, or as many as signed indexes make necessary; `operator_` is that of
 * the last one. */
static void print_steps(orm_printer *p, const orm_expr *expr, const char *operator_)
{
    const orm_json_steps *path = expr->path;
    uint32_t rest = count_signed(path), from = 0;

    for (uint32_t i = 0; i < rest; i++)
        orm_buffer_string(&p->sql, "((");
    orm_print_expr(p, expr->left);
    for (; rest > 0; rest--) {
        uint32_t to = from;

        while (!is_signed_index(path->names[to]))
            to++;
        ORM_PUT(&p->sql, " OPERATOR(pg_catalog.#>) ");
        print_array_of_names(p, path->names + from, to - from);
        ORM_PUT(&p->sql, ") OPERATOR(pg_catalog.->) ");
        orm_print_string(p, path->names[to]);
        orm_buffer_char(&p->sql, ')');
        from = to + 1;
    }
    orm_buffer_format(&p->sql, " OPERATOR(pg_catalog.%s) ", operator_);
    print_array_of_names(p, path ? path->names + from : NULL, path ? path->count - from : 0);
}

/* ---- a value */

static bool is_plain_json(const orm_expr *expr)
{
    return expr->left->type && expr->left->type->kind == ORM_TYPE_JSON;
}

static void print_value(orm_printer *p, const orm_expr *expr)
{
    if (is_plain_json(expr))
        ORM_PUT(&p->sql, "CAST(");
    else if (expr->path && expr->path->count)
        orm_buffer_char(&p->sql, '(');
    if (expr->path && expr->path->count)
        print_steps(p, expr, "#>");
    else
        orm_print_expr(p, expr->left);
    if (is_plain_json(expr))
        ORM_PUT(&p->sql, " AS pg_catalog.jsonb)");
    else if (expr->path && expr->path->count)
        orm_buffer_char(&p->sql, ')');
}

/* '["a","b"]' */
static void print_list_of_names(orm_printer *p, const orm_json_steps *path)
{
    orm_buffer list;

    orm_buffer_open(&list, p->ctx->host, ORM_LIFE_CALL, 64);
    orm_buffer_char(&list, '[');
    for (uint32_t i = 0; i < path->count; i++) {
        if (i > 0)
            orm_buffer_char(&list, ',');
        orm_json_write_string(&list, path->names[i]);
    }
    orm_buffer_char(&list, ']');
    orm_print_string(p, orm_buffer_since(&list, 0));
    orm_buffer_close(&list);
}

/* orm_json_at(document, '["a","b"]') */
static void print_value_function(orm_printer *p, const orm_expr *expr)
{
    orm_print_helper(p, "orm_json_at", what);
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, ", ");
    print_list_of_names(p, expr->path);
    orm_buffer_char(&p->sql, ')');
}

void orm_print_json(orm_printer *p, const orm_expr *expr)
{
    if (p->dialect->has_text_json && expr->path) {
        print_value_function(p, expr);
    } else if (p->dialect->has_text_json) {
        orm_print_expr(p, expr->left);
    } else if (expr->path) {
        ORM_PUT(&p->sql, "NULLIF(");
        print_value(p, expr);
        ORM_PUT(&p->sql, ", 'null')");
    } else {
        print_value(p, expr);
    }
}

/* ---- as an SQL value */

void orm_print_json_text(orm_printer *p, const orm_expr *expr)
{
    const orm_expr *value = expr->left;

    if (p->dialect->has_text_json) {
        orm_print_helper(p, "orm_json_text", what);
        orm_print_json(p, value);
        orm_buffer_string(&p->sql, is_plain_json(value) ? ", 0)" : ", 1)");
        return;
    }
    orm_buffer_char(&p->sql, '(');
    print_steps(p, value, "#>>");
    orm_buffer_char(&p->sql, ')');
}

void orm_print_json_cast(orm_printer *p, const orm_expr *expr)
{
    orm_expr text = {.kind = ORM_EXPR_JSON_TEXT, .left = expr->left};

    if (!p->dialect->has_text_json) {
        ORM_PUT(&p->sql, "CAST(");
        orm_buffer_text(&p->sql, p->ctx->host->catalog_schema);
        orm_buffer_char(&p->sql, '.');
    }
    orm_print_helper(p, "orm_json_cast", "a cast of a value in JSON");
    orm_print_json_text(p, &text);
    orm_buffer_format(&p->sql, ", '%.*s')", ORM_ARG(expr->type->name));
    if (!p->dialect->has_text_json) {
        ORM_PUT(&p->sql, " AS ");
        orm_print_type(p, expr->type);
        orm_buffer_char(&p->sql, ')');
    }
}

void orm_print_to_json(orm_printer *p, const orm_expr *expr)
{
    bool is_boolean = expr->left->type && expr->left->type->kind == ORM_TYPE_BOOLEAN;

    if (p->dialect->has_text_json)
        orm_print_helper(p, "orm_json_quote", what);
    else
        ORM_PUT(&p->sql, "pg_catalog.to_jsonb(");
    orm_print_expr(p, expr->left);
    if (p->dialect->has_text_json)
        orm_buffer_string(&p->sql, is_boolean ? ", 1" : ", 0");
    orm_buffer_char(&p->sql, ')');
}

/* ---- a document with another value */

static void print_document_text(orm_printer *p, const orm_expr *expr)
{
    if (!p->dialect->has_text_json)
        ORM_PUT(&p->sql, "CAST(");
    orm_print_expr(p, expr);
    if (!p->dialect->has_text_json)
        ORM_PUT(&p->sql, " AS pg_catalog.text)");
}

/* PostgreSQL makes a jsonb of the text, SQLite is told to write it as one. */
void orm_print_json_put(orm_printer *p, const orm_expr *expr)
{
    if (!p->dialect->has_text_json) {
        ORM_PUT(&p->sql, "CAST(");
        orm_buffer_text(&p->sql, p->ctx->host->catalog_schema);
        orm_buffer_char(&p->sql, '.');
    }
    orm_print_helper(p, "orm_json_put", "a value at a path");
    print_document_text(p, expr->left);
    ORM_PUT(&p->sql, ", ");
    print_list_of_names(p, expr->path);
    ORM_PUT(&p->sql, ", ");
    print_document_text(p, expr->right);
    if (p->dialect->has_text_json) {
        orm_buffer_string(&p->sql, expr->type->kind == ORM_TYPE_JSON ? ", 0)" : ", 1)");
        return;
    }
    ORM_PUT(&p->sql, ") AS ");
    orm_print_type(p, expr->type);
    orm_buffer_char(&p->sql, ')');
}

/* ---- conditions */

static void print_comparison_function(orm_printer *p, const orm_expr *expr)
{
    orm_print_helper(p, "orm_json_compare", what);
    orm_print_expr(p, expr->left);
    orm_buffer_format(&p->sql, ", '%s', ", orm_comparison_names[expr->comparison]);
    orm_print_expr(p, expr->right);
    orm_buffer_char(&p->sql, ')');
}

static void print_kind(orm_printer *p, const orm_expr *value)
{
    ORM_PUT(&p->sql, "pg_catalog.jsonb_typeof(");
    orm_print_expr(p, value);
    orm_buffer_char(&p->sql, ')');
}

/* One of another kind is neither greater nor less. */
static void print_kind_check(orm_printer *p, const orm_expr *expr)
{
    print_kind(p, expr->left);
    ORM_PUT(&p->sql, " = ");
    if (expr->text.length)
        orm_print_string(p, expr->text);
    else
        print_kind(p, expr->right);
    ORM_PUT(&p->sql, " AND ");
}

void orm_print_json_comparison(orm_printer *p, const orm_expr *expr)
{
    if (p->dialect->has_text_json) {
        print_comparison_function(p, expr);
        return;
    }
    orm_buffer_char(&p->sql, '(');
    if (expr->comparison >= ORM_GREATER)
        print_kind_check(p, expr);
    orm_print_expr(p, expr->left);
    orm_print_operator(p, orm_comparison_names[expr->comparison], expr->left->type);
    orm_print_expr(p, expr->right);
    orm_buffer_char(&p->sql, ')');
}

void orm_print_if_text(orm_printer *p, const orm_expr *expr)
{
    ORM_PUT(&p->sql, "CASE WHEN ");
    if (p->dialect->has_text_json) {
        orm_print_helper(p, "orm_json_kind", what);
        orm_print_expr(p, expr->left);
        orm_buffer_char(&p->sql, ')');
    } else {
        print_kind(p, expr->left);
    }
    ORM_PUT(&p->sql, " <> 'string' THEN ");
    orm_buffer_string(&p->sql, expr->is_true ? "TRUE ELSE " : "FALSE ELSE ");
    orm_print_expr(p, expr->right);
    ORM_PUT(&p->sql, " END");
}
