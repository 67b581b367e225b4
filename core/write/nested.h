/* nested.h - new rows that hang together: a tree of documents becomes rows of several tables.
 *
 *     orm_nested it;
 *     orm_nested_open(&it, call, options);
 *     root = orm_nest_new(&it, model, NULL);        … then a nest per include, and its links
 *     orm_nest_add(&it, root, document, …);         rows, from documents
 *     orm_nested_store(&it, root);                  checks all of them, then writes all of them
 *     orm_nest_write(…)                             the answer
 *
 * A nest is the rows of one model at one place of the tree: one INSERT, whatever their number.  A
 * link says which attributes of its rows get their values from rows of another nest, when those are
 * stored, or from an instance that is there.  Nothing is written before every row of the tree was
 * looked at: what is wrong with any of them is in one ValidationError.
 *
 * Order (api.md section 4): breadth first, in the order given.  What a row belongs to, with all
 * below it, comes before the row; the pairs of many-to-many right behind their targets. */
#ifndef ORM_WRITE_NESTED_H
#define ORM_WRITE_NESTED_H

#include "exec/session.h"
#include "query/find.h"
#include "write/row.h"
#include "write/rules.h"

#define ORM_NO_ROW UINT32_MAX

typedef struct orm_nest orm_nest;

/* Attributes of the nest's rows that are those of a row elsewhere. */
typedef struct orm_nest_link {
    const orm_attribute *const *to;
    uint32_t count;
    orm_nest *source;        /* the nest whose rows have the values; NULL: they are known */
    const uint32_t *columns; /* of each part: where the source's rows keep it */
    const orm_value *values; /* known ones: `count` of each row… */
    bool is_shared;          /* …or the same for every row */
    uint32_t slot;           /* the first of its parts among a row's keys */
    struct orm_nest_link *next;
} orm_nest_link;

/* What rows with the same members have in common: how they are stored and checked. */
typedef struct orm_nest_shape {
    orm_text text;
    orm_modify modify; /* INSERT */
    orm_missing *missing;
    const orm_rules *rules;
    uint32_t cell_count;          /* assignments */
    bool is_computed;             /* some are more than a parameter */
    orm_statement statement;      /* of one row */
    const orm_param **parameters; /* its parameters */
    struct orm_nest_shape *next;
} orm_nest_shape;

typedef struct orm_nest_row {
    const orm_json *item;   /* as given, for places in errors; NULL: no document of its own */
    const orm_json *values; /* its attributes alone */
    uint32_t parent;        /* row of the nest above, or of the targets of a pair */
    uint32_t *sources;      /* by link: row of the source; ORM_NO_ROW: this row has no such link */
    uint32_t *first;        /* by include: its first row there; ORM_NO_ROW: it is not named */
    uint32_t *count;
    const orm_nest_shape *shape;
    const orm_json *const *slots;
    orm_value *bound; /* the statement's parameters or, where rows are a source, the cells */
    orm_value *kept;  /* once stored: what links to it, by nest->wanted */
    size_t offset;    /* its JSON in nest->text */
    size_t length;
} orm_nest_row;

struct orm_nest {
    const orm_model *model;
    const orm_association *association; /* NULL: roots, and pairs */
    const orm_json *asked;              /* its include; NULL: roots */
    const orm_json *scope;              /* what every row is assigned besides; or NULL */
    orm_row_options options;
    orm_nest *parent;
    orm_nest *children; /* one for each include, in their order */
    orm_nest *next;
    uint32_t child_count;
    uint32_t index;  /* among its siblings */
    uint32_t turn;   /* when its rows are stored */
    orm_nest *pairs; /* of a many-to-many association: a row for each of these, in their order */
    bool is_hidden;  /* not part of the answer */
    bool is_checked; /* its validators have been asked: a hook may have changed the rows since */
    bool is_failed;  /* …and found something */
    bool is_bulk;    /* its rows are a list, with the hooks of one; hooks.h */
    orm_nest_link *links;
    uint32_t link_count;
    uint32_t key_count; /* parts of all links */
    const orm_attribute **wanted;
    uint16_t *wanted_columns; /* of what is returned */
    uint32_t wanted_count;

    orm_nest_row *rows;
    uint32_t count;
    uint32_t capacity;
    orm_nest_shape *shapes;
    orm_relation *relation;
    const orm_json *returning;  /* names of the attributes that are shown; NULL: all */
    const orm_output **outputs; /* RETURNING: what is shown, then what else is wanted */
    uint16_t output_count;
    uint16_t shown_count;
    orm_buffer text; /* the rows' JSON, without what closes it */
};

typedef struct orm_nested {
    orm_call *call;
    orm_compiler compiler;
    bool is_validating; /* validators are asked; types are checked always */
    bool is_silent;
    bool is_listing;         /* the roots are items of a list */
    bool is_individual;      /* …each with hooks of its own */
    bool is_hooked;          /* hooks are run: "hooks" is not false */
    const orm_json *options; /* of the call */
    bool is_shown;           /* the stored rows are wanted */
    orm_problems problems;
    const orm_model *first_failing; /* model of the first problem */
} orm_nested;

