/* evidence.c - rows that stand in the way of a step, or go with it.  See schema.h.
 *
 * They are looked for before anything is done, so the questions are put to an image of the table as
 * it will be: columns under their new names, new ones with their default.  The database's own
 * names stand only inside of that image. */
#include "base/number.h"
#include "schema/engine.h"
#include "schema/rows.h"

enum { MOST_KEYS = 5 };

/* A call of the engine's own function, whatever the search path has. */
static void print_builtin(orm_printer *p, const char *call)
{
    orm_buffer_format(&p->sql, "%s%s", p->dialect->has_schemas ? "pg_catalog." : "", call);
}

/* ---- the image */

/* SQLite: a default is a value of the column's kind already; a CAST would give it an affinity that
 * is not the column's. */
static void print_new_column(orm_sync *sync, orm_printer *p, const orm_column *column)
{
    orm_text preset = column->preset.text.length ? column->preset.text : ORM_TEXT("NULL");

    if (column->counter)
        print_builtin(p, "row_number() OVER ()");
    else if (!sync->dialect->has_schemas)
        orm_buffer_format(&p->sql, "(%.*s)", ORM_ARG(preset));
    else
        orm_buffer_format(&p->sql, "CAST(%.*s AS %.*s)", ORM_ARG(preset),
                          ORM_ARG(column->labels ? ORM_TEXT("text") : column->type));
}

static void print_columns(orm_sync *sync, orm_printer *p, const orm_table *wanted)
{
    const orm_table *found = wanted->match;
    bool is_first = true;

    for (uint32_t i = 0; i < found->column_count; i++) {
        orm_buffer_string(&p->sql, is_first ? "o." : ", o.");
        orm_print_name(p, found->columns[i].former);
        ORM_PUT(&p->sql, " AS ");
        orm_print_name(p, found->columns[i].name);
        is_first = false;
    }
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        if (wanted->columns[i].match)
            continue;
        if (!is_first)
            ORM_PUT(&p->sql, ", ");
        print_new_column(sync, p, &wanted->columns[i]);
        ORM_PUT(&p->sql, " AS ");
        orm_print_name(p, wanted->columns[i].name);
        is_first = false;
    }
}

static void print_image(orm_sync *sync, orm_printer *p, const orm_table *wanted, const char *alias)
{
    ORM_PUT(&p->sql, "(SELECT ");
    print_columns(sync, p, wanted);
    ORM_PUT(&p->sql, " FROM ");
    orm_define_table_name(p, wanted->match->schema, wanted->match->former);
    orm_buffer_format(&p->sql, " AS o) AS %s", alias);
}

/* ---- asking */

/* A sink that takes the number of rows from the first column and their keys from the others. */
typedef struct key_reader {
    orm_sink sink;
    orm_sync *sync;
    const orm_table *wanted;
    int64_t count;
    orm_buffer keys;
} key_reader;

static const orm_form *form_of(const key_reader *reader, uint32_t part)
{
    static const orm_form natural = {ORM_FORM_NATURAL, false, -1, NULL};
    const orm_column *column =
        orm_table_column(reader->wanted, reader->wanted->match->primary.items[part]);

    return column ? &column->attribute->type->form : &natural;
}

static void read_key(orm_sink *sink, orm_row *row)
{
    key_reader *reader = (key_reader *)sink;
    orm_host *host = reader->sync->ctx->host;
    orm_names primary = reader->wanted->match->primary;

    reader->count = host->fetch(host, reader->sync->ctx, row, 0).as.integer;
    if (primary.count == 0)
        return;
    orm_buffer_char(&reader->keys, reader->keys.length ? ',' : '[');
    for (uint32_t i = 0; i < primary.count; i++) {
        if (primary.count > 1) {
            orm_buffer_char(&reader->keys, i > 0 ? ',' : '{');
            orm_json_write_string(&reader->keys, primary.items[i]);
            orm_buffer_char(&reader->keys, ':');
        }
        host->append(host, row, (int)i + 1, form_of(reader, i), &reader->keys);
    }
    if (primary.count > 1)
        orm_buffer_char(&reader->keys, '}');
}

/* Of a step with several reasons: rows that stand in the way count together, and before those that
 * go. */
