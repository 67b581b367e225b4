/* describe.h - models and the registry as JSON documents.
 *
 * orm_describe_model() tells everything that was derived; orm_describe_registry() is orm_export's
 * document, which defined again changes nothing. */
#ifndef ORM_CATALOG_DESCRIBE_H
#define ORM_CATALOG_DESCRIBE_H

#include "catalog/catalog.h"

void orm_describe_model(orm_buffer *buffer, const orm_model *model);
void orm_describe_association(orm_buffer *buffer, const orm_association *association);
void orm_describe_registry(orm_buffer *buffer, const orm_registry *registry);

#endif
