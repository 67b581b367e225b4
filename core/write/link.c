/* link.c - links that are foreign keys: belongsTo, hasOne, hasMany.  See link.h; pairs of a
 * many-to-many association are in link_pairs.c. */
#include "write/link.h"

#include "catalog/convert.h"
#include "query/find.h"
#include "sql/modify.h"

static const orm_key link_keys[] = {
    {"through", ORM_K_OBJECT},
    {"fields", ORM_K_ARRAY},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"silent", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"individualHooks", ORM_K_UNSUPPORTED},
    {"schema", ORM_K_UNSUPPORTED},
    {"schemaDelimiter", ORM_K_UNSUPPORTED},
};

static orm_arena *arena_of(const orm_linking *it)
{
    return it->call->ctx.arena;
}

static orm_expr *both(orm_linking *it, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(arena_of(it), ORM_EXPR_AND, left, right);
}

int64_t orm_link_modify(orm_linking *it, const orm_modify *modify)
{
    const orm_param **parameters;
    orm_statement statement = orm_print_modify(it->compiler.ctx, modify, NULL, &parameters);
    orm_value *values = ORM_NEW_N(arena_of(it), orm_value, statement.parameter_count + 1u);
    orm_problems problems;
    orm_inputs inputs = {
        .ctx = &it->call->ctx, .now = orm_call_now(it->call), .problems = &problems};

    orm_problems_open(&problems, &it->call->ctx, modify->relation->model);
    orm_parameters_bind(&inputs, parameters, statement.parameter_count, values);
    orm_problems_raise(&problems);
    return it->call->ctx.host->run(it->call->ctx.host, &statement, values, NULL);
}

static orm_modify new_update(orm_linking *it, const orm_model *model)
{
    orm_modify modify = {.kind = ORM_UPDATE};

    it->compiler.relation_count = 0;
    modify.relation = orm_compile_relation(&it->compiler, model);
    return modify;
}

void orm_link_assign_scope(orm_linking *it, orm_modify *modify, const orm_json *scope)
{
    if (scope == NULL)
        return;
    orm_each_child (member, scope) {
        const orm_attribute *attribute =
            orm_model_need_attribute(&it->call->ctx, modify->relation->model, member->key, member);
        orm_value value;
        orm_text why;

        if (!orm_convert(&it->call->ctx, attribute->type, member, &value, &why))
            orm_raise_at(&it->call->ctx, ORM_DEFINITION, member, "%.*s", ORM_ARG(why));
        orm_modify_assign(&it->compiler, modify, attribute,
                          orm_compile_value(&it->compiler, attribute, value));
    }
}

static void assign(orm_linking *it, orm_modify *modify, const orm_attribute *const *attributes,
                   const orm_value *values, uint32_t count)
{
    orm_value nothing = {.kind = ORM_VALUE_NULL};

    for (uint32_t i = 0; i < count; i++)
        orm_modify_assign(
            &it->compiler, modify, attributes[i],
            orm_compile_value(&it->compiler, attributes[i], values ? values[i] : nothing));
}

static void touch(orm_linking *it, orm_modify *modify)
{
    orm_modify_touch(&it->compiler, modify, orm_option_boolean(it->options, "silent", false));
}

/* What would be assigned is not there yet: such rows alone are changed. */
static orm_expr *differs(orm_linking *it, const orm_modify *modify)
{
    orm_expr *any = NULL;

    for (const orm_assignment *at = modify->assignments; at; at = at->next) {
        orm_expr *expr = orm_expr_new(arena_of(it), ORM_EXPR_DISTINCT);
        const orm_value *value = &at->expr->param->value;

        expr->left = orm_expr_column(arena_of(it), modify->relation, at->attribute);
        expr->right = orm_compile_value(&it->compiler, at->attribute, *value);
        any = orm_expr_join(arena_of(it), ORM_EXPR_OR, any, expr);
    }
    return any;
}

/* ---- belongsTo: the owner's own row */

