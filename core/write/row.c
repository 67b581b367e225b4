/* row.c - a document of values becomes the assignments of a row.  See row.h.
 *
 * Source of the rules: Sequelize's build() and save(): defaults for what is absent, null stays
 * null, createdAt as given, updatedAt always now (unless silent). */
#include "write/row.h"

#include "base/suggest.h"
#include "catalog/convert.h"

orm_row_options orm_row_options_read(orm_compiler *c, const orm_model *model,
                                     const orm_json *options)
{
    orm_row_options out = {orm_option(options, "fields"), orm_option(options, "set"),
                           orm_option_boolean(options, "silent", false)};

    if (out.fields)
        orm_each_child (name, out.fields) {
            if (name->kind != ORM_JSON_STRING)
                ORM_FAIL(c, name, "\"fields\" is a list of attributes");
            orm_model_need_attribute(c->ctx, model, name->text, name);
        }
    return out;
}

void orm_row_check(orm_compiler *c, const orm_model *model, const orm_json *row)
{
    if (row == NULL)
        return;
    if (row->kind != ORM_JSON_OBJECT)
        ORM_FAIL(c, row, "values are an object by attribute, not %s", orm_json_kind_name(row));
    orm_each_child (member, row) {
        const orm_attribute *attribute =
            orm_model_need_attribute(c->ctx, model, member->key, member);

        if (attribute->generated.length)
            ORM_FAIL(c, member, "%.*s.%.*s is generated: it cannot be written",
                     ORM_ARG(model->name), ORM_ARG(attribute->name));
    }
}

static bool is_wanted(const orm_row_options *options, const orm_attribute *attribute)
{
    if (options->fields == NULL)
        return true;
    orm_each_child (name, options->fields)
        if (orm_text_equal(name->text, attribute->name))
            return true;
    return false;
}

/* ---- new rows */

/* A default as it is written in the definition, or made when the row is. */
static orm_expr *default_expr(orm_compiler *c, const orm_modify *modify,
                              const orm_attribute *attribute)
{
    orm_value value;
    orm_text why;

    switch (attribute->default_kind) {
    case ORM_DEFAULT_NONE: return NULL;
    case ORM_DEFAULT_VALUE:
        if (!orm_convert(c->ctx, attribute->type, attribute->default_node, &value, &why))
            ORM_FAIL(c, attribute->default_node, "%.*s", ORM_ARG(why));
        return orm_compile_value(c, attribute, value);
    case ORM_DEFAULT_EXPRESSION:
        return orm_compile_expression(c, modify->relation, attribute->default_node,
                                      attribute->type);
    default: return orm_compile_generated(c, attribute, attribute->default_kind);
    }
}

/* createdAt and updatedAt, where nothing else says what they are. */
static orm_expr *timestamp_expr(orm_compiler *c, const orm_modify *modify,
                                const orm_attribute *attribute, const orm_json *given,
                                bool is_silent)
{
    const orm_model *model = modify->relation->model;
    bool is_updated = attribute == model->updated_at;
    orm_expr *expr;

    if (given && given->kind != ORM_JSON_NULL && (!is_updated || is_silent))
        return orm_compile_given(c, attribute, given);
    if (is_updated && is_silent)
        return NULL;
    expr = default_expr(c, modify, attribute);
    return expr ? expr : orm_compile_generated(c, attribute, ORM_DEFAULT_NOW);
}

/* What a new row's attribute is set to; NULL: the column's own default. */
static orm_expr *new_value(orm_compiler *c, const orm_modify *modify,
                           const orm_attribute *attribute, const orm_json *row,
                           const orm_row_options *options)
{
    const orm_model *model = modify->relation->model;
    const orm_json *given = orm_json_member_text(row, attribute->name);
    const orm_json *set = orm_json_member_text(options->set, attribute->name);

    if (set)
        return orm_compile_expression(c, modify->relation, set, attribute->type);
    if (attribute == model->created_at || attribute == model->updated_at)
        return timestamp_expr(c, modify, attribute, given, options->is_silent);
    if (given && !is_wanted(options, attribute))
        given = NULL;
    if (given && given->kind == ORM_JSON_NULL && attribute->is_auto_increment)
        return NULL;
    if (given == NULL)
        return default_expr(c, modify, attribute);
    return orm_compile_set(c, modify->relation, attribute, orm_compile_given(c, attribute, given));
}

static bool is_missing(const orm_model *model, const orm_attribute *attribute)
{
    return attribute->is_required && !attribute->is_automatic && !attribute->is_auto_increment &&
           attribute->generated.length == 0 && attribute != model->created_at &&
           attribute != model->updated_at;
}

orm_missing *orm_row_insert(orm_compiler *c, orm_modify *modify, const orm_json *row,
                            const orm_row_options *options)
{
    const orm_model *model = modify->relation->model;
    orm_missing *first = NULL, **end = &first;

    orm_row_check(c, model, row);
    orm_row_check(c, model, options->set);
    for (uint32_t i = 0; i < model->column_count; i++) {
        const orm_attribute *attribute = model->columns[i];
        orm_expr *expr = new_value(c, modify, attribute, row, options);

        if (expr) {
            orm_modify_assign(c, modify, attribute, expr);
        } else if (is_missing(model, attribute)) {
            *end = ORM_NEW(c->ctx->arena, orm_missing);
            (*end)->attribute = attribute;
            end = &(*end)->next;
        }
    }
    return first;
}

/* ---- changes */

bool orm_row_update(orm_compiler *c, orm_modify *modify, const orm_json *row,
                    const orm_row_options *options)
{
    const orm_model *model = modify->relation->model;

    orm_row_check(c, model, row);
    orm_row_check(c, model, options->set);
    for (uint32_t i = 0; i < model->column_count; i++) {
        const orm_attribute *attribute = model->columns[i];
        const orm_json *given = orm_json_member_text(row, attribute->name);
        const orm_json *set = orm_json_member_text(options->set, attribute->name);

        if (attribute == model->updated_at && !options->is_silent)
            continue;
        if (set)
            orm_modify_assign(c, modify, attribute,
                              orm_compile_expression(c, modify->relation, set, attribute->type));
        else if (given && is_wanted(options, attribute))
            orm_modify_assign(c, modify, attribute,
                              orm_compile_set(c, modify->relation, attribute,
                                              orm_compile_given(c, attribute, given)));
    }
    return modify->assignments != NULL;
}
