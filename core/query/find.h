/* find.h - finder options become levels. */
#ifndef ORM_QUERY_FIND_H
#define ORM_QUERY_FIND_H

#include "query/plan.h"

/* An include as it was asked for, its names resolved. */
typedef struct orm_include orm_include;
struct orm_include {
    const orm_association *association;
    const orm_json *node;    /* where it was asked for: a name, or an object */
    const orm_json *options; /* an object, or NULL: a name alone */
    const orm_json *where;
    const orm_json *on; /* conditions in place of the keys, or NULL */
    bool is_or;         /* `where` stands beside the keys, one of them is enough */
    bool is_required;
    bool is_paranoid;
    bool is_spanned; /* a path leads to it, or below it: read with the rows of the join (span.c) */
    orm_include *parent; /* NULL: the root's */
    orm_include *children;
    orm_include *next;
    /* ---- in the statement that is being compiled; NULL: not there */
    const orm_relation *relation;
    const orm_relation *through_relation;
};

/* A value over the instances, in place of them. */
typedef struct orm_aggregate {
    orm_text function;  /* "count", "max"… */
    orm_text attribute; /* its name, or "*" */
} orm_aggregate;

/* What a finder function adds to the options it was given. */
typedef struct orm_find {
    const orm_model *model;
    const orm_json *options;   /* or NULL */
    const orm_json *key;       /* find_by_pk: a scalar or an object; or NULL */
    const orm_association *of; /* a getter: the targets of this association… */
    const orm_json *owner;     /* …of the instance with this key */
    bool is_first;             /* one row is enough */
    bool is_counting;          /* count of the instances, no rows */
    bool is_beside_rows;       /* a count of groups: `attributes` are those of the rows beside it */
    const orm_aggregate *aggregate;
    const struct orm_page *page; /* a page of the rows (page.h), or NULL */
    const orm_key *more;         /* options beside the finder's: known, for who misspells one */
    size_t more_count;
} orm_find;

enum { ORM_FIND_MORE = 16 }; /* at most so many */

/* A number of the instances, or a value over them, instead of them: order and limit say nothing. */
static inline bool orm_find_is_number(const orm_find *find)
{
    return find->is_counting || find->aggregate;
}

/* Checks the keys of a finder's options. */
void orm_find_check(orm_compiler *c, const orm_find *find);

/* The root level with all below it. */
orm_level *orm_compile_find(orm_compiler *c, const orm_find *find);

/* ---- parts, for writes too */

/* Conditions that every query of the model has, unless it says paranoid: false. */
orm_expr *orm_compile_paranoid(orm_compiler *c, const orm_relation *relation);

/* The key's attributes equal the key: a scalar, or an object that holds them. */
orm_expr *orm_compile_key(orm_compiler *c, const orm_relation *relation, const orm_json *key);

/* ---- find.c */

/* The rows of the root: from where, and which.  A getter's come with their through rows. */
typedef struct orm_root {
    orm_relation *relation;
    orm_relation *through;
    orm_join *joins;
    orm_expr *where;
} orm_root;

/* Begins a statement with the root in it. */
orm_root orm_compile_root(orm_compiler *c, const orm_find *find);

/* The limit and offset of a root's level. */
void orm_compile_cut(orm_compiler *c, const orm_find *find, orm_level *level);

/* A limit or offset; NULL where it is absent. */
orm_expr *orm_compile_count(orm_compiler *c, const orm_json *options, const char *name);

/* ---- include.c: which includes there are */

/* The association that one of them names. */
const orm_association *orm_include_association(orm_compiler *c, const orm_model *model,
                                               const orm_json *node);

/* Reads the option `include` of a model's finder or of another include. */
orm_include *orm_compile_includes(orm_compiler *c, const orm_model *model, const orm_json *node,
                                  int depth);

/* ---- include_all.c */

/* The kinds of associations that `all` means, as bits 1 << orm_association_kind. */
unsigned orm_include_kinds(orm_compiler *c, const orm_json *all);

/* The include of one association with the options that stand beside `all`; with `nested` those
 * below it, but no model twice on the way down. */
orm_json *orm_include_expand(orm_compiler *c, const orm_association *association,
                             const orm_json *node, unsigned kinds);

/* Names the relations of an include as Sequelize does: "posts", "posts->comments", and
 * "posts->tags->PostTag" for a through row.  `through` may be NULL. */
void orm_name_include(orm_compiler *c, const orm_include *include, orm_relation *target,
                      orm_relation *through);

/* Checks the keys of the option `through` of an include or of a getter. */
void orm_check_through(orm_compiler *c, const orm_json *options);

/* ---- children.c: which rows they have */

/* There is a child under this include: a condition on the parent. */
orm_expr *orm_compile_required(orm_compiler *c, const orm_relation *parent, orm_include *include);

/* Conditions of the targets alone, required includes below them included. */
orm_expr *orm_compile_targets(orm_compiler *c, const orm_relation *target, orm_include *include);

/* Conditions of the through rows alone. */
orm_expr *orm_compile_throughs(orm_compiler *c, const orm_relation *through,
                               const orm_include *include);

