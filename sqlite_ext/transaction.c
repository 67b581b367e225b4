/* transaction.c - what stands around a call's statements.
 *
 * Reading: the SELECT of the catalog's stamp stands on its row until the call returns, so that all
 * statements of the call see one snapshot (without it two statements of one SELECT f() see
 * different commits, in both journal modes).
 *
 * Writing: a savepoint, and at once the write lock, by an UPDATE of no row.  A call that reads
 * before it has the lock gets SQLITE_BUSY_SNAPSHOT in WAL mode, which no busy timeout helps.
 *
 * A call that often finds what it would write (LOOK) reads first, as a reading one does, and begins
 * anew as a writing one where it has to write: the lock costs a third of such a call.
 *
 * Undoing: when the call found the connection in autocommit, the transaction is the savepoint's and
 * ROLLBACK ends it, whatever state a failed RELEASE has left it in; else ROLLBACK TO and RELEASE.
 * After sqlite3_interrupt(), and when memory has run out inside of SQLite, nothing can be prepared
 * and every statement answers so until the outer SELECT has ended.  But a writing statement that is
 * interrupted makes SQLite roll back the whole transaction: the lock's UPDATE is stepped once more
 * for that.  All of these statements are prepared before the savepoint is opened.
 *
 * A progress handler can interrupt a statement that has done its work already, SAVEPOINT and
 * RELEASE too.  Whether they have is asked of autocommit or, in the caller's transaction, of a
 * RELEASE: each depth of calls has a savepoint's name of its own, so that none is taken for
 * another's. */
#include "orm_lite.h"

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

/* Where there is no catalog, a definition makes its first table.  There is nothing to guard for
 * another call, but it needs a writing statement for the last way out (where it may have one). */
static void take_ways_without_catalog(orm_lite_call *call)
{
    if (call->access == ORM_ACCESS_DEFINE)
        take_way(call, ORM_LITE_CREATE);
    call->ways[ORM_LITE_WRITER] = orm_lite_fixed_take(call, ORM_LITE_WRITER);
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
    take_ways_without_catalog(call);
}

static int take_lock(orm_lite_call *call)
{
    if (call->ways[ORM_LITE_LOCK]) {
        int rc = orm_lite_step_once(call->ways[ORM_LITE_LOCK]);

        if (!is_table_missing(call->db, rc))
            return rc;
        /* it was there when the statement was prepared */
        orm_lite_fixed_give_back(call->ways[ORM_LITE_LOCK]);
        call->ways[ORM_LITE_LOCK] = NULL;
        take_ways_without_catalog(call);
    }
    if (call->ways[ORM_LITE_CREATE] == NULL)
        return SQLITE_DONE;
    return orm_lite_step_once(call->ways[ORM_LITE_CREATE]);
}

/* One way, reset whether it went or not; its code. */
static int go(orm_lite_call *call, orm_lite_fixed which)
{
    sqlite3_stmt *engine = call->ways[which]->engine;
    int rc = sqlite3_step(engine);

    sqlite3_reset(engine);
    return rc == SQLITE_ROW ? SQLITE_DONE : rc;
}

/* Interrupted, or without memory: perhaps behind its work, and then perhaps not the next time. */
static bool is_cut_off(int rc)
{
    return (rc & 0xff) == SQLITE_INTERRUPT || (rc & 0xff) == SQLITE_NOMEM;
}

/* SAVEPOINT was cut off: nothing is written yet, so releasing it is as good as going back to it. */
static void forget_savepoint(orm_lite_call *call)
{
    if (call->is_autocommit)
        call->is_saved = !sqlite3_get_autocommit(call->db);
    else
        go(call, ORM_LITE_RELEASE);
}

static _Noreturn void leave_savepoint(orm_lite_call *call, int rc)
{
    orm_lite_failure failure = orm_lite_engine_failure(call, rc);

    if (is_cut_off(rc))
        forget_savepoint(call);
    orm_lite_leave(call, failure);
}

