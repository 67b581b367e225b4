/* call.c - one call of a SQL function: memory, snapshot and lock around the core.
 *
 * Owns the stack of running calls of this backend.  Assumes nothing of its caller: a call may come
 * from a client's statement, a trigger, a hook inside another call.  Whatever ends it, success or
 * an error anywhere below, the reset callback of its context closes it exactly once; that context
 * is a child of the (sub)transaction's, so it goes with an abort. */
#include "orm_pg.h"

#include "access/xact.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"

/* Our key among advisory locks: definitions are made one at a time. */
enum { LOCK_CLASS = 0x006f726d /* "orm" */, LOCK_DEFINE = 1 };

static orm_pg_call *current;

orm_pg_call *orm_pg_current_call(void)
{
    return current;
}

/* ---- open and end */

/* Takes the call from the stack.  After an error outer calls may be gone before the inner ones. */
static void unlink_call(const orm_pg_call *call)
{
    for (orm_pg_call *other = current; other; other = other->outer) {
        if (other == call) {
            current = call->outer;
            return;
        }
    }
}

static void end(void *arg)
{
    orm_pg_call *call = arg;

    unlink_call(call);
    orm_pg_run_abandon(call);
    orm_call_close(&call->call);
}

void orm_pg_call_push(orm_pg_call *call)
{
    call->outer = current;
    call->depth = current ? current->depth + 1 : 1;
    current = call;
}

void orm_pg_call_pop(orm_pg_call *call)
{
    unlink_call(call);
}

/* Nothing in here fails but for want of memory. */
orm_pg_call *orm_pg_call_open(FunctionCallInfo fcinfo, const orm_function *function,
                              MemoryContext parent)
{
    MemoryContext context = AllocSetContextCreate(parent, "orm call", ALLOCSET_DEFAULT_SIZES);
    orm_pg_call *call = MemoryContextAlloc(context, ORM_PG_CALL_SIZE);

    memset(call, 0, offsetof(orm_pg_call, first));
    call->context = context;
    call->result = CurrentMemoryContext;
    call->schema = get_func_namespace(fcinfo->flinfo->fn_oid);
    orm_pg_host_open(call);
    orm_call_open(&call->call, &call->host, &call->arena.arena, orm_pg_session(), function);
    call->guard.func = end;
    call->guard.arg = call;
    MemoryContextRegisterResetCallback(context, &call->guard);
    orm_pg_call_push(call);
    return call;
}

void orm_pg_call_check(orm_pg_call *call)
{
    orm_ctx *ctx = &call->call.ctx;

    check_stack_depth();
    if (call->depth > ORM_PG_MAX_DEPTH)
        orm_raise(ctx, ORM_UNSUPPORTED, ORM_TEXT(""),
                  "orm_%s was called from inside %d other calls: a trigger or hook calls itself "
                  "without end",
                  call->call.function->name, ORM_PG_MAX_DEPTH);
    if (GetDatabaseEncoding() != PG_UTF8)
        orm_raise(ctx, ORM_UNSUPPORTED, ORM_TEXT(""),
                  "orm needs a database with encoding UTF8, this one has %s",
                  GetDatabaseEncodingName());
}

/* ---- arguments and result */

