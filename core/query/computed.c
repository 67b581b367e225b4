/* computed.c - attributes that are SQL expressions: VIRTUALs, getters, setters.  See compiler.h.
 *
 * A getter sees its own column as :value and every attribute of the row by name; one that names a
 * VIRTUAL means that VIRTUAL's expression.  A setter sees the value that was given as :value. */
#include "query/compiler.h"
#include "query/template.h"

enum {
    GETTER_PLACES = ORM_PLACES(ORM_PLACE_TEXT) | ORM_PLACES(ORM_PLACE_VALUE) |
                    ORM_PLACES(ORM_PLACE_INSTANCE) | ORM_PLACES(ORM_PLACE_MODEL) |
                    ORM_PLACES(ORM_PLACE_ATTRIBUTE),
    VIRTUAL_PLACES = GETTER_PLACES & ~ORM_PLACES(ORM_PLACE_VALUE),
    SETTER_PLACES =
        ORM_PLACES(ORM_PLACE_TEXT) | ORM_PLACES(ORM_PLACE_VALUE) | ORM_PLACES(ORM_PLACE_MODEL),
    COLUMN_PLACES = ORM_PLACES(ORM_PLACE_TEXT) | ORM_PLACES(ORM_PLACE_ATTRIBUTE),
    MOST_NESTED = 16 /* VIRTUALs that name VIRTUALs */
};

static const orm_json *option_node(const orm_attribute *attribute, const char *name)
{
    return attribute->source ? orm_json_member(attribute->source, name) : NULL;
}

static orm_expr *new_template(orm_compiler *c, const orm_relation *relation,
                              const orm_attribute *attribute, orm_text text, uint32_t places,
                              const char *option)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_TEMPLATE);

    expr->relation = relation;
    expr->pattern =
        orm_template_read(c->ctx, relation->model, text, places, option_node(attribute, option));
    return expr;
}

/* Leaves with a DefinitionError at the attribute's option. */
static _Noreturn void fail(orm_compiler *c, const orm_attribute *attribute, const char *option,
                           const char *format, orm_text other)
{
    orm_error *error = orm_error_new(
        c->ctx, ORM_DEFINITION, "%.*s.%.*s%.*s", ORM_ARG(attribute->model->name),
        ORM_ARG(attribute->name), ORM_ARG(orm_text_format(c->ctx->arena, format, ORM_ARG(other))));
    const orm_json *node = option_node(attribute, option);

    error->model = attribute->model->name;
    if (node)
        error->at = orm_json_place(c->ctx, node);
    orm_throw(c->ctx, error);
}

/* The VIRTUALs that an expression names are put in its place: a chain of them must end. */
static void check_nesting(orm_compiler *c, const orm_attribute *attribute, const orm_expr *expr,
                          int depth)
{
    for (const orm_template_part *part = expr->pattern->parts; part; part = part->next) {
        if (part->kind != ORM_PLACE_ATTRIBUTE || !part->attribute->is_virtual)
            continue;
        if (part->attribute->getter.length == 0)
            fail(c, attribute, "get", " asks for %.*s, a VIRTUAL without \"get\": it has no value",
                 part->attribute->name);
        if (depth == MOST_NESTED)
            fail(c, attribute, "get", " comes back to itself through %.*s", part->attribute->name);
        ((orm_template_part *)part)->expr =
            orm_compile_virtual(c, expr->relation, part->attribute, depth + 1);
    }
}

orm_expr *orm_compile_virtual(orm_compiler *c, const orm_relation *relation,
                              const orm_attribute *attribute, int depth)
{
    orm_expr *expr = new_template(c, relation, attribute, attribute->getter, VIRTUAL_PLACES, "get");

    if (attribute->type->element)
        expr->type = attribute->type->element;
    check_nesting(c, attribute, expr, depth);
    return expr;
}

orm_expr *orm_compile_attribute(orm_compiler *c, const orm_relation *relation,
                                const orm_attribute *attribute, const orm_json *node)
{
    if (!attribute->is_virtual)
        return orm_expr_column(c->ctx->arena, relation, attribute);
    if (attribute->getter.length == 0)
        ORM_FAIL(c, node, "%.*s.%.*s is a VIRTUAL without \"get\": it has no value to ask for",
                 ORM_ARG(relation->model->name), ORM_ARG(attribute->name));
    return orm_compile_virtual(c, relation, attribute, 0);
}

orm_expr *orm_compile_shown(orm_compiler *c, const orm_relation *relation,
                            const orm_attribute *attribute)
{
    orm_expr *expr;

    if (attribute->is_virtual)
        return orm_compile_virtual(c, relation, attribute, 0);
    if (attribute->getter.length == 0)
        return orm_expr_column(c->ctx->arena, relation, attribute);
    expr = new_template(c, relation, attribute, attribute->getter, GETTER_PLACES, "get");
    expr->left = orm_expr_column(c->ctx->arena, relation, attribute);
    expr->type = attribute->type;
    check_nesting(c, attribute, expr, 0);
    return expr;
}

orm_expr *orm_compile_set(orm_compiler *c, const orm_relation *relation,
                          const orm_attribute *attribute, orm_expr *value)
{
    orm_expr *expr;

    if (attribute->setter.length == 0)
        return value;
    expr = new_template(c, relation, attribute, attribute->setter, SETTER_PLACES, "set");
    expr->left = orm_expr_new(c->ctx->arena, ORM_EXPR_CAST);
    expr->left->left = value;
    expr->left->type = attribute->type;
    expr->type = attribute->type;
    return expr;
}

orm_expr *orm_compile_generated_column(orm_compiler *c, const orm_relation *relation,
                                       const orm_attribute *attribute)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_TEMPLATE);
    const orm_template_part *part;

    expr->relation = relation;
    expr->type = attribute->type;
    expr->pattern = orm_template_read(c->ctx, attribute->model, attribute->generated, COLUMN_PLACES,
                                      option_node(attribute, "generated"));
    for (part = expr->pattern->parts; part; part = part->next)
        if (part->kind == ORM_PLACE_ATTRIBUTE &&
            (part->attribute->is_virtual || part->attribute->generated.length))
            fail(c, attribute, "generated",
                 " is generated from %.*s, which is not an ordinary column", part->attribute->name);
    return expr;
}

orm_expr *orm_compile_rule(orm_compiler *c, const orm_relation *relation,
                           const orm_attribute *attribute, orm_text expression,
                           const orm_json *node)
{
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_TEMPLATE);

    expr->relation = relation;
    expr->pattern = orm_template_read(c->ctx, relation->model, expression,
                                      attribute ? GETTER_PLACES : VIRTUAL_PLACES, node);
    if (attribute)
        expr->left = orm_expr_column(c->ctx->arena, relation, attribute);
    for (const orm_template_part *part = expr->pattern->parts; part; part = part->next)
        if (part->kind == ORM_PLACE_ATTRIBUTE && part->attribute->is_virtual &&
            part->attribute->getter.length > 0)
            ((orm_template_part *)part)->expr =
                orm_compile_virtual(c, relation, part->attribute, 0);
    return expr;
}
