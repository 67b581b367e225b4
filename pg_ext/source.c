/* source.c - rows of the core become rows of a table: the set form of many inserts.
 *
 * The core's statement is INSERT INTO t (…) SELECT s."a", … FROM orm_source(NULL::t) AS s …: one
 * statement, so that triggers, defaults, row-level security, partitions and ON CONFLICT do what
 * they always do, at the cost of COPY.  orm_source() pulls the rows of the running call's
 * orm_source into a tuplestore; nobody else can use it.  orm_source_next() and orm_source_has()
 * tell the statement, row by row, what a row of the table cannot hold. */
#include "orm_pg.h"

#include "access/table.h"
#include "catalog/pg_class.h"
#include "executor/executor.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "optimizer/optimizer.h"
#include "rewrite/rewriteHandler.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

/* A column that the source gives. */
typedef struct target {
    int index; /* in the row */
    orm_pg_parameter parameter;
    bool is_looked_up;  /* `initial` */
    ExprState *initial; /* its default expression; NULL: none */
} target;

typedef struct filling {
    orm_pg_call *call;
    orm_source *source;
    TupleDesc row;
    target *targets; /* one for each of the source's columns */
    Datum *values;
    bool *nulls;
    EState *state; /* for defaults; its per-tuple memory holds one row */
    ExprContext *context;
} filling;

/* ---- columns */

static int index_of(TupleDesc row, orm_text name)
{
    for (int i = 0; i < row->natts; i++) {
        Form_pg_attribute attribute = TupleDescAttr(row, i);

        if (!attribute->attisdropped && orm_text_is(name, NameStr(attribute->attname)))
            return i;
    }
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
                    errmsg("column \"%.*s\" does not exist", ORM_ARG(name))));
}

static void open_targets(filling *fill)
{
    int count = fill->source->count;

    fill->targets = palloc0(sizeof(target) * (count + 1));
    for (int i = 0; i < count; i++) {
        target *to = &fill->targets[i];
        Form_pg_attribute attribute;

        to->index = index_of(fill->row, fill->source->columns[i]);
        attribute = TupleDescAttr(fill->row, to->index);
        orm_pg_parameter_open(&to->parameter, attribute->atttypid, attribute->atttypmod,
                              CurrentMemoryContext);
    }
}

/* ---- defaults */

/* The defaults of a view's columns are its table's, and found only when the view is rewritten. */
static void refuse_view(Relation table, int index)
{
    if (table->rd_rel->relkind == RELKIND_VIEW)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("column \"%s\" of view \"%s\" has no default of its own",
                               NameStr(TupleDescAttr(RelationGetDescr(table), index)->attname),
                               RelationGetRelationName(table)),
                        errhint("Give all rows the same attributes.")));
}

/* The column's default as COPY computes it, or NULL when it has none. */
static ExprState *default_of(filling *fill, int index)
{
    Relation table = table_open(get_typ_typrelid(fill->row->tdtypeid), AccessShareLock);
    Node *expression = build_column_default(table, index + 1);
    ExprState *state = NULL;

    if (expression)
        state = ExecInitExpr(expression_planner((Expr *)expression), NULL);
    else
        refuse_view(table, index);
    table_close(table, NoLock);
    return state;
}

static Datum evaluate_default(filling *fill, target *to, bool *is_null)
{
    if (!to->is_looked_up) {
        MemoryContext before = MemoryContextSwitchTo(fill->state->es_query_cxt);

        to->initial = default_of(fill, to->index);
        to->is_looked_up = true;
        MemoryContextSwitchTo(before);
    }
    *is_null = true;
    return to->initial ? ExecEvalExpr(to->initial, fill->context, is_null) : (Datum)0;
}

/* ---- rows */

static void put_row(filling *fill, const orm_value *row, Tuplestorestate *store)
{
    MemoryContext before = MemoryContextSwitchTo(GetPerTupleMemoryContext(fill->state));

    for (int i = 0; i < fill->source->count; i++) {
        target *to = &fill->targets[i];
        bool *is_null = &fill->nulls[to->index];
        Datum *value = &fill->values[to->index];

        if (row[i].kind == ORM_VALUE_DEFAULT)
            *value = evaluate_default(fill, to, is_null);
        else
            *value = orm_pg_parameter_datum(&to->parameter, &row[i], is_null);
    }
    tuplestore_putvalues(store, fill->row, fill->values, fill->nulls);
    MemoryContextSwitchTo(before);
    ResetPerTupleExprContext(fill->state);
}

