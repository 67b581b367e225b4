/* fake_host.h - an engine without a database, for the unit tests.
 *
 * Memory is malloc's: every arena and block is freed at the end of a test, so the sanitizers see
 * what the core does beyond its bounds, and nothing else.  raise() jumps to the innermost
 * expect_raise(); a test that expects nothing fails with the error's text.  Statements are refused;
 * a test that wants rows sets the callbacks of `host` itself.
 *
 *     static void test_depth(void **state)
 *     {
 *         orm_ctx *ctx = *state;
 *
 *         expect_raise(ctx, ORM_JSON, orm_json_read(ctx, deep, ORM_JSON_CODE, "options"));
 *         assert_text(fake_error(ctx)->at, "options");
 *     }
 *     … cmocka_run_group_tests(): FAKE_TEST(test_depth) */
#ifndef ORM_TESTS_FAKE_HOST_H
#define ORM_TESTS_FAKE_HOST_H

/* cmocka wants these before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "host.h"

/* expect_raise() comes back by longjmp: what its statement assigns to a local variable is lost, all
 * others keep their values, whatever the compiler fears. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

/* Where raise() goes: one per expect_raise() that is open, the innermost first. */
typedef struct fake_trap fake_trap;
struct fake_trap {
    jmp_buf exit;
    fake_trap *outer;
};

typedef struct fake_host {
    orm_host host; /* first: the core's pointer is ours */
    fake_trap *trap;
    const orm_error *error; /* the last one raised; NULL when memory ran out */
    size_t allocations;     /* blocks asked for so far */
    size_t serial;          /* of the newest block or arena */
    size_t fail_at;         /* the allocation that fails; 0: none */
    size_t live_blocks;     /* made by resize() and not released */
    size_t kept_arenas;     /* kept and not freed by their own `free` */
    size_t interrupt_checks;
    int64_t time;                  /* what now() gives */
    uint8_t next_random;           /* random() counts up from here */
    const char *notice;            /* the last one */
    struct orm_patterns *patterns; /* made when first needed */
    struct fake_link *blocks;
    struct fake_link *arenas;
    struct fake_engine *engine; /* fake_engine.h, where there is one */
} fake_host;

/* A host with a ctx of its own in *state, and its end: setup and teardown of a test. */
int fake_setup(void **state);
int fake_teardown(void **state);
#define FAKE_TEST(test) cmocka_unit_test_setup_teardown(test, fake_setup, fake_teardown)

fake_host *fake_of(orm_ctx *ctx);

/* What a binding does when a call ends: blocks and arenas that are newer than the mark go, but
 * those that were kept. */
size_t fake_mark(orm_ctx *ctx);
void fake_release_since(orm_ctx *ctx, size_t mark);

/* The error that the last expect_raise() caught. */
const orm_error *fake_error(orm_ctx *ctx);

/* Runs `body` again and again, each time on a new host and with the next allocation failing, until
 * it gets through; the number of allocations that it makes. */
size_t fake_sweep(void (*body)(orm_ctx *ctx));

/* Requires that the statement leaves with this error. */
#define expect_raise(ctx, expected, statement)                                                     \
    do {                                                                                           \
        fake_trap trap_;                                                                           \
                                                                                                   \
        if (setjmp(*fake_trap_open((ctx), &trap_)) == 0) {                                         \
            statement;                                                                             \
            fake_trap_missed((ctx), #statement, __FILE__, __LINE__);                               \
        } else {                                                                                   \
            fake_trap_check((ctx), (expected), __FILE__, __LINE__);                                \
        }                                                                                          \
    } while (0)

jmp_buf *fake_trap_open(orm_ctx *ctx, fake_trap *trap);
void fake_trap_missed(orm_ctx *ctx, const char *statement, const char *file, int line);
void fake_trap_check(orm_ctx *ctx, orm_error_code expected, const char *file, int line);

/* ---- comparing texts */

#define assert_text(actual, expected)                                                              \
    fake_assert_text((actual), orm_text_from(expected), __FILE__, __LINE__)
#define assert_text_equal(actual, expected)                                                        \
    fake_assert_text((actual), (expected), __FILE__, __LINE__)
void fake_assert_text(orm_text actual, orm_text expected, const char *file, int line);

/* Whether `text` holds `part`: for messages. */
#define assert_mentions(text, part) fake_assert_mentions((text), (part), __FILE__, __LINE__)
void fake_assert_mentions(orm_text text, const char *part, const char *file, int line);

/* ---- data files */

/* Reads a file of lines with fields between tabs, the first line being names and '#' lines
 * comments; calls `row` for each other line with its fields. "\t", "\n", "\\" and "\xhh" are
 * escapes.  The number of rows; the test fails when the file cannot be read.  Paths begin at the
 * repository. */
enum { FAKE_MAX_FIELDS = 24 };
typedef void fake_row(orm_ctx *ctx, const orm_text *fields, int count, int line);
size_t fake_read_table(orm_ctx *ctx, const char *path, fake_row *row);

/* A whole file; fails the test where there is none. */
orm_text fake_read_file(orm_ctx *ctx, const char *path);

#endif
