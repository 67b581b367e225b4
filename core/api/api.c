/* api.c - the table of functions, and the life of a call.  See orm.h. */
#include "api/handlers.h"
#include "exec/session.h"

const orm_function orm_functions[] = {
#define ORM_FUNCTION(name, least, most, access, returns, handler, arguments, summary)              \
    {#name, least, most, ORM_ACCESS_##access, ORM_RETURNS_##returns, handler, arguments, summary},
#include "api/api.def"
#undef ORM_FUNCTION
};

const int orm_function_count = sizeof orm_functions / sizeof *orm_functions;

void orm_call_open(orm_call *call, orm_host *host, orm_arena *arena, orm_session *session,
                   const orm_function *function)
{
    memset(call, 0, sizeof *call);
    call->ctx = (orm_ctx){host, arena};
    call->own = arena;
    call->session = session;
    call->function = function;
    for (int i = 0; i < ORM_MAX_ARGUMENTS; i++)
        call->args[i].is_null = true;
}

void orm_call_run(orm_call *call)
{
    call->session->stats.calls++;
    call->function->handler(call);
}

void orm_call_close(orm_call *call)
{
    orm_session_unpin(call);
}
