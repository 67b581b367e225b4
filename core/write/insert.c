/* insert.c - one new row.  See write.h. */
#include "exec/levels.h"
#include "sql/modify.h"
#include "write/row.h"
#include "write/rules.h"
#include "write/write.h"

static const orm_key create_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"silent", ORM_K_BOOLEAN},
    {"set", ORM_K_OBJECT},
    {"now", ORM_K_STRING},
    {"raw", ORM_K_BOOLEAN},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"ignoreDuplicates", ORM_K_UNSUPPORTED},
    {"conflictFields", ORM_K_UNSUPPORTED},
    {"conflictWhere", ORM_K_UNSUPPORTED},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
    {"scope", ORM_K_UNSUPPORTED},
};

typedef struct insert_plan {
    orm_planned planned;
    orm_modify modify;
    orm_statement statement;
    const orm_param **parameters;
    orm_missing *missing;
    const orm_rules *rules; /* validators, or NULL */
} insert_plan;

void orm_insert_check(orm_compiler *c, const orm_json *options, bool has_through)
{
    enum { COUNT = sizeof create_keys / sizeof *create_keys };
    orm_key keys[COUNT + 1];

    memcpy(keys, create_keys, sizeof create_keys);
    keys[COUNT] = (orm_key){"through", ORM_K_OBJECT | ORM_K_STRING};
    orm_check_keys(c->ctx, options, keys, has_through ? COUNT + 1 : COUNT, c->function);
}

static insert_plan *make_plan(orm_planning_call *it, const orm_model *model, const orm_json *row,
                              const orm_json *options)
{
    insert_plan *plan = ORM_NEW(it->ctx.arena, insert_plan);
    orm_compiler *c = &it->compiler;
    orm_row_options row_options;

    orm_insert_check(c, options, false);
    row_options = orm_row_options_read(c, model, options);
    plan->modify.kind = ORM_INSERT;
    plan->modify.relation = orm_compile_relation_in(c, model, options);
    plan->missing = orm_row_insert(c, &plan->modify, row, &row_options);
    if (orm_option_boolean(options, "validate", true))
        plan->rules =
            orm_rules_read(c, &plan->modify, row, &(orm_rules_scope){.fields = row_options.fields});
    orm_modify_return(c, &plan->modify, NULL);
    plan->statement =
        orm_print_modify(c->ctx, &plan->modify, &plan->planned.locations, &plan->parameters);
    orm_planning_add(it, &plan->planned);
    return plan;
}

static const insert_plan *plan_for(orm_planning_call *it, orm_call *call, const orm_model *model,
                                   const orm_json *row, const orm_json *options)
{
    orm_planning_open(it, call, model);
    orm_shape_options(&it->shape, options);
    orm_shape_row(&it->shape, row);
    if (orm_planning_find(it, NULL))
        return (const insert_plan *)it->found;
    return make_plan(it, model, row, options);
}

static void return_row(orm_sink *sink, orm_row *row)
{
    orm_returned *it = (orm_returned *)sink;

    if (it->rows++)
        orm_buffer_char(it->out, ',');
    orm_row_write(it->host, row, it->outputs, it->count, it->out);
    orm_buffer_char(it->out, '}');
}

void orm_returned_open(orm_returned *returned, orm_host *host, const orm_output *const *outputs,
                       uint16_t count, orm_buffer *out)
{
    *returned = (orm_returned){{return_row}, host, outputs, count, out, 0};
}

void orm_insert_run(orm_call *call, const orm_model *model, const orm_json *row,
                    const orm_json *options, orm_buffer *out)
{
    orm_planning_call it;
    const insert_plan *plan = plan_for(&it, call, model, row, options);
    orm_value *values = ORM_NEW_N(call->ctx.arena, orm_value, plan->statement.parameter_count + 1u);
    orm_problems problems;
    orm_inputs inputs = {.ctx = &call->ctx,
                         .slots = it.shape.slots,
                         .now = orm_call_now(call),
                         .problems = &problems};
    orm_returned returned;

    orm_problems_open(&problems, &call->ctx, model);
    for (const orm_missing *missing = plan->missing; missing; missing = missing->next)
        orm_problems_add_null(&problems, missing->attribute, NULL);
    orm_rules_ask(&inputs, plan->rules, row);
    orm_parameters_bind(&inputs, plan->parameters, plan->statement.parameter_count, values);
    orm_problems_raise(&problems);
    orm_returned_open(&returned, call->ctx.host, plan->modify.outputs, plan->modify.output_count,
                      out);
    call->ctx.host->run(call->ctx.host, &plan->statement, values, &returned.sink);
}
