/* upsert.c - a row that is stored new, or over the one that has its unique key.  See write.h.
 *
 * One INSERT … ON CONFLICT DO UPDATE, so two sessions cannot get in one another's way.  What is
 * updated is what was given, never a default; validated is what would be inserted (semantics.md 9).
 * Whether the row is new the engine says itself where it can (PostgreSQL); else the row is looked
 * for before, under the lock that every writing call holds (SQLite). */
#include "dialect.h"
#include "exec/levels.h"
#include "query/find.h"
#include "query/scope.h"
#include "sql/modify.h"
#include "write/conflict.h"
#include "write/hooked.h"
#include "write/row.h"
#include "write/rules.h"
#include "write/write.h"

static const orm_key upsert_keys[] = {
    {"fields", ORM_K_ARRAY},
    {"silent", ORM_K_BOOLEAN},
    {"set", ORM_K_OBJECT},
    {"now", ORM_K_STRING},
    {"raw", ORM_K_BOOLEAN},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"returning", ORM_K_BOOLEAN | ORM_K_ARRAY},
    {"conflictFields", ORM_K_ARRAY},
    {"conflictWhere", ORM_K_OBJECT | ORM_K_ARRAY},
    {"scope", ORM_K_STRING | ORM_K_ARRAY | ORM_K_OBJECT},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
};

/* How it is known whether the row is new. */
typedef enum told_by {
    TOLD_BY_ROW,   /* the row returned says it */
    TOLD_BY_QUERY, /* a query before the INSERT says it */
    TOLD_BY_KEY,   /* it is: the table makes its key */
    TOLD_BY_NONE   /* the table cannot tell */
} told_by;

typedef struct upsert_plan {
    orm_planned planned;
    orm_modify modify;
    orm_statement statement;
    const orm_param **parameters;
    orm_missing *missing;
    const orm_rules *rules; /* validators, or NULL */
    told_by told_by;
    orm_statement query;
    const orm_param **query_parameters;
} upsert_plan;

/* ---- whether the row is new */

/* The first value of the first row. */
typedef struct flag_sink {
    orm_sink sink;
    orm_ctx *ctx;
    bool is_true;
} flag_sink;

static void take_flag(orm_sink *sink, orm_row *row)
{
    flag_sink *it = (flag_sink *)sink;

    it->is_true = it->ctx->host->fetch(it->ctx->host, it->ctx, row, 0).as.integer != 0;
}

static bool ask(orm_ctx *ctx, const orm_statement *statement, const orm_value *values)
{
    flag_sink sink = {{take_flag}, ctx, false};

    ctx->host->run(ctx->host, statement, values, &sink.sink);
    return sink.is_true;
}

/* Rows of an ordinary table say themselves whether they are new; those of others do not. */
static bool has_inserted(orm_ctx *ctx, const orm_relation *relation, orm_location **locations)
{
    orm_statement statement = {.sql = orm_text_from(ctx->host->dialect->has_inserted),
                               .parameter_count = 1,
                               .is_question = true};
    orm_value table = {.kind = ORM_VALUE_TEXT};
    orm_printer p;

    orm_printer_open(&p, ctx, locations);
    orm_print_table(&p, relation);
    table.as.text = orm_printer_close(&p, NULL).sql;
    statement.hash = orm_text_hash(statement.sql, ORM_HASH_SEED);
    return ask(ctx, &statement, &table);
}

/* A partial unique key is one of rows for which its condition holds: the new one too. */
static void print_partial(orm_printer *p, const orm_modify *modify)
{
    orm_text where = modify->conflict->where;

    if (where.length == 0)
        return;
    orm_buffer_format(&p->sql, " AND (%.*s) AND EXISTS (SELECT 1", ORM_ARG(where));
    orm_rules_print_row(p, modify);
    orm_buffer_format(&p->sql, " WHERE %.*s)", ORM_ARG(where));
}

/* SELECT 1 of the row that has the key. */
static void print_query(orm_compiler *c, upsert_plan *plan, const orm_json *options)
{
    const orm_conflict *conflict = plan->modify.conflict;
    orm_relation *relation = orm_compile_relation_in(c, plan->modify.relation->model, options);
    orm_select select = {.from = relation};
    orm_printer p;

    select.columns = orm_expr_new(c->ctx->arena, ORM_EXPR_NUMBER);
    select.columns->text = ORM_TEXT("1");
    for (uint32_t i = 0; i < conflict->target_count; i++)
        select.where = orm_expr_join(
            c->ctx->arena, ORM_EXPR_AND, select.where,
            orm_expr_compare(c->ctx->arena, ORM_EQUAL,
                             orm_expr_column(c->ctx->arena, relation, conflict->target[i]),
                             orm_modify_assignment(&plan->modify, conflict->target[i])->expr));
    orm_printer_open(&p, c->ctx, &plan->planned.locations);
    orm_print_select(&p, &select, NULL, 0);
    print_partial(&p, &plan->modify);
    plan->query = orm_printer_close(&p, &plan->query_parameters);
}

