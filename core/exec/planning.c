/* planning.c - a call's documents to a plan.  See planning.h. */
#include "exec/planning.h"

void orm_planning_open(orm_planning_call *it, orm_call *call, const orm_model *model)
{
    memset(it, 0, sizeof *it);
    it->call = call;
    orm_shape_open(&it->shape, &call->ctx, call->function->name, model->name);
    /* a plan that was made where SQL text is allowed must not serve where it is forbidden */
    if (call->ctx.host->is_literal_forbidden)
        orm_buffer_char(&it->shape.text, '!');
}

/* The tables are where they were when the plan was made. */
static bool is_in_place(orm_call *call, const orm_planned *planned)
{
    orm_host *host = call->ctx.host;
    orm_text schema;

    for (const orm_location *it = planned->locations; it; it = it->next)
        if (host->locate(host, &call->ctx, it->table, &schema) != it->token)
            return false;
    return true;
}

bool orm_planning_find(orm_planning_call *it, const orm_json *params)
{
    orm_host *host = it->call->ctx.host;
    uint64_t hash;
    orm_text shape = orm_shape_text(&it->shape, &hash);

    it->found = (orm_planned *)orm_plans_find(it->call, hash, shape);
    if (it->found && is_in_place(it->call, it->found))
        return true;
    if (it->found)
        orm_plans_remove(it->call, &it->found->plan);
    it->found = NULL;
    it->ctx = (orm_ctx){host, host->arena_open(host)};
    it->compiler.ctx = &it->ctx;
    it->compiler.catalog = it->call->catalog;
    it->compiler.function = orm_text_format(it->ctx.arena, "orm_%s", it->call->function->name).data;
    it->compiler.params = params;
    return false;
}

void orm_planning_add(orm_planning_call *it, orm_planned *planned)
{
    planned->plan.arena = it->ctx.arena;
    planned->plan.catalog = it->call->catalog;
    planned->plan.shape =
        orm_text_copy(it->ctx.arena, orm_shape_text(&it->shape, &planned->plan.hash));
    orm_plans_add(it->call, &planned->plan);
    it->found = planned;
}
