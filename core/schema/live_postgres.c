/* live_postgres.c - tables as PostgreSQL's catalog has them.  See engine.h.
 *
 * Seven questions, whatever the number of tables: relations, columns, constraints, indexes, enum
 * types.  Each is about the tables that the call wants, which are known by then; the latest
 * committed state is read, not the transaction's snapshot, because what was decided before the lock
 * no longer counts. Expressions come as the engine prints them (pg_get_expr). */
#include <stdlib.h>

#include "schema/postgres.h"
#include "schema/rows.h"

/* ---- where tables are */

void orm_postgres_locate(orm_sync *sync)
{
    const orm_catalog *catalog = sync->catalog;
    orm_text *names = ORM_NEW_N(sync->ctx->arena, orm_text, catalog->model_count + 1);
    orm_text *former = ORM_NEW_N(sync->ctx->arena, orm_text, catalog->model_count + 1);
    orm_value parameters[2];
    orm_rows rows;

    for (uint32_t i = 0; i < catalog->model_count; i++) {
        names[i] = sync->places[i].name;
        former[i] = catalog->models[i]->renamed_from;
    }
    parameters[0] = orm_value_of_texts(sync->ctx, names, catalog->model_count);
    parameters[1] = orm_value_of_texts(sync->ctx, former, catalog->model_count);
    rows =
        orm_rows_ask(sync->ctx,
                     "SELECT coalesce(f.place, pg_catalog.current_schema()::text) "
                     "FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(name, former, i), "
                     "LATERAL (SELECT (SELECT n.nspname::text "
                     "FROM unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS s(name, i) "
                     "JOIN pg_catalog.pg_namespace n ON n.nspname = s.name "
                     "JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid "
                     "WHERE c.relname::text IN (w.name, w.former) "
                     "AND c.relkind IN ('r', 'p', 'f', 'v', 'm') "
                     "ORDER BY c.relname::text <> w.name, s.i LIMIT 1) AS place) AS f ORDER BY w.i",
                     parameters, 2, 1);
    for (uint32_t i = 0; i < rows.count; i++)
        if (sync->places[i].schema.length == 0)
            sync->places[i].schema = orm_rows_cell(&rows, i, 0);
}

/* ---- relations */

static void read_relations(orm_sync *sync)
{
    uint32_t most = sync->wanted.count * 2 + sync->leaving.count + 1, count = 0;
    orm_text *schemas = ORM_NEW_N(sync->ctx->arena, orm_text, most);
    orm_text *names = ORM_NEW_N(sync->ctx->arena, orm_text, most);
    orm_value parameters[2];
    orm_rows rows;

    for (const orm_table *table = sync->wanted.first; table; table = table->next) {
        schemas[count] = table->schema;
        names[count++] = table->name;
        schemas[count] = table->schema;
        names[count++] = table->renamed_from;
    }
    for (const orm_table *table = sync->leaving.first; table; table = table->next) {
        schemas[count] = table->schema;
        names[count++] = table->name;
    }
    parameters[0] = orm_value_of_texts(sync->ctx, schemas, count);
    parameters[1] = orm_value_of_texts(sync->ctx, names, count);
    rows = orm_rows_ask(
        sync->ctx,
        "SELECT DISTINCT c.oid::text, n.nspname::text, c.relname::text, c.relkind::text, "
        "pg_catalog.obj_description(c.oid, 'pg_class') "
        "FROM unnest($1::text[], $2::text[]) AS w(schema, name) "
        "JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema "
        "JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name "
        "WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')",
        parameters, 2, 5);
    for (uint32_t i = 0; i < rows.count; i++) {
        orm_table *table = ORM_NEW(sync->ctx->arena, orm_table);

        table->oid = orm_rows_cell(&rows, i, 0);
        table->schema = orm_rows_cell(&rows, i, 1);
        table->name = table->former = orm_rows_cell(&rows, i, 2);
        table->relation = orm_rows_cell(&rows, i, 3).data[0];
        table->comment = orm_rows_cell(&rows, i, 4);
        orm_tables_add(&sync->found, table);
    }
}

