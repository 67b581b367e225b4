/* scope.h - a call's options with those of its scopes under them. */
#ifndef ORM_QUERY_SCOPE_H
#define ORM_QUERY_SCOPE_H

#include "query/compiler.h"

/* The options that the scopes named by the option `scope` (absent: the default scope) and the call
 * give together; `options` may be NULL, so may the result.  Includes stay a list in which one alias
 * may stand several times: orm_options_join() makes them one where the alias is known.  Raises
 * UnknownScopeError.  reading.md, Scopes. */
const orm_json *orm_compile_scoped(orm_compiler *c, const orm_model *model,
                                   const orm_json *options);

/* The scopes' options alone. */
const orm_json *orm_compile_scopes(orm_compiler *c, const orm_model *model,
                                   const orm_json *options);

/* The same of the option's own value: NULL is an absent one, JSON null none at all. */
const orm_json *orm_compile_scope(orm_compiler *c, const orm_model *model, const orm_json *scope);

/* The same to be looked at: params are put in where there are any, and includes of one alias are
 * one. */
const orm_json *orm_compile_shown_scope(orm_compiler *c, const orm_model *model,
                                        const orm_json *scope);

/* `options` with two conditions for "where", both of which must hold. */
const orm_json *orm_options_with_both(orm_compiler *c, const orm_json *options,
                                      const orm_json *under, const orm_json *over);

/* Two finders' options as one, `over` beside and above `under`; either may be NULL.  The model is
 * the one whose whereMergeStrategy counts. */
const orm_json *orm_options_join(orm_compiler *c, const orm_model *model, const orm_json *under,
                                 const orm_json *over);

#endif
