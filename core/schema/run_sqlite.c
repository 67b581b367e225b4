/* run_sqlite.c - a rebuild's statements, one by one.  See engine.h, run.
 *
 * The savepoint around them is the call's.  What foreign_key_check says of the table and its
 * children must be no worse afterwards. */
#include "schema/rows.h"
#include "schema/sqlite.h"

static uint32_t count_orphans(orm_sync *sync, orm_text table)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "PRAGMA main.foreign_key_check(");
    orm_print_name(&p, table);
    orm_buffer_char(&p.sql, ')');
    return orm_rows_run(sync->ctx, orm_printer_close(&p, NULL).sql, 1).count;
}

static bool refers(const orm_table *child, orm_text table)
{
    for (uint32_t i = 0; i < child->foreign_count; i++)
        if (orm_text_equal_ascii_fold(child->foreign[i].table, table))
            return true;
    return false;
}

static uint32_t count_all(orm_sync *sync, const orm_step *step)
{
    const orm_tables *lists[] = {&sync->found, &sync->strangers};
    uint32_t count = count_orphans(sync, step->table);

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const orm_table *child = lists[i]->first; child; child = child->next)
            if (child->relation == 'r' && refers(child, step->table) &&
                !orm_text_equal(child->name, step->table))
                count += count_orphans(sync, child->name);
    return count;
}

void orm_sqlite_run(orm_sync *sync, const orm_step *step)
{
    orm_host *host = sync->ctx->host;
    bool has_keys = orm_sqlite_has_foreign_keys(sync);
    uint32_t before = has_keys ? count_all(sync, step) : 0, after;

    host->rebuild(host, true);
    for (uint32_t i = 0; i < step->part_count; i++) {
        orm_statement statement = {.sql = step->parts[i], .is_writing = true, .is_one_time = true};

        host->run(host, &statement, NULL, NULL);
    }
    host->rebuild(host, false);
    after = has_keys ? count_all(sync, step) : 0;
    if (after > before)
        orm_raise(sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
                  "FOREIGN KEY constraint failed: %u %s would refer to nothing when the table "
                  "\"%.*s\" is as it is wanted",
                  after - before, after - before == 1 ? "row" : "rows", ORM_ARG(step->table));
}
