/* attribute.c - one attribute's definition.  See draft.h, and api.md section 3 for the options.
 *
 * What an option means for other attributes or tables (a shared unique key, what is referenced) is
 * worked out in constrain.c, when every model is known. */
#include "base/names.h"
#include "catalog/draft.h"

static const orm_key attribute_keys[] = {
    {"type", ORM_K_STRING},
    {"allowNull", ORM_K_BOOLEAN},
    {"defaultValue", ORM_K_ANY},
    {"primaryKey", ORM_K_BOOLEAN},
    {"autoIncrement", ORM_K_BOOLEAN},
    {"autoIncrementIdentity", ORM_K_BOOLEAN},
    {"unique", ORM_K_BOOLEAN | ORM_K_STRING | ORM_K_OBJECT},
    {"field", ORM_K_STRING},
    {"comment", ORM_K_STRING},
    {"references", ORM_K_STRING | ORM_K_OBJECT},
    {"onDelete", ORM_K_STRING},
    {"onUpdate", ORM_K_STRING},
    {"values", ORM_K_ARRAY},
    {"validate", ORM_K_OBJECT},
    {"get", ORM_K_STRING},
    {"set", ORM_K_STRING},
    {"generated", ORM_K_OBJECT},
    {"index", ORM_K_BOOLEAN},
    {"renamedFrom", ORM_K_STRING},
    {"name", ORM_K_STRING}, /* of a foreign key given as an object */
};

static const orm_key generated_keys[] = {
    {"as", ORM_K_STRING},
    {"stored", ORM_K_BOOLEAN},
};

static const orm_key unique_keys[] = {
    {"name", ORM_K_STRING},
    {"msg", ORM_K_STRING},
};

orm_action orm_draft_read_action(orm_draft *draft, const orm_model *model, const orm_json *node)
{
    static const struct {
        const char *name;
        orm_action action;
    } actions[] = {{"NO ACTION", ORM_ACTION_NO_ACTION},
                   {"RESTRICT", ORM_ACTION_RESTRICT},
                   {"CASCADE", ORM_ACTION_CASCADE},
                   {"SET NULL", ORM_ACTION_SET_NULL},
                   {"SET DEFAULT", ORM_ACTION_SET_DEFAULT}};

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (orm_text_equal_ascii_fold(node->text, orm_text_from(actions[i].name)))
            return actions[i].action;
    orm_draft_fail(draft, model, node,
                   "\"%.*s\" is no referential action: NO ACTION, RESTRICT, CASCADE, SET NULL or "
                   "SET DEFAULT",
                   ORM_ARG(node->text));
}

/* ---- default values */

static bool is_generator(orm_text text, orm_default_kind *kind)
{
    static const struct {
        const char *name;
        orm_default_kind kind;
    } generators[] = {{"NOW", ORM_DEFAULT_NOW},
                      {"UUIDV1", ORM_DEFAULT_UUID_V1},
                      {"UUIDV4", ORM_DEFAULT_UUID_V4},
                      {"UUIDV7", ORM_DEFAULT_UUID_V7}};

    for (size_t i = 0; i < sizeof generators / sizeof *generators; i++)
        if (orm_text_is(text, generators[i].name)) {
            *kind = generators[i].kind;
            return true;
        }
    return false;
}

/* An object whose key begins with '$' is an expression; {"$value": x} is x itself. */
static bool is_expression(const orm_json *node)
{
    return node->kind == ORM_JSON_OBJECT && node->first && node->first->key.length > 0 &&
           node->first->key.data[0] == '$';
}

static void read_default(orm_attribute *attribute, const orm_json *node)
{
    attribute->default_node = node;
    if (node->kind == ORM_JSON_STRING && is_generator(node->text, &attribute->default_kind))
        return;
    attribute->default_kind = ORM_DEFAULT_VALUE;
    if (!is_expression(node))
        return;
    if (orm_text_is(node->first->key, "$value"))
        attribute->default_node = node->first;
    else
        attribute->default_kind = ORM_DEFAULT_EXPRESSION;
}

