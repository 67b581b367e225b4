/* schema.h - the tables of the models: made, compared, altered, dropped.  The table of contents.
 *
 * The way of orm_sync, top to bottom:
 *
 *   sync.c            options, the order of work, the steps run and recorded, the answer
 *   place.c           in which schema, under which name each model's table is
 *   wanted.c          a model's table as it should be: columns, keys (wanted_keys.c), foreign keys
 *                     (wanted_foreign.c)
 *   expression.c      values, conditions and expressions as SQL text
 *   engine.h          what differs between the engines: *_postgres.c, *_sqlite.c
 *   define.c          definitions printed: CREATE TABLE, its columns and constraints, indexes
 *   step.c            the list of steps
 *
 * Everything lives in the call's arena. */
#ifndef ORM_SCHEMA_SCHEMA_H
#define ORM_SCHEMA_SCHEMA_H

#include "exec/session.h"
#include "schema/expression.h"
#include "schema/objects.h"
#include "schema/step.h"
#include "schema/table.h"
#include "schema/token.h"

typedef struct orm_schema_engine orm_schema_engine; /* engine.h */

/* Where a model's table is. */
typedef struct orm_place {
    const orm_model *model;
    orm_text schema; /* PostgreSQL */
    orm_text name;
} orm_place;

/* One call of orm_sync, orm_sync_plan, orm_drop or orm_truncate. */
typedef struct orm_sync {
    orm_call *call;
    orm_ctx *ctx;
    const orm_catalog *catalog;
    const orm_dialect *dialect;
    const orm_schema_engine *engine;
    orm_definer definer;
    const orm_json *options;
    const orm_model *only; /* NULL: all models */
    orm_text schema;       /* of the option, or empty */
    orm_place *places;     /* one for each model of the catalog */
    orm_tables wanted;
    orm_tables leaving;         /* tables that sync made and no model names any more */
    orm_tables found;           /* of the tables that are wanted, those that are there */
    orm_tables strangers;       /* SQLite: tables of no model that have foreign keys */
    orm_names schemas;          /* PostgreSQL: those that are there */
    const orm_enum *enums;      /* PostgreSQL: those that are there, in the schemas of the call */
    struct orm_viewer *viewers; /* SQLite: views and triggers */
    const orm_object *objects;  /* what sync has made */
    bool is_forced;
    bool is_listing; /* what sync did not make, too */
    bool is_altering;
    bool is_dropping; /* alter.drop is not false */
    bool is_online;   /* each step in a transaction of its own */
    bool is_checking; /* SQLite: foreign keys, around rebuilds */
    uint32_t orphans; /* that there were before */
    uint32_t allowed; /* hazards that alter.allow names */
    orm_names taken;  /* names of relations and types that are not free: schema and name by turns */
    uint32_t taken_capacity;
    orm_steps steps;
} orm_sync;

/* ---- place.c */

/* Works out sync->places. */
void orm_places_find(orm_sync *sync);
const orm_place *orm_place_of(const orm_sync *sync, const orm_model *model);

/* ---- wanted.c */

/* The models of the call, those that others refer to first. */
const orm_model **orm_sync_models(orm_sync *sync, uint32_t *count);

/* The table that the model wants. */
orm_table *orm_wanted_table(orm_sync *sync, const orm_model *model);

/* ---- wanted_keys.c: unique keys, indexes and checks */
void orm_wanted_keys(orm_sync *sync, orm_table *table);

/* Indexes of foreign keys that lead no other index; behind all others. */
void orm_wanted_key_index(orm_sync *sync, orm_table *table, orm_names columns);

/* Whether an association or attribute refers to exactly these columns of the model. */
bool orm_wanted_is_referenced(orm_sync *sync, const orm_model *model,
                              const orm_attribute *const *attributes, uint32_t count);

/* ---- wanted_foreign.c */
void orm_wanted_foreign(orm_sync *sync, orm_table *table);

/* ---- define.c */

/* "schema"."name", or main."name". */
void orm_define_table_name(orm_printer *p, orm_text schema, orm_text name);
void orm_define_names(orm_printer *p, orm_names names);
orm_text orm_define_create_table(orm_sync *sync, const orm_table *table);
orm_text orm_define_create_index(orm_sync *sync, const orm_table *table,
                                 const orm_table_index *index, bool is_concurrent);

/* COMMENT ON the table, or (where it is not NULL) the column. */
orm_text orm_define_comment(orm_sync *sync, const orm_table *table, const orm_column *column,
                            orm_text comment);
