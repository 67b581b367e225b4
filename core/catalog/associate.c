/* associate.c - associations: aliases, keys, implied foreign keys.  See draft.h.
 *
 * Associations are applied in the order in which they were declared, as Sequelize's constructors
 * and _injectAttributes do (src/associations/), because what an earlier one said of a foreign key
 * wins. Many-to-many is in associate_many.c. */
#include "catalog/associate.h"
#include "base/limits.h"
#include "base/names.h"

static const orm_key association_keys[] = {
    {"as", ORM_K_STRING | ORM_K_OBJECT},
    {"foreignKey", ORM_K_STRING | ORM_K_OBJECT | ORM_K_ARRAY},
    {"otherKey", ORM_K_STRING | ORM_K_OBJECT | ORM_K_ARRAY},
    {"sourceKey", ORM_K_STRING | ORM_K_ARRAY},
    {"targetKey", ORM_K_STRING | ORM_K_ARRAY},
    {"through", ORM_K_STRING | ORM_K_OBJECT},
    {"constraints", ORM_K_BOOLEAN},
    {"foreignKeyConstraint", ORM_K_BOOLEAN},
    {"onDelete", ORM_K_STRING},
    {"onUpdate", ORM_K_STRING},
    {"scope", ORM_K_OBJECT},
    {"uniqueKey", ORM_K_STRING},
    {"timestamps", ORM_K_BOOLEAN},
    {"keyType", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},
    {"inverse", ORM_K_OBJECT},
};

static const orm_key as_keys[] = {
    {"singular", ORM_K_STRING},
    {"plural", ORM_K_STRING},
};

/* ---- kind and alias */

static const struct {
    const char *type;
    const char *function;
    orm_association_kind kind;
} kinds[] = {{"belongsTo", "orm_belongs_to", ORM_BELONGS_TO},
             {"hasOne", "orm_has_one", ORM_HAS_ONE},
             {"hasMany", "orm_has_many", ORM_HAS_MANY},
             {"belongsToMany", "orm_belongs_to_many", ORM_BELONGS_TO_MANY}};

static orm_association_kind kind_of(orm_draft *draft, const orm_registry_association *entry)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (orm_text_is(entry->type, kinds[i].type))
            return kinds[i].kind;
    orm_raise(draft->ctx, ORM_DEFINITION,
              entry->at ? orm_json_place(draft->ctx, entry->at) : (orm_text){"", 0},
              "\"%.*s\" is no type of association: belongsTo, hasOne, hasMany or belongsToMany",
              ORM_ARG(entry->type));
}

/* The alias, and the name of one: `as`, else the target's plural or singular.  A target that is not
 * there yet (a through model that an association makes) has the names of its own name. */
static void alias_of(orm_draft *draft, const orm_registry_association *entry, bool is_many,
                     orm_text *as_out, orm_text *singular)
{
    orm_arena *arena = draft->ctx->arena;
    const orm_json *as = orm_option(entry->options_node, "as");
    orm_draft_model *target = orm_draft_find(draft, entry->target);

    if (as == NULL) {
        *singular = target ? target->model.singular
                           : orm_singularize(arena, entry->target, &draft->inflections);
        *as_out = !is_many ? *singular
                  : target ? target->model.plural
                           : orm_pluralize(arena, entry->target, &draft->inflections);
    } else if (as->kind == ORM_JSON_OBJECT) {
        ORM_CHECK_KEYS(draft->ctx, as, as_keys, "as");
        *singular = orm_option_text(as, "singular");
        *as_out = is_many ? orm_option_text(as, "plural") : *singular;
    } else {
        *as_out = as->text;
        *singular = is_many ? orm_singularize(arena, as->text, &draft->inflections) : as->text;
    }
}

void orm_draft_alias(orm_draft *draft, orm_registry_association *entry)
{
    orm_text singular;

    ORM_CHECK_KEYS(draft->ctx, entry->options_node, association_keys, "an association");
    alias_of(draft, entry, kind_of(draft, entry) >= ORM_HAS_MANY, &entry->as, &singular);
}

