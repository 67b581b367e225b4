/* model.h - models, attributes and associations as immutable objects.
 *
 * A catalog is built from a registry (registry.h) and never changes afterwards: everything a call
 * asks is worked out here, once: names, fields, keys, implied foreign keys, forms, JSON keys with
 * their escapes.  The order of `attributes` is the order of answers (api.md section 4). */
#ifndef ORM_CATALOG_MODEL_H
#define ORM_CATALOG_MODEL_H

#include "catalog/type.h"

typedef struct orm_model orm_model;
typedef struct orm_attribute orm_attribute;
typedef struct orm_association orm_association;

/* A list of texts. */
typedef struct orm_names {
    const orm_text *items;
    uint32_t count;
} orm_names;

/* ---- defaults and references */

typedef enum orm_default_kind {
    ORM_DEFAULT_NONE,
    ORM_DEFAULT_VALUE,     /* node: a plain value, converted by the type */
    ORM_DEFAULT_NOW,       /* "NOW" */
    ORM_DEFAULT_UUID_V1,   /* "UUIDV1" */
    ORM_DEFAULT_UUID_V4,   /* "UUIDV4" */
    ORM_DEFAULT_UUID_V7,   /* "UUIDV7" */
    ORM_DEFAULT_EXPRESSION /* node: {"$literal"…}, {"$fn"…} */
} orm_default_kind;

typedef enum orm_action {
    ORM_ACTION_NONE, /* not said */
    ORM_ACTION_NO_ACTION,
    ORM_ACTION_RESTRICT,
    ORM_ACTION_CASCADE,
    ORM_ACTION_SET_NULL,
    ORM_ACTION_SET_DEFAULT
} orm_action;

typedef enum orm_deferrable {
    ORM_DEFERRABLE_NONE,
    ORM_DEFERRABLE_NOT,
    ORM_DEFERRABLE_IMMEDIATE,
    ORM_DEFERRABLE_DEFERRED
} orm_deferrable;

typedef struct orm_reference {
    const orm_model *model; /* NULL: a table that is no model's */
    orm_text schema;        /* of that table; empty: none */
    orm_text table;
    orm_text field; /* referenced column */
    orm_deferrable deferrable;
} orm_reference;

/* ---- attributes */

struct orm_attribute {
    const orm_model *model;
    orm_text name;
    orm_text field; /* column */
    orm_text key;   /* `,"name":` as it stands in answers; the first one leaves its comma out */
    const orm_type *type;
    uint32_t index; /* in model->attributes */

    bool is_required;       /* allowNull: false, or part of the primary key */
    bool is_nullable_given; /* allowNull was written */
    bool is_primary;
    bool is_auto_increment;
    bool is_identity;  /* autoIncrementIdentity */
    bool is_automatic; /* made by us: id, timestamps, version, implied foreign keys */
    bool is_implied;   /* of an association, not written */
    bool is_virtual;   /* no column */
    bool is_unindexed; /* index: false */
    bool is_indexed;   /* index: true */
    bool is_pair;      /* made part of a through model's key by an association */

    orm_default_kind default_kind;
    const orm_json *default_node;
    const orm_reference *reference; /* or NULL */
    const orm_json *references;     /* the option, or NULL */
    orm_action on_delete;
    orm_action on_update;
    orm_names unique;     /* names of the unique keys it is in */
    orm_text unique_text; /* message of its unique key */
    orm_text comment;
    orm_text renamed_from;
    orm_text getter;    /* SQL expression */
    orm_text setter;    /* SQL expression */
    orm_text generated; /* SQL expression */
    bool is_generated_stored;
    const orm_json *validate; /* the option, or NULL */
    const orm_json *source;   /* the definition; NULL where it is derived */
};

/* Whether it must be given a value: neither we nor the table make one.  A foreign key that an
 * association implies is like one that is written. */
static inline bool orm_attribute_needs_value(const orm_attribute *attribute)
{
    return attribute->is_required && !attribute->is_auto_increment &&
           (!attribute->is_automatic || attribute->is_implied);
}

/* ---- keys and indexes of a table */

typedef struct orm_unique {
    orm_text name;                    /* as given, or <table>_<attribute>_unique */
    const orm_attribute **attributes; /* in order */
    uint32_t count;
    orm_text message; /* "" : Sequelize's own */
    bool is_named;    /* by the user */
} orm_unique;

typedef struct orm_index_part {
    const orm_attribute *attribute; /* or NULL */
    orm_text column;                /* field, or a column that is no attribute's */
    const orm_json *expression;     /* code: {"$fn"…}, {"$literal"…}; or NULL */
    orm_text order;                 /* "ASC", "DESC", with NULLS; or empty */
    orm_text collate;
    orm_text operator_class;
    int32_t length;
} orm_index_part;

typedef struct orm_index {
    orm_text name;
    bool is_named; /* by the user */
    bool is_unique;
    orm_text method; /* using */
    orm_index_part *parts;
    uint32_t count;
    const orm_json *where; /* partial: in the where-language */
    orm_names include;     /* columns */
} orm_index;

/* ---- associations */

