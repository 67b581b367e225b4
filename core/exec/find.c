/* find.c - the finders: documents to rows.  See find.h. */
#include "exec/find.h"

#include "query/page.h"
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
    if (find->of) {
        orm_shape_name(&it->shape, 's', find->of->source->name);
        orm_shape_name(&it->shape, 'a', find->of->as);
    }
    if (find->aggregate) {
        orm_shape_name(&it->shape, 'f', find->aggregate->function);
        orm_shape_name(&it->shape, 'n', find->aggregate->attribute);
    }
    if (find->page)
        orm_buffer_format(&it->shape.text, "p%d%d", find->page->is_backwards,
                          find->page->is_other_side);
    orm_shape_options(&it->shape, find->options);
    orm_shape_values(&it->shape, params);
    orm_shape_key(&it->shape, find->of ? find->owner : find->page ? find->page->cursor : find->key);
    if (orm_planning_find(it, params))
        return (const find_plan *)it->found;
    return make_plan(it, find);
}

const orm_level *orm_find_plan(orm_planning_call *it, orm_call *call, const orm_find *find,
                               const orm_json *params)
{
    return plan_for(it, call, find, params)->root;
}

uint32_t orm_find_run(orm_call *call, const orm_find *find, const orm_json *params,
                      orm_answer answer, orm_buffer *out)
{
    orm_planning_call it;
    const find_plan *plan = plan_for(&it, call, find, params);
    orm_inputs inputs = {.ctx = &call->ctx, .slots = it.shape.slots, .now = orm_call_now(call)};

    return orm_levels_run(&inputs, plan->root, answer, out);
}

void orm_find_reject(orm_call *call, const orm_model *model)
{
    orm_error *error = orm_error_new(&call->ctx, ORM_EMPTY_RESULT, "nothing of %.*s was found",
                                     ORM_ARG(model->name));

    error->model = model->name;
    orm_throw(&call->ctx, error);
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

static void run_root(orm_call *call, orm_planning_call *it, const find_plan *plan, orm_sink *sink)
{
    orm_inputs inputs = {.ctx = &call->ctx, .slots = it->shape.slots, .now = orm_call_now(call)};
    const orm_level *root = plan->root;
    orm_value *values = ORM_NEW_N(call->ctx.arena, orm_value, root->statement.parameter_count + 1u);

    orm_parameters_bind(&inputs, root->parameters, root->statement.parameter_count, values);
    call->ctx.host->run(call->ctx.host, &root->statement, values, sink);
}

int64_t orm_count_run(orm_call *call, const orm_find *find, const orm_json *params)
{
    orm_find counting = *find;
    orm_planning_call it;
    const find_plan *plan;
    count_sink sink = {{take_count}, &call->ctx, 0};
    const orm_aggregate values = {ORM_TEXT("count"), orm_option_text(find->options, "col")};

    counting.is_counting = true;
    if (values.attribute.length)
        counting.aggregate = &values;
    plan = plan_for(&it, call, &counting, params);
    run_root(call, &it, plan, &sink.sink);
    return sink.count;
}

/* ---- aggregates */

typedef struct value_sink {
    orm_sink sink;
    orm_ctx *ctx;
    const orm_level *level;
    orm_buffer *out;
    bool is_taken;
} value_sink;

/* The value behind the groups' columns, of the first row. */
static void take_value(orm_sink *sink, orm_row *row)
{
    value_sink *it = (value_sink *)sink;
    uint16_t last = (uint16_t)(it->level->shown_count - 1);
    orm_host *host = it->ctx->host;

    if (it->is_taken)
        return;
    it->is_taken = true;
    host->append(host, row, last, it->level->columns[last]->form, it->out);
}

bool orm_aggregate_run(orm_call *call, const orm_find *find, const orm_json *params,
                       orm_buffer *out)
{
    orm_planning_call it;
    const find_plan *plan = plan_for(&it, call, find, params);
    value_sink sink = {{take_value}, &call->ctx, plan->root, out, false};
    size_t start = out->length;

    run_root(call, &it, plan, &sink.sink);
    return sink.is_taken && !orm_text_is(orm_buffer_since(out, start), "null");
}
