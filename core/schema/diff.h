/* diff.h - what is wanted against what is found.
 *
 * Comparing marks both sides: a wanted item is there or is not, a found one serves, goes, or is
 * left alone because sync did not make it.  The steps are made from these marks (alter_postgres.c,
 * alter_sqlite.c). */
#ifndef ORM_SCHEMA_DIFF_H
#define ORM_SCHEMA_DIFF_H

#include "schema/schema.h"

/* Marks what sync made in the found tables. */
void orm_diff_manage(orm_sync *sync);

/* Tables and columns that are wanted under a new name: adds the steps that rename them, and calls
 * them by it from here on. */
void orm_diff_rename(orm_sync *sync);

/* Compares a wanted table with the one that is there. */
void orm_diff_table(orm_sync *sync, orm_table *wanted);

/* Only which indexes are missing: sync without `alter`. */
void orm_diff_indexes(orm_sync *sync, orm_table *wanted);

/* ---- the comparisons that are more than equality of texts */

bool orm_diff_same_sql(orm_sync *sync, orm_sql wanted, orm_sql found);
bool orm_diff_same_index(orm_sync *sync, const orm_table_index *wanted,
                         const orm_table_index *found);

#endif
