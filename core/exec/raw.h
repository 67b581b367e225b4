/* raw.h - a statement of the user, run: orm_query. */
#ifndef ORM_EXEC_RAW_H
#define ORM_EXEC_RAW_H

#include "catalog/model.h"
#include "orm.h"
#include "query/raw.h"

/* How its rows are answered. */
typedef struct orm_raw_view {
    const orm_model *model; /* columns become its attributes; NULL: they keep their names */
    bool is_nested;         /* "a.b" is b in an object a */
    bool is_plain;          /* the first row, nothing when there is none */
    bool is_numbers_string; /* BIGINT and DECIMAL as strings */
} orm_raw_view;

/* What it does. */
orm_deed orm_raw_inspect(orm_ctx *ctx, const orm_raw *raw);

/* What must stand around it then. */
static inline orm_access orm_raw_access(orm_deed deed)
{
    return deed == ORM_DEED_WRITE ? ORM_ACCESS_WRITE : ORM_ACCESS_READ;
}

/* Runs it and appends the answer; the number of rows. */
uint32_t orm_raw_run(orm_ctx *ctx, const orm_raw *raw, orm_deed deed, const orm_raw_view *view,
                     orm_buffer *out);

#endif
