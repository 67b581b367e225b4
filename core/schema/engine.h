/* engine.h - what differs between the engines' tables, as functions: one const table for each.
 *
 * postgres.c and sqlite.c hold the tables; which one a call uses is chosen by host->dialect. */
#ifndef ORM_SCHEMA_ENGINE_H
#define ORM_SCHEMA_ENGINE_H

#include "schema/schema.h"

struct orm_schema_engine {
    const char *strongest_lock; /* on a table */
    /* Works out in which schema a model without one has, or gets, its table. */
    void (*locate)(orm_sync *sync);
    /* Fills in a wanted column's type and all that follows from it. */
    void (*want_column)(orm_sync *sync, orm_table *table, orm_column *column);
    /* Whether there is a table of this name; one that is no model's. */
    bool (*has_table)(orm_sync *sync, orm_text schema, orm_text name);
    /* Reads the wanted tables that exist into sync->found. */
    void (*read)(orm_sync *sync);
    /* Whether a column that is there has the wanted type, and the wanted default. */
    bool (*same_type)(orm_sync *sync, const orm_column *wanted, const orm_column *found);
    bool (*same_preset)(orm_sync *sync, const orm_column *wanted, const orm_column *found);
    /* The value of a column that changes its type, on alias t, as the wanted type has it; empty
     * where it cannot be asked for. */
    orm_text (*value)(orm_sync *sync, const orm_column *wanted);
    /* Asks the engine for its own spelling of the wanted expressions that it may spell otherwise.
     */
    void (*normalise)(orm_sync *sync);
    /* Adds the steps that make a new table, with all that belongs to it. */
    void (*create)(orm_sync *sync, orm_table *wanted);
    /* Adds the step that makes an index of a table. */
    void (*create_index)(orm_sync *sync, const orm_table *table, orm_table_index *index);
    /* Of a table that is there, in this order for all of them: sees what stands in the way of the
     * changes, takes away what goes, makes the rest as it is wanted. */
    void (*prepare)(orm_sync *sync, orm_table *wanted);
    void (*loosen)(orm_sync *sync, orm_table *wanted);
    void (*alter)(orm_sync *sync, orm_table *wanted);
    /* Renames a column (or the table: everywhere) in the texts that the engine keeps of a table. */
    void (*rename)(orm_sync *sync, orm_table *found, orm_text from, orm_text to);
    /* Before the first step of which one is a script, and behind the last one. */
    void (*before)(orm_sync *sync);
    void (*behind)(orm_sync *sync);
    /* Runs a step that is a script. */
    void (*run)(orm_sync *sync, const orm_step *step);
    /* Prints what belongs to the table beside its indexes, each after a semicolon; may be NULL. */
    void (*print_triggers)(orm_printer *p, const orm_table *found);
    /* Before a table is dropped: sees to what refers to it still. */
    void (*untie)(const orm_dropping *dropping, orm_table *found);
    /* Behind all of them: drops the types that only these tables had, say; may be NULL. */
    void (*finish_drop)(const orm_dropping *dropping);
};

extern const orm_schema_engine orm_schema_postgres;
extern const orm_schema_engine orm_schema_sqlite;

#endif
