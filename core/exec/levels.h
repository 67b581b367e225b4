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

/* ---- the root's rows, some of them at a time */

typedef struct orm_level_rows orm_level_rows;

/* Room for rows of the root, in the inputs' arena; the inputs must stay. */
orm_level_rows *orm_level_rows_open(orm_inputs *inputs, const orm_level *root);

/* Takes rows of the root's statement. */
orm_sink *orm_level_rows_sink(orm_level_rows *it);

/* Bytes of those it has. */
size_t orm_level_rows_size(const orm_level_rows *it);

/* Reads what is below them. */
void orm_level_rows_read(orm_level_rows *it);

/* Appends the object of one of them. */
void orm_level_rows_write(const orm_level_rows *it, uint32_t row, orm_buffer *out);

/* Frees what is not in the arena. */
void orm_level_rows_close(orm_level_rows *it);

/* Appends the shown columns of a row: {"a":1,"b":2 without the closing brace. */
void orm_row_write(orm_host *host, orm_row *row, const orm_output *const *columns, uint16_t count,
                   orm_buffer *out);

#endif
