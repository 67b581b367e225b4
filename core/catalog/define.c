/* define.c - one model's definition: its options and own attributes.  See draft.h.
 *
 * Source of the rules: Sequelize's Model.init and _addDefaultAttributes; api.md sections 3 and 6.
 */
#include <stdarg.h>

#include "base/names.h"
#include "base/number.h"
#include "catalog/draft.h"

static const orm_key model_keys[] = {
    {"timestamps", ORM_K_BOOLEAN},
    {"createdAt", ORM_K_BOOLEAN | ORM_K_STRING},
    {"updatedAt", ORM_K_BOOLEAN | ORM_K_STRING},
    {"deletedAt", ORM_K_BOOLEAN | ORM_K_STRING},
    {"paranoid", ORM_K_BOOLEAN},
    {"paranoidUnique", ORM_K_BOOLEAN},
    {"version", ORM_K_BOOLEAN | ORM_K_STRING},
    {"underscored", ORM_K_BOOLEAN},
    {"tableName", ORM_K_STRING},
    {"freezeTableName", ORM_K_BOOLEAN},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
    {"name", ORM_K_OBJECT},
    {"indexes", ORM_K_ARRAY},
    {"checks", ORM_K_ARRAY},
    {"defaultScope", ORM_K_OBJECT},
    {"scopes", ORM_K_OBJECT},
    {"hooks", ORM_K_OBJECT},
    {"validate", ORM_K_OBJECT},
    {"comment", ORM_K_STRING},
    {"initialAutoIncrement", ORM_K_NUMBER | ORM_K_STRING},
    {"omitNull", ORM_K_BOOLEAN},
    {"rejectOnEmpty", ORM_K_BOOLEAN},
    {"whereMergeStrategy", ORM_K_STRING},
    {"noPrimaryKey", ORM_K_BOOLEAN},
    {"renamedFrom", ORM_K_STRING},
    {"engine", ORM_K_UNSUPPORTED},
    {"charset", ORM_K_UNSUPPORTED},
    {"collate", ORM_K_UNSUPPORTED},
    {"rowFormat", ORM_K_UNSUPPORTED},
    {"hasTrigger", ORM_K_UNSUPPORTED},
    {"getterMethods", ORM_K_UNSUPPORTED},
    {"setterMethods", ORM_K_UNSUPPORTED},
};

static const orm_key name_keys[] = {
    {"singular", ORM_K_STRING},
    {"plural", ORM_K_STRING},
};

void orm_list_add(orm_arena *arena, orm_list *list, void *item)
{
    if (list->count == list->capacity) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 8;
        void **items = ORM_NEW_N(arena, void *, capacity);

        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = item;
}

void orm_draft_fail(orm_draft *draft, const orm_model *model, const orm_json *node,
                    const char *format, ...)
{
    orm_error *error = ORM_NEW(draft->ctx->arena, orm_error);
    va_list args;

    va_start(args, format);
    error->code = ORM_DEFINITION;
    error->message = orm_text_format_list(draft->ctx->arena, format, args);
    va_end(args);
    error->model = model ? model->name : (orm_text){"", 0};
    if (node)
        error->at = orm_json_place(draft->ctx, node);
    orm_throw(draft->ctx, error);
}

orm_draft_model *orm_draft_find(orm_draft *draft, orm_text name)
{
    for (uint32_t i = 0; i < draft->models.count; i++) {
        orm_draft_model *model = draft->models.items[i];

        if (orm_text_equal(model->model.name, name))
            return model;
    }
    return NULL;
}

orm_attribute *orm_draft_attribute(orm_draft_model *model, orm_text name)
{
    for (uint32_t i = 0; i < model->attributes.count; i++) {
        orm_attribute *attribute = model->attributes.items[i];

        if (orm_text_equal(attribute->name, name))
            return attribute;
    }
    return NULL;
}

orm_attribute *orm_draft_add_attribute(orm_draft *draft, orm_draft_model *model, orm_text name)
{
    orm_attribute *attribute = ORM_NEW(draft->ctx->arena, orm_attribute);

    attribute->model = &model->model;
    attribute->name = name;
    attribute->field = model->model.is_underscored ? orm_underscore(draft->ctx->arena, name) : name;
    orm_list_add(draft->ctx->arena, &model->attributes, attribute);
    return attribute;
}

