/* printer.h - from resolved trees to SQL text: what all files of sql/ share.
 *
 * What is printed names everything: columns by their relation's alias, tables by their schema,
 * parameters by number.  Nothing a user wrote becomes text but identifiers of the catalog, quoted,
 * and literals that the user marked as such.  Small functions append to the printer's buffer, in
 * the order of the text, so that parameters are numbered as they appear. */
#ifndef ORM_SQL_PRINTER_H
#define ORM_SQL_PRINTER_H

#include "base/json.h"
#include "dialect.h"
#include "host.h"
#include "query/expr.h"

/* Where an unqualified table was found when the plan was made; found elsewhere, the plan is stale.
 */
typedef struct orm_location {
    orm_text table;
    uint64_t token;
    struct orm_location *next;
} orm_location;

typedef struct orm_printer orm_printer;
struct orm_printer {
    orm_ctx *ctx;
    const orm_dialect *dialect;
    orm_buffer sql;
    const orm_param **parameters;
    uint16_t parameter_count;
    uint32_t parameter_capacity;
    orm_location **locations; /* list to add to, or NULL */
    bool is_named;            /* relations are called by their names, where they have one */
    bool is_strict;           /* only tried: names are printed so that they can be nothing else */
    const orm_relation *unaliased; /* its columns are named by the table, not by its alias */
    /* Of definitions, which take no parameters and know no alias: prints a parameter's value, of a
     * list its items with commas between them.  NULL: parameters are numbered. */
    void (*literal)(orm_printer *p, const orm_param *param);
    void *literal_context;
    orm_text at;      /* place of what is printed in the documents, for errors; empty: unknown */
    const char *item; /* of a list, what stands for its items in the condition that is printed */
};

void orm_printer_open(orm_printer *p, orm_ctx *ctx, orm_location **locations);

/* Ends the text: a statement with its hash and parameters; `parameters` gets the list. */
orm_statement orm_printer_close(orm_printer *p, const orm_param ***parameters);

/* ---- names */

/* "name", with the quotes in it doubled. */
void orm_print_name(orm_printer *p, orm_text name);

/* The table of a relation: "schema"."table", or main."table". */
void orm_print_table(orm_printer *p, const orm_relation *relation);

/* The table's name without a schema: with it as a prefix where the engine has none. */
orm_text orm_table_name(orm_ctx *ctx, const orm_relation *relation);

/* The alias of a relation in the statement. */
void orm_print_alias(orm_printer *p, const orm_relation *relation);

/* A text as an SQL string: only for what is part of the statement's shape. */
void orm_print_string(orm_printer *p, orm_text text);

/* The next parameter's mark. */
void orm_print_parameter(orm_printer *p, const orm_param *param);

/* A type as a cast or a column wants it. */
void orm_print_type(orm_printer *p, const orm_type *type);

/* ---- expressions and statements */

void orm_print_expr(orm_printer *p, const orm_expr *expr);

/* The conditions of an AND or OR, " AND " or " OR " between them. */
void orm_print_items(orm_printer *p, const orm_expr *list, const char *between);
void orm_print_column(orm_printer *p, const orm_relation *relation, const orm_attribute *attribute);

/* An SQL expression of a definition (ORM_EXPR_TEMPLATE), in parentheses. */
void orm_print_template(orm_printer *p, const orm_expr *expr);

/* Expressions with commas between them. */
void orm_print_chain(orm_printer *p, const orm_expr *first);

/* ORDER BY; nothing where there is none. */
void orm_print_order(orm_printer *p, const orm_order *first);

/* WHERE with the condition; nothing where there is none. */
void orm_print_where(orm_printer *p, const orm_expr *where);

void orm_print_select(orm_printer *p, const orm_select *select, const orm_output *const *columns,
                      uint16_t column_count);

/* A select that stands for a table: its columns are named c0, c1… */
void orm_print_derived(orm_printer *p, const orm_select *select);

#endif
