/* drop_sqlite.c - what SQLite needs around dropped tables.  See engine.h.
 *
 * DROP TABLE deletes the rows first, and rows of a table that is dropped later may refer to them.
 * They are checked when all are gone. */
#include "schema/sqlite.h"

static void set(orm_sync *sync, const orm_table *found, orm_phase phase, const char *sql)
{
    orm_steps_add(sync->ctx, &sync->steps, phase, ORM_STEP_DROP_CONSTRAINT, found->schema,
                  found->name, orm_text_from(sql));
}

static bool refers(const orm_table *child, const orm_table *found)
{
    for (uint32_t i = 0; i < child->foreign_count; i++)
        if (orm_text_equal_ascii_fold(child->foreign[i].table, found->name))
            return true;
    return false;
}

void orm_sqlite_untie(orm_sync *sync, orm_table *found, const orm_tables *tables, orm_phase phase)
{
    for (const orm_table *table = tables->first; table; table = table->next) {
        const orm_table *other = table->match;

        if (other == NULL || other == found || other->is_gone || !refers(other, found) ||
            !orm_sqlite_has_foreign_keys(sync))
            continue;
        if (!sync->is_deferring)
            set(sync, found, phase, "PRAGMA defer_foreign_keys = ON");
        sync->is_deferring = true;
        return;
    }
}

void orm_sqlite_tie(orm_sync *sync, const orm_tables *tables, orm_phase phase)
{
    if (sync->is_deferring && tables->first)
        set(sync, tables->first, phase, "PRAGMA defer_foreign_keys = OFF");
    sync->is_deferring = false;
}
