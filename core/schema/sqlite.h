/* sqlite.h - what the files of schema/ for SQLite share. */
#ifndef ORM_SCHEMA_SQLITE_H
#define ORM_SCHEMA_SQLITE_H

#include "schema/engine.h"

void orm_sqlite_want_column(orm_sync *sync, orm_table *table, orm_column *column);
void orm_sqlite_read(orm_sync *sync);
bool orm_sqlite_has_table(orm_sync *sync, orm_text schema, orm_text name);
bool orm_sqlite_same_type(orm_sync *sync, const orm_column *wanted, const orm_column *found);
void orm_sqlite_normalise(orm_sync *sync);
void orm_sqlite_create_index(orm_sync *sync, const orm_table *table, orm_table_index *index);
void orm_sqlite_create(orm_sync *sync, orm_table *wanted);
void orm_sqlite_nothing(orm_sync *sync, orm_table *wanted);

#endif
