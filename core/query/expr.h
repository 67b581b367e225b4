/* expr.h - conditions, columns and parameters as trees: what is printed as SQL.
 *
 * Names are resolved before: a column is an attribute of a relation, never a name.  Values are
 * parameters, never text.  How an expression is printed for an engine is sql/'s business. */
#ifndef ORM_QUERY_EXPR_H
#define ORM_QUERY_EXPR_H

#include "catalog/model.h"

typedef struct orm_expr orm_expr;
typedef struct orm_select orm_select;
typedef struct orm_template orm_template; /* template.h */

/* A table in a statement, under a short alias: t0, t1… */
typedef struct orm_relation {
    const orm_model *model;
    uint16_t number;
    orm_text name;             /* as Sequelize calls it: for literals of the user; may be empty */
    bool is_optional;          /* the right side of a LEFT JOIN: all its columns may be null */
    orm_text schema;           /* of this call, else the model's; empty: the search path's */
    orm_text delimiter;        /* between the schema and the name, where a schema is a prefix */
    const orm_select *derived; /* a sub-select in place of a table: its columns are c0, c1… */
    orm_expr *lists;           /* lists in its place, one per column c0, c1… */
} orm_relation;

/* ---- parameters: where the value comes from when the statement runs */

typedef enum orm_param_source {
    ORM_PARAM_SLOT,      /* a node of the call's documents: slots[slot] */
    ORM_PARAM_VALUE,     /* known when the plan was made */
    ORM_PARAM_GENERATED, /* made when it is bound: orm_default_kind `slot` */
    ORM_PARAM_KEYS       /* the parents' keys, part `slot`: a list, or one of them */
} orm_param_source;

/* What is made of the value before it is bound. */
typedef enum orm_param_use {
    ORM_USE_VALUE,     /* converted by `type` */
    ORM_USE_LIST,      /* each item as `item_use`, nulls left out: one array */
    ORM_USE_PATTERN,   /* a LIKE pattern as it is */
    ORM_USE_STARTS,    /* text to be found literally: escaped, '%' behind */
    ORM_USE_ENDS,      /* '%' before */
    ORM_USE_SUBSTRING, /* on both sides */
    ORM_USE_COUNT,     /* limit, offset: an integer from 0 */
    ORM_USE_RANK,      /* the place of a label in its ENUM */
    ORM_USE_JSON_LIST  /* as ORM_USE_LIST: one JSON array */
} orm_param_use;

typedef struct orm_param {
    uint8_t source;   /* orm_param_source */
    uint8_t use;      /* orm_param_use */
    uint8_t item_use; /* of a list */
    bool is_glob;     /* a pattern for SQLite's GLOB */
    bool is_place;    /* of a list printed item by item: item `item`, the last one behind its end */
    bool is_pair;     /* of a list of two in the slot: item `item` */
    bool is_code;     /* a document in which keys that begin with '$' have two of them */
    int32_t slot;
    uint32_t item;                  /* of a list: how many places it is printed with */
    const orm_type *type;           /* NULL: by the kind of the JSON value */
    const orm_attribute *attribute; /* that is being written, or NULL: a condition */
    orm_value value;                /* ORM_PARAM_VALUE… */
    const struct orm_json *node;    /* …or as it was written, converted when it is bound */
} orm_param;

/* ---- expressions */

