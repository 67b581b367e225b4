/* link.c - links that are foreign keys: belongsTo, hasOne, hasMany.  See link.h; pairs of a
 * many-to-many association are in link_pairs.c. */
#include "write/link.h"
#include "write/document.h"

#include "catalog/convert.h"
#include "exec/record.h"
#include "query/find.h"
#include "sql/modify.h"
#include "write/rules.h"

static const orm_key link_keys[] = {
    {"through", ORM_K_OBJECT | ORM_K_STRING},
    {"fields", ORM_K_ARRAY},
    {"validate", ORM_K_BOOLEAN},
    {"hooks", ORM_K_BOOLEAN},
    {"silent", ORM_K_BOOLEAN},
    {"now", ORM_K_STRING},
    {"schema", ORM_K_STRING},
    {"schemaDelimiter", ORM_K_STRING},
    {"individualHooks", ORM_K_UNSUPPORTED},
};

static orm_arena *arena_of(const orm_linking *it)
{
    return it->call->ctx.arena;
}

static orm_expr *both(orm_linking *it, orm_expr *left, orm_expr *right)
{
    return orm_expr_join(arena_of(it), ORM_EXPR_AND, left, right);
}

/* ---- statements */

orm_relation *orm_link_relation(orm_linking *it, const orm_model *model)
{
    it->compiler.relation_count = 0;
    return orm_compile_relation_in(&it->compiler, model, it->options);
}

enum { FEW = 8 }; /* from here on a list is planned for its values */

static uint8_t planning_for(const orm_value *values, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++)
        if (values[i].kind == ORM_VALUE_LIST && values[i].count >= FEW)
            return ORM_PLAN_CUSTOM;
    return ORM_PLAN_GENERIC;
}

void orm_link_read(orm_linking *it, const orm_select *select, orm_sink *sink)
{
    orm_inputs inputs = {.ctx = &it->call->ctx};
    const orm_param **parameters;
    orm_statement statement;
    orm_value *values;
    orm_printer p;

    orm_printer_open(&p, it->compiler.ctx, NULL);
    orm_print_select(&p, select, NULL, 0);
    statement = orm_printer_close(&p, &parameters);
    statement.shown = select->columns;
    values = ORM_NEW_N(arena_of(it), orm_value, statement.parameter_count + 1u);
    orm_parameters_bind(&inputs, parameters, statement.parameter_count, values);
    statement.planning = planning_for(values, statement.parameter_count);
    it->call->ctx.host->run(it->call->ctx.host, &statement, values, sink);
}

int64_t orm_link_modify(orm_linking *it, const orm_modify *modify, const orm_json *row,
                        const orm_json *const *slots)
{
    const orm_param **parameters;
    orm_statement statement = orm_print_modify(it->compiler.ctx, modify, NULL, &parameters);
    orm_value *values = ORM_NEW_N(arena_of(it), orm_value, statement.parameter_count + 1u);
    orm_problems problems;
    orm_inputs inputs = {.ctx = &it->call->ctx,
                         .slots = slots,
                         .now = orm_call_now(it->call),
                         .problems = &problems};

    orm_problems_open(&problems, &it->call->ctx, modify->relation->model);
    if (row && orm_option_boolean(it->options, "validate", true))
        orm_rules_ask(
            &inputs,
            orm_rules_read(&it->compiler, modify, row, &(orm_rules_scope){.is_given_only = true}),
            row);
    orm_parameters_bind(&inputs, parameters, statement.parameter_count, values);
    orm_problems_raise(&problems);
    statement.planning = planning_for(values, statement.parameter_count);
    return it->call->ctx.host->run(it->call->ctx.host, &statement, values, NULL);
}

static orm_modify new_update(orm_linking *it, const orm_model *model)
{
    return (orm_modify){.kind = ORM_UPDATE, .relation = orm_link_relation(it, model)};
}