typedef enum orm_association_kind {
    ORM_BELONGS_TO,
    ORM_HAS_ONE,
    ORM_HAS_MANY,
    ORM_BELONGS_TO_MANY
} orm_association_kind;

/* One side of a link: pairs of attributes that are equal. */
typedef struct orm_link {
    const orm_attribute **from;
    const orm_attribute **to;
    uint32_t count;
} orm_link;

struct orm_association {
    orm_association_kind kind;
    orm_text as;
    orm_text singular; /* of `as`: the name of one */
    orm_text key;      /* `,"as":` */
    bool is_aliased;   /* `as` was written */
    const orm_model *source;
    const orm_model *target;
    uint32_t position;

    /* belongsTo: from source's foreign key to target's key.  hasOne, hasMany: from source's key to
     * target's foreign key.  belongsToMany: from source's key to through's foreign key. */
    orm_link link;
    const orm_model *through;      /* belongsToMany */
    orm_link through_link;         /* from through's other key to target's key */
    const orm_json *scope;         /* equalities on the target, or NULL */
    const orm_json *through_scope; /* equalities on the through model, or NULL */
    bool is_through_paranoid;      /* through.paranoid: false is not said */
    bool has_hooks;                /* hooks: true */
    bool has_constraints;
    orm_action on_delete;
    orm_action on_update;
    const orm_association *paired; /* belongsToMany: the other side, or NULL */
    const orm_json *options;       /* as written */
};

static inline bool orm_association_is_many(const orm_association *association)
{
    return association->kind >= ORM_HAS_MANY;
}

/* ---- models */

typedef struct orm_scope {
    orm_text name;
    const orm_json *definition;
    bool is_added; /* by orm_add_scope */
} orm_scope;

typedef struct orm_hook {
    orm_text hook;
    orm_text name; /* or empty */
    orm_text expression;
    bool is_added;      /* by orm_add_hook */
    const orm_json *at; /* where it is written, or NULL */
    uint32_t events;    /* when it runs: a mask of catalog/hooks.h */
} orm_hook;

typedef struct orm_check {
    orm_text name;
    const orm_json *where;
} orm_check;

struct orm_model {
    orm_text name;
    orm_text singular;
    orm_text plural;
    orm_text table;
    orm_text schema;    /* empty: none */
    orm_text delimiter; /* schemaDelimiter */
    uint32_t position;
    bool is_automatic; /* a through model that an association made */

    const orm_attribute **attributes; /* in the order of answers */
    uint32_t attribute_count;
    const orm_attribute **columns; /* those that are stored, in the same order */
    uint32_t column_count;
    const orm_attribute **primary; /* key, in definition order */
    uint32_t primary_count;
    const orm_attribute *auto_increment; /* or NULL */
    const orm_attribute *created_at;     /* or NULL */
    const orm_attribute *updated_at;
    const orm_attribute *deleted_at;
    const orm_attribute *version;

    const orm_association **associations; /* in order of declaration */
    uint32_t association_count;
    const orm_unique **uniques;
    uint32_t unique_count;
    const orm_index **indexes; /* written ones */
    uint32_t index_count;
    const orm_check *checks;
    uint32_t check_count;
    const orm_scope *scopes;
    uint32_t scope_count;
    const orm_json *default_scope; /* or NULL */
    const orm_hook *hooks;
    uint32_t hook_count;
    const orm_hook *common_hooks; /* those of all models: they run behind its own */
    uint32_t common_hook_count;
    uint32_t events; /* of any of them: what it has no hook for costs it nothing */

    bool is_underscored;
    bool is_paranoid;
    bool has_timestamps;
    bool is_without_key; /* noPrimaryKey */
    bool is_null_omitted;
    bool is_rejecting_empty;
    bool is_merging_and;     /* whereMergeStrategy: "and" */
    bool is_paranoid_unique; /* paranoidUnique, true by default */
    orm_text comment;
    orm_text renamed_from;
    int64_t initial_auto_increment;  /* 0: not given */
    const orm_json *validate;        /* model-level validators */
    const orm_json *attributes_node; /* as written */
    const orm_json *options_node;    /* with the config's `define` under them; NULL: none */

    uint32_t *lookup; /* hash table of attribute indexes + 1; lookup_size is a power of two */
    uint32_t lookup_size;
};

/* Attribute by name, or NULL. */
const orm_attribute *orm_model_attribute(const orm_model *model, orm_text name);

/* Stored attribute by its column, or NULL. */
const orm_attribute *orm_model_field(const orm_model *model, orm_text field);

/* Association by alias, or NULL. */
const orm_association *orm_model_association(const orm_model *model, orm_text as);

/* A scope by name, or NULL. */
const orm_scope *orm_model_scope(const orm_model *model, orm_text name);

/* Attribute by name; raises UnknownAttributeError at `node` with the nearest name. */
const orm_attribute *orm_model_need_attribute(orm_ctx *ctx, const orm_model *model, orm_text name,
                                              const orm_json *node);

/* Association by alias; raises UnknownAssociationError at `node` (may be NULL). */
const orm_association *orm_model_need_association(orm_ctx *ctx, const orm_model *model, orm_text as,
                                                  const orm_json *node);

#endif