typedef enum orm_expr_kind {
    ORM_EXPR_TRUE,
    ORM_EXPR_FALSE,
    ORM_EXPR_UNKNOWN,

    /* of documents, arrays, ranges, lists and texts: expression_*.c of sql/ */
    ORM_EXPR_JSON, /* the value in the document `left`, at `path` where there is one: as jsonb */
    ORM_EXPR_JSON_TEXT, /* left: an ORM_EXPR_JSON, as text */
    ORM_EXPR_JSON_CAST, /* left: an ORM_EXPR_JSON; type; NULL where it cannot be of the type */
    ORM_EXPR_TO_JSON,   /* left: an SQL value, as jsonb */
    ORM_EXPR_JSON_PUT, /* the document `left` with `right` (JSON) at `path`; type: the document's */
    ORM_EXPR_IF_TEXT,  /* right where left, an ORM_EXPR_JSON, is a text; else is_true */
    ORM_EXPR_CONTAINER,  /* left `container` right */
    ORM_EXPR_REGEXP,     /* left has a match of right: is_negated, is_folding; text: other flags */
    ORM_EXPR_MATCH,      /* left @@ right */
    ORM_EXPR_QUANTIFIED, /* left for any (is_true: all) items of `right`, a list or sub-select */
    ORM_EXPR_ITEM,       /* in that: its item */

    ORM_EXPR_COLUMN,    /* relation, attribute */
    ORM_EXPR_EXCLUDED,  /* attribute: of the row that an INSERT could not insert */
    ORM_EXPR_SOURCE,    /* attribute: of the row source's row */
    ORM_EXPR_ROW_ID,    /* relation: the engine's own name of a row */
    ORM_EXPR_INSERTED,  /* relation: in RETURNING, the row was not there before */
    ORM_EXPR_PARAM,     /* param */
    ORM_EXPR_RAW,       /* text: a literal of the user */
    ORM_EXPR_TEMPLATE,  /* pattern: an SQL expression of a definition; relation; left: its :value */
    ORM_EXPR_CALL,      /* text: function; list: arguments */
    ORM_EXPR_STAR,      /* * of count(*) */
    ORM_EXPR_ADD,       /* left + right, is_negated: left - right */
    ORM_EXPR_CASE,      /* CASE WHEN left THEN right ELSE third END */
    ORM_EXPR_NUMBER,    /* text: a number of ours */
    ORM_EXPR_CAST,      /* left; type */
    ORM_EXPR_RANK,      /* left: an ENUM's column; type: its labels' order as a number */
    ORM_EXPR_LABEL,     /* left: such a number; type: the label */
    ORM_EXPR_COMPARE,   /* left op right */
    ORM_EXPR_DISTINCT,  /* left IS DISTINCT FROM right */
    ORM_EXPR_AND,       /* list */
    ORM_EXPR_OR,        /* list */
    ORM_EXPR_NOT,       /* left */
    ORM_EXPR_NULL_TEST, /* left IS [NOT] NULL: is_negated */
    ORM_EXPR_BOOLEAN_TEST, /* left IS [NOT] TRUE or FALSE: is_negated, is_true */
    ORM_EXPR_BETWEEN,      /* left BETWEEN right AND third: is_negated */
    ORM_EXPR_LIKE,         /* left LIKE right: is_negated, is_folding */
    ORM_EXPR_IN_LIST,      /* left IN the list of `right`: is_negated */
    ORM_EXPR_IN_SELECT,    /* list of columns IN select: is_negated */
    ORM_EXPR_SELECT,       /* select: its first row's value */
    ORM_EXPR_EXISTS,       /* select: is_negated */
    ORM_EXPR_DERIVED,      /* relation's column number `place` */
    ORM_EXPR_OVER          /* left: a call; list: PARTITION BY; order */
} orm_expr_kind;

/* Operators of documents, arrays, ranges and HSTORE. */
typedef enum orm_container {
    ORM_CONTAINS,
    ORM_CONTAINED,
    ORM_OVERLAP,
    ORM_ADJACENT,
    ORM_STRICT_LEFT,
    ORM_STRICT_RIGHT,
    ORM_NO_EXTEND_LEFT,
    ORM_NO_EXTEND_RIGHT,
    ORM_ANY_KEY,
    ORM_ALL_KEYS
} orm_container;

/* Steps into a JSON document; null at their end, in it or because it ends before, is NULL. */
typedef struct orm_json_steps {
    const orm_text *names;
    uint32_t count;
} orm_json_steps;

