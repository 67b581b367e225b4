/* plan.h - a read as a tree of levels: the root and, below it, one level per include.
 *
 * Each level is one statement.  A level's rows are linked to its parent's by the columns named
 * here; the rows themselves are never seen by the core, which takes them as fragments of JSON
 * (exec/levels.h). */
#ifndef ORM_QUERY_PLAN_H
#define ORM_QUERY_PLAN_H

#include "host.h"
#include "query/compiler.h"

typedef struct orm_level orm_level;

struct orm_level {
    const orm_model *model;
    const orm_association *association; /* NULL: the root */
    orm_text place;                     /* of its include in the options; empty: the root */
    orm_text key;                       /* `,"alias":` */
    orm_text through_key;               /* `,"Through":`, or empty: not shown */
    bool is_many;
    bool is_named;    /* relations are called by their names: the user's SQL may say them */
    orm_text nothing; /* what stands for a parent without rows; empty: [] or null */

    orm_select select;
    uint16_t column_count;  /* of the statement */
    uint16_t shown_count;   /* the first columns: the model's part of the fragment */
    orm_text tail;          /* behind the shown columns: ends of objects in the row */
    uint16_t through_count; /* the next ones: the through row's part */
    const orm_output **columns;

    uint16_t key_count;       /* parts of the key that links to the parent */
    uint16_t *own_columns;    /* columns of this statement that hold the parent's key */
    uint16_t *parent_columns; /* columns of the parent's statement that hold it */

    uint16_t cursor_column; /* of a page: the order's values, from this column on */
    uint16_t cursor_count;

    uint16_t *id_columns; /* what tells its rows apart among the rows of the join (span.c) */
    uint16_t id_count;

    const orm_relation *keys; /* the parents' keys as a table, where each has a limit; or NULL */

    /* Rows of one parent: cut by the core where the statement does not do it, else NULL. */
    const orm_expr *limit;
    const orm_expr *offset;

    orm_level *parent;
    orm_level *children;
    orm_level *next;
    uint16_t child_count;
    uint16_t child_index; /* among its siblings */

    /* ---- filled in by the printer (sql/select.h) */
    orm_statement statement;
    const orm_param **parameters;
};

#endif