static void tell(orm_step *step, uint32_t hazard, key_reader *reader)
{
    bool has_data = (step->hazards & ORM_HAZARD_DATA) != 0;

    step->hazards |= hazard;
    if (hazard == ORM_HAZARD_DATA)
        step->rows = has_data ? step->rows + reader->count : reader->count;
    else if (!has_data)
        step->rows = reader->count;
    if (hazard != ORM_HAZARD_DATA || reader->keys.length == 0 || step->keys.length)
        return;
    orm_buffer_char(&reader->keys, ']');
    step->keys = orm_buffer_copy(&reader->keys, reader->sync->ctx->arena);
}

static void ask(orm_sync *sync, orm_step *step, uint32_t hazard, const orm_table *wanted,
                orm_printer *p)
{
    key_reader reader = {{read_key}, sync, wanted, 0, {0}};
    orm_statement statement = orm_printer_close(p, NULL);

    statement.is_one_time = true;
    orm_buffer_open(&reader.keys, sync->ctx->host, ORM_LIFE_CALL, 64);
    sync->ctx->host->run(sync->ctx->host, &statement, NULL, &reader.sink);
    if (reader.count > 0)
        tell(step, hazard, &reader);
    orm_buffer_close(&reader.keys);
}

static void print_primary(orm_printer *p, const orm_table *wanted, const char *before)
{
    orm_names primary = wanted->match->primary;

    for (uint32_t i = 0; i < primary.count; i++) {
        orm_buffer_string(&p->sql, i == 0 ? before : ", ");
        ORM_PUT(&p->sql, "t.");
        orm_print_name(p, primary.items[i]);
    }
}

static void print_end(orm_printer *p, const orm_table *wanted)
{
    print_primary(p, wanted, " ORDER BY ");
    orm_buffer_format(&p->sql, " LIMIT %d", MOST_KEYS);
}

void orm_evidence_rows(orm_sync *sync, orm_step *step, uint32_t hazard, const orm_table *wanted,
                       orm_text condition)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "SELECT ");
    print_builtin(&p, "count(*) OVER ()");
    print_primary(&p, wanted, ", ");
    ORM_PUT(&p.sql, " FROM ");
    print_image(sync, &p, wanted, "t");
    orm_buffer_format(&p.sql, " WHERE %.*s", ORM_ARG(condition));
    print_end(&p, wanted);
    ask(sync, step, hazard, wanted, &p);
}

/* Whether the rows that are there can be asked: no column that the condition names has another type
 * until then. */
static bool is_known(orm_sync *sync, const orm_table *wanted, orm_text sql)
{
    for (uint32_t i = 0; i < wanted->column_count; i++)
        if (wanted->columns[i].is_opaque &&
            orm_sql_mentions(sync->ctx, sql, wanted->columns[i].name))
            return false;
    return true;
}

void orm_evidence_check(orm_sync *sync, orm_step *step, const orm_table *wanted, orm_text check)
{
    if (is_known(sync, wanted, check))
        orm_evidence_rows(sync, step, ORM_HAZARD_DATA, wanted,
                          orm_text_format(sync->ctx->arena, "NOT (%.*s)", ORM_ARG(check)));
}

/* ---- duplicates */

static bool is_known_index(orm_sync *sync, const orm_table *wanted, const orm_table_index *index)
{
    for (uint32_t i = 0; i < index->count; i++)
        if (!is_known(sync, wanted, index->keys[i].expression.text))
            return false;
    return is_known(sync, wanted, index->where.text);
}

static void print_part(orm_printer *p, const orm_index_key *key)
{
    if (key->column.length) {
        ORM_PUT(&p->sql, "t.");
        orm_print_name(p, key->column);
    } else {
        orm_buffer_format(&p->sql, "(%.*s)", ORM_ARG(key->expression.text));
    }
}

static void print_parts(orm_printer *p, const orm_table_index *index, const char *between,
                        const char *behind)
{
    for (uint32_t i = 0; i < index->count; i++) {
        if (i > 0)
            orm_buffer_string(&p->sql, between);
        print_part(p, &index->keys[i]);
        orm_buffer_string(&p->sql, behind);
    }
}