/* The found tables' oids as a parameter. */
static orm_value oids_of(orm_sync *sync, const orm_tables *tables)
{
    orm_text *items = ORM_NEW_N(sync->ctx->arena, orm_text, tables->count + 1);
    uint32_t count = 0;

    for (const orm_table *table = tables->first; table; table = table->next)
        items[count++] = table->oid;
    return orm_value_of_texts(sync->ctx, items, count);
}

static orm_table *table_of(const orm_tables *tables, orm_text oid)
{
    orm_table *table = tables->first;

    while (table && !orm_text_equal(table->oid, oid))
        table = table->next;
    return table;
}

/* How many rows from `row` on are about the same table (column 0). */
static uint32_t group_length(const orm_rows *rows, uint32_t row)
{
    uint32_t end = row + 1;

    while (end < rows->count &&
           orm_text_equal(orm_rows_cell(rows, end, 0), orm_rows_cell(rows, row, 0)))
        end++;
    return end - row;
}

/* ---- columns */

static const char columns_sql[] =
    "SELECT a.attrelid::text, a.attname::text, "
    "pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, "
    "pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text, "
    "CASE WHEN a.attcollation <> t.typcollation THEN "
    "(SELECT pg_catalog.format('%I.%I', cn.nspname, co.collname) FROM pg_catalog.pg_collation co "
    "JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) "
    "END, pg_catalog.col_description(a.attrelid, a.attnum), "
    "(SELECT pg_catalog.format('%I.%I', sn.nspname, s.relname) FROM pg_catalog.pg_depend dp "
    "JOIN pg_catalog.pg_class s ON s.oid = dp.objid AND s.relkind = 'S' "
    "JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace "
    "WHERE dp.classid = 'pg_catalog.pg_class'::regclass "
    "AND dp.refclassid = 'pg_catalog.pg_class'::regclass AND dp.refobjid = a.attrelid "
    "AND dp.refobjsubid = a.attnum AND dp.deptype IN ('a', 'i') LIMIT 1), "
    "CASE WHEN e.typtype = 'e' THEN en.nspname::text END, "
    "CASE WHEN e.typtype = 'e' THEN e.typname::text END, t.typtype <> 'e', a.attnum::text "
    "FROM unnest($1::oid[]) WITH ORDINALITY AS w(oid, i) "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid AND a.attnum > 0 "
    "AND NOT a.attisdropped "
    "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
    "JOIN pg_catalog.pg_type e ON e.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem "
    "ELSE t.oid END "
    "JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace "
    "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
    "ORDER BY w.i, a.attnum";

static void read_counter(orm_column *column, orm_text identity)
{
    if (orm_text_is(identity, "d"))
        column->counter = ORM_COUNTER_IDENTITY;
    else if (orm_text_is(identity, "a"))
        column->counter = ORM_COUNTER_ALWAYS;
    else if (column->sequence.length && orm_text_starts(column->preset.text, "nextval("))
        column->counter = ORM_COUNTER_SERIAL;
    if (column->counter)
        column->preset.text = ORM_TEXT("");
}

static void read_column(orm_sync *sync, orm_column *column, const orm_rows *rows, uint32_t row)
{
    orm_text generated = orm_rows_cell(rows, row, 6);

    column->name = column->former = orm_rows_cell(rows, row, 1);
    column->type = column->kind = orm_rows_cell(rows, row, 2);
    column->is_required = orm_rows_is(rows, row, 3);
    column->preset.text = orm_rows_cell(rows, row, 4);
    column->collation = orm_rows_cell(rows, row, 7);
    column->comment = orm_rows_cell(rows, row, 8);
    column->sequence = orm_rows_cell(rows, row, 9);
    if (orm_rows_cell(rows, row, 11).length) {
        orm_enum like = {.schema = orm_rows_cell(rows, row, 10),
                         .name = orm_rows_cell(rows, row, 11)};

        column->labels = orm_postgres_find_enum(sync, &like);
        column->is_array = orm_rows_is(rows, row, 12);
    }
    if (generated.length) {
        column->generated.text = column->preset.text;
        column->preset.text = ORM_TEXT("");
        column->is_stored = orm_text_is(generated, "s");
    }
    read_counter(column, orm_rows_cell(rows, row, 5));
}

