/* modify.h - INSERT, UPDATE and DELETE as trees. */
#ifndef ORM_QUERY_MODIFY_H
#define ORM_QUERY_MODIFY_H

#include "query/compiler.h"

typedef enum orm_modify_kind { ORM_INSERT, ORM_UPDATE, ORM_DELETE } orm_modify_kind;

typedef struct orm_assignment {
    const orm_attribute *attribute;
    orm_expr *expr;   /* NULL: the column's value comes from the row source */
    bool is_computed; /* by an expression of the caller's */
    struct orm_assignment *next;
} orm_assignment;

/* The number of a row source's row, in an UPDATE: no attribute has such a column. */
#define ORM_SOURCE_NUMBER "\"orm: number of the row\""

/* ON CONFLICT: what an INSERT does with a row that is there already. */
typedef struct orm_conflict {
    const orm_attribute *const *target; /* the unique key; NULL: any (DO NOTHING alone) */
    uint32_t target_count;
    orm_text where;          /* of a partial unique key, as SQL; or empty */
    orm_assignment *updates; /* DO UPDATE SET; NULL: DO NOTHING */
} orm_conflict;

typedef struct orm_modify {
    orm_modify_kind kind;
    orm_relation *relation;
    orm_assignment *assignments;  /* INSERT, UPDATE */
    orm_expr *where;              /* UPDATE, DELETE */
    uint16_t row_count;           /* of an INSERT: rows with the same values; 0: one */
    bool is_from_source;          /* the rows, or what they are changed to, are a row source's */
    bool is_counting_source;      /* an INSERT says which row it is at */
    bool is_skipping_conflicts;   /* ON CONFLICT DO NOTHING */
    const orm_conflict *conflict; /* or NULL */
    const orm_output **outputs;   /* RETURNING */
    uint16_t output_count;
    uint16_t key_count; /* of the outputs, the last ones: rows are answered in their order */
} orm_modify;

/* A parameter that is made when the statement runs: the time, a UUID… */
orm_expr *orm_compile_generated(orm_compiler *c, const orm_attribute *attribute,
                                orm_default_kind kind);

/* A parameter of a value that is known. */
orm_expr *orm_compile_value(orm_compiler *c, const orm_attribute *attribute, orm_value value);

/* The value of a document's member, for this attribute. */
orm_expr *orm_compile_given(orm_compiler *c, const orm_attribute *attribute, const orm_json *node);

void orm_modify_assign(orm_compiler *c, orm_modify *modify, const orm_attribute *attribute,
                       orm_expr *expr);

/* The assignment to an attribute, or NULL. */
orm_assignment *orm_modify_assignment(const orm_modify *modify, const orm_attribute *attribute);

/* What is assigned on top of what the caller gives: updatedAt, version + 1. */
void orm_modify_touch(orm_compiler *c, orm_modify *modify, bool is_silent);

/* The same in rows for which the condition is true (NULL: in all). */
void orm_modify_touch_where(orm_compiler *c, orm_modify *modify, bool is_silent,
                            orm_expr *condition);

/* True for rows that the assignments would change; NULL: that cannot be told before. */
orm_expr *orm_modify_differs(orm_compiler *c, const orm_modify *modify);

/* Whether the attribute is in `row` what it is in the row of `stored` that has this key. */
orm_expr *orm_modify_keeps(orm_compiler *c, const orm_relation *row, const orm_relation *stored,
                           const orm_expr *key, const orm_attribute *attribute);

/* RETURNING what `attributes` asks for (NULL: all). */
void orm_modify_return(orm_compiler *c, orm_modify *modify, const orm_json *attributes);

/* The same in the order of the primary key. */
void orm_modify_return_in_order(orm_compiler *c, orm_modify *modify, const orm_json *attributes);

#endif
