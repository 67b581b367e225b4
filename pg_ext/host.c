/* host.c - the seam to the core: memory, time, tables, notices.
 *
 * Statements are run.c's and the catalog's stamp is catalog.c's; here is the rest of orm_host, and
 * the place where one is filled in. */
#include "orm_pg.h"

#include "dialect.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/dbcommands.h"
#include "miscadmin.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"

#include "pattern/pattern.h"

/* ---- memory */

/* A large answer is asked for with room to spare, which costs no memory until it is written to. The
 * system's malloc keeps free memory up to twice the largest block that it has seen, and gives back
 * what is more; an answer, PostgreSQL's copy of it and its message are three times the answer.
 * Without the room every large answer would have its pages taken away and given back: for 4 MB
 * that takes longer than making it. */
enum { LARGE = 64 * 1024, ROOM = 4, MOST_ROOM = 16 * 1024 * 1024 };

static void *resize_result(orm_pg_call *call, void *block, size_t size)
{
    size_t asked = size < LARGE ? size : Max(size, Min(size * ROOM, MOST_ROOM));

    if (block == NULL)
        return MemoryContextAllocHuge(call->result, asked);
    if (size + MAXIMUM_ALIGNOF * 8 < GetMemoryChunkSpace(block))
        return block;
    return repalloc_huge(block, asked);
}

static void *resize(orm_host *host, void *block, size_t size, orm_life life)
{
    orm_pg_call *call = orm_pg_call_of(host);

    if (life == ORM_LIFE_RESULT)
        return resize_result(call, block, size);
    return block ? repalloc_huge(block, size) : MemoryContextAllocHuge(call->context, size);
}

static void release(orm_host *host pg_attribute_unused(), void *block)
{
    pfree(block);
}

/* Blocks as large as a context's are asked for as larger ones: those get memory of their own, the
 * others would each waste the rest of a block twice their size. */
static void *arena_more(orm_arena *arena, size_t size)
{
    MemoryContext context = ((orm_pg_arena *)arena)->context;

    if (size == ALLOCSET_SEPARATE_THRESHOLD)
        size += MAXIMUM_ALIGNOF;
    return MemoryContextAllocHuge(context, size);
}

/* A call's own arena goes with the call. */
static void arena_free_with_call(orm_arena *arena pg_attribute_unused())
{
}

static void arena_free(orm_arena *arena)
{
    MemoryContextDelete(((orm_pg_arena *)arena)->context);
}

static orm_arena *arena_open(orm_host *host)
{
    MemoryContext context =
        AllocSetContextCreate(orm_pg_call_of(host)->context, "orm arena", ALLOCSET_SMALL_SIZES);
    orm_pg_arena *made = MemoryContextAllocZero(context, sizeof *made);

    made->context = context;
    made->arena.more = arena_more;
    made->arena.free = arena_free;
    return &made->arena;
}

static void arena_keep(orm_host *host pg_attribute_unused(), orm_arena *arena)
{
    MemoryContextSetParent(((orm_pg_arena *)arena)->context, CacheMemoryContext);
}

/* ---- the database */

static bool is_table(Oid relation)
{
    switch (get_rel_relkind(relation)) {
    case RELKIND_RELATION:
    case RELKIND_VIEW:
    case RELKIND_MATVIEW:
    case RELKIND_FOREIGN_TABLE:
    case RELKIND_PARTITIONED_TABLE: return true;
    default: return false;
    }
}

static uint64_t locate(orm_host *host pg_attribute_unused(), orm_ctx *ctx, orm_text table,
                       orm_text *schema)
{
    char name[NAMEDATALEN];
    Oid relation, found;

    if (table.length >= sizeof name)
        return 0;
    memcpy(name, table.data, table.length);
    name[table.length] = '\0';
    relation = RelnameGetRelid(name);
    if (!OidIsValid(relation) || !is_table(relation))
        return 0;
    found = get_rel_namespace(relation);
    if (schema)
        *schema = orm_text_copy(ctx->arena, orm_text_from(get_namespace_name(found)));
    return found;
}

