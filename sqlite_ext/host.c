/* host.c - the seam to the core: what is not memory, statements or columns.
 *
 * Every call has an orm_host of its own, a copy of one constant. */
#include "orm_lite.h"

#include <time.h>

#include "dialect.h"
#include "pattern/pattern.h"

/* SQLite finds a table by its name alone, and ours are all in "main". */
static uint64_t locate(orm_host *host, orm_ctx *ctx, orm_text table, orm_text *schema)
{
    (void)host, (void)ctx, (void)table;
    *schema = ORM_TEXT("");
    return 1;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static orm_text database(orm_host *host, orm_ctx *ctx)
{
    const char *path = sqlite3_db_filename(orm_lite_call_of(host)->db, "main");

    if (path == NULL || *path == '\0')
        return ORM_TEXT(":memory:");
    return orm_text_copy(ctx->arena, orm_text_from(base_name(path)));
}

/* Stamps are read in every call. */
static void catalog_changed(orm_host *host)
{
    (void)host;
}

static orm_patterns *open_patterns(orm_host *host)
{
    orm_lite_connection *connection = orm_lite_call_of(host)->connection;

    if (connection->patterns == NULL)
        connection->patterns = orm_patterns_new();
    if (connection->patterns == NULL)
        orm_lite_raise_no_memory(orm_lite_call_of(host));
    return connection->patterns;
}

static bool match(orm_host *host, orm_ctx *ctx, orm_text pattern, orm_text flags, orm_text text)
{
    return orm_patterns_match(open_patterns(host), ctx, pattern, flags, text);
}

static orm_text pattern_problem(orm_host *host, orm_ctx *ctx, orm_text pattern, orm_text flags)
{
    return orm_patterns_problem(open_patterns(host), ctx, pattern, flags);
}

static int64_t now(orm_host *host)
{
    struct timespec time;

    (void)host;
    timespec_get(&time, TIME_UTC);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void fill_random(orm_host *host, void *out, size_t size)
{
    (void)host;
    sqlite3_randomness((int)size, out);
}

/* Every step of a statement looks for an interrupt; this is for loops without one, so one time in
 * many is enough.  There is a function to ask only since 3.41: a statement answers on all. */
static void interrupts(orm_host *host)
{
    enum { EVERY = 256 };
    orm_lite_call *call = orm_lite_call_of(host);
    orm_lite_statement *probe;
    int rc;

    if (++call->connection->polls % EVERY != 0)
        return;
    probe = orm_lite_fixed_take(call, ORM_LITE_PROBE);
    if (probe == NULL)
        orm_lite_raise_engine(call, sqlite3_errcode(call->db));
    rc = orm_lite_step_once(probe);
    orm_lite_fixed_give_back(probe);
    if (rc != SQLITE_DONE)
        orm_lite_raise_engine(call, rc);
}

static void notice(orm_host *host, const char *message)
{
    (void)host;
    sqlite3_log(SQLITE_NOTICE, "orm: %s", message);
}

static orm_text last_error(orm_host *host, orm_ctx *ctx)
{
    const orm_lite_connection *connection = orm_lite_call_of(host)->connection;

    if (connection->last_error == NULL)
        return (orm_text){"", 0};
    return orm_text_copy(ctx->arena,
                         (orm_text){connection->last_error, connection->last_error_length});
}

/* A statement that is in use goes when it is given back. */
static void forget(orm_host *host)
{
    orm_lite_connection *connection = orm_lite_call_of(host)->connection;

    orm_lite_cache_drop_all(&connection->cache);
    if (connection->patterns)
        orm_patterns_clear(connection->patterns);
}

static const orm_host template = {
    .dialect = &orm_dialect_sqlite,
    .catalog_schema = {"main", 4},
    .resize = orm_lite_resize,
    .release = orm_lite_release,
    .arena_open = orm_lite_arena_open,
    .arena_keep = orm_lite_arena_keep,
    .raise = orm_lite_raise,
    .run = orm_lite_run,
    .cursor_open = orm_lite_cursor_open,
    .cursor_fetch = orm_lite_cursor_fetch,
    .append = orm_lite_append,
    .fetch = orm_lite_fetch,
    .names = orm_lite_names,
    .inspect = orm_lite_inspect,
    .prepare = orm_lite_prepare,
    .enter = orm_lite_transaction_enter,
    .write = orm_lite_transaction_write,
    .guard = orm_lite_transaction_guard,
    .stamp = orm_lite_transaction_stamp,
    .locate = locate,
    .database = database,
    .rebuild = orm_lite_transaction_rebuild,
    .catalog_changed = catalog_changed,
    .match = match,
    .pattern_problem = pattern_problem,
    .now = now,
    .random = fill_random,
    .interrupts = interrupts,
    .notice = notice,
    .last_error = last_error,
    .forget = forget,
};

void orm_lite_host_open(orm_lite_call *call)
{
    call->host = template;
    call->host.is_literal_forbidden = call->connection->is_literal_forbidden;
    call->host.result_limit = (size_t)sqlite3_limit(call->db, SQLITE_LIMIT_LENGTH, -1);
}
