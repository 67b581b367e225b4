/* host.h - the seam between the core and an engine.
 *
 * A binding (pg_ext, sqlite_ext) fills in one orm_host per call and hands it to orm_call_run(). The
 * core reaches the engine through nothing else.  The contract of every callback:
 *
 *  1. A callback may not return: PostgreSQL longjmps out of ereport, SQLite's binding out of
 * raise(). So the core owns nothing but arena memory and host blocks, holds no lock, and publishes
 * an object to a cache only when it is complete.
 *  2. Memory from the call's arena and blocks from resize() with ORM_LIFE_CALL live until the
 * binding ends the call, whether it failed or not.
 *  3. Text is UTF-8, length-counted and may hold any byte but zero.
 *  4. Rows are pushed, never pulled: run() steps the statement and calls the sink once per row. The
 *     orm_row is the engine's current row; it is valid only inside that call of the sink.
 *  5. A sink may run other statements, but not the one that is pushing to it. */
#ifndef ORM_HOST_H
#define ORM_HOST_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/value.h"

typedef struct orm_dialect orm_dialect; /* dialect.h */
typedef struct orm_row orm_row;         /* the binding's */
typedef struct orm_cursor orm_cursor;   /* the binding's */
typedef struct orm_form orm_form;       /* base/value.h: how a column becomes JSON */

/* How PostgreSQL should plan a statement; SQLite has one way. */
typedef enum orm_planning {
    ORM_PLAN_AUTO,    /* the plan cache decides */
    ORM_PLAN_GENERIC, /* lookups by key: planned once */
    ORM_PLAN_CUSTOM   /* long lists: planned for the values (a hashed list, not a linear search) */
} orm_planning;

/* A statement as text with numbered parameters ($1…, ?1…).  The host keeps it prepared under its
 * text. */
typedef struct orm_statement orm_statement;
struct orm_statement {
    orm_text sql;
    uint64_t hash; /* orm_text_hash(sql, ORM_HASH_SEED) */
    uint16_t parameter_count;
    const orm_text *columns; /* of a write: what each parameter goes into; empty texts: into none.
                                NULL: nothing is known */
    const uint8_t *kinds;    /* orm_value_kind of each parameter: its type where the text says
                                nothing of it.  NULL: text */
    bool is_writing;  /* may change the database: INSERT, UPDATE, DELETE, DDL, and SELECT … FOR
                         UPDATE */
    bool is_one_time; /* not worth keeping: DDL */
    bool is_latest;   /* reads what is committed now, not the transaction's snapshot: the catalog */
    uint8_t planning; /* orm_planning */
    const orm_error
        *failure; /* prepare(): what to raise, with the engine's message behind its own */
    const orm_statement *one; /* of an INSERT of several rows, run without sink: that of one row,
                                 for which a constraint fails with its own values; or NULL */
    /* ---- what it is, for who only shows it (exec/record.h); nothing of it is the binding's */
    bool is_question;                        /* makes a plan: asks what a table is, never rows */
    orm_text place;                          /* in the options: "options.include[0]"; empty: all */
    const struct orm_output *const *outputs; /* its columns, or NULL… */
    const struct orm_expr *shown;            /* …or a chain of them */
    uint16_t output_count;
};

/* Receives the rows of a statement. */
typedef struct orm_sink orm_sink;
struct orm_sink {
    void (*row)(orm_sink *sink, orm_row *row);
};

/* Rows that the core gives to a statement, pulled one by one. */
typedef struct orm_source orm_source;
struct orm_source {
    const orm_text *columns; /* names of the table's columns, `count` of them */
    int count;
    /* Fills `values` (count of them); false behind the last row.  May raise. */
    bool (*next)(orm_source *source, orm_value *values);
    /* Whether row `row` (the first is 1) has a value of its own for column `column`; NULL where no
     * statement asks. */
    bool (*has)(orm_source *source, int64_t row, int column);
    /* The row that the statement is writing: counted by the host where the statement has
     * orm_source_next() as a condition. */
    int64_t row;
};

