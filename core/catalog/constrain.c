/* constrain.c - what is known only when every model is: references, unique keys, checks, and the
 * rules between models.  Indexes are in index.c.  See draft.h. */
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

void orm_draft_check_length(orm_draft *draft, const orm_model *model, const char *what,
                            orm_text name, const orm_json *node)
{
    if (!orm_identifier_fits(name))
        orm_draft_fail(draft, model, node, "the name of %s has %zu bytes, more than %d: \"%.*s\"",
                       what, name.length, ORM_MAX_IDENTIFIER, ORM_ARG(name));
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

            orm_draft_check_length(draft, &model->model, "a unique key", unique->name,
                                   attribute->source);
            unique->attributes[unique->count++] = attribute;
            unique->is_named = is_named_unique(attribute);
            if (unique->message.length == 0)
                unique->message = attribute->unique_text;
        }
    }
}

/* ---- checks */

static void check_check(orm_draft *draft, const orm_model *model, const orm_check *checks,
                        uint32_t count, const orm_json *node)
{
    const orm_check *check = &checks[count];

    if (check->where == NULL || check->where->count == 0)
        orm_draft_fail(draft, model, node, "a check needs \"where\", a condition");
    for (uint32_t i = 0; i < count; i++)
        if (orm_text_equal_ascii_fold(checks[i].name, check->name))
            orm_draft_fail(draft, model, node, "two checks of %.*s are called \"%.*s\"",
                           ORM_ARG(model->name), ORM_ARG(check->name));
}

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
        checks[count].name =
            orm_option(check, "name")
                ? orm_option_text(check, "name")
                : orm_identifier_shorten(draft->ctx->arena,
                                         orm_text_format(draft->ctx->arena, "%.*s_check_%u",
                                                         ORM_ARG(model->model.table), count + 1));
        orm_draft_check_length(draft, &model->model, "a check", checks[count].name, check);
        check_check(draft, &model->model, checks, count, check);
        count++;
    }
    model->model.checks = checks;
    model->model.check_count = count;
}

/* ---- rules about names */

static void check_columns(orm_draft *draft, orm_draft_model *model)
{
    uint32_t primary = 0;

    if (model->attributes.count > ORM_MAX_COLUMNS)
        orm_draft_fail(draft, &model->model, model->place, "%.*s has %u attributes, more than %d",
                       ORM_ARG(model->model.name), model->attributes.count, ORM_MAX_COLUMNS);
    for (uint32_t i = 0; i < model->attributes.count; i++) {
        const orm_attribute *attribute = model->attributes.items[i];

        if (attribute->is_primary && ++primary > ORM_MAX_KEY_PARTS)
            orm_draft_fail(draft, &model->model, model->place,
                           "the primary key of %.*s has more than %d attributes",
                           ORM_ARG(model->model.name), ORM_MAX_KEY_PARTS);
        if (attribute->is_virtual)
            continue;
        orm_draft_check_length(draft, &model->model, "a column", attribute->field,
                               attribute->source ? attribute->source : model->place);
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
    const orm_json *table = orm_option(model->options, "tableName");

    orm_draft_check_length(draft, &model->model, "a table", model->model.table,
                           table ? table : model->place);
    orm_draft_check_length(draft, &model->model, "a schema", model->model.schema,
                           orm_option(model->options, "schema"));
    check_columns(draft, model);
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
        orm_draft_read_indexes(draft, model);
        read_checks(draft, model);
        check_own_names(draft, model);
        check_table(draft, model, i);
    }
}
