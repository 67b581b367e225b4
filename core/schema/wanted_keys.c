/* wanted_keys.c - the unique keys, indexes and checks that a table should have.
 *
 * A unique key of a paranoid model holds among the rows that are not deleted: it is a partial
 * index, unless an association refers to it (semantics.md 19).  Foreign keys are indexed unless
 * they lead another index (semantics.md 23); what the model writes comes before what is derived. */
#include "schema/schema.h"

#include "base/names.h"
#include "schema/diff.h"

/* ---- the list */

static orm_table_index *add_index(orm_sync *sync, orm_table *table, uint32_t key_count)
{
    orm_table_index *longer = ORM_NEW_N(sync->ctx->arena, orm_table_index, table->index_count + 1);
    orm_table_index *index;

    if (table->index_count)
        memcpy(longer, table->indexes, table->index_count * sizeof *longer);
    table->indexes = longer;
    index = &longer[table->index_count++];
    index->keys = ORM_NEW_N(sync->ctx->arena, orm_index_key, key_count);
    index->count = key_count;
    return index;
}

/* ---- paranoid models */

static bool is_referenced_by(const orm_attribute *const *attributes, uint32_t count,
                             const orm_attribute *const *key, uint32_t key_count)
{
    uint32_t found = 0;

    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < key_count; j++)
            found += attributes[i] == key[j];
    return count == key_count && found == count;
}

static bool is_linked(const orm_association *it, const orm_model *model,
                      const orm_attribute *const *attributes, uint32_t count)
{
    const orm_link *link = &it->link;

    if (it->kind == ORM_BELONGS_TO)
        return it->target == model && is_referenced_by(attributes, count, link->to, link->count);
    if (it->source == model && is_referenced_by(attributes, count, link->from, link->count))
        return true;
    return it->kind == ORM_BELONGS_TO_MANY && it->target == model &&
           is_referenced_by(attributes, count, it->through_link.to, it->through_link.count);
}

static bool is_target(const orm_model *other, const orm_model *model,
                      const orm_attribute *const *attributes, uint32_t count)
{
    for (uint32_t i = 0; i < other->column_count; i++) {
        const orm_reference *reference = other->columns[i]->reference;

        if (reference && reference->model == model && count == 1 &&
            orm_text_equal(reference->field, attributes[0]->field))
            return true;
    }
    for (uint32_t i = 0; i < other->association_count; i++)
        if (is_linked(other->associations[i], model, attributes, count))
            return true;
    return false;
}

bool orm_wanted_is_referenced(orm_sync *sync, const orm_model *model,
                              const orm_attribute *const *attributes, uint32_t count)
{
    for (uint32_t i = 0; i < sync->catalog->model_count; i++)
        if (is_target(sync->catalog->models[i], model, attributes, count))
            return true;
    return false;
}

/* Rows that are not deleted; as the finders see it. */
static orm_text alive(orm_sync *sync, const orm_table *table)
{
    orm_text field = table->model->deleted_at->field;
    const orm_column *column = orm_table_column(table, field);
    orm_printer p;

    orm_printer_open(&p, sync->ctx, NULL);
    orm_print_name(&p, field);
    if (column && column->preset.text.length)
        orm_buffer_format(&p.sql, " = %.*s", ORM_ARG(column->preset.text));
    else
        ORM_PUT(&p.sql, " IS NULL");
    return orm_printer_close(&p, NULL).sql;
}

static bool is_partial(orm_sync *sync, const orm_model *model,
                       const orm_attribute *const *attributes, uint32_t count)
{
    return model->is_paranoid && model->deleted_at && model->is_paranoid_unique &&
           !orm_wanted_is_referenced(sync, model, attributes, count);
}

/* ---- unique keys of attributes */

/* A key that is the primary one is unique already. */
static bool is_primary(const orm_table *table, const orm_unique *unique)
{
    if (unique->count != table->primary.count)
        return false;
    for (uint32_t i = 0; i < unique->count; i++)
        if (orm_names_find(table->primary, unique->attributes[i]->field) < 0)
            return false;
    return true;
}

