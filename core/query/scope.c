/* scope.c - a call's options with those of its scopes under them.  See scope.h.
 *
 * Options are merged as documents, before anything is compiled: nodes are copied, their insides
 * shared, so a slot of the call stays that slot.  The order of merging and its rules are
 * Model.scope() and Model._mergeFunction() of Sequelize. */
#include "query/scope.h"

#include "base/suggest.h"
#include "query/find.h"

/* ---- merging */

/* The items of `under`, then those of `over` that are not among them. */
static orm_json *join_lists(orm_ctx *ctx, const orm_json *under, const orm_json *over, bool is_once)
{
    orm_json *all = orm_json_copy_empty(ctx, over);

    orm_each_child (item, under)
        orm_json_append(all, orm_json_copy(ctx, item));
    orm_each_child (item, over) {
        bool is_there = false;

        if (is_once)
            orm_each_child (other, under)
                is_there |= orm_json_equal(item, other);
        if (!is_there)
            orm_json_append(all, orm_json_copy(ctx, item));
    }
    return all;
}

/* Members of both; of those that are in both, over's. */
static orm_json *join_objects(orm_ctx *ctx, const orm_json *under, const orm_json *over)
{
    orm_json *all = orm_json_copy_empty(ctx, over);

    orm_each_child (member, under) {
        const orm_json *other = orm_json_member_text(over, member->key);

        orm_json_append(all, orm_json_copy(ctx, other ? other : member));
    }
    orm_each_child (member, over)
        if (orm_json_member_text(under, member->key) == NULL)
            orm_json_append(all, orm_json_copy(ctx, member));
    return all;
}

static orm_json *new_container(orm_ctx *ctx, const orm_json *like, orm_json_kind kind)
{
    orm_json *node = orm_json_copy_empty(ctx, like);

    node->kind = (uint8_t)kind;
    node->slot = -1;
    return node;
}

/* [under, over] */
static orm_json *join_and(orm_ctx *ctx, const orm_json *under, const orm_json *over)
{
    orm_json *all = new_container(ctx, over, ORM_JSON_ARRAY);

    orm_json_append(all, orm_json_copy(ctx, under));
    orm_json_append(all, orm_json_copy(ctx, over));
    return all;
}

/* An expression as a condition is one among others: {"$and": expression}. */
static const orm_json *as_members(orm_ctx *ctx, const orm_json *where)
{
    orm_json *object, *member;

    if (!orm_is_expression(where))
        return where;
    object = new_container(ctx, where, ORM_JSON_OBJECT);
    member = orm_json_copy(ctx, where);
    member->key = ORM_TEXT("$and");
    orm_json_append(object, member);
    return object;
}

static const orm_json *join_conditions(orm_compiler *c, const orm_model *model,
                                       const orm_json *under, const orm_json *over)
{
    orm_ctx *ctx = c->ctx;

    if (model->is_merging_and)
        return join_and(ctx, under, over);
    under = as_members(ctx, under);
    over = as_members(ctx, over);
    if (under->kind == ORM_JSON_OBJECT && over->kind == ORM_JSON_OBJECT)
        return join_objects(ctx, under, over);
    if (under->kind == ORM_JSON_ARRAY && over->kind == ORM_JSON_ARRAY)
        return join_lists(ctx, under, over, false);
    return over;
}

/* {"include", "exclude"} */
static orm_json *join_attributes(orm_ctx *ctx, const orm_json *under, const orm_json *over)
{
    orm_json *all = orm_json_copy_empty(ctx, over);
    orm_json *joined = join_objects(ctx, under, over);

    orm_each_child (member, joined) {
        const orm_json *left = orm_json_member_text(under, member->key);
        const orm_json *right = orm_json_member_text(over, member->key);
        bool are_lists =
            left && right && left->kind == ORM_JSON_ARRAY && right->kind == ORM_JSON_ARRAY;

        orm_json_append(all, are_lists ? join_lists(ctx, left, right, true)
                                       : orm_json_copy(ctx, member));
    }
    return all;
}

/* A single include beside a list of them is a list of one. */
static const orm_json *as_list(orm_ctx *ctx, const orm_json *node)
{
    orm_json *list;

    if (node->kind == ORM_JSON_ARRAY)
        return node;
    list = new_container(ctx, node, ORM_JSON_ARRAY);
    orm_json_append(list, orm_json_copy(ctx, node));
    return list;
}

