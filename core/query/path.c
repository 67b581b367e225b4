/* path.c - names that lead through includes.  See path.h; reading.md, Names. */
#include "query/path.h"

#include "base/suggest.h"

orm_waypoint orm_waypoint_root(const orm_compiler *c)
{
    return (orm_waypoint){.model = c->tree->model};
}

static orm_include *includes_of(const orm_compiler *c, orm_waypoint place)
{
    return place.include ? place.include->children : c->tree->includes;
}

static const orm_model *through_of(const orm_compiler *c, orm_waypoint place)
{
    const orm_association *association = place.include ? place.include->association : c->tree->of;

    return association && !place.is_through ? association->through : NULL;
}

static _Noreturn void fail_step(orm_compiler *c, orm_waypoint place, orm_text name,
                                const orm_json *node)
{
    orm_error *error =
        orm_error_new(c->ctx, ORM_INVALID_OPTION, "%.*s has no include \"%.*s\" in this call",
                      ORM_ARG(place.model->name), ORM_ARG(name));
    const orm_model *through = through_of(c, place);
    uint32_t count = 0;
    orm_text *names;

    for (const orm_include *it = includes_of(c, place); it; it = it->next)
        count++;
    names = ORM_NEW_N(c->ctx->arena, orm_text, count + 1);
    count = 0;
    for (const orm_include *it = includes_of(c, place); it; it = it->next)
        names[count++] = it->association->as;
    if (through)
        names[count++] = through->name;
    error->model = place.model->name;
    error->at = orm_json_place(c->ctx, node);
    error->did_you_mean = orm_suggest(c->ctx->arena, name, names, count);
    orm_throw(c->ctx, error);
}

orm_waypoint orm_waypoint_step(orm_compiler *c, orm_waypoint place, orm_text name,
                               const orm_json *node)
{
    const orm_model *through = through_of(c, place);

    for (orm_include *it = place.is_through ? NULL : includes_of(c, place); it; it = it->next)
        if (orm_text_equal(it->association->as, name))
            return (orm_waypoint){it->association->target, it, false};
    if (through && orm_text_equal(through->name, name))
        return (orm_waypoint){through, place.include, true};
    fail_step(c, place, name, node);
}

orm_waypoint orm_waypoint_step_model(orm_compiler *c, orm_waypoint place, orm_text model,
                                     const orm_json *node)
{
    const orm_model *through = through_of(c, place);
    orm_include *found = NULL;

    for (orm_include *it = place.is_through ? NULL : includes_of(c, place); it; it = it->next)
        if (orm_text_equal(it->association->target->name, model)) {
            if (found)
                ORM_FAIL(c, node, "several includes are of %.*s: say which with \"as\"",
                         ORM_ARG(model));
            found = it;
        }
    if (found)
        return (orm_waypoint){found->association->target, found, false};
    if (through && orm_text_equal(through->name, model))
        return (orm_waypoint){through, place.include, true};
    fail_step(c, place, model, node);
}

/* Whether the include stands above `below`, or is it. */
static bool is_above(const orm_include *include, const orm_include *below)
{
    for (; below; below = below->parent)
        if (below == include)
            return true;
    return false;
}

static void check_seen(orm_compiler *c, orm_waypoint place, const orm_json *node)
{
    if (c->asking && place.include && !is_above(place.include, c->asking))
        ORM_FAIL(c, node,
                 "the conditions of the include \"%.*s\" can name what stands above it, not "
                 "\"%.*s\"",
                 ORM_ARG(c->asking->association->as), ORM_ARG(place.include->association->as));
}

const orm_relation *orm_waypoint_relation(orm_compiler *c, orm_waypoint place, const orm_json *node)
{
    const orm_relation *relation;

    check_seen(c, place, node);
    if (place.include && place.include->relation == NULL && c->tree->may_join)
        orm_span_join(c, place.include);
    if (place.include)
        relation = place.is_through ? place.include->through_relation : place.include->relation;
    else
        relation = place.is_through ? c->tree->through : c->tree->relation;
    if (relation == NULL)
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, node, "a path through includes is not possible here");
    return relation;
}

/* ---- among the attributes: the rows of includes are in statements of their own */

typedef struct shown_path {
    orm_compiler *c;
    const orm_attribute *attribute;
    const orm_json *node;
} shown_path;

