/* cast_sqlite.c - from one type to another on SQLite.  See sqlite.h.
 *
 * SQLite itself converts by affinity only, and never fails.  Which changes count as compatible is
 * what PostgreSQL says of the same types, so that both engines ask for the same permission; and
 * what SQLite stores for a type (semantics of Sequelize: a BOOLEAN is 0 or 1, a DATE a text) is
 * brought into the form of the new one. */
#include "schema/sqlite.h"

typedef enum family {
    FAMILY_OTHER,
    FAMILY_TEXT,
    FAMILY_ENUM,
    FAMILY_INTEGER,
    FAMILY_REAL,
    FAMILY_DECIMAL,
    FAMILY_BOOLEAN,
    FAMILY_DATETIME,
    FAMILY_DATE,
    FAMILY_TIME,
    FAMILY_UUID,
    FAMILY_JSON,
    FAMILY_BYTES
} family;

/* The first word that the declared type begins with. */
static const struct {
    const char *name;
    family family;
} families[] = {{"TINYINT(1)", FAMILY_BOOLEAN}, {"VARCHAR BINARY", FAMILY_BYTES},
                {"CHAR BINARY", FAMILY_BYTES},  {"VARCHAR", FAMILY_TEXT},
                {"CHAR", FAMILY_TEXT},          {"TEXT", FAMILY_TEXT},
                {"TINYINT", FAMILY_INTEGER},    {"SMALLINT", FAMILY_INTEGER},
                {"MEDIUMINT", FAMILY_INTEGER},  {"INTEGER", FAMILY_INTEGER},
                {"INT", FAMILY_INTEGER},        {"BIGINT", FAMILY_INTEGER},
                {"FLOAT", FAMILY_REAL},         {"REAL", FAMILY_REAL},
                {"DOUBLE", FAMILY_REAL},        {"DECIMAL", FAMILY_DECIMAL},
                {"NUMERIC", FAMILY_DECIMAL},    {"DATETIME", FAMILY_DATETIME},
                {"DATE", FAMILY_DATE},          {"TIME", FAMILY_TIME},
                {"UUID", FAMILY_UUID},          {"JSON", FAMILY_JSON},
                {"BLOB", FAMILY_BYTES}};

static family family_of(const orm_column *column)
{
    orm_text type = column->type;

    if (type.length == 0 || type.data[type.length - 1] == ']')
        return FAMILY_OTHER;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        size_t length = strlen(families[i].name);

        if (type.length >= length && orm_text_equal_ascii_fold(orm_text_slice(type, 0, length),
                                                               orm_text_from(families[i].name)))
            return families[i].family == FAMILY_TEXT && column->check.length ? FAMILY_ENUM
                                                                             : families[i].family;
    }
    return FAMILY_OTHER;
}

static bool is_number(family it)
{
    return it == FAMILY_INTEGER || it == FAMILY_REAL || it == FAMILY_DECIMAL;
}

bool orm_sqlite_has_cast(const orm_column *wanted, const orm_column *found)
{
    family to = family_of(wanted), from = family_of(found);

    if (to == FAMILY_TEXT || (to == from && to != FAMILY_OTHER))
        return true;
    if (is_number(to) && is_number(from))
        return true;
    if (from == FAMILY_DATETIME)
        return to == FAMILY_DATE || to == FAMILY_TIME;
    return from == FAMILY_DATE && to == FAMILY_DATETIME;
}

/* ---- values on their way */

static void print_value(orm_printer *p, const orm_column *column)
{
    ORM_PUT(&p->sql, "t.");
    orm_print_name(p, column->name);
}

static void print_from_text(orm_printer *p, const orm_column *column)
{
    ORM_PUT(&p->sql, "CASE WHEN lower(trim(");
    print_value(p, column);
    ORM_PUT(&p->sql, ")) IN ('true', 't', 'yes', 'y', 'on', '1') THEN 1 WHEN lower(trim(");
    print_value(p, column);
    ORM_PUT(&p->sql, ")) IN ('false', 'f', 'no', 'n', 'off', '0') THEN 0 ELSE ");
    print_value(p, column);
    ORM_PUT(&p->sql, " END");
}

static void print_around(orm_printer *p, const char *before, const orm_column *column,
                         const char *behind)
{
    orm_buffer_string(&p->sql, before);
    print_value(p, column);
    orm_buffer_string(&p->sql, behind);
}

/* Of "YYYY-MM-DD HH:MM:SS.SSS +00:00", without zeros at the end of the fraction. */
static void print_time(orm_printer *p, const orm_column *column)
{
    print_around(p, "substr(", column, ", 12, 8) || CASE WHEN substr(");
    print_around(p, "", column, ", 20, 1) = '.' THEN rtrim(rtrim(replace(replace(substr(");
    print_around(p, "", column, ", 20), ' +00:00', ''), 'Z', ''), '0'), '.') ELSE '' END");
}

