/* cast_postgres.c - from one type to another: whether values go by themselves, whether all of them
 * fit. See postgres.h. */
#include <stdio.h>

#include "schema/postgres.h"
#include "schema/rows.h"

/* ---- the engine's casts */

/* The type without its length: what pg_cast speaks of. */
static orm_text base_of(orm_ctx *ctx, orm_text kind)
{
    const char *open = memchr(kind.data, '(', kind.length);
    const char *close = open ? memchr(open, ')', kind.length - (size_t)(open - kind.data)) : NULL;

    if (close == NULL)
        return kind;
    return orm_text_format(
        ctx->arena, "%.*s%.*s", ORM_ARG(orm_text_slice(kind, 0, (size_t)(open - kind.data))),
        ORM_ARG(orm_text_slice(kind, (size_t)(close - kind.data) + 1, kind.length)));
}

static bool is_assigned(orm_text context)
{
    return orm_text_is(context, "i") || orm_text_is(context, "a");
}

/* Lengths that grow, and the same type without a length, leave the rows as they are. */
static bool is_wider(const orm_column *wanted, const orm_column *found)
{
    int from = 0, to = 0, from_scale = 0, to_scale = 0;

    sscanf(found->kind.data, "character varying(%d)", &from);
    if (sscanf(wanted->kind.data, "character varying(%d)", &to) == 1)
        return from > 0 && to >= from;
    if (sscanf(found->kind.data, "numeric(%d,%d)", &from, &from_scale) == 2)
        return orm_text_is(wanted->kind, "numeric") ||
               (sscanf(wanted->kind.data, "numeric(%d,%d)", &to, &to_scale) == 2 &&
                to_scale == from_scale && to >= from);
    return false;
}

orm_cast orm_postgres_cast(orm_sync *sync, const orm_column *wanted)
{
    const orm_column *found = wanted->match;
    orm_cast cast = {.is_by_text = true, .is_back_by_text = true, .is_rewriting = true};
    orm_text from = base_of(sync->ctx, found->kind), to = base_of(sync->ctx, wanted->kind);
    orm_value parameters[2];
    orm_rows rows;
    bool is_same = orm_text_equal(from, to);

    if (wanted->labels || found->labels || to.length == 0)
        return cast;
    parameters[0] = orm_value_of_text(from);
    parameters[1] = orm_value_of_text(to);
    rows =
        orm_rows_ask(sync->ctx,
                     "SELECT (SELECT castcontext::text FROM pg_catalog.pg_cast "
                     "WHERE castsource = $1::regtype AND casttarget = $2::regtype), "
                     "(SELECT castcontext::text FROM pg_catalog.pg_cast "
                     "WHERE castsource = $2::regtype AND casttarget = $1::regtype), "
                     "(SELECT castmethod::text FROM pg_catalog.pg_cast "
                     "WHERE castsource = $1::regtype AND casttarget = $2::regtype), "
                     "(SELECT typcategory = 'S' FROM pg_catalog.pg_type WHERE oid = $1::regtype), "
                     "(SELECT typcategory = 'S' FROM pg_catalog.pg_type WHERE oid = $2::regtype), "
                     "(SELECT count(*) = 0 FROM pg_catalog.pg_type "
                     "WHERE oid IN ($1::regtype, $2::regtype) AND typcategory <> 'N'), "
                     "(SELECT count(*) = 0 FROM pg_catalog.pg_type "
                     "WHERE oid IN ($1::regtype, $2::regtype) "
                     "AND oid NOT IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype))",
                     parameters, 2, 7);
    cast.is_by_text =
        !is_same && !is_assigned(orm_rows_cell(&rows, 0, 0)) && !orm_rows_is(&rows, 0, 4);
    cast.is_back_by_text =
        !is_same && !is_assigned(orm_rows_cell(&rows, 0, 1)) && !orm_rows_is(&rows, 0, 3);
    cast.is_textual = orm_rows_is(&rows, 0, 3) && orm_rows_is(&rows, 0, 4);
    cast.is_numeric = is_same || orm_rows_is(&rows, 0, 5);
    cast.is_integer = is_same || orm_rows_is(&rows, 0, 6);
    cast.is_rewriting = is_same ? !is_wider(wanted, found)
                                : !orm_text_is(orm_rows_cell(&rows, 0, 2), "b") ||
                                      memchr(wanted->kind.data, '(', wanted->kind.length);
    return cast;
}

/* ---- values that do not fit */

/* t."column" */
static void print_value(orm_printer *p, const orm_column *column)
{
    ORM_PUT(&p->sql, "t.");
    orm_print_name(p, column->name);
}

static void print_labels(orm_printer *p, const orm_column *column)
{
    orm_names labels = column->labels->labels;

    print_value(p, column);
    orm_buffer_string(&p->sql, column->is_array ? "::text[] <@ ARRAY[" : "::text IN (");
    for (uint32_t i = 0; i < labels.count; i++) {
        if (i > 0)
            ORM_PUT(&p->sql, ", ");
        orm_print_string(p, labels.items[i]);
    }
    orm_buffer_string(&p->sql, column->is_array ? "]::text[]" : ")");
}