static void assign_scope(orm_linking *it, orm_modify *modify)
{
    const orm_json *scope = it->association->scope;

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
    for (uint32_t i = 0; i < count; i++)
        orm_modify_assign(&it->compiler, modify, attributes[i],
                          orm_compile_value(&it->compiler, attributes[i], values[i]));
}

/* PostgreSQL's json has no equality: its texts are compared. */
static orm_expr *comparable(orm_linking *it, const orm_attribute *attribute, orm_expr *expr)
{
    orm_expr *cast;

    if (attribute->type->kind != ORM_TYPE_JSON)
        return expr;
    cast = orm_expr_new(arena_of(it), ORM_EXPR_CAST);
    cast->left = expr;
    cast->type = orm_type_of_kind(&it->call->ctx, ORM_TYPE_TEXT);
    return cast;
}

orm_expr *orm_link_differs(orm_linking *it, const orm_modify *modify)
{
    orm_expr *any = NULL;

    for (const orm_assignment *at = modify->assignments; at; at = at->next) {
        orm_expr *expr = orm_expr_new(arena_of(it), ORM_EXPR_DISTINCT);
        orm_expr *column = orm_expr_column(arena_of(it), modify->relation, at->attribute);
        orm_expr *value = orm_expr_new(arena_of(it), ORM_EXPR_PARAM);

        *value = *at->expr; /* a second time in the same statement */
        value->next = NULL;
        expr->left = comparable(it, at->attribute, column);
        expr->right = comparable(it, at->attribute, value);
        any = orm_expr_join(arena_of(it), ORM_EXPR_OR, any, expr);
    }
    return any;
}

/* What belongsTo and hasOne change is an instance that is saved. */
static bool is_one_row(const orm_linking *it)
{
    return it->association->kind == ORM_BELONGS_TO || it->association->kind == ORM_HAS_ONE;
}

typedef struct key_sink {
    orm_sink sink;
    orm_linking *linking;
    const orm_model *model;
    orm_json *keys; /* a list */
} key_sink;

static void take_key(orm_sink *sink, orm_row *row)
{
    key_sink *it = (key_sink *)sink;
    orm_ctx *ctx = &it->linking->call->ctx;
    orm_json *key = orm_document_new(ctx, ORM_JSON_OBJECT, ORM_TEXT("key"));

    for (uint32_t i = 0; i < it->model->primary_count; i++)
        orm_json_append(key, orm_document_value(ctx, it->model->primary[i]->name,
                                                ctx->host->fetch(ctx->host, ctx, row, (int)i)));
    orm_json_append(it->keys, key);
}

/* The rows of modify->where, of which a to-one association has one, get its values by their keys,
 * with their hooks. */
static int64_t save_rows(orm_linking *it, const orm_modify *modify)
{
    const orm_model *model = modify->relation->model;
    const orm_json *values = orm_link_document(it, modify, NULL);
    orm_select select = {.from = modify->relation, .where = modify->where};
    key_sink sink = {{take_key}, it, model, NULL};
    int64_t count = 0;

    sink.keys = orm_document_new(&it->call->ctx, ORM_JSON_ARRAY, ORM_TEXT("keys"));
    select.columns =
        orm_compile_columns(&it->compiler, modify->relation, model->primary, model->primary_count);
    orm_link_read(it, &select, &sink.sink);
    orm_each_child (key, sink.keys)
        count += orm_link_save(it, model, key, values);
    return count;
}

static int64_t run_update(orm_linking *it, orm_modify *modify)
{
    if (is_one_row(it) && orm_link_saves(it, modify->relation->model))
        return save_rows(it, modify);
    orm_modify_touch(&it->compiler, modify, it->is_silent);
    return orm_link_modify_hooked(it, modify, NULL, NULL);
}

/* ---- unlinking: a foreign key becomes NULL */