static void check_alias(orm_draft *draft, orm_draft_model *source, const orm_association *out)
{
    const char *wrong = orm_draft_wrong_name(out->as);

    if (wrong)
        orm_draft_fail(draft, &source->model, orm_option(out->options, "as"),
                       "the association name \"%.*s\" %s", ORM_ARG(out->as), wrong);
}

/* At what this call says of it: an association that was there meets a new attribute. */
static void check_collision(orm_draft *draft, orm_draft_model *source, const orm_association *out,
                            const orm_json *at)
{
    const orm_attribute *attribute = orm_draft_attribute(source, out->as);
    const orm_json *as = orm_option(out->options, "as");

    if (attribute)
        orm_draft_fail(draft, &source->model,
                       at == NULL ? attribute->source
                       : as       ? as
                                  : at,
                       "%.*s has an attribute and an association called \"%.*s\"; give the "
                       "association another \"as\" or \"foreignKey\"",
                       ORM_ARG(source->model.name), ORM_ARG(out->as));
}

/* A foreign key that a later association brought in may have the name of an earlier one. */
void orm_draft_check_collisions(orm_draft *draft)
{
    for (uint32_t i = 0; i < draft->models.count; i++) {
        orm_draft_model *model = draft->models.items[i];

        for (uint32_t j = 0; j < model->associations.count; j++)
            check_collision(draft, model, model->associations.items[j], NULL);
    }
}

/* ---- keys */

orm_names orm_draft_key_names(orm_draft *draft, const orm_model *model, const orm_json *node)
{
    orm_text *items;
    uint32_t count = 0;

    if (node == NULL)
        return (orm_names){NULL, 0};
    items = ORM_NEW_N(draft->ctx->arena, orm_text, node->count + 1);
    if (node->kind == ORM_JSON_STRING)
        items[count++] = node->text;
    else if (node->kind == ORM_JSON_OBJECT && orm_option(node, "name"))
        items[count++] = orm_option_text(node, "name");
    else if (node->kind == ORM_JSON_ARRAY)
        orm_each_child (item, node) {
            if (item->kind != ORM_JSON_STRING)
                orm_draft_fail(draft, model, item, "a key is a list of names, not of %s",
                               orm_json_kind_name(item));
            items[count++] = item->text;
        }
    if (count > ORM_MAX_KEY_PARTS)
        orm_draft_fail(draft, model, node, "a key has at most %d attributes, not %u",
                       ORM_MAX_KEY_PARTS, count);
    for (uint32_t i = 0; i < count; i++) {
        const char *wrong = orm_draft_wrong_name(items[i]);

        if (wrong)
            orm_draft_fail(draft, model, node, "the name of a key, \"%.*s\", %s", ORM_ARG(items[i]),
                           wrong);
    }
    return (orm_names){items, count};
}

const orm_attribute *orm_draft_primary(orm_draft *draft, orm_draft_model *model,
                                       const orm_association *out)
{
    for (uint32_t i = 0; i < model->attributes.count; i++) {
        const orm_attribute *attribute = model->attributes.items[i];

        if (attribute->is_primary)
            return attribute;
    }
    orm_draft_fail(draft, &model->model, out->options,
                   "%.*s has no primary key that an association could use: name a "
                   "\"sourceKey\" or \"targetKey\"",
                   ORM_ARG(model->model.name));
}

/* All attributes of the primary key when there are as many as `count`, else the first one. */
static const orm_attribute **primary_attributes(orm_draft *draft, orm_draft_model *model,
                                                const orm_association *out, uint32_t count)
{
    const orm_attribute **keys = ORM_NEW_N(draft->ctx->arena, const orm_attribute *, count);
    uint32_t found = 0;

    for (uint32_t i = 0; i < model->attributes.count; i++) {
        const orm_attribute *attribute = model->attributes.items[i];

        if (attribute->is_primary && found++ < count)
            keys[found - 1] = attribute;
    }
    if (found < count || (count > 1 && found != count))
        orm_draft_fail(draft, &model->model, out->options,
                       "the foreign key has %u attributes, the primary key of %.*s has %u", count,
                       ORM_ARG(model->model.name), found);
    return keys;
}