static const orm_json *join_option(orm_compiler *c, const orm_model *model, const orm_json *under,
                                   const orm_json *over)
{
    if (under->kind == ORM_JSON_NULL)
        return over;
    if (over->kind == ORM_JSON_NULL)
        return under;
    if (orm_text_is(over->key, "where") || orm_text_is(over->key, "having"))
        return join_conditions(c, model, under, over);
    if (orm_text_is(over->key, "include"))
        return join_lists(c->ctx, as_list(c->ctx, under), as_list(c->ctx, over), true);
    if (under->kind == ORM_JSON_ARRAY && over->kind == ORM_JSON_ARRAY)
        return join_lists(c->ctx, under, over, true);
    if (orm_text_is(over->key, "attributes") && under->kind == ORM_JSON_OBJECT &&
        over->kind == ORM_JSON_OBJECT)
        return join_attributes(c->ctx, under, over);
    return over;
}

const orm_json *orm_options_join(orm_compiler *c, const orm_model *model, const orm_json *under,
                                 const orm_json *over)
{
    orm_json *all;

    if (under == NULL || over == NULL)
        return over ? over : under;
    all = orm_json_copy_empty(c->ctx, over);
    orm_each_child (member, under) {
        const orm_json *other = orm_json_member_text(over, member->key);
        const orm_json *joined = other ? join_option(c, model, member, other) : member;
        orm_json *copy = orm_json_copy(c->ctx, joined);

        copy->key = member->key;
        orm_json_append(all, copy);
    }
    orm_each_child (member, over)
        if (orm_json_member_text(under, member->key) == NULL)
            orm_json_append(all, orm_json_copy(c->ctx, member));
    return all;
}

/* ---- a scope's params: {"$param": name} becomes {"$value": what the method was given} */

static const orm_json *method_param(orm_compiler *c, const orm_json *name, const orm_json *params)
{
    const orm_json *value = orm_json_member_text(params, name->text);

    if (value == NULL)
        ORM_FAIL(c, params, "the scope's param \"%.*s\" is missing", ORM_ARG(name->text));
    return value;
}

static orm_json *with_params(orm_compiler *c, const orm_json *node, const orm_json *params)
{
    orm_json *copy;

    if (orm_json_is_scalar(node))
        return orm_json_copy(c->ctx, node);
    copy = orm_json_copy_empty(c->ctx, node);
    orm_each_child (child, node)
        if (node->kind == ORM_JSON_OBJECT && orm_text_is(child->key, "$param") &&
            child->kind == ORM_JSON_STRING) {
            orm_json *value = orm_json_copy(c->ctx, method_param(c, child, params));

            value->key = ORM_TEXT("$value");
            orm_json_append(copy, value);
        } else {
            orm_json_append(copy, with_params(c, child, params));
        }
    return copy;
}

/* ---- which scopes */

static const orm_json *need_scope(orm_compiler *c, const orm_model *model, const orm_json *name)
{
    const orm_scope *scope;
    orm_text *names;
    orm_error *error;

    if (name->kind != ORM_JSON_STRING)
        ORM_FAIL(c, name, "a scope is a name, {\"method\"} or an object of options, not %s",
                 orm_json_kind_name(name));
    if (orm_text_is(name->text, "defaultScope"))
        return model->default_scope;
    scope = orm_model_scope(model, name->text);
    if (scope)
        return scope->definition;
    names = ORM_NEW_N(c->ctx->arena, orm_text, model->scope_count + 1);
    for (uint32_t i = 0; i < model->scope_count; i++)
        names[i] = model->scopes[i].name;
    error = orm_error_new(c->ctx, ORM_UNKNOWN_SCOPE, "%.*s has no scope \"%.*s\"",
                          ORM_ARG(model->name), ORM_ARG(name->text));
    error->model = model->name;
    error->at = orm_json_place(c->ctx, name);
    error->did_you_mean = orm_suggest(c->ctx->arena, name->text, names, model->scope_count);
    orm_throw(c->ctx, error);
}

