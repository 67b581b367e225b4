/* expression.c - expressions as SQL.  See printer.h.
 *
 * Assumes that every column's relation is in the statement.  Comparisons on PostgreSQL name
 * pg_catalog's operator wherever a better match for the types might stand on the search path;
 * reading.md says what each condition means, the two engines' texts differ where their operators
 * do. */
#include "sql/expression.h"

void orm_print_column(orm_printer *p, const orm_relation *relation, const orm_attribute *attribute)
{
    if (p->literal) {
        orm_print_name(p, attribute->field);
        return;
    }
    if (relation == p->unaliased) {
        orm_print_name(p, orm_table_name(p->ctx, relation));
        orm_buffer_char(&p->sql, '.');
    } else {
        orm_print_alias(p, relation);
        orm_buffer_char(&p->sql, '.');
    }
    orm_print_name(p, attribute->field);
}

/* ---- operators */

/* Types for which pg_catalog has the operator for exactly these two types: no better match exists.
 */
static bool is_exact(const orm_type *type)
{
    switch (type->kind) {
    case ORM_TYPE_TEXT:
    case ORM_TYPE_BOOLEAN:
    case ORM_TYPE_SMALLINT:
    case ORM_TYPE_INTEGER:
    case ORM_TYPE_BIGINT:
    case ORM_TYPE_DOUBLE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_DATE:
    case ORM_TYPE_DATEONLY:
    case ORM_TYPE_UUID: return true;
    default: return false;
    }
}

bool orm_type_is_foreign(const orm_type *type)
{
    return type->kind == ORM_TYPE_CITEXT || type->kind == ORM_TYPE_HSTORE ||
           type->kind == ORM_TYPE_GEOMETRY || type->kind == ORM_TYPE_GEOGRAPHY ||
           type->kind == ORM_TYPE_SQL;
}

/* The operator may be found by its name alone. */
static bool is_bare(const orm_printer *p, const orm_type *type)
{
    return !p->dialect->has_schemas || type == NULL || is_exact(type) || orm_type_is_foreign(type);
}

void orm_print_operator(orm_printer *p, const char *name, const orm_type *type)
{
    orm_buffer_format(&p->sql, is_bare(p, type) ? " %s " : " OPERATOR(pg_catalog.%s) ", name);
}

const char *const orm_comparison_names[] = {"=", "<>", ">", ">=", "<", "<="};

static void print_comparison(orm_printer *p, const orm_expr *expr)
{
    const orm_type *type = expr->left->type;

    if (type && orm_type_is_json(type)) {
        orm_print_json_comparison(p, expr);
        return;
    }
    if (orm_is_container_compared(p, type)) {
        orm_print_container_comparison(p, expr);
        return;
    }
    orm_print_expr(p, expr->left);
    orm_print_operator(p, orm_comparison_names[expr->comparison], type);
    orm_print_expr(p, expr->right);
}

void orm_print_helper(orm_printer *p, const char *function, const char *what)
{
    if (p->literal)
        orm_raise(p->ctx, ORM_UNSUPPORTED, p->at,
                  "%s needs a function of the extension, which no check and no index may use",
                  what);
    orm_buffer_format(&p->sql, "%s(", function);
}

/* ---- groups */

/* SQLite takes expressions 1,000 levels deep, and each item of an AND or OR is one: a long list is
 * printed in brackets of so many. */
enum { MOST_ITEMS = 250 };

void orm_print_items(orm_printer *p, const orm_expr *list, const char *between)
{
    const orm_expr *item = list;
    uint32_t count = 0;
    bool is_long;

    for (; item && count <= MOST_ITEMS; item = item->next)
        count++;
    is_long = count > MOST_ITEMS;
    for (item = list, count = 0; item; item = item->next, count++) {
        if (item != list)
            orm_buffer_string(&p->sql, between);
        if (is_long && count % MOST_ITEMS == 0)
            orm_buffer_char(&p->sql, '(');
        orm_print_expr(p, item);
        if (is_long && (count % MOST_ITEMS == MOST_ITEMS - 1 || item->next == NULL))
            orm_buffer_char(&p->sql, ')');
    }
}