static void tell_new(orm_compiler *c, upsert_plan *plan, const orm_json *options)
{
    const orm_conflict *conflict = plan->modify.conflict;

    if (c->ctx->host->dialect->inserted) {
        plan->told_by = has_inserted(c->ctx, plan->modify.relation, &plan->planned.locations)
                            ? TOLD_BY_ROW
                            : TOLD_BY_NONE;
        return;
    }
    plan->told_by = TOLD_BY_QUERY;
    for (uint32_t i = 0; i < conflict->target_count; i++)
        if (orm_modify_assignment(&plan->modify, conflict->target[i]) == NULL)
            plan->told_by = TOLD_BY_KEY;
    if (plan->told_by == TOLD_BY_QUERY)
        print_query(c, plan, options);
}

/* ---- the plan */

static bool is_named(const orm_json *names, orm_text name)
{
    if (names == NULL)
        return true;
    orm_each_child (item, names)
        if (orm_text_equal(item->text, name))
            return true;
    return false;
}

/* What is given and may be updated: the values of `fields`. */
static const orm_json *updated_values(orm_compiler *c, const orm_json *row, const orm_json *fields)
{
    orm_json *values;

    if (row == NULL || fields == NULL)
        return row;
    values = orm_json_copy_empty(c->ctx, row);
    orm_each_child (member, row)
        if (is_named(fields, member->key))
            orm_json_append(values, orm_json_copy(c->ctx, member));
    return values;
}

static bool *updated_attributes(orm_compiler *c, const orm_model *model, const orm_json *values,
                                const orm_row_options *options)
{
    bool *is_updated = ORM_NEW_N(c->ctx->arena, bool, model->attribute_count);

    for (uint32_t i = 0; i < model->attribute_count; i++) {
        const orm_attribute *attribute = model->attributes[i];

        is_updated[i] = orm_json_member_text(values, attribute->name) ||
                        orm_row_is_set(options->set, attribute);
    }
    return is_updated;
}

static void make_conflict(orm_compiler *c, upsert_plan *plan, const orm_json *row,
                          const orm_json *options, const orm_row_options *row_options)
{
    const orm_relation *relation = plan->modify.relation;
    const orm_json *values = updated_values(c, row, orm_option(options, "fields"));
    orm_conflict *conflict = orm_conflict_read(c, relation, options);

    orm_conflict_choose(c, conflict, relation, options, values);
    orm_conflict_update_all(c, conflict, relation,
                            updated_attributes(c, relation->model, values, row_options),
                            row_options->is_silent);
    plan->modify.conflict = conflict;
}

static void add_inserted(orm_compiler *c, orm_modify *modify)
{
    const orm_output **outputs =
        ORM_NEW_N(c->ctx->arena, const orm_output *, modify->output_count + 1u);
    orm_output *output = ORM_NEW(c->ctx->arena, orm_output);

    memcpy(outputs, modify->outputs, modify->output_count * sizeof *outputs);
    output->expr = orm_expr_new(c->ctx->arena, ORM_EXPR_INSERTED);
    output->expr->relation = modify->relation;
    outputs[modify->output_count++] = output;
    modify->outputs = outputs;
}

static upsert_plan *make_plan(orm_planning_call *it, const orm_model *model, const orm_json *row,
                              const orm_json *options)
{
    upsert_plan *plan = ORM_NEW(it->ctx.arena, upsert_plan);
    orm_compiler *c = &it->compiler;
    orm_row_options row_options;
    orm_rules_scope scope;

    ORM_CHECK_KEYS(c->ctx, options, upsert_keys, c->function);
    row_options = orm_row_options_read(c, model, options);
    scope = (orm_rules_scope){.fields = row_options.fields};
    row_options.fields = NULL; /* all is inserted */
    row_options.keeps_updated_at = true;
    orm_compile_scopes(c, model, options);
    plan->modify.kind = ORM_INSERT;
    plan->modify.relation = orm_compile_relation_in(c, model, options);
    plan->missing = orm_row_insert(c, &plan->modify, row, &row_options);
    if (orm_option_boolean(options, "validate", true))
        plan->rules = orm_rules_read(c, &plan->modify, row, &scope);
    make_conflict(c, plan, row, options, &row_options);
    tell_new(c, plan, options);
    orm_modify_return(c, &plan->modify, NULL);
    if (plan->told_by == TOLD_BY_ROW)
        add_inserted(c, &plan->modify);
    plan->statement =
        orm_print_modify(c->ctx, &plan->modify, &plan->planned.locations, &plan->parameters);
    orm_planning_add(it, &plan->planned);
    return plan;
}

