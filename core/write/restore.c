/* restore.c - rows that were deleted softly come back.  See write.h.
 *
 * As in Sequelize, restoring by a condition touches every row that it chooses and asks no scope;
 * but updatedAt and version change only where there was something to restore (semantics.md 10). */
#include "query/scope.h"
#include "write/change.h"
#include "write/write.h"

static const orm_key restore_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"limit", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"now", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},
    {"params", ORM_K_OBJECT},
    {"individualHooks", ORM_K_UNSUPPORTED},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

static const orm_key by_key_keys[] = {
    {"now", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

static void need_paranoid(orm_call *call, const orm_model *model)
{
    if (!model->is_paranoid)
        orm_raise(&call->ctx, ORM_INVALID_OPTION, ORM_TEXT("model"),
                  "%.*s is not paranoid: its rows are deleted for good", ORM_ARG(model->name));
}

/* What deletedAt is of a row that is not deleted. */
static orm_expr *alive_value(orm_compiler *c, const orm_change_plan *plan,
                             const orm_attribute *deleted_at)
{
    orm_value nothing = {.kind = ORM_VALUE_NULL};
    orm_expr *expr = orm_row_default(c, plan->modify.relation, deleted_at);

    return expr ? expr : orm_compile_value(c, deleted_at, nothing);
}

/* The row is deleted: deletedAt would change. */
static orm_expr *open_plan(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    const orm_attribute *deleted_at = change->model->deleted_at;
    orm_expr *deleted;

    orm_compile_scopes(c, change->model, change->options);
    orm_change_open(c, change, plan, ORM_UPDATE);
    orm_modify_assign(c, &plan->modify, deleted_at, alive_value(c, plan, deleted_at));
    deleted = orm_modify_differs(c, &plan->modify);
    orm_modify_touch_where(c, &plan->modify, false, deleted);
    return deleted;
}

static void make_restore(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    ORM_CHECK_KEYS(c->ctx, change->options, restore_keys, c->function);
    open_plan(c, change, plan);
    orm_change_choose(c, change, plan, change->options, false,
                      orm_option(change->options, "limit"));
}

int64_t orm_restore_run(orm_call *call, const orm_model *model, const orm_json *options,
                        const orm_json *params)
{
    orm_change change = {.call = call, .model = model, .options = options, .params = params};
    orm_planning_call it;

    need_paranoid(call, model);
    return orm_change_run(&it, &change, orm_change_plan_for(&it, &change, 'r', make_restore), NULL);
}

static void make_by_key(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    orm_expr *deleted;

    ORM_CHECK_KEYS(c->ctx, change->options, by_key_keys, c->function);
    deleted = open_plan(c, change, plan);
    orm_change_choose(c, change, plan, NULL, false, NULL);
    orm_change_restrict(c, plan, deleted);
}

int64_t orm_restore_by_key_run(orm_call *call, const orm_model *model, const orm_json *key,
                               const orm_json *options)
{
    orm_change change = {.call = call, .model = model, .options = options};
    orm_planning_call it;
    const orm_change_plan *plan;
    int64_t count;

    need_paranoid(call, model);
    change.key = orm_change_key(&call->ctx, model, key);
    plan = orm_change_plan_for(&it, &change, 'r', make_by_key);
    count = orm_change_run(&it, &change, plan, NULL);
    if (count == 0)
        orm_change_check_version(&change);
    return count;
}
