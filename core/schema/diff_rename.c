/* diff_rename.c - tables and columns that are wanted under a new name.  See diff.h.
 *
 * The found table is called by its new name from here on, in everything that tells of it: what is
 * compared and what is printed afterwards is as it will be when the steps are done. */
#include "schema/diff.h"

#include "schema/engine.h"

static orm_step *add_rename(orm_sync *sync, const orm_table *table, orm_step_kind kind,
                            orm_text sql, orm_text undo)
{
    orm_step *step = orm_steps_add(sync->ctx, &sync->steps, ORM_PHASE_RENAME, kind, table->schema,
                                   table->name, sql);

    step->undo = undo;
    step->locks = sync->engine->strongest_lock;
    return step;
}

/* ---- tables */

static orm_text print_table_rename(orm_sync *sync, orm_text schema, orm_text from, orm_text to)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TABLE ");
    orm_define_table_name(&p, schema, from);
    ORM_PUT(&p.sql, " RENAME TO ");
    orm_print_name(&p, to);
    return orm_printer_close(&p, NULL).sql;
}

/* Foreign keys follow the table that they refer to. */
static void follow_table(orm_sync *sync, const orm_table *table)
{
    for (orm_table *other = sync->found.first; other; other = other->next)
        for (uint32_t i = 0; i < other->foreign_count; i++)
            if (orm_text_equal(other->foreign[i].table, table->former) &&
                orm_text_equal(other->foreign[i].schema, table->schema))
                other->foreign[i].table = table->name;
}

static void rename_table(orm_sync *sync, orm_table *wanted, orm_table *found)
{
    if (!sync->is_altering)
        orm_raise(sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
                  "the table \"%.*s\" is still called \"%.*s\": orm_sync renames it with "
                  "{\"alter\": true}",
                  ORM_ARG(wanted->name), ORM_ARG(found->name));
    found->name = wanted->name;
    follow_table(sync, found);
    if (sync->engine->rename)
        sync->engine->rename(sync, found, found->former, found->name);
    add_rename(sync, found, ORM_STEP_RENAME_TABLE,
               print_table_rename(sync, found->schema, found->former, found->name),
               print_table_rename(sync, found->schema, found->name, found->former))
        ->renamed = found;
}

/* ---- columns */

static orm_text print_column_rename(orm_sync *sync, const orm_table *table, orm_text from,
                                    orm_text to)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "ALTER TABLE ");
    orm_define_table_name(&p, table->schema, table->name);
    ORM_PUT(&p.sql, " RENAME COLUMN ");
    orm_print_name(&p, from);
    ORM_PUT(&p.sql, " TO ");
    orm_print_name(&p, to);
    return orm_printer_close(&p, NULL).sql;
}

/* A change of one name in everything that a table holds. */
typedef struct renaming {
    orm_ctx *ctx;
    orm_text from;
    orm_text to;
} renaming;

static orm_text rename_text(const renaming *it, orm_text name)
{
    return orm_text_equal(name, it->from) ? it->to : name;
}

static void rename_names(const renaming *it, orm_names *names)
{
    orm_text *items = ORM_NEW_N(it->ctx->arena, orm_text, names->count + 1);

    for (uint32_t i = 0; i < names->count; i++)
        items[i] = rename_text(it, names->items[i]);
    names->items = items;
}

static void rename_sql(const renaming *it, orm_text *sql)
{
    if (sql->length)
        *sql = orm_sql_rename(it->ctx, *sql, it->from, it->to);
}

static void rename_in_index(const renaming *it, orm_table_index *index)
{
    for (uint32_t i = 0; i < index->count; i++) {
        index->keys[i].column = rename_text(it, index->keys[i].column);
        rename_sql(it, &index->keys[i].expression.text);
    }
    rename_names(it, &index->include);
    rename_sql(it, &index->where.text);
    rename_sql(it, &index->definition);
}

static void rename_in_table(const renaming *it, orm_table *table)
{
    rename_names(it, &table->primary);
    for (uint32_t i = 0; i < table->column_count; i++)
        rename_sql(it, &table->columns[i].generated.text);
    for (uint32_t i = 0; i < table->column_count; i++)
        rename_sql(it, &table->columns[i].check);
    for (uint32_t i = 0; i < table->index_count; i++)
        rename_in_index(it, &table->indexes[i]);
    for (uint32_t i = 0; i < table->foreign_count; i++)
        rename_names(it, &table->foreign[i].columns);
    for (uint32_t i = 0; i < table->check_count; i++)
        rename_sql(it, &table->checks[i].sql.text);
}

