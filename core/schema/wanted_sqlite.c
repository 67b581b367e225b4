/* wanted_sqlite.c - columns as SQLite has them.  See engine.h.
 *
 * The declared types are Sequelize's, so that a file made by it is the same table.  An integer key
 * of one column is an INTEGER PRIMARY KEY whatever its size: only that is the row's own number. */
#include "schema/sqlite.h"

static bool is_key(const orm_table *table, const orm_column *column)
{
    return table->primary.count == 1 && orm_text_equal(table->primary.items[0], column->name);
}

/* A column that counts must be the row's number. */
static void want_counter(orm_sync *sync, const orm_table *table, orm_column *column)
{
    if (!column->attribute->is_auto_increment)
        return;
    if (!is_key(table, column))
        orm_raise(sync->ctx, ORM_UNSUPPORTED, ORM_TEXT(""),
                  "SQLite counts up only in a primary key of one column: %.*s.%.*s cannot have "
                  "\"autoIncrement\"",
                  ORM_ARG(table->model->name), ORM_ARG(column->attribute->name));
    column->counter = ORM_COUNTER_ROWID;
}

/* Values outside of an ENUM are refused by the table itself. */
static orm_text check_of(orm_sync *sync, const orm_column *column)
{
    const orm_type *type = column->attribute->type;
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_print_name(&p, column->name);
    ORM_PUT(&p.sql, " IN (");
    for (uint32_t i = 0; i < type->value_count; i++) {
        if (i > 0)
            ORM_PUT(&p.sql, ", ");
        orm_print_string(&p, type->values[i]);
    }
    orm_buffer_char(&p.sql, ')');
    return orm_printer_close(&p, NULL).sql;
}

/* TINYBLOB, MEDIUMBLOB, LONGBLOB: to SQLite one and the same. */
static void print_blob(orm_printer *p, orm_text size)
{
    for (size_t i = 0; i < size.length; i++)
        orm_buffer_char(&p->sql, size.data[i] >= 'a' ? (char)(size.data[i] - 32) : size.data[i]);
    ORM_PUT(&p->sql, "BLOB");
}

void orm_sqlite_want_column(orm_sync *sync, orm_table *table, orm_column *column)
{
    const orm_type *type = column->attribute->type;
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    if (is_key(table, column) && orm_type_is_integer(type))
        ORM_PUT(&p.sql, "INTEGER");
    else if (type->kind == ORM_TYPE_CITEXT)
        ORM_PUT(&p.sql, "TEXT");
    else if (type->kind == ORM_TYPE_BLOB)
        print_blob(&p, type->word);
    else
        orm_print_type(&p, type);
    if (type->kind == ORM_TYPE_CITEXT)
        column->collation = ORM_TEXT("NOCASE");
    column->type = orm_printer_close(&p, NULL).sql;
    column->kind = column->type;
    if (type->kind == ORM_TYPE_ENUM)
        column->check = check_of(sync, column);
    want_counter(sync, table, column);
}

/* ---- STRICT */

/* The few types of a STRICT table, by what the values are. */
static const char *strict_type(const orm_type *type)
{
    switch (type->kind) {
    case ORM_TYPE_BOOLEAN:
    case ORM_TYPE_TINYINT:
    case ORM_TYPE_SMALLINT:
    case ORM_TYPE_MEDIUMINT:
    case ORM_TYPE_INTEGER:
    case ORM_TYPE_BIGINT: return "INTEGER";
    case ORM_TYPE_FLOAT:
    case ORM_TYPE_REAL:
    case ORM_TYPE_DOUBLE:
    case ORM_TYPE_DECIMAL: return "REAL";
    case ORM_TYPE_BLOB: return "BLOB";
    case ORM_TYPE_SQL: return NULL;
    default: return type->is_binary ? "BLOB" : "TEXT";
    }
}

void orm_sqlite_be_strict(orm_sync *sync, orm_table *wanted)
{
    (void)sync;
    for (uint32_t i = 0; i < wanted->column_count; i++) {
        const char *type = strict_type(wanted->columns[i].attribute->type);

        if (type)
            wanted->columns[i].type = wanted->columns[i].kind = orm_text_from(type);
    }
}
