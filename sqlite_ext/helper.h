/* helper.h - functions that our statements use: values compared as the core understands them.
 *
 * Each has a trampoline of its own, a small arena, and the core's error as its result; it runs no
 * statement.  What is the same for all rows (a list, a path, a pattern) is read once and kept by
 * SQLite with the statement. */
#ifndef ORM_LITE_HELPER_H
#define ORM_LITE_HELPER_H

#include "orm_lite.h"

#include "base/json.h"

typedef struct orm_lite_kept orm_lite_kept;
typedef struct orm_lite_helper orm_lite_helper;

/* The function itself: gives its result by sqlite3_result_…(helper->context, …), NULL where it
 * gives none.  May be left by a jump. */
typedef void (*orm_lite_body)(orm_lite_helper *helper, sqlite3_value **values);

struct orm_lite_helper {
    orm_host host; /* first: the core hands it back to us */
    orm_ctx ctx;
    orm_arena arena;
    sqlite3_context *context;
    orm_lite_connection *connection; /* NULL: what it raises makes its result NULL */
    orm_lite_kept *made;             /* to be handed to SQLite behind the call */
    int made_for;                    /* of this argument */
    void *blocks;
    bool is_out_of_memory;
    jmp_buf exit;
    _Alignas(16) char first[2048];
};

/* Runs `body`, and frees what it took. */
void orm_lite_helper_run(sqlite3_context *context, orm_lite_connection *connection,
                         sqlite3_value **values, orm_lite_body body);

/* The value's text. */
orm_text orm_lite_helper_text(orm_lite_helper *helper, sqlite3_value *value);

/* The value as a document, objects in normal form (base/json_order.h); NULL where it is not JSON
 * and where it is NULL. */
const orm_json *orm_lite_helper_json(orm_lite_helper *helper, sqlite3_value *value);

/* What is kept for an argument that is a JSON list, the same in all rows: its items as documents in
 * the order of jsonb, or as written. */
typedef struct orm_lite_items {
    const orm_json **items;
    orm_text *texts; /* of those that are strings; the tokens of others */
    uint32_t count;
} orm_lite_items;

const orm_lite_items *orm_lite_helper_items(orm_lite_helper *helper, sqlite3_value **values,
                                            int argument, bool is_sorted);

/* The document of an argument that may be the same in all rows; NULL as above. */
const orm_json *orm_lite_helper_constant(orm_lite_helper *helper, sqlite3_value **values,
                                         int argument);

/* Whether an order (<0, 0, >0) is what a comparison operator asks for: "=", "<>", ">", ">=", "<" or
 * "<=". */
bool orm_lite_is_so(orm_text operator_, int order);

/* ---- the functions: helper_json.c, helper_array.c, helper_pattern.c */

/* One of them, with its arguments. */
typedef struct orm_lite_helper_entry {
    const char *name;
    int count;
    void (*function)(sqlite3_context *context, int count, sqlite3_value **values);
} orm_lite_helper_entry;

#define ORM_LITE_HELPER(name)                                                                      \
    static void call_##name(sqlite3_context *context, int count, sqlite3_value **values)           \
    {                                                                                              \
        (void)count;                                                                               \
        orm_lite_helper_run(context, NULL, values, name);                                          \
    }

int orm_lite_helper_register(sqlite3 *db, const orm_lite_helper_entry *entries, size_t count);

int orm_lite_json_register(sqlite3 *db);
int orm_lite_array_register(sqlite3 *db);
int orm_lite_pattern_register(sqlite3 *db, orm_lite_connection *connection);

#endif
