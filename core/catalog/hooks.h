/* hooks.h - when hooks run: the events, as bits of a mask.
 *
 * A hook is known by a name of hooks.def.  beforeSave and afterSave are no events of their own: as
 * in Sequelize they are hooks of creating and of updating, in the order in which all were added. */
#ifndef ORM_CATALOG_HOOKS_H
#define ORM_CATALOG_HOOKS_H

#include "base/text.h"

typedef enum orm_event {
#define ORM_HOOK(name, event) ORM_EVENT_##event,
#define ORM_HOOK_OF_PROCESS(name)
#include "catalog/hooks.def"
#undef ORM_HOOK
#undef ORM_HOOK_OF_PROCESS
    ORM_EVENT_COUNT
} orm_event;

#define ORM_EVENTS(event) (UINT32_C(1) << ORM_EVENT_##event)

/* The name of the hooks that an event runs. */
const char *orm_event_name(orm_event event);

/* The events at which a hook of this name runs; 0: there is no such hook. */
uint32_t orm_hook_events(orm_text hook);

#endif
