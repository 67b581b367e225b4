/* levels.h - running a tree of levels and writing its answer.
 *
 * The root's statement runs first, then each level's below it, with the keys of the rows above: all
 * of them at once where the dialect has arrays, else one run of the prepared statement per key.  A
 * row of a level with children, or below the root, is kept as a fragment of JSON, and the fragments
 * are put together at the end; rows of a root without children go straight into the answer. */
#ifndef ORM_EXEC_LEVELS_H
#define ORM_EXEC_LEVELS_H

#include "exec/parameters.h"
#include "query/plan.h"

/* How the root's rows are answered. */
typedef enum orm_answer {
    ORM_ANSWER_LIST, /* a list */
    ORM_ANSWER_FIRST /* the first row's object, nothing when there is none */
} orm_answer;

/* Runs the levels and appends the answer to `out`; the number of the root's rows. */
uint32_t orm_levels_run(orm_inputs *inputs, const orm_level *root, orm_answer answer,
                        orm_buffer *out);

/* A page of the root's rows. */
typedef struct orm_page_rows {
    int64_t size;     /* rows at most */
    bool is_reversed; /* they are written in the reverse of the order in which they come */
    /* ---- what came, in the order in which it came */
    bool has_more;  /* there was a row behind the page */
    orm_text first; /* the cursor of the first row, as a JSON list; empty: no row */
    orm_text last;
} orm_page_rows;

/* The same for a page: a list. */
void orm_levels_run_page(orm_inputs *inputs, const orm_level *root, orm_page_rows *rows,
                         orm_buffer *out);

/* Appends the shown columns of a row: {"a":1,"b":2 without the closing brace. */
void orm_row_write(orm_host *host, orm_row *row, const orm_output *const *columns, uint16_t count,
                   orm_buffer *out);

#endif
