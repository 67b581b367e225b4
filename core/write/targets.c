/* targets.c - targets of a link as values: from keys and instances.  See link.h. */
#include "catalog/convert.h"
#include "query/find.h"
#include "sql/modify.h"
#include "write/link.h"

static orm_arena *arena_of(const orm_linking *it)
{
    return it->call->ctx.arena;
}

/* ---- one target */

/* The value of an attribute that a key or an instance holds; NULL: it does not hold it. */
static const orm_json *held(const orm_model *model, const orm_json *node,
                            const orm_attribute *attribute)
{
    const orm_json *value;

    if (node->kind == ORM_JSON_OBJECT) {
        value = orm_json_member_text(node, attribute->name);
        return value && value->kind != ORM_JSON_NULL ? value : NULL;
    }
    return model->primary_count == 1 && model->primary[0] == attribute ? node : NULL;
}

static orm_value convert(orm_linking *it, const orm_attribute *attribute, const orm_json *node)
{
    orm_value value;
    orm_text why;

    if (!orm_convert(&it->call->ctx, attribute->type, node, &value, &why))
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, node, "%.*s", ORM_ARG(why));
    return value;
}

static bool take_held(orm_linking *it, const orm_model *model, const orm_json *node,
                      orm_tuples *out, orm_value *values)
{
    for (uint32_t i = 0; i < out->width; i++) {
        const orm_json *value = held(model, node, out->attributes[i]);

        if (value == NULL)
            return false;
        values[i] = convert(it, out->attributes[i], value);
    }
    return true;
}

/* ---- what the key does not hold is read */

typedef struct value_sink {
    orm_sink sink;
    orm_ctx *ctx;
    orm_value *values;
    uint32_t width;
    uint32_t rows;
} value_sink;

static void take_row(orm_sink *sink, orm_row *row)
{
    value_sink *it = (value_sink *)sink;

    if (it->rows++ > 0)
        return;
    for (uint32_t i = 0; i < it->width; i++)
        it->values[i] = it->ctx->host->fetch(it->ctx->host, it->ctx, row, (int)i);
}

static _Noreturn void fail_missing(orm_linking *it, const orm_model *model, const orm_json *node)
{
    orm_error *error = orm_error_new(&it->call->ctx, ORM_ASSOCIATION,
                                     "there is no %.*s with this key", ORM_ARG(model->name));

    error->model = model->name;
    error->at = orm_json_place(&it->call->ctx, node);
    orm_throw(&it->call->ctx, error);
}

static void read_row(orm_linking *it, const orm_model *model, const orm_json *node,
                     const orm_tuples *out, orm_value *values)
{
    orm_compiler *c = &it->compiler;
    orm_select select = {.from = orm_compile_relation(c, model)};
    const orm_param **parameters;
    orm_statement statement;
    orm_inputs inputs = {.ctx = &it->call->ctx};
    value_sink sink = {{take_row}, &it->call->ctx, values, out->width, 0};
    orm_value *bound;
    orm_printer p;

    select.columns = orm_compile_columns(c, select.from, out->attributes, out->width);
    select.where = orm_compile_key(c, select.from, node);
    orm_printer_open(&p, c->ctx, NULL);
    orm_print_select(&p, &select, NULL, 0);
    statement = orm_printer_close(&p, &parameters);
    bound = ORM_NEW_N(arena_of(it), orm_value, statement.parameter_count + 1u);
    orm_parameters_bind(&inputs, parameters, statement.parameter_count, bound);
    it->call->ctx.host->run(it->call->ctx.host, &statement, bound, &sink.sink);
    if (sink.rows == 0)
        fail_missing(it, model, node);
}

static uint32_t count_nodes(const orm_json *nodes)
{
    if (nodes == NULL)
        return 0;
    return nodes->kind == ORM_JSON_ARRAY ? nodes->count : 1;
}

static bool equal_values(const orm_value *left, const orm_value *right, uint32_t width)
{
    for (uint32_t i = 0; i < width; i++) {
        if (left[i].kind != right[i].kind)
            return false;
        if (left[i].kind == ORM_VALUE_INTEGER ? left[i].as.integer != right[i].as.integer
                                              : !orm_text_equal(left[i].as.text, right[i].as.text))
            return false;
    }
    return true;
}

/* One target named twice is one target. */
static bool is_known(const orm_tuples *tuples, const orm_value *values)
{
    for (uint32_t i = 0; i < tuples->count; i++)
        if (equal_values(orm_tuple(tuples, i), values, tuples->width))
            return true;
    return false;
}

static void add_target(orm_linking *it, const orm_model *model, const orm_json *node,
                       orm_tuples *out)
{
    orm_value *values = orm_tuple(out, out->count);

    if (node->kind == ORM_JSON_NULL)
        return;
    if (!take_held(it, model, node, out, values))
        read_row(it, model, node, out, values);
    if (!is_known(out, values))
        out->nodes[out->count++] = node;
}

orm_tuples orm_link_resolve(orm_linking *it, const orm_model *model, const orm_json *nodes,
                            const orm_attribute *const *attributes, uint32_t width)
{
    uint32_t count = count_nodes(nodes);
    orm_tuples out = {attributes, width, 0, NULL, NULL};

    out.values = ORM_NEW_N(arena_of(it), orm_value, orm_size_mul(count + 1, width + 1));
    out.nodes = ORM_NEW_N(arena_of(it), const orm_json *, count + 1);
    if (nodes && nodes->kind == ORM_JSON_ARRAY)
        orm_each_child (node, nodes)
            add_target(it, model, node, &out);
    else if (nodes)
        add_target(it, model, nodes, &out);
    return out;
}

/* ---- conditions */

static orm_expr *value_expr(orm_linking *it, const orm_attribute *attribute, orm_value value)
{
    return orm_compile_value(&it->compiler, attribute, value);
}

orm_expr *orm_link_equal(orm_linking *it, const orm_relation *relation,
                         const orm_attribute *const *attributes, const orm_value *values,
                         uint32_t count)
{
    orm_expr *all = NULL;

    for (uint32_t i = 0; i < count; i++)
        all = orm_expr_join(arena_of(it), ORM_EXPR_AND, all,
                            orm_expr_compare(arena_of(it), ORM_EQUAL,
                                             orm_expr_column(arena_of(it), relation, attributes[i]),
                                             value_expr(it, attributes[i], values[i])));
    return all;
}

static orm_expr *in_values(orm_linking *it, const orm_relation *relation, const orm_tuples *tuples)
{
    orm_expr *expr = orm_expr_new(arena_of(it), ORM_EXPR_IN_LIST);
    orm_value list = {.kind = ORM_VALUE_LIST, .count = tuples->count, .as.list = tuples->values};
    orm_param *param;

    expr->left = orm_expr_column(arena_of(it), relation, tuples->attributes[0]);
    expr->right = value_expr(it, tuples->attributes[0], list);
    param = (orm_param *)expr->right->param;
    param->item = tuples->count;
    return expr;
}

orm_expr *orm_link_condition(orm_linking *it, const orm_relation *relation,
                             const orm_tuples *tuples)
{
    orm_expr *any = NULL;

    if (tuples->count == 0)
        return orm_expr_new(arena_of(it), ORM_EXPR_FALSE);
    if (tuples->width == 1)
        return in_values(it, relation, tuples);
    for (uint32_t i = 0; i < tuples->count; i++)
        any = orm_expr_join(
            arena_of(it), ORM_EXPR_OR, any,
            orm_link_equal(it, relation, tuples->attributes, orm_tuple(tuples, i), tuples->width));
    return any;
}