/* ---- nested.c: what there is to store */

void orm_nested_open(orm_nested *it, orm_call *call, const orm_json *options);

/* A nest without links; `parent` NULL: nothing is above it. */
orm_nest *orm_nest_new(orm_nested *it, const orm_model *model, orm_nest *parent);

/* Its rows keep these attributes for others, once they are stored: at these places. */
const uint32_t *orm_nest_want(orm_nested *it, orm_nest *nest,
                              const orm_attribute *const *attributes, uint32_t count);

/* Attributes `to` of the nest's rows are `from` of a row of `source`. */
orm_nest_link *orm_nest_link_to(orm_nested *it, orm_nest *nest, orm_nest *source,
                                const orm_link *link, bool is_reversed);

/* The same with values that are known: `count` of each row, or the same for all. */
orm_nest_link *orm_nest_link_values(orm_nested *it, orm_nest *nest, const orm_attribute *const *to,
                                    const orm_value *values, uint32_t count, bool is_shared);

/* Adds a row with no links yet. */
uint32_t orm_nest_add(orm_nested *it, orm_nest *nest, const orm_json *item, const orm_json *values);

/* The source of a row's link is this row. */
void orm_nest_set_source(orm_nest *nest, uint32_t row, const orm_nest_link *link, uint32_t source);

/* ---- nested_read.c: from documents */

/* The nests of these includes, below `parent`. */
void orm_nested_include(orm_nested *it, orm_nest *parent, const orm_include *includes);

/* Adds a row with what the document has below it. */
uint32_t orm_nested_read(orm_nested *it, orm_nest *nest, const orm_json *item);

/* Pairs of a many-to-many association: a row for each row of `targets`, linked to it. */
void orm_nested_pair(orm_nested *it, orm_nest *targets);

/* Whether the through scope of the association is over what is said of the pair, or under it: as in
 * Sequelize. */
typedef enum orm_pair_kind {
    ORM_PAIR_ADDED,  /* a new link: over it */
    ORM_PAIR_NESTED, /* of a nested create: under it */
    ORM_PAIR_CHANGED /* a pair that is there: it has it */
} orm_pair_kind;

/* Adds the pair of a target's row; `given`: values for it beside those in the target's document. */
uint32_t orm_nested_read_pair(orm_nested *it, orm_nest *targets, uint32_t row, const orm_json *item,
                              const orm_json *given, orm_pair_kind kind);

/* The values of a through row, without its keys: `own` before `given`, either may be NULL, and the
 * association's scope. */
const orm_json *orm_nested_pair_values(orm_ctx *ctx, const orm_association *association,
                                       const orm_json *own, const orm_json *given,
                                       orm_pair_kind kind);

/* ---- nested_check.c, nested_store.c */

/* Binds and checks the nest's rows; what is wrong is added to it->problems. */
void orm_nest_check(orm_nested *it, orm_nest *nest);

/* Whether the nest's rows go into one statement from a source; else one statement is run per row.
 */
bool orm_nest_is_source(const orm_nested *it, const orm_nest *nest);

/* The validators have been asked about these rows, and may not be again: what hooks have changed
 * since is bound anew. */
void orm_nest_check_again(orm_nested *it, orm_nest *nest);

/* Stores the tree of which `root` is the top, with the hooks of its models. */
void orm_nested_store(orm_nested *it, orm_nest *root);

/* ---- nested_hooks.c */

/* Whether any model of the tree has a hook that concerns it. */
bool orm_nested_has_hooks(const orm_nested *it, const orm_nest *root);

/* All hooks before the statements; what the validators find stays in it->problems. */
void orm_nested_before(orm_nested *it, orm_nest *root);

/* All hooks behind them: those of what is below a row before the row's. */
void orm_nested_after(orm_nested *it, orm_nest *root);

/* ---- nested_answer.c */

/* What the nest's INSERT returns, once all links are known. */
void orm_nest_return(orm_nested *it, orm_nest *nest);

/* Takes row `number` as the INSERT returned it. */
void orm_nest_take(orm_nested *it, orm_nest *nest, uint32_t number, orm_row *row);

/* Appends a stored row with all below it. */
void orm_nest_write(const orm_nest *nest, uint32_t row, orm_buffer *out);

/* ---- the calls */

/* Stores a row and its children, and appends them as they are stored. */
void orm_nested_create(orm_call *call, const orm_model *model, const orm_json *row,
                       const orm_json *options, orm_buffer *out);

/* Appends a row and its children as they would be; nothing is stored. */
void orm_nested_build(orm_call *call, const orm_model *model, const orm_json *row,
                      const orm_json *options, orm_buffer *out);

/* Whether orm_bulk_create's list must be looked at as a tree: for its includes, or for validators
 * that are SQL expressions, which a stream of values does not pass through. */
bool orm_nested_is_wanted(orm_call *call, const orm_model *model, const orm_json *options);

/* Stores a list of rows and their children; appends them, or nothing when `out` is
 * NULL.  The number of rows of the list. */
int64_t orm_nested_bulk_create(orm_call *call, const orm_model *model, orm_text items,
                               const orm_json *options, orm_buffer *out);

#endif