void orm_evidence_duplicates(orm_sync *sync, orm_step *step, const orm_table *wanted,
                             const orm_table_index *index)
{
    orm_printer p;

    if (!is_known_index(sync, wanted, index))
        return;
    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "SELECT ");
    print_builtin(&p, "count(*) OVER ()");
    print_primary(&p, wanted, ", ");
    ORM_PUT(&p.sql, " FROM (SELECT t.*, ");
    print_builtin(&p, "row_number() OVER (PARTITION BY ");
    print_parts(&p, index, ", ", "");
    print_primary(&p, wanted, " ORDER BY ");
    ORM_PUT(&p.sql, ") AS \"orm number\" FROM ");
    print_image(sync, &p, wanted, "t");
    ORM_PUT(&p.sql, " WHERE ");
    print_parts(&p, index, " AND ", " IS NOT NULL");
    if (index->where.text.length)
        orm_buffer_format(&p.sql, " AND (%.*s)", ORM_ARG(index->where.text));
    ORM_PUT(&p.sql, ") AS t WHERE t.\"orm number\" > 1");
    print_end(&p, wanted);
    ask(sync, step, ORM_HAZARD_DATA, wanted, &p);
}

/* ---- orphans */

static bool has_new_type(const orm_column *column)
{
    return column->match && (column->changes & ORM_CHANGE_TYPE);
}

/* The child's value, as it will be compared; empty: that cannot be asked. */
static orm_text value_of(orm_sync *sync, const orm_table *wanted, orm_text name)
{
    const orm_column *column = orm_table_column(wanted, name);
    orm_printer p;

    if (column == NULL)
        return ORM_TEXT("");
    if (has_new_type(column))
        return sync->engine->value(sync, column);
    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "t.");
    orm_print_name(&p, name);
    return orm_printer_close(&p, NULL).sql;
}

/* Whether the columns referred to are of the types they will be compared in. */
static bool is_comparable(const orm_table *parent, orm_names columns)
{
    for (uint32_t i = 0; i < columns.count; i++) {
        const orm_column *column = orm_table_column(parent, columns.items[i]);

        if (column == NULL || has_new_type(column))
            return false;
    }
    return true;
}

static void print_parent(orm_sync *sync, orm_printer *p, const orm_table *parent,
                         const orm_foreign_key *key)
{
    if (parent) {
        print_image(sync, p, parent, "p");
        return;
    }
    orm_define_table_name(p, key->schema, key->table);
    ORM_PUT(&p->sql, " AS p");
}

static void print_pairs(orm_printer *p, const orm_foreign_key *key, const orm_text *values)
{
    for (uint32_t i = 0; i < key->columns.count; i++) {
        orm_buffer_string(&p->sql, i > 0 ? " AND p." : " WHERE p.");
        orm_print_name(p, key->fields.items[i]);
        orm_buffer_format(&p->sql, " = %.*s", ORM_ARG(values[i]));
    }
}

void orm_evidence_orphans(orm_sync *sync, orm_step *step, const orm_table *wanted,
                          const orm_foreign_key *key)
{
    const orm_table *parent = orm_tables_find(&sync->wanted, key->schema, key->table);
    bool is_new = parent && parent->match == NULL;
    orm_text *values = ORM_NEW_N(sync->ctx->arena, orm_text, key->columns.count);
    orm_printer p;

    if ((parent && !is_comparable(parent, key->fields)) ||
        (parent == NULL && !sync->engine->has_table(sync, key->schema, key->table)))
        return;
    for (uint32_t i = 0; i < key->columns.count; i++) {
        values[i] = value_of(sync, wanted, key->columns.items[i]);
        if (values[i].length == 0)
            return;
    }
    orm_printer_open(&p, sync->ctx, NULL);
    for (uint32_t i = 0; i < key->columns.count; i++)
        orm_buffer_format(&p.sql, "%s%.*s IS NOT NULL", i > 0 ? " AND " : "", ORM_ARG(values[i]));
    if (!is_new) {
        ORM_PUT(&p.sql, " AND NOT EXISTS (SELECT 1 FROM ");
        print_parent(sync, &p, parent, key);
        print_pairs(&p, key, values);
        orm_buffer_char(&p.sql, ')');
    }
    orm_evidence_rows(sync, step, ORM_HAZARD_DATA, wanted, orm_printer_close(&p, NULL).sql);
}

/* ---- whether there is anything */

bool orm_evidence_has_rows(orm_sync *sync, orm_table *found)
{
    orm_printer p;
    orm_statement statement;

    if (found->rows_known)
        return found->has_rows;
    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "SELECT 1 FROM ");
    orm_define_table_name(&p, found->schema, found->former);
    ORM_PUT(&p.sql, " LIMIT 1");
    statement = orm_printer_close(&p, NULL);
    statement.is_one_time = true;
    found->has_rows = sync->ctx->host->run(sync->ctx->host, &statement, NULL, NULL) > 0;
    found->rows_known = true;
    return found->has_rows;
}
