/* definition_all.c - a whole registry in one document.  See definition.h; api.md, orm_define_all.
 */
#include <stdlib.h>

#include "base/number.h"
#include "catalog/keys.h"
#include "write/definition.h"

static const orm_key document_keys[] = {
    {"models", ORM_K_OBJECT},
    {"hooks", ORM_K_ARRAY},
    {"config", ORM_K_OBJECT},
};

static const orm_key model_keys[] = {
    {"attributes", ORM_K_OBJECT}, {"options", ORM_K_OBJECT}, {"associations", ORM_K_ARRAY},
    {"scopes", ORM_K_OBJECT},     {"hooks", ORM_K_ARRAY},
};

static const orm_key association_keys[] = {
    {"type", ORM_K_STRING},
    {"target", ORM_K_STRING},
    {"options", ORM_K_OBJECT},
    {"position", ORM_K_NUMBER},
};

static const orm_key hook_keys[] = {
    {"hook", ORM_K_STRING},
    {"expression", ORM_K_STRING},
    {"name", ORM_K_STRING},
};

/* ---- associations: of all models first, for their order may cross the models */

typedef struct pending {
    orm_text source;
    const orm_json *node;
    int64_t position;
    uint32_t order; /* as read: keeps the sort stable */
} pending;

static const char *association_type(orm_definition *change, const orm_json *node)
{
    static const char *const types[] = {"belongsTo", "hasOne", "hasMany", "belongsToMany"};
    orm_text given = orm_option_text(node, "type");

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (orm_text_is(given, types[i]))
            return types[i];
    orm_raise_at(&change->ctx, ORM_DEFINITION, node,
                 "an association needs \"type\": belongsTo, hasOne, hasMany or belongsToMany");
}

static int64_t position_of(orm_definition *change, const orm_json *node)
{
    const orm_json *given = orm_option(node, "position");
    orm_decimal number;
    int64_t position = INT64_MAX;

    if (given && (!orm_decimal_read(change->ctx.arena, given->text, &number) ||
                  !orm_decimal_to_int64(&number, &position)))
        orm_raise_at(&change->ctx, ORM_INVALID_OPTION, given, "\"position\" is an integer");
    return position;
}

static int compare_pending(const void *left, const void *right)
{
    const pending *a = left, *b = right;

    if (a->position != b->position)
        return a->position < b->position ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static uint32_t count_associations(const orm_json *models)
{
    uint32_t count = 0;

    orm_each_child (model, models) {
        const orm_json *list = orm_option(model, "associations");

        count += list ? list->count : 0;
    }
    return count;
}

static void read_associations(orm_definition *change, const orm_json *models)
{
    uint32_t count = 0, total = count_associations(models);
    pending *all = ORM_NEW_N(change->ctx.arena, pending, total + 1);

    orm_each_child (model, models) {
        const orm_json *list = orm_option(model, "associations");

        if (list)
            orm_each_child (node, list) {
                ORM_CHECK_KEYS(&change->ctx, node, association_keys, "an association");
                all[count] = (pending){model->key, node, position_of(change, node), count};
                count++;
            }
    }
    qsort(all, count, sizeof *all, compare_pending);
    for (uint32_t i = 0; i < count; i++) {
        const char *type = association_type(change, all[i].node);

        if (orm_option(all[i].node, "target") == NULL)
            orm_raise_at(&change->ctx, ORM_DEFINITION, all[i].node,
                         "an association needs \"target\", the name of a model");
        orm_definition_associate(change, all[i].source, type,
                                 orm_option_text(all[i].node, "target"),
                                 orm_option(all[i].node, "options"));
        change->registry->associations[change->registry->association_count - 1].at = all[i].node;
    }
}

/* ---- models, scopes, hooks */

static void read_hooks(orm_definition *change, orm_text model, const orm_json *hooks)
{
    if (hooks == NULL)
        return;
    orm_each_child (node, hooks) {
        ORM_CHECK_KEYS(&change->ctx, node, hook_keys, "a hook");
        if (!orm_option(node, "hook") || !orm_option(node, "expression"))
            orm_raise_at(&change->ctx, ORM_DEFINITION, node,
                         "a hook needs \"hook\" and \"expression\"");
        orm_registry_set_hook(&change->ctx, change->registry, model, orm_option_text(node, "hook"),
                              orm_option_text(node, "name"), orm_option_text(node, "expression"),
                              node);
    }
}

static void read_model(orm_definition *change, const orm_json *node)
{
    const orm_json *attributes, *scopes;

    ORM_CHECK_KEYS(&change->ctx, node, model_keys, "a model's entry");
    attributes = orm_option(node, "attributes");
    if (attributes == NULL)
        orm_raise_at(&change->ctx, ORM_DEFINITION, node, "the model \"%.*s\" needs \"attributes\"",
                     ORM_ARG(node->key));
    orm_registry_set_model(&change->ctx, change->registry, node->key, attributes,
                           orm_option(node, "options"));
    scopes = orm_option(node, "scopes");
    if (scopes)
        orm_each_child (scope, scopes)
            orm_registry_set_scope(&change->ctx, change->registry, node->key, scope->key, scope);
    read_hooks(change, node->key, orm_option(node, "hooks"));
}

/* What the document does not name goes; models keep their place in the order. */
static void clear_for_replacing(orm_definition *change, const orm_json *models)
{
    orm_registry *registry = change->registry;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < registry->model_count; i++)
        if (orm_json_member_text(models, registry->models[i].name))
            registry->models[kept++] = registry->models[i];
    registry->model_count = kept;
    registry->association_count = registry->scope_count = registry->hook_count = 0;
    registry->config = ORM_TEXT("{}");
    registry->config_node = NULL;
}

/* Associations that are the same as before keep their place: then nothing is written for them. */
static void keep_positions(orm_definition *change)
{
    orm_registry *registry = change->registry;
    const orm_registry *before = change->before->registry;

    for (uint32_t i = 0; i < registry->association_count; i++)
        registry->associations[i].position = i + 1;
    for (uint32_t i = 0; i < registry->association_count && i < before->association_count; i++)
        registry->associations[i].position = before->associations[i].position;
    for (uint32_t i = 1; i < registry->association_count; i++)
        if (registry->associations[i].position <= registry->associations[i - 1].position)
            registry->associations[i].position = registry->associations[i - 1].position + 1;
}

static uint32_t count_of(const orm_json *node)
{
    return node ? node->count : 0;
}

/* Room for every entry of the document, an association with its other side. */
static uint32_t room_for(const orm_json *document, const orm_json *models)
{
    uint32_t room = count_of(orm_option(document, "hooks"));

    if (models)
        orm_each_child (model, models)
            room += 1 + 2 * count_of(orm_option(model, "associations")) +
                    count_of(orm_option(model, "scopes")) + count_of(orm_option(model, "hooks"));
    return room;
}

void orm_definition_read_all(orm_definition *change, const orm_json *document, bool is_replacing)
{
    const orm_json *models, *config;

    ORM_CHECK_KEYS(&change->ctx, document, document_keys, "orm_define_all");
    models = orm_option(document, "models");
    config = orm_option(document, "config");
    orm_definition_copy(change, room_for(document, models));
    if (is_replacing)
        clear_for_replacing(change, models);
    if (config) {
        change->registry->config_node =
            orm_registry_document(&change->ctx, config->token, "config", &change->registry->config);
    }
    if (models) {
        orm_each_child (model, models)
            read_model(change, model);
        read_associations(change, models);
    }
    read_hooks(change, (orm_text){"", 0}, orm_option(document, "hooks"));
    if (is_replacing)
        keep_positions(change);
}
