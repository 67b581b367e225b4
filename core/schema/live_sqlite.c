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
            table->name = name;
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
