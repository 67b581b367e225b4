/* statement.c - prepared statements, kept under their text.
 *
 * The least recently used ones go first.  A statement that is in use is not shared: a trigger or a
 * sink that runs the same text gets one of its own.  The exceptions are those of `fixed` that are
 * over as soon as they are stepped.  Who closes the kept ones is in keeper.c; where there is no
 * keeper, statements live for one use. */
#include "orm_lite.h"

#include "dialect.h"

/* ---- the statements of our own */

static const char *const fixed_sql[ORM_LITE_FIXED_COUNT] = {
    [ORM_LITE_STAMP] = "SELECT stamp FROM main.orm_meta",
    [ORM_LITE_SAVEPOINT] = "SAVEPOINT orm_call_%d",
    [ORM_LITE_RELEASE] = "RELEASE orm_call_%d",
    [ORM_LITE_ROLLBACK_TO] = "ROLLBACK TO orm_call_%d",
    [ORM_LITE_ROLLBACK] = "ROLLBACK",
    [ORM_LITE_LOCK] = "UPDATE main.orm_meta SET stamp = stamp WHERE 0",
    [ORM_LITE_CREATE] = NULL, /* the dialect's */
    /* changes nothing but a database that was made to be vacuumed so, and that harmlessly */
    [ORM_LITE_WRITER] = "PRAGMA main.incremental_vacuum(1)",
    [ORM_LITE_PROBE] = "SELECT 1",
};

/* Savepoints have a name for each depth of calls inside calls. */
static bool is_per_depth(orm_lite_fixed which)
{
    return which == ORM_LITE_SAVEPOINT || which == ORM_LITE_RELEASE ||
           which == ORM_LITE_ROLLBACK_TO;
}

static orm_text text_of_fixed(orm_lite_call *call, orm_lite_fixed which)
{
    if (which == ORM_LITE_CREATE)
        return orm_text_from(call->host.dialect->catalog_ddl[0]);
    if (!is_per_depth(which))
        return orm_text_from(fixed_sql[which]);
    return orm_text_format(&call->arena.arena, fixed_sql[which], call->depth);
}

/* ---- the list by last use, and the buckets */

static orm_lite_statement **bucket_of(orm_lite_cache *cache, uint64_t hash)
{
    return &cache->buckets[hash % ORM_LITE_BUCKETS];
}

static void link_newest(orm_lite_cache *cache, orm_lite_statement *statement)
{
    statement->newer = NULL;
    statement->older = cache->newest;
    if (cache->newest)
        cache->newest->newer = statement;
    else
        cache->oldest = statement;
    cache->newest = statement;
}

static void unlink_by_use(orm_lite_cache *cache, orm_lite_statement *statement)
{
    if (statement->newer)
        statement->newer->older = statement->older;
    else
        cache->newest = statement->older;
    if (statement->older)
        statement->older->newer = statement->newer;
    else
        cache->oldest = statement->newer;
}

static void unlink_from_bucket(orm_lite_cache *cache, orm_lite_statement *statement)
{
    orm_lite_statement **link = bucket_of(cache, statement->hash);

    while (*link != statement)
        link = &(*link)->bucket;
    *link = statement->bucket;
}

static void destroy(orm_lite_statement *statement)
{
    sqlite3_finalize(statement->engine);
    sqlite3_free(statement);
}

/* Not the cache's any more; whoever still uses it finalizes it. */
static void let_go(orm_lite_statement *statement)
{
    statement->is_kept = false;
    if (statement->users == 0)
        destroy(statement);
}

static void drop(orm_lite_cache *cache, orm_lite_statement *statement)
{
    unlink_by_use(cache, statement);
    unlink_from_bucket(cache, statement);
    cache->count--;
    let_go(statement);
}

static void drop_oldest(orm_lite_cache *cache)
{
    orm_lite_statement *statement = cache->oldest;

    while (statement && statement->users > 0)
        statement = statement->newer;
    if (statement)
        drop(cache, statement);
}

static void keep(orm_lite_cache *cache, orm_lite_statement *statement)
{
    orm_lite_statement **bucket = bucket_of(cache, statement->hash);

    if (cache->count >= ORM_LITE_STATEMENT_LIMIT)
        drop_oldest(cache);
    statement->bucket = *bucket;
    *bucket = statement;
    link_newest(cache, statement);
    cache->count++;
    statement->is_kept = true;
}