static void read_columns(orm_sync *sync, orm_tables *tables, const orm_value *oids)
{
    orm_rows rows = orm_rows_ask(sync->ctx, columns_sql, oids, 1, 14);

    for (uint32_t i = 0, length; i < rows.count; i += length) {
        orm_table *table = table_of(tables, orm_rows_cell(&rows, i, 0));

        length = group_length(&rows, i);
        table->columns = ORM_NEW_N(sync->ctx->arena, orm_column, length);
        table->column_count = length;
        for (uint32_t j = 0; j < length; j++)
            read_column(sync, &table->columns[j], &rows, i + j);
    }
}

/* ---- constraints */

static const char constraints_sql[] =
    "SELECT k.conrelid::text, k.conname::text, k.contype::text, "
    "(SELECT pg_catalog.json_agg(a.attname ORDER BY u.i)::text "
    "FROM unnest(k.conkey) WITH ORDINALITY AS u(num, i) "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num), "
    "n.nspname::text, c.relname::text, "
    "(SELECT pg_catalog.json_agg(a.attname ORDER BY u.i)::text "
    "FROM unnest(k.confkey) WITH ORDINALITY AS u(num, i) "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num), "
    "k.confdeltype::text, k.confupdtype::text, k.condeferrable, k.condeferred, k.convalidated, "
    "pg_catalog.pg_get_expr(k.conbin, k.conrelid) "
    "FROM unnest($1::oid[]) WITH ORDINALITY AS w(oid, i) "
    "JOIN pg_catalog.pg_constraint k ON k.conrelid = w.oid "
    "LEFT JOIN pg_catalog.pg_class c ON c.oid = k.confrelid "
    "LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE k.contype IN ('p', 'f', 'c') ORDER BY w.i, k.conname";

static orm_action read_action(orm_text letter)
{
    switch (letter.length ? letter.data[0] : ' ') {
    case 'a': return ORM_ACTION_NO_ACTION;
    case 'r': return ORM_ACTION_RESTRICT;
    case 'c': return ORM_ACTION_CASCADE;
    case 'n': return ORM_ACTION_SET_NULL;
    case 'd': return ORM_ACTION_SET_DEFAULT;
    default: return ORM_ACTION_NONE;
    }
}

static void read_foreign(orm_sync *sync, orm_table *table, const orm_rows *rows, uint32_t row)
{
    orm_foreign_key *key = &table->foreign[table->foreign_count++];

    key->name = orm_rows_cell(rows, row, 1);
    key->columns = orm_names_read(sync->ctx, orm_rows_cell(rows, row, 3));
    key->schema = orm_rows_cell(rows, row, 4);
    key->table = orm_rows_cell(rows, row, 5);
    key->fields = orm_names_read(sync->ctx, orm_rows_cell(rows, row, 6));
    key->on_delete = read_action(orm_rows_cell(rows, row, 7));
    key->on_update = read_action(orm_rows_cell(rows, row, 8));
    if (orm_rows_is(rows, row, 9))
        key->deferrable =
            orm_rows_is(rows, row, 10) ? ORM_DEFERRABLE_DEFERRED : ORM_DEFERRABLE_IMMEDIATE;
    key->is_broken = !orm_rows_is(rows, row, 11);
}

static void read_check(orm_table *table, const orm_rows *rows, uint32_t row)
{
    orm_table_check *check = &table->checks[table->check_count++];

    check->name = orm_rows_cell(rows, row, 1);
    check->sql.text = orm_rows_cell(rows, row, 12);
    check->is_broken = !orm_rows_is(rows, row, 11);
}

