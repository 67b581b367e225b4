/* types.c - types as the engines spell them: columns, casts.  See printer.h.
 *
 * Source: Sequelize's data types per dialect (sequelize-inventory.md section 2), with TINYINT and
 * MEDIUMINT as PostgreSQL can have them (semantics.md 14). */
#include "sql/printer.h"

/* The spelling without length and precision; NULL: printed by a function below. */
typedef struct spelling {
    const char *postgres;
    const char *sqlite;
} spelling;

static const spelling spellings[ORM_TYPE_COUNT] = {
    [ORM_TYPE_STRING] = {"VARCHAR", "VARCHAR"},
    [ORM_TYPE_CHAR] = {"CHAR", "CHAR"},
    [ORM_TYPE_TEXT] = {"TEXT", "TEXT"},
    [ORM_TYPE_CITEXT] = {"CITEXT", "TEXT COLLATE NOCASE"},
    [ORM_TYPE_TSVECTOR] = {"TSVECTOR", "TEXT"},
    [ORM_TYPE_BOOLEAN] = {"BOOLEAN", "TINYINT(1)"},
    [ORM_TYPE_TINYINT] = {"SMALLINT", "TINYINT"},
    [ORM_TYPE_SMALLINT] = {"SMALLINT", "SMALLINT"},
    [ORM_TYPE_MEDIUMINT] = {"INTEGER", "MEDIUMINT"},
    [ORM_TYPE_INTEGER] = {"INTEGER", "INTEGER"},
    [ORM_TYPE_BIGINT] = {"BIGINT", "BIGINT"},
    [ORM_TYPE_FLOAT] = {"FLOAT", "FLOAT"},
    [ORM_TYPE_REAL] = {"REAL", "REAL"},
    [ORM_TYPE_DOUBLE] = {"DOUBLE PRECISION", "DOUBLE PRECISION"},
    [ORM_TYPE_DECIMAL] = {"DECIMAL", "DECIMAL"},
    [ORM_TYPE_DATE] = {"TIMESTAMP WITH TIME ZONE", "DATETIME"},
    [ORM_TYPE_DATEONLY] = {"DATE", "DATE"},
    [ORM_TYPE_TIME] = {"TIME", "TIME"},
    [ORM_TYPE_UUID] = {"UUID", "UUID"},
    [ORM_TYPE_JSON] = {"JSON", "JSON"},
    [ORM_TYPE_JSONB] = {"JSONB", "JSONB"},
    [ORM_TYPE_BLOB] = {"BYTEA", "BLOB"},
    [ORM_TYPE_ENUM] = {"TEXT", "TEXT"},
    [ORM_TYPE_HSTORE] = {"HSTORE", "HSTORE"},
    [ORM_TYPE_INET] = {"INET", "INET"},
    [ORM_TYPE_CIDR] = {"CIDR", "CIDR"},
    [ORM_TYPE_MACADDR] = {"MACADDR", "MACADDR"},
    [ORM_TYPE_GEOMETRY] = {"GEOMETRY", "GEOMETRY"},
    [ORM_TYPE_GEOGRAPHY] = {"GEOGRAPHY", "GEOGRAPHY"},
};

static void print_range(orm_printer *p, const orm_type *element)
{
    const char *name = element->kind == ORM_TYPE_BIGINT     ? "INT8RANGE"
                       : element->kind == ORM_TYPE_DECIMAL  ? "NUMRANGE"
                       : element->kind == ORM_TYPE_DATE     ? "TSTZRANGE"
                       : element->kind == ORM_TYPE_DATEONLY ? "DATERANGE"
                                                            : "INT4RANGE";

    orm_buffer_string(&p->sql, name);
}

static void print_shape(orm_printer *p, const orm_type *type)
{
    if (type->word.length == 0)
        return;
    orm_buffer_char(&p->sql, '(');
    orm_buffer_text(&p->sql, type->word);
    if (type->scale >= 0)
        orm_buffer_format(&p->sql, ",%d", type->scale);
    orm_buffer_char(&p->sql, ')');
}

/* FLOAT(p,s) and the lengths of integers are SQLite's alone: it keeps any text. */
static void print_numbers(orm_printer *p, const orm_type *type)
{
    bool is_postgres = p->dialect->has_schemas;
    bool has_scale = type->scale >= 0 && !(is_postgres && type->kind == ORM_TYPE_FLOAT);

    if (type->length < 0)
        return;
    if (is_postgres && (orm_type_is_integer(type) || type->kind == ORM_TYPE_REAL ||
                        type->kind == ORM_TYPE_DOUBLE || type->kind == ORM_TYPE_DATE))
        return;
    if (type->kind == ORM_TYPE_DATE)
        return;
    orm_buffer_format(&p->sql, has_scale ? "(%d,%d)" : "(%d)", type->length, type->scale);
}

static void print_binary(orm_printer *p, const orm_type *type)
{
    if (p->dialect->has_schemas)
        ORM_PUT(&p->sql, "BYTEA");
    else
        orm_buffer_format(&p->sql, "%s BINARY(%d)", spellings[type->kind].sqlite, type->length);
}

static void print_plain(orm_printer *p, const orm_type *type)
{
    const spelling *it = &spellings[type->kind];

    orm_buffer_string(&p->sql, p->dialect->has_schemas ? it->postgres : it->sqlite);
    if (type->kind == ORM_TYPE_GEOMETRY || type->kind == ORM_TYPE_GEOGRAPHY)
        print_shape(p, type);
    else if (type->kind != ORM_TYPE_TIME)
        print_numbers(p, type);
}

/* SQLite takes any words for a type, with brackets behind them, but none behind a length: its
 * columns of arrays are texts of JSON, whatever they are called. */
static void print_array(orm_printer *p, const orm_type *element)
{
    size_t from = p->sql.length;

    orm_print_type(p, element);
    if (!p->dialect->has_arrays)
        for (size_t i = from; i < p->sql.length; i++)
            if (p->sql.data[i] == '(' || p->sql.data[i] == ' ')
                p->sql.length = i;
    ORM_PUT(&p->sql, "[]");
}

void orm_print_type(orm_printer *p, const orm_type *type)
{
    switch (type->kind) {
    case ORM_TYPE_SQL: orm_buffer_text(&p->sql, type->word); break;
    case ORM_TYPE_RANGE: print_range(p, type->element); break;
    case ORM_TYPE_ARRAY: print_array(p, type->element); break;
    default:
        if (type->is_binary)
            print_binary(p, type);
        else
            print_plain(p, type);
        break;
    }
}
