/* expression_container.c - documents, arrays, ranges and HSTORE compared as wholes.  See
 * expression.h. */
#include "sql/expression.h"

/* One operator: PostgreSQL's name, and the functions that do it on SQLite, for documents (HSTORE is
 * one) and for arrays. */
static const struct {
    const char *name;
    const char *what;
    const char *json;
    const char *array;
} operators[] = {
    [ORM_CONTAINS] = {"@>", "\"$contains\"", "orm_json_contains", "orm_array_contains"},
    [ORM_CONTAINED] = {"<@", "\"$contained\"", "orm_json_contained", "orm_array_contained"},
    [ORM_OVERLAP] = {"&&", "\"$overlap\"", NULL, "orm_array_overlaps"},
    [ORM_ADJACENT] = {"-|-", NULL, NULL, NULL},
    [ORM_STRICT_LEFT] = {"<<", NULL, NULL, NULL},
    [ORM_STRICT_RIGHT] = {">>", NULL, NULL, NULL},
    [ORM_NO_EXTEND_LEFT] = {"&>", NULL, NULL, NULL},
    [ORM_NO_EXTEND_RIGHT] = {"&<", NULL, NULL, NULL},
    [ORM_ANY_KEY] = {"?|", "\"$anyKeyExists\"", "orm_json_has_keys", NULL},
    [ORM_ALL_KEYS] = {"?&", "\"$allKeysExist\"", "orm_json_has_keys", NULL},
};

static bool is_array(const orm_type *type)
{
    return type && type->kind == ORM_TYPE_ARRAY;
}

/* Items that are documents: lists among them are no arrays. */
static bool has_documents(const orm_type *type)
{
    return is_array(type) && orm_type_is_json(type->element);
}

static bool is_keys(const orm_expr *expr)
{
    return expr->container == ORM_ANY_KEY || expr->container == ORM_ALL_KEYS;
}

/* ---- PostgreSQL */

/* json, also in arrays, has no equality. */
static void print_operand(orm_printer *p, const orm_expr *operand, const orm_type *type)
{
    bool is_cast = is_array(type) && type->element->kind == ORM_TYPE_JSON;

    if (is_cast)
        ORM_PUT(&p->sql, "CAST(");
    orm_print_expr(p, operand);
    if (is_cast)
        ORM_PUT(&p->sql, " AS pg_catalog.jsonb[])");
}

/* The list of keys as an array, which a list of literals is not by itself. */
static void print_key_list(orm_printer *p, const orm_expr *keys)
{
    if (p->literal)
        ORM_PUT(&p->sql, "CAST(ARRAY[");
    orm_print_expr(p, keys);
    if (p->literal)
        ORM_PUT(&p->sql, "] AS pg_catalog.text[])");
}

static void print_operator(orm_printer *p, const orm_expr *expr)
{
    const orm_type *type = expr->left->type;

    print_operand(p, expr->left, type);
    orm_print_operator(p, operators[expr->container].name, type);
    if (is_keys(expr))
        print_key_list(p, expr->right);
    else
        print_operand(p, expr->right, type);
}

/* ---- SQLite */

static void print_keys_function(orm_printer *p, const orm_expr *expr)
{
    orm_print_helper(p, operators[expr->container].json, operators[expr->container].what);
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, ", ");
    orm_print_json_list(p, expr->right->param);
    orm_buffer_string(&p->sql, expr->container == ORM_ALL_KEYS ? ", 1)" : ", 0)");
}

static void print_function(orm_printer *p, const orm_expr *expr)
{
    const orm_type *type = expr->left->type;

    orm_print_helper(
        p, is_array(type) ? operators[expr->container].array : operators[expr->container].json,
        operators[expr->container].what);
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, ", ");
    orm_print_expr(p, expr->right);
    if (is_array(type))
        orm_buffer_string(&p->sql, has_documents(type) ? ", 0" : ", 1");
    orm_buffer_char(&p->sql, ')');
}

void orm_print_container(orm_printer *p, const orm_expr *expr)
{
    if (!p->dialect->has_text_json)
        print_operator(p, expr);
    else if (is_keys(expr))
        print_keys_function(p, expr);
    else
        print_function(p, expr);
}

/* ---- comparison */

bool orm_is_container_compared(const orm_printer *p, const orm_type *type)
{
    if (!p->dialect->has_text_json)
        return is_array(type) && type->element->kind == ORM_TYPE_JSON;
    return is_array(type) || (type && type->kind == ORM_TYPE_HSTORE);
}

void orm_print_container_comparison(orm_printer *p, const orm_expr *expr)
{
    const char *name = orm_comparison_names[expr->comparison];
    const orm_type *type = expr->left->type;

    if (!p->dialect->has_text_json) {
        print_operand(p, expr->left, type);
        orm_print_operator(p, name, type);
        print_operand(p, expr->right, type);
        return;
    }
    if (is_array(type))
        orm_print_helper(p, "orm_array_compare", "comparing arrays");
    else
        orm_print_helper(p, "orm_json_compare", "comparing HSTORE");
    orm_print_expr(p, expr->left);
    orm_buffer_format(&p->sql, ", '%s', ", name);
    orm_print_expr(p, expr->right);
    orm_buffer_char(&p->sql, ')');
}
