/* change.c - changing rows that are there: plans, conditions, runs.  See change.h. */
#include "write/change.h"

#include "dialect.h"
#include "exec/find.h"
#include "exec/record.h"
#include "sql/modify.h"
#include "write/ordered.h"
#include "write/write.h"

/* ---- keys */

static bool is_key_part(const orm_model *model, orm_text name)
{
    const orm_attribute *attribute = orm_model_attribute(model, name);

    if (attribute == NULL || attribute->is_virtual)
        return false;
    return model->primary_count == 0 || attribute->is_primary || attribute == model->version;
}

const orm_json *orm_change_key(orm_ctx *ctx, const orm_model *model, const orm_json *node)
{
    orm_json *key;

    if (node == NULL || node->kind != ORM_JSON_OBJECT)
        return node;
    key = orm_json_copy_empty(ctx, node);
    orm_each_child (member, node)
        if (is_key_part(model, member->key))
            orm_json_append(key, orm_json_copy(ctx, member));
    return key;
}

/* ---- plans */

const orm_change_plan *orm_change_plan_for(orm_planning_call *it, const orm_change *change,
                                           char mark, orm_change_make *make)
{
    orm_change_plan *plan;

    orm_planning_open(it, change->call, change->model);
    orm_buffer_char(&it->shape.text, mark);
    orm_shape_options(&it->shape, change->options);
    orm_shape_row(&it->shape, change->row);
    orm_shape_values(&it->shape, change->params);
    orm_shape_values(&it->shape, change->key);
    if (orm_planning_find(it, change->params))
        return (const orm_change_plan *)it->found;
    plan = ORM_NEW(it->ctx.arena, orm_change_plan);
    make(&it->compiler, change, plan);
    if (!plan->is_empty)
        plan->statement =
            orm_print_modify(&it->ctx, &plan->modify, &plan->planned.locations, &plan->parameters);
    if (change->key)
        plan->statement.planning = ORM_PLAN_GENERIC;
    orm_planning_add(it, &plan->planned);
    return plan;
}

void orm_change_open(orm_compiler *c, const orm_change *change, orm_change_plan *plan,
                     orm_modify_kind kind)
{
    c->is_writing = true;
    plan->modify.kind = kind;
    plan->modify.relation = orm_compile_relation_in(c, change->model, change->options);
}

/* ---- which rows */

static orm_expr *both(orm_compiler *c, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(c->ctx->arena, ORM_EXPR_AND, left, right);
}

void orm_change_restrict(orm_compiler *c, orm_change_plan *plan, orm_expr *condition)
{
    plan->modify.where = both(c, plan->modify.where, condition);
}

/* The version that an object carries. */
static const orm_json *version_in(const orm_model *model, const orm_json *node)
{
    const orm_json *version;

    if (model->version == NULL || node == NULL || node->kind != ORM_JSON_OBJECT)
        return NULL;
    version = orm_json_member_text(node, model->version->name);
    return version && version->kind != ORM_JSON_NULL ? version : NULL;
}

const orm_json *orm_change_version(const orm_change *change)
{
    const orm_json *version = version_in(change->model, change->row);

    if (change->key == NULL)
        return NULL;
    return version ? version : version_in(change->model, change->key);
}

static orm_expr *key_condition(orm_compiler *c, const orm_change *change,
                               const orm_relation *relation)
{
    const orm_json *version = orm_change_version(change);
    orm_expr *all = orm_compile_key(c, relation, change->key), *column;

    if (version == NULL)
        return all;
    column = orm_expr_column(c->ctx->arena, relation, change->model->version);
    return both(c, all,
                orm_expr_compare(
                    c->ctx->arena, ORM_EQUAL, column,
                    orm_compile_param(c, version, change->model->version->type, ORM_USE_VALUE)));
}

static orm_expr *conditions(orm_compiler *c, const orm_change *change, const orm_relation *relation,
                            const orm_json *options, bool is_paranoid)
{
    orm_expr *all = is_paranoid ? orm_compile_paranoid(c, relation) : NULL;

    if (change->key)
        return both(c, key_condition(c, change, relation), all);
    return both(c, all, orm_compile_where(c, relation, orm_option(options, "where")));
}

