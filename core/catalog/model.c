/* model.c - finding attributes, associations and scopes by name.  See model.h. */
#include "catalog/model.h"

#include "base/suggest.h"

const orm_attribute *orm_model_attribute(const orm_model *model, orm_text name)
{
    uint32_t mask = model->lookup_size - 1;
    uint32_t place = (uint32_t)orm_text_hash(name, ORM_HASH_SEED) & mask;

    for (; model->lookup[place]; place = (place + 1) & mask) {
        const orm_attribute *attribute = model->attributes[model->lookup[place] - 1];

        if (orm_text_equal(attribute->name, name))
            return attribute;
    }
    return NULL;
}

const orm_attribute *orm_model_field(const orm_model *model, orm_text field)
{
    for (uint32_t i = 0; i < model->column_count; i++)
        if (orm_text_equal(model->columns[i]->field, field))
            return model->columns[i];
    return NULL;
}

const orm_association *orm_model_association(const orm_model *model, orm_text as)
{
    for (uint32_t i = 0; i < model->association_count; i++)
        if (orm_text_equal(model->associations[i]->as, as))
            return model->associations[i];
    return NULL;
}

const orm_scope *orm_model_scope(const orm_model *model, orm_text name)
{
    for (uint32_t i = 0; i < model->scope_count; i++)
        if (orm_text_equal(model->scopes[i].name, name))
            return &model->scopes[i];
    return NULL;
}

const orm_attribute *orm_model_need_attribute(orm_ctx *ctx, const orm_model *model, orm_text name,
                                              const orm_json *node)
{
    const orm_attribute *attribute = orm_model_attribute(model, name);
    orm_text *names;
    orm_error *error;

    if (attribute)
        return attribute;
    names = ORM_NEW_N(ctx->arena, orm_text, model->attribute_count);
    for (uint32_t i = 0; i < model->attribute_count; i++)
        names[i] = model->attributes[i]->name;
    error = orm_error_new(ctx, ORM_UNKNOWN_ATTRIBUTE, "%.*s has no attribute \"%.*s\"",
                          ORM_ARG(model->name), ORM_ARG(name));
    error->model = model->name;
    error->did_you_mean = orm_suggest(ctx->arena, name, names, model->attribute_count);
    if (node)
        error->at = orm_json_place(ctx, node);
    orm_throw(ctx, error);
}

const orm_association *orm_model_need_association(orm_ctx *ctx, const orm_model *model, orm_text as,
                                                  const orm_json *node)
{
    const orm_association *association = orm_model_association(model, as);
    orm_text *names;
    orm_error *error;

    if (association)
        return association;
    names = ORM_NEW_N(ctx->arena, orm_text, model->association_count + 1);
    for (uint32_t i = 0; i < model->association_count; i++)
        names[i] = model->associations[i]->as;
    error = orm_error_new(ctx, ORM_UNKNOWN_ASSOCIATION, "%.*s has no association \"%.*s\"",
                          ORM_ARG(model->name), ORM_ARG(as));
    error->model = model->name;
    error->did_you_mean = orm_suggest(ctx->arena, as, names, model->association_count);
    if (node)
        error->at = orm_json_place(ctx, node);
    orm_throw(ctx, error);
}
