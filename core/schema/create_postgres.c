/* create_postgres.c - what a new table of PostgreSQL needs beside its CREATE TABLE: its schema and
 * its enum types before; foreign keys and indexes when every table is there; comments.  See
 * postgres.h. */
#include "schema/postgres.h"

static orm_step *add(orm_sync *sync, const orm_table *table, orm_phase phase, orm_step_kind kind,
                     orm_text sql, orm_text undo)
{
    orm_step *step =
        orm_steps_add(sync->ctx, &sync->steps, phase, kind, table->schema, table->name, sql);

    step->undo = undo;
    return step;
}

/* ---- schemas */

static orm_text print_schema(orm_sync *sync, const char *what, orm_text name)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_buffer_string(&p.sql, what);
    orm_print_name(&p, name);
    return orm_printer_close(&p, NULL).sql;
}

static void create_schema(orm_sync *sync, const orm_table *table)
{
    orm_text *longer;

    if (table->schema.length == 0)
        orm_raise(sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
                  "there is no schema on the search path in which the table \"%.*s\" could be made",
                  ORM_ARG(table->name));
    if (orm_names_find(sync->schemas, table->schema) >= 0)
        return;
    longer = ORM_NEW_N(sync->ctx->arena, orm_text, sync->schemas.count + 1);
    memcpy(longer, sync->schemas.items, sync->schemas.count * sizeof *longer);
    longer[sync->schemas.count++] = table->schema;
    sync->schemas.items = longer;
    add(sync, table, ORM_PHASE_SCHEMA, ORM_STEP_CREATE_SCHEMA,
        print_schema(sync, "CREATE SCHEMA IF NOT EXISTS ", table->schema),
        print_schema(sync, "DROP SCHEMA ", table->schema))
        ->table = ORM_TEXT("");
}

/* ---- comments */

static void comment_table(orm_sync *sync, const orm_table *table)
{
    orm_text before = table->match ? table->match->comment : ORM_TEXT("");
    orm_step *step = add(sync, table, ORM_PHASE_COMMENT, ORM_STEP_COMMENT,
                         orm_define_comment(sync, table, NULL, table->comment),
                         orm_define_comment(sync, table, NULL, before));

    step->locks = "SHARE UPDATE EXCLUSIVE";
    if (table->match == NULL || table->match->is_managed)
        orm_step_makes(sync, step, "table", table, table->name)->has_comment =
            table->comment.length > 0;
}

static void comment_column(orm_sync *sync, const orm_table *table, const orm_column *column)
{
    orm_text before = column->match ? column->match->comment : ORM_TEXT("");
    orm_step *step = add(sync, table, ORM_PHASE_COMMENT, ORM_STEP_COMMENT,
                         orm_define_comment(sync, table, column, column->comment),
                         orm_define_comment(sync, table, column, before));

    step->locks = "SHARE UPDATE EXCLUSIVE";
    orm_step_makes_column(sync, step, table, column);
}

/* Of a table that is there: what has changed; of a new one: what there is. */
void orm_postgres_comment(orm_sync *sync, const orm_table *wanted)
{
    if (wanted->match ? wanted->is_comment_changed : wanted->comment.length > 0)
        comment_table(sync, wanted);
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        const orm_column *column = &wanted->columns[i];
        bool is_new = column->match == NULL || orm_column_is_anew(column);

        if (is_new ? column->comment.length > 0 : (column->changes & ORM_CHANGE_COMMENT) != 0)
            comment_column(sync, wanted, column);
    }
}

/* ---- a new table */

void orm_postgres_create(orm_sync *sync, orm_table *wanted)
{
    create_schema(sync, wanted);
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        if (wanted->columns[i].labels == NULL)
            continue;
        orm_postgres_create_enum(sync, wanted, &wanted->columns[i]);
        orm_postgres_spell(sync, &wanted->columns[i]);
    }
    orm_create_table(sync, wanted);
    for (uint32_t i = 0; i < wanted->foreign_count; i++)
        orm_postgres_add_foreign(sync, wanted, &wanted->foreign[i]);
    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (!wanted->indexes[i].is_constraint)
            orm_postgres_add_index(sync, wanted, &wanted->indexes[i]);
    orm_postgres_comment(sync, wanted);
}
