/* insert.c - one new row.  See write.h and insert.h. */
#include "write/insert.h"

#include "exec/levels.h"
#include "query/scope.h"
#include "sql/modify.h"
#include "write/conflict.h"
#include "write/row.h"
#include "write/rules.h"
#include "write/write.h"

static const orm_key create_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"silent", ORM_K_BOOLEAN},
    {"set", ORM_K_OBJECT},
    {"omitNull", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"raw", ORM_K_BOOLEAN},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"ignoreDuplicates", ORM_K_BOOLEAN},
    {"conflictFields", ORM_K_ARRAY},
    {"conflictWhere", ORM_K_OBJECT | ORM_K_ARRAY},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
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

/* ---- the plan */

static bool is_skipping(const orm_insertion *insertion)
{
    return insertion->is_skipping ||
           orm_option_boolean(insertion->options, "ignoreDuplicates", false);
}

/* Without a key to go by, a row that conflicts with any is left out. */
static const orm_conflict *read_conflict(orm_compiler *c, const orm_insertion *insertion,
                                         const orm_relation *relation)
{
    const orm_json *options = insertion->options;
    orm_conflict *conflict;

    if (!is_skipping(insertion)) {
        orm_conflict_refuse(c, options, "ignoreDuplicates");
        return NULL;
    }
    conflict = orm_conflict_read(c, relation, options);
    if (conflict->target_count || conflict->where.length)
        orm_conflict_choose(c, conflict, relation, options, insertion->row);
    return conflict;
}

static insert_plan *make_plan(orm_planning_call *it, const orm_insertion *insertion)
{
    insert_plan *plan = ORM_NEW(it->ctx.arena, insert_plan);
    const orm_json *options = insertion->options, *row = insertion->row;
    const orm_model *model = insertion->model;
    orm_compiler *c = &it->compiler;
    orm_row_options row_options;

    orm_check_keys(c->ctx, options, insertion->keys, insertion->key_count, c->function);
    row_options = orm_row_options_read(c, model, options);
    row_options.is_instance = insertion->is_instance;
    orm_compile_scopes(c, model, options);
    plan->modify.kind = ORM_INSERT;
    plan->modify.relation = orm_compile_relation_in(c, model, options);
    plan->missing = orm_row_insert(c, &plan->modify, row, &row_options);
    if (orm_option_boolean(options, "validate", true))
        plan->rules =
            orm_rules_read(c, &plan->modify, row, &(orm_rules_scope){.fields = row_options.fields});
    plan->modify.conflict = read_conflict(c, insertion, plan->modify.relation);
    orm_modify_return(c, &plan->modify, NULL);
    plan->statement =
        orm_print_modify(c->ctx, &plan->modify, &plan->planned.locations, &plan->parameters);
    orm_planning_add(it, &plan->planned);
    return plan;
}

static const insert_plan *plan_for(orm_planning_call *it, const orm_insertion *insertion)
{
    orm_planning_open(it, insertion->call, insertion->model);
    orm_buffer_char(&it->shape.text, insertion->is_skipping ? 's' : 'n');
    orm_conflict_shape(&it->shape, insertion->options);
    orm_shape_options(&it->shape, insertion->options);
    orm_shape_row(&it->shape, insertion->row);
    if (orm_planning_find(it, NULL))
        return (const insert_plan *)it->found;
    return make_plan(it, insertion);
}

/* ---- rows that a statement returns */

static void return_row(orm_sink *sink, orm_row *row)
{
    orm_returned *it = (orm_returned *)sink;

    if (it->is_first && it->rows > 0)
        return;
    if (it->rows++)
        orm_buffer_char(it->out, ',');
    orm_row_write(it->host, row, it->outputs, it->count, it->out);
    orm_buffer_char(it->out, '}');
}

void orm_returned_open(orm_returned *returned, orm_host *host, const orm_output *const *outputs,
                       uint16_t count, orm_buffer *out)
{
    *returned = (orm_returned){
        .sink = {return_row}, .host = host, .outputs = outputs, .count = count, .out = out};
}

/* ---- the call */

/* One row without its hooks; of a trial nothing is stored. */
static bool insert_row(const orm_insertion *insertion, const orm_trial *trial, orm_buffer *out)
{
    orm_call *call = insertion->call;
    orm_planning_call it;
    const insert_plan *plan = plan_for(&it, insertion);
    orm_value *values = ORM_NEW_N(call->ctx.arena, orm_value, plan->statement.parameter_count + 1u);
    orm_problems own, *problems = trial->problems ? trial->problems : &own;
    orm_inputs inputs = {.ctx = &call->ctx,
                         .slots = it.shape.slots,
                         .now = orm_call_now(call),
                         .problems = problems};
    orm_returned returned;

    orm_problems_open(problems, &call->ctx, insertion->model);
    for (const orm_missing *missing = plan->missing; missing; missing = missing->next)
        orm_problems_add_null(problems, missing->attribute, NULL);
    if (!trial->is_over)
        orm_rules_ask(&inputs, plan->rules, insertion->row);
    orm_parameters_bind(&inputs, plan->parameters, plan->statement.parameter_count, values);
    if (trial->problems)
        return false;
    orm_problems_raise(problems);
    orm_returned_open(&returned, call->ctx.host, plan->modify.outputs, plan->modify.output_count,
                      out);
    call->ctx.host->run(call->ctx.host, &plan->statement, values, &returned.sink);
    return returned.rows > 0;
}

/* ---- with hooks */

typedef struct hooked_insert {
    orm_hooked hooked;
    orm_insertion insertion;
    orm_buffer *out;
} hooked_insert;

static bool run_hooked(orm_hooked *hooked, const orm_trial *trial)
{
    hooked_insert *it = (hooked_insert *)hooked;

    it->insertion.row = hooked->row.values;
    it->insertion.options = hooked->hooks.options;
    return insert_row(&it->insertion, trial, it->out);
}

bool orm_insert_row(const orm_insertion *insertion, orm_buffer *out)
{
    static const orm_hooked_events events = {ORM_EVENT_BEFORE_CREATE, ORM_EVENT_AFTER_CREATE};
    static const orm_trial no_trial = {NULL, false};
    hooked_insert it;

    if (!orm_hooks_wanted(insertion->model, insertion->options, orm_hooked_mask(&events)))
        return insert_row(insertion, &no_trial, out);
    orm_hooked_open(&it.hooked, insertion->call, insertion->model, insertion->options, &events);
    it.hooked.run = run_hooked;
    it.insertion = *insertion;
    it.out = out;
    orm_hooked_new_row(&it.hooked, insertion->row);
    return orm_hooked_run(&it.hooked, out);
}

bool orm_insert_run(orm_call *call, const orm_model *model, const orm_json *row,
                    const orm_json *options, orm_buffer *out)
{
    orm_insertion insertion = {.call = call,
                               .model = model,
                               .row = row,
                               .options = options,
                               .keys = create_keys,
                               .key_count = sizeof create_keys / sizeof *create_keys};

    return orm_insert_row(&insertion, out);
}