void orm_draft_remove_attribute(orm_draft_model *model, const orm_attribute *attribute)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < model->attributes.count; i++)
        if (model->attributes.items[i] != attribute)
            model->attributes.items[kept++] = model->attributes.items[i];
    model->attributes.count = kept;
}

/* ---- options */

static void read_names(orm_draft *draft, orm_draft_model *model)
{
    orm_arena *arena = draft->ctx->arena;
    const orm_json *name = orm_option(model->options, "name");

    ORM_CHECK_KEYS(draft->ctx, name, name_keys, "name");
    model->model.singular = orm_option(name, "singular")
                                ? orm_option_text(name, "singular")
                                : orm_singularize(arena, model->model.name, &draft->inflections);
    model->model.plural = orm_option(name, "plural")
                              ? orm_option_text(name, "plural")
                              : orm_pluralize(arena, model->model.name, &draft->inflections);
}

static void read_table(orm_draft *draft, orm_draft_model *model)
{
    orm_arena *arena = draft->ctx->arena;
    orm_model *out = &model->model;

    out->is_underscored = orm_option_boolean(model->options, "underscored", false);
    out->schema = orm_option_text(model->options, "schema");
    out->delimiter = orm_option_text(model->options, "schemaDelimiter");
    if (orm_option(model->options, "tableName")) {
        out->table = orm_option_text(model->options, "tableName");
    } else if (orm_option_boolean(model->options, "freezeTableName", false)) {
        out->table = out->name;
    } else {
        out->table = orm_pluralize(arena, out->name, &draft->inflections);
        if (out->is_underscored)
            out->table = orm_underscore(arena, out->table);
    }
    if (out->table.length == 0)
        orm_draft_fail(draft, out, model->place, "the table's name must not be empty");
}

static void read_switches(orm_draft *draft, orm_draft_model *model)
{
    const orm_json *options = model->options;
    orm_text strategy = orm_option_text(options, "whereMergeStrategy");
    const orm_json *initial = orm_option(options, "initialAutoIncrement");
    orm_model *out = &model->model;

    out->has_timestamps = orm_option_boolean(options, "timestamps", true);
    out->is_without_key = orm_option_boolean(options, "noPrimaryKey", false);
    out->is_null_omitted = orm_option_boolean(options, "omitNull", false);
    out->is_rejecting_empty = orm_option_boolean(options, "rejectOnEmpty", false);
    out->is_paranoid_unique = orm_option_boolean(options, "paranoidUnique", true);
    out->comment = orm_option_text(options, "comment");
    out->renamed_from = orm_option_text(options, "renamedFrom");
    out->validate = orm_option(options, "validate");
    out->is_merging_and = orm_text_is(strategy, "and");
    if (strategy.length && !out->is_merging_and && !orm_text_is(strategy, "overwrite"))
        orm_draft_fail(draft, out, orm_option(options, "whereMergeStrategy"),
                       "whereMergeStrategy is \"and\" or \"overwrite\", not \"%.*s\"",
                       ORM_ARG(strategy));
    if (initial) {
        orm_decimal number;

        if (!orm_decimal_read(draft->ctx->arena, initial->text, &number) ||
            !orm_decimal_to_int64(&number, &out->initial_auto_increment) ||
            out->initial_auto_increment < 1)
            orm_draft_fail(draft, out, initial, "initialAutoIncrement is a positive integer");
    }
}

const char *orm_draft_wrong_name(orm_text name)
{
    if (name.length == 0)
        return "must not be empty";
    if (name.data[0] == '$' || name.data[name.length - 1] == '$')
        return "must not begin or end with \"$\"";
    if (memchr(name.data, '.', name.length))
        return "must not hold \".\"";
    for (size_t i = 0; i + 1 < name.length; i++)
        if (memcmp(name.data + i, "::", 2) == 0 || memcmp(name.data + i, "->", 2) == 0)
            return "must not hold \"::\" or \"->\"";
    return NULL;
}

