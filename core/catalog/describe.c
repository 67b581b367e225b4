/* describe.c - models with all that was derived, as JSON documents.  See describe.h. */
#include "catalog/describe.h"

#include "catalog/put.h"

/* ---- small pieces */

static void put_true(orm_buffer *buffer, const char *name, bool is_true)
{
    if (!is_true)
        return;
    orm_put_key(buffer, name);
    ORM_PUT(buffer, "true");
}

static void put_node(orm_buffer *buffer, const char *name, const orm_json *node)
{
    if (node == NULL)
        return;
    orm_put_key(buffer, name);
    orm_json_write(buffer, node);
}

/* Names of a key: one as a string, several as a list. */
static void put_attributes(orm_buffer *buffer, const char *name,
                           const orm_attribute *const *attributes, uint32_t count)
{
    orm_put_key(buffer, name);
    if (count != 1)
        orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_json_write_string(buffer, attributes[i]->name);
    }
    if (count != 1)
        orm_buffer_char(buffer, ']');
}

/* ---- attributes */

static void put_action(orm_buffer *buffer, const char *name, orm_action action)
{
    static const char *const names[] = {"",        "NO ACTION", "RESTRICT",
                                        "CASCADE", "SET NULL",  "SET DEFAULT"};

    orm_put_some_text(buffer, name, orm_text_from(names[action]));
}

static void put_reference(orm_buffer *buffer, const orm_reference *reference)
{
    static const char *const deferrables[] = {"", "NOT", "INITIALLY_IMMEDIATE",
                                              "INITIALLY_DEFERRED"};

    if (reference == NULL)
        return;
    orm_put_key(buffer, "references");
    orm_buffer_char(buffer, '{');
    if (reference->model) {
        orm_put_text(buffer, "model", reference->model->name);
    } else if (reference->schema.length == 0) {
        orm_put_text(buffer, "model", reference->table);
    } else {
        orm_put_key(buffer, "model");
        orm_buffer_char(buffer, '{');
        orm_put_text(buffer, "tableName", reference->table);
        orm_put_text(buffer, "schema", reference->schema);
        orm_buffer_char(buffer, '}');
    }
    orm_put_text(buffer, "key", reference->field);
    orm_put_some_text(buffer, "deferrable", orm_text_from(deferrables[reference->deferrable]));
    orm_buffer_char(buffer, '}');
}

/* The name of the unique key that the attribute is in; empty: it has none of its own. */
static orm_text unique_name(const orm_attribute *attribute)
{
    const orm_model *model = attribute->model;

    for (uint32_t i = 0; i < model->unique_count; i++)
        if (model->uniques[i]->is_named &&
            orm_text_equal(model->uniques[i]->name, attribute->unique.items[0]))
            return model->uniques[i]->name;
    return (orm_text){"", 0};
}

static void put_unique(orm_buffer *buffer, const orm_attribute *attribute)
{
    orm_text name;

    if (attribute->unique.count == 0)
        return;
    name = unique_name(attribute);
    if (attribute->unique_text.length == 0) {
        orm_put_some_text(buffer, "unique", name);
        put_true(buffer, "unique", name.length == 0);
        return;
    }
    orm_put_key(buffer, "unique");
    orm_buffer_char(buffer, '{');
    orm_put_some_text(buffer, "name", name);
    orm_put_text(buffer, "msg", attribute->unique_text);
    orm_buffer_char(buffer, '}');
}

static void put_generated(orm_buffer *buffer, const orm_attribute *attribute)
{
    if (attribute->generated.length == 0)
        return;
    orm_put_key(buffer, "generated");
    orm_buffer_char(buffer, '{');
    orm_put_text(buffer, "as", attribute->generated);
    orm_buffer_string(buffer,
                      attribute->is_generated_stored ? ",\"stored\":true}" : ",\"stored\":false}");
}

/* As it is written: {"$value": "NOW"} is not "NOW". */
static void put_default(orm_buffer *buffer, const orm_attribute *attribute)
{
    const orm_json *node = attribute->default_node;

    if (attribute->default_kind == ORM_DEFAULT_NONE)
        return;
    put_node(buffer, "defaultValue", orm_text_is(node->key, "$value") ? node->parent : node);
}