static void step_savepoint(orm_lite_call *call)
{
    int rc = orm_lite_step_once(call->ways[ORM_LITE_SAVEPOINT]);

    call->is_saved = rc == SQLITE_DONE;
    if (call->is_saved)
        return;
    if ((rc & 0xff) != SQLITE_BUSY)
        leave_savepoint(call, rc);
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
    if ((rc & 0xff) != SQLITE_READONLY || call->access != ORM_ACCESS_DEFINE)
        orm_lite_raise_engine(call, rc);
    /* a definition that changes nothing is welcome here; one that does will get this code itself */
    roll_back(call);
    open_snapshot(call);
    call->host.is_read_only = true;
}

void orm_lite_transaction_refresh(orm_lite_call *call)
{
    orm_lite_statement *last;
    int rc;

    if (!call->is_saved)
        return;
    if (call->ways[ORM_LITE_LOCK] == NULL)
        call->ways[ORM_LITE_LOCK] = orm_lite_fixed_take(call, ORM_LITE_LOCK);
    last = call->ways[ORM_LITE_LOCK] ? call->ways[ORM_LITE_LOCK] : call->ways[ORM_LITE_WRITER];
    rc = last ? orm_lite_step_once(last) : SQLITE_DONE;
    if (rc != SQLITE_DONE && !is_table_missing(call->db, rc))
        orm_lite_raise_engine(call, rc);
}

/* A savepoint without the lock: most of what is guarded writes nothing.  Inside a running INSERT,
 * UPDATE, DELETE or trigger there is none, and nothing that is called there can write either. */
void orm_lite_transaction_guard(orm_host *host)
{
    orm_lite_call *call = orm_lite_call_of(host);
    int rc;

    if (call->is_saved || call->ways[ORM_LITE_SAVEPOINT])
        return;
    for (int i = ORM_LITE_SAVEPOINT; i <= ORM_LITE_ROLLBACK; i++)
        take_way(call, i);
    rc = orm_lite_step_once(call->ways[ORM_LITE_SAVEPOINT]);
    call->is_saved = rc == SQLITE_DONE;
    if (!call->is_saved && (rc & 0xff) != SQLITE_BUSY)
        leave_savepoint(call, rc);
}

/* Looking first costs nothing where nothing is held: no transaction of the caller's, whose snapshot
 * would be older than the lock, and no statement around the call.  A database that cannot be
 * written is left to the lock to say so. */
static bool may_look(const orm_lite_call *call)
{
    return call->is_autocommit && sqlite3_txn_state(call->db, NULL) == SQLITE_TXN_NONE &&
           sqlite3_db_readonly(call->db, "main") == 0;
}

bool orm_lite_transaction_write(orm_host *host)
{
    orm_lite_call *call = orm_lite_call_of(host);

    if (!call->is_looking)
        return false;
    call->is_looking = false;
    close_snapshot(call);
    call->is_stamp_known = call->has_stamp = false;
    open_savepoint(call);
    return true;
}

void orm_lite_transaction_enter(orm_host *host, orm_access access, bool is_dry_run)
{
    orm_lite_call *call = orm_lite_call_of(host);

    call->access = (uint8_t)access;
    call->is_dry_run = is_dry_run;
    call->is_autocommit = sqlite3_get_autocommit(call->db) != 0;
    call->host.is_in_transaction = !call->is_autocommit;
    call->is_looking = access == ORM_ACCESS_LOOK && may_look(call);
    if (access == ORM_ACCESS_READ || call->is_looking)
        open_snapshot(call);
    else if (access != ORM_ACCESS_NONE)
        open_savepoint(call);
}

/* ---- rebuilding tables */

static void configure(sqlite3 *db, bool has_foreign_keys, bool has_legacy_rename)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, (int)has_foreign_keys, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, (int)has_legacy_rename, NULL);
}

static void end_rebuild(orm_lite_call *call)
{
    if (call->is_rebuilding)
        configure(call->db, call->had_foreign_keys, call->had_legacy_rename);
    call->is_rebuilding = false;
}

static void begin_rebuild(orm_lite_call *call)
{
    int has_foreign_keys = 0, has_legacy_rename = 0;

    sqlite3_db_config(call->db, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &has_foreign_keys);
    sqlite3_db_config(call->db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, -1, &has_legacy_rename);
    call->had_foreign_keys = has_foreign_keys != 0;
    call->had_legacy_rename = has_legacy_rename != 0;
    call->is_rebuilding = true;
    configure(call->db, false, true);
}

