/* alter_sqlite.c - a table of SQLite becomes the wanted one, by its own ALTERs where it has them.
 * See sqlite.h; else rebuild_sqlite.c.
 *
 * SQLite itself adds and drops columns, and indexes.  A column can be dropped where no key, no
 * other column and no constraint speaks of it; what it would answer for a view that does is not to
 * be trusted: it takes "name" for a text when there is no such column. */
#include "schema/sqlite.h"

/* ---- what speaks of a column */

static bool is_in_table(orm_sync *sync, const orm_viewer *viewer, orm_text table)
{
    return orm_text_equal_ascii_fold(viewer->table, table) ||
           orm_sql_mentions(sync->ctx, viewer->text, table);
}

/* Views and triggers that name the column of this table, or of a view that is made of it. */
static void refuse_viewers(orm_sync *sync, const orm_table *found, orm_text table, orm_text column,
                           int depth)
{
    enum { MOST_VIEWS = 16 };

    for (const orm_viewer *viewer = sync->viewers; viewer && depth < MOST_VIEWS;
         viewer = viewer->next) {
        if (!is_in_table(sync, viewer, table) || orm_text_equal_ascii_fold(viewer->name, table))
            continue;
        if (orm_sql_mentions(sync->ctx, viewer->text, column))
            orm_raise(
                sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
                "the %s \"%.*s\" names the column \"%.*s\" of the table \"%.*s\", which would "
                "be dropped: drop the %s first",
                viewer->is_view ? "view" : "trigger", ORM_ARG(viewer->name), ORM_ARG(column),
                ORM_ARG(found->name), viewer->is_view ? "view" : "trigger");
        if (viewer->is_view)
            refuse_viewers(sync, found, viewer->name, column, depth + 1);
    }
}

static bool is_in_constraint(orm_sync *sync, const orm_table *found, orm_text column)
{
    if (orm_names_find(found->primary, column) >= 0)
        return true;
    for (const orm_fragment *it = found->source->first; it; it = it->next)
        if (orm_sql_mentions(sync->ctx, it->text, column))
            return true;
    for (uint32_t i = 0; i < found->index_count; i++) {
        const orm_table_index *index = &found->indexes[i];

        for (uint32_t j = 0; index->is_constraint && j < index->count; j++)
            if (orm_text_equal(index->keys[j].column, column))
                return true;
    }
    return false;
}

static bool is_in_column(orm_sync *sync, const orm_table *found, const orm_column *column)
{
    for (uint32_t i = 0; i < found->column_count; i++)
        for (const orm_fragment *it = found->source->columns[i].first; it; it = it->next)
            if (&found->columns[i] != column && it->kind != ORM_FRAGMENT_FOREIGN &&
                orm_sql_mentions(sync->ctx, it->text, column->name))
                return true;
    return false;
}

/* ---- by itself, or not */

static bool can_drop(orm_sync *sync, const orm_table *found, const orm_column *column)
{
    return !is_in_constraint(sync, found, column->name) && !is_in_column(sync, found, column);
}

static bool is_constant(orm_sync *sync, const orm_column *column)
{
    orm_text value;

    return orm_sql_literal(sync->ctx, column->preset.text, &value);
}

static bool has_foreign(const orm_table *wanted, const orm_column *column)
{
    for (uint32_t i = 0; i < wanted->foreign_count; i++)
        if (wanted->foreign[i].columns.count == 1 &&
            orm_text_equal(wanted->foreign[i].columns.items[0], column->name))
            return true;
    return false;
}

static bool can_add(orm_sync *sync, const orm_table *wanted, const orm_column *column)
{
    if (orm_names_find(wanted->primary, column->name) >= 0 || column->counter)
        return false;
    if (column->generated.text.length)
        return !column->is_stored;
    if (column->preset.text.length == 0)
        return !column->is_required || !orm_evidence_has_rows(sync, wanted->match);
    return is_constant(sync, column) && !has_foreign(wanted, column);
}

/* Whether the constraints of the table stay as they are. */
static bool keeps_constraints(const orm_table *wanted)
{
    const orm_table *found = wanted->match;

    if (wanted->is_primary_changed)
        return false;
    for (uint32_t i = 0; i < wanted->check_count; i++)
        if (!wanted->checks[i].match.is_there)
            return false;
    for (uint32_t i = 0; i < wanted->foreign_count; i++) {
        const orm_foreign_key *key = &wanted->foreign[i];
        const orm_column *column = orm_table_column(wanted, key->columns.items[0]);

        if (!key->match.is_there && (key->columns.count > 1 || column->match))
            return false;
    }
    for (uint32_t i = 0; i < found->check_count; i++)
        if (found->checks[i].match.is_going)
            return false;
    for (uint32_t i = 0; i < found->foreign_count; i++) {
        const orm_column *column = orm_table_column(found, found->foreign[i].columns.items[0]);

        if (found->foreign[i].match.is_going &&
            (found->foreign[i].columns.count > 1 || !column->is_going))
            return false;
    }
    for (uint32_t i = 0; i < found->index_count; i++)
        if (found->indexes[i].is_constraint && found->indexes[i].match.is_going)
            return false;
    return true;
}

