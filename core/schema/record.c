/* record.c - what steps make and unmake, and its way into orm_objects.  See schema.h. */
#include "schema/schema.h"

static orm_object *new_record(orm_sync *sync, const char *kind, const orm_table *table,
                              orm_text name)
{
    orm_object *record = ORM_NEW(sync->ctx->arena, orm_object);

    record->kind = kind;
    record->schema = table->schema;
    record->name = name;
    if (strcmp(kind, "table") != 0)
        record->parent = table->name;
    record->model = table->model ? table->model->name : ORM_TEXT("");
    return record;
}

orm_object *orm_step_makes(orm_sync *sync, orm_step *step, const char *kind, const orm_table *table,
                           orm_text name)
{
    orm_object *record = new_record(sync, kind, table, name);

    record->next = step->makes;
    step->makes = record;
    return record;
}

/* Whether the comment, or the sequence, is sync's: when it is wanted and made now, or was made. */
static bool is_ours(bool is_wanted, bool is_changed, bool was_ours)
{
    return is_wanted && (is_changed || was_ours);
}

void orm_step_makes_column(orm_sync *sync, orm_step *step, const orm_table *table,
                           const orm_column *column)
{
    const orm_column *found = column->match;
    const orm_object *record = found ? orm_objects_find(sync->objects, "column", table->schema,
                                                        table->match->former, found->former)
                                     : NULL;
    bool is_new = found == NULL || orm_column_is_anew(column);
    orm_object *made = orm_step_makes(sync, step, "column", table, column->name);

    made->has_comment =
        is_ours(column->comment.length > 0, is_new || (column->changes & ORM_CHANGE_COMMENT),
                record && record->has_comment);
    made->has_counter =
        is_ours(column->counter != ORM_COUNTER_NONE,
                is_new || (column->changes & ORM_CHANGE_COUNTER), record && record->has_counter);
    made->has_labels =
        is_ours(column->check.length > 0, is_new || (column->changes & ORM_CHANGE_CHECK),
                record && record->has_labels);
}

void orm_step_unmakes(orm_sync *sync, orm_step *step, const char *kind, const orm_table *table,
                      orm_text name)
{
    orm_object *record = new_record(sync, kind, table, name);

    record->next = step->unmakes;
    step->unmakes = record;
}

void orm_step_record(orm_sync *sync, const orm_step *step)
{
    if (step->renamed)
        orm_objects_rename_table(sync->ctx, step->renamed->schema, step->renamed->former,
                                 step->renamed->name);
    for (const orm_object *record = step->unmakes; record; record = record->next)
        orm_objects_forget(sync->ctx, record);
    for (const orm_object *record = step->makes; record; record = record->next)
        orm_objects_save(sync->ctx, record);
}
