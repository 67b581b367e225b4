/* expression.h - what the files that print expressions share.
 *
 *   expression.c            comparison, groups, calls, casts
 *   expression_text.c       LIKE, patterns, text search
 *   expression_list.c       lists of values: IN, ANY, ALL
 *   expression_json.c       values in documents
 *   expression_container.c  documents, arrays, ranges, HSTORE as wholes */
#ifndef ORM_SQL_EXPRESSION_H
#define ORM_SQL_EXPRESSION_H

#include "sql/printer.h"

/* ---- expression.c */

extern const char *const orm_comparison_names[]; /* by orm_comparison */

/* Types whose operators come with an extension, and are found on the path. */
bool orm_type_is_foreign(const orm_type *type);

/* The operator between values of `type` and its like, with a blank on both sides. */
void orm_print_operator(orm_printer *p, const char *name, const orm_type *type);

/* The name of a function of ours and the opening bracket.  Raises UnsupportedError in a definition:
 * what only the extension can do must not be in a table that others use as well.  `what` is what
 * needs it: "a condition inside JSON". */
void orm_print_helper(orm_printer *p, const char *function, const char *what);

/* ---- expression_text.c */

void orm_print_like(orm_printer *p, const orm_expr *expr);
void orm_print_regexp(orm_printer *p, const orm_expr *expr);
void orm_print_match(orm_printer *p, const orm_expr *expr);

/* ---- expression_list.c */

void orm_print_in_list(orm_printer *p, const orm_expr *expr);
void orm_print_quantified(orm_printer *p, const orm_expr *expr);
void orm_print_item(orm_printer *p, const orm_expr *expr);

/* A list as one JSON array. */
void orm_print_json_list(orm_printer *p, const orm_param *list);

/* ---- expression_json.c */

void orm_print_json(orm_printer *p, const orm_expr *expr);
void orm_print_json_text(orm_printer *p, const orm_expr *expr);
void orm_print_json_cast(orm_printer *p, const orm_expr *expr);
void orm_print_json_put(orm_printer *p, const orm_expr *expr);
void orm_print_to_json(orm_printer *p, const orm_expr *expr);
void orm_print_json_comparison(orm_printer *p, const orm_expr *expr);
void orm_print_if_text(orm_printer *p, const orm_expr *expr);

/* ---- expression_container.c */

void orm_print_container(orm_printer *p, const orm_expr *expr);

/* Whether values of the type are compared by a function of ours, or must be cast before. */
bool orm_is_container_compared(const orm_printer *p, const orm_type *type);
void orm_print_container_comparison(orm_printer *p, const orm_expr *expr);

#endif