static void print_group(orm_printer *p, const orm_expr *expr, const char *between)
{
    orm_buffer_char(&p->sql, '(');
    orm_print_items(p, expr->list, between);
    orm_buffer_char(&p->sql, ')');
}

static void print_not(orm_printer *p, const orm_expr *operand)
{
    ORM_PUT(&p->sql, "NOT (");
    orm_print_expr(p, operand);
    orm_buffer_char(&p->sql, ')');
}

static void print_test(orm_printer *p, const orm_expr *expr, const char *what)
{
    bool has_brackets = expr->left->kind == ORM_EXPR_COMPARE;

    if (has_brackets)
        orm_buffer_char(&p->sql, '(');
    orm_print_expr(p, expr->left);
    if (has_brackets)
        orm_buffer_char(&p->sql, ')');
    orm_buffer_string(&p->sql, expr->is_negated ? " IS NOT " : " IS ");
    orm_buffer_string(&p->sql, what);
}

/* BETWEEN takes its operators from the search path: where they must be named it is written out. */
static void print_range(orm_printer *p, const orm_expr *expr)
{
    orm_buffer_string(&p->sql, expr->is_negated ? "NOT (" : "(");
    orm_print_expr(p, expr->left);
    orm_print_operator(p, ">=", expr->left->type);
    orm_print_expr(p, expr->right);
    ORM_PUT(&p->sql, " AND ");
    orm_print_expr(p, expr->left);
    orm_print_operator(p, "<=", expr->left->type);
    orm_print_expr(p, expr->third);
    orm_buffer_char(&p->sql, ')');
}

static void print_between(orm_printer *p, const orm_expr *expr)
{
    if (!is_bare(p, expr->left->type)) {
        print_range(p, expr);
        return;
    }
    orm_print_expr(p, expr->left);
    orm_buffer_string(&p->sql, expr->is_negated ? " NOT BETWEEN " : " BETWEEN ");
    orm_print_expr(p, expr->right);
    ORM_PUT(&p->sql, " AND ");
    orm_print_expr(p, expr->third);
}

/* ---- sub-selects */

void orm_print_chain(orm_printer *p, const orm_expr *first)
{
    for (const orm_expr *item = first; item; item = item->next) {
        if (item != first)
            ORM_PUT(&p->sql, ", ");
        orm_print_expr(p, item);
    }
}

/* IN as well: its other name, = ANY, says which operator is meant. */
static bool is_in_bare(const orm_printer *p, const orm_expr *columns)
{
    bool may_be_bare = true;

    for (const orm_expr *column = columns; column; column = column->next) {
        if (column->type && orm_type_is_foreign(column->type))
            return true;
        may_be_bare &= is_bare(p, column->type);
    }
    return may_be_bare;
}

static void print_in_select(orm_printer *p, const orm_expr *expr)
{
    bool is_row = expr->list->next != NULL, is_any = !is_in_bare(p, expr->list);

    if (is_any && expr->is_negated)
        ORM_PUT(&p->sql, "NOT ("); /* <> ALL would not be hashed */
    if (is_row)
        orm_buffer_char(&p->sql, '(');
    orm_print_chain(p, expr->list);
    if (is_row)
        orm_buffer_char(&p->sql, ')');
    if (is_any)
        ORM_PUT(&p->sql, " OPERATOR(pg_catalog.=) ANY (");
    else
        orm_buffer_string(&p->sql, expr->is_negated ? " NOT IN (" : " IN (");
    orm_print_select(p, expr->select, NULL, 0);
    orm_buffer_string(&p->sql, is_any && expr->is_negated ? "))" : ")");
}

static void print_exists(orm_printer *p, const orm_expr *expr)
{
    orm_buffer_string(&p->sql, expr->is_negated ? "NOT EXISTS (" : "EXISTS (");
    orm_print_select(p, expr->select, NULL, 0);
    orm_buffer_char(&p->sql, ')');
}

static void print_over(orm_printer *p, const orm_expr *expr)
{
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, " OVER (");
    if (expr->list) {
        ORM_PUT(&p->sql, "PARTITION BY ");
        orm_print_chain(p, expr->list);
    }
    orm_print_order(p, expr->order);
    orm_buffer_char(&p->sql, ')');
}

/* ---- calls, casts, ranks */