/* ---- automatic attributes */

static bool has_primary_key(const orm_draft_model *model)
{
    for (uint32_t i = 0; i < model->attributes.count; i++)
        if (((const orm_attribute *)model->attributes.items[i])->is_primary)
            return true;
    return false;
}

static void add_id(orm_draft *draft, orm_draft_model *model)
{
    orm_attribute *id;

    if (model->model.is_without_key && has_primary_key(model))
        orm_draft_fail(draft, &model->model, orm_option(model->options, "noPrimaryKey"),
                       "%.*s has a primary key, and the option \"noPrimaryKey\"",
                       ORM_ARG(model->model.name));
    if (model->model.is_without_key || has_primary_key(model))
        return;
    id = orm_draft_attribute(model, ORM_TEXT("id"));
    if (id)
        orm_draft_fail(draft, &model->model, id->source,
                       "the attribute \"id\" of %.*s is not marked with \"primaryKey\": true; mark "
                       "it, rename it, or give the model the option \"noPrimaryKey\": true",
                       ORM_ARG(model->model.name));
    id = orm_draft_add_attribute(draft, model, ORM_TEXT("id"));
    id->type = orm_type_of_kind(draft->ctx, ORM_TYPE_INTEGER);
    id->is_required = id->is_primary = id->is_auto_increment = id->is_automatic = true;
    /* first in the order of answers */
    memmove(model->attributes.items + 1, model->attributes.items,
            (model->attributes.count - 1) * sizeof(void *));
    model->attributes.items[0] = id;
}

/* The name of a timestamp or version attribute: the option's text, or the default one for true and
 * where it is absent; empty when it is switched off. */
static orm_text automatic_name(orm_draft *draft, orm_draft_model *model, const char *option,
                               const char *name, bool is_on)
{
    const orm_json *node = orm_option(model->options, option);

    if (node && node->kind == ORM_JSON_STRING) {
        const char *wrong = orm_draft_wrong_name(node->text);

        if (wrong)
            orm_draft_fail(draft, &model->model, node, "the attribute name \"%.*s\" %s",
                           ORM_ARG(node->text), wrong);
        return node->text;
    }
    if (node)
        is_on = node->kind == ORM_JSON_TRUE;
    return is_on ? orm_text_from(name) : (orm_text){"", 0};
}

/* The attribute of that name, made when the user did not define it. */
static orm_attribute *automatic_attribute(orm_draft *draft, orm_draft_model *model, orm_text name,
                                          orm_type_kind kind, bool is_required)
{
    orm_attribute *attribute;

    if (name.length == 0)
        return NULL;
    attribute = orm_draft_attribute(model, name);
    if (attribute)
        return attribute;
    attribute = orm_draft_add_attribute(draft, model, name);
    attribute->type = orm_type_of_kind(draft->ctx, kind);
    attribute->is_automatic = true;
    attribute->is_required = is_required;
    return attribute;
}

static void add_timestamps(orm_draft *draft, orm_draft_model *model)
{
    orm_model *out = &model->model;
    bool is_paranoid = orm_option_boolean(model->options, "paranoid", false);

    if (!out->has_timestamps)
        return;
    out->created_at = automatic_attribute(
        draft, model, automatic_name(draft, model, "createdAt", "createdAt", true), ORM_TYPE_DATE,
        true);
    out->updated_at = automatic_attribute(
        draft, model, automatic_name(draft, model, "updatedAt", "updatedAt", true), ORM_TYPE_DATE,
        true);
    if (!is_paranoid)
        return;
    out->deleted_at = automatic_attribute(
        draft, model, automatic_name(draft, model, "deletedAt", "deletedAt", true), ORM_TYPE_DATE,
        false);
    out->is_paranoid = out->deleted_at != NULL;
}

static void add_version(orm_draft *draft, orm_draft_model *model)
{
    static const orm_json zero = {
        .kind = ORM_JSON_NUMBER, .slot = -1, .text = {"0", 1}, .token = {"0", 1}};
    orm_text name = automatic_name(draft, model, "version", "version", false);
    orm_attribute *version = automatic_attribute(draft, model, name, ORM_TYPE_INTEGER, true);

    model->model.version = version;
    if (version && version->is_automatic) {
        version->default_kind = ORM_DEFAULT_VALUE;
        version->default_node = &zero;
    }
}

