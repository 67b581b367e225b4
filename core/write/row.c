/* row.c - a document of values becomes the assignments of a row.  See row.h.
 *
 * Source of the rules: Sequelize's build() and save(): defaults for what is absent, null stays
 * null, createdAt as given, updatedAt always now (unless silent). */
#include "write/row.h"

#include "base/suggest.h"
#include "catalog/convert.h"
#include "query/json_path.h"

orm_row_options orm_row_options_read(orm_compiler *c, const orm_model *model,
                                     const orm_json *options)
{
    orm_row_options out = {.fields = orm_option(options, "fields"),
                           .set = orm_option(options, "set"),
                           .is_silent = orm_option_boolean(options, "silent", false),
                           .is_null_omitted =
                               orm_option_boolean(options, "omitNull", model->is_null_omitted)};

    if (out.fields)
        orm_each_child (name, out.fields) {
            if (name->kind != ORM_JSON_STRING)
                ORM_FAIL(c, name, "\"fields\" is a list of attributes");
            orm_model_need_attribute(c->ctx, model, name->text, name);
        }
    return out;
}

const orm_attribute *orm_row_attribute(orm_ctx *ctx, const orm_model *model, const orm_json *member)
{
    orm_error *error;

    if (orm_model_attribute(model, member->key) ||
        orm_model_association(model, member->key) == NULL)
        return orm_model_need_attribute(ctx, model, member->key, member);
    error = orm_error_new(ctx, ORM_UNKNOWN_ATTRIBUTE,
                          "\"%.*s\" is an association of %.*s: a new row is stored with those that "
                          "\"include\" names, an instance is saved with those of \"children\"",
                          ORM_ARG(member->key), ORM_ARG(model->name));
    error->model = model->name;
    error->at = orm_json_place(ctx, member);
    orm_throw(ctx, error);
}

static void check_generated(orm_compiler *c, const orm_attribute *attribute, const orm_json *member)
{
    if (attribute->generated.length)
        ORM_FAIL(c, member, "%.*s.%.*s is generated: it cannot be written",
                 ORM_ARG(attribute->model->name), ORM_ARG(attribute->name));
}

/* Attributes, and paths into their documents. */
static void check_set(orm_compiler *c, const orm_model *model, const orm_json *set)
{
    if (set)
        orm_each_child (member, set) {
            const orm_attribute *attribute = orm_json_path_attribute(model, member->key);

            check_generated(c, attribute ? attribute : orm_row_attribute(c->ctx, model, member),
                            member);
        }
}

static void check_members(orm_compiler *c, const orm_model *model, const orm_json *row,
                          bool is_instance)
{
    if (row == NULL)
        return;
    if (row->kind != ORM_JSON_OBJECT)
        ORM_FAIL(c, row, "values are an object by attribute, not %s", orm_json_kind_name(row));
    orm_each_child (member, row) {
        const orm_attribute *attribute = orm_row_attribute(c->ctx, model, member);

        if (!is_instance)
            check_generated(c, attribute, member);
    }
}

void orm_row_check(orm_compiler *c, const orm_model *model, const orm_json *row)
{
    check_members(c, model, row, false);
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

/* Columns whose names end so keep their nulls: Sequelize's removeNullValuesFromHash. */
static bool is_key_like(const orm_attribute *attribute)
{
    orm_text field = attribute->field;

    return field.length >= 2 && memcmp(field.data + field.length - 2, "Id", 2) == 0;
}

/* What a row is given for an attribute and should have; NULL: nothing. */
static const orm_json *wanted_value(const orm_row_options *options, const orm_json *row,
                                    const orm_attribute *attribute)
{
    const orm_json *given = orm_json_member_text(row, attribute->name);

    if (given == NULL || attribute->generated.length || !is_wanted(options, attribute))
        return NULL;
    if (options->is_null_omitted && given->kind == ORM_JSON_NULL && !is_key_like(attribute))
        return NULL;
    return given;
}

/* ---- new rows */

orm_expr *orm_row_default(orm_compiler *c, const orm_relation *relation,
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
        return orm_compile_expression(c, relation, attribute->default_node, attribute->type);
    default: return orm_compile_generated(c, attribute, attribute->default_kind);
    }
}

orm_expr *orm_row_alive(orm_compiler *c, const orm_relation *relation)
{
    const orm_attribute *deleted_at = relation->model->deleted_at;
    orm_value nothing = {.kind = ORM_VALUE_NULL};
    orm_expr *expr = orm_row_default(c, relation, deleted_at);

    return expr ? expr : orm_compile_value(c, deleted_at, nothing);
}

