/* modify.c - INSERT, UPDATE and DELETE as trees.  See modify.h. */
#include "query/modify.h"

#include "query/find.h"

static orm_expr *param_expr(orm_compiler *c, const orm_attribute *attribute,
                            orm_param_source source)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_PARAM);
    orm_param *param = ORM_NEW(c->ctx->arena, orm_param);

    param->source = (uint8_t)source;
    param->type = attribute->type;
    param->attribute = attribute;
    expr->param = param;
    expr->type = attribute->type;
    return expr;
}

orm_expr *orm_compile_generated(orm_compiler *c, const orm_attribute *attribute,
                                orm_default_kind kind)
{
    orm_expr *expr = param_expr(c, attribute, ORM_PARAM_GENERATED);

    ((orm_param *)expr->param)->slot = kind;
    return expr;
}

orm_expr *orm_compile_value(orm_compiler *c, const orm_attribute *attribute, orm_value value)
{
    orm_expr *expr = param_expr(c, attribute, ORM_PARAM_VALUE);

    ((orm_param *)expr->param)->value = value;
    return expr;
}

orm_expr *orm_compile_given(orm_compiler *c, const orm_attribute *attribute, const orm_json *node)
{
    orm_expr *expr = param_expr(c, attribute, ORM_PARAM_SLOT);

    ((orm_param *)expr->param)->slot = node->slot;
    return expr;
}

orm_assignment *orm_modify_assignment(const orm_modify *modify, const orm_attribute *attribute)
{
    for (orm_assignment *it = modify->assignments; it; it = it->next)
        if (it->attribute == attribute)
            return it;
    return NULL;
}

void orm_modify_assign(orm_compiler *c, orm_modify *modify, const orm_attribute *attribute,
                       orm_expr *expr)
{
    orm_assignment *assignment = orm_modify_assignment(modify, attribute);
    orm_assignment **end = &modify->assignments;

    if (assignment) {
        assignment->expr = expr;
        return;
    }
    assignment = ORM_NEW(c->ctx->arena, orm_assignment);
    assignment->attribute = attribute;
    assignment->expr = expr;
    while (*end)
        end = &(*end)->next;
    *end = assignment;
}

static orm_expr *version_plus_one(orm_compiler *c, const orm_modify *modify)
{
    const orm_attribute *version = modify->relation->model->version;
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_ADD);

    expr->left = orm_expr_column(c->ctx->arena, modify->relation, version);
    expr->right = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);
    expr->right->text = ORM_TEXT("1");
    expr->type = version->type;
    return expr;
}

void orm_modify_touch(orm_compiler *c, orm_modify *modify, bool is_silent)
{
    const orm_model *model = modify->relation->model;

    if (model->updated_at && !is_silent)
        orm_modify_assign(c, modify, model->updated_at,
                          orm_compile_generated(c, model->updated_at, ORM_DEFAULT_NOW));
    if (model->version)
        orm_modify_assign(c, modify, model->version, version_plus_one(c, modify));
}

void orm_modify_return(orm_compiler *c, orm_modify *modify, const orm_json *attributes)
{
    orm_output *first = orm_compile_attributes(c, modify->relation, attributes);
    uint16_t count = 0;

    for (orm_output *output = first; output; output = output->next)
        count++;
    modify->outputs = ORM_NEW_N(c->ctx->arena, const orm_output *, count + 1u);
    modify->output_count = 0;
    for (orm_output *output = first; output; output = output->next)
        modify->outputs[modify->output_count++] = output;
}
