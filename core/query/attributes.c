/* attributes.c - which columns are answered.  See find.h; reading.md, Results. */
#include "base/suggest.h"
#include "query/find.h"

typedef struct output_list {
    orm_output *first;
    orm_output **end;
    uint32_t count;
} output_list;

static orm_output *add(orm_compiler *c, output_list *list, orm_expr *expr, orm_text key,
                       const orm_form *form)
{
    orm_output *output = ORM_NEW(c->ctx->arena, orm_output);

    output->expr = expr;
    output->key = key;
    output->form = form;
    *list->end = output;
    list->end = &output->next;
    list->count++;
    return output;
}

/* BIGINT and DECIMAL in quotes where numbers are asked for as strings. */
static const orm_form *form_of(orm_compiler *c, const orm_type *type)
{
    orm_form *form;

    if (!c->is_numbers_string ||
        (type->form.kind != ORM_FORM_BIGINT && type->form.kind != ORM_FORM_DECIMAL))
        return &type->form;
    form = ORM_NEW(c->ctx->arena, orm_form);
    *form = type->form;
    form->as_string = true;
    return form;
}

static void add_attribute(orm_compiler *c, output_list *list, const orm_relation *relation,
                          const orm_attribute *attribute, orm_text key)
{
    if (attribute->is_virtual && attribute->getter.length == 0)
        return; /* nothing says what its value is */
    add(c, list, orm_compile_shown(c, relation, attribute), key, form_of(c, attribute->type));
}

static void add_all(orm_compiler *c, output_list *list, const orm_relation *relation,
                    const orm_json *exclude)
{
    const orm_model *model = relation->model;

    for (uint32_t i = 0; i < model->attribute_count; i++) {
        bool is_left_out = false;

        if (exclude)
            orm_each_child (name, exclude)
                is_left_out |= orm_text_equal(name->text, model->attributes[i]->name);
        if (!is_left_out)
            add_attribute(c, list, relation, model->attributes[i], model->attributes[i]->key);
    }
}

/* [name or expression, alias] */
static void add_pair(orm_compiler *c, output_list *list, const orm_relation *relation,
                     const orm_json *pair)
{
    static const orm_form natural = {ORM_FORM_NATURAL, false, -1, NULL};
    const orm_json *what = pair->first, *alias = pair->last;
    const orm_attribute *attribute;
    orm_expr *expr;

    if (pair->count != 2 || alias->kind != ORM_JSON_STRING)
        ORM_FAIL(c, pair, "an attribute under another name is [name or expression, name]");
    if (what->kind == ORM_JSON_STRING) {
        attribute = orm_model_need_attribute(c->ctx, relation->model, what->text, what);
        add_attribute(c, list, relation, attribute, orm_compile_json_key(c, alias->text));
        return;
    }
    if (!orm_is_expression(what))
        ORM_FAIL(c, what, "an attribute is a name or an expression, not %s",
                 orm_json_kind_name(what));
    expr = orm_compile_expression(c, relation, what, NULL);
    add(c, list, expr, orm_compile_json_key(c, alias->text),
        expr->type ? form_of(c, expr->type) : &natural);
}

static void add_item(orm_compiler *c, output_list *list, const orm_relation *relation,
                     const orm_json *item)
{
    const orm_attribute *attribute;

    if (item->kind == ORM_JSON_ARRAY) {
        add_pair(c, list, relation, item);
        return;
    }
    if (item->kind != ORM_JSON_STRING)
        ORM_FAIL(c, item, "an attribute is a name or [expression, name], not %s",
                 orm_json_kind_name(item));
    attribute = orm_model_need_attribute(c->ctx, relation->model, item->text, item);
    add_attribute(c, list, relation, attribute, attribute->key);
}

static const orm_key object_keys[] = {
    {"include", ORM_K_ARRAY},
    {"exclude", ORM_K_ARRAY},
};

static void check_names(orm_compiler *c, const orm_relation *relation, const orm_json *names)
{
    if (names)
        orm_each_child (name, names) {
            if (name->kind != ORM_JSON_STRING)
                ORM_FAIL(c, name, "\"exclude\" is a list of names");
            orm_model_need_attribute(c->ctx, relation->model, name->text, name);
        }
}

orm_output *orm_compile_attributes(orm_compiler *c, const orm_relation *relation,
                                   const orm_json *node)
{
    output_list list = {NULL, &list.first, 0};

    if (node == NULL) {
        add_all(c, &list, relation, NULL);
    } else if (node->kind == ORM_JSON_ARRAY) {
        orm_each_child (item, node)
            add_item(c, &list, relation, item);
    } else {
        const orm_json *more = orm_option(node, "include");

        ORM_CHECK_KEYS(c->ctx, node, object_keys, "attributes");
        check_names(c, relation, orm_option(node, "exclude"));
        add_all(c, &list, relation, orm_option(node, "exclude"));
        if (more)
            orm_each_child (item, more)
                add_item(c, &list, relation, item);
    }
    return list.first;
}