/* The include on the way to `last` that stands directly below `include`. */
static orm_include *step_towards(const orm_include *include, const orm_include *last)
{
    while (last->parent != include)
        last = last->parent;
    return (orm_include *)last;
}

/* The include's one row, as the answer would show it. */
static orm_select *one_row(const shown_path *it, const orm_relation *parent, orm_include *include)
{
    orm_compiler *c = it->c;
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);

    if (orm_association_is_many(include->association))
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, it->node,
                     "a path among the attributes goes through to-one includes, and \"%.*s\" has "
                     "many rows",
                     ORM_ARG(include->association->as));
    select->from = orm_compile_relation_in(c, include->association->target, include->options);
    select->where = orm_expr_join(c->ctx->arena, ORM_EXPR_AND,
                                  orm_compile_include_link(c, parent, select->from, include),
                                  orm_compile_children(c, select->from, NULL, include));
    select->order = orm_order_append(orm_compile_order(c, select->from, include->options),
                                     orm_compile_key_order(c, select->from));
    select->limit = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);
    select->limit->text = ORM_TEXT("1");
    return select;
}

static orm_expr *value_of(const shown_path *it, const orm_relation *parent, orm_include *include,
                          const orm_include *last)
{
    orm_select *select = one_row(it, parent, include);
    orm_expr *expr = orm_expr_new(it->c->ctx->arena, ORM_EXPR_SELECT);

    select->columns = include == last
                          ? orm_compile_attribute(it->c, select->from, it->attribute, it->node)
                          : value_of(it, select->from, step_towards(include, last), last);
    expr->select = select;
    expr->type = it->attribute->type;
    return expr;
}

/* From the nearest row above that the statement has. */
static orm_expr *shown_value(orm_compiler *c, orm_waypoint place, const orm_attribute *attribute,
                             const orm_json *node)
{
    const shown_path it = {c, attribute, node};
    const orm_include *above = place.include->parent;
    const orm_relation *parent;

    while (above && above->relation == NULL)
        above = above->parent;
    parent = above ? above->relation : c->tree->relation;
    if (parent == NULL || place.is_through)
        orm_raise_at(c->ctx, ORM_UNSUPPORTED, node, "a path through includes is not possible here");
    return value_of(&it, parent, step_towards(above, place.include), place.include);
}

static orm_expr *attribute_at(orm_compiler *c, orm_waypoint place, orm_text name,
                              const orm_json *node)
{
    const orm_attribute *attribute = orm_model_need_attribute(c->ctx, place.model, name, node);

    if (c->is_showing && place.include && place.include->relation == NULL && !c->tree->may_join)
        return shown_value(c, place, attribute, node);
    return orm_compile_attribute(c, orm_waypoint_relation(c, place, node), attribute, node);
}

/* Sequelize knows the root by its model's name, too. */
static bool is_root(const orm_compiler *c, orm_text name)
{
    for (const orm_include *it = c->tree->includes; it; it = it->next)
        if (orm_text_equal(it->association->as, name))
            return false;
    return orm_text_equal(c->tree->model->name, name);
}

orm_expr *orm_compile_path(orm_compiler *c, orm_text path, const orm_json *node)
{
    orm_waypoint place;
    const char *dot;

    if (c->tree == NULL)
        ORM_FAIL(c, node, "a path through includes is not possible in %s", c->function);
    c->tree->path_count++;
    place = orm_waypoint_root(c);
    while ((dot = path.length ? memchr(path.data, '.', path.length) : NULL)) {
        size_t length = (size_t)(dot - path.data);

        if (place.include || place.is_through || !is_root(c, (orm_text){path.data, length}))
            place = orm_waypoint_step(c, place, (orm_text){path.data, length}, node);
        path = (orm_text){dot + 1, path.length - length - 1};
    }
    return attribute_at(c, place, path, node);
}

bool orm_has_path(const orm_json *where)
{
    orm_text key;

    if (orm_json_is_scalar(where))
        return false;
    orm_each_child (child, where) {
        key = where->kind == ORM_JSON_OBJECT ? child->key : (orm_text){"", 0};
        if (key.length > 2 && key.data[0] == '$' && key.data[key.length - 1] == '$')
            return true;
        if (orm_text_is(key, "$col") && child->kind == ORM_JSON_STRING &&
            memchr(child->text.data, '.', child->text.length))
            return true;
        if (orm_has_path(child))
            return true;
    }
    return false;
}
