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

static orm_expr *attribute_at(orm_compiler *c, orm_waypoint place, orm_text name,
                              const orm_json *node)
{
    const orm_attribute *attribute = orm_model_need_attribute(c->ctx, place.model, name, node);

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