static void read_constraints(orm_sync *sync, orm_tables *tables, const orm_value *oids)
{
    orm_rows rows = orm_rows_ask(sync->ctx, constraints_sql, oids, 1, 13);

    for (uint32_t i = 0, length; i < rows.count; i += length) {
        orm_table *table = table_of(tables, orm_rows_cell(&rows, i, 0));

        length = group_length(&rows, i);
        table->foreign = ORM_NEW_N(sync->ctx->arena, orm_foreign_key, length);
        table->checks = ORM_NEW_N(sync->ctx->arena, orm_table_check, length);
        for (uint32_t j = i; j < i + length; j++) {
            switch (orm_rows_cell(&rows, j, 2).data[0]) {
            case 'f': read_foreign(sync, table, &rows, j); break;
            case 'c': read_check(table, &rows, j); break;
            default:
                table->primary_name = orm_rows_cell(&rows, j, 1);
                table->primary = orm_names_read(sync->ctx, orm_rows_cell(&rows, j, 3));
                break;
            }
        }
    }
}

/* ---- indexes */

static const char indexes_sql[] =
    "SELECT x.indrelid::text, i.relname::text, x.indisunique, x.indisvalid, m.amname::text, "
    "pg_catalog.pg_get_expr(x.indpred, x.indrelid), k.contype::text, "
    "coalesce(k.condeferrable, false) OR x.indnullsnotdistinct, "
    "(SELECT pg_catalog.json_agg(pg_catalog.json_build_array(coalesce(a.attname::text, ''), "
    "CASE WHEN a.attname IS NULL THEN pg_catalog.pg_get_indexdef(x.indexrelid, u.i, false) END, "
    "x.indoption[u.i - 1] & 1 = 1, x.indoption[u.i - 1] & 2 = 2, "
    "CASE WHEN x.indcollation[u.i - 1] <> coalesce(a.attcollation, x.indcollation[u.i - 1]) THEN "
    "(SELECT pg_catalog.format('%I.%I', cn.nspname, co.collname) FROM pg_catalog.pg_collation co "
    "JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace "
    "WHERE co.oid = x.indcollation[u.i - 1]) END, "
    "(SELECT o.opcname FROM pg_catalog.pg_opclass o WHERE o.oid = x.indclass[u.i - 1] "
    "AND NOT o.opcdefault)) ORDER BY u.i)::text "
    "FROM pg_catalog.generate_series(1, x.indnkeyatts) AS u(i) "
    "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid "
    "AND a.attnum = x.indkey[u.i - 1] AND a.attnum > 0), "
    "(SELECT pg_catalog.json_agg(a.attname ORDER BY u.i)::text "
    "FROM pg_catalog.generate_series(x.indnkeyatts + 1, x.indnatts) AS u(i) "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid "
    "AND a.attnum = x.indkey[u.i - 1]), "
    "coalesce(pg_catalog.pg_get_constraintdef(k.oid), pg_catalog.pg_get_indexdef(x.indexrelid)) "
    "FROM unnest($1::oid[]) WITH ORDINALITY AS w(oid, i) "
    "JOIN pg_catalog.pg_index x ON x.indrelid = w.oid AND NOT x.indisprimary "
    "JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid "
    "JOIN pg_catalog.pg_am m ON m.oid = i.relam "
    "LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = x.indexrelid AND k.contype IN ('u', 'x') "
    "ORDER BY w.i, i.relname";

static orm_text next_text(const orm_json **cell)
{
    const orm_json *it = *cell;

    *cell = it->next;
    return it->kind == ORM_JSON_STRING ? it->text : ORM_TEXT("");
}

static bool next_boolean(const orm_json **cell)
{
    const orm_json *it = *cell;

    *cell = it->next;
    return it->kind == ORM_JSON_TRUE;
}

