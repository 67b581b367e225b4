/* destroy.c - rows are deleted: those that a condition chooses, or the row of a key.  See write.h.
 *
 * A paranoid model's rows are marked, unless `force` is given; the mark keeps updatedAt and version
 * right like any change (semantics.md 10), and a row that is marked keeps its mark.  What belongs
 * to them by a foreign key that cascades is marked with them. */
#include "base/limits.h"
#include "exec/hooks.h"
#include "query/scope.h"
#include "write/cascade.h"
#include "write/hooked_rows.h"
#include "write/write.h"

static const orm_key destroy_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"force", ORM_K_BOOLEAN},
    {"limit", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"now", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},
    {"params", ORM_K_OBJECT},
    {"individualHooks", ORM_K_BOOLEAN},
    {"truncate", ORM_K_BOOLEAN},
    {"cascade", ORM_K_BOOLEAN},
    {"restartIdentity", ORM_K_BOOLEAN},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

static const orm_key by_key_keys[] = {
    {"force", ORM_K_BOOLEAN}, {"now", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN}, {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING}, {"schemaDelimiter", ORM_K_STRING},
};

static bool is_soft(const orm_change *change)
{
    return change->model->is_paranoid && !orm_option_boolean(change->options, "force", false);
}

/* The rows that are marked return what those that belong to them are found by. */
static void return_keys(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    orm_cascade_link *links = orm_cascade_links(c->ctx, c->catalog, change->model);
    const orm_attribute **attributes;
    uint32_t count;

    if (links == NULL)
        return;
    attributes = orm_cascade_attributes(c->ctx, change->model, links, &count);
    plan->links = links;
    plan->modify.outputs = orm_cascade_columns(c->ctx, plan->modify.relation, attributes, count);
    plan->modify.output_count = (uint16_t)count;
}

static void open_plan(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    const orm_attribute *deleted_at = change->model->deleted_at;

    orm_change_open(c, change, plan, is_soft(change) ? ORM_UPDATE : ORM_DELETE);
    if (!is_soft(change))
        return;
    orm_modify_assign(c, &plan->modify, deleted_at,
                      orm_compile_generated(c, deleted_at, ORM_DEFAULT_NOW));
    orm_modify_touch(c, &plan->modify, false);
    return_keys(c, change, plan);
}

static int64_t run(orm_planning_call *it, const orm_change *change, const orm_change_plan *plan)
{
    orm_cascade_rows *rows;
    int64_t count;

    if (plan->links == NULL)
        return orm_change_run(it, change, plan, NULL);
    rows = orm_cascade_rows_open(change->call, change->model, change->options, plan->links);
    count = orm_change_run_to(it, change, plan, &rows->sink);
    orm_cascade_delete(change->call, rows);
    return count;
}

void orm_destroy_check(orm_call *call, const orm_json *options)
{
    ORM_CHECK_KEYS(&call->ctx, options, destroy_keys, "orm_destroy");
}

/* As in Sequelize, the limit of a scope is one of what is really deleted, not of what is marked. */
static void make_destroy(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    const orm_json *options;

    ORM_CHECK_KEYS(c->ctx, change->options, destroy_keys, c->function);
    options = orm_compile_scoped(c, change->model, change->options);
    if (!orm_option_boolean(options, "truncate", false))
        orm_change_need_where(c, options);
    open_plan(c, change, plan);
    orm_change_choose(c, change, plan, options, is_soft(change),
                      orm_option(is_soft(change) ? change->options : options, "limit"));
}

static int64_t destroy_rows(const orm_change *change)
{
    orm_planning_call it;

    return run(&it, change, orm_change_plan_for(&it, change, 'd', make_destroy));
}

int64_t orm_destroy_run(orm_call *call, const orm_model *model, const orm_json *options,
                        const orm_json *params)
{
    static const orm_removal removal = {.run = destroy_rows,
                                        .before_all = ORM_EVENT_BEFORE_BULK_DESTROY,
                                        .after_all = ORM_EVENT_AFTER_BULK_DESTROY,
                                        .before_each = ORM_EVENT_BEFORE_DESTROY,
                                        .after_each = ORM_EVENT_AFTER_DESTROY};
    orm_change change = {.call = call, .model = model, .options = options, .params = params};

    return orm_removal_run(&removal, &change);
}

static void make_by_key(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    ORM_CHECK_KEYS(c->ctx, change->options, by_key_keys, c->function);
    orm_compile_scopes(c, change->model, change->options);
    open_plan(c, change, plan);
    orm_change_choose(c, change, plan, NULL, is_soft(change), NULL);
}

