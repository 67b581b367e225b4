/* index.c - the indexes of a model: those of its options, and of attributes with "index": true. See
 * draft.h.
 *
 * Source of the names: Sequelize's nameIndex. */
#include "base/names.h"
#include "catalog/draft.h"

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

static void check_order(orm_draft *draft, const orm_model *model, const orm_json *order)
{
    static const char *const orders[] = {
        "ASC", "DESC", "ASC NULLS FIRST", "ASC NULLS LAST", "DESC NULLS FIRST", "DESC NULLS LAST"};

    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (orm_text_equal_ascii_fold(order->text, orm_text_from(orders[i])))
            return;
    orm_draft_fail(draft, model, order,
                   "\"%.*s\" is no direction: ASC or DESC, with NULLS FIRST or NULLS LAST",
                   ORM_ARG(order->text));
}

static void read_part_options(orm_draft *draft, const orm_model *model, orm_index_part *part,
                              const orm_json *node)
{
    ORM_CHECK_KEYS(draft->ctx, node, part_keys, "a field of an index");
    if (orm_option(node, "order"))
        check_order(draft, model, orm_option(node, "order"));
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
        read_part_options(draft, &model->model, part, node);
    if (part->expression)
        return;
    if (part->column.length == 0)
        orm_draft_fail(draft, &model->model, node, "a field of an index needs a name");
    part->attribute = orm_draft_attribute(model, part->column);
    if (part->attribute && part->attribute->is_virtual)
        orm_draft_fail(draft, &model->model, node, "%.*s.%.*s is VIRTUAL: no index can hold it",
                       ORM_ARG(model->model.name), ORM_ARG(part->attribute->name));
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

static orm_index *find_index(orm_draft_model *model, orm_text name)
{
    for (uint32_t i = 0; i < model->indexes.count; i++) {
        orm_index *index = model->indexes.items[i];

        if (orm_text_equal_ascii_fold(index->name, name))
            return index;
    }
    return NULL;
}

static void add_index(orm_draft *draft, orm_draft_model *model, orm_index *index,
                      const orm_json *node)
{
    orm_draft_check_length(draft, &model->model, "an index", index->name, node);
    if (find_index(model, index->name))
        orm_draft_fail(draft, &model->model, node,
                       "two indexes of %.*s are called \"%.*s\"; give one of them another \"name\"",
                       ORM_ARG(model->model.name), ORM_ARG(index->name));
    orm_list_add(draft->ctx->arena, &model->indexes, index);
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
    if (orm_option_boolean(node, "concurrently", false))
        orm_raise_at(draft->ctx, ORM_UNSUPPORTED, orm_option(node, "concurrently"),
                     "orm_sync makes an index in the transaction of its call, where none is made "
                     "concurrently; orm_sync_plan with \"online\": true has the statements");
    index->method = orm_option(node, "using") ? orm_option_text(node, "using")
                                              : orm_option_text(node, "method");
    index->where = orm_option(node, "where");
    index->is_named = orm_option(node, "name") != NULL;
    index->name = index->is_named
                      ? orm_option_text(node, "name")
                      : index_name(draft, model, index, orm_option_text(node, "prefix"));
    read_include(draft, model, index, orm_option(node, "include"));
    add_index(draft, model, index, node);
}

/* "index": true on an attribute: an index of its own, GIN for JSONB as in Sequelize; none where one
 * of that name is written down. */
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
    if (find_index(model, index->name) == NULL)
        orm_list_add(draft->ctx->arena, &model->indexes, index);
}

void orm_draft_read_indexes(orm_draft *draft, orm_draft_model *model)
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
