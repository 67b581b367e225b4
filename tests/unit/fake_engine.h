/* fake_engine.h - a database without tables, on which the whole core runs.
 *
 * Calls go through orm_call_run() as a binding makes them: what a call opened is freed when it ends
 * or fails, errors arrive where the test expects them, and the catalog tables hold what definitions
 * write.  Every other statement is noted, with its parameters, and gets the rows that the test laid
 * out beforehand.
 *
 *     static void test_key(void **state)
 *     {
 *         fake_engine *e = *state;
 *
 *         CALL(e, "define", "User", "{\"name\":\"STRING\"}");
 *         engine_answer(e, "SELECT", "[[1,\"Ann\"]]");
 *         assert_text(CALL(e, "find_by_pk", "User", "1"), "{\"id\":1,…}");
 *         assert_text(engine_sql(e, 0), "SELECT …");
 *     }
 *     … cmocka_run_group_tests(): ENGINE_TEST(test_key) */
#ifndef ORM_TESTS_FAKE_ENGINE_H
#define ORM_TESTS_FAKE_ENGINE_H

#include "fake_host.h"

#include "base/json.h"
#include "catalog/model.h"
#include "dialect.h"
#include "orm.h"

enum { ENGINE_TABLES = 5, ENGINE_COLUMNS = 6 };

/* A statement that ran, or (is_prepared) was only prepared. */
typedef struct engine_statement {
    orm_text sql;
    orm_text parameters; /* "INTEGER 1, TEXT a": of a row source a line for each row */
    bool is_writing;
    bool is_prepared;
    uint8_t planning;
    struct engine_statement *next;
} engine_statement;

/* Rows for a statement whose text holds `match`. */
typedef struct engine_reply {
    const char *match;
    const orm_json *rows; /* list of lists */
    int64_t changed;
    bool is_standing; /* for every such statement, not for one */
    bool is_used;
    struct engine_reply *next;
} engine_reply;

/* One of the catalog's tables. */
typedef struct engine_table {
    orm_value (*rows)[ENGINE_COLUMNS];
    uint32_t count;
} engine_table;

typedef struct fake_engine {
    fake_host *fake;
    orm_ctx *ctx;
    orm_session *session;
    orm_arena *arena; /* the engine's own: not counted, never refused */
    engine_table tables[ENGINE_TABLES];
    engine_statement *statements;
    engine_reply *replies;
    uint32_t catalog_writes; /* statements that changed the catalog's tables */
    uint32_t catalog_reads;  /* … that read them */
    uint32_t changes_told;   /* catalog_changed() */
    uint64_t location;       /* what locate() gives: a number, and the schema */
    const char *schema;
    orm_access entered;  /* by a function whose arguments say what it does */
    const char *refused; /* prepare() fails for texts that hold this */
    const char *broken;  /* run() fails for texts that hold this: an error of the engine's */
    /* Called when a statement runs: a trigger, a row-level security function. */
    void (*on_run)(struct fake_engine *e, const orm_statement *statement);
} fake_engine;

fake_engine *engine_open(const orm_dialect *dialect);

/* Frees all; requires that the session keeps nothing alive. */
void engine_close(fake_engine *e);

/* A test on PostgreSQL's dialect, or on SQLite's. */
int engine_setup_postgres(void **state);
int engine_setup_sqlite(void **state);
int engine_teardown(void **state);
#define ENGINE_TEST(test)                                                                          \
    cmocka_unit_test_setup_teardown(test, engine_setup_postgres, engine_teardown)
#define ENGINE_TEST_SQLITE(test)                                                                   \
    cmocka_unit_test_setup_teardown(test, engine_setup_sqlite, engine_teardown)

/* ---- calls */

extern const char engine_null[]; /* an argument that is SQL's NULL */

/* Calls a function with its arguments as texts: JSON, integers and booleans as text, "NULL". */
#define CALL(e, ...) engine_call((e), __VA_ARGS__, (const char *)NULL)
orm_text engine_call(fake_engine *e, const char *function, ...);

/* The same with texts that may hold anything; data NULL: SQL's NULL. */
orm_text engine_call_texts(fake_engine *e, const char *function, const orm_text *args, int count);

/* The error of the last call that failed; NULL: memory ran out. */
#define engine_error(e) fake_error((e)->ctx)

/* Requires that a call fails with this error, at this place. */
#define expect_error(e, code, place, statement)                                                    \
    do {                                                                                           \
        expect_raise((e)->ctx, (code), statement);                                                 \
        assert_text(engine_error(e)->at, (place));                                                 \
    } while (0)

/* A call that must fail, and how.  NULL behind `error` fields: not looked at. */
typedef struct engine_refusal {
    const char *call[ORM_MAX_ARGUMENTS + 2]; /* the function and its arguments */
    orm_error_code code;
    const char *at;
    const char *mentions; /* part of the message */
    const char *did_you_mean;
} engine_refusal;

/* Makes the calls; says of each that does not fail as it must how it went, and then fails. */
void engine_check_refusals(fake_engine *e, const engine_refusal *cases, size_t count);
#define CHECK_REFUSALS(e, cases)                                                                   \
    engine_check_refusals((e), (cases), sizeof(cases) / sizeof *(cases))

/* A model of the catalog that the session holds. */
const orm_model *engine_model(fake_engine *e, const char *name);

/* ---- statements and their rows */

/* Rows ("[[1,\"a\"],[2,null]]") for the next statement whose text holds `match`.  Rows that are
 * objects have names for their columns. */
void engine_answer(fake_engine *e, const char *match, const char *rows);
/* … for every one. */
void engine_always(fake_engine *e, const char *match, const char *rows);
/* The next one has changed this many rows. */
void engine_changed(fake_engine *e, const char *match, int64_t count);

/* Forgets statements and replies. */
void engine_forget(fake_engine *e);

/* Statements that ran, the catalog's left out: how many, and the n-th. */
uint32_t engine_count(const fake_engine *e);
const engine_statement *engine_at(const fake_engine *e, uint32_t index);
orm_text engine_sql(const fake_engine *e, uint32_t index);
orm_text engine_parameters(const fake_engine *e, uint32_t index);

/* A value as it is noted: "INTEGER 1", "TEXT a", "LIST(…)". */
orm_text engine_value(fake_engine *e, const orm_value *value);

/* ---- the catalog's tables, to be put back */

typedef struct engine_snapshot {
    engine_table tables[ENGINE_TABLES];
} engine_snapshot;

engine_snapshot engine_save(fake_engine *e);
void engine_restore(fake_engine *e, const engine_snapshot *snapshot);

/* ---- memory that runs out */

/* Runs `body` after `prepare` on a new engine, again and again, each time with the next allocation
 * of `body` failing, until it gets through.  Each time requires that the failure is no other error,
 * that the session keeps nothing beyond its caches, and that `body` gets through when it is called
 * once more.  The number of allocations. */
size_t engine_sweep(const orm_dialect *dialect, void (*prepare)(fake_engine *e),
                    void (*body)(fake_engine *e));

#endif