/* ---- unique, generated */

static void read_unique(orm_draft *draft, orm_draft_model *model, orm_attribute *attribute,
                        const orm_json *node)
{
    orm_text name = {"", 0};
    orm_text *names;

    if (node->kind == ORM_JSON_FALSE)
        return;
    if (node->kind == ORM_JSON_STRING) {
        name = node->text;
    } else if (node->kind == ORM_JSON_OBJECT) {
        ORM_CHECK_KEYS(draft->ctx, node, unique_keys, "unique");
        name = orm_option_text(node, "name");
        attribute->unique_text = orm_option_text(node, "msg");
    }
    if (name.length == 0)
        name = orm_text_format(draft->ctx->arena, "%.*s_%.*s_unique", ORM_ARG(model->model.table),
                               ORM_ARG(attribute->name));
    names = ORM_NEW(draft->ctx->arena, orm_text);
    *names = name;
    attribute->unique = (orm_names){names, 1};
}

static void read_generated(orm_draft *draft, orm_draft_model *model, orm_attribute *attribute,
                           const orm_json *node)
{
    ORM_CHECK_KEYS(draft->ctx, node, generated_keys, "generated");
    attribute->generated = orm_option_text(node, "as");
    attribute->is_generated_stored = orm_option_boolean(node, "stored", true);
    if (attribute->generated.length == 0)
        orm_draft_fail(draft, &model->model, node,
                       "\"generated\" needs \"as\", the expression of the column");
}

/* ---- the attribute */

static void read_texts(orm_attribute *attribute, const orm_json *options)
{
    attribute->comment = orm_option_text(options, "comment");
    attribute->renamed_from = orm_option_text(options, "renamedFrom");
    attribute->getter = orm_option_text(options, "get");
    attribute->setter = orm_option_text(options, "set");
    attribute->validate = orm_option(options, "validate");
    attribute->references = orm_option(options, "references");
    if (orm_option(options, "field"))
        attribute->field = orm_option_text(options, "field");
}

static void read_flags(orm_attribute *attribute, const orm_json *options)
{
    const orm_json *index = orm_option(options, "index");

    if (orm_option(options, "allowNull")) {
        attribute->is_required = !orm_option_boolean(options, "allowNull", true);
        attribute->is_nullable_given = true;
    }
    attribute->is_primary = orm_option_boolean(options, "primaryKey", attribute->is_primary);
    attribute->is_identity = orm_option_boolean(options, "autoIncrementIdentity", false);
    attribute->is_auto_increment =
        orm_option_boolean(options, "autoIncrement", attribute->is_identity);
    if (index) {
        attribute->is_indexed = index->kind == ORM_JSON_TRUE;
        attribute->is_unindexed = !attribute->is_indexed;
    }
}

void orm_draft_read_options(orm_draft *draft, orm_draft_model *model, orm_attribute *attribute,
                            const orm_json *options)
{
    const orm_json *node;

    ORM_CHECK_KEYS(draft->ctx, options, attribute_keys, "an attribute");
    if ((node = orm_option(options, "type")))
        attribute->type =
            orm_type_read(draft->ctx, node->text, orm_option(options, "values"), node);
    read_texts(attribute, options);
    read_flags(attribute, options);
    if ((node = orm_option(options, "defaultValue")))
        read_default(attribute, node);
    if ((node = orm_option(options, "unique")))
        read_unique(draft, model, attribute, node);
    if ((node = orm_option(options, "generated")))
        read_generated(draft, model, attribute, node);
    if ((node = orm_option(options, "onDelete")))
        attribute->on_delete = orm_draft_read_action(draft, &model->model, node);
    if ((node = orm_option(options, "onUpdate")))
        attribute->on_update = orm_draft_read_action(draft, &model->model, node);
    if (attribute->type)
        attribute->is_virtual = attribute->type->kind == ORM_TYPE_VIRTUAL;
    attribute->source = options;
}

