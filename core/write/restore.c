/* restore.c - rows that were deleted softly come back.  See write.h.
 *
 * As in Sequelize, restoring by a condition touches every row that it chooses and asks no scope;
 * but updatedAt and version change only where there was something to restore (semantics.md 10). */
#include "dialect.h"
#include "query/scope.h"
#include "sql/select.h"
#include "write/cascade.h"
#include "write/hooked_rows.h"
#include "write/write.h"

static const orm_key restore_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"limit", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"now", ORM_K_STRING},
    {"hooks", ORM_K_BOOLEAN},
    {"params", ORM_K_OBJECT},
    {"individualHooks", ORM_K_BOOLEAN},
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

/* The row is deleted: deletedAt would change. */
static orm_expr *open_plan(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    const orm_attribute *deleted_at = change->model->deleted_at;
    orm_expr *deleted;

    orm_compile_scopes(c, change->model, change->options);
    orm_change_open(c, change, plan, ORM_UPDATE);
    orm_modify_assign(c, &plan->modify, deleted_at, orm_row_alive(c, plan->modify.relation));
    deleted = orm_modify_differs(c, &plan->modify);
    orm_modify_touch_where(c, &plan->modify, false, deleted);
    return deleted;
}

/* The condition of both without a link between their trees: each stands in another one, too. */
static orm_expr *both(orm_compiler *c, const orm_expr *left, const orm_expr *right)
{
    orm_expr *first = orm_expr_new(c->ctx->arena, ORM_EXPR_AND);
    orm_expr *second = orm_expr_new(c->ctx->arena, ORM_EXPR_AND), *all;

    *second = *right;
    second->next = NULL;
    if (left == NULL)
        return second;
    *first = *left;
    first->next = second;
    all = orm_expr_new(c->ctx->arena, ORM_EXPR_AND);
    all->list = first;
    return all;
}

/* The rows that will be restored, with what those that were deleted with them are found by: read
 * before, for deletedAt is gone then, and locked. */
static void read_before(orm_compiler *c, const orm_change *change, orm_change_plan *plan,
                        orm_expr *deleted)
{
    orm_cascade_link *links = orm_cascade_links(c->ctx, c->catalog, change->model);
    const orm_attribute **attributes;
    orm_level *level;
    uint32_t count;

    if (links == NULL)
        return;
    level = ORM_NEW(c->ctx->arena, orm_level);
    attributes = orm_cascade_attributes(c->ctx, change->model, links, &count);
    level->model = change->model;
    level->select.from = plan->modify.relation;
    level->select.where = both(c, plan->modify.where, deleted);
    if (c->ctx->host->dialect->has_row_locks)
        level->select.lock = ORM_LOCK_UPDATE;
    level->columns = orm_cascade_columns(c->ctx, level->select.from, attributes, count);
    level->column_count = (uint16_t)count;
    orm_print_level(c->ctx, level, &plan->planned.locations);
    plan->links = links;
    plan->before = level;
}

static int64_t run(orm_planning_call *it, const orm_change *change, const orm_change_plan *plan)
{
    orm_cascade_rows *rows;
    int64_t count;

    if (plan->links == NULL)
        return orm_change_run(it, change, plan, NULL);
    rows = orm_cascade_rows_open(change->call, change->model, change->options, plan->links);
    orm_change_run_before(it, change, plan, &rows->sink);
    count = orm_change_run(it, change, plan, NULL);
    orm_cascade_restore(change->call, rows);
    return count;
}

static void make_restore(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    orm_expr *deleted;

    ORM_CHECK_KEYS(c->ctx, change->options, restore_keys, c->function);
    deleted = open_plan(c, change, plan);
    orm_change_choose(c, change, plan, change->options, false,
                      orm_option(change->options, "limit"));
    read_before(c, change, plan, deleted);
}

static int64_t restore_rows(const orm_change *change)
{
    orm_planning_call it;

    return run(&it, change, orm_change_plan_for(&it, change, 'r', make_restore));
}

int64_t orm_restore_run(orm_call *call, const orm_model *model, const orm_json *options,
                        const orm_json *params)
{
    static const orm_removal removal = {.run = restore_rows,
                                        .before_all = ORM_EVENT_BEFORE_BULK_RESTORE,
                                        .after_all = ORM_EVENT_AFTER_BULK_RESTORE,
                                        .before_each = ORM_EVENT_BEFORE_RESTORE,
                                        .after_each = ORM_EVENT_AFTER_RESTORE,
                                        .is_restoring = true};
    orm_change change = {.call = call, .model = model, .options = options, .params = params};

    need_paranoid(call, model);
    return orm_removal_run(&removal, &change);
}

static void make_by_key(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    orm_expr *deleted;

    ORM_CHECK_KEYS(c->ctx, change->options, by_key_keys, c->function);
    deleted = open_plan(c, change, plan);
    orm_change_choose(c, change, plan, NULL, false, NULL);
    read_before(c, change, plan, deleted);
    orm_change_restrict(c, plan, deleted);
}

static int64_t restore_by_key(const orm_change *change)
{
    orm_planning_call it;
    const orm_change_plan *plan = orm_change_plan_for(&it, change, 'r', make_by_key);
    int64_t count = run(&it, change, plan);

    if (count == 0)
        orm_change_check_version(change);
    return count;
}

int64_t orm_restore_by_key_run(orm_call *call, const orm_model *model, const orm_json *key,
                               const orm_json *options)
{
    const uint32_t events = ORM_EVENTS(BEFORE_RESTORE) | ORM_EVENTS(AFTER_RESTORE);
    orm_change change = {.call = call, .model = model, .options = options};
    orm_hooks hooks = {call, model, options};
    const orm_json *stored = NULL;
    orm_hook_row row = {.values = NULL};
    int64_t count;

    need_paranoid(call, model);
    change.key = orm_change_key(&call->ctx, model, key);
    if (orm_hooks_wanted(model, options, events))
        stored = orm_change_stored(&change);
    if (stored == NULL || !orm_change_is_deleted(model, stored))
        return restore_by_key(&change);
    row.instance = stored->token;
    orm_hooks_run(&hooks, ORM_EVENT_BEFORE_RESTORE, &row, 1);
    count = restore_by_key(&change);
    if (count == 0)
        return 0;
    if (model->events & ORM_EVENTS(AFTER_RESTORE))
        row.instance = orm_change_stored(&change)->token;
    orm_hooks_run(&hooks, ORM_EVENT_AFTER_RESTORE, &row, 1);
    return count;
}