void orm_lite_transaction_rebuild(orm_host *host, bool is_rebuilding)
{
    orm_lite_call *call = orm_lite_call_of(host);

    if (is_rebuilding == call->is_rebuilding)
        return;
    if (is_rebuilding)
        begin_rebuild(call);
    else
        end_rebuild(call);
    orm_lite_transaction_refresh(call); /* every statement has to be prepared again */
}

/* ---- leaving */

/* Whether a RELEASE that was cut off has done its work. */
static bool is_released(orm_lite_call *call)
{
    if (call->is_autocommit)
        return sqlite3_get_autocommit(call->db) != 0;
    return !is_cut_off(go(call, ORM_LITE_RELEASE)); /* "no such savepoint" is a yes too */
}

static void release(orm_lite_call *call)
{
    int rc = orm_lite_step_once(call->ways[ORM_LITE_RELEASE]);

    if (rc != SQLITE_DONE) {
        orm_lite_failure failure = orm_lite_engine_failure(call, rc);

        if (!is_cut_off(rc) || !is_released(call))
            orm_lite_leave(call, failure);
    }
    call->is_saved = false;
}

void orm_lite_transaction_leave(orm_lite_call *call)
{
    close_snapshot(call);
    if (call->is_saved && call->is_dry_run)
        roll_back(call);
    else if (call->is_saved)
        release(call);
    end_rebuild(call);
    give_back_ways(call);
}

/* ---- undoing */

static int step_back(orm_lite_call *call)
{
    int rc;

    if (call->is_autocommit)
        return go(call, ORM_LITE_ROLLBACK);
    rc = go(call, ORM_LITE_ROLLBACK_TO);
    return rc == SQLITE_DONE ? go(call, ORM_LITE_RELEASE) : rc;
}

/* Steps a writing statement that will be cut off too, and with it everything is rolled back. */
static void force_back(orm_lite_call *call)
{
    if (call->ways[ORM_LITE_LOCK])
        go(call, ORM_LITE_LOCK);
    else if (call->ways[ORM_LITE_WRITER])
        go(call, ORM_LITE_WRITER);
}

/* Cut off between a CREATE INDEX or PRAGMA, after which every prepared statement must be prepared
 * again, and the moment where it was (and without memory always, before SQLite 3.40): nothing leads
 * out before the outer SELECT has ended.  Then the next call does. */
static void remember_stuck(orm_lite_call *call)
{
    if (call->depth > 1)
        return; /* the outer call undoes it */
    call->connection->is_stuck = true;
    call->connection->stuck_changes = sqlite3_total_changes64(call->db);
}

static void roll_back(orm_lite_call *call)
{
    bool is_back = false;

    for (int tries = 0; tries < 3 && !is_back; tries++) {
        is_back = sqlite3_get_autocommit(call->db) || !is_cut_off(step_back(call));
        if (!is_back)
            force_back(call);
    }
    if (!is_back && !sqlite3_get_autocommit(call->db))
        remember_stuck(call);
    call->is_saved = false;
    give_back_ways(call);
}

/* By its name the savepoint is found or not; what the application has written since is not undone
 * with it. */
void orm_lite_transaction_recover(orm_lite_connection *connection)
{
    sqlite3 *db = connection->db;

    if (!connection->is_stuck)
        return;
    connection->is_stuck = false;
    if (sqlite3_total_changes64(db) == connection->stuck_changes &&
        sqlite3_exec(db, "ROLLBACK TO orm_call_1", NULL, NULL, NULL) == SQLITE_OK)
        sqlite3_exec(db, "RELEASE orm_call_1", NULL, NULL, NULL);
}

void orm_lite_transaction_undo(orm_lite_call *call)
{
    while (call->taken)
        orm_lite_statement_give_back(call, call->taken);
    close_snapshot(call);
    if (call->is_saved)
        roll_back(call);
    end_rebuild(call);
    give_back_ways(call);
}
