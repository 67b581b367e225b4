/* each.c - a call that gives its rows one by one: a set-returning function, a value per call.
 *
 * The call stays open from row to row, in memory of the calling query.  Everything it reads is read
 * under one snapshot, which is registered with that query's resources.  Between two rows it is not
 * on the stack of running calls: others run there, some of this kind.
 *
 * Three ways lead out.  Behind the last row, or where the query stops early, the portal is closed
 * and the snapshot given back; after an error PostgreSQL does both, and the memory's callback
 * unpins what the call had pinned.  The portal belongs to the (sub)transaction that fetched the
 * first row: it is found by its name each time, for it may be gone. */
#include "orm_pg.h"

#include "access/xact.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "tcop/pquery.h"
#include "utils/builtins.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"

struct orm_cursor {
    orm_pg_run *run; /* what its rows are pushed by */
    bool is_locking; /* the statement locks its rows */
    char portal[NAMEDATALEN];
};

/* A query's use of the function. */
typedef struct each_use {
    orm_pg_call *call;
    ExprContext *query;
    Snapshot snapshot;
    ResourceOwner owner; /* of the snapshot */
} each_use;

/* ---- the cursor */

/* At the end of the transaction PostgreSQL reads what a cursor WITH HOLD has left, and closes all
 * others, in any order: ours must be there until the one that reads it was read. */
static int hold_option(void)
{
    return ActivePortal ? ActivePortal->cursorOptions & CURSOR_OPT_HOLD : 0;
}

orm_cursor *orm_pg_host_cursor_open(orm_host *host, const orm_statement *statement,
                                    const orm_value *parameters)
{
    orm_pg_call *call = orm_pg_call_of(host);
    orm_cursor *cursor = MemoryContextAllocZero(call->context, sizeof *cursor);
    Portal portal;

    cursor->is_locking = statement->is_writing;
    cursor->run = orm_pg_run_open(call, NULL);
    cursor->run->statement = orm_pg_statement_pin(call, statement, parameters);
    portal = SPI_cursor_open_with_paramlist(NULL, cursor->run->statement->plan,
                                            orm_pg_bind(cursor->run->statement, parameters),
                                            !cursor->is_locking);
    if (portal == NULL)
        elog(ERROR, "SPI: %s", SPI_result_code_string(SPI_result));
    strlcpy(cursor->portal, portal->name, sizeof cursor->portal);
    portal->cursorOptions &= ~CURSOR_OPT_SCROLL;
    portal->cursorOptions |= CURSOR_OPT_NO_SCROLL | hold_option();
    SPI_finish();
    call->cursor = cursor;
    return cursor;
}

uint32_t orm_pg_host_cursor_fetch(orm_host *host, orm_cursor *cursor, uint32_t most, orm_sink *sink)
{
    orm_pg_run *run = cursor->run;
    Portal portal = GetPortalByName(cursor->portal);

    if (!PortalIsValid(portal))
        orm_raise(&orm_pg_call_of(host)->call.ctx, ORM_UNSUPPORTED, ORM_TEXT(""),
                  "the rows were being read in a subtransaction that is over: read them all inside "
                  "of it, or begin before it");
    run->sink = sink;
    run->count = 0;
    PortalRunFetch(portal, FETCH_FORWARD, (long)most, &run->receiver);
    if (cursor->is_locking)
        orm_pg_renew_snapshot();
    return (uint32_t)run->count;
}

void orm_pg_cursor_close(orm_pg_call *call)
{
    Portal portal = call->cursor ? GetPortalByName(call->cursor->portal) : NULL;

    if (PortalIsValid(portal))
        PortalDrop(portal, false);
    call->cursor = NULL;
}

/* ---- the call */

/* Texts of arguments are the caller's, for this row only. */
static void keep_arguments(orm_pg_call *call)
{
    for (int i = 0; i < ORM_MAX_ARGUMENTS; i++)
        if (!call->call.args[i].is_null)
            call->call.args[i].text = orm_text_copy(&call->arena.arena, call->call.args[i].text);
}

static void begin(orm_pg_call *call, FunctionCallInfo fcinfo)
{
    orm_pg_call_check(call);
    orm_pg_call_take_arguments(call, fcinfo);
    keep_arguments(call);
    orm_call_run(&call->call);
}

/* The core, under the call's snapshot; `fcinfo` of the first row, else NULL.  The one place where
 * an error is caught: to be described in our words, and thrown on. */
static bool run(each_use *use, FunctionCallInfo fcinfo, orm_text *row)
{
    orm_pg_call *call = use->call;
    volatile bool is_row = false;

    PushActiveSnapshot(use->snapshot);
    PG_TRY();
    {
        if (fcinfo)
            begin(call, fcinfo);
        is_row = orm_call_next(&call->call, row);
    }
    PG_CATCH();
    {
        orm_pg_call_pop(call);
        orm_pg_rethrow(call);
    }
    PG_END_TRY();
    PopActiveSnapshot();
    orm_pg_call_pop(call);
    return is_row;
}

static void close_use(each_use *use)
{
    orm_pg_cursor_close(use->call);
    UnregisterSnapshotFromOwner(use->snapshot, use->owner);
    MemoryContextDelete(use->call->context);
}

/* The query ends, or begins anew, before the last row. */
static void stop(Datum use)
{
    close_use((each_use *)DatumGetPointer(use));
}

static each_use *open_use(FunctionCallInfo fcinfo, const orm_function *function)
{
    FuncCallContext *set = SRF_FIRSTCALL_INIT();
    each_use *use = MemoryContextAllocZero(set->multi_call_memory_ctx, sizeof *use);

    use->call = orm_pg_call_open(fcinfo, function, set->multi_call_memory_ctx);
    CommandCounterIncrement();
    use->owner = CurrentResourceOwner;
    use->snapshot = RegisterSnapshotOnOwner(GetTransactionSnapshot(), use->owner);
    use->call->has_snapshot = true;
    use->query = ((ReturnSetInfo *)fcinfo->resultinfo)->econtext;
    set->user_fctx = use;
    return use;
}

static Datum as_json(orm_text row)
{
    if (row.length > MaxAllocSize - VARHDRSZ)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                        errmsg("one row is larger than PostgreSQL can return in one value")));
    return PointerGetDatum(cstring_to_text_with_len(row.data, (int)row.length));
}

Datum orm_pg_each_function(FunctionCallInfo fcinfo, const orm_function *function)
{
    bool is_first = SRF_IS_FIRSTCALL();
    each_use *use = is_first ? open_use(fcinfo, function) : NULL;
    FuncCallContext *set = SRF_PERCALL_SETUP();
    orm_text row;

    if (!is_first) {
        use = set->user_fctx;
        orm_pg_call_push(use->call);
    }
    if (run(use, is_first ? fcinfo : NULL, &row)) {
        if (is_first)
            RegisterExprContextCallback(use->query, stop, PointerGetDatum(use));
        SRF_RETURN_NEXT(set, as_json(row));
    }
    if (!is_first)
        UnregisterExprContextCallback(use->query, stop, PointerGetDatum(use));
    close_use(use);
    SRF_RETURN_DONE(set);
}
