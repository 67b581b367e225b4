/* transaction.c - what stands around a call's statements.
 *
 * Reading: the SELECT of the catalog's stamp stands on its row until the call returns, so that all
 * statements of the call see one snapshot (without it two statements of one SELECT f() see
 * different commits, in both journal modes).
 *
 * Writing: a savepoint, and at once the write lock, by an UPDATE of no row.  A call that reads
 * before it has the lock gets SQLITE_BUSY_SNAPSHOT in WAL mode, which no busy timeout helps.
 *
 * Undoing: when the call found the connection in autocommit, the transaction is the savepoint's and
 * ROLLBACK ends it, whatever state a failed RELEASE has left it in; else ROLLBACK TO and RELEASE.
 * After sqlite3_interrupt(), and when memory has run out inside of SQLite, nothing can be prepared
 * and every statement answers so until the outer SELECT has ended.  But a writing statement that is
 * interrupted makes SQLite roll back the whole transaction: the lock's UPDATE is stepped once more
 * for that.  All of these statements are prepared before the savepoint is opened. */
#include "orm_lite.h"

static sqlite3_stmt *engine_of(orm_lite_call *call, orm_lite_fixed which)
{
    return call->ways[which]->engine;
}

/* There is no catalog: known from preparing, or from a statement whose table is gone. */
static bool is_table_missing(sqlite3 *db, int rc)
{
    return (rc & 0xff) == SQLITE_ERROR && strncmp(sqlite3_errmsg(db), "no such table", 13) == 0;
}

/* ---- the snapshot of a reading call */

static void copy_stamp(sqlite3_stmt *engine, uint8_t stamp[16])
{
    const void *bytes = sqlite3_column_blob(engine, 0);
    size_t length = (size_t)sqlite3_column_bytes(engine, 0);

    memset(stamp, 0, 16);
    if (bytes)
        memcpy(stamp, bytes, length < 16 ? length : 16);
}

/* Steps to the stamp; false when nothing was ever defined. */
static bool read_stamp(orm_lite_call *call, orm_lite_statement *statement, uint8_t stamp[16])
{
    int rc = sqlite3_step(statement->engine);

    if (rc == SQLITE_ROW) {
        copy_stamp(statement->engine, stamp);
        return true;
    }
    if (rc != SQLITE_DONE && !is_table_missing(call->db, rc))
        orm_lite_raise_engine(call, rc);
    return false;
}

/* The statement, or NULL where there is no catalog. */
static orm_lite_statement *take_stamp(orm_lite_call *call)
{
    orm_lite_statement *statement = orm_lite_fixed_take(call, ORM_LITE_STAMP);

    if (statement == NULL && !is_table_missing(call->db, sqlite3_errcode(call->db)))
        orm_lite_raise_engine(call, sqlite3_errcode(call->db));
    return statement;
}

static void open_snapshot(orm_lite_call *call)
{
    call->is_stamp_known = true;
    call->snapshot = take_stamp(call);
    if (call->snapshot)
        call->has_stamp = read_stamp(call, call->snapshot, call->stamp);
}

static void close_snapshot(orm_lite_call *call)
{
    if (call->snapshot)
        orm_lite_fixed_give_back(call->snapshot);
    call->snapshot = NULL;
}

/* A writing call may have changed it, so it is asked each time. */
static bool ask_stamp(orm_lite_call *call, uint8_t stamp[16])
{
    bool is_there;

    call->snapshot = take_stamp(call);
    is_there = call->snapshot && read_stamp(call, call->snapshot, stamp);
    close_snapshot(call);
    return is_there;
}

bool orm_lite_transaction_stamp(orm_host *host, uint8_t stamp[16])
{
    orm_lite_call *call = orm_lite_call_of(host);

    if (!call->is_stamp_known)
        return ask_stamp(call, stamp);
    memcpy(stamp, call->stamp, sizeof call->stamp);
    return call->has_stamp;
}

/* ---- the savepoint and lock of a writing call */

static void take_way(orm_lite_call *call, orm_lite_fixed which)
{
    call->ways[which] = orm_lite_fixed_take(call, which);
    if (call->ways[which] == NULL)
        orm_lite_raise_engine(call, sqlite3_errcode(call->db));
}

static void give_back_ways(orm_lite_call *call)
{
    for (int i = 0; i < ORM_LITE_FIXED_COUNT; i++) {
        if (call->ways[i])
            orm_lite_fixed_give_back(call->ways[i]);
        call->ways[i] = NULL;
    }
}

/* Where there is no catalog, a definition makes its first table; for another call the statement
 * that would make it is only the last way out, and may be missing. */
static void take_create(orm_lite_call *call)
{
    if (call->call.function->access == ORM_ACCESS_DEFINE)
        take_way(call, ORM_LITE_CREATE);
    else
        call->ways[ORM_LITE_CREATE] = orm_lite_fixed_take(call, ORM_LITE_CREATE);
}

static void take_ways(orm_lite_call *call)
{
    for (int i = ORM_LITE_SAVEPOINT; i <= ORM_LITE_ROLLBACK; i++)
        take_way(call, i);
    call->ways[ORM_LITE_LOCK] = orm_lite_fixed_take(call, ORM_LITE_LOCK);
    if (call->ways[ORM_LITE_LOCK])
        return;
    if (!is_table_missing(call->db, sqlite3_errcode(call->db)))
        orm_lite_raise_engine(call, sqlite3_errcode(call->db));
    take_create(call);
}

