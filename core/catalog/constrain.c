/* constrain.c - what is known only when every model is: references, unique keys, indexes, checks,
 * and the rules between models.  See draft.h. */
#include "base/limits.h"
#include "base/names.h"
#include "catalog/associate.h"

static const orm_key reference_keys[] = {
    {"model", ORM_K_STRING | ORM_K_OBJECT},
    {"key", ORM_K_STRING},
    {"deferrable", ORM_K_STRING},
};

static const orm_key reference_table_keys[] = {
    {"tableName", ORM_K_STRING},
    {"schema", ORM_K_STRING},
    {"delimiter", ORM_K_STRING},
};

static const orm_key index_keys[] = {
    {"name", ORM_K_STRING},
    {"fields", ORM_K_ARRAY},
    {"unique", ORM_K_BOOLEAN | ORM_K_STRING},
    {"type", ORM_K_STRING},
    {"using", ORM_K_STRING},
    {"method", ORM_K_STRING},
    {"operator", ORM_K_STRING},
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"include", ORM_K_ARRAY},
    {"concurrently", ORM_K_BOOLEAN},
    {"prefix", ORM_K_STRING},
    {"parser", ORM_K_UNSUPPORTED},
    {"length", ORM_K_UNSUPPORTED},
};

static const orm_key part_keys[] = {
    {"name", ORM_K_STRING},    {"attribute", ORM_K_STRING}, {"order", ORM_K_STRING},
    {"collate", ORM_K_STRING}, {"operator", ORM_K_STRING},  {"length", ORM_K_UNSUPPORTED},
};

static const orm_key check_keys[] = {
    {"name", ORM_K_STRING},
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
};

/* ---- references */