static void print_call(orm_printer *p, const orm_expr *expr)
{
    orm_buffer_text(&p->sql, expr->text);
    orm_buffer_string(&p->sql, expr->is_distinct ? "(DISTINCT " : "(");
    orm_print_chain(p, expr->list);
    orm_buffer_char(&p->sql, ')');
}

/* SQLite's CAST changes values (a date becomes its year): there the value stays as it is when it is
 * a parameter, which has been converted. */
static void print_cast(orm_printer *p, const orm_expr *expr)
{
    if (!p->dialect->has_schemas && expr->left->kind == ORM_EXPR_PARAM && expr->left->param->type) {
        orm_print_expr(p, expr->left);
        return;
    }
    ORM_PUT(&p->sql, "CAST(");
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, " AS ");
    orm_print_type(p, expr->type);
    orm_buffer_char(&p->sql, ')');
}

static void print_rank(orm_printer *p, const orm_expr *expr)
{
    ORM_PUT(&p->sql, "CASE ");
    orm_print_expr(p, expr->left);
    for (uint32_t i = 0; i < expr->type->value_count; i++) {
        ORM_PUT(&p->sql, " WHEN ");
        orm_print_string(p, expr->type->values[i]);
        orm_buffer_format(&p->sql, " THEN %u", i);
    }
    ORM_PUT(&p->sql, " END");
}

/* ---- what writes assign */

static void print_row_id(orm_printer *p, const orm_relation *relation)
{
    if (relation == p->unaliased)
        orm_print_name(p, orm_table_name(p->ctx, relation));
    else
        orm_buffer_format(&p->sql, "t%u", relation->number);
    orm_buffer_format(&p->sql, ".%s", p->dialect->row_id);
}

static void print_sum(orm_printer *p, const orm_expr *expr)
{
    orm_print_expr(p, expr->left);
    orm_print_operator(p, expr->is_negated ? "-" : "+", expr->left->type);
    orm_print_expr(p, expr->right);
}

static void print_case(orm_printer *p, const orm_expr *expr)
{
    ORM_PUT(&p->sql, "CASE WHEN ");
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, " THEN ");
    orm_print_expr(p, expr->right);
    ORM_PUT(&p->sql, " ELSE ");
    orm_print_expr(p, expr->third);
    ORM_PUT(&p->sql, " END");
}

static void print_label(orm_printer *p, const orm_expr *expr)
{
    ORM_PUT(&p->sql, "CASE ");
    orm_print_expr(p, expr->left);
    for (uint32_t i = 0; i < expr->type->value_count; i++) {
        orm_buffer_format(&p->sql, " WHEN %u THEN ", i);
        orm_print_string(p, expr->type->values[i]);
    }
    ORM_PUT(&p->sql, " END");
}

/* JSON that is kept as it was written may be the same in other words. */
static void print_distinct_json(orm_printer *p, const orm_expr *expr)
{
    ORM_PUT(&p->sql, "NOT coalesce(");
    orm_print_helper(p, "orm_json_compare", "a comparison of JSON");
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, ", '=', ");
    orm_print_expr(p, expr->right);
    ORM_PUT(&p->sql, "), ");
    orm_print_expr(p, expr->left);
    ORM_PUT(&p->sql, " IS ");
    orm_print_expr(p, expr->right);
    orm_buffer_char(&p->sql, ')');
}

static void print_distinct(orm_printer *p, const orm_expr *expr)
{
    const orm_type *type = expr->left->type;

    if (p->dialect->has_text_json && type && type->kind == ORM_TYPE_JSON) {
        print_distinct_json(p, expr);
        return;
    }
    orm_print_expr(p, expr->left);
    orm_buffer_string(&p->sql, p->dialect->has_schemas ? " IS DISTINCT FROM " : " IS NOT ");
    orm_print_expr(p, expr->right);
}

