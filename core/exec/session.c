/* session.c - the caches of one connection.  See session.h. */
#include "exec/session.h"

struct orm_session {
    bool is_stale;
};

size_t orm_session_size(void)
{
    return sizeof(orm_session);
}

void orm_session_clear(orm_session *session)
{
    session->is_stale = true;
}

void orm_session_invalidate(orm_session *session)
{
    session->is_stale = true;
}
