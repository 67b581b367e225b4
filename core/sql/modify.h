/* modify.h - the statements of a write. */
#ifndef ORM_SQL_MODIFY_H
#define ORM_SQL_MODIFY_H

#include "query/modify.h"
#include "sql/printer.h"

/* Prints the statement; `parameters` gets its list. */
orm_statement orm_print_modify(orm_ctx *ctx, const orm_modify *modify, orm_location **locations,
                               const orm_param ***parameters);

#endif
