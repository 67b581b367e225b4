/* catalog.c - where the extension is, and the catalog's stamp.
 *
 * The stamp is 16 random bytes in the one row of orm_meta, new with every change of the catalog;
 * the core rebuilds its models when the stamp is another one.  Our own functions send an
 * invalidation of orm_meta with every change, and when one arrives the stamp is read again.  A
 * restore, logical replication or an edit by hand sends none; for these the stamp is also read by
 * each transaction that begins a while after the last reading (each would cost a lookup by key a
 * tenth more).
 *
 * It is read under the latest snapshot: under a transaction's own, one that began before the change
 * would take the message, see the old row, and keep it for ever.
 *
 * No Oid is trusted for longer than the schema that it was looked up in: DROP and CREATE EXTENSION,
 * or a CREATE that is rolled back, may give everything a new one. */
#include "orm_pg.h"

#include "access/xact.h"
#include "catalog/pg_namespace.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/* For how long transactions believe a stamp that others read before them: microseconds. */
enum { STAMP_AGE = 100 * 1000 };

/* What this backend knows of the extension. */
static struct {
    orm_session *session;
    Oid schema; /* for which all below holds */
    bool has_names;
    char name[2 * NAMEDATALEN + 3]; /* the schema, quoted */
    char sql[2 * NAMEDATALEN + 64]; /* reads the stamp */
    uint64_t sql_hash;
    Oid meta;                       /* orm_meta, or InvalidOid */
    LocalTransactionId transaction; /* in which the stamp was read */
    TimestampTz read_at;            /* start of the statement that read it */
    bool is_fresh;                  /* nothing arrived since */
    bool has_stamp;
    uint8_t stamp[16];
} known;

/* ---- invalidation: runs at any moment, so it only notes */

static void relation_changed(Datum argument pg_attribute_unused(), Oid relation)
{
    if (OidIsValid(relation) && relation != known.meta)
        return;
    known.is_fresh = false;
    known.has_names = false; /* the table may be another one now */
}

static void schema_changed(Datum argument pg_attribute_unused(), int cache pg_attribute_unused(),
                           uint32 hash pg_attribute_unused())
{
    known.has_names = false;
}

void orm_pg_catalog_init(void)
{
    CacheRegisterRelcacheCallback(relation_changed, (Datum)0);
    CacheRegisterSyscacheCallback(NAMESPACEOID, schema_changed, (Datum)0);
}

void orm_pg_catalog_forget(void)
{
    known.is_fresh = false;
}

/* ---- the extension's schema */

static void learn_names(Oid schema)
{
    char *name;

    known.has_names = true; /* a message that arrives from here on says otherwise */
    name = get_namespace_name(schema);
    if (name == NULL)
        elog(ERROR, "cache lookup failed for schema %u", schema);
    strlcpy(known.name, quote_identifier(name), sizeof known.name);
    snprintf(known.sql, sizeof known.sql, "SELECT stamp FROM %s.orm_meta", known.name);
    known.sql_hash = orm_text_hash(orm_text_from(known.sql), ORM_HASH_SEED);
    known.meta = get_relname_relid("orm_meta", schema);
    known.schema = schema;
    known.is_fresh = false;
    if (!OidIsValid(known.meta))
        known.has_names = false;
}

orm_text orm_pg_catalog_schema(Oid schema)
{
    if (!known.has_names || known.schema != schema)
        learn_names(schema);
    return orm_text_from(known.name);
}

orm_session *orm_pg_session(void)
{
    if (known.session == NULL)
        known.session = MemoryContextAllocZero(TopMemoryContext, orm_session_size());
    return known.session;
}

/* ---- the stamp */

typedef struct stamp_sink {
    orm_sink sink;
    bool has_stamp;
    uint8_t stamp[16];
} stamp_sink;

static void take_stamp(orm_sink *sink, orm_row *row)
{
    stamp_sink *taken = (stamp_sink *)sink;
    struct varlena *stamp;

    if (row->nulls[0])
        return;
    stamp = orm_pg_unpack(&row->columns->column[0], row->values[0]);
    if (VARSIZE_ANY_EXHDR(stamp) != sizeof taken->stamp)
        ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED),
                        errmsg("the stamp in %s.orm_meta is not 16 bytes long", known.name)));
    memcpy(taken->stamp, VARDATA_ANY(stamp), sizeof taken->stamp);
    taken->has_stamp = true;
}

static void push_stamp(orm_host *host, orm_sink *sink)
{
    static const char *const column = "stamp";
    orm_statement statement = {.sql = orm_text_from(known.sql),
                               .hash = known.sql_hash,
                               .is_latest = true,
                               .planning = ORM_PLAN_GENERIC};

    if (!orm_pg_host_scan(host, "orm_meta", &column, 1, sink))
        orm_pg_host_run(host, &statement, NULL, sink);
}

/* The flag is raised before the table is read: a message that arrives while it is being read lowers
 * it, and the table is read again. */
static void read_stamp(orm_host *host)
{
    stamp_sink taken;

    known.transaction = InvalidLocalTransactionId;
    do {
        known.is_fresh = true;
        taken = (stamp_sink){.sink.row = take_stamp};
        push_stamp(host, &taken.sink);
    } while (!known.is_fresh);
    known.has_stamp = taken.has_stamp;
    memcpy(known.stamp, taken.stamp, sizeof known.stamp);
    known.transaction = orm_pg_transaction();
    known.read_at = GetCurrentStatementStartTimestamp();
}

static bool is_stamp_believed(void)
{
    TimestampTz now = GetCurrentStatementStartTimestamp();

    if (!known.is_fresh || known.transaction == InvalidLocalTransactionId)
        return false;
    return known.transaction == orm_pg_transaction() ||
           (now >= known.read_at && now - known.read_at < STAMP_AGE);
}

bool orm_pg_host_stamp(orm_host *host, uint8_t stamp[16])
{
    AcceptInvalidationMessages();
    orm_pg_catalog_schema(orm_pg_call_of(host)->schema);
    if (!is_stamp_believed())
        read_stamp(host);
    if (known.has_stamp)
        memcpy(stamp, known.stamp, sizeof known.stamp);
    return known.has_stamp;
}

void orm_pg_host_catalog_changed(orm_host *host)
{
    orm_pg_catalog_schema(orm_pg_call_of(host)->schema);
    CacheInvalidateRelcacheByRelid(known.meta);
    known.is_fresh = false;
}
