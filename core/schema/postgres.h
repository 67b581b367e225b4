/* postgres.h - what the files of schema/ for PostgreSQL share. */
#ifndef ORM_SCHEMA_POSTGRES_H
#define ORM_SCHEMA_POSTGRES_H

#include "schema/engine.h"

/* ---- wanted_postgres.c */
void orm_postgres_want_column(orm_sync *sync, orm_table *table, orm_column *column);

/* Spells the column's type anew: its enum type may have got another name. */
void orm_postgres_spell(orm_sync *sync, orm_column *column);

/* ---- live_postgres.c */
void orm_postgres_locate(orm_sync *sync);
void orm_postgres_read(orm_sync *sync);
bool orm_postgres_has_table(orm_sync *sync, orm_text schema, orm_text name);

/* Reads the columns, constraints and indexes of tables of which the oids are known. */
void orm_postgres_read_tables(orm_sync *sync, orm_tables *tables);

/* ---- compare_postgres.c */
bool orm_postgres_same_type(orm_sync *sync, const orm_column *wanted, const orm_column *found);
bool orm_postgres_same_preset(orm_sync *sync, const orm_column *wanted, const orm_column *found);
void orm_postgres_normalise(orm_sync *sync);

/* ---- enum_postgres.c */

/* "schema"."name" of an enum type. */
void orm_postgres_print_enum(orm_printer *p, const orm_enum *type);

/* The enum type of that name that is there, or NULL. */
const orm_enum *orm_postgres_find_enum(const orm_sync *sync, const orm_enum *like);

/* Makes the type of a column that is not there yet, where none serves. */
void orm_postgres_create_enum(orm_sync *sync, const orm_table *table, const orm_column *column);

/* Whether the type that the column has only needs more labels, and does it. */
bool orm_postgres_can_extend(orm_sync *sync, const orm_table *wanted, const orm_column *column);
void orm_postgres_extend_enum(orm_sync *sync, const orm_table *wanted, const orm_column *column);

/* Makes the wanted type in place of the column's; answers the latter, under the name that it has
 * from then on. */
const orm_enum *orm_postgres_replace_enum(orm_sync *sync, const orm_table *table,
                                          const orm_column *column);

/* Drops a type that no column has any more; `now`: under its present name. */
void orm_postgres_drop_enum(orm_sync *sync, const orm_table *table, const orm_enum *found,
                            const orm_enum *now, orm_phase phase);

/* `force`: the type outlives its table, and stays recorded. */
void orm_postgres_keep_enum(orm_sync *sync, const orm_table *table, const orm_enum *found);

/* ---- cast_postgres.c */

/* How values come from the found column's type to the wanted one's. */
typedef struct orm_cast {
    bool is_by_text;      /* there is no assignment cast: by their text */
    bool is_back_by_text; /* the other way round */
    bool is_rewriting;
    bool is_textual; /* from a text to a text */
    bool is_numeric; /* from a number to a number, or of one kind */
    bool is_integer; /* from an integer to an integer, or of one kind */
} orm_cast;

orm_cast orm_postgres_cast(orm_sync *sync, const orm_column *wanted);

/* A condition on alias t for values that are not of the wanted type; empty: all are, or only the
 * engine knows. */
orm_text orm_postgres_misfits(orm_sync *sync, const orm_column *column);

/* The column's value on alias t, as the wanted type has it; empty where asking may raise. */
orm_text orm_postgres_value(orm_sync *sync, const orm_column *column);

/* ---- alter_postgres.c */

/* ALTER TABLE of the table, as it is called by then. */
orm_printer orm_postgres_begin_alter(orm_sync *sync, const orm_table *table);
void orm_postgres_print_alter_column(orm_printer *p, orm_text name);
orm_step *orm_postgres_add_change(orm_sync *sync, const orm_table *table, orm_text sql,
                                  orm_text undo);
orm_text orm_postgres_print_preset(orm_sync *sync, const orm_table *table, orm_text name,
                                   orm_text preset);
void orm_postgres_change_preset(orm_sync *sync, const orm_table *wanted, const orm_column *column);
void orm_postgres_print_retype(orm_printer *p, const orm_column *to, orm_text name, orm_text type,
                               bool is_by_text);
bool orm_postgres_is_anew(const orm_column *column);
void orm_postgres_alter(orm_sync *sync, orm_table *wanted);

/* ---- counter_postgres.c */
void orm_postgres_change_counter(orm_sync *sync, orm_table *wanted, orm_column *column);

/* ---- aside_postgres.c */

/* Marks what stands in the way of the columns' changes. */
void orm_postgres_prepare(orm_sync *sync, orm_table *wanted);

/* ---- keys_postgres.c */
void orm_postgres_add_foreign(orm_sync *sync, const orm_table *table, orm_foreign_key *key);
void orm_postgres_drop_foreign(orm_sync *sync, const orm_table *found, const orm_foreign_key *key,
                               orm_phase phase);
void orm_postgres_add_index(orm_sync *sync, const orm_table *table, orm_table_index *index);
void orm_postgres_require_online(orm_sync *sync, orm_table *table, const orm_column *column,
                                 orm_text set, orm_text unset);
void orm_postgres_change_primary(orm_sync *sync, const orm_table *wanted);

/* Drops the constraints and indexes that go, and adds those that are missing. */
void orm_postgres_loosen(orm_sync *sync, orm_table *wanted);
void orm_postgres_tighten(orm_sync *sync, orm_table *wanted);

/* ---- drop_postgres.c */
void orm_postgres_untie(const orm_dropping *dropping, orm_table *found);
void orm_postgres_forget_types(const orm_dropping *dropping);

/* ---- create_postgres.c */
void orm_postgres_create(orm_sync *sync, orm_table *wanted);
void orm_postgres_comment(orm_sync *sync, const orm_table *wanted);

#endif