static const upsert_plan *plan_for(orm_planning_call *it, orm_call *call, const orm_model *model,
                                   const orm_json *row, const orm_json *options)
{
    orm_planning_open(it, call, model);
    orm_conflict_shape(&it->shape, options);
    orm_shape_options(&it->shape, options);
    orm_shape_row(&it->shape, row);
    if (orm_planning_find(it, NULL))
        return (const upsert_plan *)it->found;
    return make_plan(it, model, row, options);
}

/* ---- the call */

typedef struct upsert_sink {
    orm_sink sink;
    orm_ctx *ctx;
    const upsert_plan *plan;
    orm_buffer *out;
    bool is_new;
    uint32_t rows;
} upsert_sink;

static void take_row(orm_sink *sink, orm_row *row)
{
    upsert_sink *it = (upsert_sink *)sink;
    orm_host *host = it->ctx->host;
    uint16_t shown = it->plan->modify.output_count;

    if (it->plan->told_by == TOLD_BY_ROW)
        it->is_new = host->fetch(host, it->ctx, row, --shown).as.integer != 0;
    orm_row_write(host, row, it->plan->modify.outputs, shown, it->out);
    orm_buffer_char(it->out, '}');
    it->rows++;
}

static orm_value *bind(orm_inputs *inputs, const orm_param *const *parameters, uint16_t count)
{
    orm_value *values = ORM_NEW_N(inputs->ctx->arena, orm_value, count + 1u);

    orm_parameters_bind(inputs, parameters, count, values);
    return values;
}

static void run(orm_inputs *inputs, const upsert_plan *plan, orm_buffer *out)
{
    orm_host *host = inputs->ctx->host;
    upsert_sink sink = {{take_row}, inputs->ctx, plan, out, true, 0};
    orm_value *values = bind(inputs, plan->parameters, plan->statement.parameter_count);

    orm_problems_raise(inputs->problems);
    if (plan->told_by == TOLD_BY_QUERY)
        sink.is_new = !ask(inputs->ctx, &plan->query,
                           bind(inputs, plan->query_parameters, plan->query.parameter_count));
    orm_buffer_char(out, '[');
    host->run(host, &plan->statement, values, &sink.sink);
    if (sink.rows == 0)
        ORM_PUT(out, "null"); /* a trigger left it out */
    orm_buffer_string(out, plan->told_by == TOLD_BY_NONE || sink.rows == 0 ? ",null]"
                           : sink.is_new                                   ? ",true]"
                                                                           : ",false]");
}

/* Without hooks; of a trial nothing is stored. */
static void upsert(orm_call *call, const orm_model *model, const orm_json *row,
                   const orm_json *options, const orm_trial *trial, orm_buffer *out)
{
    orm_planning_call it;
    const upsert_plan *plan = plan_for(&it, call, model, row, options);
    orm_problems own, *problems = trial->problems ? trial->problems : &own;
    orm_inputs inputs = {.ctx = &call->ctx,
                         .slots = it.shape.slots,
                         .now = orm_call_now(call),
                         .problems = problems};

    orm_problems_open(problems, &call->ctx, model);
    for (const orm_missing *missing = plan->missing; missing; missing = missing->next)
        orm_problems_add_null(problems, missing->attribute, NULL);
    if (!trial->is_over)
        orm_rules_ask(&inputs, plan->rules, row);
    if (trial->problems)
        bind(&inputs, plan->parameters, plan->statement.parameter_count);
    else
        run(&inputs, plan, out);
}

/* ---- with hooks */

typedef struct hooked_upsert {
    orm_hooked hooked;
    orm_buffer *out;
} hooked_upsert;

static bool run_hooked(orm_hooked *hooked, const orm_trial *trial)
{
    upsert(hooked->hooks.call, hooked->hooks.model, hooked->row.values, hooked->hooks.options,
           trial, ((hooked_upsert *)hooked)->out);
    return true;
}

/* Of `[instance,created]`; nothing where a trigger left the row out. */
static orm_text stored_instance(orm_hooked *hooked, orm_text written)
{
    const orm_json *answer =
        orm_json_read(&hooked->hooks.call->ctx, written, ORM_JSON_STORED, "answer");

    return answer->first->kind == ORM_JSON_OBJECT ? answer->first->token : (orm_text){"", 0};
}

void orm_upsert_run(orm_call *call, const orm_model *model, const orm_json *row,
                    const orm_json *options, orm_buffer *out)
{
    static const orm_hooked_events events = {ORM_EVENT_BEFORE_UPSERT, ORM_EVENT_AFTER_UPSERT};
    static const orm_trial no_trial = {NULL, false};
    hooked_upsert it = {.out = out};

    if (!orm_hooks_wanted(model, options, orm_hooked_mask(&events))) {
        upsert(call, model, row, options, &no_trial, out);
        return;
    }
    orm_hooked_open(&it.hooked, call, model, options, &events);
    it.hooked.run = run_hooked;
    it.hooked.instance = stored_instance;
    it.hooked.row.values = orm_hooked_document(&call->ctx, row);
    orm_hooked_run(&it.hooked, out);
}
