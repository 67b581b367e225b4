/* session.c - the caches of one connection.  See session.h; the plans' part is in plans.c. */
#include "exec/session.h"

#include "exec/plans.h"
#include "exec/store.h"

size_t orm_session_size(void)
{
    return sizeof(orm_session);
}

static void unlink_catalog(orm_session *session)
{
    orm_catalog *catalog = session->catalog;

    orm_plans_clear(session);
    session->catalog = NULL;
    if (catalog == NULL)
        return;
    catalog->is_unlinked = true;
    if (catalog->pins == 0)
        catalog->arena->free(catalog->arena);
}

void orm_session_clear(orm_session *session)
{
    unlink_catalog(session);
}

static void pin(orm_call *call, orm_catalog *catalog)
{
    catalog->pins++;
    call->catalog = catalog;
}

static void unpin_catalog(orm_call *call)
{
    orm_catalog *catalog = (orm_catalog *)call->catalog;

    call->catalog = NULL;
    if (catalog && --catalog->pins == 0 && catalog->is_unlinked)
        catalog->arena->free(catalog->arena);
}

void orm_session_unpin(orm_call *call)
{
    orm_plans_unpin(call);
    unpin_catalog(call);
}

void orm_session_publish(orm_call *call, orm_catalog *catalog)
{
    call->ctx.host->arena_keep(call->ctx.host, catalog->arena);
    unlink_catalog(call->session);
    call->session->catalog = catalog;
    unpin_catalog(call);
    pin(call, catalog);
}

static orm_catalog *load(orm_call *call, const uint8_t *stamp)
{
    static const orm_registry nothing;
    orm_host *host = call->ctx.host;
    orm_ctx ctx = {host, host->arena_open(host)};
    orm_registry *registry = stamp ? orm_store_load(&ctx) : orm_registry_copy(&ctx, &nothing, 0);
    orm_catalog *catalog = orm_catalog_build(&ctx, registry);

    catalog->is_empty = stamp == NULL;
    if (stamp)
        memcpy(catalog->stamp, stamp, sizeof catalog->stamp);
    call->session->stats.catalog_loads++;
    return catalog;
}

const orm_catalog *orm_session_catalog(orm_call *call)
{
    orm_host *host = call->ctx.host;
    orm_catalog *current = call->session->catalog;
    uint8_t stamp[16];
    bool is_defined;

    if (call->catalog)
        return call->catalog;
    is_defined = host->stamp(host, stamp);
    if (current && current->is_empty == !is_defined &&
        (!is_defined || memcmp(current->stamp, stamp, sizeof stamp) == 0)) {
        pin(call, current);
        return current;
    }
    orm_session_publish(call, load(call, is_defined ? stamp : NULL));
    return call->catalog;
}
