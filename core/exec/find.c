/* find.c - the finders: documents to rows.  See find.h. */
#include "exec/find.h"

#include "exec/planning.h"
#include "sql/select.h"

typedef struct find_plan {
    orm_planned planned;
    orm_level *root;
} find_plan;

static find_plan *make_plan(orm_planning_call *it, const orm_find *find)
{
    find_plan *plan = ORM_NEW(it->ctx.arena, find_plan);

    orm_find_check(&it->compiler, find);
    plan->root = orm_compile_find(&it->compiler, find);
    orm_print_level(&it->ctx, plan->root, &plan->planned.locations);
    if (find->key)
        plan->root->statement.planning = ORM_PLAN_GENERIC;
    orm_planning_add(it, &plan->planned);
    return plan;
}

/* Documents in a fixed order, so that slots have the same numbers in every call of a shape. */
static const find_plan *plan_for(orm_planning_call *it, orm_call *call, const orm_find *find,
                                 const orm_json *params)
{
    orm_planning_open(it, call, find->model);
    if (find->is_counting)
        orm_buffer_char(&it->shape.text, 'c');
    if (find->of)
        orm_buffer_format(&it->shape.text, "%.*s.%.*s", ORM_ARG(find->of->source->name),
                          ORM_ARG(find->of->as));
    orm_shape_options(&it->shape, find->options);
    orm_shape_values(&it->shape, params);
    orm_shape_values(&it->shape, find->of ? find->owner : find->key);
    if (orm_planning_find(it, params))
        return (const find_plan *)it->found;
    return make_plan(it, find);
}

uint32_t orm_find_run(orm_call *call, const orm_find *find, const orm_json *params,
                      orm_answer answer, orm_buffer *out)
{
    orm_planning_call it;
    const find_plan *plan = plan_for(&it, call, find, params);
    orm_inputs inputs = {.ctx = &call->ctx, .slots = it.shape.slots};

    return orm_levels_run(&inputs, plan->root, answer, out);
}

/* ---- counting */

typedef struct count_sink {
    orm_sink sink;
    orm_ctx *ctx;
    int64_t count;
} count_sink;

static void take_count(orm_sink *sink, orm_row *row)
{
    count_sink *it = (count_sink *)sink;

    it->count = it->ctx->host->fetch(it->ctx->host, it->ctx, row, 0).as.integer;
}

int64_t orm_count_run(orm_call *call, const orm_find *find, const orm_json *params)
{
    orm_find counting = *find;
    orm_planning_call it;
    const find_plan *plan;
    count_sink sink = {{take_count}, &call->ctx, 0};
    orm_inputs inputs = {.ctx = &call->ctx};
    orm_value *values;

    counting.is_counting = true;
    plan = plan_for(&it, call, &counting, params);
    inputs.slots = it.shape.slots;
    values = ORM_NEW_N(call->ctx.arena, orm_value, plan->root->statement.parameter_count + 1u);
    orm_parameters_bind(&inputs, plan->root->parameters, plan->root->statement.parameter_count,
                        values);
    call->ctx.host->run(call->ctx.host, &plan->root->statement, values, &sink.sink);
    return sink.count;
}
