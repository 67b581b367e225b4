/* sqlite.h - what the files of schema/ for SQLite share. */
#ifndef ORM_SCHEMA_SQLITE_H
#define ORM_SCHEMA_SQLITE_H

#include "schema/engine.h"

void orm_sqlite_want_column(orm_sync *sync, orm_table *table, orm_column *column);
void orm_sqlite_read(orm_sync *sync);

#endif
