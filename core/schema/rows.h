/* rows.h - the answer of a question to the engine's catalog, kept as texts. */
#ifndef ORM_SCHEMA_ROWS_H
#define ORM_SCHEMA_ROWS_H

#include "host.h"

typedef struct orm_rows {
    orm_text *cells; /* row by row; NULL is empty */
    uint32_t count;
    uint32_t width;
} orm_rows;

/* Asks; '$' and '@' in `sql` are as for orm_store_run(). */
orm_rows orm_rows_ask(orm_ctx *ctx, const char *sql, const orm_value *parameters, uint16_t count,
                      uint32_t width);

/* The same of a statement that was printed. */
orm_rows orm_rows_run(orm_ctx *ctx, orm_text sql, uint32_t width);

/* The one number that a SELECT of one row answers. */
int64_t orm_rows_count(orm_ctx *ctx, orm_text sql);

static inline orm_text orm_rows_cell(const orm_rows *rows, uint32_t row, uint32_t column)
{
    return rows->cells[row * rows->width + column];
}

/* "t" or "1". */
bool orm_rows_is(const orm_rows *rows, uint32_t row, uint32_t column);

orm_value orm_value_of_text(orm_text text);

/* A list parameter. */
orm_value orm_value_of_texts(orm_ctx *ctx, const orm_text *items, uint32_t count);

/* A JSON array of texts; of anything else, of NULL for one, nothing. */
struct orm_names orm_names_read(orm_ctx *ctx, orm_text json);

#endif
