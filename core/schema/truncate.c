/* truncate.c - orm_truncate: tables emptied.  See schema.h.
 *
 * PostgreSQL empties all of them in one TRUNCATE, which does not ask what they refer to among
 * themselves.  SQLite deletes the rows, of a table before those that it refers to; with `cascade`
 * it empties the tables that refer to these as well, as TRUNCATE … CASCADE does.  Without it, both
 * refuse a table that another one refers to, as TRUNCATE does, with rows or not: SQLite's DELETE
 * would take or change rows of a table that nobody named. */
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

static _Noreturn void refuse(orm_sync *sync, orm_text table, orm_text child)
{
    orm_raise(sync->ctx, ORM_MIGRATION, ORM_TEXT(""),
              "the table \"%.*s\" cannot be emptied alone, because \"%.*s\" refers to it: "
              "{\"cascade\": true} empties that, too",
              ORM_ARG(table), ORM_ARG(child));
}

/* ---- PostgreSQL */

static void refuse_children(orm_sync *sync, const orm_tables *tables)
{
    orm_text *oids = ORM_NEW_N(sync->ctx->arena, orm_text, tables->count);
    uint32_t count = 0;
    orm_value parameter;
    orm_rows rows;

    for (const orm_table *table = tables->first; table; table = table->next)
        if (table->match)
            oids[count++] = table->match->oid;
    parameter = orm_value_of_texts(sync->ctx, oids, count);
    rows = orm_rows_ask(sync->ctx,
                        "SELECT p.relname::text, c.relname::text FROM pg_catalog.pg_constraint k "
                        "JOIN pg_catalog.pg_class p ON p.oid = k.confrelid "
                        "JOIN pg_catalog.pg_class c ON c.oid = k.conrelid "
                        "WHERE k.contype = 'f' AND k.conparentid = 0 "
                        "AND k.confrelid = ANY ($1::oid[]) AND k.conrelid <> ALL ($1::oid[]) "
                        "ORDER BY 1, 2 LIMIT 1",
                        &parameter, 1, 2);
    if (rows.count)
        refuse(sync, orm_rows_cell(&rows, 0, 0), orm_rows_cell(&rows, 0, 1));
}

static void truncate_all(orm_sync *sync, const orm_tables *tables, const orm_json *options)
{
    bool is_cascading = orm_option_boolean(options, "cascade", false);
    orm_printer p;

    if (!is_cascading)
        refuse_children(sync, tables);
    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "TRUNCATE ");
    for (const orm_table *table = tables->first; table; table = table->next) {
        if (table != tables->first)
            ORM_PUT(&p.sql, ", ");
        orm_define_table_name(&p, table->schema, table->name);
    }
    if (orm_option_boolean(options, "restartIdentity", false))
        ORM_PUT(&p.sql, " RESTART IDENTITY");
    if (is_cascading)
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

static bool is_emptied(const orm_tables *tables, const orm_table *child)
{
    for (const orm_table *table = tables->first; table; table = table->next)
        if (table->match == child)
            return true;
    return false;
}

/* Tables that refer to this one, first. */
static void empty_with_children(orm_sync *sync, const orm_tables *tables, orm_table *found,
                                const orm_json *options)
{
    orm_tables *lists[] = {&sync->found, &sync->strangers};
    bool is_cascading = orm_option_boolean(options, "cascade", false);

    if (found->is_leaving)
        return;
    found->is_leaving = true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (orm_table *child = lists[i]->first; child; child = child->next) {
            if (!refers(child, found))
                continue;
            if (!is_cascading && !is_emptied(tables, child))
                refuse(sync, found->former, child->former);
            empty_with_children(sync, tables, child, options);
        }
    empty(sync, found, orm_option_boolean(options, "restartIdentity", false));
}

/* Tables that refer to each other are emptied one after the other all the same. */
static void empty_all(orm_sync *sync, const orm_tables *tables, const orm_json *options)
{
    orm_rows rows = orm_rows_run(sync->ctx, ORM_TEXT("PRAGMA defer_foreign_keys"), 1);
    bool is_deferred = rows.count > 0 && orm_rows_is(&rows, 0, 0);

    if (!is_deferred)
        run_text(sync, "PRAGMA defer_foreign_keys = ON");
    for (const orm_table *table = tables->first; table; table = table->next)
        if (table->match)
            empty_with_children(sync, tables, table->match, options);
    if (!is_deferred)
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
