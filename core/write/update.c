/* update.c - changing and deleting rows by a condition.  See write.h.
 *
 * Every change keeps updatedAt and version right (semantics.md 10), soft deletes too. */
#include "exec/levels.h"
#include "query/scope.h"
#include "sql/modify.h"
#include "write/row.h"
#include "write/rules.h"
#include "write/write.h"

static const orm_key update_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"fields", ORM_K_ARRAY},
    {"set", ORM_K_OBJECT},
    {"silent", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"paranoid", ORM_K_BOOLEAN},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"sideEffects", ORM_K_BOOLEAN},
    {"params", ORM_K_OBJECT},
    {"individualHooks", ORM_K_UNSUPPORTED},
    {"limit", ORM_K_UNSUPPORTED},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

static const orm_key destroy_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"force", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},
    {"params", ORM_K_OBJECT},
    {"individualHooks", ORM_K_UNSUPPORTED},
    {"limit", ORM_K_UNSUPPORTED},
    {"truncate", ORM_K_UNSUPPORTED},
    {"cascade", ORM_K_UNSUPPORTED},
    {"restartIdentity", ORM_K_UNSUPPORTED},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

typedef struct modify_plan {
    orm_planned planned;
    orm_modify modify;
    orm_statement statement;
    const orm_param **parameters;
    const orm_rules *rules; /* validators, or NULL */
    bool is_empty;          /* nothing to set: no statement */
} modify_plan;

static void need_where(orm_compiler *c, const orm_json *options)
{
    if (orm_option(options, "where") == NULL)
        orm_raise(c->ctx, ORM_INVALID_OPTION, ORM_TEXT("options"),
                  "%s needs \"where\"; {\"where\":{}} means all rows", c->function);
}

static void add_conditions(orm_compiler *c, orm_modify *modify, const orm_json *options,
                           bool is_paranoid)
{
    orm_expr *all = is_paranoid ? orm_compile_paranoid(c, modify->relation) : NULL;

    c->is_writing = true;
    modify->where =
        orm_expr_join(c->ctx->arena, ORM_EXPR_AND, all,
                      orm_compile_where(c, modify->relation, orm_option(options, "where")));
}

static void finish_plan(orm_planning_call *it, modify_plan *plan)
{
    if (!plan->is_empty)
        plan->statement = orm_print_modify(it->compiler.ctx, &plan->modify,
                                           &plan->planned.locations, &plan->parameters);
    orm_planning_add(it, &plan->planned);
}

static modify_plan *make_update(orm_planning_call *it, const orm_model *model, const orm_json *row,
                                const orm_json *options, bool is_returning)
{
    modify_plan *plan = ORM_NEW(it->ctx.arena, modify_plan);
    orm_compiler *c = &it->compiler;
    const orm_json *returning = orm_option(options, "returning");
    orm_row_options row_options;

    ORM_CHECK_KEYS(c->ctx, options, update_keys, c->function);
    need_where(c, options);
    row_options = orm_row_options_read(c, model, options);
    options = orm_compile_scoped(c, model, options);
    plan->modify.kind = ORM_UPDATE;
    plan->modify.relation = orm_compile_relation_in(c, model, options);
    plan->is_empty = !orm_row_update(c, &plan->modify, row, &row_options);
    if (orm_option_boolean(options, "validate", true))
        plan->rules =
            orm_rules_read(c, &plan->modify, row,
                           &(orm_rules_scope){.fields = row_options.fields, .is_given_only = true});
    orm_modify_touch(c, &plan->modify, row_options.is_silent);
    add_conditions(c, &plan->modify, options, orm_option_boolean(options, "paranoid", true));
    if (is_returning)
        orm_modify_return(c, &plan->modify,
                          returning && returning->kind == ORM_JSON_ARRAY ? returning : NULL);
    finish_plan(it, plan);
    return plan;
}

static int64_t run_plan(orm_call *call, orm_planning_call *it, const modify_plan *plan,
                        const orm_model *model, const orm_json *row, orm_buffer *out)
{
    orm_value *values = ORM_NEW_N(call->ctx.arena, orm_value, plan->statement.parameter_count + 1u);
    orm_problems problems;
    orm_inputs inputs = {.ctx = &call->ctx,
                         .slots = it->shape.slots,
                         .now = orm_call_now(call),
                         .problems = &problems};
    orm_returned returned;

    if (plan->is_empty)
        return 0;
    orm_problems_open(&problems, &call->ctx, model);
    orm_rules_ask(&inputs, plan->rules, row);
    orm_parameters_bind(&inputs, plan->parameters, plan->statement.parameter_count, values);
    orm_problems_raise(&problems);
    if (out == NULL)
        return call->ctx.host->run(call->ctx.host, &plan->statement, values, NULL);
    orm_returned_open(&returned, call->ctx.host, plan->modify.outputs, plan->modify.output_count,
                      out);
    return call->ctx.host->run(call->ctx.host, &plan->statement, values, &returned.sink);
}

int64_t orm_update_run(orm_call *call, const orm_model *model, const orm_json *row,
                       const orm_json *options, const orm_json *params, orm_buffer *out)
{
    orm_planning_call it;
    const modify_plan *plan;

    orm_planning_open(&it, call, model);
    orm_shape_options(&it.shape, options);
    orm_shape_row(&it.shape, row);
    orm_shape_values(&it.shape, params);
    plan = orm_planning_find(&it, params) ? (const modify_plan *)it.found
                                          : make_update(&it, model, row, options, out != NULL);
    return run_plan(call, &it, plan, model, row, out);
}

/* ---- destroy */

static void make_soft(orm_compiler *c, modify_plan *plan, const orm_model *model)
{
    plan->modify.kind = ORM_UPDATE;
    orm_modify_assign(c, &plan->modify, model->deleted_at,
                      orm_compile_generated(c, model->deleted_at, ORM_DEFAULT_NOW));
    orm_modify_touch(c, &plan->modify, false);
}

static modify_plan *make_destroy(orm_planning_call *it, const orm_model *model,
                                 const orm_json *options)
{
    modify_plan *plan = ORM_NEW(it->ctx.arena, modify_plan);
    orm_compiler *c = &it->compiler;
    bool is_soft;

    ORM_CHECK_KEYS(c->ctx, options, destroy_keys, c->function);
    need_where(c, options);
    options = orm_compile_scoped(c, model, options);
    is_soft = model->is_paranoid && !orm_option_boolean(options, "force", false);
    plan->modify.kind = ORM_DELETE;
    plan->modify.relation = orm_compile_relation_in(c, model, options);
    if (is_soft)
        make_soft(c, plan, model);
    add_conditions(c, &plan->modify, options, is_soft);
    finish_plan(it, plan);
    return plan;
}

int64_t orm_destroy_run(orm_call *call, const orm_model *model, const orm_json *options,
                        const orm_json *params)
{
    orm_planning_call it;
    const modify_plan *plan;

    orm_planning_open(&it, call, model);
    orm_shape_options(&it.shape, options);
    orm_shape_values(&it.shape, params);
    plan = orm_planning_find(&it, params) ? (const modify_plan *)it.found
                                          : make_destroy(&it, model, options);
    return run_plan(call, &it, plan, model, NULL, NULL);
}
