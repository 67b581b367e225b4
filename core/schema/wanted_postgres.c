/* wanted_postgres.c - columns as PostgreSQL has them: types under the engine's own names, serials,
 * enum types.  See engine.h. */
#include "base/names.h"
#include "schema/postgres.h"

/* ---- types as format_type() calls them */

static orm_text with_length(orm_ctx *ctx, const char *name, int32_t length)
{
    return orm_text_format(ctx->arena, "%s(%d)", name, length);
}

static orm_text kind_of_decimal(orm_ctx *ctx, const orm_type *type)
{
    if (type->length < 0)
        return ORM_TEXT("numeric");
    return orm_text_format(ctx->arena, "numeric(%d,%d)", type->length,
                           type->scale < 0 ? 0 : type->scale);
}

static orm_text kind_of_range(const orm_type *element)
{
    switch (element->kind) {
    case ORM_TYPE_BIGINT: return ORM_TEXT("int8range");
    case ORM_TYPE_DECIMAL: return ORM_TEXT("numrange");
    case ORM_TYPE_DATE: return ORM_TEXT("tstzrange");
    case ORM_TYPE_DATEONLY: return ORM_TEXT("daterange");
    default: return ORM_TEXT("int4range");
    }
}

/* Names of types that have one spelling and one name. */
static const char *const plain_kinds[ORM_TYPE_COUNT] = {
    [ORM_TYPE_TEXT] = "text",
    [ORM_TYPE_CITEXT] = "citext",
    [ORM_TYPE_TSVECTOR] = "tsvector",
    [ORM_TYPE_BOOLEAN] = "boolean",
    [ORM_TYPE_TINYINT] = "smallint",
    [ORM_TYPE_SMALLINT] = "smallint",
    [ORM_TYPE_MEDIUMINT] = "integer",
    [ORM_TYPE_INTEGER] = "integer",
    [ORM_TYPE_BIGINT] = "bigint",
    [ORM_TYPE_REAL] = "real",
    [ORM_TYPE_DOUBLE] = "double precision",
    [ORM_TYPE_DATE] = "timestamp with time zone",
    [ORM_TYPE_DATEONLY] = "date",
    [ORM_TYPE_TIME] = "time without time zone",
    [ORM_TYPE_UUID] = "uuid",
    [ORM_TYPE_JSON] = "json",
    [ORM_TYPE_JSONB] = "jsonb",
    [ORM_TYPE_BLOB] = "bytea",
    [ORM_TYPE_HSTORE] = "hstore",
    [ORM_TYPE_INET] = "inet",
    [ORM_TYPE_CIDR] = "cidr",
    [ORM_TYPE_MACADDR] = "macaddr",
};

/* Empty where only the engine knows it. */
static orm_text kind_of(orm_ctx *ctx, const orm_type *type)
{
    orm_text element;

    if (type->is_binary)
        return ORM_TEXT("bytea");
    if (plain_kinds[type->kind])
        return orm_text_from(plain_kinds[type->kind]);
    switch (type->kind) {
    case ORM_TYPE_STRING: return with_length(ctx, "character varying", type->length);
    case ORM_TYPE_CHAR: return with_length(ctx, "character", type->length);
    case ORM_TYPE_FLOAT:
        return type->length >= 0 && type->length <= 24 ? ORM_TEXT("real")
                                                       : ORM_TEXT("double precision");
    case ORM_TYPE_DECIMAL: return kind_of_decimal(ctx, type);
    case ORM_TYPE_RANGE: return kind_of_range(type->element);
    case ORM_TYPE_ARRAY:
        element = kind_of(ctx, type->element);
        return element.length ? orm_text_format(ctx->arena, "%.*s[]", ORM_ARG(element)) : element;
    default: return ORM_TEXT("");
    }
}

/* ---- enum types */

/* enum_<table>_<column>, in the table's schema. */
static const orm_enum *want_enum(orm_sync *sync, const orm_table *table, const orm_column *column,
                                 const orm_type *type)
{
    orm_enum *wanted = ORM_NEW(sync->ctx->arena, orm_enum);

    wanted->schema = table->schema;
    wanted->name = orm_identifier_shorten(
        sync->ctx->arena, orm_text_format(sync->ctx->arena, "enum_%.*s_%.*s", ORM_ARG(table->name),
                                          ORM_ARG(column->name)));
    wanted->labels = (orm_names){type->values, type->value_count};
    return wanted;
}

/* ---- the column */

static const orm_type *innermost(const orm_type *type)
{
    while (type->kind == ORM_TYPE_ARRAY)
        type = type->element;
    return type;
}

static void print_column_type(orm_printer *p, const orm_column *column, const orm_type *type)
{
    if (column->labels == NULL) {
        orm_print_type(p, type);
        return;
    }
    orm_postgres_print_enum(p, column->labels);
    for (; type->kind == ORM_TYPE_ARRAY; type = type->element)
        ORM_PUT(&p->sql, "[]");
}

void orm_postgres_spell(orm_sync *sync, orm_column *column)
{
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    print_column_type(&p, column, column->attribute->type);
    column->type = orm_printer_close(&p, NULL).sql;
}

void orm_postgres_want_column(orm_sync *sync, orm_table *table, orm_column *column)
{
    const orm_attribute *attribute = column->attribute;
    const orm_type *type = attribute->type;

    if (innermost(type)->kind == ORM_TYPE_ENUM) {
        column->labels = want_enum(sync, table, column, innermost(type));
        column->is_array = type->kind == ORM_TYPE_ARRAY;
    } else {
        column->kind = kind_of(sync->ctx, type);
    }
    if (attribute->is_identity)
        column->counter = ORM_COUNTER_IDENTITY;
    else if (attribute->is_auto_increment)
        column->counter = ORM_COUNTER_SERIAL;
    if (column->counter)
        column->is_required = true;
    orm_postgres_spell(sync, column);
}
