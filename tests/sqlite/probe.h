/* probe.h - the SQLite binding without the core's functions, for its tests.
 *
 * The binding is linked in with a table of functions of this folder's own, so that a test says in
 * SQL which statements a call runs, and what happens in between:
 *
 *     SELECT orm_write('[["run","INSERT INTO t VALUES (?1)",7],["hook"],["raise","no"]]')
 *
 * orm_none, orm_read, orm_look, orm_write and orm_define take a list of steps and answer the list
 * of what each gave:
 *
 *     ["run", sql, values…]      rows as lists in natural form, or the number of changes
 *     ["once", sql]              the same, a statement not worth keeping
 *     ["fetch", sql]             first column of each row as the core reads keys: kind:text
 *     ["each", sql, sql]         the second statement for each row of the first, inside its sink
 *     ["prepare", sql]           true
 *     ["check", sql]             the same, with a DefinitionError of the core's where it is wrong
 *     ["stamp"]                  the catalog's stamp in hexadecimal, or null
 *     ["literal"]                whether literals are forbidden
 *     ["forget"]                 drops what is kept
 *     ["hook"]                   calls probe.hook
 *     ["poll"]                   asks for interrupts, many times
 *     ["arena"] ["keep"]         opens an arena; opens one and keeps it until the connection ends
 *     ["write"]                  says that it begins to write: whether it only read until now
 *     ["rebuild", bool]          says that a table is being rebuilt, or that it is done
 *     ["database"] ["last"]      the database's name; the last error's JSON
 *     ["raise", message]         leaves with an InvalidOptionError
 *     ["fill", n]                a string of n bytes
 *     ["null"] ["integer", n]    makes this the call's result
 *
 * orm_each(sql, steps) gives the statement's rows one by one, with what the steps gave behind each.
 * orm_column(sql, form) answers the first column of each row in a form: "DATE", "DECIMAL:2",
 * "BIGINT:string". */
#ifndef ORM_TESTS_PROBE_H
#define ORM_TESTS_PROBE_H

/* cmocka wants these before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

struct probe {
    void (*hook)(void *argument);
    void *argument;
};
extern struct probe probe;

/* Loads the binding with the probe's functions into a connection; SQLite's code. */
int probe_load(sqlite3 *db);

/* ---- what every test needs */

/* Opens a database and loads the probe into it. */
sqlite3 *probe_open(const char *path);

/* Closes it, which always succeeds. */
void probe_close(sqlite3 *db);

/* A new empty folder; path of a file in it (until the next call).  Removed by probe_folder_end().
 */
const char *probe_path(const char *name);
int probe_folder(void **state);
int probe_folder_end(void **state);

void probe_exec(sqlite3 *db, const char *sql);

/* First column of the first row as text, to be freed; "NULL" for NULL. */
char *probe_ask(sqlite3 *db, const char *sql);

/* The statement's answer is this text. */
#define assert_answer(db, sql, expected) probe_expect((db), (sql), (expected), __FILE__, __LINE__)
void probe_expect(sqlite3 *db, const char *sql, const char *expected, const char *file, int line);

/* The statement fails with this extended code and a message that begins so. */
#define assert_failure(db, sql, code, message)                                                     \
    probe_expect_failure((db), (sql), (code), (message), __FILE__, __LINE__)
void probe_expect_failure(sqlite3 *db, const char *sql, int code, const char *message,
                          const char *file, int line);

/* Nothing of a call is left: no transaction but the caller's, no statement that is running. */
#define assert_at_rest(db, is_autocommit)                                                          \
    probe_expect_rest((db), (is_autocommit), __FILE__, __LINE__)
void probe_expect_rest(sqlite3 *db, int is_autocommit, const char *file, int line);

#endif
