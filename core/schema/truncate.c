/* truncate.c - orm_truncate: tables emptied.  See schema.h.
 *
 * PostgreSQL empties all of them in one TRUNCATE, which does not ask what they refer to among
 * themselves.  SQLite deletes the rows, of a table before those that it refers to; with `cascade`
 * it empties the tables that refer to these as well, as TRUNCATE … CASCADE does. */
#include "catalog/keys.h"
#include "schema/engine.h"
#include "schema/rows.h"

static void run(orm_sync *sync, orm_printer *p)
{
    orm_statement statement = orm_printer_close(p, NULL);

    statement.is_one_time = statement.is_writing = true;
    sync->ctx->host->run(sync->ctx->host, &statement, NULL, NULL);
}

static void run_text(orm_sync *sync, const char *sql)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_buffer_string(&p.sql, sql);
    run(sync, &p);
}

static int64_t count_rows(orm_sync *sync, const orm_table *table)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_buffer_format(&p.sql, "SELECT %scount(*) FROM ",
                      sync->dialect->has_schemas ? "pg_catalog." : "");
    orm_define_table_name(&p, table->schema, table->name);
    return orm_rows_count(sync->ctx, orm_printer_close(&p, NULL).sql);
}

/* ---- PostgreSQL */

static void truncate_all(orm_sync *sync, const orm_tables *tables, const orm_json *options)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "TRUNCATE ");
    for (const orm_table *table = tables->first; table; table = table->next) {
        if (table != tables->first)
            ORM_PUT(&p.sql, ", ");
        orm_define_table_name(&p, table->schema, table->name);
    }
    if (orm_option_boolean(options, "restartIdentity", false))
        ORM_PUT(&p.sql, " RESTART IDENTITY");
    if (orm_option_boolean(options, "cascade", false))
        ORM_PUT(&p.sql, " CASCADE");
    run(sync, &p);
}

/* ---- SQLite */

static bool is_counting(const orm_table *found)
{
    for (uint32_t i = 0; i < found->column_count; i++)
        if (found->columns[i].counter == ORM_COUNTER_ROWID)
            return true;
    return false;
}

static void empty(orm_sync *sync, const orm_table *found, bool is_restarting)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "DELETE FROM ");
    orm_define_table_name(&p, found->schema, found->former);
    run(sync, &p);
    if (!is_restarting || !is_counting(found))
        return;
    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "DELETE FROM main.sqlite_sequence WHERE name = ");
    orm_print_string(&p, found->former);
    run(sync, &p);
}

static bool refers(const orm_table *child, const orm_table *parent)
{
    for (uint32_t i = 0; i < child->foreign_count; i++)
        if (orm_text_equal_ascii_fold(child->foreign[i].table, parent->name))
            return true;
    return false;
}

/* Tables that refer to this one, first. */
static void empty_with_children(orm_sync *sync, orm_table *found, bool is_cascading,
                                bool is_restarting)
{
    orm_tables *lists[] = {&sync->found, &sync->strangers};

    if (found->is_leaving)
        return;
    found->is_leaving = true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (orm_table *child = lists[i]->first; child; child = child->next)
            if ((i == 0 || is_cascading) && refers(child, found))
                empty_with_children(sync, child, is_cascading, is_restarting);
    empty(sync, found, is_restarting);
}

static void empty_all(orm_sync *sync, const orm_tables *tables, const orm_json *options)
{
    bool is_cascading = orm_option_boolean(options, "cascade", false);
    bool is_restarting = orm_option_boolean(options, "restartIdentity", false);

    run_text(sync, "PRAGMA defer_foreign_keys = ON");
    for (const orm_table *table = tables->first; table; table = table->next)
        if (table->match)
            empty_with_children(sync, table->match, is_cascading, is_restarting);
    run_text(sync, "PRAGMA defer_foreign_keys = OFF");
}

/* ---- the function */

int64_t orm_truncate_tables(orm_sync *sync, const orm_tables *tables)
{
    int64_t count = 0;

    if (tables->count == 0)
        return 0;
    for (const orm_table *table = tables->first; table; table = table->next)
        count += count_rows(sync, table);
    if (sync->dialect->has_schemas)
        truncate_all(sync, tables, sync->options);
    else
        empty_all(sync, tables, sync->options);
    return count;
}
