/* update.c - new values for rows: those that a condition chooses, or the row of a key.  See
 * write.h.
 *
 * Every change keeps updatedAt and version right (semantics.md 10).  The row of a key is changed as
 * Sequelize's instances are: what they may not change is left alone, and where all is as it was,
 * updatedAt and version stay. */
#include "query/scope.h"
#include "write/change.h"
#include "write/hooked_rows.h"
#include "write/write.h"

static const orm_key update_keys[] = {
    {"where", ORM_K_OBJECT | ORM_K_ARRAY},
    {"fields", ORM_K_ARRAY},
    {"set", ORM_K_OBJECT},
    {"silent", ORM_K_BOOLEAN},
    {"omitNull", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"paranoid", ORM_K_BOOLEAN},
    {"limit", ORM_K_NUMBER | ORM_K_STRING | ORM_K_OBJECT},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"sideEffects", ORM_K_BOOLEAN},
    {"params", ORM_K_OBJECT},
    {"individualHooks", ORM_K_BOOLEAN},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

static const orm_key by_key_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"set", ORM_K_OBJECT},
    {"silent", ORM_K_BOOLEAN},
    {"omitNull", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"paranoid", ORM_K_BOOLEAN},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"raw", ORM_K_BOOLEAN},
    {"sideEffects", ORM_K_BOOLEAN},
    {"children", ORM_K_OBJECT},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

/* ---- by a condition */

static void make_update(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    const orm_json *options = change->options, *returning = orm_option(options, "returning");
    const orm_json *limit = orm_option(options, "limit");
    orm_row_options row_options;

    ORM_CHECK_KEYS(c->ctx, options, update_keys, c->function);
    row_options = orm_row_options_read(c, change->model, options);
    orm_change_open(c, change, plan, ORM_UPDATE);
    options = orm_compile_scoped(c, change->model, options);
    orm_change_need_where(c, options);
    plan->is_empty = !orm_row_update(c, &plan->modify, change->row, &row_options);
    if (orm_option_boolean(options, "validate", true))
        plan->rules =
            orm_rules_read(c, &plan->modify, change->row,
                           &(orm_rules_scope){.fields = row_options.fields, .is_given_only = true});
    orm_modify_touch(c, &plan->modify, row_options.is_silent);
    orm_change_choose(c, change, plan, options, orm_option_boolean(options, "paranoid", true),
                      limit);
    if (returning && returning->kind != ORM_JSON_FALSE)
        orm_modify_return_in_order(c, &plan->modify,
                                   returning->kind == ORM_JSON_ARRAY ? returning : NULL);
}

int64_t orm_update_rows(const orm_change *change, orm_buffer *out)
{
    orm_planning_call it;
    const orm_change_plan *plan = orm_change_plan_for(&it, change, 'u', make_update);

    if (change->trial == NULL || change->trial->problems == NULL)
        return orm_change_run(&it, change, plan, out);
    orm_change_try(&it, change, plan);
    return 0;
}

int64_t orm_update_run(orm_call *call, const orm_model *model, const orm_json *row,
                       const orm_json *options, const orm_json *params, orm_buffer *out)
{
    orm_change change = {
        .call = call, .model = model, .row = row, .options = options, .params = params};

    return orm_update_has_hooks(&change) ? orm_update_hooked(&change, out)
                                         : orm_update_rows(&change, out);
}

/* ---- by key */

/* The validators see the row that is there with what is given over it. */
static const orm_rules *read_rules(orm_compiler *c, const orm_change *change, orm_change_plan *plan,
                                   const orm_json *fields)
{
    orm_rules_scope scope = {.fields = fields, .is_given_only = true};

    if (!orm_option_boolean(change->options, "validate", true))
        return NULL;
    scope.stored = orm_compile_relation_in(c, change->model, change->options);
    scope.key = orm_compile_key(c, scope.stored, change->key);
    return orm_rules_read(c, &plan->modify, change->row, &scope);
}

static void make_by_key(orm_compiler *c, const orm_change *change, orm_change_plan *plan)
{
    orm_row_options row_options;

    ORM_CHECK_KEYS(c->ctx, change->options, by_key_keys, c->function);
    row_options = orm_row_options_read(c, change->model, change->options);
    row_options.is_instance = true;
    orm_compile_scopes(c, change->model, change->options);
    orm_change_open(c, change, plan, ORM_UPDATE);
    plan->is_empty = !orm_row_update(c, &plan->modify, change->row, &row_options);
    if (plan->is_empty)
        return;
    plan->rules = read_rules(c, change, plan, row_options.fields);
    orm_modify_touch_where(c, &plan->modify, row_options.is_silent,
                           orm_modify_differs(c, &plan->modify));
    orm_change_choose(c, change, plan, NULL, orm_option_boolean(change->options, "paranoid", false),
                      NULL);
    orm_modify_return(c, &plan->modify, NULL);
}

/* Without hooks; false: there is no row of this key.  Of a trial nothing is changed. */
static bool update_by_key(const orm_change *change, orm_buffer *out)
{
    orm_planning_call it;
    const orm_change_plan *plan = orm_change_plan_for(&it, change, 'k', make_by_key);

    if (change->trial && change->trial->problems) {
        orm_change_try(&it, change, plan);
        return true;
    }
    if (plan->is_empty)
        return orm_change_read(change, out);
    if (orm_change_run(&it, change, plan, out) > 0)
        return true;
    orm_change_check_version(change);
    return false;
}

typedef struct hooked_update {
    orm_hooked hooked;
    orm_change change;
    orm_buffer *out;
} hooked_update;

static bool run_by_key(orm_hooked *hooked, const orm_trial *trial)
{
    hooked_update *it = (hooked_update *)hooked;

    it->change.row = hooked->row.values;
    it->change.trial = trial;
    return update_by_key(&it->change, it->out);
}

/* Where all is as it was, nothing was updated: as in Sequelize its hooks do not run. */
static orm_text changed_instance(orm_hooked *hooked, orm_text written)
{
    return orm_text_equal(written, hooked->stored->token) ? (orm_text){"", 0} : written;
}

bool orm_update_by_key_run(orm_call *call, const orm_model *model, const orm_json *key,
                           const orm_json *row, const orm_json *options, orm_buffer *out)
{
    static const orm_hooked_events events = {ORM_EVENT_BEFORE_UPDATE, ORM_EVENT_AFTER_UPDATE};
    hooked_update it = {.change = {.call = call, .model = model, .row = row, .options = options}};

    it.change.key = orm_change_key(&call->ctx, model, key);
    if (!orm_hooks_wanted(model, options, orm_hooked_mask(&events)))
        return update_by_key(&it.change, out);
    orm_hooked_open(&it.hooked, call, model, options, &events);
    it.hooked.stored = orm_change_stored(&it.change);
    if (it.hooked.stored == NULL)
        return update_by_key(&it.change, out);
    it.hooked.run = run_by_key;
    it.hooked.instance = changed_instance;
    it.hooked.row.values = orm_hooked_document(&call->ctx, row);
    it.out = out;
    return orm_hooked_run(&it.hooked, out);
}