static bool is_array_kind(orm_text kind)
{
    return kind.length > 0 && kind.data[kind.length - 1] == ']';
}

static bool is_numeric_kind(orm_text kind)
{
    static const char *const names[] = {"smallint", "integer", "bigint",
                                        "real",     "double",  "numeric"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (orm_text_starts(kind, names[i]) && !is_array_kind(kind))
            return true;
    return false;
}

static bool is_text_kind(orm_text kind)
{
    return (orm_text_starts(kind, "character") && !is_array_kind(kind)) ||
           orm_text_is(kind, "text");
}

static void print_integer_fit(orm_printer *p, const orm_column *column)
{
    const char *range = orm_text_is(column->kind, "smallint") ? "-32768 AND 32767"
                        : orm_text_is(column->kind, "integer")
                            ? "-2147483648 AND 2147483647"
                            : "-9223372036854775808 AND 9223372036854775807";

    if (!is_numeric_kind(column->match->kind)) {
        print_value(p, column);
        ORM_PUT(&p->sql, "::text ~ '^\\s*[-+]?[0-9]+\\s*$'");
        return;
    }
    print_value(p, column);
    orm_buffer_format(&p->sql, "::numeric BETWEEN %s AND ", range);
    print_value(p, column);
    ORM_PUT(&p->sql, "::numeric = pg_catalog.trunc(");
    print_value(p, column);
    ORM_PUT(&p->sql, "::numeric)");
}

static void print_decimal_fit(orm_printer *p, const orm_column *column)
{
    const orm_type *type = column->attribute->type;
    int scale = type->scale < 0 ? 0 : type->scale;

    if (!is_numeric_kind(column->match->kind)) {
        print_value(p, column);
        ORM_PUT(&p->sql,
                "::text ~ '^\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*$'");
        return;
    }
    ORM_PUT(&p->sql, "pg_catalog.abs(");
    print_value(p, column);
    orm_buffer_format(&p->sql, "::numeric) < 1e%d AND ", type->length - scale);
    print_value(p, column);
    ORM_PUT(&p->sql, "::numeric = pg_catalog.round(");
    print_value(p, column);
    orm_buffer_format(&p->sql, "::numeric, %d)", scale);
}

/* A condition that the values which fit fulfil; false: all do, or only the engine knows. */
static bool print_fit(orm_printer *p, const orm_column *column)
{
    const orm_type *type = column->attribute->type;
    orm_text from = column->match->kind;

    if (column->labels) {
        print_labels(p, column);
        return true;
    }
    if (orm_type_is_integer(type)) {
        if (!is_numeric_kind(from) && !is_text_kind(from))
            return false;
        print_integer_fit(p, column);
        return true;
    }
    if (type->kind == ORM_TYPE_DECIMAL && type->length >= 0) {
        if (!is_numeric_kind(from) && !is_text_kind(from))
            return false;
        print_decimal_fit(p, column);
        return true;
    }
    if ((type->kind == ORM_TYPE_STRING || type->kind == ORM_TYPE_CHAR) && !type->is_binary) {
        ORM_PUT(&p->sql, "pg_catalog.length(");
        print_value(p, column);
        orm_buffer_format(&p->sql, "::text) <= %d", type->length);
        return true;
    }
    if (type->kind == ORM_TYPE_DATEONLY && orm_text_starts(from, "timestamp")) {
        print_value(p, column);
        ORM_PUT(&p->sql, " = ");
        print_value(p, column);
        ORM_PUT(&p->sql, "::date");
        return true;
    }
    if (type->kind == ORM_TYPE_TIME && orm_text_starts(from, "timestamp")) {
        print_value(p, column); /* the day is lost */
        ORM_PUT(&p->sql, " IS NULL");
        return true;
    }
    return false;
}

orm_text orm_postgres_misfits(orm_sync *sync, const orm_column *column)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    ORM_PUT(&p.sql, "NOT (");
    if (!print_fit(&p, column)) {
        orm_printer_close(&p, NULL);
        return ORM_TEXT("");
    }
    orm_buffer_char(&p.sql, ')');
    return orm_printer_close(&p, NULL).sql;
}

orm_text orm_postgres_value(orm_sync *sync, const orm_column *column)
{
    bool is_text = column->labels == NULL && is_text_kind(column->kind);
    orm_printer p;

    if (!is_text && !orm_postgres_cast(sync, column).is_integer)
        return ORM_TEXT("");
    orm_printer_open(&p, sync->ctx, NULL);
    print_value(&p, column);
    if (is_text)
        ORM_PUT(&p.sql, "::text");
    return orm_printer_close(&p, NULL).sql;
}
