/* compat.h - what differs between PostgreSQL 15 and 18.  Included by orm_pg.h only. */
#ifndef ORM_PG_COMPAT_H
#define ORM_PG_COMPAT_H

#include "catalog/namespace.h"
#include "storage/proc.h"
#include "utils/plancache.h"

#if PG_VERSION_NUM < 150000
#error "orm needs PostgreSQL 15 or later"
#endif

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* The number of the running transaction in this backend: differs from one to the next. */
static inline LocalTransactionId orm_pg_transaction(void)
{
#if PG_VERSION_NUM >= 170000
    return MyProc->vxid.lxid;
#else
    return MyProc->lxid;
#endif
}

/* Whether names mean now what they meant when the statement was analysed. */
static inline bool orm_pg_is_path_same(CachedPlanSource *source)
{
#if PG_VERSION_NUM >= 170000
    return SearchPathMatchesCurrentEnvironment(source->search_path);
#else
    return OverrideSearchPathMatchesCurrent(source->search_path);
#endif
}

#endif