/* A free statement of this text, or NULL.  `is_there`: there is one, free or not. */
static orm_lite_statement *find(orm_lite_cache *cache, const orm_statement *wanted, bool *is_there)
{
    orm_lite_statement *statement = *bucket_of(cache, wanted->hash);

    while (statement &&
           (statement->hash != wanted->hash || !orm_text_equal(statement->sql, wanted->sql)))
        statement = statement->bucket;
    *is_there = statement != NULL;
    if (statement == NULL || statement->users > 0)
        return NULL;
    if (cache->newest != statement) {
        unlink_by_use(cache, statement);
        link_newest(cache, statement);
    }
    return statement;
}

void orm_lite_cache_drop_all(orm_lite_cache *cache)
{
    while (cache->newest)
        drop(cache, cache->newest);
    for (int i = 0; i < ORM_LITE_FIXED_COUNT; i++) {
        if (cache->fixed[i])
            let_go(cache->fixed[i]);
        cache->fixed[i] = NULL;
    }
}

/* ---- preparing */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == ';';
}

/* Whether there is another statement in what SQLite has left of the text; comments are none. */
static bool has_more(sqlite3 *db, const char *tail, const char *end)
{
    sqlite3_stmt *next = NULL;
    bool is_more;

    while (tail < end && is_blank(*tail))
        tail++;
    if (tail == end)
        return false;
    is_more = sqlite3_prepare_v2(db, tail, (int)(end - tail), &next, NULL) != SQLITE_OK || next;
    sqlite3_finalize(next);
    return is_more;
}

/* SQLite's code; NULL in `out` when the text holds no statement. */
static int prepare(orm_lite_call *call, orm_text sql, unsigned flags, sqlite3_stmt **out,
                   bool *is_more)
{
    const char *tail = NULL;
    int rc;

    *out = NULL;
    *is_more = false;
    if (sql.length > INT32_MAX)
        return SQLITE_TOOBIG;
    rc = sqlite3_prepare_v3(call->db, sql.data, (int)sql.length, flags, out, &tail);
    if (rc == SQLITE_OK && tail < sql.data + sql.length)
        *is_more = has_more(call->db, tail, sql.data + sql.length);
    return rc;
}

static const char *why_not_one(bool is_more)
{
    return is_more ? "one statement at a time: there is another one behind the first"
                   : "there is no statement in this text";
}

static void prepare_or_raise(orm_lite_call *call, orm_text sql, unsigned flags, sqlite3_stmt **out)
{
    bool is_more;
    int rc = prepare(call, sql, flags, out, &is_more);

    if (rc != SQLITE_OK)
        orm_lite_raise_engine(call, rc);
    if (*out && !is_more)
        return;
    sqlite3_finalize(*out);
    *out = NULL;
    orm_raise(&call->call.ctx, ORM_INVALID_OPTION, ORM_TEXT("sql"), "%s", why_not_one(is_more));
}

/* The core's error, with the reason behind its own sentence. */
static _Noreturn void raise_because(orm_lite_call *call, const orm_error *failure,
                                    const char *reason)
{
    orm_error *error = ORM_NEW(&call->arena.arena, orm_error);

    *error = *failure;
    error->message =
        orm_text_format(&call->arena.arena, "%.*s: %s", ORM_ARG(failure->message), reason);
    orm_throw(&call->call.ctx, error);
}

/* A statement that is wrong raises `failure`; what else may happen (a locked schema, no memory)
 * stays SQLite's. */
void orm_lite_statement_check(orm_lite_call *call, orm_text sql, const orm_error *failure)
{
    sqlite3_stmt *engine;
    bool is_more, is_one;
    int rc = prepare(call, sql, 0, &engine, &is_more);

    if (rc != SQLITE_OK && (failure == NULL || (rc & 0xff) != SQLITE_ERROR))
        orm_lite_raise_engine(call, rc);
    if (rc != SQLITE_OK)
        raise_because(call, failure, sqlite3_errmsg(call->db));
    is_one = engine && !is_more;
    sqlite3_finalize(engine);
    if (!is_one && failure)
        raise_because(call, failure, why_not_one(is_more));
    if (!is_one)
        orm_raise(&call->call.ctx, ORM_INVALID_OPTION, (orm_text){NULL, 0}, "%s",
                  why_not_one(is_more));
}