/* Of a key of several parts, those that may be NULL: one is enough to link to nothing. */
static bool assign_nothing(orm_linking *it, orm_modify *modify,
                           const orm_attribute *const *attributes, uint32_t count)
{
    orm_value nothing = {.kind = ORM_VALUE_NULL};

    for (uint32_t i = 0; i < count; i++)
        if (!attributes[i]->is_required && !attributes[i]->is_primary)
            assign(it, modify, &attributes[i], &nothing, 1);
    return modify->assignments != NULL;
}

static void refuse_nothing(orm_linking *it, const orm_model *model,
                           const orm_attribute *const *attributes, uint32_t count)
{
    orm_problems problems;

    orm_problems_open(&problems, &it->call->ctx, model);
    for (uint32_t i = 0; i < count; i++)
        orm_problems_add_null(&problems, attributes[i], NULL);
    orm_problems_raise(&problems);
}

/* The rows of modify->where lose the key.  One that must not be NULL is a ValidationError where
 * there is such a row (semantics of Sequelize: links go, rows never do). */
static int64_t unlink_rows(orm_linking *it, orm_modify *modify,
                           const orm_attribute *const *attributes, uint32_t count)
{
    if (assign_nothing(it, modify, attributes, count))
        return run_update(it, modify);
    if (orm_link_is_any(it, modify) && !orm_is_recording(&it->call->ctx))
        refuse_nothing(it, modify->relation->model, attributes, count);
    return 0;
}

/* ---- one target, or several */

/* A to-one association has one target at most. */
static const orm_json *one_target(orm_linking *it, const orm_json *targets)
{
    if (targets == NULL || targets->kind != ORM_JSON_ARRAY)
        return targets;
    if (targets->count > 1)
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, targets,
                     "%.*s is one %.*s: it has one target, not a list of %u",
                     ORM_ARG(it->association->as), ORM_ARG(it->association->target->name),
                     targets->count);
    return targets->first;
}

void orm_link_check(orm_linking *it, const orm_model *model, const orm_tuples *tuples)
{
    for (uint32_t i = 0; i < tuples->count * tuples->width; i++)
        if (tuples->values[i].kind == ORM_VALUE_NULL)
            orm_raise_at(&it->call->ctx, ORM_ASSOCIATION, tuples->nodes[i / tuples->width],
                         "nothing can be linked to this %.*s: its \"%.*s\" is null",
                         ORM_ARG(model->name),
                         ORM_ARG(tuples->attributes[i % tuples->width]->name));
}

/* ---- belongsTo: the owner's own row */

