/* plans.c - the shape cache.  See plans.h. */
#include "exec/plans.h"

static orm_plan **bucket_of(orm_session *session, uint64_t hash)
{
    return &session->buckets[hash % ORM_PLAN_BUCKETS];
}

static void remove_from_list(orm_session *session, orm_plan *plan)
{
    if (plan->newer)
        plan->newer->older = plan->older;
    else
        session->newest = plan->older;
    if (plan->older)
        plan->older->newer = plan->newer;
    else
        session->oldest = plan->newer;
    plan->newer = plan->older = NULL;
}

static void put_first(orm_session *session, orm_plan *plan)
{
    plan->older = session->newest;
    if (session->newest)
        session->newest->newer = plan;
    else
        session->oldest = plan;
    session->newest = plan;
}

static void unlink_plan(orm_session *session, orm_plan *plan)
{
    orm_plan **link = bucket_of(session, plan->hash);

    while (*link != plan)
        link = &(*link)->next_in_bucket;
    *link = plan->next_in_bucket;
    remove_from_list(session, plan);
    session->plan_count--;
    plan->is_unlinked = true;
    if (plan->pins == 0)
        plan->arena->free(plan->arena);
}

static void pin(orm_call *call, orm_plan *plan)
{
    orm_pin *pin = ORM_NEW(call->own, orm_pin);

    pin->plan = plan;
    pin->next = call->pins;
    call->pins = pin;
    plan->pins++;
}

orm_plan *orm_plans_find(orm_call *call, uint64_t hash, orm_text shape)
{
    orm_session *session = call->session;
    orm_plan *plan = *bucket_of(session, hash);

    while (plan && (plan->hash != hash || plan->catalog != call->catalog ||
                    !orm_text_equal(plan->shape, shape)))
        plan = plan->next_in_bucket;
    if (plan == NULL) {
        session->stats.plan_misses++;
        return NULL;
    }
    session->stats.plan_hits++;
    if (session->newest != plan) {
        remove_from_list(session, plan);
        put_first(session, plan);
    }
    pin(call, plan);
    return plan;
}

void orm_plans_add(orm_call *call, orm_plan *plan)
{
    orm_session *session = call->session;
    orm_plan **bucket = bucket_of(session, plan->hash);

    pin(call, plan);
    call->ctx.host->arena_keep(call->ctx.host, plan->arena);
    if (plan->catalog != session->catalog) {
        /* the catalog changed while the plan was made: it serves this call only */
        plan->is_unlinked = true;
        return;
    }
    if (session->plan_count >= ORM_PLAN_LIMIT)
        unlink_plan(session, session->oldest);
    plan->next_in_bucket = *bucket;
    *bucket = plan;
    put_first(session, plan);
    session->plan_count++;
}

void orm_plans_remove(orm_call *call, orm_plan *plan)
{
    if (!plan->is_unlinked)
        unlink_plan(call->session, plan);
}

void orm_plans_unpin(orm_call *call)
{
    for (orm_pin *pin = call->pins; pin; pin = pin->next) {
        orm_plan *plan = pin->plan;

        if (--plan->pins == 0 && plan->is_unlinked)
            plan->arena->free(plan->arena);
    }
    call->pins = NULL;
}

void orm_plans_clear(orm_session *session)
{
    while (session->newest)
        unlink_plan(session, session->newest);
}
