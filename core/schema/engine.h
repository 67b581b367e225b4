/* engine.h - what differs between the engines' tables, as functions: one const table for each.
 *
 * postgres.c and sqlite.c hold the tables; which one a call uses is chosen by host->dialect. */
#ifndef ORM_SCHEMA_ENGINE_H
#define ORM_SCHEMA_ENGINE_H

#include "schema/schema.h"

struct orm_schema_engine {
    /* Works out in which schema a model without one has, or gets, its table. */
    void (*locate)(orm_sync *sync);
    /* Fills in a wanted column's type and all that follows from it. */
    void (*want_column)(orm_sync *sync, orm_table *table, orm_column *column);
    /* Reads the wanted tables that exist into sync->found. */
    void (*read)(orm_sync *sync);
    /* Adds the steps that a new table needs beside its own and its indexes'; may be NULL. */
    void (*create_more)(orm_sync *sync, const orm_table *table);
};

extern const orm_schema_engine orm_schema_postgres;
extern const orm_schema_engine orm_schema_sqlite;

#endif
