/* hooks.c - names of hooks and events.  See hooks.h. */
#include "catalog/hooks.h"

static const char *const names[] = {
#define ORM_HOOK(name, event) name,
#define ORM_HOOK_OF_PROCESS(name)
#include "catalog/hooks.def"
#undef ORM_HOOK
#undef ORM_HOOK_OF_PROCESS
};

_Static_assert(ORM_EVENT_COUNT <= 32, "events are bits of a mask");

const char *orm_event_name(orm_event event)
{
    return names[event];
}

uint32_t orm_hook_events(orm_text hook)
{
    for (uint32_t i = 0; i < ORM_EVENT_COUNT; i++)
        if (orm_text_is(hook, names[i]))
            return i == ORM_EVENT_BEFORE_SAVE
                       ? ORM_EVENTS(BEFORE_CREATE) | ORM_EVENTS(BEFORE_UPDATE)
                   : i == ORM_EVENT_AFTER_SAVE ? ORM_EVENTS(AFTER_CREATE) | ORM_EVENTS(AFTER_UPDATE)
                                               : UINT32_C(1) << i;
    return 0;
}