/* An object with a copy of the text, not prepared yet. */
static orm_lite_statement *new_statement(orm_text sql, uint64_t hash)
{
    orm_lite_statement *statement = sqlite3_malloc64(sizeof *statement + sql.length);

    if (statement == NULL)
        return NULL;
    memset(statement, 0, sizeof *statement);
    statement->hash = hash;
    statement->sql = (orm_text){(char *)(statement + 1), sql.length};
    memcpy(statement + 1, sql.data, sql.length);
    return statement;
}

/* ---- taking and giving back */

static orm_lite_statement *push(orm_lite_call *call, orm_lite_statement *statement)
{
    statement->users++;
    statement->below = call->taken;
    call->taken = statement;
    return statement;
}

/* The object is the call's before anything can fail, so that every way out frees it. */
static orm_lite_statement *take_new(orm_lite_call *call, const orm_statement *wanted,
                                    bool is_keeper)
{
    orm_lite_statement *statement = new_statement(wanted->sql, wanted->hash);

    if (statement == NULL)
        orm_lite_raise_no_memory(call);
    push(call, statement);
    prepare_or_raise(call, wanted->sql, is_keeper ? SQLITE_PREPARE_PERSISTENT : 0,
                     &statement->engine);
    if (is_keeper && call->connection->cache.is_open) /* still, behind the preparing */
        keep(&call->connection->cache, statement);
    return statement;
}

orm_lite_statement *orm_lite_statement_take(orm_lite_call *call, const orm_statement *wanted)
{
    orm_lite_connection *connection = call->connection;
    orm_lite_statement *statement;
    bool is_there;

    if (wanted->is_one_time)
        return take_new(call, wanted, false);
    statement = find(&connection->cache, wanted, &is_there);
    if (statement)
        return push(call, statement);
    return take_new(call, wanted, !is_there && orm_lite_can_keep(connection));
}

void orm_lite_statement_give_back(orm_lite_call *call, orm_lite_statement *statement)
{
    call->taken = statement->below;
    orm_lite_fixed_give_back(statement);
}

/* ---- our own */

/* Whether the call may use the kept one: it is free, or over as soon as it is stepped. */
static bool can_use(const orm_lite_call *call, const orm_lite_statement *kept, orm_lite_fixed which)
{
    if (is_per_depth(which))
        return call->depth == 1;
    return which != ORM_LITE_STAMP || kept->users == 0;
}

static orm_lite_statement *new_fixed(orm_lite_call *call, orm_lite_fixed which, bool is_keeper)
{
    orm_text sql = text_of_fixed(call, which);
    orm_lite_statement *statement = new_statement(sql, 0);
    bool is_more;
    int rc;

    if (statement == NULL)
        orm_lite_raise_no_memory(call);
    rc =
        prepare(call, sql, is_keeper ? SQLITE_PREPARE_PERSISTENT : 0, &statement->engine, &is_more);
    if (rc != SQLITE_OK) {
        sqlite3_free(statement);
        return NULL;
    }
    if (is_keeper && call->connection->cache.is_open) {
        statement->is_kept = true;
        call->connection->cache.fixed[which] = statement;
    }
    return statement;
}

/* The writer is not stepped before it is needed, so an old one could be in need of preparing when
 * nothing can be prepared any more. */
static bool is_keepable(const orm_lite_call *call, orm_lite_fixed which)
{
    return which != ORM_LITE_WRITER && !(is_per_depth(which) && call->depth > 1);
}

orm_lite_statement *orm_lite_fixed_take(orm_lite_call *call, orm_lite_fixed which)
{
    orm_lite_statement *statement = call->connection->cache.fixed[which];

    if (statement == NULL)
        statement =
            new_fixed(call, which, is_keepable(call, which) && orm_lite_can_keep(call->connection));
    else if (!can_use(call, statement, which))
        statement = new_fixed(call, which, false);
    if (statement)
        statement->users++;
    return statement;
}

void orm_lite_fixed_give_back(orm_lite_statement *statement)
{
    if (statement->engine) {
        sqlite3_reset(statement->engine);
        sqlite3_clear_bindings(statement->engine); /* what was bound is the call's memory */
    }
    if (--statement->users == 0 && !statement->is_kept)
        destroy(statement);
}

int orm_lite_step_once(orm_lite_statement *statement)
{
    int rc = sqlite3_step(statement->engine);

    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return rc;
    sqlite3_reset(statement->engine);
    return SQLITE_DONE;
}
