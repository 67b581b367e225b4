/* literal.h - values as literals of the engine, where nothing may be bound: definitions, and what
 * must be the same text as a definition. */
#ifndef ORM_EXEC_LITERAL_H
#define ORM_EXEC_LITERAL_H

#include "exec/parameters.h"
#include "sql/printer.h"

/* A value as a literal. */
void orm_print_literal(orm_printer *p, const orm_value *value);

/* From here on the printer prints values where it would have numbered parameters, and columns
 * without their table. */
void orm_literals_open(orm_printer *p, orm_inputs *inputs);

#endif