/* The row is among the first ones for which the conditions hold.  They are asked again outside:
 * another session may change a row between the two. */
static orm_expr *among_first(orm_compiler *c, const orm_change *change, const orm_change_plan *plan,
                             orm_expr *inside, const orm_relation *inner, const orm_json *limit)
{
    const orm_relation *outer = plan->modify.relation;
    orm_expr *expr = orm_expr_new(c->ctx->arena, ORM_EXPR_IN_SELECT);
    orm_select *select = ORM_NEW(c->ctx->arena, orm_select);
    const orm_model *model = change->model;

    select->from = (orm_relation *)inner;
    select->where = inside;
    select->limit = orm_compile_param(c, orm_compile_operand(c, limit).node, NULL, ORM_USE_COUNT);
    expr->select = select;
    if (model->primary_count) {
        select->columns = orm_compile_columns(c, inner, model->primary, model->primary_count);
        select->order = orm_compile_key_order(c, inner);
        expr->list = orm_compile_columns(c, outer, model->primary, model->primary_count);
        return expr;
    }
    select->columns = orm_expr_new(c->ctx->arena, ORM_EXPR_ROW_ID);
    select->columns->relation = inner;
    expr->list = orm_expr_new(c->ctx->arena, ORM_EXPR_ROW_ID);
    expr->list->relation = outer;
    return expr;
}

void orm_change_need_where(orm_compiler *c, const orm_json *options)
{
    if (orm_option(options, "where") == NULL)
        orm_raise(c->ctx, ORM_INVALID_OPTION, ORM_TEXT("options"),
                  "%s needs \"where\"; {\"where\":{}} means all rows", c->function);
}

void orm_change_choose(orm_compiler *c, const orm_change *change, orm_change_plan *plan,
                       const orm_json *options, bool is_paranoid, const orm_json *limit)
{
    const orm_relation *inner;
    orm_expr *inside;

    orm_change_restrict(c, plan,
                        conditions(c, change, plan->modify.relation, options, is_paranoid));
    if (limit == NULL)
        return;
    inner = orm_compile_relation_in(c, change->model, change->options);
    inside = conditions(c, change, inner, options, is_paranoid);
    orm_change_restrict(c, plan, among_first(c, change, plan, inside, inner, limit));
}

/* ---- running */

static orm_value *bind(orm_planning_call *it, const orm_change *change, const orm_change_plan *plan)
{
    orm_call *call = change->call;
    orm_value *values = ORM_NEW_N(call->ctx.arena, orm_value, plan->statement.parameter_count + 1u);
    const orm_trial *trial = change->trial;
    orm_problems own, *problems = trial && trial->problems ? trial->problems : &own;
    orm_inputs inputs = {.ctx = &call->ctx,
                         .slots = it->shape.slots,
                         .now = orm_call_now(call),
                         .problems = problems};

    orm_problems_open(problems, &call->ctx, change->model);
    if (trial == NULL || !trial->is_over)
        orm_rules_ask(&inputs, plan->rules, change->row);
    orm_parameters_bind(&inputs, plan->parameters, plan->statement.parameter_count, values);
    if (problems == &own)
        orm_problems_raise(problems);
    return values;
}

void orm_change_try(orm_planning_call *it, const orm_change *change, const orm_change_plan *plan)
{
    if (!plan->is_empty)
        bind(it, change, plan);
}

int64_t orm_change_run(orm_planning_call *it, const orm_change *change, const orm_change_plan *plan,
                       orm_buffer *out)
{
    orm_ctx *ctx = &change->call->ctx;
    orm_returned returned;

    if (plan->is_empty)
        return 0;
    if (out == NULL)
        return orm_change_run_to(it, change, plan, NULL);
    if (plan->modify.key_count && !ctx->host->dialect->has_writing_ctes)
        return orm_ordered_run(ctx, &plan->modify, &plan->statement, bind(it, change, plan), out);
    orm_returned_open(&returned, ctx->host, plan->modify.outputs,
                      (uint16_t)(plan->modify.output_count - plan->modify.key_count), out);
    returned.is_first = change->key != NULL; /* rows without a key may be alike */
    return orm_change_run_to(it, change, plan, &returned.sink);
}

