/* session.h - the caches of one connection: the catalog and, by shape, the plans.
 *
 * Objects are immutable, published complete, and pinned while a call uses them: a trigger, a
 * row-level security function or a hook can call us again and change the catalog underneath.
 * Unlinking is immediate, freeing waits for the last pin. */
#ifndef ORM_EXEC_SESSION_H
#define ORM_EXEC_SESSION_H

#include "catalog/catalog.h"
#include "orm.h"

enum { ORM_PLAN_BUCKETS = 256, ORM_PLAN_LIMIT = 512 };

typedef struct orm_plan orm_plan;

struct orm_session {
    orm_catalog *catalog; /* pinned by calls; NULL: not loaded */
    orm_plan *buckets[ORM_PLAN_BUCKETS];
    orm_plan *newest; /* list of all plans, by last use */
    orm_plan *oldest;
    uint32_t plan_count;
    struct {
        uint64_t calls;
        uint64_t catalog_loads;
        uint64_t plan_hits;
        uint64_t plan_misses;
    } stats;
};

/* The catalog as this call sees it, pinned until the call is closed.  Loads it when its stamp is
 * not the cached one's. */
const orm_catalog *orm_session_catalog(orm_call *call);

/* Makes a catalog that a definition has built and saved the current one. */
void orm_session_publish(orm_call *call, orm_catalog *catalog);

/* Unpins what the call uses. */
void orm_session_unpin(orm_call *call);

#endif
