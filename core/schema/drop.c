/* drop.c - tables that go: of orm_drop, of `force`, and those that no model names any more.  See
 * schema.h.
 *
 * Tables are dropped before those that they refer to.  Where they refer to each other, PostgreSQL
 * drops the constraint first; SQLite's engine file knows its own way. */
#include "schema/engine.h"

/* ---- to undo it */

static void print_foreign(orm_printer *p, const orm_table *found)
{
    for (uint32_t i = 0; i < found->foreign_count; i++) {
        if (found->foreign[i].match.is_going)
            continue;
        ORM_PUT(&p->sql, "; ALTER TABLE ");
        orm_define_table_name(p, found->schema, found->name);
        ORM_PUT(&p->sql, " ADD CONSTRAINT ");
        orm_print_name(p, found->foreign[i].name);
        ORM_PUT(&p->sql, " FOREIGN KEY ");
        orm_define_names(p, found->foreign[i].columns);
        orm_buffer_char(&p->sql, ' ');
        orm_define_references(p, &found->foreign[i]);
    }
}

static void print_comments(orm_sync *sync, orm_printer *p, const orm_table *found)
{
    if (found->comment.length)
        orm_buffer_format(&p->sql, "; %.*s",
                          ORM_ARG(orm_define_comment(sync, found, NULL, found->comment)));
    for (uint32_t i = 0; i < found->column_count; i++) {
        const orm_column *column = &found->columns[i];

        if (column->comment.length)
            orm_buffer_format(&p->sql, "; %.*s",
                              ORM_ARG(orm_define_comment(sync, found, column, column->comment)));
    }
}

/* The table again, without its rows. */
static orm_text print_again(orm_sync *sync, const orm_table *found)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    if (found->text.length)
        orm_buffer_text(&p.sql, found->text);
    else
        orm_buffer_text(&p.sql, orm_define_create_table(sync, found));
    for (uint32_t i = 0; i < found->index_count; i++) {
        const orm_table_index *index = &found->indexes[i];

        if (!index->is_constraint)
            orm_buffer_format(&p.sql, "; %.*s",
                              ORM_ARG(index->definition.length
                                          ? index->definition
                                          : orm_define_create_index(sync, found, index, false)));
    }
    if (sync->engine->print_triggers)
        sync->engine->print_triggers(&p, found);
    if (sync->dialect->has_schemas) {
        print_foreign(&p, found);
        print_comments(sync, &p, found);
    }
    return orm_printer_close(&p, NULL).sql;
}

/* ---- the steps */

/* What goes before anything is made leaves its names to it. */
static void release_names(orm_sync *sync, const orm_table *found)
{
    orm_name_release(sync, found->schema, found->name);
    orm_name_release(sync, found->schema, found->primary_name);
    for (uint32_t i = 0; i < found->index_count; i++)
        orm_name_release(sync, found->schema, found->indexes[i].name);
}

static void drop_table(const orm_dropping *it, orm_table *leaving)
{
    orm_sync *sync = it->sync;
    orm_table *found = leaving->match;
    orm_printer p;
    orm_step *step;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "DROP TABLE IF EXISTS ");
    orm_define_table_name(&p, found->schema, found->name);
    if (it->is_cascading && sync->dialect->has_schemas)
        ORM_PUT(&p.sql, " CASCADE");
    step = orm_steps_add(sync->ctx, &sync->steps, it->phase, ORM_STEP_DROP_TABLE, found->schema,
                         found->name, orm_printer_close(&p, NULL).sql);
    step->undo = print_again(sync, found);
    step->locks = sync->engine->strongest_lock;
    step->is_unguarded = !sync->dialect->has_schemas;
    orm_step_unmakes(sync, step, "table", found, found->name);
    if (it->phase == ORM_PHASE_CLEAR)
        release_names(sync, found);
    if (it->phase == ORM_PHASE_DROP && orm_evidence_has_rows(sync, found))
        orm_evidence_rows(sync, step, ORM_HAZARD_DELETES_DATA, leaving, ORM_TEXT("1 = 1"));
}

/* ---- the order */

static bool refers(const orm_table *from, const orm_table *to)
{
    for (uint32_t i = 0; i < from->foreign_count; i++)
        if (orm_text_equal(from->foreign[i].table, to->name) &&
            orm_text_equal(from->foreign[i].schema, to->schema))
            return true;
    return false;
}

/* Those that refer to it go first; of a cycle one comes first all the same. */
static void visit(const orm_dropping *it, orm_table *table)
{
    orm_table *found = table->match;

    if (found == NULL || found->is_leaving)
        return;
    found->is_leaving = true;
    for (orm_table *other = it->tables->first; other; other = other->next)
        if (other != table && other->match && refers(other->match, found))
            visit(it, other);
    it->sync->engine->untie(it, found);
    drop_table(it, table);
    found->is_gone = true;
}

void orm_drop_tables(orm_sync *sync, const orm_tables *tables, orm_phase phase, bool is_cascading)
{
    orm_dropping it = {sync, tables, phase, is_cascading};
    orm_table **list = ORM_NEW_N(sync->ctx->arena, orm_table *, tables->count + 1);
    uint32_t count = 0;

    for (orm_table *table = tables->first; table; table = table->next)
        list[count++] = table;
    while (count-- > 0)
        visit(&it, list[count]);
    if (sync->engine->finish_drop)
        sync->engine->finish_drop(&it);
}

/* ---- what no model names any more */

/* SQLite: a name in any case; and of the model that it was made for, behind a schema. */
static bool is_table_of(const orm_sync *sync, const orm_object *object, const orm_model *model,
                        orm_text table)
{
    orm_text name = object->name;

    if (sync->dialect->has_schemas || table.length == 0)
        return orm_text_equal(name, table);
    if (name.length > table.length && orm_text_equal(object->model, model->name))
        name = orm_text_slice(name, name.length - table.length, name.length);
    return orm_text_equal_ascii_fold(name, table);
}

static bool is_named(const orm_sync *sync, const orm_object *object)
{
    for (uint32_t i = 0; i < sync->catalog->model_count; i++) {
        const orm_model *model = sync->catalog->models[i];

        if (is_table_of(sync, object, model, model->table) ||
            is_table_of(sync, object, model, model->renamed_from))
            return true;
    }
    return false;
}

void orm_drop_find_leaving(orm_sync *sync)
{
    if (!sync->is_altering || !sync->is_dropping || sync->only)
        return;
    for (const orm_object *object = sync->objects; object; object = object->next) {
        orm_table *table;

        if (strcmp(object->kind, "table") != 0 || is_named(sync, object))
            continue;
        table = ORM_NEW(sync->ctx->arena, orm_table);
        table->schema = object->schema;
        table->name = object->name;
        orm_tables_add(&sync->leaving, table);
    }
}