static void put_attribute(orm_buffer *buffer, const orm_attribute *attribute)
{
    orm_buffer_text(buffer, orm_text_slice(attribute->key, 1, attribute->key.length));
    orm_buffer_char(buffer, '{');
    orm_put_text(buffer, "type", attribute->type->name);
    if (!attribute->is_virtual)
        orm_put_text(buffer, "field", attribute->field);
    if (attribute->is_required)
        ORM_PUT(buffer, ",\"allowNull\":false");
    put_true(buffer, "primaryKey", attribute->is_primary);
    put_true(buffer, "autoIncrement", attribute->is_auto_increment);
    put_true(buffer, "autoIncrementIdentity", attribute->is_identity);
    put_default(buffer, attribute);
    put_unique(buffer, attribute);
    put_reference(buffer, attribute->reference);
    put_action(buffer, "onDelete", attribute->on_delete);
    put_action(buffer, "onUpdate", attribute->on_update);
    orm_put_some_text(buffer, "comment", attribute->comment);
    put_node(buffer, "validate", attribute->validate);
    orm_put_some_text(buffer, "get", attribute->getter);
    orm_put_some_text(buffer, "set", attribute->setter);
    put_generated(buffer, attribute);
    put_true(buffer, "index", attribute->is_indexed);
    if (attribute->is_unindexed)
        ORM_PUT(buffer, ",\"index\":false");
    orm_put_some_text(buffer, "renamedFrom", attribute->renamed_from);
    orm_buffer_char(buffer, '}');
}

static void put_all_attributes(orm_buffer *buffer, const orm_model *model)
{
    orm_put_key(buffer, "attributes");
    orm_buffer_char(buffer, '{');
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        put_attribute(buffer, model->attributes[i]);
    }
    orm_buffer_char(buffer, '}');
}

/* ---- associations */

static void put_association(orm_buffer *buffer, const orm_association *association)
{
    static const char *const types[] = {"belongsTo", "hasOne", "hasMany", "belongsToMany"};
    const orm_link *link = &association->link;

    orm_buffer_char(buffer, '{');
    orm_put_text(buffer, "type", orm_text_from(types[association->kind]));
    orm_put_text(buffer, "source", association->source->name);
    orm_put_text(buffer, "target", association->target->name);
    orm_put_text(buffer, "as", association->as);
    if (association->kind == ORM_BELONGS_TO) {
        put_attributes(buffer, "foreignKey", link->from, link->count);
        put_attributes(buffer, "targetKey", link->to, link->count);
    } else {
        put_attributes(buffer, "foreignKey", link->to, link->count);
        put_attributes(buffer, "sourceKey", link->from, link->count);
    }
    if (association->through) {
        const orm_link *other = &association->through_link;

        put_attributes(buffer, "otherKey", other->from, other->count);
        put_attributes(buffer, "targetKey", other->to, other->count);
        orm_put_text(buffer, "through", association->through->name);
    }
    put_node(buffer, "scope", association->scope);
}

void orm_describe_association(orm_buffer *buffer, const orm_association *association)
{
    put_association(buffer, association);
    orm_buffer_char(buffer, '}');
}

static void put_associations(orm_buffer *buffer, const orm_model *model)
{
    if (model->association_count == 0)
        return;
    orm_put_key(buffer, "associations");
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < model->association_count; i++) {
        const orm_association *association = model->associations[i];

        if (i > 0)
            orm_buffer_char(buffer, ',');
        put_association(buffer, association);
        if (association->options && association->options->count)
            put_node(buffer, "options", association->options);
        orm_buffer_char(buffer, '}');
    }
    orm_buffer_char(buffer, ']');
}

/* ---- what else a model has */

static void put_scopes(orm_buffer *buffer, const orm_model *model)
{
    if (model->scope_count == 0)
        return;
    orm_put_key(buffer, "scopes");
    orm_buffer_char(buffer, '{');
    for (uint32_t i = 0; i < model->scope_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_json_write_string(buffer, model->scopes[i].name);
        orm_buffer_char(buffer, ':');
        orm_json_write(buffer, model->scopes[i].definition);
    }
    orm_buffer_char(buffer, '}');
}

static void put_hooks(orm_buffer *buffer, const orm_model *model)
{
    if (model->hook_count == 0)
        return;
    orm_put_key(buffer, "hooks");
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < model->hook_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_buffer_char(buffer, '{');
        orm_put_text(buffer, "hook", model->hooks[i].hook);
        orm_put_text(buffer, "expression", model->hooks[i].expression);
        orm_put_some_text(buffer, "name", model->hooks[i].name);
        orm_buffer_char(buffer, '}');
    }
    orm_buffer_char(buffer, ']');
}

