/* sqlite.h - what the files of schema/ for SQLite share.
 *
 * SQLite keeps a table as the text of its CREATE TABLE.  That text is read into columns and
 * constraints as any table is, and beside it into fragments: a rebuild puts the untouched ones
 * together again as they were written, with the wanted ones in between. */
#ifndef ORM_SCHEMA_SQLITE_H
#define ORM_SCHEMA_SQLITE_H

#include "schema/engine.h"

typedef enum orm_fragment_kind {
    ORM_FRAGMENT_OTHER, /* COLLATE, NULL, ON CONFLICT… */
    ORM_FRAGMENT_NOT_NULL,
    ORM_FRAGMENT_DEFAULT,
    ORM_FRAGMENT_PRIMARY,
    ORM_FRAGMENT_UNIQUE,  /* item: of table->indexes */
    ORM_FRAGMENT_CHECK,   /* item: of table->checks */
    ORM_FRAGMENT_LABELS,  /* the check of an ENUM's column */
    ORM_FRAGMENT_FOREIGN, /* item: of table->foreign */
    ORM_FRAGMENT_GENERATED
} orm_fragment_kind;

/* A constraint as it stands in the text. */
typedef struct orm_fragment {
    orm_fragment_kind kind;
    orm_text text;
    uint32_t item;
    struct orm_fragment *next;
} orm_fragment;

typedef struct orm_column_source {
    orm_text name; /* as written, with its quotes */
    orm_text type;
    orm_fragment *first;
} orm_column_source;

/* A trigger of the table. */
typedef struct orm_trigger {
    orm_text text;
    bool is_temporary; /* of this connection alone */
    struct orm_trigger *next;
} orm_trigger;

struct orm_table_source {
    orm_column_source *columns; /* beside table->columns */
    orm_fragment *first;        /* the table's own constraints */
    orm_text options;           /* behind the brackets */
    bool is_strict;
    bool is_without_rowid;
    bool is_counting; /* AUTOINCREMENT */
    orm_trigger *triggers;
};

/* ---- parse_sqlite.c */

/* Reads a CREATE TABLE as sqlite_master holds it; false when it is none (a virtual table). */
bool orm_sqlite_parse_table(orm_ctx *ctx, orm_table *table, orm_text sql);

/* Reads a CREATE INDEX in the same way. */
void orm_sqlite_parse_index(orm_ctx *ctx, orm_table_index *index, orm_text sql);

/* ---- wanted_sqlite.c */
void orm_sqlite_want_column(orm_sync *sync, orm_table *table, orm_column *column);

/* The wanted types as a STRICT table can have them. */
void orm_sqlite_be_strict(orm_sync *sync, orm_table *wanted);

/* ---- live_sqlite.c */

/* A view, or a trigger: what else speaks of tables. */
typedef struct orm_viewer {
    bool is_view;
    orm_text name;
    orm_text table; /* a trigger's */
    orm_text text;
    struct orm_viewer *next;
} orm_viewer;

void orm_sqlite_read(orm_sync *sync);
bool orm_sqlite_has_table(orm_sync *sync, orm_text schema, orm_text name);

/* ---- compare_sqlite.c */
bool orm_sqlite_same_type(orm_sync *sync, const orm_column *wanted, const orm_column *found);
bool orm_sqlite_same_preset(orm_sync *sync, const orm_column *wanted, const orm_column *found);
void orm_sqlite_normalise(orm_sync *sync);

/* ---- cast_sqlite.c */

/* Whether PostgreSQL has an assignment cast between types declared so; without one, values go
 * through text. */
bool orm_sqlite_has_cast(const orm_column *wanted, const orm_column *found);

/* The column's value on its way into the wanted type. */
orm_text orm_sqlite_convert(orm_sync *sync, const orm_column *wanted);

/* A condition on alias t for values that are not of the wanted type, or empty. */
orm_text orm_sqlite_misfits(orm_sync *sync, const orm_column *wanted);

/* ---- create_sqlite.c */
void orm_sqlite_create(orm_sync *sync, orm_table *wanted);
void orm_sqlite_create_index(orm_sync *sync, const orm_table *table, orm_table_index *index);
void orm_sqlite_drop_index(orm_sync *sync, const orm_table *found, const orm_table_index *index);

/* ---- alter_sqlite.c */
void orm_sqlite_prepare(orm_sync *sync, orm_table *wanted);
void orm_sqlite_loosen(orm_sync *sync, orm_table *wanted);
void orm_sqlite_alter(orm_sync *sync, orm_table *wanted);

/* ---- rebuild_sqlite.c */
void orm_sqlite_rebuild(orm_sync *sync, orm_table *wanted);

/* Whether the connection enforces foreign keys. */
bool orm_sqlite_has_foreign_keys(orm_sync *sync);

/* Whether ADD COLUMN brings the column back when it was dropped; else the table is made anew. */
bool orm_sqlite_can_add_again(orm_sync *sync, const orm_column *column);

/* How a column that SQLite drops by itself comes back. */
orm_text orm_sqlite_undo_drop(orm_sync *sync, orm_table *wanted, const orm_column *column);

/* ---- drop_sqlite.c */
void orm_sqlite_print_triggers(orm_printer *p, const orm_table *found);
void orm_sqlite_untie(const orm_dropping *dropping, orm_table *found);

/* ---- rename_sqlite.c */

/* Names in the fragments and other texts of a found table. */
void orm_sqlite_rename(orm_sync *sync, orm_table *found, orm_text from, orm_text to);

/* ---- run_sqlite.c */
void orm_sqlite_before(orm_sync *sync);
void orm_sqlite_behind(orm_sync *sync);
void orm_sqlite_run(orm_sync *sync, const orm_step *step);

#endif
