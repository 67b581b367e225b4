/* shadow_postgres.c - wanted expressions in PostgreSQL's own words.  See engine.h, normalise.
 *
 * The engine keeps an expression as a tree and prints it in its own way: `a IN (1, 2)` comes back
 * as `a = ANY (ARRAY[1, 2])`, a default with a cast.  Only the engine can say whether two are the
 * same: a temporary table is made like the wanted one, read as every table is, and dropped.  That
 * is done only for tables where some text is not the same already. */
#include "schema/diff.h"
#include "schema/postgres.h"
#include "schema/rows.h"

/* ---- whether it is needed */

static bool is_new_preset(orm_sync *sync, const orm_column *wanted, const orm_column *found)
{
    return wanted->preset.text.length && found->preset.text.length && wanted->labels == NULL &&
           !orm_postgres_same_preset(sync, wanted, found);
}

static bool is_new_column(orm_sync *sync, const orm_column *wanted, const orm_column *found)
{
    if (wanted->kind.length == 0 && wanted->labels == NULL &&
        !orm_postgres_same_type(sync, wanted, found))
        return true;
    if (wanted->generated.text.length && found->generated.text.length)
        return !orm_diff_same_sql(sync, wanted->generated, found->generated);
    return is_new_preset(sync, wanted, found);
}

static bool has_expression(const orm_table_index *index)
{
    for (uint32_t i = 0; i < index->count; i++)
        if (index->keys[i].column.length == 0)
            return true;
    return index->where.text.length > 0;
}

static bool is_new_index(orm_sync *sync, const orm_table_index *wanted, const orm_table *found)
{
    bool has_candidate = false;

    for (uint32_t i = 0; i < found->index_count; i++) {
        has_candidate |= has_expression(&found->indexes[i]);
        if (orm_diff_same_index(sync, wanted, &found->indexes[i]))
            return false;
    }
    return has_candidate;
}

static bool is_new_check(orm_sync *sync, const orm_table_check *wanted, const orm_table *found)
{
    for (uint32_t i = 0; i < found->check_count; i++)
        if (orm_diff_same_sql(sync, wanted->sql, found->checks[i].sql))
            return false;
    return found->check_count > 0;
}

static bool needs_shadow(orm_sync *sync, const orm_table *wanted)
{
    const orm_table *found = wanted->match;

    for (uint32_t i = 0; i < wanted->index_count; i++)
        if (has_expression(&wanted->indexes[i]) && is_new_index(sync, &wanted->indexes[i], found))
            return true;
    if (!sync->is_altering)
        return false;
    for (uint32_t i = 0; i < wanted->check_count; i++)
        if (is_new_check(sync, &wanted->checks[i], found))
            return true;
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        const orm_column *column = orm_table_column(found, wanted->columns[i].name);

        if (column && is_new_column(sync, &wanted->columns[i], column))
            return true;
    }
    return false;
}

/* ---- the table */

static const char NAME[] = "pg_temp.orm_shadow";

static void run(orm_sync *sync, orm_printer *p)
{
    orm_statement statement = orm_printer_close(p, NULL);

    statement.is_one_time = statement.is_writing = true;
    sync->ctx->host->run(sync->ctx->host, &statement, NULL, NULL);
}

/* An enum type that is not there yet cannot be asked for. */
static void print_column(orm_sync *sync, orm_printer *p, const orm_table *wanted,
                         const orm_column *column)
{
    const orm_column *found = orm_table_column(wanted->match, column->name);
    bool has_type = column->labels == NULL;
    orm_text type = column->type;

    if (!has_type && found && found->labels) {
        has_type = orm_postgres_same_type(sync, column, found);
        type = found->type;
    }
    orm_print_name(p, column->name);
    orm_buffer_format(&p->sql, " %.*s", ORM_ARG(has_type ? type : ORM_TEXT("text")));
    if (column->generated.text.length)
        orm_buffer_format(&p->sql, " GENERATED ALWAYS AS (%.*s) STORED",
                          ORM_ARG(column->generated.text));
    else if (column->preset.text.length)
        orm_buffer_format(&p->sql, " DEFAULT %.*s", ORM_ARG(column->preset.text));
}

