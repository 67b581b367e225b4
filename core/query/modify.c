/* modify.c - INSERT, UPDATE and DELETE as trees.  See modify.h. */
#include "query/modify.h"

#include "dialect.h"
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

/* ---- what every change assigns */

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

/* The new value where the condition is true, else the old one. */
static void touch(orm_compiler *c, orm_modify *modify, const orm_attribute *attribute,
                  orm_expr *value, orm_expr *condition)
{
    orm_expr *expr = value;

    if (condition) {
        expr = orm_expr_new(c->ctx->arena, ORM_EXPR_CASE);
        expr->left = condition;
        expr->right = value;
        expr->third = orm_expr_column(c->ctx->arena, modify->relation, attribute);
        expr->type = attribute->type;
    }
    orm_modify_assign(c, modify, attribute, expr);
}

void orm_modify_touch_where(orm_compiler *c, orm_modify *modify, bool is_silent,
                            orm_expr *condition)
{
    const orm_model *model = modify->relation->model;

    if (model->updated_at && !is_silent)
        touch(c, modify, model->updated_at,
              orm_compile_generated(c, model->updated_at, ORM_DEFAULT_NOW), condition);
    if (model->version)
        touch(c, modify, model->version, version_plus_one(c, modify), condition);
}

void orm_modify_touch(orm_compiler *c, orm_modify *modify, bool is_silent)
{
    orm_modify_touch_where(c, modify, is_silent, NULL);
}

/* ---- which rows a change changes */

/* Types whose values the engine can compare, and only equal ones are equal. */
static bool is_comparable(const orm_type *type)
{
    switch (type->kind) {
    case ORM_TYPE_CITEXT:
    case ORM_TYPE_TSVECTOR:
    case ORM_TYPE_HSTORE:
    case ORM_TYPE_GEOMETRY:
    case ORM_TYPE_GEOGRAPHY:
    case ORM_TYPE_SQL: return false;
    case ORM_TYPE_ARRAY:
        return type->element->kind != ORM_TYPE_JSON && is_comparable(type->element);
    default: return true;
    }
}

/* JSON as the engine keeps it has no equality, JSONB has; of a type that only the engine knows
 * nobody can say. */
static orm_expr *as_comparable(orm_compiler *c, orm_expr *value, const orm_type *type)
{
    orm_expr *cast;

    if (type->kind != ORM_TYPE_SQL &&
        (type->kind != ORM_TYPE_JSON || c->ctx->host->dialect->has_text_json))
        return value;
    cast = orm_expr_new(c->ctx->arena, ORM_EXPR_CAST);
    cast->left = value;
    cast->type =
        orm_type_of_kind(c->ctx, type->kind == ORM_TYPE_SQL ? ORM_TYPE_TEXT : ORM_TYPE_JSONB);
    return cast;
}

orm_expr *orm_modify_keeps(orm_compiler *c, const orm_relation *row, const orm_relation *stored,
                           const orm_expr *key, const orm_attribute *attribute)
{
    orm_arena *arena = c->ctx->arena;
    orm_expr *expr = orm_expr_new(arena, ORM_EXPR_SELECT);
    orm_expr *differs = orm_expr_new(arena, ORM_EXPR_DISTINCT);
    orm_select *select = ORM_NEW(arena, orm_select);

    differs->left = as_comparable(c, orm_expr_column(arena, row, attribute), attribute->type);
    differs->right = as_comparable(c, orm_expr_column(arena, stored, attribute), attribute->type);
    select->from = (orm_relation *)stored;
    select->where = orm_expr_copy(arena, key);
    select->columns = orm_expr_not(arena, differs);
    expr->select = select;
    return expr;
}

orm_expr *orm_modify_differs(orm_compiler *c, const orm_modify *modify)
{
    orm_expr *any = NULL;

    for (const orm_assignment *it = modify->assignments; it; it = it->next) {
        const orm_type *type = it->attribute->type;
        orm_expr *expr;

        if (it->is_computed || !is_comparable(type))
            return NULL;
        expr = orm_expr_new(c->ctx->arena, ORM_EXPR_DISTINCT);
        expr->left =
            as_comparable(c, orm_expr_column(c->ctx->arena, modify->relation, it->attribute), type);
        expr->right = as_comparable(c, it->expr, type);
        any = orm_expr_join(c->ctx->arena, ORM_EXPR_OR, any, expr);
    }
    return any;
}

/* ---- RETURNING */

/* ["*"], as Sequelize has it on PostgreSQL. */
static bool is_all(const orm_json *attributes)
{
    return attributes && attributes->kind == ORM_JSON_ARRAY && attributes->count == 1 &&
           attributes->first->kind == ORM_JSON_STRING && orm_text_is(attributes->first->text, "*");
}

void orm_modify_return(orm_compiler *c, orm_modify *modify, const orm_json *attributes)
{
    orm_output *first;
    uint16_t count = 0;

    c->is_numbers_string = c->catalog->is_numbers_string;
    first = orm_compile_attributes(c, modify->relation, is_all(attributes) ? NULL : attributes);
    for (orm_output *output = first; output; output = output->next)
        count++;
    modify->outputs = ORM_NEW_N(c->ctx->arena, const orm_output *, count + 1u);
    modify->output_count = 0;
    for (orm_output *output = first; output; output = output->next)
        modify->outputs[modify->output_count++] = output;
}

/* A label's place in its ENUM, where the engine would compare its text. */
static orm_expr *order_key(orm_compiler *c, const orm_modify *modify,
                           const orm_attribute *attribute)
{
    orm_expr *column = orm_expr_column(c->ctx->arena, modify->relation, attribute), *rank;

    if (attribute->type->kind != ORM_TYPE_ENUM || c->ctx->host->dialect->has_enums)
        return column;
    rank = orm_expr_new(c->ctx->arena, ORM_EXPR_RANK);
    rank->left = column;
    rank->type = attribute->type;
    return rank;
}

void orm_modify_return_in_order(orm_compiler *c, orm_modify *modify, const orm_json *attributes)
{
    const orm_model *model = modify->relation->model;
    const orm_output **outputs;

    orm_modify_return(c, modify, attributes);
    modify->key_count = (uint16_t)model->primary_count;
    outputs = ORM_NEW_N(c->ctx->arena, const orm_output *,
                        modify->output_count + model->primary_count + 1u);
    memcpy(outputs, modify->outputs, modify->output_count * sizeof *outputs);
    for (uint32_t i = 0; i < model->primary_count; i++) {
        orm_output *output = ORM_NEW(c->ctx->arena, orm_output);

        output->expr = order_key(c, modify, model->primary[i]);
        outputs[modify->output_count++] = output;
    }
    modify->outputs = outputs;
}