const orm_attribute **orm_draft_referenced(orm_draft *draft, orm_draft_model *model,
                                           const orm_association *out, const char *option,
                                           uint32_t count)
{
    const orm_json *node = orm_option(out->options, option);
    orm_names names = orm_draft_key_names(draft, &model->model, node);
    const orm_attribute **keys;

    if (names.count == 0)
        return primary_attributes(draft, model, out, count);
    if (names.count != count)
        orm_draft_fail(draft, &model->model, node, "\"%s\" names %u attributes, the foreign key %u",
                       option, names.count, count);
    keys = ORM_NEW_N(draft->ctx->arena, const orm_attribute *, count);
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = orm_draft_attribute(model, names.items[i]);
        if (keys[i] == NULL)
            orm_draft_fail(draft, &model->model, node,
                           "%.*s has no attribute \"%.*s\" that could be the \"%s\"",
                           ORM_ARG(model->model.name), ORM_ARG(names.items[i]), option);
    }
    return keys;
}

/* ---- the foreign key's attributes */

/* The user's attribute that is kept in the column an attribute of this name would have
 * (underscored: author_id for authorId). */
static orm_attribute *attribute_in_column(orm_draft *draft, orm_draft_model *owner, orm_text name)
{
    orm_text field = owner->model.is_underscored ? orm_underscore(draft->ctx->arena, name) : name;

    for (uint32_t i = 0; i < owner->attributes.count; i++) {
        orm_attribute *attribute = owner->attributes.items[i];

        if (!attribute->is_virtual && orm_text_equal(attribute->field, field))
            return attribute;
    }
    return NULL;
}

/* What the association's option says of an attribute that the user has defined: fills in what the
 * definition does not say (Sequelize's mergeDefaults), but neither type nor column. */
static void fill_in(orm_draft *draft, orm_draft_model *owner, orm_attribute *attribute,
                    const orm_json *given)
{
    orm_json *more = orm_json_copy_empty(draft->ctx, given);

    orm_each_child (member, given)
        if (!orm_text_is(member->key, "name") && !orm_text_is(member->key, "field") &&
            !orm_text_is(member->key, "type"))
            orm_json_append(more, orm_json_copy(draft->ctx, member));
    if (attribute->source->kind == ORM_JSON_OBJECT)
        given = orm_options_merge(draft->ctx, more, attribute->source);
    else
        given = more;
    orm_draft_read_options(draft, owner, attribute, given);
}

/* The attribute of the foreign key on its owner: as the user defined it, else a new one. */
orm_attribute *orm_draft_foreign_attribute(orm_draft *draft, orm_draft_model *owner, orm_text name,
                                           const orm_json *given)
{
    orm_attribute *attribute = orm_draft_attribute(owner, name);

    if (given && given->kind != ORM_JSON_OBJECT)
        given = NULL;
    if (attribute == NULL && orm_option(given, "field") == NULL)
        attribute = attribute_in_column(draft, owner, name);
    if (attribute) {
        if (given && attribute->source)
            fill_in(draft, owner, attribute, given);
        return attribute;
    }
    attribute = orm_draft_add_attribute(draft, owner, name);
    attribute->is_automatic = attribute->is_implied = true;
    if (given) {
        orm_draft_read_options(draft, owner, attribute, given);
        attribute->source = NULL;
    }
    return attribute;
}

/* A user's attribute says nothing of a default action: Sequelize then takes the NOT NULL one. */
static orm_action default_on_delete(const orm_association *out, const orm_attribute *attribute)
{
    bool is_nullable = attribute->is_implied
                           ? !attribute->is_required
                           : attribute->is_nullable_given && !attribute->is_required;

    if (is_nullable)
        return ORM_ACTION_SET_NULL;
    return out->kind == ORM_BELONGS_TO ? ORM_ACTION_NO_ACTION : ORM_ACTION_CASCADE;
}

