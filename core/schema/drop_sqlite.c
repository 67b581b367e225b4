/* drop_sqlite.c - what SQLite needs around dropped tables.  See engine.h.
 *
 * DROP TABLE deletes the rows first, and with them, or by way of them, rows of tables that refer to
 * these.  No row of another table goes without having been asked for: the step runs while foreign
 * keys are not enforced, and unless it is meant so (`cascade`, `force`) it is refused where rows
 * would then refer to nothing. */
#include "schema/sqlite.h"

static bool is_dropped(const orm_dropping *dropping, const orm_table *child)
{
    for (const orm_table *table = dropping->tables->first; table; table = table->next)
        if (table->match == child)
            return true;
    return false;
}

static bool refers(const orm_table *child, const orm_table *found)
{
    for (uint32_t i = 0; i < child->foreign_count; i++)
        if (!child->foreign[i].match.is_going &&
            orm_text_equal_ascii_fold(child->foreign[i].table, found->name))
            return true;
    return false;
}

void orm_sqlite_untie(const orm_dropping *dropping, orm_table *found)
{
    orm_sync *sync = dropping->sync;
    const orm_tables *lists[] = {&sync->found, &sync->strangers};

    if (dropping->is_cascading || !orm_sqlite_has_foreign_keys(sync))
        return;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (orm_table *child = lists[i]->first; child; child = child->next)
            if (child != found && !is_dropped(dropping, child) && refers(child, found) &&
                orm_evidence_has_rows(sync, child))
                orm_raise(sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
                          "the table \"%.*s\" cannot be dropped: rows of \"%.*s\" may refer to it",
                          ORM_ARG(found->name), ORM_ARG(child->former));
}

void orm_sqlite_print_triggers(orm_printer *p, const orm_table *found)
{
    const orm_trigger *trigger = found->source ? found->source->triggers : NULL;

    for (; trigger; trigger = trigger->next)
        if (!trigger->is_temporary)
            orm_buffer_format(&p->sql, "; %.*s", ORM_ARG(trigger->text));
}