void orm_print_expr(orm_printer *p, const orm_expr *expr)
{
    switch (expr->kind) {
    case ORM_EXPR_TRUE: ORM_PUT(&p->sql, "TRUE"); break;
    case ORM_EXPR_FALSE: ORM_PUT(&p->sql, "FALSE"); break;
    case ORM_EXPR_UNKNOWN:
        orm_buffer_string(&p->sql, p->dialect->has_schemas ? "NULL::boolean" : "NULL");
        break;
    case ORM_EXPR_COLUMN: orm_print_column(p, expr->relation, expr->attribute); break;
    case ORM_EXPR_EXCLUDED:
        ORM_PUT(&p->sql, "excluded.");
        orm_print_name(p, expr->attribute->field);
        break;
    case ORM_EXPR_SOURCE:
        ORM_PUT(&p->sql, "s.");
        orm_print_name(p, expr->attribute->field);
        break;
    case ORM_EXPR_ROW_ID: print_row_id(p, expr->relation); break;
    case ORM_EXPR_INSERTED:
        orm_buffer_format(&p->sql, "CASE WHEN t%u.%s THEN 1 ELSE 0 END", expr->relation->number,
                          p->dialect->inserted);
        break;
    case ORM_EXPR_TEMPLATE: orm_print_template(p, expr); break;
    case ORM_EXPR_PARAM: orm_print_parameter(p, expr->param); break;
    case ORM_EXPR_RAW:
        orm_buffer_char(&p->sql, '(');
        orm_buffer_text(&p->sql, expr->text);
        orm_buffer_char(&p->sql, ')');
        break;
    case ORM_EXPR_CALL: print_call(p, expr); break;
    case ORM_EXPR_STAR: orm_buffer_char(&p->sql, '*'); break;
    case ORM_EXPR_ADD: print_sum(p, expr); break;
    case ORM_EXPR_CASE: print_case(p, expr); break;
    case ORM_EXPR_NUMBER: orm_buffer_text(&p->sql, expr->text); break;
    case ORM_EXPR_CAST: print_cast(p, expr); break;
    case ORM_EXPR_RANK: print_rank(p, expr); break;
    case ORM_EXPR_LABEL: print_label(p, expr); break;
    case ORM_EXPR_COMPARE: print_comparison(p, expr); break;
    case ORM_EXPR_DISTINCT: print_distinct(p, expr); break;
    case ORM_EXPR_AND: print_group(p, expr, " AND "); break;
    case ORM_EXPR_OR: print_group(p, expr, " OR "); break;
    case ORM_EXPR_NOT: print_not(p, expr->left); break;
    case ORM_EXPR_NULL_TEST: print_test(p, expr, "NULL"); break;
    case ORM_EXPR_BOOLEAN_TEST: print_test(p, expr, expr->is_true ? "TRUE" : "FALSE"); break;
    case ORM_EXPR_BETWEEN: print_between(p, expr); break;
    case ORM_EXPR_LIKE: orm_print_like(p, expr); break;
    case ORM_EXPR_REGEXP: orm_print_regexp(p, expr); break;
    case ORM_EXPR_MATCH: orm_print_match(p, expr); break;
    case ORM_EXPR_IN_LIST: orm_print_in_list(p, expr); break;
    case ORM_EXPR_QUANTIFIED: orm_print_quantified(p, expr); break;
    case ORM_EXPR_ITEM: orm_print_item(p, expr); break;
    case ORM_EXPR_JSON: orm_print_json(p, expr); break;
    case ORM_EXPR_JSON_TEXT: orm_print_json_text(p, expr); break;
    case ORM_EXPR_JSON_CAST: orm_print_json_cast(p, expr); break;
    case ORM_EXPR_TO_JSON: orm_print_to_json(p, expr); break;
    case ORM_EXPR_JSON_PUT: orm_print_json_put(p, expr); break;
    case ORM_EXPR_IF_TEXT: orm_print_if_text(p, expr); break;
    case ORM_EXPR_CONTAINER: orm_print_container(p, expr); break;
    case ORM_EXPR_IN_SELECT: print_in_select(p, expr); break;
    case ORM_EXPR_SELECT:
        orm_buffer_char(&p->sql, '(');
        orm_print_select(p, expr->select, NULL, 0);
        orm_buffer_char(&p->sql, ')');
        break;
    case ORM_EXPR_EXISTS: print_exists(p, expr); break;
    case ORM_EXPR_DERIVED:
        orm_buffer_format(&p->sql, "t%u.c%u", expr->relation->number, expr->place);
        break;
    case ORM_EXPR_OVER: print_over(p, expr); break;
    }
}
