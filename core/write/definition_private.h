/* definition_private.h - what the files that try definitions share.  Private to them. */
#ifndef ORM_WRITE_DEFINITION_PRIVATE_H
#define ORM_WRITE_DEFINITION_PRIVATE_H

#include "query/compiler.h"
#include "write/definition_check.h"

/* One model being tried. */
typedef struct orm_checking {
    orm_ctx *ctx;
    const orm_catalog *catalog;
    const orm_model *model;
    orm_compiler compiler;
} orm_checking;

/* The model's relation, as the first one of a statement. */
orm_relation *orm_checking_relation(orm_checking *it);

/* Prepares an expression about a row of the model's types; a failure is a DefinitionError at `node`
 * (may be NULL). */
void orm_checking_prepare(orm_checking *it, const orm_expr *expr, const orm_json *node);

/* Leaves with a DefinitionError that there is no attribute of this name, with the nearest one. */
_Noreturn void orm_checking_fail_name(orm_checking *it, orm_text name, const orm_json *node);

/* ---- definition_scope.c */

/* Whether the model's scopes fit it: options that finders know, attributes that are there. */
void orm_check_scopes(orm_checking *it);

/* ---- definition_hook.c */

/* Whether the model's hooks (without a model: those of all) have names that are known, and
 * expressions that can be prepared. */
void orm_check_hooks(orm_checking *it);
void orm_check_common_hooks(orm_checking *it, const orm_registry *registry);

#endif
