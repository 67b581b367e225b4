/* distinct.c - distinctOn: of the rows that are equal in these, the first by the order.  See
 * find.h.
 *
 * Said with a window on both engines:
 *
 *     FROM root JOIN (SELECT key…, row_number() OVER (PARTITION BY … ORDER BY …) FROM root WHERE …)
 *     ON key… WHERE its number = 1
 */
#include "dialect.h"
#include "query/path.h"

static orm_expr *partition(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    const orm_attribute *attribute;
    orm_expr *first = NULL, **end = &first;

    if (node->kind != ORM_JSON_ARRAY) {
        if (orm_is_expression(node))
            return orm_compile_expression(c, relation, node, NULL);
        if (node->kind != ORM_JSON_STRING)
            ORM_FAIL(c, node, "\"distinctOn\" takes names and expressions, not %s",
                     orm_json_kind_name(node));
        attribute = orm_model_need_attribute(c->ctx, relation->model, node->text, node);
        return orm_compile_attribute(c, relation, attribute, node);
    }
    orm_each_child (item, node) {
        *end = partition(c, relation, item);
        end = &(*end)->next;
    }
    return first;
}

static orm_expr *number_of(orm_compiler *c, const orm_find *find, const orm_root *root,
                           orm_order *order)
{
    bool has_schemas = c->ctx->host->dialect->has_schemas;
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_OVER);

    expr->left =
        orm_expr_call(c->ctx->arena, has_schemas ? "pg_catalog.row_number" : "row_number", NULL);
    expr->list = partition(c, root->relation, orm_option(find->options, "distinctOn"));
    expr->order = orm_order_append(order, orm_compile_key_order(c, root->relation));
    return expr;
}

/* SELECT key…, number FROM the root's rows */
static orm_relation *numbered_rows(orm_compiler *c, const orm_find *find, const orm_root *root,
                                   orm_order *order)
{
    const orm_model *model = root->relation->model;
    orm_relation *rows = ORM_NEW(c->ctx->arena, orm_relation);
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);
    orm_expr **end = &select->columns;

    select->from = root->relation;
    select->joins = root->joins;
    select->where = root->where;
    *end = orm_compile_columns(c, root->relation, model->primary, model->primary_count);
    while (*end)
        end = &(*end)->next;
    *end = number_of(c, find, root, order);
    rows->number = c->relation_count++;
    rows->derived = select;
    return rows;
}

static orm_expr *first_of(orm_compiler *c, const orm_relation *rows, const orm_model *model)
{
    const orm_expr untyped = {.type = NULL};
    orm_expr *one = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);

    one->text = ORM_TEXT("1");
    return orm_expr_compare(
        c->ctx->arena, ORM_EQUAL,
        orm_expr_derived(c->ctx->arena, rows, (uint16_t)model->primary_count, &untyped), one);
}

void orm_compile_distinct(orm_compiler *c, const orm_find *find, orm_root *root, orm_order *order)
{
    const orm_json *node = orm_option(find->options, "distinctOn");
    const orm_model *model = find->model;
    orm_relation *rows;
    orm_join *join = ORM_NEW(c->ctx->arena, orm_join);

    if (model->primary_count == 0 || find->of || orm_span_is_joined(c->tree->includes))
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, node,
                     "\"distinctOn\" needs a primary key, and no path through includes");
    rows = numbered_rows(c, find, root, order);
    *root = (orm_root){.relation = orm_compile_relation_in(c, model, find->options)};
    root->relation->name = model->name;
    c->tree->relation = root->relation;
    join->relation = rows;
    for (uint16_t i = 0; i < model->primary_count; i++) {
        orm_expr *key = orm_expr_column(c->ctx->arena, root->relation, model->primary[i]);

        join->on = orm_expr_join(c->ctx->arena, ORM_EXPR_AND, join->on,
                                 orm_expr_compare(c->ctx->arena, ORM_EQUAL, key,
                                                  orm_expr_derived(c->ctx->arena, rows, i, key)));
    }
    root->joins = join;
    root->where = first_of(c, rows, model);
}