orm_text orm_sqlite_convert(orm_sync *sync, const orm_column *wanted)
{
    family to = family_of(wanted), from = family_of(wanted->match);
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    if (to == from)
        print_value(&p, wanted);
    else if (from == FAMILY_BOOLEAN && to == FAMILY_TEXT)
        print_around(&p, "CASE ", wanted, " WHEN 1 THEN 'true' WHEN 0 THEN 'false' END");
    else if (from == FAMILY_TEXT && to == FAMILY_BOOLEAN)
        print_from_text(&p, wanted);
    else if (from == FAMILY_DATETIME && to == FAMILY_DATE)
        print_around(&p, "substr(", wanted, ", 1, 10)");
    else if (from == FAMILY_DATETIME && to == FAMILY_TIME)
        print_time(&p, wanted);
    else if (from == FAMILY_DATE && to == FAMILY_DATETIME)
        print_around(&p, "", wanted, " || ' 00:00:00.000 +00:00'");
    else
        print_value(&p, wanted);
    return orm_printer_close(&p, NULL).sql;
}

/* ---- values that do not fit */

/* json_type() knows a number when it reads one, but must not be given anything that is no JSON. */
static void print_number_fit(orm_printer *p, const orm_column *column, const char *kinds)
{
    ORM_PUT(&p->sql, "CASE WHEN typeof(");
    print_value(p, column);
    ORM_PUT(&p->sql, ") <> 'text' THEN 1 WHEN json_valid(");
    print_value(p, column);
    ORM_PUT(&p->sql, ") THEN json_type(");
    print_value(p, column);
    orm_buffer_format(&p->sql, ") IN (%s) ELSE 0 END", kinds);
}

static void print_integer_fit(orm_printer *p, const orm_column *column)
{
    static const char *const ranges[] = {[ORM_TYPE_TINYINT] = "-128 AND 255",
                                         [ORM_TYPE_SMALLINT] = "-32768 AND 32767",
                                         [ORM_TYPE_MEDIUMINT] = "-2147483648 AND 2147483647",
                                         [ORM_TYPE_INTEGER] = "-2147483648 AND 2147483647",
                                         [ORM_TYPE_BIGINT] =
                                             "-9223372036854775808 AND 9223372036854775807"};

    print_number_fit(p, column, "'integer'");
    ORM_PUT(&p->sql, " AND CAST(");
    print_value(p, column);
    orm_buffer_format(&p->sql, " AS REAL) BETWEEN %s", ranges[column->attribute->type->kind]);
    ORM_PUT(&p->sql, " AND CAST(");
    print_value(p, column);
    ORM_PUT(&p->sql, " AS REAL) = CAST(CAST(");
    print_value(p, column);
    ORM_PUT(&p->sql, " AS INTEGER) AS REAL)");
}

static void print_decimal_fit(orm_printer *p, const orm_column *column)
{
    const orm_type *type = column->attribute->type;
    int scale = type->scale < 0 ? 0 : type->scale;

    print_number_fit(p, column, "'integer', 'real'");
    ORM_PUT(&p->sql, " AND abs(");
    print_value(p, column);
    orm_buffer_format(&p->sql, ") < 1e%d AND round(", type->length - scale);
    print_value(p, column);
    orm_buffer_format(&p->sql, ", %d) = ", scale);
    print_value(p, column);
    ORM_PUT(&p->sql, " + 0");
}

static bool print_fit(orm_printer *p, const orm_column *column)
{
    const orm_type *type = column->attribute->type;
    family from = family_of(column->match);

    if (column->check.length) {
        orm_buffer_format(&p->sql, "%.*s", ORM_ARG(column->check));
    } else if (orm_type_is_integer(type)) {
        print_integer_fit(p, column);
    } else if (type->kind == ORM_TYPE_DECIMAL && type->length >= 0) {
        print_decimal_fit(p, column);
    } else if (family_of(column) == FAMILY_REAL || family_of(column) == FAMILY_DECIMAL) {
        print_number_fit(p, column, "'integer', 'real'");
    } else if (type->kind == ORM_TYPE_BOOLEAN) {
        if (from == FAMILY_TEXT)
            print_from_text(p, column);
        else
            print_value(p, column);
        ORM_PUT(&p->sql, " IN (0, 1)");
    } else if ((type->kind == ORM_TYPE_STRING || type->kind == ORM_TYPE_CHAR) && !type->is_binary) {
        print_around(p, "length(", column, ")");
        orm_buffer_format(&p->sql, " <= %d", type->length);
    } else if (type->kind == ORM_TYPE_DATEONLY && from == FAMILY_DATETIME) {
        print_around(p, "substr(", column, ", 12, 8) = '00:00:00' AND ltrim(substr(");
        print_around(p, "", column, ", 20), '.0') NOT GLOB '[1-9]*'");
    } else if (type->kind == ORM_TYPE_TIME && from == FAMILY_DATETIME) {
        orm_buffer_char(&p->sql, '0'); /* the day is lost */
    } else {
        return false;
    }
    return true;
}

orm_text orm_sqlite_misfits(orm_sync *sync, const orm_column *wanted)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "t.");
    orm_print_name(&p, wanted->name);
    ORM_PUT(&p.sql, " IS NOT NULL AND NOT (");
    if (!print_fit(&p, wanted)) {
        orm_printer_close(&p, NULL);
        return ORM_TEXT("");
    }
    orm_buffer_char(&p.sql, ')');
    return orm_printer_close(&p, NULL).sql;
}
