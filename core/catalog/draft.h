/* draft.h - a catalog while it is being built.  Private to catalog/.
 *
 * The order of work, orm_catalog_build():
 *   define.c      each model's own attributes and options
 *   associate.c   associations in order of declaration: through models, foreign keys
 *   constrain.c   references, unique keys, checks across models; indexes in index.c
 *   catalog.c     order of answers, lookups; the draft becomes the catalog
 */
#ifndef ORM_CATALOG_DRAFT_H
#define ORM_CATALOG_DRAFT_H

#include "base/inflect.h"
#include "catalog/catalog.h"
#include "catalog/keys.h"

/* A growing list of pointers in an arena. */
typedef struct orm_list {
    void **items;
    uint32_t count;
    uint32_t capacity;
} orm_list;

void orm_list_add(orm_arena *arena, orm_list *list, void *item);

/* A model under construction; `model` becomes the finished one, its address is final. */
typedef struct orm_draft_model {
    orm_model model;
    orm_list attributes; /* orm_attribute*, as defined; implied foreign keys behind */
    orm_list uniques;    /* orm_unique* */
    orm_list indexes;    /* orm_index* */
    orm_list associations;
    const orm_json *options; /* with the config's `define` under them; NULL: none */
    const orm_json *place;   /* node for errors about the model as a whole, or NULL */
} orm_draft_model;

typedef struct orm_draft {
    orm_ctx *ctx;
    const orm_registry *registry;
    const orm_json *define; /* config: defaults of definitions, or NULL */
    orm_inflections inflections;
    orm_list models; /* orm_draft_model* */
    orm_list sides;  /* many-to-many associations so far; associate_many.c */
} orm_draft;

/* ---- define.c */

/* Reads one model's definition and adds it to the draft. */
void orm_draft_define(orm_draft *draft, const orm_registry_model *entry);

/* Adds an automatic through model. */
orm_draft_model *orm_draft_through(orm_draft *draft, orm_text name, const orm_model *source,
                                   const orm_json *timestamps);

orm_draft_model *orm_draft_find(orm_draft *draft, orm_text name);
orm_attribute *orm_draft_attribute(orm_draft_model *model, orm_text name);
orm_attribute *orm_draft_add_attribute(orm_draft *draft, orm_draft_model *model, orm_text name);

/* Removes an attribute that was made by us (a through model's id). */
void orm_draft_remove_attribute(orm_draft_model *model, const orm_attribute *attribute);

/* What is wrong with the name of an attribute or an association ("must not be empty"), or NULL. */
const char *orm_draft_wrong_name(orm_text name);

/* Leaves with a DefinitionError about this model. */
_Noreturn void orm_draft_fail(orm_draft *draft, const orm_model *model, const orm_json *node,
                              const char *format, ...) __attribute__((format(printf, 4, 5)));

/* ---- attribute.c */

/* Reads one attribute's definition: a type, or an object of options. */
void orm_draft_read_attribute(orm_draft *draft, orm_draft_model *model, const orm_json *node);

/* Fills `attribute` from an object of attribute options: also a foreign key's. */
void orm_draft_read_options(orm_draft *draft, orm_draft_model *model, orm_attribute *attribute,
                            const orm_json *options);

orm_action orm_draft_read_action(orm_draft *draft, const orm_model *model, const orm_json *node);

/* ---- associate.c */

/* Works out the alias of an association from its options and the models' names. */
void orm_draft_alias(orm_draft *draft, orm_registry_association *entry);

void orm_draft_associate(orm_draft *draft, orm_registry_association *entry);

/* When all are there: no association has the name of an attribute. */
void orm_draft_check_collisions(orm_draft *draft);

/* ---- constrain.c */

/* References, unique keys, indexes and checks of every model; rules between models. */
void orm_draft_constrain(orm_draft *draft);

/* A name that PostgreSQL would cut silently is refused; node: where it stands, or NULL. */
void orm_draft_check_length(orm_draft *draft, const orm_model *model, const char *what,
                            orm_text name, const orm_json *node);

/* ---- index.c */

void orm_draft_read_indexes(orm_draft *draft, orm_draft_model *model);

#endif
