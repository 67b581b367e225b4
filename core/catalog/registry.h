/* registry.h - what was defined, as it was written: the source of a catalog.
 *
 * The registry is what the catalog tables hold and what orm_export shows.  A definition changes a
 * copy of it, the copy is built into a catalog (which checks everything), and only then the
 * difference is written (exec/store.h).  Texts are compact JSON; the nodes are those texts, read.
 */
#ifndef ORM_CATALOG_REGISTRY_H
#define ORM_CATALOG_REGISTRY_H

#include "base/json.h"

typedef struct orm_registry_model {
    orm_text name;
    int64_t position;
    orm_text attributes;
    orm_text options; /* "{}" where there are none */
    const orm_json *attributes_node;
    const orm_json *options_node;
} orm_registry_model;

typedef struct orm_registry_association {
    orm_text source;
    orm_text as; /* worked out by the catalog when it is new */
    int64_t position;
    orm_text type; /* "belongsTo", "hasOne", "hasMany", "belongsToMany" */
    orm_text target;
    orm_text options;
    const orm_json *options_node;
    const orm_json *at; /* for errors: the node it came from, or NULL */
} orm_registry_association;

/* A scope or hook that was added to a model beside its definition. */
typedef struct orm_registry_scope {
    orm_text model;
    orm_text name;
    int64_t position;
    orm_text definition;
    const orm_json *definition_node;
} orm_registry_scope;

typedef struct orm_registry_hook {
    orm_text model; /* empty: all models */
    orm_text hook;
    orm_text name; /* empty: none */
    int64_t position;
    orm_text expression;
    const orm_json *at; /* for errors: the node it came from, or NULL */
} orm_registry_hook;

typedef struct orm_registry {
    orm_registry_model *models; /* in order of position */
    uint32_t model_count;
    orm_registry_association *associations;
    uint32_t association_count;
    orm_registry_scope *scopes;
    uint32_t scope_count;
    orm_registry_hook *hooks;
    uint32_t hook_count;
    orm_text config; /* JSON object */
    const orm_json *config_node;
} orm_registry;

/* A copy in the ctx's arena, with room for `more` new entries of each kind. */
orm_registry *orm_registry_copy(orm_ctx *ctx, const orm_registry *from, uint32_t more);

orm_registry_model *orm_registry_find_model(const orm_registry *registry, orm_text name);

/* Adds a model, or replaces the definition of the one of that name; associations and what was added
 * to it stay.  Texts of documents are kept compact. */
void orm_registry_set_model(orm_ctx *ctx, orm_registry *registry, orm_text name,
                            const orm_json *attributes, const orm_json *options);

/* Removes a model with its associations, in both directions, and all that was added to it. */
bool orm_registry_remove_model(orm_registry *registry, orm_text name);

/* Adds an association at the end; its alias is not known yet. */
orm_registry_association *orm_registry_add_association(orm_ctx *ctx, orm_registry *registry,
                                                       orm_text source, const char *type,
                                                       orm_text target, const orm_json *options);

/* Removes the association `as` of a model; `except` (may be NULL) stays. */
bool orm_registry_remove_association(orm_registry *registry, orm_text source, orm_text as,
                                     const orm_registry_association *except);

/* Adds or replaces a scope; false when it was there and the same. */
bool orm_registry_set_scope(orm_ctx *ctx, orm_registry *registry, orm_text model, orm_text name,
                            const orm_json *definition);
bool orm_registry_remove_scope(orm_registry *registry, orm_text model, orm_text name);

/* Adds a hook, or replaces the one of that name; `at` (may be NULL) is the node it comes from. */
bool orm_registry_set_hook(orm_ctx *ctx, orm_registry *registry, orm_text model, orm_text hook,
                           orm_text name, orm_text expression, const orm_json *at);
bool orm_registry_remove_hook(orm_registry *registry, orm_text model, orm_text hook, orm_text name);

/* A document's text, compact, and read again as a document called `name` in the ctx's arena. */
const orm_json *orm_registry_document(orm_ctx *ctx, orm_text text, const char *name,
                                      orm_text *compact);

#endif
