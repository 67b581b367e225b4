/* orm_pg.h - the PostgreSQL binding's table of contents.
 *
 * The way of a call, top to bottom:
 *
 *   functions.c   the SQL functions: one C entry per line of api.def
 *   call.c        a call: its memory, snapshot and lock; arguments in, result out
 *   host.c        the seam to the core: memory, time, tables, notices
 *   catalog.c     where the extension is, and the catalog's stamp
 *   each.c        a call that gives its rows one by one, over a portal
 *   run.c         statements run through SPI, their rows pushed to the core
 *   scan.c        the catalog's tables, read without statements
 *   statement.c   the cache of prepared statements
 *   inspect.c     what a statement of the user does
 *   plan.c        what their plans do with lists
 *   parameter.c   values become Datums of the parameters' types
 *   source.c      rows of the core become rows of a table: orm_source()
 *   column.c      Datums become JSON: the way is chosen by form and type
 *   write_*.c     and written: scalars, numeric, times, json and hstore, arrays and ranges
 *   error.c       errors of the core become PostgreSQL's, and theirs get our JSON
 *   type.c        casts to the type orm_json
 *   cast.c        values in JSON: orm_json_cast(), orm_json_put()
 *   module.c      loading: settings and invalidation callbacks
 *
 * Memory.  Every call has one context, a child of the (sub)transaction's, so that an abort ends the
 * call whoever its caller was; the context's reset callback unpins what the call had pinned.  A
 * context of CacheMemoryContext holds what outlives calls: statements and the core's kept arenas.
 */
#ifndef ORM_PG_H
#define ORM_PG_H

/* Everything is hidden but what is marked; PostgreSQL 15 leaves the mark empty. */
#ifndef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#endif

#include "postgres.h"

#include "fmgr.h"
#include "lib/ilist.h"
#include "tcop/dest.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

#include "compat.h"

#include "orm.h"

/* Calls inside calls: through triggers, hooks and row-level security. */
#define ORM_PG_MAX_DEPTH 16

/* Unix time of PostgreSQL's year 2000, in microseconds. */
#define ORM_PG_EPOCH INT64CONST(946684800000000)

typedef struct orm_pg_call orm_pg_call;
typedef struct orm_pg_run orm_pg_run;
typedef struct orm_pg_statement orm_pg_statement;
typedef struct orm_pg_parameter orm_pg_parameter;
typedef struct orm_pg_column orm_pg_column;
typedef struct orm_pg_columns orm_pg_columns;

/* An arena of the core over a memory context. */
typedef struct orm_pg_arena {
    orm_arena arena; /* first: the core hands it back to us */
    MemoryContext context;
} orm_pg_arena;

/* ---- call.c */

/* What lies behind the core's orm_host. */
struct orm_pg_call {
    orm_host host; /* first: the core hands it back to us */
    orm_pg_arena arena;
    orm_call call;
    MemoryContext context; /* ends with the call */
    MemoryContext result;  /* the caller's: where the answer goes */
    Oid schema;            /* the extension's */
    orm_pg_call *outer;    /* the call that this one runs inside of, or NULL */
    int depth;
    bool has_snapshot;    /* one was pushed for all reads */
    bool is_dry_run;      /* runs in a subtransaction, which is undone */
    MemoryContext before; /* of the subtransaction: where it left from */
    ResourceOwner owner;
    orm_pg_run *run;          /* innermost running statement, or NULL */
    orm_cursor *cursor;       /* of a call that gives its rows one by one, or NULL */
    orm_source *source;       /* rows waiting for orm_source(), or NULL */
    orm_source *written;      /* the source of the statement that is running, or NULL */
    const orm_error *failure; /* while a statement is tried: what its error becomes */
    MemoryContextCallback guard;
    char first[FLEXIBLE_ARRAY_MEMBER]; /* the arena's first block */
};

/* Bytes of a call with that block: together they fit in a new context's first block. */
#define ORM_PG_CALL_SIZE 4096

/* Runs the function with this index in orm_functions. */
Datum orm_pg_call_function(FunctionCallInfo fcinfo, int index);

/* The innermost call of this backend, or NULL. */
orm_pg_call *orm_pg_current_call(void);

/* A new call on the stack, with its memory below `parent`. */
orm_pg_call *orm_pg_call_open(FunctionCallInfo fcinfo, const orm_function *function,
                              MemoryContext parent);
void orm_pg_call_check(orm_pg_call *call);
void orm_pg_call_take_arguments(orm_pg_call *call, FunctionCallInfo fcinfo);

/* Puts a call that stays open on the stack again, and takes it off. */
void orm_pg_call_push(orm_pg_call *call);
void orm_pg_call_pop(orm_pg_call *call);

void orm_pg_host_enter(orm_host *host, orm_access access, bool is_dry_run);
void orm_pg_host_hold(orm_host *host, bool is_held);

