/* run.c - statements run through SPI, their rows pushed to the core.
 *
 * Every run connects to SPI for itself: a sink may run further statements while one is pushing to
 * it, and the end of an SPI call frees what others of the same connection made.  Rows go from the
 * executor's slot through our own DestReceiver to the core's sink; no row is ever copied.
 *
 * Which rows are seen (docs/architecture.md): a reading call reads under the one snapshot that
 * call.c pushed; a statement that writes or locks takes a new one, and after it the reading call
 * does too; a statement of a writing call always takes a new one; is_latest asks for what is
 * committed now. */
#include "orm_pg.h"

#include "executor/executor.h"
#include "executor/spi.h"
#include "nodes/params.h"
#include "utils/snapmgr.h"

/* ---- receiver */

static void start_rows(DestReceiver *self, int operation pg_attribute_unused(), TupleDesc type)
{
    orm_pg_run *run = (orm_pg_run *)self;
    orm_pg_statement *statement = run->statement;

    run->has_rows = true;
    run->row.type = type;
    if (run->row.columns)
        orm_pg_columns_close(run->row.columns);
    run->row.columns = statement
                           ? orm_pg_columns_open(&statement->columns, type, statement->context)
                           : orm_pg_columns_open(&run->columns, type, run->call->context);
}

static bool take_row(TupleTableSlot *slot, DestReceiver *self)
{
    orm_pg_run *run = (orm_pg_run *)self;

    run->count++;
    if (run->sink) {
        slot_getallattrs(slot);
        run->row.values = slot->tts_values;
        run->row.nulls = slot->tts_isnull;
        run->sink->row(run->sink, &run->row);
        orm_pg_columns_next(run->row.columns);
    }
    return true;
}

static void stop_rows(DestReceiver *self pg_attribute_unused())
{
}

/* ---- a run's life */

orm_pg_run *orm_pg_run_open(orm_pg_call *call, orm_sink *sink)
{
    orm_pg_run *run = MemoryContextAllocZero(call->context, sizeof *run);

    run->receiver.receiveSlot = take_row;
    run->receiver.rStartup = start_rows;
    run->receiver.rShutdown = stop_rows;
    run->receiver.rDestroy = stop_rows;
    run->receiver.mydest = DestTuplestore; /* any that is neither DestNone nor SPI's own */
    run->call = call;
    run->outer = call->run;
    run->sink = sink;
    call->run = run;
    SPI_connect();
    return run;
}

/* Nothing in here can fail, and all of it can be left to the end of the call. */
static void release_run(orm_pg_run *run)
{
    run->call->run = run->outer;
    if (run->row.columns)
        orm_pg_columns_close(run->row.columns);
    if (run->statement)
        orm_pg_statement_unpin(run->statement);
}

static void close_run(orm_pg_run *run)
{
    SPI_finish();
    release_run(run);
    pfree(run);
}

void orm_pg_run_abandon(orm_pg_call *call)
{
    while (call->run)
        release_run(call->run);
}

/* ---- running */

ParamListInfo orm_pg_bind(orm_pg_statement *statement, const orm_value *values)
{
    ParamListInfo list;

    if (statement->parameter_count == 0)
        return NULL;
    list = makeParamList(statement->parameter_count);
    for (int i = 0; i < statement->parameter_count; i++) {
        ParamExternData *to = &list->params[i];

        to->ptype = statement->parameters[i].type;
        to->isnull = true;
        if (values[i].kind == ORM_VALUE_UNKNOWN)
            continue; /* no constant to the planner */
        to->value = orm_pg_parameter_datum(&statement->parameters[i], &values[i], &to->isnull);
        to->pflags = PARAM_FLAG_CONST;
    }
    return list;
}

static void check_code(orm_pg_call *call, int code)
{
    const char *what;

    if (code >= 0)
        return;
    switch (code) {
    case SPI_ERROR_COPY: what = "COPY"; break;
    case SPI_ERROR_TRANSACTION: what = "a transaction command"; break;
    default: elog(ERROR, "SPI: %s", SPI_result_code_string(code));
    }
    orm_raise(&call->call.ctx, ORM_UNSUPPORTED, ORM_TEXT(""), "%s cannot run inside a SQL function",
              what);
}

/* A script that is run once, statement by statement: a later one may need what an earlier made. */
static int execute_script(orm_text sql, const SPIExecuteOptions *options)
{
    return SPI_execute_extended(pnstrdup(sql.data, sql.length), options);
}

static void execute(orm_pg_run *run, const orm_statement *statement, const orm_value *values,
                    bool is_reading)
{
    SPIExecuteOptions options = {.read_only = is_reading, .dest = &run->receiver};
    int code;

    if (statement->is_one_time && statement->parameter_count == 0) {
        code = execute_script(statement->sql, &options);
    } else {
        run->statement = orm_pg_statement_pin(run->call, statement, values);
        options.params = orm_pg_bind(run->statement, values);
        code = SPI_execute_plan_extended(run->statement->plan, &options);
    }
    check_code(run->call, code);
}

void orm_pg_renew_snapshot(void)
{
    PopActiveSnapshot();
    PushActiveSnapshot(GetTransactionSnapshot());
}

int64_t orm_pg_host_run(orm_host *host, const orm_statement *statement, const orm_value *parameters,
                        orm_sink *sink)
{
    orm_pg_call *call = orm_pg_call_of(host);
    bool is_reading = (call->has_snapshot && !statement->is_writing) || statement->is_latest;
    orm_pg_run *run;
    int64_t count;

    if (statement->is_latest)
        PushActiveSnapshot(GetLatestSnapshot());
    run = orm_pg_run_open(call, sink);
    execute(run, statement, parameters, is_reading);
    count = run->has_rows ? run->count : (int64_t)SPI_processed;
    close_run(run);
    if (statement->is_latest)
        PopActiveSnapshot();
    else if (call->has_snapshot && !is_reading)
        orm_pg_renew_snapshot();
    return count;
}

int64_t orm_pg_host_run_source(orm_host *host, const orm_statement *statement, orm_source *source,
                               orm_sink *sink)
{
    orm_pg_call *call = orm_pg_call_of(host);
    int64_t count;

    call->source = call->written = source;
    source->row = 0;
    count = orm_pg_host_run(host, statement, NULL, sink);
    call->source = call->written = NULL;
    return count;
}