static void check_name(orm_draft *draft, const orm_model *model, const orm_json *node)
{
    const char *wrong = orm_draft_wrong_name(node->key);

    if (wrong)
        orm_draft_fail(draft, model, node, "the attribute name \"%.*s\" %s", ORM_ARG(node->key),
                       wrong);
}

/* An option that is there, and empty. */
static bool is_empty_text(const orm_json *node, const char *name)
{
    const orm_json *option = node->kind == ORM_JSON_OBJECT ? orm_option(node, name) : NULL;

    return option && option->kind == ORM_JSON_STRING && option->text.length == 0;
}

/* An ENUM, or an array of one. */
static bool has_labels(const orm_type *type)
{
    return type->kind == ORM_TYPE_ENUM || (type->element && has_labels(type->element));
}

static void check_contradictions(orm_draft *draft, orm_draft_model *model,
                                 const orm_attribute *attribute, const orm_json *node)
{
    const char *wrong = NULL;
    const orm_type *type = attribute->type;
    bool is_object = node->kind == ORM_JSON_OBJECT;

    if (attribute->is_auto_increment && !orm_type_is_integer(type) && type->kind != ORM_TYPE_SQL)
        wrong = "autoIncrement needs an integer type";
    else if (attribute->is_virtual && (attribute->is_primary || attribute->unique.count > 0))
        wrong = "a VIRTUAL has no column that could be a key";
    else if (attribute->is_virtual && (attribute->references || attribute->is_indexed))
        wrong = "a VIRTUAL has no column that could refer to another one or have an index";
    else if (is_empty_text(node, "get") || is_empty_text(node, "set"))
        wrong = "\"get\" and \"set\" are SQL expressions, not empty texts";
    else if (is_object && orm_option(node, "values") && !has_labels(type))
        wrong = "\"values\" are the labels of an ENUM";
    else if (is_object && orm_option(node, "name"))
        wrong = "\"name\" is an option of foreign keys; the column is called \"field\"";
    else if (attribute->is_virtual && attribute->generated.length)
        wrong = "a VIRTUAL has no column that could be generated: give it \"get\"";
    else if (attribute->generated.length && attribute->default_kind != ORM_DEFAULT_NONE)
        wrong = "a generated column has no default value";
    else if (attribute->generated.length && attribute->setter.length)
        wrong = "a generated column cannot be set";
    else if (!attribute->is_required && orm_option(attribute->validate, "notNull"))
        wrong = "the validator \"notNull\" is only allowed with \"allowNull\": false";
    else if ((attribute->on_delete == ORM_ACTION_SET_NULL ||
              attribute->on_update == ORM_ACTION_SET_NULL) &&
             (attribute->is_required || attribute->is_primary))
        wrong = "SET NULL needs an attribute that may be NULL: choose another action, or leave out "
                "\"allowNull\": false";
    if (wrong)
        orm_draft_fail(draft, &model->model, node, "%.*s.%.*s: %s", ORM_ARG(model->model.name),
                       ORM_ARG(attribute->name), wrong);
}

void orm_draft_read_attribute(orm_draft *draft, orm_draft_model *model, const orm_json *node)
{
    orm_attribute *attribute;

    check_name(draft, &model->model, node);
    attribute = orm_draft_add_attribute(draft, model, node->key);
    if (node->kind == ORM_JSON_STRING) {
        attribute->type = orm_type_read(draft->ctx, node->text, NULL, node);
        attribute->is_virtual = attribute->type->kind == ORM_TYPE_VIRTUAL;
        attribute->source = node;
    } else if (node->kind == ORM_JSON_OBJECT) {
        orm_draft_read_options(draft, model, attribute, node);
    } else {
        orm_draft_fail(draft, &model->model, node,
                       "an attribute is a type or an object of options, not %s",
                       orm_json_kind_name(node));
    }
    if (attribute->type == NULL)
        orm_draft_fail(draft, &model->model, node, "the attribute %.*s.%.*s has no type",
                       ORM_ARG(model->model.name), ORM_ARG(attribute->name));
    check_contradictions(draft, model, attribute, node);
}
