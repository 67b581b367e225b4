/* house.c - housekeeping functions. */
#include "api/arguments.h"
#include "exec/session.h"
#include "exec/store.h"

void orm_api_version(orm_call *call)
{
    orm_result_text(call, ORM_TEXT(ORM_VERSION));
}

void orm_api_raise(orm_call *call)
{
    orm_raise(&call->ctx, ORM_HOOK, ORM_TEXT(""), "%.*s", ORM_ARG(orm_arg_text(call, 0)));
}

void orm_api_last_error(orm_call *call)
{
    orm_text error = call->ctx.host->last_error(call->ctx.host, &call->ctx);

    if (error.length)
        orm_buffer_text(orm_result_json(call, error.length), error);
    else
        orm_result_null(call);
}

void orm_api_stats(orm_call *call)
{
    const orm_session *session = call->session;
    orm_buffer *out = orm_result_json(call, 256);

    orm_buffer_format(out,
                      "{\"calls\":%llu,\"catalogLoads\":%llu,\"plans\":%u,\"planHits\":%llu,"
                      "\"planMisses\":%llu}",
                      (unsigned long long)session->stats.calls,
                      (unsigned long long)session->stats.catalog_loads, session->plan_count,
                      (unsigned long long)session->stats.plan_hits,
                      (unsigned long long)session->stats.plan_misses);
}

/* Empties the caches; `hard` also renews the catalog's stamp, so that every session reads it again.
 */
void orm_api_reset(orm_call *call)
{
    orm_text hard = orm_arg_optional_text(call, 0);
    bool is_hard = orm_text_is(hard, "true") || orm_text_is(hard, "t") || orm_text_is(hard, "1");
    uint8_t stamp[16];

    if (is_hard && call->ctx.host->stamp(call->ctx.host, stamp))
        orm_store_renew(&call->ctx, stamp);
    orm_session_unpin(call);
    orm_session_clear(call->session);
    call->ctx.host->forget(call->ctx.host);
    orm_result_boolean(call, true);
}