static orm_text database(orm_host *host pg_attribute_unused(), orm_ctx *ctx)
{
    return orm_text_copy(ctx->arena, orm_text_from(get_database_name(MyDatabaseId)));
}

/* ---- the rest */

static int64_t now(orm_host *host pg_attribute_unused())
{
    return GetCurrentStatementStartTimestamp() + ORM_PG_EPOCH;
}

static void random_bytes(orm_host *host pg_attribute_unused(), void *out, size_t size)
{
    if (!pg_strong_random(out, size))
        ereport(ERROR,
                (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));
}

static void interrupts(orm_host *host pg_attribute_unused())
{
    CHECK_FOR_INTERRUPTS();
}

static void notice(orm_host *host pg_attribute_unused(), const char *message)
{
    ereport(NOTICE, errmsg_internal("%s", message));
}

/* A pooled session must not show another client's error. */
static orm_text last_error(orm_host *host pg_attribute_unused(), orm_ctx *ctx pg_attribute_unused())
{
    return ORM_TEXT("");
}

/* Compiled patterns of this backend, or NULL. */
static orm_patterns *patterns;

static orm_patterns *open_patterns(void)
{
    if (patterns == NULL)
        patterns = orm_patterns_new();
    if (patterns == NULL)
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
    return patterns;
}

static bool match(orm_host *host pg_attribute_unused(), orm_ctx *ctx, orm_text pattern,
                  orm_text flags, orm_text text)
{
    return orm_patterns_match(open_patterns(), ctx, pattern, flags, text);
}

static orm_text pattern_problem(orm_host *host pg_attribute_unused(), orm_ctx *ctx,
                                orm_text pattern, orm_text flags)
{
    return orm_patterns_problem(open_patterns(), ctx, pattern, flags);
}

static void forget(orm_host *host pg_attribute_unused())
{
    orm_pg_statement_clear();
    orm_pg_catalog_forget();
    if (patterns)
        orm_patterns_clear(patterns);
}

/* ---- filling it in */

static const orm_host callbacks = {
    .dialect = &orm_dialect_postgres,
    .result_header = VARHDRSZ,
    .result_limit = MaxAllocSize,
    .resize = resize,
    .release = release,
    .arena_open = arena_open,
    .arena_keep = arena_keep,
    .raise = orm_pg_host_raise,
    .run = orm_pg_host_run,
    .scan = orm_pg_host_scan,
    .run_source = orm_pg_host_run_source,
    .cursor_open = orm_pg_host_cursor_open,
    .cursor_fetch = orm_pg_host_cursor_fetch,
    .append = orm_pg_host_append,
    .fetch = orm_pg_host_fetch,
    .names = orm_pg_host_names,
    .inspect = orm_pg_host_inspect,
    .prepare = orm_pg_host_prepare,
    .enter = orm_pg_host_enter,
    .hold = orm_pg_host_hold,
    .stamp = orm_pg_host_stamp,
    .locate = locate,
    .database = database,
    .catalog_changed = orm_pg_host_catalog_changed,
    .now = now,
    .random = random_bytes,
    .interrupts = interrupts,
    .notice = notice,
    .last_error = last_error,
    .match = match,
    .pattern_problem = pattern_problem,
    .forget = forget,
};

void orm_pg_host_open(orm_pg_call *call)
{
    orm_pg_arena *arena = &call->arena;

    arena->context = call->context;
    arena->arena.next = (char *)MAXALIGN(call->first);
    arena->arena.end = (char *)call + ORM_PG_CALL_SIZE;
    arena->arena.more = arena_more;
    arena->arena.free = arena_free_with_call;
    call->host = callbacks;
    call->host.is_literal_forbidden = !orm_pg_allow_literal;
    call->host.catalog_schema = orm_text_copy(&arena->arena, orm_pg_catalog_schema(call->schema));
}