static void want_unique(orm_sync *sync, orm_table *table, const orm_unique *unique)
{
    orm_text *items = ORM_NEW_N(sync->ctx->arena, orm_text, unique->count);
    orm_table_index *index;

    if (is_primary(table, unique))
        return;
    index = add_index(sync, table, unique->count);
    for (uint32_t i = 0; i < unique->count; i++)
        items[i] = index->keys[i].column = unique->attributes[i]->field;
    index->is_unique = true;
    index->is_constraint = true;
    index->is_key = true;
    if (is_partial(sync, table->model, unique->attributes, unique->count)) {
        index->where.text = alive(sync, table);
        index->is_constraint = false;
    }
    index->name = orm_key_name(sync->ctx, table->name, (orm_names){items, unique->count}, "key");
}

/* ---- indexes as written */

static bool ends_with(orm_text text, orm_text end)
{
    return text.length >= end.length &&
           orm_text_equal_ascii_fold(orm_text_slice(text, text.length - end.length, text.length),
                                     end);
}

/* "DESC", "ASC NULLS FIRST"…; SQLite's indexes have one place for nulls. */
static void read_order(orm_index_key *key, orm_text order, bool has_places)
{
    key->is_descending = order.length >= 4 &&
                         orm_text_equal_ascii_fold(orm_text_slice(order, 0, 4), ORM_TEXT("DESC"));
    key->is_nulls_first = key->is_descending;
    if (has_places && ends_with(order, ORM_TEXT("NULLS FIRST")))
        key->is_nulls_first = true;
    if (has_places && ends_with(order, ORM_TEXT("NULLS LAST")))
        key->is_nulls_first = false;
}

static void want_key(orm_sync *sync, orm_table *table, orm_index_key *key,
                     const orm_index_part *part)
{
    orm_printer p;

    if (part->expression)
        key->expression.text =
            orm_define_expression(&sync->definer, table->model, part->expression, NULL);
    else
        key->column = part->column;
    read_order(key, part->order, sync->dialect->has_nulls_last);
    if (sync->dialect->has_schemas)
        key->operators = part->operator_class;
    if (part->collate.length == 0)
        return;
    orm_printer_open(&p, sync->ctx, NULL);
    orm_print_name(&p, part->collate);
    key->collation = orm_printer_close(&p, NULL).sql;
}

/* The attributes of a unique index over columns alone, or NULL. */
static const orm_attribute **attributes_of(orm_sync *sync, const orm_index *index)
{
    const orm_attribute **list = ORM_NEW_N(sync->ctx->arena, const orm_attribute *, index->count);

    for (uint32_t i = 0; i < index->count; i++) {
        list[i] = index->parts[i].attribute;
        if (list[i] == NULL)
            return NULL;
    }
    return list;
}

static void want_where(orm_sync *sync, orm_table *table, orm_table_index *index,
                       const orm_index *written)
{
    const orm_attribute **attributes;

    if (written->where) {
        index->where.text = orm_define_condition(&sync->definer, table->model, written->where);
        return;
    }
    if (!written->is_unique || !table->model->is_paranoid || !table->model->deleted_at ||
        !table->model->is_paranoid_unique)
        return;
    attributes = attributes_of(sync, written);
    if (attributes == NULL ||
        !orm_wanted_is_referenced(sync, table->model, attributes, written->count))
        index->where.text = alive(sync, table);
}

/* The name of an index method; empty for the usual one. */
static orm_text lower(orm_sync *sync, orm_text method)
{
    char *copy = orm_alloc(sync->ctx->arena, method.length + 1);

    for (size_t i = 0; i < method.length; i++)
        copy[i] = method.data[i] >= 'A' && method.data[i] <= 'Z' ? (char)(method.data[i] + 32)
                                                                 : method.data[i];
    method.data = copy;
    return orm_text_is(method, "btree") ? ORM_TEXT("") : method;
}

static void want_index(orm_sync *sync, orm_table *table, const orm_index *written)
{
    orm_table_index *index = add_index(sync, table, written->count);

    for (uint32_t i = 0; i < written->count; i++)
        want_key(sync, table, &index->keys[i], &written->parts[i]);
    index->name = written->name;
    index->is_named = written->is_named;
    index->is_unique = written->is_unique;
    if (sync->dialect->has_schemas) {
        index->method = lower(sync, written->method);
        index->include = written->include;
    }
    want_where(sync, table, index, written);
    for (uint32_t i = 0; i + 1 < table->index_count; i++)
        if (orm_diff_same_index(sync, index, &table->indexes[i])) {
            table->index_count--; /* it says again what another one has said */
            break;
        }
}

/* ---- indexes of foreign keys */

