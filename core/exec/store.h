/* store.h - the registry in the catalog tables.
 *
 *     orm_meta          one row: stamp, config
 *     orm_models        name, position, attributes, options
 *     orm_associations  source, alias, position, type, target, options
 *     orm_scopes        model, name, position, definition
 *     orm_hooks         model ('' for all), hook, name, position, expression
 *     orm_objects       what orm_sync made (schema/objects.h)
 *
 * On PostgreSQL the extension's script makes them, on SQLite the first definition does. */
#ifndef ORM_EXEC_STORE_H
#define ORM_EXEC_STORE_H

#include "catalog/catalog.h"
#include "host.h"

/* Reads the registry into the ctx's arena. */
orm_registry *orm_store_load(orm_ctx *ctx);

/* Makes the catalog tables where the extension's script did not. */
void orm_store_create(orm_ctx *ctx);

/* Writes what differs between the stored registry and `after`, and renews the stamp; `stamp` gets
 * it. False, and no statement, when nothing differs. */
bool orm_store_save(orm_ctx *ctx, const orm_registry *before, const orm_registry *after,
                    uint8_t stamp[16]);

/* A new stamp alone: for a catalog that was edited by hand. */
void orm_store_renew(orm_ctx *ctx, uint8_t stamp[16]);

/* Runs a statement on the catalog tables: '@' in `sql` stands for their schema, '$' for the
 * dialect's mark of a parameter. */
int64_t orm_store_run(orm_ctx *ctx, const char *sql, const orm_value *parameters, uint16_t count,
                      bool is_writing, orm_sink *sink);

#endif