int64_t orm_change_run_to(orm_planning_call *it, const orm_change *change,
                          const orm_change_plan *plan, orm_sink *sink)
{
    orm_host *host = change->call->ctx.host;

    return host->run(host, &plan->statement, bind(it, change, plan), sink);
}

void orm_change_run_before(orm_planning_call *it, const orm_change *change,
                           const orm_change_plan *plan, orm_sink *sink)
{
    orm_ctx *ctx = &change->call->ctx;
    uint16_t count = plan->before->statement.parameter_count;
    orm_value *values = ORM_NEW_N(ctx->arena, orm_value, count + 1u);
    orm_inputs inputs = {.ctx = ctx, .slots = it->shape.slots, .now = orm_call_now(change->call)};

    orm_parameters_bind(&inputs, plan->before->parameters, count, values);
    ctx->host->run(ctx->host, &plan->before->statement, values, sink);
}

/* ---- the row of a key as it is */

/* Options of a finder that sees every row. */
static const orm_json *all_rows(const orm_change *change, const orm_json *version)
{
    orm_ctx *ctx = &change->call->ctx;
    orm_buffer text;
    orm_text source;
    const orm_json *schema = orm_option(change->options, "schema");
    const orm_json *delimiter = orm_option(change->options, "schemaDelimiter");

    orm_buffer_open(&text, ctx->host, ORM_LIFE_CALL, 128);
    ORM_PUT(&text, "{\"paranoid\":false,\"scope\":null");
    if (schema)
        orm_buffer_format(&text, ",\"schema\":%.*s", ORM_ARG(schema->token));
    if (delimiter)
        orm_buffer_format(&text, ",\"schemaDelimiter\":%.*s", ORM_ARG(delimiter->token));
    if (version) {
        ORM_PUT(&text, ",\"where\":{");
        orm_json_write_string(&text, change->model->version->name);
        orm_buffer_format(&text, ":%.*s}", ORM_ARG(version->token));
    }
    orm_buffer_char(&text, '}');
    source = orm_buffer_copy(&text, ctx->arena);
    orm_buffer_close(&text);
    return orm_json_read(ctx, source, ORM_JSON_CODE, "options");
}

bool orm_change_read(const orm_change *change, orm_buffer *out)
{
    orm_find find = {.model = change->model,
                     .options = all_rows(change, NULL),
                     .key = change->key,
                     .is_first = true};

    return orm_find_run(change->call, &find, NULL, ORM_ANSWER_FIRST, out) > 0;
}

const orm_json *orm_change_stored(const orm_change *change)
{
    orm_ctx *ctx = &change->call->ctx;
    const orm_json *stored = NULL;
    orm_buffer text;

    orm_buffer_open(&text, ctx->host, ORM_LIFE_CALL, 256);
    if (orm_change_read(change, &text))
        stored = orm_json_read(ctx, orm_buffer_copy(&text, ctx->arena), ORM_JSON_STORED, "stored");
    orm_buffer_close(&text);
    return stored;
}

bool orm_change_is_deleted(const orm_model *model, const orm_json *stored)
{
    const orm_attribute *deleted_at = model->is_paranoid ? model->deleted_at : NULL;
    const orm_json *mark;

    if (deleted_at == NULL || deleted_at->default_kind != ORM_DEFAULT_NONE)
        return false;
    mark = orm_json_member_text(stored, deleted_at->name);
    return mark && mark->kind != ORM_JSON_NULL;
}

void orm_change_check_version(const orm_change *change)
{
    const orm_json *version = orm_change_version(change);
    orm_find find = {.model = change->model, .key = change->key, .is_first = true};
    orm_error *error;

    if (version == NULL || orm_is_recording(&change->call->ctx))
        return;
    find.options = all_rows(change, version);
    if (orm_count_run(change->call, &find, NULL) > 0)
        return;
    error = orm_error_new(&change->call->ctx, ORM_OPTIMISTIC_LOCK,
                          "the row of %.*s has another version than %.*s, or is gone",
                          ORM_ARG(change->model->name), ORM_ARG(version->token));
    error->model = change->model->name;
    error->at = orm_json_place(&change->call->ctx, version);
    orm_throw(&change->call->ctx, error);
}
