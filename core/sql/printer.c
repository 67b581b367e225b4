/* printer.c - names, parameters and the statement around them.  See printer.h. */
#include "sql/printer.h"

void orm_printer_open(orm_printer *p, orm_ctx *ctx, orm_location **locations)
{
    memset(p, 0, sizeof *p);
    p->ctx = ctx;
    p->dialect = ctx->host->dialect;
    p->locations = locations;
    orm_buffer_open(&p->sql, ctx->host, ORM_LIFE_CALL, 512);
}

/* The columns that the parameters are values for, so that an error can name the values. */
static const orm_text *columns_of(const orm_printer *p)
{
    orm_text *columns = NULL;

    for (uint16_t i = 0; i < p->parameter_count; i++) {
        const orm_attribute *attribute = p->parameters[i]->attribute;

        if (attribute == NULL)
            continue;
        if (columns == NULL)
            columns = ORM_NEW_N(p->ctx->arena, orm_text, p->parameter_count);
        columns[i] = attribute->field;
    }
    return columns;
}

orm_statement orm_printer_close(orm_printer *p, const orm_param ***parameters)
{
    orm_statement statement = {.sql = orm_buffer_copy(&p->sql, p->ctx->arena),
                               .parameter_count = p->parameter_count,
                               .columns = columns_of(p)};

    statement.hash = orm_text_hash(statement.sql, ORM_HASH_SEED);
    if (parameters)
        *parameters = p->parameters;
    orm_buffer_close(&p->sql);
    return statement;
}

void orm_print_name(orm_printer *p, orm_text name)
{
    orm_buffer_char(&p->sql, '"');
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] == '"')
            orm_buffer_char(&p->sql, '"');
        orm_buffer_char(&p->sql, name.data[i]);
    }
    orm_buffer_char(&p->sql, '"');
}

/* A backslash means itself only under standard_conforming_strings; E'…' is the same in any case. */
void orm_print_string(orm_printer *p, orm_text text)
{
    bool has_escape =
        p->dialect->has_schemas && text.length && memchr(text.data, '\\', text.length) != NULL;

    orm_buffer_string(&p->sql, has_escape ? "E'" : "'");
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\'' || (has_escape && text.data[i] == '\\'))
            orm_buffer_char(&p->sql, text.data[i]);
        orm_buffer_char(&p->sql, text.data[i]);
    }
    orm_buffer_char(&p->sql, '\'');
}

/* ---- tables */

/* The schema in which the search path finds the table now; remembered, to see when that changes. */
static orm_text locate(orm_printer *p, orm_text table)
{
    orm_location *location;
    orm_text schema = {"", 0};
    uint64_t token = p->ctx->host->locate(p->ctx->host, p->ctx, table, &schema);

    if (p->locations == NULL)
        return schema;
    for (location = *p->locations; location; location = location->next)
        if (orm_text_equal(location->table, table))
            return schema;
    location = ORM_NEW(p->ctx->arena, orm_location);
    *location = (orm_location){table, token, *p->locations};
    *p->locations = location;
    return schema;
}

orm_text orm_table_name(orm_ctx *ctx, const orm_relation *relation)
{
    orm_text delimiter = relation->delimiter.length ? relation->delimiter : ORM_TEXT(".");

    if (ctx->host->dialect->has_schemas || relation->schema.length == 0)
        return relation->model->table;
    return orm_text_format(ctx->arena, "%.*s%.*s%.*s", ORM_ARG(relation->schema),
                           ORM_ARG(delimiter), ORM_ARG(relation->model->table));
}

void orm_print_table(orm_printer *p, const orm_relation *relation)
{
    orm_text schema = relation->schema;

    if (!p->dialect->has_schemas) {
        ORM_PUT(&p->sql, "main.");
    } else {
        if (schema.length == 0)
            schema = locate(p, relation->model->table);
        if (schema.length) {
            orm_print_name(p, schema);
            orm_buffer_char(&p->sql, '.');
        }
    }
    orm_print_name(p, orm_table_name(p->ctx, relation));
}

void orm_print_alias(orm_printer *p, const orm_relation *relation)
{
    if (p->is_named && relation->name.length)
        orm_print_name(p, relation->name);
    else
        orm_buffer_format(&p->sql, "t%u", relation->number);
}

/* ---- parameters */

void orm_print_parameter(orm_printer *p, const orm_param *param)
{
    if (p->literal) {
        p->literal(p, param);
        return;
    }
    if (p->parameter_count == p->dialect->most_parameters)
        orm_raise(
            p->ctx, ORM_INVALID_OPTION, (orm_text){"", 0},
            "this takes more than %u values, the most that a statement of %s has; give them as "
            "one list, or in parts",
            p->dialect->most_parameters, p->dialect->name);
    if (p->parameter_count == p->parameter_capacity) {
        uint32_t capacity = p->parameter_capacity ? p->parameter_capacity * 2 : 8;
        const orm_param **longer = ORM_NEW_N(p->ctx->arena, const orm_param *, capacity);

        if (p->parameter_count)
            memcpy(longer, p->parameters, p->parameter_count * sizeof *longer);
        p->parameters = longer;
        p->parameter_capacity = capacity;
    }
    p->parameters[p->parameter_count++] = param;
    orm_buffer_format(&p->sql, "%s%u", p->dialect->parameter, p->parameter_count);
}
