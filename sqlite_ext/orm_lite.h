/* orm_lite.h - the SQLite binding's table of contents.
 *
 * The way of a call, top to bottom:
 *
 *   extension.c    loading: a SQL function per line and arity of api.def
 *   connection.c   what one connection keeps: the core's session, statements, the last error
 *   call.c         a call: the trampoline that errors leave to, arguments in, result out
 *   each.c         a call that gives its rows one by one: a table-valued function
 *   transaction.c  its snapshot, or its savepoint and lock, and the ways out of them
 *   host.c         the seam to the core: the stamp, the time, tables, notices
 *   memory.c       arenas and blocks, freed by every way out
 *   run.c          statements: values bound, rows pushed to the core
 *   statement.c    the cache of prepared statements
 *   keeper.c       the virtual table that closes them
 *   column.c       columns become JSON: the way is chosen by form and storage class
 *   json_check.c   whether stored text is JSON, and canonical
 *   error.c        errors of the core and of SQLite become the call's, and orm_last_error()
 *   like.c         orm_like() and orm_ilike(), used inside our statements
 *   helper.h       and the others: helper_json.c, helper_array.c, helper_pattern.c
 *
 * Threads.  A connection is used by one thread at a time: SQLite holds its mutex around every
 * function that it calls.  Nothing is static but constants.
 *
 * Leaving.  An error does not return, it jumps to its call's trampoline (orm_lite_leave).  No jump
 * crosses a frame of SQLite: every function that SQLite calls and that runs the core has a
 * trampoline of its own, and what is called without one (like.c, keeper.c) reports through its
 * result. */
#ifndef ORM_LITE_H
#define ORM_LITE_H

#include <setjmp.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/error.h"
#include "orm.h"

enum {
    ORM_LITE_MAX_DEPTH = 16, /* calls inside calls: through triggers, hooks and raw queries */
    ORM_LITE_STATEMENT_LIMIT = 256,
    ORM_LITE_BUCKETS = 512,
    ORM_LITE_BLOCK = 8 * 1024, /* those that arena.c asks for */
    ORM_LITE_SPARE_LIMIT = 4
};

typedef struct orm_lite_connection orm_lite_connection;
typedef struct orm_lite_call orm_lite_call;
typedef struct orm_lite_statement orm_lite_statement;
typedef struct orm_lite_arena orm_lite_arena;
typedef struct orm_lite_block orm_lite_block;
typedef struct orm_lite_held orm_lite_held;
typedef struct orm_lite_handed orm_lite_handed;

/* ---- memory.c */

/* An arena of the core over blocks of SQLite's memory. */
struct orm_lite_arena {
    orm_arena arena; /* first: the core hands it back to us */
    orm_lite_connection *connection;
    orm_lite_block *blocks;
    orm_lite_arena *next; /* of those that end with the call */
    orm_lite_arena **link;
};

/* Opens the call's own arena. */
void orm_lite_memory_open(orm_lite_call *call);

/* Frees everything that belongs to the call. */
void orm_lite_memory_close(orm_lite_call *call);

/* The call no longer owns this block of ORM_LIFE_RESULT. */
void orm_lite_memory_hand_over(orm_lite_call *call, void *block);

/* Frees the blocks that the connection keeps for the next call. */
void orm_lite_memory_clear(orm_lite_connection *connection);

void *orm_lite_resize(orm_host *host, void *block, size_t size, orm_life life);
void orm_lite_release(orm_host *host, void *block);
orm_arena *orm_lite_arena_open(orm_host *host);
void orm_lite_arena_keep(orm_host *host, orm_arena *arena);

/* ---- statement.c */

/* The statements of our own that every connection needs. */
typedef enum orm_lite_fixed {
    ORM_LITE_STAMP, /* SELECT of the catalog's stamp */
    ORM_LITE_SAVEPOINT,
    ORM_LITE_RELEASE,
    ORM_LITE_ROLLBACK_TO,
    ORM_LITE_ROLLBACK,
    ORM_LITE_LOCK,   /* an UPDATE of nothing: takes the write lock */
    ORM_LITE_CREATE, /* the table to lock, where there is none */
    ORM_LITE_WRITER, /* a writing statement that needs no table */
    ORM_LITE_PROBE,  /* answers "interrupted" when it is so */
    ORM_LITE_FIXED_COUNT
} orm_lite_fixed;

/* A prepared statement: of the cache, or of one use. */
struct orm_lite_statement {
    sqlite3_stmt *engine;
    uint64_t hash;
    orm_text sql;
    orm_lite_statement *bucket; /* next of the same bucket */
    orm_lite_statement *newer;  /* by last use */
    orm_lite_statement *older;
    orm_lite_statement *below; /* taken before this one by the same call */
    int users;
    bool is_kept; /* by the cache; else it is finalized when it is given back */
};

typedef struct orm_lite_cache {
    orm_lite_statement *buckets[ORM_LITE_BUCKETS];
    orm_lite_statement *newest;
    orm_lite_statement *oldest;
    orm_lite_statement *fixed[ORM_LITE_FIXED_COUNT];
    int count;
    bool is_open;    /* there is a virtual table that will close it */
    bool is_refused; /* and could not be made in this call */
} orm_lite_cache;