static void follow_column(orm_sync *sync, const renaming *it, const orm_table *table)
{
    for (orm_table *other = sync->found.first; other; other = other->next)
        for (uint32_t i = 0; i < other->foreign_count; i++)
            if (orm_text_equal(other->foreign[i].table, table->name) &&
                orm_text_equal(other->foreign[i].schema, table->schema))
                rename_names(it, &other->foreign[i].fields);
}

/* The record of the column goes on under the new name. */
static void keep_record(orm_sync *sync, orm_step *step, const orm_table *table,
                        const orm_column *column)
{
    const orm_object *record =
        orm_record_find(sync, "column", table->schema, table->former, column->former);
    orm_object *made;

    if (record == NULL)
        return;
    orm_step_unmakes(sync, step, "column", table, column->former);
    made = orm_step_makes(sync, step, "column", table, column->name);
    made->has_comment = record->has_comment;
    made->has_counter = record->has_counter;
    made->has_labels = record->has_labels;
}

static void rename_column(orm_sync *sync, orm_table *found, orm_column *column, orm_text to)
{
    renaming it = {sync->ctx, column->name, to};
    orm_step *step;

    rename_in_table(&it, found);
    if (sync->engine->rename)
        sync->engine->rename(sync, found, it.from, it.to);
    follow_column(sync, &it, found);
    column->name = to;
    step = add_rename(sync, found, ORM_STEP_RENAME_COLUMN,
                      print_column_rename(sync, found, it.from, it.to),
                      print_column_rename(sync, found, it.to, it.from));
    keep_record(sync, step, found, column);
}

/* As the database compares names. */
static bool is_same_name(const orm_sync *sync, orm_text left, orm_text right)
{
    return sync->dialect->has_schemas ? orm_text_equal(left, right)
                                      : orm_text_equal_ascii_fold(left, right);
}

static orm_column *former_column(const orm_sync *sync, const orm_table *found, orm_text name)
{
    for (uint32_t i = 0; i < found->column_count; i++)
        if (is_same_name(sync, found->columns[i].name, name))
            return &found->columns[i];
    return NULL;
}

static orm_table *former_table(const orm_sync *sync, const orm_table *wanted)
{
    for (orm_table *found = sync->found.first; found; found = found->next)
        if (is_same_name(sync, found->name, wanted->renamed_from) &&
            orm_text_equal(found->schema, wanted->schema))
            return found;
    return NULL;
}

/* The former name may be wanted for another column: that one is new then. */
static bool rename_one(orm_sync *sync, const orm_column *wanted, orm_table *found)
{
    orm_column *former;

    if (wanted->renamed_from.length == 0 || orm_table_column(found, wanted->name))
        return false;
    former = former_column(sync, found, wanted->renamed_from);
    if (former)
        rename_column(sync, found, former, wanted->name);
    return former != NULL;
}

/* As long as there is one: a name may be free only when its column has got another. */
static void rename_columns(orm_sync *sync, const orm_table *wanted, orm_table *found)
{
    for (uint32_t i = 0; i < wanted->column_count;)
        i = rename_one(sync, &wanted->columns[i], found) ? 0 : i + 1;
}

/* A table that another model wants under its former name is renamed only where it was made for this
 * one: a `renamedFrom` that is long done must not take another model's table. */
static bool is_free(orm_sync *sync, const orm_table *wanted, const orm_table *former)
{
    const orm_object *record = orm_record_of_table(sync, former);

    return !orm_tables_find(&sync->wanted, wanted->schema, wanted->renamed_from) ||
           (record && orm_text_equal(record->model, wanted->model->name));
}

static bool rename_if_former(orm_sync *sync, orm_table *wanted)
{
    orm_table *former;

    if (wanted->renamed_from.length == 0 ||
        orm_tables_find(&sync->found, wanted->schema, wanted->name))
        return false;
    former = former_table(sync, wanted);
    if (former == NULL || !is_free(sync, wanted, former))
        return false;
    rename_table(sync, wanted, former);
    return true;
}

static void rename_tables(orm_sync *sync)
{
    for (orm_table *wanted = sync->wanted.first; wanted;)
        wanted = rename_if_former(sync, wanted) ? sync->wanted.first : wanted->next;
}

void orm_diff_rename(orm_sync *sync)
{
    rename_tables(sync);
    for (orm_table *wanted = sync->wanted.first; wanted; wanted = wanted->next) {
        wanted->match = orm_tables_find(&sync->found, wanted->schema, wanted->name);
        if (wanted->match == NULL)
            continue;
        wanted->match->model = wanted->model;
        if (sync->is_altering)
            rename_columns(sync, wanted, wanted->match);
    }
}