/* Two of the attributes that we keep right cannot be one. */
static void check_automatic(orm_draft *draft, orm_draft_model *model)
{
    static const char *const names[] = {"createdAt", "updatedAt", "deletedAt", "version"};
    const orm_model *out = &model->model;
    const orm_attribute *attributes[] = {out->created_at, out->updated_at, out->deleted_at,
                                         out->version};

    for (int i = 0; i < 4; i++)
        for (int j = 0; j < i; j++)
            if (attributes[i] && attributes[i] == attributes[j])
                orm_draft_fail(draft, out, orm_option(model->options, names[i]),
                               "\"%s\" and \"%s\" of %.*s are one attribute, \"%.*s\"", names[j],
                               names[i], ORM_ARG(out->name), ORM_ARG(attributes[i]->name));
}

static void check_auto_increment(orm_draft *draft, orm_draft_model *model,
                                 const orm_json *own_options)
{
    const orm_json *initial = own_options ? orm_option(own_options, "initialAutoIncrement") : NULL;

    for (uint32_t i = 0; i < model->attributes.count; i++) {
        orm_attribute *attribute = model->attributes.items[i];

        if (!attribute->is_auto_increment)
            continue;
        if (model->model.auto_increment)
            orm_draft_fail(draft, &model->model, attribute->source,
                           "a model has only one autoIncrement attribute: %.*s or %.*s",
                           ORM_ARG(model->model.auto_increment->name), ORM_ARG(attribute->name));
        model->model.auto_increment = attribute;
    }
    if (initial && model->model.auto_increment == NULL)
        orm_draft_fail(draft, &model->model, initial,
                       "%.*s has no autoIncrement attribute that could begin with a number",
                       ORM_ARG(model->model.name));
}

/* ---- the model */

static orm_draft_model *new_model(orm_draft *draft, orm_text name)
{
    orm_draft_model *model = ORM_NEW(draft->ctx->arena, orm_draft_model);

    model->model.name = name;
    model->model.position = draft->models.count;
    orm_list_add(draft->ctx->arena, &draft->models, model);
    return model;
}

void orm_draft_define(orm_draft *draft, const orm_registry_model *entry)
{
    orm_draft_model *model = new_model(draft, entry->name);

    model->options = orm_options_merge(draft->ctx, draft->define, entry->options_node);
    model->place = entry->options_node ? entry->options_node : entry->attributes_node;
    model->model.attributes_node = entry->attributes_node;
    model->model.options_node = model->options;
    if (entry->name.length == 0)
        orm_draft_fail(draft, NULL, entry->attributes_node, "a model needs a name");
    ORM_CHECK_KEYS(draft->ctx, model->options, model_keys, "a model");
    read_names(draft, model);
    read_table(draft, model);
    read_switches(draft, model);
    if (entry->attributes_node->kind != ORM_JSON_OBJECT)
        orm_draft_fail(draft, &model->model, entry->attributes_node,
                       "the attributes are an object by name, not %s",
                       orm_json_kind_name(entry->attributes_node));
    orm_each_child (attribute, entry->attributes_node)
        orm_draft_read_attribute(draft, model, attribute);
    add_id(draft, model);
    add_timestamps(draft, model);
    add_version(draft, model);
    check_automatic(draft, model);
    check_auto_increment(draft, model, entry->options_node);
}

orm_draft_model *orm_draft_through(orm_draft *draft, orm_text name, const orm_model *source,
                                   const orm_json *timestamps)
{
    orm_draft_model *model = new_model(draft, name);
    orm_model *out = &model->model;

    out->is_automatic = true;
    out->table = name;
    out->schema = source->schema;
    out->delimiter = source->delimiter;
    out->is_underscored = source->is_underscored;
    out->is_paranoid_unique = true;
    out->has_timestamps = timestamps ? timestamps->kind == ORM_JSON_TRUE : source->has_timestamps;
    read_names(draft, model);
    add_timestamps(draft, model);
    return model;
}
