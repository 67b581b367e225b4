/* create_sqlite.c - new tables and indexes of SQLite.  See sqlite.h. */
#include "schema/sqlite.h"

static orm_text print_drop_index(orm_sync *sync, const orm_table *table, orm_text name)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "DROP INDEX ");
    orm_define_table_name(&p, table->schema, name);
    return orm_printer_close(&p, NULL).sql;
}

/* A unique key that is added to a table is an index: SQLite adds no constraint. */
void orm_sqlite_create_index(orm_sync *sync, const orm_table *table, orm_table_index *index)
{
    bool has_rows = table->match && orm_evidence_has_rows(sync, table->match);
    orm_step *step;

    index->name = orm_name_free(sync, ORM_TEXT(""), index->name);
    step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_INDEX, ORM_STEP_CREATE_INDEX,
                         table->schema, table->name,
                         orm_define_create_index(sync, table, index, false));
    step->undo = print_drop_index(sync, table, index->name);
    step->locks = "EXCLUSIVE";
    orm_step_makes(sync, step, "index", table, index->name);
    if (has_rows && index->is_unique)
        orm_evidence_duplicates(sync, step, table, index);
    if (has_rows)
        step->hazards |= ORM_HAZARD_LOCK;
}

void orm_sqlite_drop_index(orm_sync *sync, const orm_table *found, const orm_table_index *index)
{
    orm_step *step =
        orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_LOOSEN, ORM_STEP_DROP_INDEX, found->schema,
                      found->name, print_drop_index(sync, found, index->name));

    orm_name_release(sync, ORM_TEXT(""), index->name);
    step->undo = index->definition;
    step->locks = "EXCLUSIVE";
    if (index->match.is_managed)
        orm_step_unmakes(sync, step, "index", found, index->name);
}

void orm_sqlite_create(orm_sync *sync, orm_table *wanted)
{
    if (wanted->column_count == 0)
        orm_raise(sync->ctx, ORM_UNSUPPORTED, ORM_TEXT(""),
                  "SQLite has no tables without columns: %.*s has no attribute that is stored",
                  ORM_ARG(wanted->model->name));
    orm_create_table(sync, wanted);
    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (!wanted->indexes[i].is_constraint)
            orm_sqlite_create_index(sync, wanted, &wanted->indexes[i]);
}
