/* record.c - what steps make and unmake, and its way into orm_objects.  See schema.h. */
#include "schema/schema.h"

const orm_object *orm_record_find(const orm_sync *sync, const char *kind, orm_text schema,
                                  orm_text parent, orm_text name)
{
    return orm_objects_find(sync->objects, !sync->dialect->has_schemas, kind, schema, parent, name);
}

const orm_object *orm_record_of_table(const orm_sync *sync, const orm_table *table)
{
    return orm_record_find(sync, "table", table->schema, ORM_TEXT(""), table->former);
}

/* Where the case of names does not count, those of the record that is there go on. */
static orm_object *new_record(orm_sync *sync, const char *kind, const orm_table *table,
                              orm_text name)
{
    bool is_table = strcmp(kind, "table") == 0;
    const orm_object *of_table =
        orm_record_find(sync, "table", table->schema, ORM_TEXT(""), table->name);
    orm_text parent = of_table ? of_table->name : table->name;
    const orm_object *known =
        is_table ? of_table : orm_record_find(sync, kind, table->schema, parent, name);
    orm_object *record = ORM_NEW(sync->ctx->arena, orm_object);

    record->kind = kind;
    record->schema = table->schema;
    record->name = known ? known->name : name;
    if (!is_table)
        record->parent = parent;
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
    const orm_object *record =
        found ? orm_record_find(sync, "column", table->schema, table->match->former, found->former)
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
