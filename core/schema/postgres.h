/* postgres.h - what the files of schema/ for PostgreSQL share. */
#ifndef ORM_SCHEMA_POSTGRES_H
#define ORM_SCHEMA_POSTGRES_H

#include "schema/engine.h"

void orm_postgres_locate(orm_sync *sync);
void orm_postgres_want_column(orm_sync *sync, orm_table *table, orm_column *column);
void orm_postgres_read(orm_sync *sync);
void orm_postgres_create_more(orm_sync *sync, const orm_table *table);

/* The enum type of that name that is there, or NULL. */
const orm_enum *orm_postgres_find_enum(const orm_sync *sync, const orm_enum *wanted);

/* "schema"."name" of an enum type. */
void orm_postgres_print_enum(orm_printer *p, const orm_enum *type);

#endif
