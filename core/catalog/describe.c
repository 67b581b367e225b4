/* describe.c - models and the registry as JSON documents.  See describe.h. */
#include "catalog/describe.h"

#include "catalog/keys.h"

/* ---- small pieces */

static void put_key(orm_buffer *buffer, const char *name)
{
    char before = buffer->data[buffer->length - 1];

    if (before != '{' && before != '[')
        orm_buffer_char(buffer, ',');
    orm_buffer_format(buffer, "\"%s\":", name);
}

static void put_text(orm_buffer *buffer, const char *name, orm_text text)
{
    put_key(buffer, name);
    orm_json_write_string(buffer, text);
}

static void put_some_text(orm_buffer *buffer, const char *name, orm_text text)
{
    if (text.length)
        put_text(buffer, name, text);
}

static void put_true(orm_buffer *buffer, const char *name, bool is_true)
{
    if (!is_true)
        return;
    put_key(buffer, name);
    ORM_PUT(buffer, "true");
}

static void put_node(orm_buffer *buffer, const char *name, const orm_json *node)
{
    if (node == NULL)
        return;
    put_key(buffer, name);
    orm_json_write(buffer, node);
}

/* Names of a key: one as a string, several as a list. */
static void put_attributes(orm_buffer *buffer, const char *name,
                           const orm_attribute *const *attributes, uint32_t count)
{
    put_key(buffer, name);
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

    put_some_text(buffer, name, orm_text_from(names[action]));
}

static void put_reference(orm_buffer *buffer, const orm_reference *reference)
{
    static const char *const deferrables[] = {"", "NOT", "INITIALLY_IMMEDIATE",
                                              "INITIALLY_DEFERRED"};

    if (reference == NULL)
        return;
    put_key(buffer, "references");
    orm_buffer_char(buffer, '{');
    if (reference->model) {
        put_text(buffer, "model", reference->model->name);
    } else if (reference->schema.length == 0) {
        put_text(buffer, "model", reference->table);
    } else {
        put_key(buffer, "model");
        orm_buffer_char(buffer, '{');
        put_text(buffer, "tableName", reference->table);
        put_text(buffer, "schema", reference->schema);
        orm_buffer_char(buffer, '}');
    }
    put_text(buffer, "key", reference->field);
    put_some_text(buffer, "deferrable", orm_text_from(deferrables[reference->deferrable]));
    orm_buffer_char(buffer, '}');
}

static void put_unique(orm_buffer *buffer, const orm_attribute *attribute)
{
    if (attribute->unique.count == 0)
        return;
    put_key(buffer, "unique");
    if (attribute->unique_text.length == 0) {
        orm_json_write_string(buffer, attribute->unique.items[0]);
        return;
    }
    orm_buffer_char(buffer, '{');
    put_text(buffer, "name", attribute->unique.items[0]);
    put_text(buffer, "msg", attribute->unique_text);
    orm_buffer_char(buffer, '}');
}

static void put_generated(orm_buffer *buffer, const orm_attribute *attribute)
{
    if (attribute->generated.length == 0)
        return;
    put_key(buffer, "generated");
    orm_buffer_char(buffer, '{');
    put_text(buffer, "as", attribute->generated);
    orm_buffer_string(buffer,
                      attribute->is_generated_stored ? ",\"stored\":true}" : ",\"stored\":false}");
}

static void put_attribute(orm_buffer *buffer, const orm_attribute *attribute)
{
    orm_buffer_text(buffer, orm_text_slice(attribute->key, 1, attribute->key.length));
    orm_buffer_char(buffer, '{');
    put_text(buffer, "type", attribute->type->name);
    if (!attribute->is_virtual)
        put_text(buffer, "field", attribute->field);
    if (attribute->is_required)
        ORM_PUT(buffer, ",\"allowNull\":false");
    put_true(buffer, "primaryKey", attribute->is_primary);
    put_true(buffer, "autoIncrement", attribute->is_auto_increment);
    put_true(buffer, "autoIncrementIdentity", attribute->is_identity);
    if (attribute->default_kind != ORM_DEFAULT_NONE)
        put_node(buffer, "defaultValue", attribute->default_node);
    put_unique(buffer, attribute);
    put_reference(buffer, attribute->reference);
    put_action(buffer, "onDelete", attribute->on_delete);
    put_action(buffer, "onUpdate", attribute->on_update);
    put_some_text(buffer, "comment", attribute->comment);
    put_node(buffer, "validate", attribute->validate);
    put_some_text(buffer, "get", attribute->getter);
    put_some_text(buffer, "set", attribute->setter);
    put_generated(buffer, attribute);
    put_true(buffer, "index", attribute->is_indexed);
    if (attribute->is_unindexed)
        ORM_PUT(buffer, ",\"index\":false");
    put_some_text(buffer, "renamedFrom", attribute->renamed_from);
    orm_buffer_char(buffer, '}');
}

