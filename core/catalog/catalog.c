/* catalog.c - a registry becomes a catalog.  See catalog.h and draft.h. */
#include "catalog/catalog.h"

#include "base/suggest.h"
#include "catalog/draft.h"
#include "catalog/hooks.h"

static const orm_key config_keys[] = {
    {"define", ORM_K_OBJECT},
    {"inflection", ORM_K_OBJECT},
    {"allow_literal", ORM_K_BOOLEAN},
    {"numbers", ORM_K_STRING},
};

/* ---- configuration */

static void read_inflections(orm_draft *draft, const orm_json *node)
{
    orm_inflection *pairs;

    if (node == NULL)
        return;
    pairs = ORM_NEW_N(draft->ctx->arena, orm_inflection, node->count);
    orm_each_child (pair, node) {
        if (pair->kind != ORM_JSON_STRING)
            orm_raise_at(draft->ctx, ORM_INVALID_OPTION, pair,
                         "\"inflection\" is an object of plurals by singular, of strings");
        pairs[draft->inflections.count++] = (orm_inflection){pair->key, pair->text};
    }
    draft->inflections.pairs = pairs;
}

static void read_config(orm_draft *draft, orm_catalog *catalog)
{
    const orm_json *config = draft->registry->config_node;
    orm_text numbers = orm_option_text(config, "numbers");

    ORM_CHECK_KEYS(draft->ctx, config, config_keys, "orm_config");
    draft->define = orm_option(config, "define");
    read_inflections(draft, orm_option(config, "inflection"));
    catalog->is_literal_allowed = orm_option_boolean(config, "allow_literal", true);
    catalog->is_numbers_string = orm_text_is(numbers, "string");
    if (numbers.length && !catalog->is_numbers_string && !orm_text_is(numbers, "number"))
        orm_raise_at(draft->ctx, ORM_INVALID_OPTION, orm_option(config, "numbers"),
                     "\"numbers\" is \"string\" or \"number\", not \"%.*s\"", ORM_ARG(numbers));
}

void orm_catalog_check_setting(orm_ctx *ctx, orm_text key)
{
    enum { COUNT = sizeof config_keys / sizeof *config_keys };
    orm_text names[COUNT];
    orm_error *error;

    for (size_t i = 0; i < COUNT; i++) {
        names[i] = orm_text_from(config_keys[i].name);
        if (orm_text_equal(names[i], key))
            return;
    }
    error = orm_error_new(ctx, ORM_INVALID_OPTION, "there is no setting \"%.*s\"", ORM_ARG(key));
    error->at = ORM_TEXT("key");
    error->did_you_mean = orm_suggest(ctx->arena, key, names, COUNT);
    orm_throw(ctx, error);
}

/* ---- scopes and hooks of a model: those in its options, then those that were added */

static void finish_scopes(orm_draft *draft, orm_draft_model *model)
{
    const orm_json *written = orm_option(model->options, "scopes");
    orm_model *out = &model->model;
    orm_scope *scopes =
        ORM_NEW_N(draft->ctx->arena, orm_scope,
                  (written ? written->count : 0) + draft->registry->scope_count + 1);

    out->default_scope = orm_option(model->options, "defaultScope");
    if (written)
        orm_each_child (scope, written)
            scopes[out->scope_count++] = (orm_scope){scope->key, scope, false};
    for (uint32_t i = 0; i < draft->registry->scope_count; i++) {
        const orm_registry_scope *added = &draft->registry->scopes[i];
        uint32_t at = 0;

        if (!orm_text_equal(added->model, out->name))
            continue;
        if (orm_text_is(added->name, "defaultScope")) {
            out->default_scope = added->definition_node;
            continue;
        }
        while (at < out->scope_count && !orm_text_equal(scopes[at].name, added->name))
            at++;
        scopes[at] = (orm_scope){added->name, added->definition_node, true};
        out->scope_count += at == out->scope_count;
    }
    out->scopes = scopes;
}

static void add_hook(orm_draft *draft, orm_list *hooks, orm_text hook, orm_text name,
                     orm_text expression, bool is_added, const orm_json *at)
{
    orm_hook *item = ORM_NEW(draft->ctx->arena, orm_hook);

    *item = (orm_hook){hook, name, expression, is_added, at, orm_hook_events(hook)};
    orm_list_add(draft->ctx->arena, hooks, item);
}

