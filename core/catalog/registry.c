/* registry.c - copying and changing what was defined.  See registry.h. */
#include "catalog/registry.h"

const orm_json *orm_registry_document(orm_ctx *ctx, orm_text text, const char *name,
                                      orm_text *compact)
{
    orm_buffer buffer;

    orm_buffer_open(&buffer, ctx->host, ORM_LIFE_CALL, text.length + 2);
    orm_json_write_compact(&buffer, text.length ? text : ORM_TEXT("{}"));
    *compact = orm_buffer_copy(&buffer, ctx->arena);
    orm_buffer_close(&buffer);
    return orm_json_read(ctx, *compact, ORM_JSON_CODE, name);
}

static const orm_json *copy_document(orm_ctx *ctx, orm_text *text, const char *name)
{
    *text = orm_text_copy(ctx->arena, *text);
    return orm_json_read(ctx, *text, ORM_JSON_CODE, name);
}

/* ---- copying */

static void copy_models(orm_ctx *ctx, orm_registry *to, const orm_registry *from, uint32_t more)
{
    to->models = ORM_NEW_N(ctx->arena, orm_registry_model, from->model_count + more);
    to->model_count = from->model_count;
    for (uint32_t i = 0; i < from->model_count; i++) {
        orm_registry_model *model = &to->models[i];

        *model = from->models[i];
        model->name = orm_text_copy(ctx->arena, model->name);
        model->attributes_node = copy_document(ctx, &model->attributes, "doc");
        model->options_node = copy_document(ctx, &model->options, "options");
    }
}

static void copy_associations(orm_ctx *ctx, orm_registry *to, const orm_registry *from,
                              uint32_t more)
{
    to->associations =
        ORM_NEW_N(ctx->arena, orm_registry_association, from->association_count + more);
    to->association_count = from->association_count;
    for (uint32_t i = 0; i < from->association_count; i++) {
        orm_registry_association *association = &to->associations[i];

        *association = from->associations[i];
        association->source = orm_text_copy(ctx->arena, association->source);
        association->as = orm_text_copy(ctx->arena, association->as);
        association->type = orm_text_copy(ctx->arena, association->type);
        association->target = orm_text_copy(ctx->arena, association->target);
        association->options_node = copy_document(ctx, &association->options, "options");
        association->at = NULL;
    }
}

static void copy_scopes(orm_ctx *ctx, orm_registry *to, const orm_registry *from, uint32_t more)
{
    to->scopes = ORM_NEW_N(ctx->arena, orm_registry_scope, from->scope_count + more);
    to->scope_count = from->scope_count;
    for (uint32_t i = 0; i < from->scope_count; i++) {
        orm_registry_scope *scope = &to->scopes[i];

        *scope = from->scopes[i];
        scope->model = orm_text_copy(ctx->arena, scope->model);
        scope->name = orm_text_copy(ctx->arena, scope->name);
        scope->definition_node = copy_document(ctx, &scope->definition, "scope");
    }
}

static void copy_hooks(orm_ctx *ctx, orm_registry *to, const orm_registry *from, uint32_t more)
{
    to->hooks = ORM_NEW_N(ctx->arena, orm_registry_hook, from->hook_count + more);
    to->hook_count = from->hook_count;
    for (uint32_t i = 0; i < from->hook_count; i++) {
        orm_registry_hook *hook = &to->hooks[i];

        *hook = from->hooks[i];
        hook->model = orm_text_copy(ctx->arena, hook->model);
        hook->hook = orm_text_copy(ctx->arena, hook->hook);
        hook->name = orm_text_copy(ctx->arena, hook->name);
        hook->expression = orm_text_copy(ctx->arena, hook->expression);
        hook->at = NULL;
    }
}

orm_registry *orm_registry_copy(orm_ctx *ctx, const orm_registry *from, uint32_t more)
{
    orm_registry *to = ORM_NEW(ctx->arena, orm_registry);

    copy_models(ctx, to, from, more);
    copy_associations(ctx, to, from, more);
    copy_scopes(ctx, to, from, more);
    copy_hooks(ctx, to, from, more);
    to->config = from->config.length ? from->config : ORM_TEXT("{}");
    to->config_node = copy_document(ctx, &to->config, "config");
    return to;
}

/* ---- models */

orm_registry_model *orm_registry_find_model(const orm_registry *registry, orm_text name)
{
    for (uint32_t i = 0; i < registry->model_count; i++)
        if (orm_text_equal(registry->models[i].name, name))
            return &registry->models[i];
    return NULL;
}

void orm_registry_set_model(orm_ctx *ctx, orm_registry *registry, orm_text name,
                            const orm_json *attributes, const orm_json *options)
{
    orm_registry_model *model = orm_registry_find_model(registry, name);
    int64_t last = registry->model_count ? registry->models[registry->model_count - 1].position : 0;

    if (model == NULL) {
        model = &registry->models[registry->model_count++];
        model->name = orm_text_copy(ctx->arena, name);
        model->position = last + 1;
    }
    orm_registry_document(ctx, attributes->token, "doc", &model->attributes);
    orm_registry_document(ctx, options ? options->token : (orm_text){"", 0}, "options",
                          &model->options);
    model->attributes_node = attributes;
    model->options_node = options;
}

