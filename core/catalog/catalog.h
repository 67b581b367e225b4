/* catalog.h - all models of a database at one moment.
 *
 * Built from a registry in an arena of its own, immutable, stamped with the registry's stamp. */
#ifndef ORM_CATALOG_CATALOG_H
#define ORM_CATALOG_CATALOG_H

#include "catalog/model.h"
#include "catalog/registry.h"

typedef struct orm_catalog orm_catalog;

struct orm_catalog {
    orm_arena *arena;
    uint8_t stamp[16];
    bool is_empty; /* nothing was ever defined: there is no stamp */
    const orm_registry *registry;
    const orm_model **models; /* in order of definition, automatic ones behind */
    uint32_t model_count;
    uint32_t *lookup; /* hash table of model indexes + 1 */
    uint32_t lookup_size;
    const orm_hook *common_hooks; /* of all models */
    uint32_t common_hook_count;
    uint32_t common_events;
    bool is_numbers_string; /* config numbers: "string" */
    bool is_literal_allowed;
    uint32_t pins; /* calls that use it; exec/session.h */
    bool is_unlinked;
};

/* Builds and checks everything.  Raises DefinitionError and its like; on success `ctx->arena` holds
 * the catalog for good.  Aliases of
 * associations are filled in to the registry, and of two with one alias the later takes the place
 * of the earlier. */
orm_catalog *orm_catalog_build(orm_ctx *ctx, orm_registry *registry);

/* Raises InvalidOptionError when there is no setting of this name. */
void orm_catalog_check_setting(orm_ctx *ctx, orm_text key);

/* Model by name, or NULL. */
const orm_model *orm_catalog_model(const orm_catalog *catalog, orm_text name);

/* Model by name; raises UnknownModelError at `at` with the nearest name. */
const orm_model *orm_catalog_need_model(orm_ctx *ctx, const orm_catalog *catalog, orm_text name,
                                        orm_text at);

/* Model that has this table, or NULL. */
const orm_model *orm_catalog_table(const orm_catalog *catalog, orm_text schema, orm_text table);

#endif