/* One entry of the option `hooks`: an expression, {"name","expression"}, or a list of them. */
static void read_hook(orm_draft *draft, orm_draft_model *model, orm_list *hooks, orm_text hook,
                      const orm_json *node)
{
    if (node->kind == ORM_JSON_STRING)
        add_hook(draft, hooks, hook, (orm_text){"", 0}, node->text, false, node);
    else if (node->kind == ORM_JSON_OBJECT && orm_option(node, "expression"))
        add_hook(draft, hooks, hook, orm_option_text(node, "name"),
                 orm_option_text(node, "expression"), false, node);
    else if (node->kind == ORM_JSON_ARRAY)
        orm_each_child (item, node)
            read_hook(draft, model, hooks, hook, item);
    else
        orm_draft_fail(draft, &model->model, node,
                       "a hook is an SQL expression, an object with \"expression\", or a list");
}

/* Those that orm_add_hook brought to a model, or (an empty name) to all. */
static void add_added_hooks(orm_draft *draft, orm_list *hooks, orm_text model)
{
    for (uint32_t i = 0; i < draft->registry->hook_count; i++) {
        const orm_registry_hook *added = &draft->registry->hooks[i];

        if (orm_text_equal(added->model, model))
            add_hook(draft, hooks, added->hook, added->name, added->expression, true, added->at);
    }
}

static const orm_hook *put_together(orm_draft *draft, const orm_list *list, uint32_t *events)
{
    orm_hook *hooks = ORM_NEW_N(draft->ctx->arena, orm_hook, list->count + 1);

    for (uint32_t i = 0; i < list->count; i++) {
        hooks[i] = *(orm_hook *)list->items[i];
        *events |= hooks[i].events;
    }
    return hooks;
}

static void finish_hooks(orm_draft *draft, const orm_catalog *catalog, orm_draft_model *model)
{
    const orm_json *written = orm_option(model->options, "hooks");
    orm_list list = {NULL, 0, 0};

    if (written)
        orm_each_child (hook, written)
            read_hook(draft, model, &list, hook->key, hook);
    add_added_hooks(draft, &list, model->model.name);
    model->model.hooks = put_together(draft, &list, &model->model.events);
    model->model.hook_count = list.count;
    model->model.common_hooks = catalog->common_hooks;
    model->model.common_hook_count = catalog->common_hook_count;
    model->model.events |= catalog->common_events;
}

/* The hooks of all models. */
static void finish_common_hooks(orm_draft *draft, orm_catalog *catalog)
{
    orm_list list = {NULL, 0, 0};

    add_added_hooks(draft, &list, (orm_text){"", 0});
    catalog->common_hooks = put_together(draft, &list, &catalog->common_events);
    catalog->common_hook_count = list.count;
}

/* ---- lists and lookups */

static orm_text json_key(orm_ctx *ctx, orm_text name)
{
    orm_buffer buffer;
    orm_text key;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, name.length + 8);
    orm_buffer_char(&buffer, ',');
    orm_json_write_string(&buffer, name);
    orm_buffer_char(&buffer, ':');
    key = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return key;
}

static uint32_t table_size(uint32_t count)
{
    uint32_t size = 8;

    while (size < count * 2)
        size *= 2;
    return size;
}

static void add_to_lookup(uint32_t *lookup, uint32_t size, orm_text name, uint32_t index)
{
    uint32_t place = (uint32_t)orm_text_hash(name, ORM_HASH_SEED) & (size - 1);

    while (lookup[place])
        place = (place + 1) & (size - 1);
    lookup[place] = index + 1;
}

static void finish_attributes(orm_draft *draft, orm_draft_model *model)
{
    orm_arena *arena = draft->ctx->arena;
    uint32_t count = model->attributes.count;
    orm_model *out = &model->model;
    const orm_attribute **columns = ORM_NEW_N(arena, const orm_attribute *, count + 1);
    const orm_attribute **primary = ORM_NEW_N(arena, const orm_attribute *, count + 1);

    out->attributes = (const orm_attribute **)model->attributes.items;
    out->attribute_count = count;
    out->lookup_size = table_size(count);
    out->lookup = ORM_NEW_N(arena, uint32_t, out->lookup_size);
    for (uint32_t i = 0; i < count; i++) {
        orm_attribute *attribute = model->attributes.items[i];

        attribute->index = i;
        attribute->key = json_key(draft->ctx, attribute->name);
        add_to_lookup(out->lookup, out->lookup_size, attribute->name, i);
        if (!attribute->is_virtual)
            columns[out->column_count++] = attribute;
        if (attribute->is_primary)
            primary[out->primary_count++] = attribute;
    }
    out->columns = columns;
    out->primary = primary;
}

