/* session.h - the caches of one connection: the catalog and, by shape, the plans.
 *
 * Objects are immutable, published complete, and pinned while a call uses them: a trigger, a
 * row-level security function or a hook can call us again and change the catalog underneath.
 * Unlinking is immediate, freeing waits for the last pin. */
#ifndef ORM_EXEC_SESSION_H
#define ORM_EXEC_SESSION_H

#include "orm.h"

#endif