void orm_draft_refer(orm_draft *draft, orm_attribute *attribute, const orm_model *to,
                     const orm_attribute *key)
{
    orm_reference *reference = ORM_NEW(draft->ctx->arena, orm_reference);
    const orm_json *deferrable = orm_option(attribute->references, "deferrable");

    reference->model = to;
    reference->field = key->field;
    if (deferrable)
        reference->deferrable = orm_draft_read_deferrable(draft, deferrable);
    attribute->reference = reference;
}

/* An attribute of the user's that says itself what it refers to; {"deferrable"} alone leaves that
 * to the association. */
static bool has_own_reference(const orm_attribute *attribute)
{
    const orm_json *written = attribute->references;

    return attribute->reference ||
           (written && !attribute->is_implied &&
            (written->kind == ORM_JSON_STRING || orm_option(written, "model")));
}

/* A key that is one part of several cannot be referenced alone. */
static bool is_referable(orm_draft_model *model, const orm_attribute *key)
{
    uint32_t primary = 0;

    for (uint32_t i = 0; i < model->attributes.count; i++)
        primary += ((const orm_attribute *)model->attributes.items[i])->is_primary;
    return primary == 1 || !key->is_primary;
}

static void constrain(orm_draft *draft, orm_association *out, orm_attribute *attribute,
                      orm_draft_model *to, const orm_attribute *key)
{
    orm_action on_delete = out->on_delete, on_update = out->on_update;
    bool is_wanted = out->has_constraints || on_delete || on_update ||
                     orm_option_boolean(out->options, "foreignKeyConstraint", false);

    if (out->has_constraints && on_delete == ORM_ACTION_NONE)
        on_delete = default_on_delete(out, attribute);
    if (out->has_constraints && on_update == ORM_ACTION_NONE)
        on_update = ORM_ACTION_CASCADE;
    attribute->is_nullable_given = true;
    if (!is_wanted || !is_referable(to, key) || out->link.count > 1)
        return;
    if (!has_own_reference(attribute))
        orm_draft_refer(draft, attribute, &to->model, key);
    if (attribute->on_delete == ORM_ACTION_NONE)
        attribute->on_delete = on_delete;
    if (attribute->on_update == ORM_ACTION_NONE)
        attribute->on_update = on_update;
}

const orm_type *orm_draft_key_type(orm_draft *draft, const orm_association *out,
                                   const orm_attribute *key)
{
    const orm_json *given = orm_option(out->options, "keyType");

    return given ? orm_type_read(draft->ctx, given->text, NULL, given) : key->type;
}

/* ---- belongsTo, hasOne, hasMany */

static orm_text default_key(orm_draft *draft, const orm_association *out, orm_draft_model *to)
{
    orm_arena *arena = draft->ctx->arena;
    orm_text base = out->as;

    if (out->kind == ORM_HAS_MANY)
        base = out->source->singular;
    else if (out->kind == ORM_HAS_ONE)
        base = orm_singularize(arena, out->is_aliased ? out->as : out->source->name,
                               &draft->inflections);
    return orm_camelize(arena, orm_text_format(arena, "%.*s_%.*s", ORM_ARG(base),
                                               ORM_ARG(orm_draft_primary(draft, to, out)->name)));
}

