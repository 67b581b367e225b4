/* unmanaged.c - what of the models' tables sync did not make: listed, and left alone.  See
 * schema.h.
 *
 * A step of this kind has no statement; `name` and `object` say what it is. */
#include "schema/schema.h"

static void list(orm_sync *sync, const orm_table *found, const char *object, orm_text name)
{
    orm_step *step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_CLEAN, ORM_STEP_UNMANAGED,
                                   found->schema, found->name, ORM_TEXT(""));

    step->object = object;
    step->name = name;
}

static void list_table(orm_sync *sync, const orm_table *found)
{
    if (!found->is_managed)
        list(sync, found, "table", found->name);
    for (uint32_t i = 0; i < found->column_count; i++)
        if (!found->columns[i].is_managed)
            list(sync, found, "column", found->columns[i].name);
    if (found->primary.count && !found->is_primary_managed)
        list(sync, found, "constraint", found->primary_name);
    for (uint32_t i = 0; i < found->index_count; i++)
        if (!found->indexes[i].match.is_managed)
            list(sync, found, found->indexes[i].is_constraint ? "constraint" : "index",
                 found->indexes[i].name);
    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (!found->foreign[i].match.is_managed)
            list(sync, found, "constraint", found->foreign[i].name);
    for (uint32_t i = 0; i < found->check_count; i++)
        if (!found->checks[i].match.is_managed)
            list(sync, found, "constraint",
                 found->checks[i].name.length ? found->checks[i].name : found->checks[i].sql.text);
}

void orm_list_unmanaged(orm_sync *sync)
{
    for (const orm_table *wanted = sync->wanted.first; wanted; wanted = wanted->next)
        if (wanted->match)
            list_table(sync, wanted->match);
}