/* The call behind the core's host. */
static inline orm_pg_call *orm_pg_call_of(orm_host *host)
{
    return (orm_pg_call *)host;
}

/* ---- each.c */

/* Runs a function with ORM_RETURNS_ROWS. */
Datum orm_pg_each_function(FunctionCallInfo fcinfo, const orm_function *function);

/* ---- host.c */

/* Fills in the call's host and opens its arena. */
void orm_pg_host_open(orm_pg_call *call);

/* ---- catalog.c */

/* Registers the invalidation callbacks. */
void orm_pg_catalog_init(void);

/* Notes that the extension is in this schema; its name, quoted. */
orm_text orm_pg_catalog_schema(Oid schema);

/* The caches of this backend. */
orm_session *orm_pg_session(void);

/* Looks at the stamp again at the next question, whatever was seen in this transaction. */
void orm_pg_catalog_forget(void);

bool orm_pg_host_stamp(orm_host *host, uint8_t stamp[16]);
void orm_pg_host_catalog_changed(orm_host *host);

/* ---- statement.c */

/* A prepared statement.  While pinned it is not freed. */
struct orm_pg_statement {
    dlist_node recent;      /* place in the order of use, when linked */
    orm_pg_statement *next; /* of the same bucket */
    uint64_t hash;
    orm_text sql; /* with a zero byte behind it */
    uint8_t planning;
    bool is_linked;    /* in the cache */
    bool is_suspect;   /* a type among its parameters changed */
    bool is_kept;      /* outlives the call */
    bool is_searching; /* its plan searches a list for every row */
    int pins;
    MemoryContext context;
    struct _SPI_plan *plan;
    int parameter_count;
    const uint8_t *kinds; /* of the values that it was prepared for, or NULL: see orm_statement */
    orm_pg_parameter *parameters;
    orm_pg_columns *columns; /* of its last run, or NULL */
};

/* Registers the invalidation callback. */
void orm_pg_statement_init(void);

/* The statement, prepared and pinned.  `values` are its parameters. */
orm_pg_statement *orm_pg_statement_pin(orm_pg_call *call, const orm_statement *statement,
                                       const orm_value *values);
void orm_pg_statement_unpin(orm_pg_statement *statement);

/* Drops every statement that is not running. */
void orm_pg_statement_clear(void);

void orm_pg_host_prepare(orm_host *host, const orm_statement *statement);

/* Lets an error inside of our statement show its place there; `sql` ends with a zero byte. */
void orm_pg_statement_show(void *sql);

/* ---- inspect.c */

orm_deed orm_pg_host_inspect(orm_host *host, const orm_statement *statement);

/* ---- plan.c */

/* Whether the plan for any values compares rows with a list parameter one element after another:
 * where no index meets the list.  The plan must not be kept yet. */
bool orm_pg_plan_searches_lists(struct _SPI_plan *plan);

/* ---- parameter.c */

typedef Datum (*orm_pg_convert)(orm_pg_parameter *parameter, const orm_value *value);

/* A place that takes values of one type: a parameter, an array's element, a table's column. */
struct orm_pg_parameter {
    Oid type;
    int32 typmod;
    orm_pg_convert convert; /* of values that are not NULL */
    bool is_domain;         /* over `inner`; NULL has to be checked as well */
    FmgrInfo input;         /* the type's input function; fn_oid 0: not looked up yet */
    Oid input_argument;
    uint32 hash;             /* of the type in the syscache, for invalidation */
    orm_pg_parameter *inner; /* an array's elements, what is under a domain, or NULL */
    int16 length;            /* of the elements' type, with the next two */
    char align;
    bool is_by_value;
    void *constraints;     /* of the domain; PostgreSQL's own */
    MemoryContext context; /* where its state lives */
};

/* Prepares for values of `type`; state goes into `context`. */
void orm_pg_parameter_open(orm_pg_parameter *parameter, Oid type, int32 typmod,
                           MemoryContext context);

/* The value as a Datum in the current memory context. */
Datum orm_pg_parameter_datum(orm_pg_parameter *parameter, const orm_value *value, bool *is_null);

/* ---- run.c */

/* A row that is being pushed. */
struct orm_row {
    Datum *values;
    bool *nulls;
    TupleDesc type;
    orm_pg_columns *columns;
};

/* A statement on its way; lies in the call's memory, to be found there after an error. */
struct orm_pg_run {
    DestReceiver receiver; /* first: the executor hands it back to us */
    orm_pg_call *call;
    orm_pg_run *outer;           /* in whose sink this one runs, or NULL */
    orm_pg_statement *statement; /* pinned, or NULL */
    orm_sink *sink;              /* or NULL */
    orm_row row;
    orm_pg_columns *columns; /* of a statement that is not kept */
    bool has_rows;           /* the statement returns rows */
    int64_t count;           /* of rows pushed */
};