/* Both; `through` may be NULL. */
orm_expr *orm_compile_children(orm_compiler *c, const orm_relation *target,
                               const orm_relation *through, orm_include *include);

/* A chain of columns of a relation. */
orm_expr *orm_compile_columns(orm_compiler *c, const orm_relation *relation,
                              const orm_attribute *const *attributes, uint32_t count);

/* Which targets are a parent's: the keys, or what `on` and `or` make of them. */
orm_expr *orm_compile_include_link(orm_compiler *c, const orm_relation *parent,
                                   const orm_relation *target, orm_include *include);

/* The pairs of a link are equal. */
orm_expr *orm_compile_link(orm_compiler *c, const orm_relation *from, const orm_relation *to,
                           const orm_link *link);

/* FROM target JOIN through. */
orm_join *orm_compile_through_join(orm_compiler *c, orm_relation *through,
                                   const orm_relation *target, const orm_association *association);

/* ---- level.c: their statements */

/* Adds the levels of the includes below a level whose rows are `relation`'s. */
void orm_compile_levels(orm_compiler *c, const orm_find *find, orm_level *parent,
                        const orm_relation *relation, orm_include *includes);

/* Outputs of what `attributes` asks for, at the end of the level's columns. */
void orm_level_show(orm_compiler *c, orm_level *level, const orm_relation *relation,
                    const orm_json *attributes);

/* With the option `separate` of an include the keys that link it are shown, as Sequelize does. */
void orm_level_show_source_keys(orm_compiler *c, orm_level *level, const orm_relation *relation,
                                const orm_include *includes);

/* One output at the end of the level's columns. */
void orm_level_add(orm_compiler *c, orm_level *level, const orm_output *output);

/* Whether an output has this name. */
bool orm_level_has_key(orm_compiler *c, const orm_level *level, orm_text name);

/* The through row's, behind those. */
void orm_level_show_through(orm_compiler *c, orm_level *level, const orm_relation *through,
                            const orm_json *options);

/* The level's column with this expression, added without being shown where it is not there. */
uint16_t orm_level_column(orm_compiler *c, orm_level *level, orm_expr *expr);

/* A parameter of one part of the parents' keys: the column is equal to it, or among them. */
orm_expr *orm_compile_parent_key(orm_compiler *c, orm_expr *column, uint16_t part);

/* ---- include_aggregate.c */

/* The outputs of the include's `aggregate`, and what stands for a parent without rows. */
void orm_compile_include_aggregate(orm_compiler *c, orm_level *level, const orm_relation *target,
                                   const orm_include *include);

/* GROUP BY the columns that link the rows to their parents. */
void orm_group_by_parent(orm_compiler *c, orm_level *level);

/* ---- span.c: rows of the join */

/* The include joins the statement, those above it too. */
void orm_span_join(orm_compiler *c, orm_include *include);

/* Takes every include, and the root, out of the statement: another one begins. */
void orm_span_reset(orm_compiler *c);

bool orm_span_is_joined(const orm_include *includes);

/* All includes join the statement. */
void orm_span_join_all(orm_compiler *c);

/* The LEFT JOINs of the includes that are in the statement, behind those of the root. */
orm_join *orm_span_joins(orm_compiler *c, orm_join *joins, const orm_relation *root);

/* Which of the level's columns tell its rows apart: levels below it that are spanned are linked by
 * them. */
void orm_span_name_rows(orm_compiler *c, orm_level *level, const orm_relation *target,
                        const orm_relation *through, const orm_association *association);

/* Makes the level's statement one over the rows of the join: `target` (and `through`, or NULL) are
 * those rows' root, or their `include`.  True when the rows have an order, which is then the
 * level's; it ends with the key. */
bool orm_span_restrict(orm_compiler *c, const orm_find *find, orm_level *level,
                       orm_include *include, const orm_relation *target,
                       const orm_relation *through);

/* ---- distinct.c */

/* Leaves of the root's rows the first of those that are equal in `distinctOn`. */
void orm_compile_distinct(orm_compiler *c, const orm_find *find, orm_root *root, orm_order *order);

/* ---- lock.c */

/* The lock that a finder's options ask for on the rows of a level. */
void orm_compile_lock(orm_compiler *c, const orm_json *options, orm_level *level);

/* ---- attributes.c */

/* The outputs that the option `attributes` asks for (all where it is absent), in their order. */
orm_output *orm_compile_attributes(orm_compiler *c, const orm_relation *relation,
                                   const orm_json *node);

/* What the option `attributes` calls by this name, or NULL: an attribute's name or an expression.
 */
const orm_json *orm_named_attribute(const orm_json *attributes, orm_text name);

/* The form of a value of this type, numbers as strings where they are asked for so. */
const orm_form *orm_compile_form(orm_compiler *c, const orm_type *type);

/* ---- order.c */

orm_order *orm_compile_order(orm_compiler *c, const orm_relation *relation,
                             const orm_json *options);

orm_order *orm_order_append(orm_order *first, orm_order *more);

/* The primary key, ascending. */
orm_order *orm_compile_key_order(orm_compiler *c, const orm_relation *relation);

#endif