/* Keeps the entries of an array for which `keep` holds; changes its count. */
#define KEEP_ONLY(array, count, keep)                                                              \
    do {                                                                                           \
        uint32_t kept = 0;                                                                         \
        for (uint32_t i = 0; i < (count); i++)                                                     \
            if (keep)                                                                              \
                (array)[kept++] = (array)[i];                                                      \
        (count) = kept;                                                                            \
    } while (0)

bool orm_registry_remove_model(orm_registry *registry, orm_text name)
{
    uint32_t before = registry->model_count;

    KEEP_ONLY(registry->models, registry->model_count,
              !orm_text_equal(registry->models[i].name, name));
    KEEP_ONLY(registry->associations, registry->association_count,
              !orm_text_equal(registry->associations[i].source, name) &&
                  !orm_text_equal(registry->associations[i].target, name));
    KEEP_ONLY(registry->scopes, registry->scope_count,
              !orm_text_equal(registry->scopes[i].model, name));
    KEEP_ONLY(registry->hooks, registry->hook_count,
              !orm_text_equal(registry->hooks[i].model, name));
    return registry->model_count < before;
}

/* ---- associations */

orm_registry_association *orm_registry_add_association(orm_ctx *ctx, orm_registry *registry,
                                                       orm_text source, const char *type,
                                                       orm_text target, const orm_json *options)
{
    uint32_t count = registry->association_count;
    orm_registry_association *association = &registry->associations[count];

    memset(association, 0, sizeof *association);
    association->position = count ? registry->associations[count - 1].position + 1 : 1;
    association->source = orm_text_copy(ctx->arena, source);
    association->target = orm_text_copy(ctx->arena, target);
    association->type = orm_text_copy(ctx->arena, orm_text_from(type));
    association->options_node = options;
    orm_registry_document(ctx, options ? options->token : (orm_text){"", 0}, "options",
                          &association->options);
    registry->association_count++;
    return association;
}

bool orm_registry_remove_association(orm_registry *registry, orm_text source, orm_text as,
                                     const orm_registry_association *except)
{
    uint32_t before = registry->association_count;

    KEEP_ONLY(registry->associations, registry->association_count,
              &registry->associations[i] == except ||
                  !orm_text_equal(registry->associations[i].source, source) ||
                  !orm_text_equal(registry->associations[i].as, as));
    return registry->association_count < before;
}

/* ---- scopes and hooks */

bool orm_registry_set_scope(orm_ctx *ctx, orm_registry *registry, orm_text model, orm_text name,
                            const orm_json *definition)
{
    orm_registry_scope *scope = NULL;
    orm_text text;

    orm_registry_document(ctx, definition->token, "scope", &text);
    for (uint32_t i = 0; i < registry->scope_count && scope == NULL; i++)
        if (orm_text_equal(registry->scopes[i].model, model) &&
            orm_text_equal(registry->scopes[i].name, name))
            scope = &registry->scopes[i];
    if (scope && orm_text_equal(scope->definition, text))
        return false;
    if (scope == NULL) {
        uint32_t count = registry->scope_count++;

        scope = &registry->scopes[count];
        scope->position = count ? registry->scopes[count - 1].position + 1 : 1;
        scope->model = orm_text_copy(ctx->arena, model);
        scope->name = orm_text_copy(ctx->arena, name);
    }
    scope->definition = text;
    scope->definition_node = definition;
    return true;
}

bool orm_registry_remove_scope(orm_registry *registry, orm_text model, orm_text name)
{
    uint32_t before = registry->scope_count;

    KEEP_ONLY(registry->scopes, registry->scope_count,
              !orm_text_equal(registry->scopes[i].model, model) ||
                  !orm_text_equal(registry->scopes[i].name, name));
    return registry->scope_count < before;
}

bool orm_registry_set_hook(orm_ctx *ctx, orm_registry *registry, orm_text model, orm_text hook,
                           orm_text name, orm_text expression, const orm_json *at)
{
    orm_registry_hook *entry = NULL;

    for (uint32_t i = 0; i < registry->hook_count && entry == NULL; i++)
        if (orm_text_equal(registry->hooks[i].model, model) &&
            orm_text_equal(registry->hooks[i].hook, hook) &&
            orm_text_equal(registry->hooks[i].name, name))
            entry = &registry->hooks[i];
    if (entry && orm_text_equal(entry->expression, expression))
        return false;
    if (entry == NULL) {
        uint32_t count = registry->hook_count++;

        entry = &registry->hooks[count];
        entry->position = count ? registry->hooks[count - 1].position + 1 : 1;
        entry->model = orm_text_copy(ctx->arena, model);
        entry->hook = orm_text_copy(ctx->arena, hook);
        entry->name = orm_text_copy(ctx->arena, name);
    }
    entry->expression = orm_text_copy(ctx->arena, expression);
    entry->at = at;
    return true;
}

bool orm_registry_remove_hook(orm_registry *registry, orm_text model, orm_text hook, orm_text name)
{
    uint32_t before = registry->hook_count;

    KEEP_ONLY(registry->hooks, registry->hook_count,
              !orm_text_equal(registry->hooks[i].model, model) ||
                  !orm_text_equal(registry->hooks[i].hook, hook) ||
                  !orm_text_equal(registry->hooks[i].name, name));
    return registry->hook_count < before;
}