static void create(orm_sync *sync, const orm_table *wanted)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_buffer_format(&p.sql, "CREATE TABLE %s (", NAME);
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        if (i > 0)
            ORM_PUT(&p.sql, ", ");
        print_column(sync, &p, wanted, &wanted->columns[i]);
    }
    for (uint32_t i = 0; i < wanted->check_count; i++)
        orm_buffer_format(&p.sql, ", CONSTRAINT c%u CHECK (%.*s)", i,
                          ORM_ARG(wanted->checks[i].sql.text));
    orm_buffer_char(&p.sql, ')');
    run(sync, &p);
}

static void create_indexes(orm_sync *sync, const orm_table *wanted)
{
    for (uint32_t i = 0; i < wanted->index_count; i++) {
        orm_table shadow = {.schema = ORM_TEXT("pg_temp"), .name = ORM_TEXT("orm_shadow")};
        orm_table_index index = wanted->indexes[i];
        orm_printer p;

        if (!has_expression(&index))
            continue;
        index.name = orm_text_format(sync->ctx->arena, "orm_shadow_%u", i);
        orm_printer_open(&p, sync->ctx, NULL);
        orm_buffer_text(&p.sql, orm_define_create_index(sync, &shadow, &index, false));
        run(sync, &p);
    }
}

static orm_table *read(orm_sync *sync)
{
    orm_table *shadow = ORM_NEW(sync->ctx->arena, orm_table);
    orm_tables tables;
    orm_rows rows = orm_rows_run(
        sync->ctx, ORM_TEXT("SELECT 'pg_temp.orm_shadow'::pg_catalog.regclass::oid::text"), 1);

    shadow->oid = orm_rows_cell(&rows, 0, 0);
    orm_tables_open(&tables);
    orm_tables_add(&tables, shadow);
    orm_postgres_read_tables(sync, &tables);
    return shadow;
}

static void drop(orm_sync *sync)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_buffer_format(&p.sql, "DROP TABLE %s", NAME);
    run(sync, &p);
}

/* ---- what it says */

static void learn_columns(orm_table *wanted, const orm_table *shadow)
{
    for (uint32_t i = 0; i < wanted->column_count && i < shadow->column_count; i++) {
        orm_column *column = &wanted->columns[i];
        const orm_column *said = &shadow->columns[i];

        column->preset.normal = said->preset.text;
        column->generated.normal = said->generated.text;
        if (column->kind.length == 0 && column->labels == NULL)
            column->kind = said->kind;
    }
}

static const orm_table_index *find_index(orm_sync *sync, const orm_table *shadow, uint32_t number)
{
    orm_text name = orm_text_format(sync->ctx->arena, "orm_shadow_%u", number);

    for (uint32_t i = 0; i < shadow->index_count; i++)
        if (orm_text_equal(shadow->indexes[i].name, name))
            return &shadow->indexes[i];
    return NULL;
}

static void learn_indexes(orm_sync *sync, orm_table *wanted, const orm_table *shadow)
{
    for (uint32_t i = 0; i < wanted->index_count; i++) {
        const orm_table_index *said = find_index(sync, shadow, i);
        orm_table_index *index = &wanted->indexes[i];

        if (said == NULL)
            continue;
        index->where.normal = said->where.text;
        for (uint32_t j = 0; j < index->count; j++)
            index->keys[j].expression.normal = said->keys[j].expression.text;
    }
}

static void learn_checks(orm_sync *sync, orm_table *wanted, const orm_table *shadow)
{
    for (uint32_t i = 0; i < wanted->check_count; i++) {
        orm_text name = orm_text_format(sync->ctx->arena, "c%u", i);

        for (uint32_t j = 0; j < shadow->check_count; j++)
            if (orm_text_equal(shadow->checks[j].name, name))
                wanted->checks[i].sql.normal = shadow->checks[j].sql.text;
    }
}

void orm_postgres_normalise(orm_sync *sync)
{
    for (orm_table *wanted = sync->wanted.first; wanted; wanted = wanted->next) {
        const orm_table *shadow;

        if (wanted->match == NULL || !needs_shadow(sync, wanted))
            continue;
        create(sync, wanted);
        create_indexes(sync, wanted);
        shadow = read(sync);
        drop(sync);
        learn_columns(wanted, shadow);
        learn_indexes(sync, wanted, shadow);
        learn_checks(sync, wanted, shadow);
    }
}