static void read_keys(orm_sync *sync, orm_table_index *index, orm_text json)
{
    const orm_json *list = orm_json_read(sync->ctx, json, ORM_JSON_DATA, "keys");

    index->keys = ORM_NEW_N(sync->ctx->arena, orm_index_key, list->count);
    orm_each_child (item, list) {
        orm_index_key *key = &index->keys[index->count++];
        const orm_json *cell = item->first;

        key->column = next_text(&cell);
        key->expression.text = next_text(&cell);
        key->is_descending = next_boolean(&cell);
        key->is_nulls_first = next_boolean(&cell);
        key->collation = next_text(&cell);
        key->operators = next_text(&cell);
    }
}

static void read_index(orm_sync *sync, orm_table_index *index, const orm_rows *rows, uint32_t row)
{
    orm_text constraint = orm_rows_cell(rows, row, 6);

    index->name = orm_rows_cell(rows, row, 1);
    index->is_unique = orm_rows_is(rows, row, 2);
    index->is_broken = !orm_rows_is(rows, row, 3);
    if (!orm_text_is(orm_rows_cell(rows, row, 4), "btree"))
        index->method = orm_rows_cell(rows, row, 4);
    index->where.text = orm_rows_cell(rows, row, 5);
    index->is_constraint = constraint.length > 0;
    index->is_foreign = orm_text_is(constraint, "x") || orm_rows_is(rows, row, 7);
    read_keys(sync, index, orm_rows_cell(rows, row, 8));
    index->include = orm_names_read(sync->ctx, orm_rows_cell(rows, row, 9));
    index->definition = orm_rows_cell(rows, row, 10);
}

static void read_indexes(orm_sync *sync, orm_tables *tables, const orm_value *oids)
{
    orm_rows rows = orm_rows_ask(sync->ctx, indexes_sql, oids, 1, 11);

    for (uint32_t i = 0, length; i < rows.count; i += length) {
        orm_table *table = table_of(tables, orm_rows_cell(&rows, i, 0));

        length = group_length(&rows, i);
        table->indexes = ORM_NEW_N(sync->ctx->arena, orm_table_index, length);
        table->index_count = length;
        for (uint32_t j = 0; j < length; j++)
            read_index(sync, &table->indexes[j], &rows, i + j);
    }
}

/* ---- enum types */

/* All in the schemas of the call (one that is wanted may be there without its table), and those of
 * the found tables. */
static void read_enums(orm_sync *sync, const orm_value *oids)
{
    orm_text *schemas = ORM_NEW_N(sync->ctx->arena, orm_text, sync->wanted.count + 1);
    orm_value parameters[2] = {*oids};
    uint32_t count = 0;
    orm_rows rows;

    for (const orm_table *table = sync->wanted.first; table; table = table->next)
        schemas[count++] = table->schema;
    parameters[1] = orm_value_of_texts(sync->ctx, schemas, count);
    rows = orm_rows_ask(
        sync->ctx,
        "SELECT n.nspname::text, t.typname::text, "
        "(SELECT pg_catalog.json_agg(l.enumlabel ORDER BY l.enumsortorder)::text "
        "FROM pg_catalog.pg_enum l WHERE l.enumtypid = t.oid), "
        "(SELECT count(*) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c "
        "ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') "
        "WHERE a.atttypid IN (t.oid, t.typarray) AND NOT a.attisdropped) "
        "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
        "WHERE t.typtype = 'e' AND (n.nspname = ANY ($2::text[]) OR EXISTS (SELECT "
        "FROM pg_catalog.pg_attribute a WHERE a.attrelid = ANY ($1::oid[]) "
        "AND a.atttypid IN (t.oid, t.typarray)))",
        parameters, 2, 4);
    for (uint32_t i = 0; i < rows.count; i++) {
        orm_enum *found = ORM_NEW(sync->ctx->arena, orm_enum);

        found->schema = orm_rows_cell(&rows, i, 0);
        found->name = orm_rows_cell(&rows, i, 1);
        found->labels = orm_names_read(sync->ctx, orm_rows_cell(&rows, i, 2));
        found->user_count = (uint32_t)strtoul(orm_rows_cell(&rows, i, 3).data, NULL, 10);
        found->next = sync->enums;
        sync->enums = found;
        orm_name_take(sync, found->schema, found->name);
    }
}