static bool needs_rebuild(orm_sync *sync, const orm_table *wanted)
{
    const orm_table *found = wanted->match;

    if (!keeps_constraints(wanted))
        return true;
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        const orm_column *column = &wanted->columns[i];

        if (column->match ? column->changes != 0 : !can_add(sync, wanted, column))
            return true;
    }
    for (uint32_t i = 0; i < found->column_count; i++)
        if (found->columns[i].is_going && !can_drop(sync, found, &found->columns[i]))
            return true;
    return false;
}

/* ---- the steps */

static void add_column(orm_sync *sync, orm_table *wanted, const orm_column *column)
{
    orm_printer p, undo;
    orm_step *step;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_printer_open(&undo, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TABLE ");
    ORM_PUT(&undo.sql, "ALTER TABLE ");
    orm_define_table_name(&p, wanted->schema, wanted->name);
    orm_define_table_name(&undo, wanted->schema, wanted->name);
    ORM_PUT(&p.sql, " ADD COLUMN ");
    ORM_PUT(&undo.sql, " DROP COLUMN ");
    orm_define_column(sync, &p, wanted, column);
    orm_print_name(&undo, column->name);
    step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_COLUMN, ORM_STEP_ADD_COLUMN,
                         wanted->schema, wanted->name, orm_printer_close(&p, NULL).sql);
    step->undo = orm_printer_close(&undo, NULL).sql;
    step->locks = "EXCLUSIVE";
    orm_step_makes_column(sync, step, wanted, column);
    for (uint32_t i = 0; i < wanted->foreign_count; i++)
        if (!wanted->foreign[i].match.is_there && wanted->foreign[i].columns.count == 1 &&
            orm_text_equal(wanted->foreign[i].columns.items[0], column->name))
            orm_step_makes(sync, step, "constraint", wanted, wanted->foreign[i].name);
}

static void drop_column(orm_sync *sync, orm_table *wanted, const orm_column *column)
{
    orm_table *found = wanted->match;
    orm_printer p;
    orm_step *step;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TABLE ");
    orm_define_table_name(&p, found->schema, found->name);
    ORM_PUT(&p.sql, " DROP COLUMN ");
    orm_print_name(&p, column->name);
    step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_COLUMN, ORM_STEP_DROP_COLUMN,
                         found->schema, found->name, orm_printer_close(&p, NULL).sql);
    step->undo = orm_sqlite_undo_drop(sync, wanted, column);
    step->locks = "EXCLUSIVE";
    orm_step_unmakes(sync, step, "column", found, column->name);
    for (uint32_t i = 0; i < found->foreign_count; i++)
        if (found->foreign[i].match.is_going)
            orm_step_unmakes(sync, step, "constraint", found, found->foreign[i].name);
    if (column->generated.text.length == 0 && orm_evidence_has_rows(sync, found))
        orm_evidence_rows(sync, step, ORM_HAZARD_DELETES_DATA, wanted, ORM_TEXT("1 = 1"));
}

/* Those first whose undo makes the whole table anew, with all columns that it had: it is run last.
 */
static void drop_columns(orm_sync *sync, orm_table *wanted, bool is_by_rebuild)
{
    const orm_table *found = wanted->match;

    for (uint32_t i = 0; i < found->column_count; i++)
        if (found->columns[i].is_going &&
            orm_sqlite_can_add_again(sync, &found->columns[i]) != is_by_rebuild)
            drop_column(sync, wanted, &found->columns[i]);
}

void orm_sqlite_prepare(orm_sync *sync, orm_table *wanted)
{
    const orm_table *found = wanted->match;

    for (uint32_t i = 0; i < found->column_count; i++)
        if (found->columns[i].is_going)
            refuse_viewers(sync, found, found->former, found->columns[i].former, 0);
}

void orm_sqlite_loosen(orm_sync *sync, orm_table *wanted)
{
    const orm_table *found = wanted->match;

    for (uint32_t i = 0; i < found->index_count; i++)
        if (found->indexes[i].match.is_going && !found->indexes[i].is_constraint)
            orm_sqlite_drop_index(sync, found, &found->indexes[i]);
}

void orm_sqlite_alter(orm_sync *sync, orm_table *wanted)
{
    if (needs_rebuild(sync, wanted)) {
        orm_sqlite_rebuild(sync, wanted);
    } else {
        drop_columns(sync, wanted, true);
        drop_columns(sync, wanted, false);
        for (uint32_t i = 0; i < wanted->column_count; i++)
            if (wanted->columns[i].match == NULL)
                add_column(sync, wanted, &wanted->columns[i]);
    }
    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (!wanted->indexes[i].match.is_there)
            orm_sqlite_create_index(sync, wanted, &wanted->indexes[i]);
}
