/* orm.h - what a binding includes: one call from its arguments to its result.
 *
 * The life of a call, on both engines:
 *
 *     orm_call_open(&call, host, arena, session, function);
 *     call.args[i] = …;                          the SQL function's arguments
 *     (enter: snapshot, or savepoint and lock, by function->access; with ORM_ACCESS_ASKED the
 *      handler does, by host->enter)
 *     orm_call_run(&call);                       may leave through host->raise or an engine's error
 *     (leave: release)
 *     … call.result …
 *     orm_call_close(&call);                     always, also after a failure: unpins, never fails
 *
 * docs/architecture.md follows one call through the floors. */
#ifndef ORM_ORM_H
#define ORM_ORM_H

#include "host.h"

#define ORM_VERSION "0.1.0"

typedef struct orm_call orm_call;
typedef struct orm_session orm_session; /* exec/session.h: the caches of one connection */
typedef struct orm_catalog orm_catalog;

typedef enum orm_returns {
    ORM_RETURNS_JSON,
    ORM_RETURNS_INTEGER,
    ORM_RETURNS_BOOLEAN,
    ORM_RETURNS_TEXT,
    ORM_RETURNS_ROWS /* one by one: orm_call_next() */
} orm_returns;

enum { ORM_MAX_ARGUMENTS = 5 };

/* One SQL function; the table is core/api/api.def. */
typedef struct orm_function {
    const char *name; /* without orm_ */
    uint8_t least;    /* arguments at least */
    uint8_t most;
    uint8_t access;  /* orm_access: what the binding must do around it */
    uint8_t returns; /* orm_returns */
    void (*handler)(orm_call *call);
    const char *arguments; /* "model text, options document": their names and kinds, in order */
    const char *summary;   /* one sentence, for orm_help and the reference */
} orm_function;

extern const orm_function orm_functions[];
extern const int orm_function_count;

typedef struct orm_argument {
    bool is_null;
    orm_text text;
} orm_argument;

typedef enum orm_result_kind {
    ORM_RESULT_NULL,
    ORM_RESULT_JSON,    /* buffer, of ORM_LIFE_RESULT */
    ORM_RESULT_TEXT,    /* buffer, of ORM_LIFE_RESULT */
    ORM_RESULT_INTEGER, /* integer */
    ORM_RESULT_BOOLEAN  /* integer */
} orm_result_kind;

typedef struct orm_result {
    orm_result_kind kind;
    orm_buffer buffer;
    int64_t integer;
} orm_result;

struct orm_call {
    orm_ctx ctx;
    orm_session *session;
    const orm_function *function;
    orm_argument args[ORM_MAX_ARGUMENTS]; /* those not given are null */
    orm_result result;
    /* ---- the core's own */
    orm_arena *own;             /* the call's, also while ctx.arena is that of a step */
    const orm_catalog *catalog; /* pinned by this call, or NULL */
    struct orm_pin *pins;       /* plans that this call uses; exec/plans.h */
    struct orm_each *each;      /* exec/each.h, or NULL */
    bool is_step;               /* a call inside: what stands around it is there */
    int64_t now;                /* microseconds; 0: not asked yet */
};

void orm_call_open(orm_call *call, orm_host *host, orm_arena *arena, orm_session *session,
                   const orm_function *function);
void orm_call_run(orm_call *call);

/* Of a function with ORM_RETURNS_ROWS, after orm_call_run(): the next row's JSON, valid until the
 * next call; false behind the last. */
bool orm_call_next(orm_call *call, orm_text *row);

void orm_call_close(orm_call *call);

/* ---- the session: bound to a connection or backend, made and freed by the binding */

/* Bytes of a session; the binding provides them, zeroed, and they must not move. */
size_t orm_session_size(void);

/* Drops every cached object that is not pinned, and unlinks the others. */
void orm_session_clear(orm_session *session);

/* ---- errors of the engine, in the contract's words */

typedef enum orm_failure_kind {
    ORM_FAILURE_UNIQUE,
    ORM_FAILURE_FOREIGN_KEY,
    ORM_FAILURE_EXCLUSION,
    ORM_FAILURE_NOT_NULL,
    ORM_FAILURE_CHECK,
    ORM_FAILURE_OTHER
} orm_failure_kind;

/* What a binding knows of an engine's error; texts it does not know are empty. */
typedef struct orm_failure {
    orm_failure_kind kind;
    orm_text message;
    orm_text code;       /* SQLSTATE, or SQLite's extended code by name */
    orm_text table;      /* as the engine names it */
    orm_text constraint; /* name */
    orm_text columns[16];
    orm_text values[16]; /* as the engine's message gives them */
    int column_count;
} orm_failure;

/* The JSON of an engine's error (api.md section 5): name, message, code, model, errors, fields,
 * constraint.  Columns become attributes where the call's catalog knows the table. */
orm_text orm_failure_json(orm_call *call, const orm_failure *failure);

#endif