static void put_all_attributes(orm_buffer *buffer, const orm_model *model)
{
    put_key(buffer, "attributes");
    orm_buffer_char(buffer, '{');
    for (uint32_t i = 0; i < model->attribute_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        put_attribute(buffer, model->attributes[i]);
    }
    orm_buffer_char(buffer, '}');
}

/* ---- associations */

void orm_describe_association(orm_buffer *buffer, const orm_association *association)
{
    static const char *const types[] = {"belongsTo", "hasOne", "hasMany", "belongsToMany"};
    const orm_link *link = &association->link;

    orm_buffer_char(buffer, '{');
    put_text(buffer, "type", orm_text_from(types[association->kind]));
    put_text(buffer, "source", association->source->name);
    put_text(buffer, "target", association->target->name);
    put_text(buffer, "as", association->as);
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
        put_text(buffer, "through", association->through->name);
    }
    put_node(buffer, "scope", association->scope);
    orm_buffer_char(buffer, '}');
}

static void put_associations(orm_buffer *buffer, const orm_model *model)
{
    if (model->association_count == 0)
        return;
    put_key(buffer, "associations");
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < model->association_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_describe_association(buffer, model->associations[i]);
    }
    orm_buffer_char(buffer, ']');
}

/* ---- what else a model has */

static void put_scopes(orm_buffer *buffer, const orm_model *model)
{
    if (model->scope_count == 0)
        return;
    put_key(buffer, "scopes");
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
    put_key(buffer, "hooks");
    orm_buffer_char(buffer, '[');
    for (uint32_t i = 0; i < model->hook_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        orm_buffer_char(buffer, '{');
        put_text(buffer, "hook", model->hooks[i].hook);
        put_text(buffer, "expression", model->hooks[i].expression);
        put_some_text(buffer, "name", model->hooks[i].name);
        orm_buffer_char(buffer, '}');
    }
    orm_buffer_char(buffer, ']');
}

