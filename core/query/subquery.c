/* subquery.c - {"$find": {…}}: a finder's values inside a condition.  See compiler.h; api.md
 * section 3.
 *
 * The inner finder has its own root, includes and scopes; its names are its own, so nothing in it
 * can name what stands outside. */
#include "query/path.h"
#include "query/scope.h"

static const orm_key find_keys[] = {
    {"model", ORM_K_STRING},
    {"attributes", ORM_K_ARRAY},
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"order", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"limit", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"offset", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"paranoid", ORM_K_BOOLEAN},
    {"distinct", ORM_K_BOOLEAN},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

/* What the surrounding statement has, put aside. */
typedef struct outside {
    orm_tree *tree;
    const orm_include *asking;
    const orm_json *named;
    const struct orm_level *shown;
} outside;

static outside put_aside(orm_compiler *c, orm_tree *tree)
{
    outside saved = {c->tree, c->asking, c->named, c->shown};

    c->tree = tree;
    c->asking = NULL;
    c->named = NULL;
    c->shown = NULL;
    return saved;
}

static void put_back(orm_compiler *c, outside saved)
{
    c->tree = saved.tree;
    c->asking = saved.asking;
    c->named = saved.named;
    c->shown = saved.shown;
}

/* The one value of each row: the first attribute, the key where none is named. */
static orm_expr *value_of(orm_compiler *c, const orm_relation *relation, const orm_json *find,
                          const orm_json *options)
{
    const orm_json *attributes = orm_option(options, "attributes");
    orm_output *output;

    if (attributes == NULL) {
        if (relation->model->primary_count != 1)
            ORM_FAIL(c, find, "\"$find\" needs \"attributes\" with one entry");
        return orm_expr_column(c->ctx->arena, relation, relation->model->primary[0]);
    }
    output = attributes->count == 1 ? orm_compile_attributes(c, relation, attributes) : NULL;
    if (output == NULL)
        ORM_FAIL(c, attributes, "\"$find\" gives one value per row: name one attribute");
    return output->expr;
}

static void compile_rows(orm_compiler *c, orm_select *select, const orm_find *find,
                         const orm_json *node)
{
    orm_root root;

    c->tree->includes =
        orm_compile_includes(c, find->model, orm_option(find->options, "include"), 1);
    c->tree->may_join = true;
    root = orm_compile_root(c, find);
    select->from = root.relation;
    select->where = root.where;
    select->columns = value_of(c, root.relation, node, find->options);
    select->order = orm_compile_order(c, root.relation, find->options);
    select->limit = orm_compile_count(c, find->options, "limit");
    select->offset = orm_compile_count(c, find->options, "offset");
    if (orm_span_is_joined(c->tree->includes) && (select->limit || select->offset))
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, node,
                     "\"limit\" in \"$find\" beside a path through includes");
    select->joins = orm_span_joins(c, NULL, root.relation);
}

orm_select *orm_compile_subquery(orm_compiler *c, const orm_json *node)
{
    const orm_json *name = orm_option(node, "model");
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);
    orm_find find = {0};
    orm_tree tree = {0};
    outside saved;

    if (node->kind != ORM_JSON_OBJECT || name == NULL)
        ORM_FAIL(c, node, "\"$find\" takes an object with \"model\" and a finder's options");
    ORM_CHECK_KEYS(c->ctx, node, find_keys, "$find");
    find.model =
        orm_catalog_need_model(c->ctx, c->catalog, name->text, orm_json_place(c->ctx, name));
    find.options = orm_compile_scoped(c, find.model, node);
    tree.model = find.model;
    saved = put_aside(c, &tree);
    compile_rows(c, select, &find, node);
    put_back(c, saved);
    return select;
}

/* The rows that have a value: nulls among the members are ignored.  What is cut or computed from
 * many rows is asked from outside. */
static orm_select *without_nulls(orm_compiler *c, orm_select *select)
{
    orm_expr *known = orm_expr_new(c->ctx->arena, ORM_EXPR_NULL_TEST);
    orm_relation *rows;
    orm_select *outer;

    known->is_negated = true;
    if (select->columns->kind == ORM_EXPR_COLUMN && !select->limit && !select->offset) {
        known->left = orm_expr_copy(c->ctx->arena, select->columns);
        select->where = orm_expr_join(c->ctx->arena, ORM_EXPR_AND, select->where, known);
        return select;
    }
    rows = ORM_NEW(c->ctx->arena, orm_relation);
    rows->number = c->relation_count++;
    rows->derived = select;
    outer = ORM_NEW(c->ctx->arena, orm_select);
    outer->from = rows;
    outer->columns = orm_expr_derived(c->ctx->arena, rows, 0, select->columns);
    known->left = orm_expr_derived(c->ctx->arena, rows, 0, select->columns);
    outer->where = known;
    return outer;
}

orm_expr *orm_compile_in_subquery(orm_compiler *c, orm_expr *left, const orm_json *node,
                                  bool is_negated)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_IN_SELECT);

    expr->list = left;
    expr->select = without_nulls(c, orm_compile_subquery(c, node));
    expr->is_negated = is_negated;
    return expr;
}

orm_expr *orm_compile_value_subquery(orm_compiler *c, const orm_json *node)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_SELECT);
    orm_select *select = orm_compile_subquery(c, node);

    if (select->limit == NULL) {
        select->limit = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);
        select->limit->text = ORM_TEXT("1");
    }
    expr->select = select;
    expr->type = select->columns->type;
    return expr;
}