static void pull_rows(filling *fill, Tuplestorestate *store)
{
    orm_value *row = palloc0(sizeof *row * (fill->source->count + 1));

    while (fill->source->next(fill->source, row)) {
        CHECK_FOR_INTERRUPTS();
        put_row(fill, row, store);
    }
}

static void open_filling(filling *fill, orm_pg_call *call, TupleDesc row)
{
    fill->call = call;
    fill->source = call->source;
    fill->row = row;
    fill->values = palloc0(sizeof(Datum) * row->natts);
    fill->nulls = palloc(sizeof(bool) * row->natts);
    memset(fill->nulls, true, sizeof(bool) * row->natts);
    fill->state = CreateExecutorState();
    fill->context = GetPerTupleExprContext(fill->state);
    open_targets(fill);
}

/* ---- the function */

static void refuse(void)
{
    ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                    errmsg("orm_source() works only inside statements of orm's own")));
}

/* The call whose rows are waited for.  They are given once. */
static orm_pg_call *waiting_call(void)
{
    orm_pg_call *call = orm_pg_current_call();

    if (call == NULL || call->source == NULL)
        refuse();
    return call;
}

static Tuplestorestate *open_store(ReturnSetInfo *to)
{
    MemoryContext before = MemoryContextSwitchTo(to->econtext->ecxt_per_query_memory);
    bool is_random = (to->allowedModes & SFRM_Materialize_Random) != 0;
    Tuplestorestate *store = tuplestore_begin_heap(is_random, false, work_mem);

    MemoryContextSwitchTo(before);
    to->returnMode = SFRM_Materialize;
    to->setResult = store;
    return store;
}

static TupleDesc row_type(FunctionCallInfo fcinfo, ReturnSetInfo *to)
{
    Oid type = get_fn_expr_argtype(fcinfo->flinfo, 0);
    TupleDesc row;
    MemoryContext before;

    if (to == NULL || !IsA(to, ReturnSetInfo) || !(to->allowedModes & SFRM_Materialize))
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("orm_source() returns a set, which has no place here")));
    before = MemoryContextSwitchTo(to->econtext->ecxt_per_query_memory);
    row = lookup_rowtype_tupdesc_copy(type, -1);
    MemoryContextSwitchTo(before);
    to->setDesc = row;
    return row;
}

PG_FUNCTION_INFO_V1(pg_orm_source);
Datum pg_orm_source(PG_FUNCTION_ARGS)
{
    ReturnSetInfo *to = (ReturnSetInfo *)fcinfo->resultinfo;
    orm_pg_call *call = waiting_call();
    TupleDesc row = row_type(fcinfo, to);
    filling fill;

    open_filling(&fill, call, row);
    call->source = NULL;
    pull_rows(&fill, open_store(to));
    FreeExecutorState(fill.state);
    return (Datum)0;
}

/* ---- the row that is being written
 *
 * A statement that writes a row source's rows one after the other knows which one it is at by
 * counting them where they come out of the source, as a condition that is always true. */

static orm_source *written_source(void)
{
    orm_pg_call *call = orm_pg_current_call();

    if (call == NULL || call->written == NULL)
        refuse();
    return call->written;
}

PG_FUNCTION_INFO_V1(pg_orm_source_next);
Datum pg_orm_source_next(PG_FUNCTION_ARGS)
{
    (void)fcinfo;
    written_source()->row++;
    PG_RETURN_BOOL(true);
}

/* orm_source_has(row, column): whether the row has a value of its own there; row 0 is the one that
 * is being written. */
PG_FUNCTION_INFO_V1(pg_orm_source_has);
Datum pg_orm_source_has(PG_FUNCTION_ARGS)
{
    orm_source *source = written_source();
    int64 row = PG_GETARG_INT64(0);

    if (source->has == NULL)
        refuse();
    PG_RETURN_BOOL(source->has(source, row ? row : source->row, PG_GETARG_INT32(1)));
}
