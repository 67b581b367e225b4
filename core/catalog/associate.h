/* associate.h - what associate.c and associate_many.c share.  Private to catalog/. */
#ifndef ORM_CATALOG_ASSOCIATE_H
#define ORM_CATALOG_ASSOCIATE_H

#include "base/suggest.h"
#include "catalog/draft.h"

/* Names of a key's attributes: a name, a list of names, or an object with `name`; none: count 0. */
orm_names orm_draft_key_names(orm_draft *draft, const orm_model *model, const orm_json *node);

/* The first attribute of the model's primary key. */
const orm_attribute *orm_draft_primary(orm_draft *draft, orm_draft_model *model,
                                       const orm_association *out);

/* The `count` attributes that a foreign key refers to: those the option names, else the primary
 * key. */
const orm_attribute **orm_draft_referenced(orm_draft *draft, orm_draft_model *model,
                                           const orm_association *out, const char *option,
                                           uint32_t count);

orm_attribute *orm_draft_foreign_attribute(orm_draft *draft, orm_draft_model *owner, orm_text name,
                                           const orm_json *given);

/* The option keyType, else the type of the referenced key. */
const orm_type *orm_draft_key_type(orm_draft *draft, const orm_association *out,
                                   const orm_attribute *key);

/* Makes `attribute` refer to `key` of `to`. */
void orm_draft_refer(orm_draft *draft, orm_attribute *attribute, const orm_model *to,
                     const orm_attribute *key);

orm_deferrable orm_draft_read_deferrable(orm_draft *draft, const orm_json *node);

void orm_draft_associate_many(orm_draft *draft, orm_association *out, orm_draft_model *source,
                              orm_draft_model *target);

#endif