void orm_define_references(orm_printer *p, const orm_foreign_key *key);
void orm_define_preset(orm_printer *p, orm_text preset);
void orm_define_column(orm_sync *sync, orm_printer *p, const orm_table *table,
                       const orm_column *column);

/* ---- record.c: what a step makes and unmakes, for orm_objects */

const orm_object *orm_record_find(const orm_sync *sync, const char *kind, orm_text schema,
                                  orm_text parent, orm_text name);

/* Of a table that is there, and sync made. */
const orm_object *orm_record_of_table(const orm_sync *sync, const orm_table *table);

/* The record of an object of the table ("table": of itself) that is there when the step is done. */
orm_object *orm_step_makes(orm_sync *sync, orm_step *step, const char *kind, const orm_table *table,
                           orm_text name);
void orm_step_makes_column(orm_sync *sync, orm_step *step, const orm_table *table,
                           const orm_column *column);
void orm_step_unmakes(orm_sync *sync, orm_step *step, const char *kind, const orm_table *table,
                      orm_text name);

/* Writes what the step has changed. */
void orm_step_record(orm_sync *sync, const orm_step *step);

/* ---- note.c */

/* Before steps are run: forgets what is recorded and gone, and takes for made what a plan had
 * proposed and is there. */
void orm_note_settle(orm_sync *sync);

/* Notes what the plan proposes. */
void orm_note_plan(orm_sync *sync);

/* ---- names.c */

void orm_name_take(orm_sync *sync, orm_text schema, orm_text name);
void orm_name_release(orm_sync *sync, orm_text schema, orm_text name);

/* The name, or one like it, that is free in the schema, and no longer is: of an index, a unique
 * key, a type. */
orm_text orm_name_free(orm_sync *sync, orm_text schema, orm_text name);

/* ---- options.c */
void orm_sync_read_options(orm_sync *sync, const char *what);
void orm_sync_check_match(orm_sync *sync);

/* ---- drop.c */

/* Tables on their way out. */
typedef struct orm_dropping {
    orm_sync *sync;
    const orm_tables *tables; /* by their match: what is there of them */
    orm_phase phase;
    bool is_cascading;
} orm_dropping;

/* Drops the tables of the list that are there. */
void orm_drop_tables(orm_sync *sync, const orm_tables *tables, orm_phase phase, bool is_cascading);

/* Finds sync->leaving. */
void orm_drop_find_leaving(orm_sync *sync);

/* ---- truncate.c */

/* Empties the tables; the number of rows that they had. */
int64_t orm_truncate_tables(orm_sync *sync, const orm_tables *tables);

/* ---- unmanaged.c */

/* Adds what sync did not make as steps without SQL. */
void orm_list_unmanaged(orm_sync *sync);

/* ---- create.c */

/* Adds the step that makes the table, with all that is part of its definition. */
void orm_create_table(orm_sync *sync, orm_table *wanted);

/* ---- evidence.c: rows that stand in the way of a step, or go with it */

/* Rows of the found table (as it will be) for which the SQL condition on alias t is true: marks the
 * step with the hazard, their number and keys.  Nothing where there are none. */
void orm_evidence_rows(orm_sync *sync, orm_step *step, uint32_t hazard, const orm_table *wanted,
                       orm_text condition);

/* Rows that fail a check, where that can be asked. */
void orm_evidence_check(orm_sync *sync, orm_step *step, const orm_table *wanted, orm_text check);
void orm_evidence_duplicates(orm_sync *sync, orm_step *step, const orm_table *wanted,
                             const orm_table_index *index);
void orm_evidence_orphans(orm_sync *sync, orm_step *step, const orm_table *wanted,
                          const orm_foreign_key *key);

bool orm_evidence_has_rows(orm_sync *sync, orm_table *found);

/* ---- sync.c: the functions */

void orm_sync_run(orm_call *call, const orm_model *only, const orm_json *options, orm_buffer *out);
void orm_sync_plan_run(orm_call *call, const orm_model *only, const orm_json *options,
                       orm_buffer *out);
void orm_drop_run(orm_call *call, const orm_model *only, const orm_json *options, orm_buffer *out);

/* Empties the table of the model, or of all; but for those that are paranoid, of which rows are
 * only marked, unless `force` says so.  The number of rows. */
int64_t orm_truncate_run(orm_call *call, const orm_model *only, const orm_json *options);

#endif
