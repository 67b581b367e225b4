/* house.c - housekeeping functions. */
#include "api/handlers.h"

void orm_api_version(orm_call *call)
{
    call->result.kind = ORM_RESULT_TEXT;
    orm_buffer_open(&call->result.buffer, call->ctx.host, ORM_LIFE_RESULT, 16);
    ORM_PUT(&call->result.buffer, ORM_VERSION);
}
