/* live_sqlite.c - tables as SQLite's sqlite_master has them.  See engine.h.
 *
 * One question for all tables.  SQLite ignores the case of names: what is found is called as it is
 * wanted, so that names can be compared byte by byte afterwards. */
#include "schema/rows.h"
#include "schema/sqlite.h"

/* ---- names */

static const orm_table *wanted_of(const orm_sync *sync, orm_text name)
{
    const orm_tables *lists[] = {&sync->wanted, &sync->leaving};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const orm_table *table = lists[i]->first; table; table = table->next)
            if (orm_text_equal_ascii_fold(table->name, name))
                return table;
    return NULL;
}

/* The table that is wanted in place of one of this name. */
static const orm_table *successor_of(const orm_sync *sync, orm_text name)
{
    for (const orm_table *table = sync->wanted.first; table; table = table->next)
        if (orm_text_equal_ascii_fold(table->renamed_from, name))
            return table;
    return NULL;
}

static void call_column(const orm_table *table, orm_text *name)
{
    for (uint32_t i = 0; i < table->column_count; i++)
        if (orm_text_equal_ascii_fold(table->columns[i].name, *name))
            *name = table->columns[i].name;
}

static void call_columns(const orm_table *table, orm_names names)
{
    for (uint32_t i = 0; i < names.count; i++)
        call_column(table, (orm_text *)&names.items[i]);
}

/* The columns by the wanted table's names, and the keys by the columns'. */
static void call_all(orm_table *found, const orm_table *wanted)
{
    for (uint32_t i = 0; wanted && i < found->column_count; i++)
        call_column(wanted, &found->columns[i].name);
    call_columns(found, found->primary);
    for (uint32_t i = 0; i < found->index_count; i++)
        for (uint32_t j = 0; j < found->indexes[i].count; j++)
            call_column(found, &found->indexes[i].keys[j].column);
    for (uint32_t i = 0; i < found->foreign_count; i++)
        call_columns(found, found->foreign[i].columns);
}

/* REFERENCES without columns means the primary key. */
static void call_foreign(orm_sync *sync, orm_table *found)
{
    for (uint32_t i = 0; i < found->foreign_count; i++) {
        orm_foreign_key *key = &found->foreign[i];
        const orm_table *parent = wanted_of(sync, key->table);

        if (parent == NULL)
            continue;
        key->table = parent->name;
        if (key->fields.count == 0)
            key->fields = parent->primary;
        call_columns(parent, key->fields);
    }
}

/* ---- reading */

static void read_table(orm_sync *sync, orm_text name, orm_text text)
{
    const orm_table *wanted = wanted_of(sync, name);
    const orm_table *successor = successor_of(sync, name);
    bool is_known = wanted || successor;
    orm_table *table;

    orm_name_take(sync, ORM_TEXT(""), name);
    if (!is_known && !orm_sql_mentions(sync->ctx, text, ORM_TEXT("REFERENCES")))
        return;
    table = ORM_NEW(sync->ctx->arena, orm_table);
    table->name = wanted ? wanted->name : name;
    table->former = name;
    table->text = text;
    table->relation = orm_sqlite_parse_table(sync->ctx, table, text) ? 'r' : 'V';
    call_all(table, wanted ? wanted : successor);
    orm_tables_add(is_known ? &sync->found : &sync->strangers, table);
}

static orm_table *found_of(const orm_sync *sync, orm_text name)
{
    orm_table *table = sync->found.first;

    while (table && !orm_text_equal_ascii_fold(table->former, name))
        table = table->next;
    return table;
}

static void read_index(orm_sync *sync, orm_text name, orm_text of, orm_text text)
{
    orm_table *table = found_of(sync, of);
    orm_table_index *longer;

    orm_name_take(sync, ORM_TEXT(""), name);
    if (table == NULL || text.length == 0)
        return;
    longer = ORM_NEW_N(sync->ctx->arena, orm_table_index, table->index_count + 1);
    if (table->index_count)
        memcpy(longer, table->indexes, table->index_count * sizeof *longer);
    table->indexes = longer;
    longer[table->index_count].name = name;
    orm_sqlite_parse_index(sync->ctx, &longer[table->index_count++], text);
    call_all(table, NULL);
}

/* A view may be a model's table, too: then it is there, and is left alone. */
static void read_view(orm_sync *sync, orm_text name, orm_text text)
{
    const orm_table *wanted = wanted_of(sync, name);
    orm_table *table;

    orm_name_take(sync, ORM_TEXT(""), name);
    if (wanted == NULL)
        return;
    table = ORM_NEW(sync->ctx->arena, orm_table);
    table->name = wanted->name;
    table->former = name;
    table->text = text;
    table->relation = 'v';
    orm_tables_add(&sync->found, table);
}

/* A view or a trigger, of the file or of this connection alone. */
static void read_viewer(orm_sync *sync, orm_text type, orm_text name, orm_text of, orm_text text)
{
    orm_viewer *viewer = ORM_NEW(sync->ctx->arena, orm_viewer);
    orm_table *table = found_of(sync, of);
    bool is_view = orm_text_ends(type, "view");
    orm_trigger *trigger, **end;

    *viewer = (orm_viewer){is_view, name, of, text, sync->viewers};
    sync->viewers = viewer;
    if (orm_text_is(type, "view"))
        read_view(sync, name, text);
    if (is_view || table == NULL || table->source == NULL)
        return;
    trigger = ORM_NEW(sync->ctx->arena, orm_trigger);
    trigger->text = text;
    trigger->is_temporary = orm_text_starts(type, "temp");
    for (end = &table->source->triggers; *end; end = &(*end)->next)
        continue;
    *end = trigger;
}

void orm_sqlite_read(orm_sync *sync)
{
    orm_rows rows = orm_rows_ask(
        sync->ctx,
        "SELECT type, name, tbl_name, sql FROM (SELECT 0 AS place, rowid AS number, type, name, "
        "tbl_name, sql FROM main.sqlite_master UNION ALL SELECT 1, rowid, 'temp ' || type, name, "
        "tbl_name, sql FROM temp.sqlite_master AS t WHERE type IN ('view', 'trigger') "
        "AND NOT EXISTS (SELECT 1 FROM temp.sqlite_master AS o WHERE o.type = 'table' "
        "AND o.name = t.tbl_name COLLATE NOCASE)) ORDER BY place, type <> 'table', number",
        NULL, 0, 4);

    for (uint32_t i = 0; i < rows.count; i++) {
        orm_text type = orm_rows_cell(&rows, i, 0), name = orm_rows_cell(&rows, i, 1);
        orm_text of = orm_rows_cell(&rows, i, 2), text = orm_rows_cell(&rows, i, 3);

        if (orm_text_is(type, "table"))
            read_table(sync, name, text);
        else if (orm_text_is(type, "index"))
            read_index(sync, name, of, text);
        else
            read_viewer(sync, type, name, of, text);
    }
    for (orm_table *table = sync->found.first; table; table = table->next)
        call_foreign(sync, table);
}

bool orm_sqlite_has_table(orm_sync *sync, orm_text schema, orm_text name)
{
    (void)schema;
    for (uint32_t i = 1; i < sync->taken.count; i += 2)
        if (orm_text_equal_ascii_fold(sync->taken.items[i], name))
            return true;
    return false;
}
