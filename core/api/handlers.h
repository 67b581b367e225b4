/* handlers.h - the handlers of api.def, a few lines each. */
#ifndef ORM_API_HANDLERS_H
#define ORM_API_HANDLERS_H

#include "orm.h"

#define ORM_FUNCTION(name, least, most, access, returns, handler, arguments, summary)              \
    void handler(orm_call *call);
#include "api/api.def"
#undef ORM_FUNCTION

#endif