orm_deferrable orm_draft_read_deferrable(orm_draft *draft, const orm_json *node)
{
    static const struct {
        const char *name;
        orm_deferrable deferrable;
    } words[] = {{"NOT", ORM_DEFERRABLE_NOT},
                 {"NOT DEFERRABLE", ORM_DEFERRABLE_NOT},
                 {"INITIALLY_IMMEDIATE", ORM_DEFERRABLE_IMMEDIATE},
                 {"INITIALLY IMMEDIATE", ORM_DEFERRABLE_IMMEDIATE},
                 {"INITIALLY_DEFERRED", ORM_DEFERRABLE_DEFERRED},
                 {"INITIALLY DEFERRED", ORM_DEFERRABLE_DEFERRED}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (orm_text_equal_ascii_fold(node->text, orm_text_from(words[i].name)))
            return words[i].deferrable;
    orm_draft_fail(draft, NULL, node,
                   "\"deferrable\" is INITIALLY_IMMEDIATE, INITIALLY_DEFERRED or NOT, not \"%.*s\"",
                   ORM_ARG(node->text));
}

static orm_draft_model *find_by_table(orm_draft *draft, orm_text schema, orm_text table)
{
    for (uint32_t i = 0; i < draft->models.count; i++) {
        orm_draft_model *model = draft->models.items[i];

        if (orm_text_equal(model->model.table, table) &&
            (schema.length == 0 || orm_text_equal(model->model.schema, schema)))
            return model;
    }
    return NULL;
}

static _Noreturn void fail_key(orm_draft *draft, orm_draft_model *to, orm_text key,
                               const orm_json *node)
{
    orm_text *names = ORM_NEW_N(draft->ctx->arena, orm_text, to->attributes.count);
    orm_error *error = orm_error_new(draft->ctx, ORM_DEFINITION,
                                     "%.*s has no attribute \"%.*s\" that could be referenced",
                                     ORM_ARG(to->model.name), ORM_ARG(key));

    for (uint32_t i = 0; i < to->attributes.count; i++)
        names[i] = ((orm_attribute *)to->attributes.items[i])->name;
    error->at = orm_json_place(draft->ctx, node);
    error->did_you_mean = orm_suggest(draft->ctx->arena, key, names, to->attributes.count);
    orm_throw(draft->ctx, error);
}

/* The referenced column: an attribute's name or a column, by default the primary key's. */
static orm_text referenced_field(orm_draft *draft, orm_draft_model *to, orm_text key,
                                 const orm_json *node)
{
    for (uint32_t i = 0; i < to->attributes.count; i++) {
        const orm_attribute *attribute = to->attributes.items[i];

        if (key.length == 0
                ? attribute->is_primary
                : orm_text_equal(attribute->name, key) || orm_text_equal(attribute->field, key))
            return attribute->field;
    }
    if (key.length == 0)
        return ORM_TEXT("id");
    fail_key(draft, to, key, node);
}

static void find_referenced(orm_draft *draft, orm_reference *reference, const orm_json *model,
                            const orm_json *key_node)
{
    orm_text key = key_node ? key_node->text : (orm_text){"", 0};
    orm_draft_model *to;

    if (model->kind == ORM_JSON_OBJECT) {
        ORM_CHECK_KEYS(draft->ctx, model, reference_table_keys, "references.model");
        reference->schema = orm_option_text(model, "schema");
        reference->table = orm_option_text(model, "tableName");
        to = find_by_table(draft, reference->schema, reference->table);
    } else {
        to = orm_draft_find(draft, model->text);
        reference->table = model->text;
        if (to == NULL)
            to = find_by_table(draft, (orm_text){"", 0}, model->text);
    }
    reference->field = to           ? referenced_field(draft, to, key, key_node)
                       : key.length ? key
                                    : ORM_TEXT("id");
    reference->model = to ? &to->model : NULL;
}

static void read_reference(orm_draft *draft, orm_draft_model *model, orm_attribute *attribute,
                           const orm_json *node)
{
    orm_reference *reference = ORM_NEW(draft->ctx->arena, orm_reference);
    const orm_json *target = node, *deferrable = NULL, *key = NULL;

    if (node->kind == ORM_JSON_OBJECT) {
        ORM_CHECK_KEYS(draft->ctx, node, reference_keys, "references");
        target = orm_option(node, "model");
        key = orm_option(node, "key");
        deferrable = orm_option(node, "deferrable");
    }
    if (target == NULL && deferrable && key == NULL)
        return; /* of an association that is still to come */
    if (target == NULL)
        orm_draft_fail(draft, &model->model, node, "\"references\" needs \"model\"");
    find_referenced(draft, reference, target, key);
    if (deferrable)
        reference->deferrable = orm_draft_read_deferrable(draft, deferrable);
    attribute->reference = reference;
}

static void read_references(orm_draft *draft, orm_draft_model *model)
{
    for (uint32_t i = 0; i < model->attributes.count; i++) {
        orm_attribute *attribute = model->attributes.items[i];

        if (attribute->references && attribute->reference == NULL)
            read_reference(draft, model, attribute, attribute->references);
    }
}

/* ---- unique keys */

static orm_unique *find_unique(orm_draft *draft, orm_draft_model *model, orm_text name)
{
    orm_unique *unique;

    for (uint32_t i = 0; i < model->uniques.count; i++) {
        unique = model->uniques.items[i];
        if (orm_text_equal(unique->name, name))
            return unique;
    }
    unique = ORM_NEW(draft->ctx->arena, orm_unique);
    unique->name = name;
    unique->attributes =
        ORM_NEW_N(draft->ctx->arena, const orm_attribute *, model->attributes.count);
    orm_list_add(draft->ctx->arena, &model->uniques, unique);
    return unique;
}

static bool is_named_unique(const orm_attribute *attribute)
{
    const orm_json *node = attribute->source && attribute->source->kind == ORM_JSON_OBJECT
                               ? orm_option(attribute->source, "unique")
                               : NULL;

    return node == NULL || node->kind == ORM_JSON_STRING || orm_option(node, "name") != NULL;
}

static void collect_uniques(orm_draft *draft, orm_draft_model *model)
{
    for (uint32_t i = 0; i < model->attributes.count; i++) {
        orm_attribute *attribute = model->attributes.items[i];

        for (uint32_t j = 0; j < attribute->unique.count; j++) {
            orm_unique *unique = find_unique(draft, model, attribute->unique.items[j]);

            unique->attributes[unique->count++] = attribute;
            unique->is_named = is_named_unique(attribute);
            if (unique->message.length == 0)
                unique->message = attribute->unique_text;
        }
    }
}

/* ---- indexes */

static void read_part_options(orm_draft *draft, orm_index_part *part, const orm_json *node)
{
    ORM_CHECK_KEYS(draft->ctx, node, part_keys, "a field of an index");
    part->column = orm_option(node, "attribute") ? orm_option_text(node, "attribute")
                                                 : orm_option_text(node, "name");
    part->order = orm_option_text(node, "order");
    part->collate = orm_option_text(node, "collate");
    part->operator_class = orm_option_text(node, "operator");
}

static void read_part(orm_draft *draft, orm_draft_model *model, orm_index_part *part,
                      const orm_json *node)
{
    if (node->kind == ORM_JSON_STRING)
        part->column = node->text;
    else if (node->kind != ORM_JSON_OBJECT)
        orm_draft_fail(draft, &model->model, node,
                       "a field of an index is a name, an object with \"name\", or an expression");
    else if (node->first && node->first->key.length && node->first->key.data[0] == '$')
        part->expression = node;
    else
        read_part_options(draft, part, node);
    if (part->expression)
        return;
    if (part->column.length == 0)
        orm_draft_fail(draft, &model->model, node, "a field of an index needs a name");
    part->attribute = orm_draft_attribute(model, part->column);
    if (part->attribute)
        part->column = part->attribute->field;
}

static void read_parts(orm_draft *draft, orm_draft_model *model, orm_index *index,
                       const orm_json *node)
{
    const orm_json *fields = orm_option(node, "fields");

    if (fields == NULL || fields->count == 0)
        orm_draft_fail(draft, &model->model, node, "an index needs \"fields\"");
    index->parts = ORM_NEW_N(draft->ctx->arena, orm_index_part, fields->count);
    orm_each_child (field, fields) {
        orm_index_part *part = &index->parts[index->count++];

        read_part(draft, model, part, field);
        if (part->operator_class.length == 0)
            part->operator_class = orm_option_text(node, "operator");
    }
}

/* <table>_<fields>, in snake case whatever the table's: Sequelize's nameIndex. */
static orm_text index_name(orm_draft *draft, const orm_draft_model *model, const orm_index *index,
                           orm_text prefix)
{
    orm_arena *arena = draft->ctx->arena;
    orm_text name = prefix.length ? prefix : model->model.table;

    for (uint32_t i = 0; i < index->count; i++)
        name = orm_text_format(arena, "%.*s_%.*s", ORM_ARG(name),
                               ORM_ARG(index->parts[i].column.length ? index->parts[i].column
                                                                     : ORM_TEXT("expression")));
    return orm_identifier_shorten(arena, orm_underscore(arena, name));
}

static void read_include(orm_draft *draft, orm_draft_model *model, orm_index *index,
                         const orm_json *node)
{
    orm_text *items;

    if (node == NULL)
        return;
    items = ORM_NEW_N(draft->ctx->arena, orm_text, node->count);
    orm_each_child (item, node) {
        const orm_attribute *attribute = orm_draft_attribute(model, item->text);

        if (item->kind != ORM_JSON_STRING)
            orm_draft_fail(draft, &model->model, item, "\"include\" is a list of names, not of %s",
                           orm_json_kind_name(item));
        items[index->include.count++] = attribute ? attribute->field : item->text;
    }
    index->include.items = items;
}

/* As in Sequelize any text says yes: some write a name there. */
static bool is_unique(const orm_json *node)
{
    const orm_json *unique = orm_option(node, "unique");

    if (unique && unique->kind == ORM_JSON_STRING)
        return unique->text.length > 0;
    return orm_option_boolean(node, "unique", orm_option(node, "type") != NULL);
}

static void read_index(orm_draft *draft, orm_draft_model *model, const orm_json *node)
{
    orm_index *index = ORM_NEW(draft->ctx->arena, orm_index);
    orm_text type;

    ORM_CHECK_KEYS(draft->ctx, node, index_keys, "an index");
    type = orm_option_text(node, "type");
    if (type.length && !orm_text_equal_ascii_fold(type, ORM_TEXT("UNIQUE")))
        orm_raise_at(draft->ctx, ORM_UNSUPPORTED, orm_option(node, "type"),
                     "an index of type %.*s is MySQL's; \"type\" may be UNIQUE", ORM_ARG(type));
    read_parts(draft, model, index, node);
    index->is_unique = is_unique(node);
    index->is_concurrent = orm_option_boolean(node, "concurrently", false);
    index->method = orm_option(node, "using") ? orm_option_text(node, "using")
                                              : orm_option_text(node, "method");
    index->where = orm_option(node, "where");
    index->is_named = orm_option(node, "name") != NULL;
    index->name = index->is_named
                      ? orm_option_text(node, "name")
                      : index_name(draft, model, index, orm_option_text(node, "prefix"));
    read_include(draft, model, index, orm_option(node, "include"));
    orm_list_add(draft->ctx->arena, &model->indexes, index);
}

/* "index": true on an attribute: an index of its own, GIN for JSONB as in Sequelize. */
static void add_attribute_index(orm_draft *draft, orm_draft_model *model,
                                const orm_attribute *attribute)
{
    orm_index *index = ORM_NEW(draft->ctx->arena, orm_index);

    index->parts = ORM_NEW(draft->ctx->arena, orm_index_part);
    index->parts->attribute = attribute;
    index->parts->column = attribute->field;
    index->count = 1;
    if (attribute->type->kind == ORM_TYPE_JSONB)
        index->method = ORM_TEXT("gin");
    index->name = index_name(draft, model, index, (orm_text){"", 0});
    orm_list_add(draft->ctx->arena, &model->indexes, index);
}

static void read_indexes(orm_draft *draft, orm_draft_model *model)
{
    const orm_json *indexes = orm_option(model->options, "indexes");

    if (indexes)
        orm_each_child (index, indexes)
            read_index(draft, model, index);
    for (uint32_t i = 0; i < model->attributes.count; i++) {
        const orm_attribute *attribute = model->attributes.items[i];

        if (attribute->is_indexed && !attribute->is_virtual)
            add_attribute_index(draft, model, attribute);
    }
}

/* ---- checks */

static void read_checks(orm_draft *draft, orm_draft_model *model)
{
    const orm_json *node = orm_option(model->options, "checks");
    orm_check *checks;
    uint32_t count = 0;

    if (node == NULL)
        return;
    checks = ORM_NEW_N(draft->ctx->arena, orm_check, node->count);
    orm_each_child (check, node) {
        ORM_CHECK_KEYS(draft->ctx, check, check_keys, "a check");
        checks[count].where = orm_option(check, "where");
        if (checks[count].where == NULL)
            orm_draft_fail(draft, &model->model, check, "a check needs \"where\"");
        checks[count].name =
            orm_option(check, "name")
                ? orm_option_text(check, "name")
                : orm_identifier_shorten(draft->ctx->arena,
                                         orm_text_format(draft->ctx->arena, "%.*s_check_%u",
                                                         ORM_ARG(model->model.table), count + 1));
        count++;
    }
    model->model.checks = checks;
    model->model.check_count = count;
}

/* ---- rules about names */

static void check_length(orm_draft *draft, const orm_model *model, const char *what, orm_text name)
{
    if (!orm_identifier_fits(name))
        orm_draft_fail(draft, model, NULL, "the name of %s has %zu bytes, more than %d: \"%.*s\"",
                       what, name.length, ORM_MAX_IDENTIFIER, ORM_ARG(name));
}

static void check_columns(orm_draft *draft, orm_draft_model *model)
{
    if (model->attributes.count > ORM_MAX_COLUMNS)
        orm_draft_fail(draft, &model->model, model->place, "%.*s has %u attributes, more than %d",
                       ORM_ARG(model->model.name), model->attributes.count, ORM_MAX_COLUMNS);
    for (uint32_t i = 0; i < model->attributes.count; i++) {
        const orm_attribute *attribute = model->attributes.items[i];

        if (attribute->is_virtual)
            continue;
        check_length(draft, &model->model, "a column", attribute->field);
        if (attribute->field.length == 0)
            orm_draft_fail(draft, &model->model, attribute->source, "a column needs a name");
        for (uint32_t j = 0; j < i; j++) {
            const orm_attribute *other = model->attributes.items[j];

            if (!other->is_virtual && orm_text_equal_ascii_fold(other->field, attribute->field))
                orm_draft_fail(
                    draft, &model->model, attribute->source,
                    "the columns of %.*s and %.*s of %.*s have one name, \"%.*s\", for a "
                    "database that ignores case; give one of them another \"field\"",
                    ORM_ARG(other->name), ORM_ARG(attribute->name), ORM_ARG(model->model.name),
                    ORM_ARG(attribute->field));
        }
    }
}

static void check_own_names(orm_draft *draft, orm_draft_model *model)
{
    check_length(draft, &model->model, "a table", model->model.table);
    check_length(draft, &model->model, "a schema", model->model.schema);
    check_columns(draft, model);
    for (uint32_t i = 0; i < model->indexes.count; i++)
        check_length(draft, &model->model, "an index",
                     ((orm_index *)model->indexes.items[i])->name);
    for (uint32_t i = 0; i < model->model.check_count; i++)
        check_length(draft, &model->model, "a check", model->model.checks[i].name);
}

static void check_table(orm_draft *draft, orm_draft_model *model, uint32_t before)
{
    static const char *const reserved[] = {"orm_meta",   "orm_models", "orm_associations",
                                           "orm_scopes", "orm_hooks",  "orm_objects"};

    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (orm_text_equal_ascii_fold(model->model.table, orm_text_from(reserved[i])))
            orm_draft_fail(draft, &model->model, model->place,
                           "the table \"%s\" is the catalog's; give %.*s another \"tableName\"",
                           reserved[i], ORM_ARG(model->model.name));
    for (uint32_t i = 0; i < before; i++) {
        const orm_model *other = &((orm_draft_model *)draft->models.items[i])->model;

        if (orm_text_equal_ascii_fold(other->table, model->model.table) &&
            orm_text_equal_ascii_fold(other->schema, model->model.schema))
            orm_draft_fail(draft, &model->model, model->place,
                           "%.*s and %.*s have one table, \"%.*s\"; give one of them another "
                           "\"tableName\", or use scopes",
                           ORM_ARG(other->name), ORM_ARG(model->model.name),
                           ORM_ARG(model->model.table));
    }
}

void orm_draft_constrain(orm_draft *draft)
{
    for (uint32_t i = 0; i < draft->models.count; i++) {
        orm_draft_model *model = draft->models.items[i];

        read_references(draft, model);
        collect_uniques(draft, model);
        read_indexes(draft, model);
        read_checks(draft, model);
        check_own_names(draft, model);
        check_table(draft, model, i);
    }
}
