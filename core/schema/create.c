/* create.c - a new table.  See schema.h. */
#include "schema/schema.h"

static orm_text print_drop(orm_sync *sync, const orm_table *table)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "DROP TABLE ");
    orm_define_table_name(&p, table->schema, table->name);
    return orm_printer_close(&p, NULL).sql;
}

/* On PostgreSQL keys are indexes, whose names are the schema's. */
static void name_keys(orm_sync *sync, orm_table *wanted)
{
    orm_text name = orm_key_name(sync->ctx, wanted->name, (orm_names){NULL, 0}, "pkey");

    orm_name_take(sync, wanted->schema, wanted->name);
    if (wanted->primary.count)
        wanted->primary_name = orm_name_free(sync, wanted->schema, name);
    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (wanted->indexes[i].is_constraint)
            wanted->indexes[i].name = orm_name_free(sync, wanted->schema, wanted->indexes[i].name);
}

static void record(orm_sync *sync, orm_step *step, const orm_table *wanted)
{
    for (uint32_t i = 0; i < wanted->check_count; i++)
        orm_step_makes(sync, step, "constraint", wanted, wanted->checks[i].name);
    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (wanted->indexes[i].is_constraint)
            orm_step_makes(sync, step, "constraint", wanted, wanted->indexes[i].name);
    if (!sync->dialect->has_schemas)
        for (uint32_t i = 0; i < wanted->foreign_count; i++)
            orm_step_makes(sync, step, "constraint", wanted, wanted->foreign[i].name);
    if (wanted->primary.count)
        orm_step_makes(sync, step, "constraint", wanted, wanted->primary_name);
    for (uint32_t i = 0; i < wanted->column_count; i++)
        orm_step_makes_column(sync, step, wanted, &wanted->columns[i]);
    orm_step_makes(sync, step, "table", wanted, wanted->name);
}

/* ---- initialAutoIncrement: the first number of a new table's counter */

static const orm_column *counter_of(const orm_table *wanted)
{
    for (uint32_t i = 0; i < wanted->column_count; i++)
        if (wanted->columns[i].counter != ORM_COUNTER_NONE)
            return &wanted->columns[i];
    return NULL;
}

/* A serial's sequence is named by the engine: it is asked for it. */
static void print_setval(orm_printer *p, const orm_table *wanted, const orm_column *column,
                         int64_t first)
{
    orm_printer name;

    orm_printer_open(&name, p->ctx, NULL);
    orm_define_table_name(&name, wanted->schema, wanted->name);
    ORM_PUT(&p->sql, "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence(");
    orm_print_string(p, orm_printer_close(&name, NULL).sql);
    ORM_PUT(&p->sql, ", ");
    orm_print_string(p, column->name);
    orm_buffer_format(&p->sql, "), %lld, false)", (long long)first);
}

/* What SQLite notes there is the last number. */
static void print_sequence(orm_printer *p, const orm_table *wanted, int64_t first)
{
    ORM_PUT(&p->sql, "INSERT INTO ");
    orm_define_table_name(p, wanted->schema, ORM_TEXT("sqlite_sequence"));
    ORM_PUT(&p->sql, " (name, seq) VALUES (");
    orm_print_string(p, wanted->name);
    orm_buffer_format(&p->sql, ", %lld)", (long long)first - 1);
}

static void start_counter(orm_sync *sync, const orm_table *wanted)
{
    int64_t first = wanted->model ? wanted->model->initial_auto_increment : 0;
    const orm_column *column = counter_of(wanted);
    orm_printer p;

    if (first == 0 || column == NULL)
        return;
    orm_printer_open(&p, sync->ctx, NULL);
    if (sync->dialect->has_schemas)
        print_setval(&p, wanted, column, first);
    else
        print_sequence(&p, wanted, first);
    orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_TABLE, ORM_STEP_ALTER_COLUMN, wanted->schema,
                  wanted->name, orm_printer_close(&p, NULL).sql);
}

void orm_create_table(orm_sync *sync, orm_table *wanted)
{
    orm_step *step;

    name_keys(sync, wanted);
    step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_TABLE, ORM_STEP_CREATE_TABLE,
                         wanted->schema, wanted->name, orm_define_create_table(sync, wanted));
    step->undo = print_drop(sync, wanted);
    record(sync, step, wanted);
    start_counter(sync, wanted);
}