static bool leads(orm_names list, orm_names columns)
{
    return list.count >= columns.count &&
           orm_names_equal((orm_names){list.items, columns.count}, columns);
}

static bool is_led(const orm_table *table, const orm_table_index *index)
{
    for (uint32_t i = 0; i < table->index_count; i++)
        if (&table->indexes[i] != index && orm_index_leads(&table->indexes[i], index))
            return true;
    return false;
}

void orm_wanted_key_index(orm_sync *sync, orm_table *table, orm_names columns)
{
    orm_table_index *index;

    if (leads(table->primary, columns))
        return;
    index = add_index(sync, table, columns.count);
    for (uint32_t i = 0; i < columns.count; i++)
        index->keys[i].column = columns.items[i];
    if (is_led(table, index)) {
        table->index_count--;
        return;
    }
    index->is_derived = true;
    index->name = orm_underscore(sync->ctx->arena, table->name);
    for (uint32_t i = 0; i < columns.count; i++)
        index->name = orm_text_format(sync->ctx->arena, "%.*s_%.*s", ORM_ARG(index->name),
                                      ORM_ARG(orm_underscore(sync->ctx->arena, columns.items[i])));
    index->name = orm_identifier_shorten(sync->ctx->arena, index->name);
}

/* The key's columns, where none of its attributes says "index": false. */
static void want_link_index(orm_sync *sync, orm_table *table, const orm_attribute *const *columns,
                            uint32_t count)
{
    orm_text *items = ORM_NEW_N(sync->ctx->arena, orm_text, count);

    for (uint32_t i = 0; i < count; i++) {
        if (columns[i]->is_unindexed)
            return;
        items[i] = columns[i]->field;
    }
    orm_wanted_key_index(sync, table, (orm_names){items, count});
}

static void want_association_index(orm_sync *sync, orm_table *table, const orm_association *it)
{
    if (it->kind == ORM_BELONGS_TO && it->source == table->model)
        want_link_index(sync, table, it->link.from, it->link.count);
    if ((it->kind == ORM_HAS_ONE || it->kind == ORM_HAS_MANY) && it->target == table->model)
        want_link_index(sync, table, it->link.to, it->link.count);
    if (it->kind == ORM_BELONGS_TO_MANY && it->through == table->model) {
        want_link_index(sync, table, it->link.to, it->link.count);
        want_link_index(sync, table, it->through_link.from, it->through_link.count);
    }
}

static void want_key_indexes(orm_sync *sync, orm_table *table)
{
    const orm_model *model = table->model;

    for (uint32_t i = 0; i < model->column_count; i++)
        if (model->columns[i]->reference)
            want_link_index(sync, table, &model->columns[i], 1);
    for (uint32_t i = 0; i < sync->catalog->model_count; i++) {
        const orm_model *other = sync->catalog->models[i];

        for (uint32_t j = 0; j < other->association_count; j++)
            want_association_index(sync, table, other->associations[j]);
    }
}

/* ---- checks */

/* Two of one name are told apart. */
static orm_text name_of_check(orm_sync *sync, const orm_table *table, orm_text name)
{
    uint32_t number = 0;

    for (uint32_t i = 0; i < table->check_count; i++)
        number += orm_text_equal(table->checks[i].name, name);
    if (number == 0)
        return name;
    return orm_identifier_shorten(
        sync->ctx->arena,
        orm_text_format(sync->ctx->arena, "%.*s_%u_%u", ORM_ARG(name), number, table->check_count));
}

static void want_checks(orm_sync *sync, orm_table *table)
{
    const orm_model *model = table->model;

    table->checks = ORM_NEW_N(sync->ctx->arena, orm_table_check, model->check_count + 1);
    for (uint32_t i = 0; i < model->check_count; i++) {
        orm_table_check *check = &table->checks[table->check_count];

        check->name = name_of_check(sync, table, model->checks[i].name);
        check->sql.text = orm_define_condition(&sync->definer, model, model->checks[i].where);
        if (check->sql.text.length)
            table->check_count++;
    }
}

void orm_wanted_keys(orm_sync *sync, orm_table *table)
{
    const orm_model *model = table->model;

    for (uint32_t i = 0; i < model->unique_count; i++)
        want_unique(sync, table, model->uniques[i]);
    for (uint32_t i = 0; i < model->index_count; i++)
        want_index(sync, table, model->indexes[i]);
    want_key_indexes(sync, table);
    want_checks(sync, table);
}