/* Owner has the foreign key, `to` the key that it holds. */
static void link_one(orm_draft *draft, orm_association *out, orm_draft_model *owner,
                     orm_draft_model *to, const char *key_option)
{
    const orm_json *given = orm_option(out->options, "foreignKey");
    orm_names names = orm_draft_key_names(draft, &owner->model, given);
    const orm_attribute **keys, **foreign;

    if (names.count == 0) {
        orm_text *name = ORM_NEW(draft->ctx->arena, orm_text);

        *name = default_key(draft, out, to);
        names = (orm_names){name, 1};
    }
    keys = orm_draft_referenced(draft, to, out, key_option, names.count);
    foreign = ORM_NEW_N(draft->ctx->arena, const orm_attribute *, names.count);
    out->link = (orm_link){out->kind == ORM_BELONGS_TO ? foreign : keys,
                           out->kind == ORM_BELONGS_TO ? keys : foreign, names.count};
    for (uint32_t i = 0; i < names.count; i++) {
        orm_attribute *attribute = orm_draft_foreign_attribute(draft, owner, names.items[i], given);

        if (attribute->type == NULL)
            attribute->type = orm_draft_key_type(draft, out, keys[i]);
        constrain(draft, out, attribute, to, keys[i]);
        foreign[i] = attribute;
    }
}

static void refuse_options(orm_draft *draft, const orm_association *out)
{
    static const char *const of_many[] = {"through", "otherKey", "uniqueKey", "timestamps"};

    for (size_t i = 0; i < sizeof of_many / sizeof *of_many; i++) {
        const orm_json *node = orm_option(out->options, of_many[i]);

        if (node)
            orm_draft_fail(draft, out->source, node,
                           "\"%s\" is an option of belongsToMany associations only", of_many[i]);
    }
}

static void resolve(orm_draft *draft, orm_association *out, orm_draft_model *source,
                    orm_draft_model *target)
{
    if (out->kind == ORM_BELONGS_TO_MANY) {
        orm_draft_associate_many(draft, out, source, target);
        return;
    }
    if (out->kind != ORM_BELONGS_TO || orm_option(out->options, "timestamps") == NULL)
        refuse_options(draft, out);
    if (out->kind == ORM_BELONGS_TO)
        link_one(draft, out, source, target, "targetKey");
    else
        link_one(draft, out, target, source, "sourceKey");
}

static orm_draft_model *need_model(orm_draft *draft, orm_text name, const orm_json *at,
                                   const char *argument)
{
    orm_draft_model *model = orm_draft_find(draft, name);
    orm_text *names;
    orm_error *error;

    if (model)
        return model;
    names = ORM_NEW_N(draft->ctx->arena, orm_text, draft->models.count);
    for (uint32_t i = 0; i < draft->models.count; i++)
        names[i] = ((orm_draft_model *)draft->models.items[i])->model.name;
    error =
        orm_error_new(draft->ctx, ORM_UNKNOWN_MODEL, "there is no model \"%.*s\"", ORM_ARG(name));
    error->did_you_mean = orm_suggest(draft->ctx->arena, name, names, draft->models.count);
    error->at = at ? orm_json_place(draft->ctx, at) : orm_text_from(argument);
    orm_throw(draft->ctx, error);
}

void orm_draft_associate(orm_draft *draft, orm_registry_association *entry)
{
    orm_association *out = ORM_NEW(draft->ctx->arena, orm_association);
    orm_draft_model *source = need_model(draft, entry->source, entry->at, "source");
    orm_draft_model *target = need_model(draft, entry->target, entry->at, "target");
    const orm_json *node;

    out->kind = kind_of(draft, entry);
    out->options = entry->options_node;
    out->source = &source->model;
    out->target = &target->model;
    out->position = (uint32_t)entry->position;
    out->as = entry->as;
    out->is_aliased = orm_option(out->options, "as") != NULL;
    alias_of(draft, entry, orm_association_is_many(out), &entry->as, &out->singular);
    check_alias(draft, source, out);
    out->has_constraints = orm_option_boolean(out->options, "constraints", true);
    out->has_hooks = orm_option_boolean(out->options, "hooks", false);
    out->scope = orm_option(out->options, "scope");
    if ((node = orm_option(out->options, "onDelete")))
        out->on_delete = orm_draft_read_action(draft, &source->model, node);
    if ((node = orm_option(out->options, "onUpdate")))
        out->on_update = orm_draft_read_action(draft, &source->model, node);
    resolve(draft, out, source, target);
    check_collision(draft, source, out, entry->at);
    orm_list_add(draft->ctx->arena, &source->associations, out);
}