static void put_unique_keys(orm_buffer *buffer, const orm_model *model)
{
    if (model->unique_count == 0)
        return;
    put_key(buffer, "uniqueKeys");
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

static void put_primary_keys(orm_buffer *buffer, const orm_model *model)
{
    put_key(buffer, "primaryKeys");
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
    put_text(buffer, "name", model->name);
    put_text(buffer, "tableName", model->table);
    put_some_text(buffer, "schema", model->schema);
    put_key(buffer, "singular");
    orm_json_write_string(buffer, model->singular);
    put_text(buffer, "plural", model->plural);
    put_primary_keys(buffer, model);
    put_all_attributes(buffer, model);
    if (model->options_node && model->options_node->count)
        put_node(buffer, "options", model->options_node);
    put_associations(buffer, model);
    put_unique_keys(buffer, model);
    put_scopes(buffer, model);
    put_hooks(buffer, model);
    orm_buffer_char(buffer, '}');
}

/* ---- the registry */

/* Position of an association when the models' lists are read one after the other. */
static bool is_natural_order(const orm_registry *registry)
{
    int64_t last = -1;

    for (uint32_t m = 0; m < registry->model_count; m++)
        for (uint32_t i = 0; i < registry->association_count; i++) {
            const orm_registry_association *it = &registry->associations[i];

            if (!orm_text_equal(it->source, registry->models[m].name))
                continue;
            if ((int64_t)i < last)
                return false;
            last = i;
        }
    return true;
}

static void put_association_entry(orm_buffer *buffer, const orm_registry_association *it,
                                  uint32_t place, bool is_natural)
{
    orm_buffer_char(buffer, '{');
    put_text(buffer, "type", it->type);
    put_text(buffer, "target", it->target);
    if (!orm_text_is(it->options, "{}")) {
        put_key(buffer, "options");
        orm_buffer_text(buffer, it->options);
    }
    if (!is_natural)
        orm_buffer_format(buffer, ",\"position\":%u", place + 1);
    orm_buffer_char(buffer, '}');
}

static void put_association_entries(orm_buffer *buffer, const orm_registry *registry,
                                    orm_text model, bool is_natural)
{
    bool is_open = false;

    for (uint32_t i = 0; i < registry->association_count; i++) {
        const orm_registry_association *it = &registry->associations[i];

        if (!orm_text_equal(it->source, model))
            continue;
        if (is_open) {
            orm_buffer_char(buffer, ',');
        } else {
            put_key(buffer, "associations");
            orm_buffer_char(buffer, '[');
            is_open = true;
        }
        put_association_entry(buffer, it, i, is_natural);
    }
    if (is_open)
        orm_buffer_char(buffer, ']');
}

static void put_scope_entries(orm_buffer *buffer, const orm_registry *registry, orm_text model)
{
    bool is_open = false;

    for (uint32_t i = 0; i < registry->scope_count; i++) {
        const orm_registry_scope *scope = &registry->scopes[i];

        if (!orm_text_equal(scope->model, model))
            continue;
        if (is_open) {
            orm_buffer_char(buffer, ',');
        } else {
            put_key(buffer, "scopes");
            orm_buffer_char(buffer, '{');
            is_open = true;
        }
        orm_json_write_string(buffer, scope->name);
        orm_buffer_char(buffer, ':');
        orm_buffer_text(buffer, scope->definition);
    }
    if (is_open)
        orm_buffer_char(buffer, '}');
}

static void put_hook_entries(orm_buffer *buffer, const orm_registry *registry, orm_text model)
{
    bool is_open = false;

    for (uint32_t i = 0; i < registry->hook_count; i++) {
        const orm_registry_hook *hook = &registry->hooks[i];

        if (!orm_text_equal(hook->model, model))
            continue;
        if (is_open) {
            orm_buffer_char(buffer, ',');
        } else {
            put_key(buffer, "hooks");
            orm_buffer_char(buffer, '[');
            is_open = true;
        }
        orm_buffer_char(buffer, '{');
        put_text(buffer, "hook", hook->hook);
        put_text(buffer, "expression", hook->expression);
        put_some_text(buffer, "name", hook->name);
        orm_buffer_char(buffer, '}');
    }
    if (is_open)
        orm_buffer_char(buffer, ']');
}

static void put_model_entry(orm_buffer *buffer, const orm_registry *registry,
                            const orm_registry_model *model, bool is_natural)
{
    orm_json_write_string(buffer, model->name);
    ORM_PUT(buffer, ":{\"attributes\":");
    orm_buffer_text(buffer, model->attributes);
    if (!orm_text_is(model->options, "{}")) {
        put_key(buffer, "options");
        orm_buffer_text(buffer, model->options);
    }
    put_association_entries(buffer, registry, model->name, is_natural);
    put_scope_entries(buffer, registry, model->name);
    put_hook_entries(buffer, registry, model->name);
    orm_buffer_char(buffer, '}');
}

void orm_describe_registry(orm_buffer *buffer, const orm_registry *registry)
{
    bool is_natural = is_natural_order(registry);

    ORM_PUT(buffer, "{\"models\":{");
    for (uint32_t i = 0; i < registry->model_count; i++) {
        if (i > 0)
            orm_buffer_char(buffer, ',');
        put_model_entry(buffer, registry, &registry->models[i], is_natural);
    }
    orm_buffer_char(buffer, '}');
    put_hook_entries(buffer, registry, (orm_text){"", 0});
    if (registry->config.length && !orm_text_is(registry->config, "{}")) {
        put_key(buffer, "config");
        orm_buffer_text(buffer, registry->config);
    }
    orm_buffer_char(buffer, '}');
}