/* What is to be done to the database, and what must stand around it. */
typedef enum orm_access {
    ORM_ACCESS_NONE,   /* nothing: no snapshot, no lock */
    ORM_ACCESS_READ,   /* one snapshot for all statements */
    ORM_ACCESS_LOOK,   /* as WRITE, but what is only read needs no lock: see write() */
    ORM_ACCESS_WRITE,  /* atomic; the write lock is taken before anything is read */
    ORM_ACCESS_DEFINE, /* changes the catalog: as WRITE, and serialised with other definitions.
                          Where the database is read-only it is only compared */
    ORM_ACCESS_ASKED   /* of a function: its arguments say, and its handler enters by itself */
} orm_access;

/* What a statement of the user does. */
typedef enum orm_deed {
    ORM_DEED_READ,
    ORM_DEED_WRITE,  /* may change rows or tables, or locks rows */
    ORM_DEED_COMMAND /* all else, where the engine itself says what is allowed when (PostgreSQL) */
} orm_deed;

/* What is still to be said when the engine refuses a row. */
typedef struct orm_refusal orm_refusal;
struct orm_refusal {
    void (*ask)(orm_refusal *refusal);
};

struct orm_host {
    const orm_dialect *dialect;
    orm_text catalog_schema;       /* quoted: where the catalog tables are */
    size_t result_header;          /* bytes the engine wants free before a result's text */
    size_t result_limit;           /* largest block of a result, header included */
    bool is_read_only;             /* nothing can be written: what changes nothing is welcome */
    bool is_in_transaction;        /* of the caller's: the call did not begin one (SQLite) */
    bool is_literal_forbidden;     /* by a setting of the engine, whatever the config allows */
    const orm_places *places;      /* the core's: of the call inside that is running, or NULL */
    struct orm_recorder *recorder; /* the core's: statements are shown, not run; or NULL */
    orm_refusal *refusal; /* the core's: asked before the call leaves with a constraint's error,
                             and may raise one of ours in its place; runs no statement.  NULL:
                             nothing is asked.  Only hosts without run_source() do */

    /* ---- memory and errors */

    /* Grows, shrinks or makes (block NULL) a block.  ORM_LIFE_RESULT: it may become the call's
     * result. Does not return when there is no memory, or when size passes the engine's limit for a
     * value. */
    void *(*resize)(orm_host *host, void *block, size_t size, orm_life life);
    /* Frees a block early. */
    void (*release)(orm_host *host, void *block);
    /* A new arena that belongs to the call: freed when the call fails or ends, unless it is kept.
     */
    orm_arena *(*arena_open)(orm_host *host);
    /* From now on the arena lives until its own `free` is called. */
    void (*arena_keep)(orm_host *host, orm_arena *arena);
    /* Leaves the call with this error. */
    void (*raise)(orm_host *host, orm_ctx *ctx, const orm_error *error) __attribute__((noreturn));

    /* ---- statements */

    /* Runs the statement with `parameters` (statement->parameter_count of them); pushes each row to
     * `sink` (NULL: rows are dropped).  Returns the number of rows pushed or, of a statement
     * without rows, changed.  Engine errors leave the call as the engine's own. */
    int64_t (*run)(orm_host *host, const orm_statement *statement, const orm_value *parameters,
                   orm_sink *sink);
    /* Runs an INSERT … SELECT whose FROM is the dialect's row source, filled from `source`: the set
     * form of many rows.  NULL where one prepared statement stepped per row is the set form
     * (SQLite). */
    int64_t (*run_source)(orm_host *host, const orm_statement *statement, orm_source *source,
                          orm_sink *sink);
    /* Pushes all rows of a table of the catalog as they are committed now, in any order: these of
     * its columns, at most 8.  False: it takes a statement.  NULL where statements cost as little
     * (SQLite). */
    bool (*scan)(orm_host *host, const char *table, const char *const *columns, int count,
                 orm_sink *sink);
    /* A statement that reads, its rows fetched some at a time, all under the snapshot of this
     * moment.  The parameters must stay; it is closed with the call. */
    orm_cursor *(*cursor_open)(orm_host *host, const orm_statement *statement,
                               const orm_value *parameters);
    /* Pushes the next `most` rows; the number of those that there were. */
    uint32_t (*cursor_fetch)(orm_host *host, orm_cursor *cursor, uint32_t most, orm_sink *sink);
    /* Appends column `column` of `row` as JSON of this form. */
    void (*append)(orm_host *host, orm_row *row, int column, const orm_form *form,
                   orm_buffer *buffer);
    /* Column `column` as a value: integers and booleans (1, 0) as ORM_VALUE_INTEGER, NULL, all else
     * as ORM_VALUE_TEXT in the engine's text form, in the ctx's arena. */
    orm_value (*fetch)(orm_host *host, orm_ctx *ctx, orm_row *row, int column);
    /* The names of the row's columns, in the ctx's arena; their number. */
    int (*names)(orm_host *host, orm_ctx *ctx, orm_row *row, const orm_text **names);
    /* What a statement of the user does.  Raises where the text is not one statement, or the engine
     * cannot read it. */
    orm_deed (*inspect)(orm_host *host, const orm_statement *statement);
    /* Checks that the statement can be prepared; raises statement->failure if not, its sentence
     * followed by
     * ": " and the engine's message. */
    void (*prepare)(orm_host *host, const orm_statement *statement);

