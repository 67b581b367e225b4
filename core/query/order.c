/* order.c - sorting.  See find.h; reading.md: nulls come last ascending, first descending, unless
 * said. */
#include "query/find.h"

static const struct {
    const char *text;
    bool is_descending;
    bool has_nulls;
    bool is_nulls_first;
} directions[] = {
    {"ASC", false, false, false},           {"DESC", true, false, false},
    {"ASC NULLS FIRST", false, true, true}, {"ASC NULLS LAST", false, true, false},
    {"DESC NULLS FIRST", true, true, true}, {"DESC NULLS LAST", true, true, false},
    {"NULLS FIRST", false, true, true},     {"NULLS LAST", false, true, false},
};

static bool read_direction(const orm_json *node, orm_order *order)
{
    if (node->kind != ORM_JSON_STRING)
        return false;
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++)
        if (orm_text_equal_ascii_fold(node->text, orm_text_from(directions[i].text))) {
            order->is_descending = directions[i].is_descending;
            order->has_nulls = directions[i].has_nulls;
            order->is_nulls_first = directions[i].is_nulls_first;
            return true;
        }
    return false;
}

static orm_expr *compile_part(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    const orm_attribute *attribute;

    if (node->kind == ORM_JSON_OBJECT && orm_is_expression(node))
        return orm_compile_expression(c, relation, node, NULL);
    if (node->kind != ORM_JSON_STRING)
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, node, "order through includes is not supported yet");
    attribute = orm_model_need_attribute(c->ctx, relation->model, node->text, node);
    return orm_compile_attribute(c, relation, attribute, node);
}

/* A name or expression, or a list that ends with a direction. */
static void compile_item(orm_compiler *c, const orm_relation *relation, const orm_json *node,
                         orm_order *order)
{
    const orm_json *what = node;

    if (node->kind == ORM_JSON_ARRAY) {
        bool has_direction = node->count > 1 && read_direction(node->last, order);

        if (node->count == 0)
            ORM_FAIL(c, node, "an entry of \"order\" is empty");
        if (node->count > (has_direction ? 2u : 1u)) {
            if (node->count == 2 && node->last->kind == ORM_JSON_STRING &&
                node->first->kind == ORM_JSON_STRING &&
                orm_model_attribute(relation->model, node->first->text))
                ORM_FAIL(c, node->last,
                         "\"%.*s\" is no direction: ASC or DESC, with NULLS FIRST or "
                         "NULLS LAST",
                         ORM_ARG(node->last->text));
            orm_raise_at(c->ctx, ORM_UNSUPPORTED, node,
                         "order through includes is not supported yet");
        }
        what = node->first;
    }
    order->expr = compile_part(c, relation, what);
}

orm_order *orm_compile_order(orm_compiler *c, const orm_relation *relation, const orm_json *node)
{
    orm_order *first = NULL, **end = &first;

    if (node == NULL)
        return NULL;
    if (node->kind == ORM_JSON_OBJECT) {
        first = ORM_NEW(c->ctx->arena, orm_order);
        compile_item(c, relation, node, first);
        return first;
    }
    if (node->kind != ORM_JSON_ARRAY)
        ORM_FAIL(c, node, "\"order\" is a list, not %s", orm_json_kind_name(node));
    orm_each_child (item, node) {
        *end = ORM_NEW(c->ctx->arena, orm_order);
        compile_item(c, relation, item, *end);
        end = &(*end)->next;
    }
    return first;
}

orm_order *orm_compile_key_order(orm_compiler *c, const orm_relation *relation)
{
    orm_order *first = NULL, **end = &first;

    for (uint32_t i = 0; i < relation->model->primary_count; i++) {
        *end = ORM_NEW(c->ctx->arena, orm_order);
        (*end)->expr = orm_expr_column(c->ctx->arena, relation, relation->model->primary[i]);
        end = &(*end)->next;
    }
    return first;
}
