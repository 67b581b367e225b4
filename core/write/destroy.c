/* destroy.c - rows are deleted: those that a condition chooses, or the row of a key.  See write.h.
 *
 * A paranoid model's rows are marked, unless `force` is given; the mark keeps updatedAt and version
 * right like any change (semantics.md 10), and a row that is marked keeps its mark.  What belongs
 * to them by a foreign key that cascades is marked with them. */
#include "query/scope.h"
#include "write/cascade.h"
#include "write/write.h"

static const orm_key destroy_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"force", ORM_K_BOOLEAN},
    {"limit", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"now", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},
    {"params", ORM_K_OBJECT},
    {"individualHooks", ORM_K_UNSUPPORTED},
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

int64_t orm_destroy_run(orm_call *call, const orm_model *model, const orm_json *options,
                        const orm_json *params)
{
    orm_change change = {.call = call, .model = model, .options = options, .params = params};
    orm_planning_call it;
    const orm_change_plan *plan = orm_change_plan_for(&it, &change, 'd', make_destroy);

    return run(&it, &change, plan);
}

static void make_by_key(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    ORM_CHECK_KEYS(c->ctx, change->options, by_key_keys, c->function);
    orm_compile_scopes(c, change->model, change->options);
    open_plan(c, change, plan);
    orm_change_choose(c, change, plan, NULL, is_soft(change), NULL);
}

int64_t orm_destroy_by_key_run(orm_call *call, const orm_model *model, const orm_json *key,
                               const orm_json *options)
{
    orm_change change = {.call = call, .model = model, .options = options};
    orm_planning_call it;
    const orm_change_plan *plan;
    int64_t count;

    change.key = orm_change_key(&call->ctx, model, key);
    plan = orm_change_plan_for(&it, &change, 'd', make_by_key);
    count = run(&it, &change, plan);
    if (count == 0)
        orm_change_check_version(&change);
    return count;
}
