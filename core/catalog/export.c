/* export.c - the registry as the document that orm_define_all takes.  See describe.h. */
#include "catalog/describe.h"
#include "catalog/put.h"

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
    orm_put_text(buffer, "type", it->type);
    orm_put_text(buffer, "target", it->target);
    if (!orm_text_is(it->options, "{}")) {
        orm_put_key(buffer, "options");
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
            orm_put_key(buffer, "associations");
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
            orm_put_key(buffer, "scopes");
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
            orm_put_key(buffer, "hooks");
            orm_buffer_char(buffer, '[');
            is_open = true;
        }
        orm_buffer_char(buffer, '{');
        orm_put_text(buffer, "hook", hook->hook);
        orm_put_text(buffer, "expression", hook->expression);
        orm_put_some_text(buffer, "name", hook->name);
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
        orm_put_key(buffer, "options");
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
        orm_put_key(buffer, "config");
        orm_buffer_text(buffer, registry->config);
    }
    orm_buffer_char(buffer, '}');
}