typedef enum orm_comparison {
    ORM_EQUAL,
    ORM_UNEQUAL,
    ORM_GREATER,
    ORM_GREATER_EQUAL,
    ORM_LESS,
    ORM_LESS_EQUAL
} orm_comparison;

struct orm_expr {
    uint8_t kind; /* orm_expr_kind */
    uint8_t
        comparison;    /* orm_comparison; of JSON `text` says the kind of `right`, if it is known */
    uint8_t container; /* orm_container */
    bool is_negated;
    bool is_folding; /* LIKE that ignores case */
    bool is_true;
    bool is_distinct; /* a call: of different values */
    uint16_t place;   /* of a column of a derived relation */
    const orm_relation *relation;
    const orm_attribute *attribute;
    const orm_type *type; /* of the value, where it is known */
    const orm_param *param;
    const orm_json_steps *path;
    orm_text text;
    orm_expr *left;
    orm_expr *right;
    orm_expr *third;
    orm_expr *list; /* first of a chain by `next` */
    orm_expr *next;
    const orm_select *select;
    const struct orm_order *order;
    const orm_template *pattern;
    const orm_expr *values;  /* :values of a template */
    const orm_expr *options; /* :options */
};

/* ---- SELECT */

typedef struct orm_output {
    orm_expr *expr;
    orm_text key; /* `,"name":`; empty: not shown, a key for stitching */
    const orm_form *form;
    struct orm_output *next;
} orm_output;

typedef struct orm_order {
    orm_expr *expr;
    bool is_descending;
    bool has_nulls; /* NULLS FIRST or LAST was said */
    bool is_nulls_first;
    orm_text direction; /* a literal of the user behind the expression */
    struct orm_order *next;
} orm_order;

typedef struct orm_join {
    orm_relation *relation;
    bool is_left;
    orm_expr *on;
    struct orm_join *next;
} orm_join;

typedef enum orm_lock {
    ORM_LOCK_NONE,
    ORM_LOCK_UPDATE,
    ORM_LOCK_NO_KEY_UPDATE,
    ORM_LOCK_SHARE,
    ORM_LOCK_KEY_SHARE
} orm_lock;

struct orm_select {
    orm_relation *from;
    orm_join *joins;
    orm_output *outputs;
    orm_expr *where; /* NULL: all */
    orm_order *order;
    orm_expr *limit; /* a parameter, or NULL */
    orm_expr *offset;
    orm_expr *columns; /* of a sub-select: chain of expressions instead of outputs */
    orm_expr *group;   /* GROUP BY: chain */
    orm_expr *having;
    bool is_counting; /* SELECT count(*) */
    orm_lock lock;    /* of `from`'s rows */
    bool is_no_wait;
    bool is_skipping_locked;
};

/* ---- making expressions */

orm_expr *orm_expr_new(orm_arena *arena, orm_expr_kind kind);
orm_expr *orm_expr_column(orm_arena *arena, const orm_relation *relation,
                          const orm_attribute *attribute);
orm_expr *orm_expr_compare(orm_arena *arena, orm_comparison comparison, orm_expr *left,
                           orm_expr *right);
orm_expr *orm_expr_not(orm_arena *arena, orm_expr *operand);

/* Column number `place` of a derived relation, which has the value of `original`. */
orm_expr *orm_expr_derived(orm_arena *arena, const orm_relation *relation, uint16_t place,
                           const orm_expr *original);

/* A function of the engine with one argument, or none (NULL). */
orm_expr *orm_expr_call(orm_arena *arena, const char *function, orm_expr *argument);

/* A copy that may be linked into another list. */
orm_expr *orm_expr_copy(orm_arena *arena, const orm_expr *expr);

/* The AND (OR) of two conditions, either of which may be NULL: absent.  `right` of the result is
 * where its list ended last, to append to. */
orm_expr *orm_expr_join(orm_arena *arena, orm_expr_kind kind, orm_expr *left, orm_expr *right);

#endif
