/* increment.c - numbers are added to and subtracted from.  See write.h.
 *
 * One UPDATE whose sums the engine does, so no two calls lose one another's.  As in Sequelize
 * nothing is validated, and soft-deleted rows are counted like all others. */
#include "query/scope.h"
#include "write/change.h"
#include "write/write.h"

static const orm_key increment_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"silent", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"hooks", ORM_K_BOOLEAN},
    {"params", ORM_K_OBJECT},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

/* ---- what is added, as an object by attribute */

static const orm_json one = {
    .kind = ORM_JSON_NUMBER, .slot = -1, .text = {"1", 1}, .token = {"1", 1}};

static void check_attribute(orm_call *call, const orm_model *model, orm_text name,
                            const orm_json *node)
{
    const orm_attribute *attribute = orm_model_need_attribute(&call->ctx, model, name, node);
    const orm_type *type = attribute->type;
    bool is_number = orm_type_is_integer(type) ||
                     (type->kind >= ORM_TYPE_FLOAT && type->kind <= ORM_TYPE_DECIMAL);

    if (!is_number || attribute->generated.length)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, node,
                     "%.*s.%.*s is %.*s, to which nothing can be added", ORM_ARG(model->name),
                     ORM_ARG(name),
                     ORM_ARG(attribute->generated.length ? ORM_TEXT("generated") : type->name));
}

static void check_amount(orm_call *call, const orm_json *amount)
{
    if (amount->kind != ORM_JSON_NUMBER && amount->kind != ORM_JSON_STRING)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, amount, "an amount is a number, not %s",
                     orm_json_kind_name(amount));
}

static void add_name(orm_call *call, const orm_model *model, orm_json *amounts,
                     const orm_json *name, const orm_json *by)
{
    orm_json *amount = orm_json_copy(&call->ctx, by);

    if (name->kind != ORM_JSON_STRING)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, name, "the name of an attribute, not %s",
                     orm_json_kind_name(name));
    check_attribute(call, model, name->text, name);
    check_amount(call, by);
    amount->key = name->text;
    orm_json_append(amounts, amount);
}

static const orm_json *check_amounts(orm_call *call, const orm_model *model,
                                     const orm_json *amounts)
{
    orm_each_child (amount, amounts) {
        check_attribute(call, model, amount->key, amount);
        check_amount(call, amount);
    }
    return amounts;
}

/* A name, a list of names, or an object of amounts. */
static const orm_json *read_amounts(orm_call *call, const orm_model *model, const orm_json *doc,
                                    const orm_json *options)
{
    const orm_json *by = orm_option(options, "by");
    orm_json *amounts;

    if (doc->kind == ORM_JSON_OBJECT && by)
        orm_raise_at(&call->ctx, ORM_INVALID_OPTION, by,
                     "\"by\" stands beside names; here every attribute has its own amount");
    if (doc->kind == ORM_JSON_OBJECT)
        return check_amounts(call, model, doc);
    amounts = orm_json_copy_empty(&call->ctx, doc);
    amounts->kind = ORM_JSON_OBJECT;
    if (doc->kind != ORM_JSON_ARRAY)
        add_name(call, model, amounts, doc, by ? by : &one);
    else
        orm_each_child (name, doc)
            add_name(call, model, amounts, name, by ? by : &one);
    return amounts;
}

/* The amount that names share is a value: no part of the shape. */
static const orm_json *without_by(orm_call *call, const orm_json *options)
{
    orm_json *rest;

    if (orm_option(options, "by") == NULL)
        return options;
    rest = orm_json_copy_empty(&call->ctx, options);
    orm_each_child (member, options)
        if (!orm_text_is(member->key, "by"))
            orm_json_append(rest, orm_json_copy(&call->ctx, member));
    return rest;
}

/* ---- the plan */

static void assign_sum(orm_compiler *c, const orm_change *change, orm_change_plan *plan,
                       const orm_json *amount)
{
    const orm_attribute *attribute =
        orm_model_need_attribute(c->ctx, change->model, amount->key, amount);
    orm_expr *sum = orm_expr_new(c->ctx->arena, ORM_EXPR_ADD);

    sum->left = orm_expr_column(c->ctx->arena, plan->modify.relation, attribute);
    sum->right = orm_compile_param(c, amount, attribute->type, ORM_USE_VALUE);
    sum->is_negated = orm_text_is(orm_text_from(c->function), "orm_decrement");
    sum->type = attribute->type;
    orm_modify_assign(c, &plan->modify, attribute, sum);
}

static void make_increment(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    const orm_json *options = change->options, *returning = orm_option(options, "returning");

    ORM_CHECK_KEYS(c->ctx, options, increment_keys, c->function);
    orm_change_open(c, change, plan, ORM_UPDATE);
    orm_each_child (amount, change->row)
        assign_sum(c, change, plan, amount);
    plan->is_empty = plan->modify.assignments == NULL;
    orm_modify_touch(c, &plan->modify, orm_option_boolean(options, "silent", false));
    options = orm_compile_scoped(c, change->model, options);
    orm_change_need_where(c, options);
    orm_change_choose(c, change, plan, options, false, NULL);
    if (returning && returning->kind != ORM_JSON_FALSE)
        orm_modify_return_in_order(c, &plan->modify,
                                   returning->kind == ORM_JSON_ARRAY ? returning : NULL);
}

int64_t orm_increment_run(orm_call *call, const orm_model *model, const orm_json *doc,
                          const orm_json *options, const orm_json *params, orm_buffer *out)
{
    orm_change change = {.call = call, .model = model, .params = params};
    orm_planning_call it;

    change.row = read_amounts(call, model, doc, options);
    change.options = without_by(call, options);
    return orm_change_run(&it, &change, orm_change_plan_for(&it, &change, 'i', make_increment),
                          out);
}
