/* definition_check.h - what a catalog's structure cannot show: values, expressions and conditions
 * of the definitions that change are tried when they are defined, so that they do not fail when
 * they are used. */
#ifndef ORM_WRITE_DEFINITION_CHECK_H
#define ORM_WRITE_DEFINITION_CHECK_H

#include "catalog/catalog.h"

/* Checks the models of `catalog` whose definition is not the same in `before`.  Raises
 * DefinitionError, UnsupportedError, InvalidOptionError at the place in the documents. */
void orm_definition_check(orm_ctx *ctx, const orm_catalog *catalog, const orm_registry *before);

#endif