/* {"method": name or [name, params]} */
static const orm_json *method_scope(orm_compiler *c, const orm_model *model, const orm_json *method)
{
    const orm_json *name = method, *params = NULL, *scope;

    if (method->kind == ORM_JSON_ARRAY) {
        if (method->count < 1 || method->count > 2)
            ORM_FAIL(c, method, "\"method\" is [name of a scope, params]");
        name = method->first;
        params = method->count == 2 ? method->last : NULL;
    }
    if (params && params->kind != ORM_JSON_OBJECT)
        ORM_FAIL(c, params, "params are an object, not %s", orm_json_kind_name(params));
    scope = need_scope(c, model, name);
    return scope && params ? with_params(c, scope, params) : scope;
}

static const orm_json *one_scope(orm_compiler *c, const orm_model *model, const orm_json *node)
{
    const orm_json *method;

    if (node->kind != ORM_JSON_OBJECT)
        return need_scope(c, model, node);
    method = orm_option(node, "method");
    if (method) {
        static const orm_key keys[] = {{"method", ORM_K_STRING | ORM_K_ARRAY}};

        ORM_CHECK_KEYS(c->ctx, node, keys, "a scope");
        return method_scope(c, model, method);
    }
    orm_find_check(c, &(orm_find){.model = model, .options = node});
    return node;
}

const orm_json *orm_compile_scope(orm_compiler *c, const orm_model *model, const orm_json *scope)
{
    const orm_json *all = NULL;

    if (scope == NULL)
        return model->default_scope;
    if (scope->kind == ORM_JSON_NULL)
        return NULL;
    if (scope->kind != ORM_JSON_ARRAY)
        return one_scope(c, model, scope);
    orm_each_child (item, scope)
        all = orm_options_join(c, model, all, one_scope(c, model, item));
    return all;
}

const orm_json *orm_compile_scopes(orm_compiler *c, const orm_model *model, const orm_json *options)
{
    return orm_compile_scope(c, model, orm_json_member(options, "scope"));
}

const orm_json *orm_compile_scoped(orm_compiler *c, const orm_model *model, const orm_json *options)
{
    return orm_options_join(c, model, orm_compile_scopes(c, model, options), options);
}

const orm_json *orm_options_with_both(orm_compiler *c, const orm_json *options,
                                      const orm_json *under, const orm_json *over)
{
    orm_json *all = orm_json_copy_empty(c->ctx, options);

    orm_each_child (member, options) {
        orm_json *copy = orm_text_is(member->key, "where") ? join_and(c->ctx, under, over)
                                                           : orm_json_copy(c->ctx, member);

        copy->key = member->key;
        orm_json_append(all, copy);
    }
    return all;
}

/* ---- shown, not compiled: orm_scope */

static bool is_all(const orm_json *include)
{
    return include->kind == ORM_JSON_OBJECT && orm_option(include, "all");
}

/* The include of the same association, or NULL. */
static orm_json *same_include(orm_compiler *c, const orm_model *model, const orm_json *list,
                              const orm_json *include)
{
    const orm_association *association = orm_include_association(c, model, include);

    orm_each_child (other, list)
        if (!is_all(other) && orm_include_association(c, model, other) == association)
            return other;
    return NULL;
}

/* Includes of one alias are one, the later over the earlier; a name alone says nothing more. */
static orm_json *shown_includes(orm_compiler *c, const orm_model *model, const orm_json *includes)
{
    orm_json *all = orm_json_copy_empty(c->ctx, includes);

    orm_each_child (include, includes) {
        orm_json *there = is_all(include) ? NULL : same_include(c, model, all, include);
        orm_json *next = there ? there->next : NULL;

        if (there == NULL)
            orm_json_append(all, orm_json_copy(c->ctx, include));
        else if (there->kind != ORM_JSON_OBJECT)
            *there = *include;
        else if (include->kind == ORM_JSON_OBJECT)
            *there = *orm_options_join(c, model, there, include);
        if (there)
            there->next = next;
    }
    return all;
}

const orm_json *orm_compile_shown_scope(orm_compiler *c, const orm_model *model,
                                        const orm_json *scope)
{
    const orm_json *options = orm_compile_scope(c, model, scope);
    orm_json *shown;

    if (options == NULL)
        return NULL;
    if (c->params)
        options = with_params(c, options, c->params);
    shown = orm_json_copy_empty(c->ctx, options);
    orm_each_child (member, options)
        orm_json_append(shown, orm_text_is(member->key, "include") && member->kind == ORM_JSON_ARRAY
                                   ? shown_includes(c, model, member)
                                   : orm_json_copy(c->ctx, member));
    return shown;
}
