/* compiler.h - from documents to a plan: what all files of query/ share.
 *
 * A compiler makes one plan, in the plan's arena.  Nothing it makes refers to the call: values of
 * the call are slots (shape.h), what stands in a scope or in the shape itself is converted at once.
 */
#ifndef ORM_QUERY_COMPILER_H
#define ORM_QUERY_COMPILER_H

#include "catalog/catalog.h"
#include "catalog/keys.h"
#include "query/expr.h"

typedef struct orm_compiler {
    orm_ctx *ctx; /* the plan's arena */
    const orm_catalog *catalog;
    const char *function;             /* for messages: "orm_find_all" */
    const orm_json *params;           /* the call's params, or NULL */
    struct orm_tree *tree;            /* a finder's root and includes (path.h), or NULL */
    const orm_json *named;            /* `attributes`, whose names are known too; or NULL */
    const struct orm_level *shown;    /* whose outputs are known by their place; or NULL */
    const struct orm_include *asking; /* whose conditions are being compiled; NULL: the root's */
    uint16_t relation_count;          /* aliases given so far */
    uint16_t where_depth;
    bool has_literal;       /* the user's own SQL is among it */
    bool is_numbers_string; /* BIGINT and DECIMAL as strings */
    bool is_showing;        /* attributes: paths lead to rows that the statement has not */
    bool is_writing;        /* update, destroy…: an emptied $notIn is refused */
} orm_compiler;

/* A relation under the next free alias. */
orm_relation *orm_compile_relation(orm_compiler *c, const orm_model *model);

/* The same in the schema that the options name. */
orm_relation *orm_compile_relation_in(orm_compiler *c, const orm_model *model,
                                      const orm_json *options);

/* `,"name":` as it stands in an answer; the first of an object leaves its comma out. */
orm_text orm_compile_json_key(orm_compiler *c, orm_text name);

/* Leaves with an InvalidOptionError at the node. */
#define ORM_FAIL(c, node, ...) orm_raise_at((c)->ctx, ORM_INVALID_OPTION, (node), __VA_ARGS__)

/* ---- operand.c: values and expressions */

/* A value as it stands in a condition: {"$param"} and {"$value"} resolved to what they stand for.
 */
typedef struct orm_operand {
    const orm_json *node;
    bool is_data; /* nothing in it is interpreted */
} orm_operand;

orm_operand orm_compile_operand(orm_compiler *c, const orm_json *node);

/* Raises InvalidOptionError for an object that looks like an expression and is none: a plain value
 * has no key that begins with one '$'. */
void orm_compile_check_plain(orm_compiler *c, const orm_json *node);

/* The member that makes the object what it is, or NULL.  Raises where another stands beside it,
 * which would be lost. */
const orm_json *orm_compile_lone_member(orm_compiler *c, const orm_json *node, const char *name);

/* Whether the node is an object whose key makes it an expression: {"$col"…}, {"$fn"…}… */
bool orm_is_expression(const orm_json *node);

/* Raises where the text is not the name of a function, or one that is not allowed. */
void orm_compile_function_name(orm_compiler *c, orm_text name, const orm_json *node);

/* An expression, or a value as a parameter of `type` (NULL: natural). */
orm_expr *orm_compile_expression(orm_compiler *c, const orm_relation *relation,
                                 const orm_json *node, const orm_type *type);

/* A parameter of a value. */
orm_expr *orm_compile_param(orm_compiler *c, const orm_json *node, const orm_type *type,
                            orm_param_use use);

/* ---- literal.c: these raise where allow_literal switches off what the node holds */

/* SQL text. */
void orm_compile_check_literal(orm_compiler *c, const orm_json *node);

/* A type that is SQL text, or made of one. */
void orm_compile_check_type(orm_compiler *c, const orm_type *type, const orm_json *node);

/* A function that is not on the list of harmless ones. */
void orm_compile_check_function(orm_compiler *c, orm_text name, const orm_json *node);

/* ---- computed.c */

/* An attribute as conditions, order and group mean it: its column, or a VIRTUAL's expression. */
orm_expr *orm_compile_attribute(orm_compiler *c, const orm_relation *relation,
                                const orm_attribute *attribute, const orm_json *node);

/* A VIRTUAL's expression; `depth`: how many VIRTUALs name one another above it. */
orm_expr *orm_compile_virtual(orm_compiler *c, const orm_relation *relation,
                              const orm_attribute *attribute, int depth);

/* An attribute as it is answered: its getter's expression where it has one. */
orm_expr *orm_compile_shown(orm_compiler *c, const orm_relation *relation,
                            const orm_attribute *attribute);

/* A value on its way into a column: through the attribute's setter where it has one. */
orm_expr *orm_compile_set(orm_compiler *c, const orm_relation *relation,
                          const orm_attribute *attribute, orm_expr *value);

/* The expression of a generated column, about a relation, or (NULL) about the bare columns of DDL.
 */
orm_expr *orm_compile_generated_column(orm_compiler *c, const orm_relation *relation,
                                       const orm_attribute *attribute);

/* A validator of the user's: true passes, false and NULL fail, a text is the message.  :value is
 * the value of the attribute it stands at (NULL: the model's own, without :value), :<attribute>
 * that of the row as it will be, :instance all of it. */
orm_expr *orm_compile_rule(orm_compiler *c, const orm_relation *relation,
                           const orm_attribute *attribute, orm_text expression,
                           const orm_json *node);

/* ---- where.c */

/* A condition on the relation's model; NULL where it restricts nothing. */
orm_expr *orm_compile_where(orm_compiler *c, const orm_relation *relation, const orm_json *node);

/* ---- subquery.c */

/* {"$find"}'s finder as a select of one column; `node` is its value. */
orm_select *orm_compile_subquery(orm_compiler *c, const orm_json *node);

/* left [NOT] IN its values; nulls among them are ignored. */
orm_expr *orm_compile_in_subquery(orm_compiler *c, orm_expr *left, const orm_json *node,
                                  bool is_negated);

/* Its first value. */
orm_expr *orm_compile_value_subquery(orm_compiler *c, const orm_json *node);

/* ---- quantifier.c */

/* {"$some", "$none" or "$every": {alias: conditions}} */
orm_expr *orm_compile_quantifier(orm_compiler *c, const orm_relation *relation,
                                 const orm_json *member);

/* ---- condition.c */

/* What an attribute or expression must satisfy: a value, a list, operators.  NULL: nothing. */
orm_expr *orm_compile_condition(orm_compiler *c, const orm_relation *relation, orm_expr *left,
                                const orm_json *node);

#endif