static int64_t link_belongs_to(orm_linking *it, const orm_json *targets)
{
    const orm_link *link = &it->association->link;
    const orm_json *target = one_target(it, targets);
    orm_tuples to = orm_link_resolve(it, it->association->target, target, link->to, link->count);
    orm_modify modify = new_update(it, it->association->source);

    modify.where = orm_compile_key(&it->compiler, modify.relation, it->owner_key);
    if (it->mode == ORM_LINK_REMOVE || to.count == 0) {
        if (it->mode != ORM_LINK_SET && to.count == 0)
            return 0;
        if (it->mode == ORM_LINK_REMOVE)
            modify.where =
                both(it, modify.where,
                     orm_link_equal(it, modify.relation, link->from, to.values, link->count));
        else if (assign_nothing(it, &modify, link->from, link->count))
            modify.where = both(it, modify.where, orm_link_differs(it, &modify));
        return unlink_rows(it, &modify, link->from, link->count);
    }
    orm_link_check(it, it->association->target, &to);
    assign(it, &modify, link->from, to.values, link->count);
    modify.where = both(it, modify.where, orm_link_differs(it, &modify));
    return run_update(it, &modify);
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

/* Targets lose the owner's key: those that are named, or all others. */
static int64_t detach(orm_linking *it, bool is_named)
{
    const orm_link *link = &it->association->link;
    orm_modify modify = new_update(it, it->association->target);
    orm_expr *named = orm_link_among(it, modify.relation, &it->targets);

    modify.where =
        both(it, linked(it, modify.relation), is_named ? named : orm_expr_not(arena_of(it), named));
    return unlink_rows(it, &modify, link->to, link->count);
}

/* A soft-deleted row is left as it is by hasMany, and linked by hasOne, as in Sequelize. */
static int64_t attach(orm_linking *it)
{
    const orm_link *link = &it->association->link;
    orm_modify modify = new_update(it, it->association->target);

    if (it->targets.count == 0)
        return 0;
    orm_link_check(it, it->association->source, &it->owner);
    assign(it, &modify, link->to, orm_tuple(&it->owner, 0), link->count);
    assign_scope(it, &modify);
    modify.where =
        both(it, orm_link_among(it, modify.relation, &it->targets), orm_link_differs(it, &modify));
    if (it->association->kind == ORM_HAS_MANY)
        modify.where = both(it, modify.where, orm_compile_paranoid(&it->compiler, modify.relation));
    return run_update(it, &modify);
}

static int64_t link_has(orm_linking *it, const orm_json *targets)
{
    const orm_model *target = it->association->target;
    int64_t count = 0;

    if (it->association->kind == ORM_HAS_ONE)
        targets = one_target(it, targets);
    if (target->primary_count == 0)
        orm_raise(&it->call->ctx, ORM_ASSOCIATION, ORM_TEXT("association"),
                  "%.*s has no primary key by which its rows could be named",
                  ORM_ARG(target->name));
    it->targets = orm_link_resolve(it, target, targets, target->primary, target->primary_count);
    if (it->mode == ORM_LINK_REMOVE)
        return it->targets.count ? detach(it, true) : 0;
    if (it->mode == ORM_LINK_SET || (it->association->kind == ORM_HAS_ONE && it->targets.count > 0))
        count = detach(it, false);
    return count + attach(it);
}

/* ---- the call */

/* Values of through rows; the through model's name alone says nothing. */
static const orm_json *read_through(orm_linking *it)
{
    const orm_json *through = orm_option(it->options, "through");
    const orm_model *model = it->association->through;

    if (through == NULL || through->kind == ORM_JSON_OBJECT)
        return through;
    if (model && !orm_text_equal(through->text, model->name))
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, through,
                     "the through model of %.*s is %.*s; \"through\" takes its values",
                     ORM_ARG(it->association->as), ORM_ARG(model->name));
    return NULL;
}

void orm_linking_open(orm_linking *it, orm_call *call, const orm_association *association,
                      const orm_json *owner, const orm_json *options)
{
    memset(it, 0, sizeof *it);
    it->call = call;
    it->association = association;
    it->owner_key = owner;
    it->options = options;
    it->is_silent = orm_option_boolean(options, "silent", false);
    if (options && options->kind == ORM_JSON_OBJECT)
        it->through = read_through(it);
    it->compiler.ctx = &call->ctx;
    it->compiler.catalog = call->catalog;
    it->compiler.function = orm_text_format(call->ctx.arena, "orm_%s", call->function->name).data;
    it->compiler.is_writing = true;
}

void orm_linking_find_owner(orm_linking *it)
{
    if (it->owner_key->kind != ORM_JSON_ARRAY)
        it->owner = orm_link_resolve(it, it->association->source, it->owner_key,
                                     it->association->link.from, it->association->link.count);
    if (it->owner.count != 1)
        orm_raise_at(&it->call->ctx, ORM_INVALID_OPTION, it->owner_key,
                     "the instance is one key or one object that holds it");
}

int64_t orm_link_run(orm_call *call, const orm_association *association, const orm_json *owner,
                     const orm_json *targets, const orm_json *options, orm_link_mode mode)
{
    orm_linking it;

    orm_linking_open(&it, call, association, owner, options);
    it.mode = mode;
    ORM_CHECK_KEYS(&call->ctx, options, link_keys, it.compiler.function);
    if (association->kind == ORM_BELONGS_TO)
        return link_belongs_to(&it, targets);
    orm_linking_find_owner(&it);
    return association->through ? orm_link_pairs(&it, targets) : link_has(&it, targets);
}
