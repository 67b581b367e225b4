/* bulk.h - many rows from one list: what bulk create, bulk upsert and bulk update share.
 *
 * The list is gone through several times, and a long one is read each time, item by item, so that
 * it is never in memory as a tree: once for
 * the names of the attributes that occur in it, once more for keys that occur twice where that
 * matters, once for the values.  Where the engine has a row source (PostgreSQL), one statement
 * takes all rows; else one prepared statement is stepped per row, of which there is one for every
 * combination of columns. */
#ifndef ORM_WRITE_BULK_H
#define ORM_WRITE_BULK_H

#include "exec/parameters.h"
#include "write/conflict.h"
#include "write/row.h"
#include "write/rules.h"

typedef enum orm_bulk_mode {
    ORM_BULK_INSERT, /* a row that is there already is an error */
    ORM_BULK_SKIP,   /* …is left as it is */
    ORM_BULK_UPDATE, /* …gets certain attributes of the item: updateOnDuplicate */
    ORM_BULK_UPSERT, /* …gets what the item has */
    ORM_BULK_CHANGE  /* no row is new: orm_bulk_update */
} orm_bulk_mode;

/* Where a row's value comes from. */
enum { ORM_VALUE_ABSENT, ORM_VALUE_MADE, ORM_VALUE_GIVEN };

typedef struct orm_bulk_column {
    const orm_attribute *attribute;
    uint32_t given; /* items that have a value of their own */
    orm_default_kind
        default_kind; /* what an item without a value gets; NONE: the column's default */
    orm_value default_value;
} orm_bulk_column;

/* Items with the same key. */
typedef struct orm_bulk_same {
    uint32_t *group_of; /* by item */
    uint32_t *size;     /* by group: its items */
    uint32_t count;     /* groups */
    bool has_any;       /* a group of more than one item */
} orm_bulk_same;

typedef struct orm_bulk {
    orm_source source; /* what the engine pulls */
    orm_call *call;
    orm_compiler compiler;
    const orm_model *model;
    const orm_json *json_options;
    orm_bulk_mode mode;
    orm_text text;                 /* the items */
    const orm_json *const *places; /* by item: where it stands in the call's documents; or NULL */
    const orm_json *list;          /* …as a tree, where the text is short; else NULL */
    orm_json *next;                /* item of `list` */
    orm_json_items items;          /* …one by one */
    orm_row_options options;
    bool *is_wanted; /* by attribute: the option `fields` */
    uint32_t *given; /* by attribute: items that have it */
    orm_bulk_column *columns;
    uint32_t column_count;
    int16_t *column_of; /* by attribute: its column, or -1 */
    orm_modify modify;
    orm_conflict *conflict; /* or NULL */
    orm_problems problems;
    orm_inputs inputs;
    orm_ctx scratch;               /* of a few items, then freed */
    const orm_attribute **guesses; /* of the n-th member of the item before */
    const orm_rules *rules;        /* validators, where they are asked for; or NULL */
    uint32_t count;                /* items */
    uint32_t at;                   /* the item that was read last, from 0 */
    orm_bulk_same same;            /* where a key may occur twice */
    uint8_t *has;                  /* a byte per column: where its value comes from */
    bool keeps_has;                /* …of every row, for the statement asks */
    bool keeps_items;              /* what is read lives as long as the call */
    orm_value **merged;            /* by group: its row; NULL: rows are not merged */
} orm_bulk;

/* ---- bulk_read.c */

/* Begins; the options have been checked. */
void orm_bulk_open(orm_bulk *b, orm_call *call, const orm_model *model, const orm_json *options,
                   orm_bulk_mode mode);

/* Reads which attributes occur, and chooses the columns; false: the list is empty. */
bool orm_bulk_read_members(orm_bulk *b, orm_text items);

/* The first item is the next one again. */
void orm_bulk_rewind(orm_bulk *b);

/* Whether the next item will take the place of those before it in memory. */
bool orm_bulk_forgets(const orm_bulk *b);

/* The next item, in memory that lives until a good deal more was read; NULL behind the last one. */
const orm_json *orm_bulk_next(orm_bulk *b);

/* The values of an item, by column, and where each comes from.  What is wrong is added to
 * b->problems. */
void orm_bulk_fill(orm_bulk *b, const orm_json *item, orm_value *values, uint8_t *has);

/* The validators that the options ask for. */
void orm_bulk_read_rules(orm_bulk *b);

/* Asks all validators about all items: those that are SQL expressions see many rows at once
 * (bulk_rules.c). */
void orm_bulk_ask(orm_bulk *b, const orm_rules_scope *scope);

/* Column of an attribute, or NULL. */
orm_bulk_column *orm_bulk_column_of(const orm_bulk *b, const orm_attribute *attribute);

/* ---- bulk_same.c */

/* Finds the items that have the same values for these attributes. */
void orm_bulk_find_same(orm_bulk *b, const orm_attribute *const *key, uint32_t count);

/* Reads all items and makes one row of those of a group, as if they were applied one after the
 * other: the first as it is, of the others what `is_updated` (by column) names or, NULL, what they
 * have. */
void orm_bulk_merge(orm_bulk *b, const bool *is_updated);

/* ---- bulk_run.c */

/* Receives the rows that a statement returns, and knows of which item each is. */
typedef struct orm_bulk_answer {
    orm_sink sink;
    orm_bulk *bulk;
    orm_buffer *out;
    orm_buffer text; /* rows that are not in the order of the items */
    size_t *offsets; /* by group, in `text` */
    size_t *lengths;
    bool is_ordered;   /* rows come in the order of the items, each item's once */
    bool has_number;   /* the row's number is its last column */
    bool is_complete;  /* an item without a row is null; else it is left out */
    uint32_t answered; /* items */
    uint16_t shown;    /* columns */
    bool *is_found;    /* by group (or item): it has a row; or NULL */
} orm_bulk_answer;

/* `out` NULL: rows are not wanted. */
orm_sink *orm_bulk_answer_open(orm_bulk_answer *answer, orm_bulk *b, orm_buffer *out);
void orm_bulk_answer_close(orm_bulk_answer *answer);

/* Prints the statement of a row with values from these places, b->modify with what belongs to the
 * columns that are there; `columns` are those of its parameters.  An empty text: the row needs
 * none.
 */
typedef orm_statement orm_bulk_print(orm_bulk *b, const uint8_t *has, uint16_t **columns);

/* Runs one statement with all rows, or one statement per row; the number of rows. */
int64_t orm_bulk_run_source(orm_bulk *b, orm_sink *sink);
int64_t orm_bulk_run_each(orm_bulk *b, orm_bulk_print *print, orm_bulk_answer *answer,
                          orm_sink *sink);

#endif