static int64_t destroy_by_key(const orm_change *change)
{
    orm_planning_call it;
    const orm_change_plan *plan = orm_change_plan_for(&it, change, 'd', make_by_key);
    int64_t count = run(&it, change, plan);

    if (count == 0)
        orm_change_check_version(change);
    return count;
}

/* ---- associations with the option hooks: their rows are destroyed one by one, with their hooks */

static int64_t destroy_instance(orm_call *call, const orm_model *model, const orm_json *key,
                                const orm_json *options, int depth);

static bool is_cascading(const orm_association *association)
{
    bool is_has = association->kind == ORM_HAS_ONE || association->kind == ORM_HAS_MANY;

    if (!association->has_hooks || association->kind == ORM_BELONGS_TO_MANY)
        return false;
    if (association->on_delete != ORM_ACTION_NONE || !association->has_constraints || !is_has)
        return association->on_delete == ORM_ACTION_CASCADE;
    return association->link.to[0]->on_delete == ORM_ACTION_CASCADE;
}

static bool has_cascades(const orm_model *model)
{
    for (uint32_t i = 0; i < model->association_count; i++)
        if (is_cascading(model->associations[i]))
            return true;
    return false;
}

static const orm_json *associated(orm_call *call, const orm_association *association,
                                  const orm_json *owner)
{
    orm_find find = {.model = association->target, .of = association, .owner = owner};
    const orm_json *rows;
    orm_buffer text;

    orm_buffer_open(&text, call->ctx.host, ORM_LIFE_CALL, 256);
    orm_find_hooked(call, &find, NULL, ORM_ANSWER_LIST, &text);
    rows =
        orm_json_read(&call->ctx, orm_buffer_copy(&text, call->ctx.arena), ORM_JSON_STORED, "rows");
    orm_buffer_close(&text);
    return rows;
}

/* A scope is one of the owner's model. */
static const orm_json *without_scope(orm_call *call, const orm_json *options)
{
    orm_json *others;

    if (orm_option(options, "scope") == NULL)
        return options;
    others = orm_json_copy_empty(&call->ctx, options);
    orm_each_child (option, options)
        if (!orm_text_is(option->key, "scope"))
            orm_json_append(others, orm_json_copy(&call->ctx, option));
    return others;
}

static void destroy_associated(orm_call *call, const orm_model *model, const orm_json *owner,
                               const orm_json *options, int depth)
{
    if (depth == ORM_MAX_INCLUDE_DEPTH)
        orm_raise(&call->ctx, ORM_UNSUPPORTED, ORM_TEXT(""),
                  "associations with the option \"hooks\" destroy one another without end: %.*s is "
                  "the last",
                  ORM_ARG(model->name));
    options = without_scope(call, options);
    for (uint32_t i = 0; i < model->association_count; i++) {
        const orm_association *association = model->associations[i];

        if (is_cascading(association))
            orm_each_child (row, associated(call, association, owner))
                destroy_instance(call, association->target, row, options, depth + 1);
    }
}

/* ---- by key, with hooks */

static int64_t destroy_instance(orm_call *call, const orm_model *model, const orm_json *key,
                                const orm_json *options, int depth)
{
    const uint32_t events = ORM_EVENTS(BEFORE_DESTROY) | ORM_EVENTS(AFTER_DESTROY);
    orm_change change = {.call = call, .model = model, .options = options};
    orm_hooks hooks = {call, model, options};
    bool is_hooked = orm_hooks_wanted(model, options, events);
    const orm_json *stored = NULL;
    orm_hook_row row = {.values = NULL};
    int64_t count;

    change.key = orm_change_key(&call->ctx, model, key);
    if (is_hooked || has_cascades(model))
        stored = orm_change_stored(&change);
    if (stored == NULL || (is_soft(&change) && orm_change_is_deleted(model, stored)))
        return destroy_by_key(&change);
    row.instance = stored->token;
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_DESTROY, &row, is_hooked);
    if (!is_soft(&change))
        destroy_associated(call, model, stored, options, depth);
    count = destroy_by_key(&change);
    if (count > 0)
        orm_hooks_run(&hooks, ORM_EVENT_AFTER_DESTROY, &row, is_hooked);
    return count;
}

int64_t orm_destroy_by_key_run(orm_call *call, const orm_model *model, const orm_json *key,
                               const orm_json *options)
{
    return destroy_instance(call, model, key, options, 0);
}
