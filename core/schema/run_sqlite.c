/* run_sqlite.c - rebuilds are run, and foreign keys checked around all of them.  See engine.h.
 *
 * The savepoint around the statements is the call's.  What foreign_key_check says of the rebuilt
 * tables and their children must be no worse when all steps are done; in between a key may refer to
 * nothing for a while.  Where a key could not be checked before (it refers to columns that are not
 * unique), that is not this call's to find out. */
#include "schema/rows.h"
#include "schema/sqlite.h"

/* ---- which tables */

static bool is_rebuilt(const orm_sync *sync, orm_text name)
{
    for (const orm_step *step = sync->steps.first[ORM_PHASE_COLUMN]; step; step = step->next) {
        if (step->part_count && orm_text_equal_ascii_fold(step->table, name))
            return true;
        if (step->phase != ORM_PHASE_COLUMN)
            break;
    }
    return false;
}

static const orm_table *parent_of(const orm_sync *sync, const orm_foreign_key *key)
{
    const orm_tables *lists[] = {&sync->found, &sync->strangers};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const orm_table *table = lists[i]->first; table; table = table->next)
            if (orm_text_equal_ascii_fold(table->name, key->table))
                return table;
    return NULL;
}

static bool is_checkable(const orm_sync *sync, const orm_table *child)
{
    for (uint32_t i = 0; i < child->foreign_count; i++) {
        const orm_table *parent = parent_of(sync, &child->foreign[i]);

        if (parent && !orm_table_has_key(parent, child->foreign[i].fields))
            return false;
    }
    return true;
}

static bool is_concerned(const orm_sync *sync, const orm_table *table)
{
    if (table->relation != 'r' || table->is_leaving || !is_checkable(sync, table))
        return false;
    if (is_rebuilt(sync, table->name))
        return true;
    for (uint32_t i = 0; i < table->foreign_count; i++)
        if (is_rebuilt(sync, table->foreign[i].table))
            return true;
    return false;
}

/* ---- checking */

static uint32_t count_orphans(orm_sync *sync, orm_text table)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "PRAGMA main.foreign_key_check(");
    orm_print_name(&p, table);
    orm_buffer_char(&p.sql, ')');
    return orm_rows_run(sync->ctx, orm_printer_close(&p, NULL).sql, 1).count;
}

static uint32_t count_all(orm_sync *sync, bool is_behind)
{
    const orm_tables *lists[] = {&sync->found, &sync->strangers};
    uint32_t count = 0;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const orm_table *table = lists[i]->first; table; table = table->next)
            if (is_concerned(sync, table))
                count += count_orphans(sync, is_behind ? table->name : table->former);
    return count;
}

void orm_sqlite_before(orm_sync *sync)
{
    sync->is_checking = orm_sqlite_has_foreign_keys(sync);
    if (sync->is_checking)
        sync->orphans = count_all(sync, false);
}

void orm_sqlite_behind(orm_sync *sync)
{
    uint32_t more = sync->is_checking ? count_all(sync, true) : 0;

    if (more > sync->orphans)
        orm_raise(sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
                  "FOREIGN KEY constraint failed: %u %s would refer to nothing when the tables are "
                  "as they are wanted",
                  more - sync->orphans, more - sync->orphans == 1 ? "row" : "rows");
}

/* ---- running */

void orm_sqlite_run(orm_sync *sync, const orm_step *step)
{
    orm_host *host = sync->ctx->host;

    for (uint32_t i = 0; i < step->part_count; i++) {
        orm_statement statement = {.sql = step->parts[i], .is_writing = true, .is_one_time = true};

        host->run(host, &statement, NULL, NULL);
    }
}
