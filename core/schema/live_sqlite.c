/* live_sqlite.c - tables as SQLite's sqlite_master has them.  See engine.h. */
#include "schema/rows.h"
#include "schema/sqlite.h"

void orm_sqlite_read(orm_sync *sync)
{
    orm_rows rows = orm_rows_ask(sync->ctx,
                                 "SELECT type, name, tbl_name, sql FROM main.sqlite_master "
                                 "WHERE type IN ('table', 'index') ORDER BY type = 'index', rowid",
                                 NULL, 0, 4);

    for (uint32_t i = 0; i < rows.count; i++) {
        orm_text name = orm_rows_cell(&rows, i, 1);
        orm_table *table;

        if (orm_text_is(orm_rows_cell(&rows, i, 0), "table")) {
            if (!orm_tables_find(&sync->wanted, ORM_TEXT(""), name))
                continue;
            table = ORM_NEW(sync->ctx->arena, orm_table);
            table->name = table->former = name;
            table->text = orm_rows_cell(&rows, i, 3);
            table->relation = 'r';
            table->indexes = ORM_NEW_N(sync->ctx->arena, orm_table_index, rows.count);
            orm_tables_add(&sync->found, table);
            continue;
        }
        table = orm_tables_find(&sync->found, ORM_TEXT(""), orm_rows_cell(&rows, i, 2));
        if (table)
            table->indexes[table->index_count++].name = name;
    }
}

bool orm_sqlite_has_table(orm_sync *sync, orm_text schema, orm_text name)
{
    (void)sync, (void)schema, (void)name;
    return true;
}
bool orm_sqlite_same_type(orm_sync *sync, const orm_column *wanted, const orm_column *found)
{
    (void)sync, (void)wanted, (void)found;
    return true;
}
void orm_sqlite_normalise(orm_sync *sync)
{
    (void)sync;
}
void orm_sqlite_create_index(orm_sync *sync, const orm_table *table, orm_table_index *index)
{
    for (uint32_t j = 0; table->match && j < table->match->index_count; j++)
        if (orm_text_equal(table->match->indexes[j].name, index->name))
            return;
    orm_step_makes(sync,
                   orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_INDEX, ORM_STEP_CREATE_INDEX,
                                 table->schema, table->name,
                                 orm_define_create_index(sync, table, index, false)),
                   "index", table, index->name);
}
void orm_sqlite_create(orm_sync *sync, orm_table *wanted)
{
    orm_create_table(sync, wanted);
    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (!wanted->indexes[i].is_constraint)
            orm_sqlite_create_index(sync, wanted, &wanted->indexes[i]);
}
void orm_sqlite_nothing(orm_sync *sync, orm_table *wanted)
{
    (void)sync, (void)wanted;
}