static int make_lock_table(orm_lite_call *call)
{
    if (call->ways[ORM_LITE_CREATE] == NULL)
        take_create(call);
    if (call->call.function->access != ORM_ACCESS_DEFINE)
        return SQLITE_DONE; /* nothing is defined, so there is nothing to guard */
    return orm_lite_step_once(call->ways[ORM_LITE_CREATE]);
}

static int take_lock(orm_lite_call *call)
{
    int rc;

    if (call->ways[ORM_LITE_LOCK] == NULL)
        return make_lock_table(call);
    rc = orm_lite_step_once(call->ways[ORM_LITE_LOCK]);
    if (!is_table_missing(call->db, rc))
        return rc;
    /* it was there when the statement was prepared */
    orm_lite_fixed_give_back(call->ways[ORM_LITE_LOCK]);
    call->ways[ORM_LITE_LOCK] = NULL;
    return make_lock_table(call);
}

static void step_savepoint(orm_lite_call *call)
{
    int rc = orm_lite_step_once(call->ways[ORM_LITE_SAVEPOINT]);

    if (rc == SQLITE_DONE) {
        call->is_saved = true;
        return;
    }
    if ((rc & 0xff) != SQLITE_BUSY)
        orm_lite_raise_engine(call, rc);
    orm_raise(&call->call.ctx, ORM_UNSUPPORTED, (orm_text){NULL, 0},
              "orm_%s cannot write from inside a running INSERT, UPDATE, DELETE or trigger: SQLite "
              "opens no savepoint there; call it from a SELECT of its own",
              call->call.function->name);
}

static void roll_back(orm_lite_call *call);

static void open_savepoint(orm_lite_call *call)
{
    int rc;

    take_ways(call);
    step_savepoint(call);
    rc = take_lock(call);
    if (rc == SQLITE_DONE)
        return;
    if ((rc & 0xff) != SQLITE_READONLY || call->call.function->access != ORM_ACCESS_DEFINE)
        orm_lite_raise_engine(call, rc);
    /* a definition that changes nothing is welcome here; one that does will get this code itself */
    roll_back(call);
    open_snapshot(call);
}

void orm_lite_transaction_refresh(orm_lite_call *call)
{
    int rc;

    if (!call->is_saved)
        return;
    if (call->ways[ORM_LITE_LOCK] == NULL)
        call->ways[ORM_LITE_LOCK] = orm_lite_fixed_take(call, ORM_LITE_LOCK);
    if (call->ways[ORM_LITE_LOCK] == NULL)
        return;
    rc = orm_lite_step_once(call->ways[ORM_LITE_LOCK]);
    if (rc != SQLITE_DONE && !is_table_missing(call->db, rc))
        orm_lite_raise_engine(call, rc);
}

void orm_lite_transaction_enter(orm_lite_call *call)
{
    call->is_autocommit = sqlite3_get_autocommit(call->db) != 0;
    if (call->call.function->access == ORM_ACCESS_READ)
        open_snapshot(call);
    else if (call->call.function->access != ORM_ACCESS_NONE)
        open_savepoint(call);
}

void orm_lite_transaction_leave(orm_lite_call *call)
{
    int rc;

    close_snapshot(call);
    if (call->is_saved) {
        rc = orm_lite_step_once(call->ways[ORM_LITE_RELEASE]);
        if (rc != SQLITE_DONE)
            orm_lite_raise_engine(call, rc);
        call->is_saved = false;
    }
    give_back_ways(call);
}

/* ---- undoing */

/* One way out, reset whether it went or not; its code. */
static int go(orm_lite_call *call, orm_lite_fixed which)
{
    int rc = sqlite3_step(engine_of(call, which));

    sqlite3_reset(engine_of(call, which));
    return rc == SQLITE_ROW ? SQLITE_DONE : rc;
}

static int step_back(orm_lite_call *call)
{
    int rc;

    if (call->is_autocommit)
        return go(call, ORM_LITE_ROLLBACK);
    rc = go(call, ORM_LITE_ROLLBACK_TO);
    return rc == SQLITE_DONE ? go(call, ORM_LITE_RELEASE) : rc;
}

static bool is_cut_off(int rc)
{
    return (rc & 0xff) == SQLITE_INTERRUPT || (rc & 0xff) == SQLITE_NOMEM;
}

/* Steps a writing statement that will be interrupted, and with it everything is rolled back. */
static void force_back(orm_lite_call *call)
{
    if (call->ways[ORM_LITE_LOCK])
        go(call, ORM_LITE_LOCK);
    else if (call->ways[ORM_LITE_CREATE])
        go(call, ORM_LITE_CREATE);
}

static void roll_back(orm_lite_call *call)
{
    /* An interrupt that comes from a progress handler may be over at the next statement. */
    for (int tries = 0; tries < 3 && !sqlite3_get_autocommit(call->db); tries++) {
        if (!is_cut_off(step_back(call)))
            break;
        force_back(call);
    }
    call->is_saved = false;
    give_back_ways(call);
}

void orm_lite_transaction_undo(orm_lite_call *call)
{
    while (call->taken)
        orm_lite_statement_give_back(call, call->taken);
    close_snapshot(call);
    if (call->is_saved)
        roll_back(call);
    give_back_ways(call);
}