static void finish_model(orm_draft *draft, const orm_catalog *catalog, orm_draft_model *model)
{
    orm_model *out = &model->model;

    finish_attributes(draft, model);
    finish_scopes(draft, model);
    finish_hooks(draft, catalog, model);
    for (uint32_t i = 0; i < model->associations.count; i++) {
        orm_association *association = model->associations.items[i];

        association->key = json_key(draft->ctx, association->as);
    }
    out->associations = (const orm_association **)model->associations.items;
    out->association_count = model->associations.count;
    out->uniques = (const orm_unique **)model->uniques.items;
    out->unique_count = model->uniques.count;
    out->indexes = (const orm_index **)model->indexes.items;
    out->index_count = model->indexes.count;
}

static void finish(orm_draft *draft, orm_catalog *catalog)
{
    orm_arena *arena = draft->ctx->arena;

    catalog->model_count = draft->models.count;
    catalog->models = ORM_NEW_N(arena, const orm_model *, draft->models.count + 1);
    catalog->lookup_size = table_size(draft->models.count);
    catalog->lookup = ORM_NEW_N(arena, uint32_t, catalog->lookup_size);
    finish_common_hooks(draft, catalog);
    for (uint32_t i = 0; i < draft->models.count; i++) {
        orm_draft_model *model = draft->models.items[i];

        finish_model(draft, catalog, model);
        catalog->models[i] = &model->model;
        add_to_lookup(catalog->lookup, catalog->lookup_size, model->model.name, i);
    }
}

/* An association that has the alias of an earlier one takes its place. */
static void settle_associations(orm_draft *draft, orm_registry *registry)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < registry->association_count; i++) {
        orm_registry_association entry = registry->associations[i];
        uint32_t at = 0;

        orm_draft_alias(draft, &entry);
        while (at < kept && !(orm_text_equal(registry->associations[at].source, entry.source) &&
                              orm_text_equal(registry->associations[at].as, entry.as)))
            at++;
        if (at < kept)
            entry.position = registry->associations[at].position;
        registry->associations[at] = entry;
        kept += at == kept;
    }
    registry->association_count = kept;
}

orm_catalog *orm_catalog_build(orm_ctx *ctx, orm_registry *registry)
{
    orm_catalog *catalog = ORM_NEW(ctx->arena, orm_catalog);
    orm_draft draft = {.ctx = ctx, .registry = registry};

    catalog->arena = ctx->arena;
    catalog->registry = registry;
    read_config(&draft, catalog);
    for (uint32_t i = 0; i < registry->model_count; i++)
        orm_draft_define(&draft, &registry->models[i]);
    settle_associations(&draft, registry);
    for (uint32_t i = 0; i < registry->association_count; i++)
        orm_draft_associate(&draft, &registry->associations[i]);
    orm_draft_check_collisions(&draft);
    orm_draft_constrain(&draft);
    finish(&draft, catalog);
    return catalog;
}

/* ---- lookups */

const orm_model *orm_catalog_model(const orm_catalog *catalog, orm_text name)
{
    uint32_t mask = catalog->lookup_size - 1;
    uint32_t place = (uint32_t)orm_text_hash(name, ORM_HASH_SEED) & mask;

    for (; catalog->lookup[place]; place = (place + 1) & mask) {
        const orm_model *model = catalog->models[catalog->lookup[place] - 1];

        if (orm_text_equal(model->name, name))
            return model;
    }
    return NULL;
}

const orm_model *orm_catalog_need_model(orm_ctx *ctx, const orm_catalog *catalog, orm_text name,
                                        orm_text at)
{
    const orm_model *model = orm_catalog_model(catalog, name);
    orm_text *names;
    orm_error *error;

    if (model)
        return model;
    names = ORM_NEW_N(ctx->arena, orm_text, catalog->model_count + 1);
    for (uint32_t i = 0; i < catalog->model_count; i++)
        names[i] = catalog->models[i]->name;
    error = orm_error_new(ctx, ORM_UNKNOWN_MODEL, "there is no model \"%.*s\"", ORM_ARG(name));
    error->did_you_mean = orm_suggest(ctx->arena, name, names, catalog->model_count);
    error->at = at;
    orm_throw(ctx, error);
}

const orm_model *orm_catalog_table(const orm_catalog *catalog, orm_text schema, orm_text table)
{
    for (uint32_t i = 0; i < catalog->model_count; i++) {
        const orm_model *model = catalog->models[i];

        if (orm_text_equal(model->table, table) &&
            (schema.length == 0 || model->schema.length == 0 ||
             orm_text_equal(model->schema, schema)))
            return model;
    }
    return NULL;
}