/* Finalizes every kept statement; one in use is finalized when it is given back. */
void orm_lite_cache_drop_all(orm_lite_cache *cache);

/* Takes the statement for this call, prepared; raises what SQLite raises. */
orm_lite_statement *orm_lite_statement_take(orm_lite_call *call, const orm_statement *statement);

/* Resets it and gives it back.  The last one taken goes first. */
void orm_lite_statement_give_back(orm_lite_call *call, orm_lite_statement *statement);

/* Takes one of our own; NULL when it cannot be prepared (sqlite3_errcode() says why). */
orm_lite_statement *orm_lite_fixed_take(orm_lite_call *call, orm_lite_fixed which);
void orm_lite_fixed_give_back(orm_lite_statement *statement);

/* Steps a statement without rows to its end: SQLITE_DONE, or the error, which it leaves to be read
 * before the statement is reset. */
int orm_lite_step_once(orm_lite_statement *statement);

/* Raises unless the text is one statement that can be prepared, and nothing behind it: `failure`
 * with the reason behind its sentence, or what is raised elsewhere when that is NULL. */
void orm_lite_statement_check(orm_lite_call *call, orm_text sql, const orm_error *failure);

/* ---- keeper.c */

/* Registers the module of the table that owns the kept statements. */
int orm_lite_cache_register(orm_lite_connection *connection);

/* Whether statements can be kept: makes the table where there is none. */
bool orm_lite_can_keep(orm_lite_connection *connection);

/* ---- connection.c */

/* What sqlite3_user_data() gives. */
typedef struct orm_lite_registration {
    orm_lite_connection *connection;
    const orm_function *function;
    unsigned documents; /* bit i: argument i is a document */
} orm_lite_registration;

struct orm_lite_connection {
    sqlite3 *db;
    int references;      /* of registrations: the last destructor frees */
    orm_lite_call *call; /* innermost running one, or NULL */
    orm_session *session;
    orm_lite_cache cache;
    struct orm_patterns *patterns; /* JavaScript's, compiled; NULL: none was asked for */
    orm_lite_block *spare;         /* blocks of arenas for the next call */
    int spare_count;
    orm_lite_held *small; /* small blocks of the core's buffers, too */
    int small_count;
    char *last_error; /* JSON, of sqlite3_malloc(); NULL: none */
    size_t last_error_length;
    bool is_literal_forbidden; /* by orm_forbid_literal(), until it is closed */
    unsigned polls;            /* of interrupts() */
    bool is_stuck;             /* the last call's savepoint could not be left; see transaction.c */
    int64_t stuck_changes;
    orm_lite_registration registrations[];
};

/* NULL when there is no memory. */
orm_lite_connection *orm_lite_connection_new(sqlite3 *db);

/* Every registration holds a reference, and its destructor gives it up.  SQLite calls a destructor
 * also when the registration fails, so it is taken before and never given up by hand. */
void orm_lite_connection_hold(orm_lite_connection *connection);
void orm_lite_connection_drop(orm_lite_connection *connection);

/* The same as a registration's destructor. */
void orm_lite_registration_end(void *registration);

/* ---- call.c */

/* What a failed call leaves with. */
typedef struct orm_lite_failure {
    int code; /* 0: it has not failed */
    orm_text text;
    orm_text json;
} orm_lite_failure;

/* What lies behind the core's orm_host. */
struct orm_lite_call {
    orm_host host; /* first: the core hands it back to us */
    orm_call call;
    orm_lite_connection *connection;
    sqlite3 *db;
    sqlite3_context *context;
    const orm_lite_registration *registration;
    orm_lite_call *outer; /* the call that this one runs inside of, or NULL */
    int depth;
    orm_lite_failure failure;
    /* ---- run.c: what is being stepped, or NULL */
    const orm_statement *statement;
    const orm_value *parameters;
    /* ---- memory.c */
    orm_lite_arena arena;
    orm_lite_arena *arenas; /* others that end with the call */
    orm_lite_held *blocks;
    orm_lite_handed *results;
    /* ---- statement.c */
    orm_lite_statement *taken; /* the last one first */
    /* ---- transaction.c */
    orm_lite_statement *snapshot;                   /* stands on the stamp's row until the end */
    orm_lite_statement *ways[ORM_LITE_FIXED_COUNT]; /* prepared before the savepoint is opened */
    uint8_t access;                                 /* orm_access that was entered */
    bool is_dry_run;                                /* undone at its end in any case */
    bool is_autocommit;                             /* at entry: then the transaction is ours */
    bool is_looking;                                /* has not begun to write */
    bool is_saved;                                  /* our savepoint is open */
    bool is_rebuilding;                             /* tables: see host.h */
    bool had_foreign_keys;
    bool had_legacy_rename;
    bool is_stamp_known;
    bool has_stamp;
    uint8_t stamp[16];
    jmp_buf exit;
};

static inline orm_lite_call *orm_lite_call_of(orm_host *host)
{
    return (orm_lite_call *)host;
}