/* A run that pushes to `sink`, connected to SPI; closed with the call. */
orm_pg_run *orm_pg_run_open(orm_pg_call *call, orm_sink *sink);

/* The statement's parameters, in the current memory context; or NULL. */
struct ParamListInfoData *orm_pg_bind(orm_pg_statement *statement, const orm_value *values);

/* What was locked may have changed since the snapshot was taken. */
void orm_pg_renew_snapshot(void);

int64_t orm_pg_host_run(orm_host *host, const orm_statement *statement, const orm_value *parameters,
                        orm_sink *sink);
int64_t orm_pg_host_run_source(orm_host *host, const orm_statement *statement, orm_source *source,
                               orm_sink *sink);

orm_cursor *orm_pg_host_cursor_open(orm_host *host, const orm_statement *statement,
                                    const orm_value *parameters);
uint32_t orm_pg_host_cursor_fetch(orm_host *host, orm_cursor *cursor, uint32_t most,
                                  orm_sink *sink);

/* Closes the call's cursor, if it has one; not after an error, when PostgreSQL does. */
void orm_pg_cursor_close(orm_pg_call *call);

/* After an error: unpins what the call's statements had pinned. */
void orm_pg_run_abandon(orm_pg_call *call);

/* ---- column.c */

typedef void (*orm_pg_write)(orm_pg_column *column, Datum value, orm_buffer *buffer);

/* A column of an answer, or an element of its arrays and ranges. */
struct orm_pg_column {
    Oid type;
    Oid base;             /* what is under the domain, if it is one */
    const orm_form *form; /* for which `write` was chosen; NULL: not yet */
    orm_pg_write write;   /* of values that are not NULL */
    bool is_quoted;       /* a number as a string */
    int scale;            /* fraction digits of a numeric, -1: its own */
    FmgrInfo output;      /* the type's output function; fn_oid 0: not looked up yet */
    orm_pg_columns *columns;
    orm_pg_column *element; /* of an array or range; NULL: not looked up yet */
    int16 length;           /* of the element's type, with the next two */
    bool is_by_value;
    char align;
};

/* The columns of an answer.  Kept with the statement from run to run while the types stay. */
struct orm_pg_columns {
    int count;
    bool is_busy;          /* a run uses them */
    bool is_private;       /* not kept: freed by that run */
    bool is_scratch_dirty; /* to be emptied behind the row */
    MemoryContext context;
    MemoryContext scratch; /* of one row; NULL: not needed yet */
    orm_pg_column column[FLEXIBLE_ARRAY_MEMBER];
};

/* The columns of a row type: those in `*kept` when the types are the same, else new ones in
 * `context`, left in `*kept` too. */
orm_pg_columns *orm_pg_columns_open(orm_pg_columns **kept, TupleDesc row, MemoryContext context);
void orm_pg_columns_close(orm_pg_columns *columns);

/* Behind a row: frees what writing it took. */
static inline void orm_pg_columns_next(orm_pg_columns *columns)
{
    if (columns->is_scratch_dirty) {
        MemoryContextReset(columns->scratch);
        columns->is_scratch_dirty = false;
    }
}

/* Switches to memory that is freed behind the row; the context to switch back to. */
MemoryContext orm_pg_scratch(orm_pg_column *column);

/* Chooses how the column is written in this form. */
void orm_pg_column_bind(orm_pg_column *column, const orm_form *form);

/* Writes a value that is not NULL. */
static inline void orm_pg_column_write(orm_pg_column *column, const orm_form *form, Datum value,
                                       orm_buffer *buffer)
{
    if (column->form != form)
        orm_pg_column_bind(column, form);
    column->write(column, value, buffer);
}

/* The element of an array or range column. */
orm_pg_column *orm_pg_column_element(orm_pg_column *column, Oid type);

/* The value in its type's text form, in scratch memory. */
orm_text orm_pg_column_text(orm_pg_column *column, Datum value);

/* A varlena, unpacked: not compressed, not elsewhere; its header may be short. */
static inline struct varlena *orm_pg_unpack(orm_pg_column *column, Datum value)
{
    struct varlena *packed = (struct varlena *)DatumGetPointer(value);
    MemoryContext before;

    if (!VARATT_IS_COMPRESSED(packed) && !VARATT_IS_EXTERNAL(packed))
        return packed;
    before = orm_pg_scratch(column);
    packed = pg_detoast_datum_packed(packed);
    MemoryContextSwitchTo(before);
    return packed;
}

void orm_pg_host_append(orm_host *host, orm_row *row, int column, const orm_form *form,
                        orm_buffer *buffer);