static int64_t link_belongs_to(orm_linking *it, const orm_json *target)
{
    const orm_link *link = &it->association->link;
    orm_modify modify = new_update(it, it->association->source);
    orm_tuples to;

    if (target && target->kind == ORM_JSON_ARRAY)
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, target,
                     "a belongsTo association has one target, not a list");
    to = orm_link_resolve(it, it->association->target, target, link->to, link->count);
    assign(it, &modify, link->from, to.count ? orm_tuple(&to, 0) : NULL, link->count);
    modify.where = both(it, orm_compile_key(&it->compiler, modify.relation, it->owner_key),
                        differs(it, &modify));
    touch(it, &modify);
    return orm_link_modify(it, &modify);
}

/* ---- hasOne, hasMany: the targets' rows */

/* Rows that are linked now: the foreign key is the owner's, the scope holds. */
static orm_expr *linked(orm_linking *it, const orm_relation *relation)
{
    const orm_link *link = &it->association->link;
    orm_expr *all = orm_link_equal(it, relation, link->to, orm_tuple(&it->owner, 0), link->count);

    all = both(it, all, orm_compile_where(&it->compiler, relation, it->association->scope));
    return both(it, all, orm_compile_paranoid(&it->compiler, relation));
}

/* Targets lose the owner's key: all that are not named, or those that are. */
static int64_t detach(orm_linking *it, bool is_named)
{
    const orm_link *link = &it->association->link;
    orm_modify modify = new_update(it, it->association->target);
    orm_expr *named;

    assign(it, &modify, link->to, NULL, link->count);
    named = orm_link_condition(it, modify.relation, &it->targets);
    modify.where =
        both(it, linked(it, modify.relation), is_named ? named : orm_expr_not(arena_of(it), named));
    touch(it, &modify);
    return orm_link_modify(it, &modify);
}

static int64_t attach(orm_linking *it)
{
    const orm_link *link = &it->association->link;
    orm_modify modify = new_update(it, it->association->target);

    if (it->targets.count == 0)
        return 0;
    assign(it, &modify, link->to, orm_tuple(&it->owner, 0), link->count);
    orm_link_assign_scope(it, &modify, it->association->scope);
    modify.where =
        both(it, orm_link_condition(it, modify.relation, &it->targets), differs(it, &modify));
    touch(it, &modify);
    return orm_link_modify(it, &modify);
}

static int64_t link_has(orm_linking *it, const orm_json *targets)
{
    const orm_model *target = it->association->target;
    int64_t count = 0;

    if (it->association->kind == ORM_HAS_ONE && targets && targets->kind == ORM_JSON_ARRAY)
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, targets,
                     "a hasOne association has one target, not a list");
    if (target->primary_count == 0)
        orm_raise(&it->call->ctx, ORM_ASSOCIATION, ORM_TEXT("association"),
                  "%.*s has no primary key by which its rows could be named",
                  ORM_ARG(target->name));
    it->targets = orm_link_resolve(it, target, targets, target->primary, target->primary_count);
    if (it->mode == ORM_LINK_REMOVE)
        return detach(it, true);
    if (it->mode == ORM_LINK_SET)
        count = detach(it, false);
    return count + attach(it);
}

int64_t orm_link_run(orm_call *call, const orm_association *association, const orm_json *owner,
                     const orm_json *targets, const orm_json *options, orm_link_mode mode)
{
    orm_linking it = {.call = call,
                      .association = association,
                      .owner_key = owner,
                      .options = options,
                      .mode = mode};

    it.compiler.ctx = &call->ctx;
    it.compiler.catalog = call->catalog;
    it.compiler.function = orm_text_format(call->ctx.arena, "orm_%s", call->function->name).data;
    it.compiler.is_writing = true;
    ORM_CHECK_KEYS(&call->ctx, options, link_keys, it.compiler.function);
    if (association->kind == ORM_BELONGS_TO)
        return link_belongs_to(&it, targets);
    it.owner = orm_link_resolve(&it, association->source, owner, association->link.from,
                                association->link.count);
    return association->through ? orm_link_pairs(&it, targets) : link_has(&it, targets);
}
