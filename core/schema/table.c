/* table.c - looking things up in tables.  See table.h. */
#include "schema/table.h"

#include "base/names.h"

void orm_tables_open(orm_tables *tables)
{
    *tables = (orm_tables){.end = &tables->first};
}

void orm_tables_add(orm_tables *tables, orm_table *table)
{
    table->next = NULL;
    *tables->end = table;
    tables->end = &table->next;
    tables->count++;
}

orm_table *orm_tables_find(const orm_tables *tables, orm_text schema, orm_text name)
{
    for (orm_table *table = tables->first; table; table = table->next)
        if (orm_text_equal(table->name, name) && orm_text_equal(table->schema, schema))
            return table;
    return NULL;
}

orm_column *orm_table_column(const orm_table *table, orm_text name)
{
    for (uint32_t i = 0; i < table->column_count; i++)
        if (orm_text_equal(table->columns[i].name, name))
            return &table->columns[i];
    return NULL;
}

orm_text orm_key_name(orm_ctx *ctx, orm_text table, orm_names columns, const char *end)
{
    orm_text name = table;

    for (uint32_t i = 0; i < columns.count; i++)
        name = orm_text_format(ctx->arena, "%.*s_%.*s", ORM_ARG(name), ORM_ARG(columns.items[i]));
    return orm_identifier_shorten(ctx->arena,
                                  orm_text_format(ctx->arena, "%.*s_%s", ORM_ARG(name), end));
}

bool orm_column_is_anew(const orm_column *column)
{
    return column->match && (column->changes & ORM_CHANGE_GENERATED) &&
           column->generated.text.length > 0;
}

int orm_names_find(orm_names names, orm_text name)
{
    for (uint32_t i = 0; i < names.count; i++)
        if (orm_text_equal(names.items[i], name))
            return (int)i;
    return -1;
}

bool orm_names_equal(orm_names left, orm_names right)
{
    if (left.count != right.count)
        return false;
    for (uint32_t i = 0; i < left.count; i++)
        if (!orm_text_equal(left.items[i], right.items[i]))
            return false;
    return true;
}

bool orm_index_is_plain(const orm_table_index *index)
{
    if (index->where.text.length || index->is_foreign)
        return false;
    for (uint32_t i = 0; i < index->count; i++)
        if (index->keys[i].column.length == 0)
            return false;
    return true;
}

bool orm_index_has_columns(const orm_table_index *index, orm_names columns)
{
    if (index->count != columns.count)
        return false;
    for (uint32_t i = 0; i < columns.count; i++)
        if (!orm_text_equal(index->keys[i].column, columns.items[i]))
            return false;
    return true;
}

bool orm_index_leads(const orm_table_index *other, const orm_table_index *index)
{
    if (other->where.text.length || other->method.length || other->is_broken ||
        other->count < index->count)
        return false;
    for (uint32_t i = 0; i < index->count; i++)
        if (index->keys[i].column.length == 0 ||
            !orm_text_equal(index->keys[i].column, other->keys[i].column))
            return false;
    return true;
}

bool orm_table_has_key(const orm_table *table, orm_names columns)
{
    if (orm_names_equal(table->primary, columns))
        return true;
    for (uint32_t i = 0; i < table->index_count; i++)
        if (table->indexes[i].is_unique && orm_index_is_plain(&table->indexes[i]) &&
            orm_index_has_columns(&table->indexes[i], columns))
            return true;
    return false;
}