orm_value orm_pg_host_fetch(orm_host *host, orm_ctx *ctx, orm_row *row, int column);
int orm_pg_host_names(orm_host *host, orm_ctx *ctx, orm_row *row, const orm_text **names);

/* ---- scan.c */

bool orm_pg_host_scan(orm_host *host, const char *table, const char *const *columns, int count,
                      orm_sink *sink);

/* ---- write_scalar.c */

void orm_pg_write_string(orm_pg_column *column, Datum value, orm_buffer *buffer);
/* As a string, by the type's output function. */
void orm_pg_write_output(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_name(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_boolean(orm_pg_column *column, Datum value, orm_buffer *buffer);
/* An integer as true or false. */
void orm_pg_write_truth(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_integer(orm_pg_column *column, Datum value, orm_buffer *buffer);
/* A float or an integer. */
void orm_pg_write_double(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_bytea(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_uuid(orm_pg_column *column, Datum value, orm_buffer *buffer);

#define ORM_PG_UUID_SIZE 36
void orm_pg_uuid_digits(Datum value, char out[ORM_PG_UUID_SIZE]);

/* An integer of the column's type. */
int64_t orm_pg_integer(const orm_pg_column *column, Datum value);

extern const char orm_pg_pairs[201]; /* "000102…99" */

/* Two decimal digits; what follows them. */
static inline char *orm_pg_put_pair(char *out, int value)
{
    memcpy(out, orm_pg_pairs + 2 * value, 2);
    return out + 2;
}

/* ---- write_numeric.c */

void orm_pg_write_numeric(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_numeric_as_double(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_integer_as_numeric(orm_pg_column *column, Datum value, orm_buffer *buffer);

/* The digits of a finite numeric, from what follows its varlena header, with `scale` fraction
 * digits, -1: its own.  False, and nothing written, when digits would be cut off. */
bool orm_pg_numeric_digits(const char *data, size_t size, int scale, orm_buffer *buffer);

/* ---- write_time.c */

void orm_pg_write_timestamp(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_date(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_time(orm_pg_column *column, Datum value, orm_buffer *buffer);
/* A timestamp's day, a date's midnight. */
void orm_pg_write_day(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_date_as_timestamp(orm_pg_column *column, Datum value, orm_buffer *buffer);

/* A timestamp of PostgreSQL as YYYY-MM-DDTHH:MM:SS.mmmZ; the bytes written, without a zero byte. */
#define ORM_PG_ISO_SIZE 40
size_t orm_pg_iso_timestamp(int64_t timestamp, char out[ORM_PG_ISO_SIZE]);
size_t orm_pg_iso_date(int32 date, char out[ORM_PG_ISO_SIZE]);

/* Whether a date or timestamp is written with four digits of year, as PostgreSQL can read them. */
bool orm_pg_has_plain_year(const orm_pg_column *column, Datum value);

/* ---- write_json.c */

void orm_pg_write_json(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_jsonb(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_json_as_jsonb(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_hstore(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_geometry(orm_pg_column *column, Datum value, orm_buffer *buffer);

/* ---- write_nested.c */

void orm_pg_write_array(orm_pg_column *column, Datum value, orm_buffer *buffer);
void orm_pg_write_range(orm_pg_column *column, Datum value, orm_buffer *buffer);

/* ---- error.c */

void orm_pg_host_raise(orm_host *host, orm_ctx *ctx, const orm_error *error)
    __attribute__((noreturn));

/* In PG_CATCH only: throws the engine's error again, with our JSON where it is the contract's. */
void orm_pg_rethrow(orm_pg_call *call) __attribute__((noreturn));

/* ---- module.c */

/* The setting orm.allow_literal. */
extern bool orm_pg_allow_literal;

/* ---- functions.c and others: the SQL functions */

PGDLLEXPORT void _PG_init(void);

#define ORM_FUNCTION(name, least, most, access, returns, handler, arguments, summary)              \
    PGDLLEXPORT Datum pg_orm_##name(PG_FUNCTION_ARGS);
#include "api/api.def"
#undef ORM_FUNCTION

PGDLLEXPORT Datum pg_orm_source(PG_FUNCTION_ARGS);
PGDLLEXPORT Datum pg_orm_source_next(PG_FUNCTION_ARGS);
PGDLLEXPORT Datum pg_orm_source_has(PG_FUNCTION_ARGS);
PGDLLEXPORT Datum pg_orm_json_cast(PG_FUNCTION_ARGS);
PGDLLEXPORT Datum pg_orm_json_put(PG_FUNCTION_ARGS);
PGDLLEXPORT Datum pg_orm_json_boolean(PG_FUNCTION_ARGS);
PGDLLEXPORT Datum pg_orm_json_date(PG_FUNCTION_ARGS);
PGDLLEXPORT Datum pg_orm_json_timestamptz(PG_FUNCTION_ARGS);

#endif
