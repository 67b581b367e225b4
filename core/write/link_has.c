/* link_has.c - whether an instance is linked to some rows.  See link.h; reading.md, Scopes: the
 * default scope is not asked, and a target named twice is one.
 *
 * A getter's statement is run for the targets' keys alone, restricted to these targets, and what it
 * gives is compared with what was asked for. */
#include "base/limits.h"
#include "exec/hooks.h"
#include "query/find.h"
#include "query/shape.h"
#include "sql/select.h"
#include "write/link.h"

static const orm_key has_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"through", ORM_K_OBJECT},
    {"include", ORM_K_ARRAY | ORM_K_OBJECT | ORM_K_STRING},
    {"paranoid", ORM_K_BOOLEAN},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"params", ORM_K_OBJECT},
    {"joinTableAttributes", ORM_K_ARRAY},
    {"raw", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

/* ---- what tells targets apart */

typedef struct identity {
    const orm_attribute *const *attributes;
    uint32_t width;
} identity;

/* The primary key where all targets hold it, else the key by which the association links. */
static identity choose_identity(const orm_linking *it, const orm_json *targets)
{
    const orm_association *association = it->association;
    const orm_model *target = association->target;
    const orm_link *link = association->through                  ? &association->through_link
                           : association->kind == ORM_BELONGS_TO ? &association->link
                                                                 : NULL;

    if (link && (target->primary_count == 0 ||
                 !orm_link_holds(target, targets, target->primary, target->primary_count)))
        return (identity){link->to, link->count};
    return (identity){target->primary, target->primary_count};
}

/* ---- the statement */

/* The options of a getter: no scope where none is named. */
static const orm_json *getter_options(orm_linking *it)
{
    orm_json *all = ORM_NEW(it->call->ctx.arena, orm_json), *scope;

    all->kind = ORM_JSON_OBJECT;
    all->slot = -1;
    if (it->options)
        orm_each_child (member, it->options)
            orm_json_append(all, orm_json_copy(&it->call->ctx, member));
    if (orm_json_member(all, "scope"))
        return all;
    scope = ORM_NEW(it->call->ctx.arena, orm_json);
    scope->kind = ORM_JSON_NULL;
    scope->slot = -1;
    scope->key = ORM_TEXT("scope");
    orm_json_append(all, scope);
    return all;
}

typedef struct found_sink {
    orm_sink sink;
    orm_linking *linking;
    identity identity;
    uint16_t *columns;
    orm_keyset found;
} found_sink;

static void take_found(orm_sink *sink, orm_row *row)
{
    found_sink *it = (found_sink *)sink;
    orm_ctx *ctx = &it->linking->call->ctx;
    orm_value key[ORM_MAX_KEY_PARTS];

    for (uint32_t i = 0; i < it->identity.width; i++)
        key[i] = ctx->host->fetch(ctx->host, ctx, row, it->columns[i]);
    orm_link_note(&it->found, ctx, it->identity.attributes, key);
}

static orm_level *compile_level(orm_linking *it, const orm_json *options, found_sink *found)
{
    orm_compiler *c = &it->compiler;
    orm_find find = {.model = it->association->target,
                     .options = options,
                     .of = it->association,
                     .owner = it->owner_key};
    orm_level *level = orm_compile_find(c, &find);

    for (uint32_t i = 0; i < found->identity.width; i++)
        found->columns[i] =
            orm_level_column(c, level,
                             orm_expr_column(it->call->ctx.arena, level->select.from,
                                             found->identity.attributes[i]));
    level->select.where = orm_expr_join(it->call->ctx.arena, ORM_EXPR_AND, level->select.where,
                                        orm_link_among(it, level->select.from, &it->targets));
    level->select.order = NULL;
    level->children = NULL;
    orm_print_level(c->ctx, level, NULL);
    return level;
}

static void find_linked(orm_linking *it, found_sink *found)
{
    const orm_json *options = getter_options(it);
    orm_inputs inputs = {.ctx = &it->call->ctx};
    const orm_level *level;
    orm_value *values;
    orm_shape shape;

    orm_shape_open(&shape, &it->call->ctx, it->call->function->name, it->association->target->name);
    orm_shape_options(&shape, options);
    orm_shape_values(&shape, it->compiler.params);
    orm_shape_values(&shape, it->owner_key);
    level = compile_level(it, options, found);
    inputs.slots = shape.slots;
    values = ORM_NEW_N(it->call->ctx.arena, orm_value, level->statement.parameter_count + 1u);
    orm_parameters_bind(&inputs, level->parameters, level->statement.parameter_count, values);
    it->call->ctx.host->run(it->call->ctx.host, &level->statement, values, &found->sink);
}

bool orm_link_has(orm_call *call, const orm_association *association, const orm_json *owner,
                  const orm_json *targets, const orm_json *options)
{
    found_sink found = {.sink = {take_found}};
    uint16_t columns[ORM_MAX_KEY_PARTS];
    orm_linking it;

    options = orm_hooks_before_find(call, association->target, options);
    orm_linking_open(&it, call, association, owner, options);
    ORM_CHECK_KEYS(&call->ctx, options, has_keys, it.compiler.function);
    it.compiler.is_writing = false;
    it.compiler.params = orm_option(options, "params");
    found.linking = &it;
    found.identity = choose_identity(&it, targets);
    found.columns = columns;
    it.targets = orm_link_resolve(&it, association->target, targets, found.identity.attributes,
                                  found.identity.width);
    if (it.targets.count == 0)
        return true;
    orm_keyset_open(&found.found, &call->ctx, (uint16_t)found.identity.width);
    find_linked(&it, &found);
    for (uint32_t i = 0; i < it.targets.count; i++)
        if (orm_link_find(&found.found, &call->ctx, found.identity.attributes,
                          orm_tuple(&it.targets, i)) == ORM_NO_ENTRY)
            return false;
    return true;
}
