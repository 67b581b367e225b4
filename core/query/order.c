/* order.c - sorting.  See find.h; reading.md: nulls come last ascending, first descending, unless
 * said. */
#include "query/json_path.h"
#include "query/path.h"

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

static bool read_direction(orm_compiler *c, const orm_json *node, orm_order *order)
{
    const orm_json *literal = orm_json_member(node, "$literal");

    if (literal && literal->kind == ORM_JSON_STRING) {
        orm_compile_check_literal(c, node);
        c->has_literal = true;
        order->direction = orm_text_copy(c->ctx->arena, literal->text);
        return true;
    }
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

/* ---- what is sorted by */

/* What an order stands in: a finder's or an include's options. */
typedef struct ordering {
    orm_compiler *c;
    const orm_relation *relation;
    const orm_json *attributes;
} ordering;

static orm_expr *compile_name(const ordering *it, const orm_json *node)
{
    const orm_attribute *attribute = orm_model_attribute(it->relation->model, node->text);
    const orm_json *named = attribute ? NULL : orm_named_attribute(it->attributes, node->text);

    if (named)
        return named->kind == ORM_JSON_STRING
                   ? compile_name(&(ordering){it->c, it->relation, NULL}, named)
                   : orm_compile_expression(it->c, it->relation, named, NULL);
    if (attribute == NULL && orm_is_json_path(it->relation->model, node->text))
        return orm_json_as_sql(it->c, orm_compile_json_path(it->c, it->relation, node->text, node));
    attribute = orm_model_need_attribute(it->c->ctx, it->relation->model, node->text, node);
    return orm_compile_attribute(it->c, it->relation, attribute, node);
}

static orm_expr *compile_part(const ordering *it, const orm_json *node)
{
    if (node->kind == ORM_JSON_STRING)
        return compile_name(it, node);
    if (orm_is_expression(node))
        return orm_compile_expression(it->c, it->relation, node, NULL);
    ORM_FAIL(it->c, node, "an order is a name or an expression, not %s", orm_json_kind_name(node));
}

/* ---- paths: [{"model"} or alias, …, name or expression] */

static const orm_key step_keys[] = {
    {"model", ORM_K_STRING}, {"as", ORM_K_STRING}, {"association", ORM_K_STRING}};

static orm_waypoint step(orm_compiler *c, orm_waypoint place, const orm_json *node)
{
    const orm_json *name;

    if (node->kind == ORM_JSON_STRING)
        return orm_waypoint_step(c, place, node->text, node);
    if (node->kind != ORM_JSON_OBJECT)
        ORM_FAIL(c, node, "a path is made of aliases and {\"model\", \"as\"}, not of %s",
                 orm_json_kind_name(node));
    ORM_CHECK_KEYS(c->ctx, node, step_keys, "a step of a path");
    if ((name = orm_option(node, "as")) || (name = orm_option(node, "association")))
        return orm_waypoint_step(c, place, name->text, name);
    if ((name = orm_option(node, "model")) == NULL)
        ORM_FAIL(c, node, "a step of a path needs \"model\" or \"as\"");
    return orm_waypoint_step_model(c, place, name->text, name);
}

/* `count` items, the last of which is sorted by. */
static orm_expr *compile_path(const ordering *it, const orm_json *list, uint32_t count)
{
    orm_compiler *c = it->c;
    const orm_json *item = list->first;
    ordering end = {c, NULL, NULL};
    orm_waypoint place;

    if (c->tree == NULL || it->relation != c->tree->relation)
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, list,
                     "the order of an include goes through no other include");
    c->tree->path_count++;
    place = orm_waypoint_root(c);
    for (; count > 1; count--, item = item->next)
        place = step(c, place, item);
    end.relation = orm_waypoint_relation(c, place, list);
    return compile_part(&end, item);
}

/* A name or expression, or a list that ends with a direction. */
static void compile_item(const ordering *it, const orm_json *node, orm_order *order)
{
    bool has_direction;
    uint32_t count;

    if (node->kind != ORM_JSON_ARRAY) {
        order->expr = compile_part(it, node);
        return;
    }
    has_direction = node->count > 1 && read_direction(it->c, node->last, order);
    count = node->count - has_direction;
    if (count == 0)
        ORM_FAIL(it->c, node, "an entry of \"order\" is empty");
    if (count == 2 && !has_direction && node->first->kind == ORM_JSON_STRING &&
        node->last->kind == ORM_JSON_STRING &&
        orm_model_attribute(it->relation->model, node->first->text))
        ORM_FAIL(it->c, node->last,
                 "\"%.*s\" is no direction: ASC or DESC, with NULLS FIRST or NULLS LAST",
                 ORM_ARG(node->last->text));
    order->expr = count == 1 ? compile_part(it, node->first) : compile_path(it, node, count);
}

orm_order *orm_compile_order(orm_compiler *c, const orm_relation *relation, const orm_json *options)
{
    const orm_json *node = orm_option(options, "order");
    const ordering it = {c, relation, orm_option(options, "attributes")};
    orm_order *first = NULL, **end = &first;

    if (node == NULL)
        return NULL;
    if (node->kind != ORM_JSON_ARRAY) {
        first = ORM_NEW(c->ctx->arena, orm_order);
        compile_item(&it, node, first);
        return first;
    }
    orm_each_child (item, node) {
        *end = ORM_NEW(c->ctx->arena, orm_order);
        compile_item(&it, item, *end);
        end = &(*end)->next;
    }
    return first;
}

orm_order *orm_order_append(orm_order *first, orm_order *more)
{
    orm_order **end = &first;

    while (*end)
        end = &(*end)->next;
    *end = more;
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