/* createdAt and updatedAt, where nothing else says what they are. */
static orm_expr *timestamp_expr(orm_compiler *c, const orm_modify *modify,
                                const orm_attribute *attribute, const orm_json *given,
                                const orm_row_options *options)
{
    bool is_updated = attribute == modify->relation->model->updated_at;
    bool is_kept = !is_updated || options->is_silent || options->keeps_updated_at;
    orm_expr *expr;

    if (given && given->kind != ORM_JSON_NULL && is_kept)
        return orm_compile_given(c, attribute, given);
    if (is_updated && options->is_silent && !options->keeps_updated_at)
        return NULL;
    expr = orm_row_default(c, modify->relation, attribute);
    return expr ? expr : orm_compile_generated(c, attribute, ORM_DEFAULT_NOW);
}

/* What `fields` leaves out is the table's business, its default too; but a key is made. */
static bool is_left_to_table(const orm_row_options *options, const orm_attribute *attribute)
{
    return !is_wanted(options, attribute) && !attribute->is_primary;
}

/* What a new row's attribute is set to; NULL: the column's own default. */
static orm_expr *new_value(orm_compiler *c, const orm_modify *modify,
                           const orm_attribute *attribute, const orm_json *row,
                           const orm_row_options *options)
{
    const orm_model *model = modify->relation->model;
    const orm_json *given = orm_json_member_text(row, attribute->name);
    bool is_null = given && given->kind == ORM_JSON_NULL && is_wanted(options, attribute);

    if (orm_row_is_set(options->set, attribute))
        return orm_row_set(c, modify->relation, options->set, attribute,
                           given ? orm_compile_given(c, attribute, given)
                                 : orm_row_default(c, modify->relation, attribute));
    if (attribute == model->created_at || attribute == model->updated_at)
        return timestamp_expr(c, modify, attribute, given, options);
    if (is_left_to_table(options, attribute))
        return NULL;
    given = wanted_value(options, row, attribute);
    if (is_null && (attribute->is_auto_increment || given == NULL))
        return NULL;
    if (given == NULL)
        return orm_row_default(c, modify->relation, attribute);
    return orm_compile_set(c, modify->relation, attribute, orm_compile_given(c, attribute, given));
}

static bool is_missing(const orm_model *model, const orm_attribute *attribute)
{
    return orm_attribute_needs_value(attribute) && attribute->generated.length == 0 &&
           attribute != model->created_at && attribute != model->updated_at &&
           attribute->default_kind != ORM_DEFAULT_VALUE &&
           attribute->default_kind != ORM_DEFAULT_EXPRESSION;
}

orm_missing *orm_row_insert(orm_compiler *c, orm_modify *modify, const orm_json *row,
                            const orm_row_options *options)
{
    const orm_model *model = modify->relation->model;
    orm_missing *first = NULL, **end = &first;

    check_members(c, model, row, options->is_instance);
    check_set(c, model, options->set);
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

bool orm_row_is_fixed(const orm_attribute *attribute)
{
    const orm_model *model = attribute->model;

    return attribute->is_primary || attribute == model->created_at ||
           attribute == model->updated_at || attribute == model->deleted_at ||
           attribute == model->version;
}

/* What an attribute is changed to; NULL: it is not. */
static const orm_json *changed_value(const orm_json *row, const orm_attribute *attribute,
                                     const orm_row_options *options)
{
    if (options->is_instance && orm_row_is_fixed(attribute))
        return NULL;
    return wanted_value(options, row, attribute);
}

bool orm_row_update(orm_compiler *c, orm_modify *modify, const orm_json *row,
                    const orm_row_options *options)
{
    const orm_model *model = modify->relation->model;

    check_members(c, model, row, options->is_instance);
    check_set(c, model, options->set);
    for (uint32_t i = 0; i < model->column_count; i++) {
        const orm_attribute *attribute = model->columns[i];
        const orm_json *given = changed_value(row, attribute, options);

        if (attribute == model->updated_at && !options->is_silent)
            continue;
        if (orm_row_is_set(options->set, attribute)) {
            orm_expr *document = given
                                     ? orm_compile_given(c, attribute, given)
                                     : orm_expr_column(c->ctx->arena, modify->relation, attribute);

            orm_modify_assign(c, modify, attribute,
                              orm_row_set(c, modify->relation, options->set, attribute, document));
            orm_modify_assignment(modify, attribute)->is_computed = true;
        } else if (given) {
            orm_modify_assign(c, modify, attribute,
                              orm_compile_set(c, modify->relation, attribute,
                                              orm_compile_given(c, attribute, given)));
        }
    }
    return modify->assignments != NULL;
}
