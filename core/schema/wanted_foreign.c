/* wanted_foreign.c - the foreign keys that a table should have: of references, and of associations
 * whose key has several columns (which no attribute alone can say). */
#include "schema/schema.h"

/* ---- the list */

static orm_foreign_key *add(orm_sync *sync, orm_table *table)
{
    orm_foreign_key *longer =
        ORM_NEW_N(sync->ctx->arena, orm_foreign_key, table->foreign_count + 1);

    if (table->foreign_count)
        memcpy(longer, table->foreign, table->foreign_count * sizeof *longer);
    table->foreign = longer;
    return &longer[table->foreign_count++];
}

static bool has_columns(const orm_table *table, orm_names columns)
{
    for (uint32_t i = 0; i < table->foreign_count; i++)
        if (orm_names_equal(table->foreign[i].columns, columns))
            return true;
    return false;
}

/* ---- of an attribute */

static void place_of(orm_sync *sync, const orm_table *table, const orm_reference *reference,
                     orm_foreign_key *key)
{
    const orm_place *place;

    if (reference->model) {
        place = orm_place_of(sync, reference->model);
        key->schema = place->schema;
        key->table = place->name;
        return;
    }
    key->table = reference->table;
    if (sync->dialect->has_schemas)
        key->schema = reference->schema.length ? reference->schema : table->schema;
    else if (reference->schema.length)
        key->table = orm_text_format(sync->ctx->arena, "%.*s.%.*s", ORM_ARG(reference->schema),
                                     ORM_ARG(reference->table));
}

static void want_reference(orm_sync *sync, orm_table *table, const orm_attribute *attribute)
{
    orm_text *texts = ORM_NEW_N(sync->ctx->arena, orm_text, 2);
    orm_foreign_key *key = add(sync, table);

    texts[0] = attribute->field;
    texts[1] = attribute->reference->field;
    key->columns = (orm_names){&texts[0], 1};
    key->fields = (orm_names){&texts[1], 1};
    place_of(sync, table, attribute->reference, key);
    key->on_delete = attribute->on_delete;
    key->on_update = attribute->on_update;
    key->deferrable = attribute->reference->deferrable;
    key->name = orm_key_name(sync->ctx, table->name, key->columns, "fkey");
}

/* ---- of an association whose key has several columns */

/* Which end of a link holds the key. */
typedef struct ends {
    const orm_model *owner;
    const orm_attribute **columns;
    const orm_model *to;
    const orm_attribute **fields;
    uint32_t count;
} ends;

static orm_names fields_of(orm_sync *sync, const orm_attribute *const *attributes, uint32_t count)
{
    orm_text *items = ORM_NEW_N(sync->ctx->arena, orm_text, count);

    for (uint32_t i = 0; i < count; i++)
        items[i] = attributes[i]->field;
    return (orm_names){items, count};
}

static orm_action default_on_delete(const orm_association *association, const ends *link)
{
    if (association->kind == ORM_BELONGS_TO_MANY)
        return ORM_ACTION_CASCADE;
    for (uint32_t i = 0; i < link->count; i++)
        if (link->columns[i]->is_required)
            return association->kind == ORM_BELONGS_TO ? ORM_ACTION_NO_ACTION : ORM_ACTION_CASCADE;
    return ORM_ACTION_SET_NULL;
}

static void want_link(orm_sync *sync, orm_table *table, const orm_association *association,
                      const ends *link)
{
    orm_names columns;
    orm_foreign_key *key;
    const orm_place *place;

    if (link->owner != table->model || link->count < 2)
        return;
    if (!association->has_constraints && !association->on_delete && !association->on_update)
        return;
    columns = fields_of(sync, link->columns, link->count);
    if (has_columns(table, columns))
        return;
    key = add(sync, table);
    place = orm_place_of(sync, link->to);
    key->columns = columns;
    key->fields = fields_of(sync, link->fields, link->count);
    key->schema = place->schema;
    key->table = place->name;
    key->on_delete =
        association->on_delete ? association->on_delete : default_on_delete(association, link);
    key->on_update = association->on_update ? association->on_update : ORM_ACTION_CASCADE;
    key->name = orm_key_name(sync->ctx, table->name, columns, "fkey");
}

static void want_association(orm_sync *sync, orm_table *table, const orm_association *it)
{
    const orm_link *link = &it->link, *other = &it->through_link;
    ends one = {it->target, link->to, it->source, link->from, link->count};
    ends two = {it->through, other->from, it->target, other->to, other->count};

    if (it->kind == ORM_BELONGS_TO)
        one = (ends){it->source, link->from, it->target, link->to, link->count};
    else if (it->kind == ORM_BELONGS_TO_MANY)
        one.owner = it->through;
    want_link(sync, table, it, &one);
    if (it->kind == ORM_BELONGS_TO_MANY)
        want_link(sync, table, it, &two);
}

void orm_wanted_foreign(orm_sync *sync, orm_table *table)
{
    const orm_model *model = table->model;

    for (uint32_t i = 0; i < model->column_count; i++)
        if (model->columns[i]->reference)
            want_reference(sync, table, model->columns[i]);
    for (uint32_t i = 0; i < sync->catalog->model_count; i++) {
        const orm_model *other = sync->catalog->models[i];

        for (uint32_t j = 0; j < other->association_count; j++)
            want_association(sync, table, other->associations[j]);
    }
}
