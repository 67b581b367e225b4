/* scan.c - a table of the catalog, read without a statement.
 *
 * The first call on a connection reads the whole catalog; five statements, parsed and planned for
 * this one time, were more than half of its work.  Only plain tables that the user may read as a
 * whole are read so: privileges of columns, policies and all else are left to a statement. */
#include "orm_pg.h"

#include "access/table.h"
#include "access/tableam.h"
#include "catalog/pg_class.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

enum { MOST_COLUMNS = 8 };

/* The columns that are asked for, out of the table's. */
typedef struct selection {
    int count;
    int from[MOST_COLUMNS];
    Datum values[MOST_COLUMNS];
    bool nulls[MOST_COLUMNS];
    orm_pg_columns *kept;
    orm_row row;
} selection;

static bool is_plain(Relation relation)
{
    Form_pg_class form = relation->rd_rel;

    return form->relkind == RELKIND_RELATION && !form->relrowsecurity && !form->relhassubclass &&
           pg_class_aclcheck(RelationGetRelid(relation), GetUserId(), ACL_SELECT) == ACLCHECK_OK;
}

static int find_column(TupleDesc all, const char *name)
{
    for (int i = 0; i < all->natts; i++)
        if (!TupleDescAttr(all, i)->attisdropped &&
            strcmp(NameStr(TupleDescAttr(all, i)->attname), name) == 0)
            return i;
    return -1;
}

/* False: the table has other columns than those of this version. */
static bool select_columns(selection *s, orm_pg_call *call, TupleDesc all,
                           const char *const *columns, int count)
{
    TupleDesc type = CreateTemplateTupleDesc(count);

    Assert(count <= MOST_COLUMNS);
    memset(s, 0, sizeof *s);
    s->count = count;
    for (int i = 0; i < count; i++) {
        s->from[i] = find_column(all, columns[i]);
        if (s->from[i] < 0)
            return false;
        TupleDescCopyEntry(type, i + 1, all, s->from[i] + 1);
    }
    s->row =
        (orm_row){s->values, s->nulls, type, orm_pg_columns_open(&s->kept, type, call->context)};
    return true;
}

static void push_row(selection *s, TupleTableSlot *slot, orm_sink *sink)
{
    slot_getallattrs(slot);
    for (int i = 0; i < s->count; i++) {
        s->values[i] = slot->tts_values[s->from[i]];
        s->nulls[i] = slot->tts_isnull[s->from[i]];
    }
    sink->row(sink, &s->row);
    orm_pg_columns_next(s->row.columns);
}

static void push_rows(selection *s, Relation relation, orm_sink *sink)
{
    Snapshot snapshot = RegisterSnapshot(GetLatestSnapshot());
    TableScanDesc scan = table_beginscan(relation, snapshot, 0, NULL);
    TupleTableSlot *slot = table_slot_create(relation, NULL);

    while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
        push_row(s, slot, sink);
    ExecDropSingleTupleTableSlot(slot);
    table_endscan(scan);
    UnregisterSnapshot(snapshot);
}

/* The lock stays until the end of the transaction, as a statement's does. */
bool orm_pg_host_scan(orm_host *host, const char *table, const char *const *columns, int count,
                      orm_sink *sink)
{
    orm_pg_call *call = orm_pg_call_of(host);
    Oid id = get_relname_relid(table, call->schema);
    Relation relation = OidIsValid(id) ? table_open(id, AccessShareLock) : NULL;
    bool is_scanned = false;
    selection s;

    if (relation == NULL)
        return false;
    if (is_plain(relation) &&
        select_columns(&s, call, RelationGetDescr(relation), columns, count)) {
        push_rows(&s, relation, sink);
        orm_pg_columns_close(s.row.columns);
        is_scanned = true;
    }
    table_close(relation, NoLock);
    return is_scanned;
}
