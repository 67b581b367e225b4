/* select.h - the statements of a read. */
#ifndef ORM_SQL_SELECT_H
#define ORM_SQL_SELECT_H

#include "query/plan.h"
#include "sql/printer.h"

/* Prints the statements of a level and of all below it. */
void orm_print_level(orm_ctx *ctx, orm_level *level, orm_location **locations);

#endif