/* The SQL functions' one entry. */
void orm_lite_call_function(sqlite3_context *context, int count, sqlite3_value **values);

/* A new call, with its memory, on the stack; `context` NULL: it has no result. */
void orm_lite_call_open(orm_lite_call *call, const orm_lite_registration *registration,
                        sqlite3_context *context);

/* Puts a call that stays open on the stack again, and takes it off. */
void orm_lite_call_push(orm_lite_call *call);
void orm_lite_call_pop(orm_lite_call *call);

void orm_lite_check_depth(orm_lite_call *call);
void orm_lite_read_argument(orm_lite_call *call, int index, sqlite3_value *value);

/* ---- each.c */

/* Registers the table-valued function of this name, which has ORM_RETURNS_ROWS. */
int orm_lite_each_register(orm_lite_registration *registration, const char *name);

orm_cursor *orm_lite_cursor_open(orm_host *host, const orm_statement *statement,
                                 const orm_value *parameters);
uint32_t orm_lite_cursor_fetch(orm_host *host, orm_cursor *cursor, uint32_t most, orm_sink *sink);

/* ---- transaction.c */

/* Begins what the access asks for. */
void orm_lite_transaction_enter(orm_host *host, orm_access access, bool is_dry_run);
bool orm_lite_transaction_write(orm_host *host);
void orm_lite_transaction_guard(orm_host *host);

/* Ends it with success: what was written stays.  May raise. */
void orm_lite_transaction_leave(orm_lite_call *call);

/* Undoes what the call did, after an error.  Never raises. */
void orm_lite_transaction_undo(orm_lite_call *call);

/* Leaves the savepoint of a call that could not. */
void orm_lite_transaction_recover(orm_lite_connection *connection);

/* The schema may have changed: sees to it that the lock's statement is fit to be stepped when
 * nothing can be prepared any more. */
void orm_lite_transaction_refresh(orm_lite_call *call);

void orm_lite_transaction_rebuild(orm_host *host, bool is_rebuilding);

/* The catalog's stamp as the call sees it. */
bool orm_lite_transaction_stamp(orm_host *host, uint8_t stamp[16]);

/* ---- run.c */

struct orm_row {
    sqlite3_stmt *engine;
};

/* Binds `count` values, which must stay until the statement is given back. */
void orm_lite_bind(orm_lite_call *call, sqlite3_stmt *engine, const orm_value *values, int count);

int64_t orm_lite_run(orm_host *host, const orm_statement *statement, const orm_value *parameters,
                     orm_sink *sink);
orm_value orm_lite_fetch(orm_host *host, orm_ctx *ctx, orm_row *row, int column);
int orm_lite_names(orm_host *host, orm_ctx *ctx, orm_row *row, const orm_text **names);
orm_deed orm_lite_inspect(orm_host *host, const orm_statement *statement);
void orm_lite_prepare(orm_host *host, const orm_statement *statement);

/* A JSONB document as text, in the call's arena. */
orm_text orm_lite_document_text(orm_lite_call *call, sqlite3_value *value);

/* Whether the database holds its text in UTF-16, which makes results twice as long. */
bool orm_lite_is_utf16(orm_lite_call *call);

/* ---- host.c */

/* Fills in the call's host. */
void orm_lite_host_open(orm_lite_call *call);

/* ---- column.c */

void orm_lite_append(orm_host *host, orm_row *row, int column, const orm_form *form,
                     orm_buffer *buffer);

/* The value's text; raises when there is no memory for it. */
orm_text orm_lite_value_text(orm_lite_call *call, sqlite3_value *value);

/* ---- json_check.c */

typedef struct orm_lite_json {
    bool has_blanks;   /* between its tokens */
    bool is_canonical; /* for certain: as jsonb prints it */
    bool is_storable;  /* has no escaped U+0000 or surrogate without its pair */
    int depth;
} orm_lite_json;

/* Whether the text as a whole is JSON, and of what kind. */
bool orm_lite_json_check(orm_text text, orm_lite_json *out);

/* ---- error.c */

/* The core's way out: its error becomes the call's. */
void orm_lite_raise(orm_host *host, orm_ctx *ctx, const orm_error *error) __attribute__((noreturn));

/* To the call's trampoline. */
_Noreturn void orm_lite_leave(orm_lite_call *call, orm_lite_failure failure);

/* SQLite's own error; `rc` is what it just returned. */
orm_lite_failure orm_lite_engine_failure(orm_lite_call *call, int rc);

/* Leaves with it. */
_Noreturn void orm_lite_raise_engine(orm_lite_call *call, int rc);

_Noreturn void orm_lite_raise_no_memory(orm_lite_call *call);

/* Hands the call's error to SQLite, and keeps its JSON for orm_last_error(). */
void orm_lite_report(orm_lite_call *call);

/* The JSON of the connection's last error. */
void orm_lite_error_keep(orm_lite_connection *connection, orm_text json);

/* "SQLITE_CONSTRAINT_UNIQUE"; "SQLITE_ERROR" for a code that has no name. */
const char *orm_lite_code_name(int code);

/* ---- like.c */

int orm_lite_like_register(sqlite3 *db);

#endif
