/* create_postgres.c - what a new table of PostgreSQL needs beside its CREATE TABLE: its schema, its
 * enum types before; foreign keys when every table is there; comments. */
#include "schema/postgres.h"

static orm_step *add(orm_sync *sync, const orm_table *table, orm_phase phase, orm_step_kind kind,
                     orm_printer *p)
{
    return orm_steps_add(sync->ctx, &sync->steps, phase, kind, table->schema, table->name,
                         orm_printer_close(p, NULL).sql);
}

/* ---- before */

static void create_schema(orm_sync *sync, const orm_table *table)
{
    orm_text *longer;
    orm_printer p;

    if (table->schema.length == 0 || orm_names_find(sync->schemas, table->schema) >= 0)
        return;
    longer = ORM_NEW_N(sync->ctx->arena, orm_text, sync->schemas.count + 1);
    memcpy(longer, sync->schemas.items, sync->schemas.count * sizeof *longer);
    longer[sync->schemas.count++] = table->schema;
    sync->schemas.items = longer;
    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "CREATE SCHEMA IF NOT EXISTS ");
    orm_print_name(&p, table->schema);
    add(sync, table, ORM_PHASE_SCHEMA, ORM_STEP_CREATE_SCHEMA, &p)->table = ORM_TEXT("");
}

const orm_enum *orm_postgres_find_enum(const orm_sync *sync, const orm_enum *wanted)
{
    for (const orm_enum *found = sync->enums; found; found = found->next)
        if (orm_text_equal(found->name, wanted->name) &&
            orm_text_equal(found->schema, wanted->schema))
            return found;
    return NULL;
}

static void create_enum(orm_sync *sync, const orm_table *table, const orm_enum *wanted)
{
    const orm_enum *found = orm_postgres_find_enum(sync, wanted);
    orm_printer p;

    if (found && orm_names_equal(found->labels, wanted->labels))
        return;
    orm_printer_open(&p, sync->ctx, NULL);
    if (found) {
        ORM_PUT(&p.sql, "DROP TYPE ");
        orm_postgres_print_enum(&p, wanted);
        add(sync, table, ORM_PHASE_DROP, ORM_STEP_DROP_TYPE, &p);
        orm_printer_open(&p, sync->ctx, NULL);
    }
    ORM_PUT(&p.sql, "CREATE TYPE ");
    orm_postgres_print_enum(&p, wanted);
    ORM_PUT(&p.sql, " AS ENUM (");
    for (uint32_t i = 0; i < wanted->labels.count; i++) {
        if (i > 0)
            ORM_PUT(&p.sql, ", ");
        orm_print_text_literal(&p, wanted->labels.items[i]);
    }
    orm_buffer_char(&p.sql, ')');
    add(sync, table, found ? ORM_PHASE_DROP : ORM_PHASE_TYPE, ORM_STEP_CREATE_TYPE, &p);
}

/* ---- behind */

static void add_foreign(orm_sync *sync, const orm_table *table, const orm_foreign_key *key)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TABLE ");
    orm_define_table_name(&p, table->schema, table->name);
    ORM_PUT(&p.sql, " ADD CONSTRAINT ");
    orm_print_name(&p, key->name);
    ORM_PUT(&p.sql, " FOREIGN KEY ");
    orm_define_names(&p, key->columns);
    orm_buffer_char(&p.sql, ' ');
    orm_define_references(&p, key);
    add(sync, table, ORM_PHASE_FOREIGN, ORM_STEP_ADD_CONSTRAINT, &p);
}

static void print_comment(orm_printer *p, orm_text comment)
{
    ORM_PUT(&p->sql, " IS ");
    if (comment.length)
        orm_print_text_literal(p, comment);
    else
        ORM_PUT(&p->sql, "NULL");
}

static void comment_table(orm_sync *sync, const orm_table *table)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "COMMENT ON TABLE ");
    orm_define_table_name(&p, table->schema, table->name);
    print_comment(&p, table->comment);
    add(sync, table, ORM_PHASE_COMMENT, ORM_STEP_COMMENT, &p);
}

static void comment_column(orm_sync *sync, const orm_table *table, const orm_column *column)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "COMMENT ON COLUMN ");
    orm_define_table_name(&p, table->schema, table->name);
    orm_buffer_char(&p.sql, '.');
    orm_print_name(&p, column->name);
    print_comment(&p, column->comment);
    add(sync, table, ORM_PHASE_COMMENT, ORM_STEP_COMMENT, &p);
}

void orm_postgres_create_more(orm_sync *sync, const orm_table *table)
{
    create_schema(sync, table);
    for (uint32_t i = 0; i < table->column_count; i++)
        if (table->columns[i].labels)
            create_enum(sync, table, table->columns[i].labels);
    for (uint32_t i = 0; i < table->foreign_count; i++)
        add_foreign(sync, table, &table->foreign[i]);
    if (table->comment.length)
        comment_table(sync, table);
    for (uint32_t i = 0; i < table->column_count; i++)
        if (table->columns[i].comment.length)
            comment_column(sync, table, &table->columns[i]);
}
