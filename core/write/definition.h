/* definition.h - a change of the registry: all of it or nothing.
 *
 *     orm_definition change;
 *     orm_definition_open(&change, call);
 *     … read documents with &change.ctx: they become part of the new catalog …
 *     orm_definition_copy(&change, room);
 *     … change change.registry …
 *     orm_definition_save(&change);
 *
 * The binding has serialised the call with other definitions (ORM_ACCESS_DEFINE), so what is read
 * here is what will be changed. */
#ifndef ORM_WRITE_DEFINITION_H
#define ORM_WRITE_DEFINITION_H

#include "exec/session.h"

typedef struct orm_definition {
    orm_call *call;
    orm_ctx ctx; /* the new catalog's arena */
    const orm_catalog *before;
    orm_registry *registry; /* a copy of before's, to be changed */
} orm_definition;

void orm_definition_open(orm_definition *change, orm_call *call);

/* Copies the registry; `room`: how many entries of a kind may be added. */
void orm_definition_copy(orm_definition *change, uint32_t room);

/* Builds the catalog (which checks everything), writes what differs and publishes it.  False when
 * nothing differs: then nothing is written.  Either way call->catalog is the catalog that holds the
 * registry. */
bool orm_definition_save(orm_definition *change);

/* Reads orm_define_all's document into the registry; with `is_replacing` what it does not name
 * goes. */
void orm_definition_read_all(orm_definition *change, const orm_json *document, bool is_replacing);

/* Adds an association, and its `inverse` where the options have one. */
void orm_definition_associate(orm_definition *change, orm_text source, const char *type,
                              orm_text target, const orm_json *options);

#endif