/* Texts and documents have one layout: that of text. */
void orm_pg_call_take_arguments(orm_pg_call *call, FunctionCallInfo fcinfo)
{
    MemoryContext before = MemoryContextSwitchTo(call->context);
    int count = Min(PG_NARGS(), ORM_MAX_ARGUMENTS);

    for (int i = 0; i < count; i++) {
        struct varlena *text;

        if (PG_ARGISNULL(i))
            continue;
        text = PG_GETARG_VARLENA_PP(i);
        call->call.args[i].is_null = false;
        call->call.args[i].text = (orm_text){VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
    }
    MemoryContextSwitchTo(before);
}

/* A number or a truth value where the SQL function returns json: update, with and without
 * `returning`. */
static Datum as_json(const orm_result *result)
{
    char digits[MAXINT8LEN + 1];

    if (result->kind == ORM_RESULT_BOOLEAN)
        return CStringGetTextDatum(result->integer ? "true" : "false");
    pg_lltoa(result->integer, digits);
    return CStringGetTextDatum(digits);
}

static Datum give_result(orm_pg_call *call, FunctionCallInfo fcinfo)
{
    orm_result *result = &call->call.result;

    switch (result->kind) {
    case ORM_RESULT_JSON:
    case ORM_RESULT_TEXT:
        SET_VARSIZE(result->buffer.data, result->buffer.length);
        return PointerGetDatum(result->buffer.data);
    case ORM_RESULT_INTEGER:
    case ORM_RESULT_BOOLEAN:
        if (call->call.function->returns == ORM_RETURNS_JSON)
            return as_json(result);
        return result->kind == ORM_RESULT_INTEGER ? Int64GetDatum(result->integer)
                                                  : BoolGetDatum(result->integer != 0);
    case ORM_RESULT_NULL: break;
    }
    fcinfo->isnull = true;
    return (Datum)0;
}

/* ---- around the core's work */

/* One snapshot for all that a reading call reads, and it sees what the calling statement wrote. */
static void push_snapshot(orm_pg_call *call)
{
    CommandCounterIncrement();
    PushActiveSnapshot(GetTransactionSnapshot());
    call->has_snapshot = true;
}

static void refuse_read_only(const orm_pg_call *call)
{
    char name[NAMEDATALEN];

    if (!XactReadOnly)
        return;
    snprintf(name, sizeof name, "orm_%s()", call->call.function->name);
    PreventCommandIfReadOnly(name);
}

/* Waits for other definitions to commit, and looks at what they left. */
static void lock_definitions(void)
{
    if (!XactReadOnly)
        DirectFunctionCall2(pg_advisory_xact_lock_int4, Int32GetDatum(LOCK_CLASS),
                            Int32GetDatum(LOCK_DEFINE));
    AcceptInvalidationMessages();
    orm_pg_catalog_forget();
}

static void pop_snapshot(orm_pg_call *call)
{
    if (call->has_snapshot)
        PopActiveSnapshot();
    call->has_snapshot = false;
}

/* What follows is undone: it runs in a subtransaction. */
static void begin_dry_run(orm_pg_call *call)
{
    call->before = CurrentMemoryContext;
    call->owner = CurrentResourceOwner;
    BeginInternalSubTransaction(NULL);
    MemoryContextSwitchTo(call->before);
    call->is_dry_run = true;
}

static void end_dry_run(orm_pg_call *call)
{
    if (!call->is_dry_run)
        return;
    call->is_dry_run = false;
    RollbackAndReleaseCurrentSubTransaction();
    MemoryContextSwitchTo(call->before);
    CurrentResourceOwner = call->owner;
}

void orm_pg_host_enter(orm_host *host, orm_access access, bool is_dry_run)
{
    orm_pg_call *call = orm_pg_call_of(host);

    switch (access) {
    case ORM_ACCESS_NONE:
    case ORM_ACCESS_ASKED: break;
    case ORM_ACCESS_READ: push_snapshot(call); break;
    case ORM_ACCESS_LOOK:
    case ORM_ACCESS_WRITE: refuse_read_only(call); break;
    case ORM_ACCESS_DEFINE:
        lock_definitions();
        call->host.is_read_only = XactReadOnly;
        break;
    }
    if (is_dry_run && access > ORM_ACCESS_READ)
        begin_dry_run(call);
}

void orm_pg_host_hold(orm_host *host, bool is_held)
{
    if (is_held)
        push_snapshot(orm_pg_call_of(host));
    else
        pop_snapshot(orm_pg_call_of(host));
}

static void leave(orm_pg_call *call)
{
    pop_snapshot(call);
    end_dry_run(call);
}

/* The one place where an error is caught: to be described in our words, and thrown on. */
static void run(orm_pg_call *call)
{
    PG_TRY();
    {
        orm_pg_host_enter(&call->host, (orm_access)call->call.function->access, false);
        orm_call_run(&call->call);
    }
    PG_CATCH();
    {
        end_dry_run(call);
        orm_pg_rethrow(call);
    }
    PG_END_TRY();
}

Datum orm_pg_call_function(FunctionCallInfo fcinfo, int index)
{
    const orm_function *function = &orm_functions[index];
    orm_pg_call *call;
    Datum result;

    if (function->returns == ORM_RETURNS_ROWS)
        return orm_pg_each_function(fcinfo, function);
    call = orm_pg_call_open(fcinfo, function, CurTransactionContext);
    orm_pg_call_check(call);
    orm_pg_call_take_arguments(call, fcinfo);
    run(call);
    leave(call);
    result = give_result(call, fcinfo);
    MemoryContextDelete(call->context);
    return result;
}
