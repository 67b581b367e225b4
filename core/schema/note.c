/* note.c - keeping orm_objects in step with what was done elsewhere.  See schema.h.
 *
 * A plan may be carried out by a client, statement by statement (which is how anything can be done
 * concurrently), and then nobody records what it makes.  So a plan notes what it proposes; an
 * object that was not there then, and is there later under that name, is sync's.  And what is
 * recorded but gone is forgotten before something is made, so that no later object of that name is
 * taken for sync's. */
#include "schema/rows.h"
#include "schema/schema.h"

/* ---- what is there */

static bool has_key_of(const orm_table *found, orm_text name)
{
    if (orm_text_equal(found->primary_name, name))
        return true;
    for (uint32_t i = 0; i < found->index_count; i++)
        if (orm_text_equal(found->indexes[i].name, name))
            return true;
    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (orm_text_equal(found->foreign[i].name, name))
            return true;
    for (uint32_t i = 0; i < found->check_count; i++)
        if (orm_text_equal(found->checks[i].name, name))
            return true;
    return false;
}

static bool has_type(const orm_sync *sync, const orm_object *object)
{
    for (const orm_enum *type = sync->enums; type; type = type->next)
        if (orm_text_equal(type->name, object->name) &&
            orm_text_equal(type->schema, object->schema))
            return true;
    return false;
}

static bool has_column(const orm_table *found, orm_text name)
{
    for (uint32_t i = 0; i < found->column_count; i++)
        if (orm_text_equal_ascii_fold(found->columns[i].former, name))
            return true;
    return false;
}

static const orm_table *table_of(const orm_sync *sync, const orm_object *object)
{
    orm_text name = strcmp(object->kind, "table") == 0 ? object->name : object->parent;

    for (const orm_table *table = sync->found.first; table; table = table->next)
        if (orm_text_equal_ascii_fold(table->former, name) &&
            orm_text_equal(table->schema, object->schema))
            return table;
    return NULL;
}

/* Only of tables that this call has read: nothing is known of the others. */
static bool is_gone(const orm_sync *sync, const orm_object *object)
{
    const orm_table *table = table_of(sync, object);

    if (table == NULL || strcmp(object->kind, "table") == 0)
        return false;
    if (strcmp(object->kind, "type") == 0)
        return !has_type(sync, object);
    if (strcmp(object->kind, "column") == 0)
        return !has_column(table, object->name);
    return !has_key_of(table, object->name);
}

/* ---- before something is done */

void orm_note_settle(orm_sync *sync)
{
    for (const orm_object *object = sync->objects; object; object = object->next) {
        orm_object settled = *object;

        if (is_gone(sync, object)) {
            orm_objects_forget(sync->ctx, object);
        } else if (object->is_planned && table_of(sync, object)) {
            settled.is_planned = false;
            orm_objects_save(sync->ctx, &settled);
        }
    }
}

/* ---- what a plan proposes */

static bool can_write(orm_sync *sync)
{
    orm_rows rows;

    if (sync->ctx->host->is_read_only || sync->catalog->is_empty)
        return false;
    if (!sync->dialect->has_schemas)
        return true;
    rows = orm_rows_ask(sync->ctx,
                        "SELECT pg_catalog.has_table_privilege('@.orm_objects', 'INSERT') "
                        "AND pg_catalog.has_table_privilege('@.orm_objects', 'UPDATE') "
                        "AND pg_catalog.has_table_privilege('@.orm_objects', 'DELETE')",
                        NULL, 0, 1);
    return orm_rows_is(&rows, 0, 0);
}

/* What is recorded stays so, and may get more marks. */
static void note(orm_sync *sync, const orm_object *proposed)
{
    const orm_object *known =
        orm_record_find(sync, proposed->kind, proposed->schema, proposed->parent, proposed->name);
    orm_object noted = *proposed;

    noted.is_planned = known == NULL || known->is_planned;
    if (known) {
        noted.has_comment |= known->has_comment;
        noted.has_counter |= known->has_counter;
        noted.has_labels |= known->has_labels;
    }
    orm_objects_save(sync->ctx, &noted);
}

/* Everything of a table that gets another name. */
static void note_renamed(orm_sync *sync, const orm_table *renamed)
{
    for (const orm_object *object = sync->objects; object; object = object->next) {
        bool is_table = strcmp(object->kind, "table") == 0;
        orm_object noted = *object;

        if (!orm_text_equal(object->schema, renamed->schema) ||
            !orm_text_equal(is_table ? object->name : object->parent, renamed->former))
            continue;
        *(is_table ? &noted.name : &noted.parent) = renamed->name;
        note(sync, &noted);
    }
}

void orm_note_plan(orm_sync *sync)
{
    if (!can_write(sync))
        return;
    for (const orm_object *object = sync->objects; object; object = object->next)
        if (object->is_planned && is_gone(sync, object))
            orm_objects_forget(sync->ctx, object);
    for (const orm_step *step = orm_steps_list(&sync->steps); step; step = step->next) {
        if (step->renamed)
            note_renamed(sync, step->renamed);
        for (const orm_object *made = step->makes; made; made = made->next)
            note(sync, made);
    }
}