/* ---- names that are not free */

static void read_names(orm_sync *sync)
{
    uint32_t count = 0, capacity = 1;
    orm_text *schemas, *names;
    orm_value parameters[2];
    orm_rows rows;

    for (const orm_table *table = sync->wanted.first; table; table = table->next)
        capacity += table->index_count + 1;
    schemas = ORM_NEW_N(sync->ctx->arena, orm_text, capacity);
    names = ORM_NEW_N(sync->ctx->arena, orm_text, capacity);
    for (const orm_table *table = sync->wanted.first; table; table = table->next) {
        schemas[count] = table->schema;
        names[count++] = orm_text_format(sync->ctx->arena, "%.*s_pkey", ORM_ARG(table->name));
        for (uint32_t i = 0; i < table->index_count; i++) {
            schemas[count] = table->schema;
            names[count++] = table->indexes[i].name;
        }
    }
    parameters[0] = orm_value_of_texts(sync->ctx, schemas, count);
    parameters[1] = orm_value_of_texts(sync->ctx, names, count);
    rows = orm_rows_ask(sync->ctx,
                        "SELECT DISTINCT w.schema, w.name "
                        "FROM unnest($1::text[], $2::text[]) AS w(schema, name) "
                        "JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema "
                        "JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid "
                        "AND c.relname = w.name",
                        parameters, 2, 2);
    for (uint32_t i = 0; i < rows.count; i++)
        orm_name_take(sync, orm_rows_cell(&rows, i, 0), orm_rows_cell(&rows, i, 1));
}

/* ---- schemas */

static void read_schemas(orm_sync *sync)
{
    orm_rows rows = orm_rows_ask(
        sync->ctx, "SELECT pg_catalog.json_agg(nspname)::text FROM pg_catalog.pg_namespace", NULL,
        0, 1);

    sync->schemas = orm_names_read(sync->ctx, orm_rows_cell(&rows, 0, 0));
}

/* ---- all of it */

bool orm_postgres_has_table(orm_sync *sync, orm_text schema, orm_text name)
{
    orm_value parameters[] = {orm_value_of_text(schema), orm_value_of_text(name)};

    return orm_rows_ask(sync->ctx,
                        "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
                        "ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2",
                        parameters, 2, 1)
               .count > 0;
}

/* Under an empty path the engine prints every name with its schema: what it prints is the same for
 * every caller, and can be run again anywhere. */
static orm_text set_path(orm_sync *sync, orm_text path)
{
    orm_value parameter = orm_value_of_text(path);
    orm_rows rows = orm_rows_ask(
        sync->ctx,
        "SELECT s.path, pg_catalog.set_config('search_path', $1, true) "
        "FROM (SELECT pg_catalog.current_setting('search_path') AS path OFFSET 0) AS s",
        &parameter, 1, 1);

    return orm_rows_cell(&rows, 0, 0);
}

void orm_postgres_read_tables(orm_sync *sync, orm_tables *tables)
{
    orm_value oids = oids_of(sync, tables);
    orm_text path = set_path(sync, ORM_TEXT(""));

    read_columns(sync, tables, &oids);
    read_constraints(sync, tables, &oids);
    read_indexes(sync, tables, &oids);
    set_path(sync, path);
}

void orm_postgres_read(orm_sync *sync)
{
    orm_value oids;

    read_schemas(sync);
    read_relations(sync);
    read_names(sync);
    oids = oids_of(sync, &sync->found);
    read_enums(sync, &oids);
    if (sync->found.count)
        orm_postgres_read_tables(sync, &sync->found);
}