    /* ---- around the statements */

    /* Begins what `access` asks for, in a call of a function with ORM_ACCESS_ASKED; the end of the
     * call ends it.  A dry run's end undoes what was done, also after success. */
    void (*enter)(orm_host *host, orm_access access, bool is_dry_run);
    /* In a call with ORM_ACCESS_LOOK: from now on it writes.  True: until now it only read, under a
     * snapshot that is gone, so whatever it has read, the catalog too, is to be read again.  NULL
     * where LOOK is WRITE (PostgreSQL). */
    bool (*write)(orm_host *host);
    /* What statements of a reading call do from now on, by functions that they call, is undone with
     * it.  NULL where it is in any case. */
    void (*guard)(orm_host *host);
    /* From true to false, in a call that writes: statements that read see one snapshot.  NULL where
     * they do in any case. */
    void (*hold)(orm_host *host, bool is_held);

    /* ---- the database */

    /* The catalog's stamp as this call sees it; false when nothing was ever defined. */
    bool (*stamp)(orm_host *host, uint8_t stamp[16]);
    /* Where an unqualified table is found now: its schema (unquoted) in `schema`, and a number that
     * changes when that changes.  0: there is no such table. */
    uint64_t (*locate)(orm_host *host, orm_ctx *ctx, orm_text table, orm_text *schema);
    /* Name of the database, for sync's `match`. */
    orm_text (*database)(orm_host *host, orm_ctx *ctx);
    /* While true, tables are dropped and renamed as parts of a rebuild: foreign keys are neither
     * checked nor followed (dropping a parent would delete its children), and a RENAME leaves alone
     * what refers to the old and new name.  Also inside a transaction, where PRAGMA foreign_keys
     * does nothing; the call's end makes it false again.  NULL where no table is ever rebuilt
     * (PostgreSQL). */
    void (*rebuild)(orm_host *host, bool is_rebuilding);
    /* The catalog changed: tell other sessions when the transaction commits (where stamps are not
     * read in every call). */
    void (*catalog_changed)(orm_host *host);

    /* ---- the rest */

    /* Whether `text` has a match of a JavaScript pattern with JavaScript's flags ("" for none); a
     * character is a code point.  Compiled patterns are kept by the binding.  One that does not
     * compile raises DefinitionError naming it, one that takes too many steps for this text
     * InvalidOptionError.  pattern/pattern.h does all of it. */
    bool (*match)(orm_host *host, orm_ctx *ctx, orm_text pattern, orm_text flags, orm_text text);
    /* What is wrong with such a pattern or its flags, as a sentence; empty: nothing. */
    orm_text (*pattern_problem)(orm_host *host, orm_ctx *ctx, orm_text pattern, orm_text flags);
    int64_t (*now)(orm_host *host);                         /* microseconds since 1970, UTC */
    void (*random)(orm_host *host, void *out, size_t size); /* cryptographically strong */
    void (*interrupts)(orm_host *host); /* leaves the call when it is cancelled */
    void (*notice)(orm_host *host, const char *message);
    /* The JSON of the session's last error, empty when there is none or it is not kept. */
    orm_text (*last_error)(orm_host *host, orm_ctx *ctx);
    /* orm_reset: drops what the binding keeps between calls (prepared statements, the stamp), but
     * nothing that is in use. */
    void (*forget)(orm_host *host);
};

#endif