static void put_unique_keys(orm_buffer *buffer, const orm_model *model)
{
    if (model->unique_count == 0)
        return;
    orm_put_key(buffer, "uniqueKeys");
    orm_buffer_char(buffer, '{');
    for (uint32_t i = 0; i < model->unique_count; i++) {
        const orm_unique *unique = model->uniques[i];

        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_json_write_string(buffer, unique->name);
        ORM_PUT(buffer, ":[");
        for (uint32_t j = 0; j < unique->count; j++) {
            if (j > 0)
                orm_buffer_char(buffer, ',');
            orm_json_write_string(buffer, unique->attributes[j]->name);
        }
        orm_buffer_char(buffer, ']');
    }
    orm_buffer_char(buffer, '}');
}

/* ---- indexes and checks, with the names that they get */

static void put_part(orm_buffer *buffer, const orm_index_part *part)
{
    orm_text name = part->attribute ? part->attribute->name : part->column;

    if (part->expression) {
        orm_json_write(buffer, part->expression);
        return;
    }
    if (part->order.length + part->collate.length + part->operator_class.length == 0) {
        orm_json_write_string(buffer, name);
        return;
    }
    orm_buffer_char(buffer, '{');
    orm_put_text(buffer, "name", name);
    orm_put_some_text(buffer, "order", part->order);
    orm_put_some_text(buffer, "collate", part->collate);
    orm_put_some_text(buffer, "operator", part->operator_class);
    orm_buffer_char(buffer, '}');
}

static void put_index(orm_buffer *buffer, const orm_index *index)
{
    orm_buffer_char(buffer, '{');
    orm_put_text(buffer, "name", index->name);
    orm_put_key(buffer, "fields");
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < index->count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        put_part(buffer, &index->parts[i]);
    }
    orm_buffer_char(buffer, ']');
    put_true(buffer, "unique", index->is_unique);
    orm_put_some_text(buffer, "using", index->method);
    put_node(buffer, "where", index->where);
    if (index->include.count) {
        orm_put_key(buffer, "include");
        orm_buffer_char(buffer, '[');
        for (uint32_t i = 0; i < index->include.count; i++) {
            if (i > 0)
                orm_buffer_char(buffer, ',');
            orm_json_write_string(buffer, index->include.items[i]);
        }
        orm_buffer_char(buffer, ']');
    }
    orm_buffer_char(buffer, '}');
}

static void put_indexes(orm_buffer *buffer, const orm_model *model)
{
    if (model->index_count == 0)
        return;
    orm_put_key(buffer, "indexes");
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < model->index_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        put_index(buffer, model->indexes[i]);
    }
    orm_buffer_char(buffer, ']');
}

static void put_checks(orm_buffer *buffer, const orm_model *model)
{
    if (model->check_count == 0)
        return;
    orm_put_key(buffer, "checks");
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < model->check_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_buffer_char(buffer, '{');
        orm_put_text(buffer, "name", model->checks[i].name);
        put_node(buffer, "where", model->checks[i].where);
        orm_buffer_char(buffer, '}');
    }
    orm_buffer_char(buffer, ']');
}

static void put_primary_keys(orm_buffer *buffer, const orm_model *model)
{
    orm_put_key(buffer, "primaryKeys");
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < model->primary_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_json_write_string(buffer, model->primary[i]->name);
    }
    orm_buffer_char(buffer, ']');
}

void orm_describe_model(orm_buffer *buffer, const orm_model *model)
{
    orm_buffer_char(buffer, '{');
    orm_put_text(buffer, "name", model->name);
    orm_put_text(buffer, "tableName", model->table);
    orm_put_some_text(buffer, "schema", model->schema);
    orm_put_text(buffer, "singular", model->singular);
    orm_put_text(buffer, "plural", model->plural);
    put_primary_keys(buffer, model);
    put_all_attributes(buffer, model);
    if (model->options_node && model->options_node->count) {
        orm_put_key(buffer, "options");
        orm_json_write_tree(buffer, model->options_node);
    }
    put_associations(buffer, model);
    put_unique_keys(buffer, model);
    put_indexes(buffer, model);
    put_checks(buffer, model);
    put_node(buffer, "defaultScope", model->default_scope);
    put_scopes(buffer, model);
    put_hooks(buffer, model);
    orm_buffer_char(buffer, '}');
}
